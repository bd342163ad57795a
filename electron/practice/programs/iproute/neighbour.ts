/** `ip neighbour`: what was learnt by ARP. */
import { ipFamily } from '../../../../shared/net/ip.ts';
import { parseMac } from '../../../../shared/net/mac.ts';
import { type Context, needLink } from './context.ts';
import { NEIGHBOUR_HELP } from './help.ts';
import { jsonText } from './output.ts';
import { badPrefix, IpError, invalid, meant, Words } from './words.ts';

const VERBS = [
  'add',
  'append',
  'change',
  'chg',
  'replace',
  'delete',
  'get',
  'show',
  'lst',
  'list',
  'flush',
  'help',
] as const;

export function ipNeighbour(context: Context, words: readonly string[]): void {
  const [verb, ...rest] = words;
  const command = verb === undefined ? 'show' : meant(verb, VERBS);
  switch (command) {
    case 'add':
    case 'append':
    case 'change':
    case 'chg':
    case 'replace':
    case 'delete':
      edit(context, rest, command);
      return;
    case 'get':
      get(context, rest);
      return;
    case 'show':
    case 'lst':
    case 'list':
      show(context, rest);
      return;
    case 'flush':
      flush(context, rest);
      return;
    case 'help':
      throw new IpError(NEIGHBOUR_HELP, 255);
    case undefined:
      throw new IpError(`Command "${verb}" is unknown, try "ip neigh help".`, 255);
  }
}

function macOf(text: string): string {
  const mac = parseMac(text);
  if (mac === undefined) throw new IpError(`"${text}" is invalid lladdr.`, 1);
  return mac;
}

interface Asked {
  readonly dev: string | undefined;
  readonly to: string | undefined;
  readonly mac: string | undefined;
  readonly states: readonly string[];
}

function parse(words: readonly string[]): Asked {
  const said = new Words(words);
  let asked: Asked = { dev: undefined, to: undefined, mac: undefined, states: [] };
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'dev') asked = { ...asked, dev: said.value() };
    else if (word === 'lladdr') asked = { ...asked, mac: macOf(said.value()) };
    else if (word === 'nud') asked = { ...asked, states: [...asked.states, stateSaid(said.value())] };
    else if (['router', 'use', 'managed', 'extern_learn', 'protocol', 'vrf', 'master', 'nomaster'].includes(word))
      throw new IpError(`ip neigh: practice hosts do not simulate ${word}.`, 1);
    else if (word === 'proxy') throw new IpError('ip neigh: practice hosts do not simulate proxies.', 1);
    else if (word !== 'all' && word !== 'unused') asked = { ...asked, to: word === 'to' ? said.value() : word };
  }
  return asked;
}

const STATES = ['PERMANENT', 'REACHABLE', 'NOARP', 'NONE', 'STALE', 'INCOMPLETE', 'DELAY', 'PROBE', 'FAILED', 'ALL'];

function stateSaid(text: string): string {
  const state = text.toUpperCase();
  if (!STATES.includes(state)) throw invalid('nud state is bad', text);
  return state;
}

function entriesOf(context: Context, words: readonly string[]) {
  const { dev, to, states } = parse(words);
  if (dev !== undefined) needLink(context.view.kernel, dev);
  const { neighbours, kernel } = context.view;
  const links = new Set(kernel.links.filter(({ up }) => up).map(({ name }) => name));
  const entries = neighbours
    .all()
    .filter(
      (entry) =>
        links.has(entry.device) &&
        (dev === undefined || entry.device === dev) &&
        (to === undefined || entry.address === to),
    )
    .map((entry) => ({ ...entry, entry, state: neighbours.stateOf(entry) }))
    .filter(({ state }) => states.length === 0 || states.includes(state) || states.includes('ALL'));
  return { dev, entries };
}

function show(context: Context, words: readonly string[]): void {
  const { dev, entries } = entriesOf(context, words);
  if (context.show.family === 6) {
    if (context.show.json) context.print(jsonText([], false));
    return;
  }
  if (context.show.json) {
    const list = entries.map(({ address, device, mac, state }) => ({
      dst: address,
      ...(dev === undefined && { dev: device }),
      ...(mac !== undefined && { lladdr: mac }),
      state: [state],
    }));
    context.print(jsonText(list, context.show.pretty));
    return;
  }
  for (const { address, device, mac, state } of entries) {
    if (context.show.brief) {
      context.print(`${address.padEnd(39)} ${dev === undefined ? device.padEnd(16) : ''} ${mac ?? ''}\n`);
      continue;
    }
    const words = [address, dev === undefined && `dev ${device}`, mac && `lladdr ${mac}`, state];
    context.print(`${words.filter((word) => word).join(' ')} \n`);
  }
}

/** One entry, with all that is known of it. */
function get(context: Context, words: readonly string[]): void {
  const { dev, to } = parse(words);
  if (to === undefined || dev === undefined) throw new IpError('Device and address are required arguments.', 1);
  needLink(context.view.kernel, dev);
  const entry = context.view.neighbours.find(dev, to);
  if (entry === undefined) throw new IpError('Error: Neighbour entry not found.', 2);
  const { mac } = entry;
  context.print(
    `${to} dev ${dev} ${mac === undefined ? '' : `lladdr ${mac} `}${context.view.neighbours.stateOf(entry)} \n`,
  );
}

function flush(context: Context, words: readonly string[]): void {
  if (words.length === 0) throw new IpError('Flush requires arguments.', 1);
  const gone = entriesOf(context, words).entries.filter(({ entry }) => !entry.permanent);
  for (const { entry } of gone) context.view.neighbours.remove(entry);
  if (!context.show.statistics) return;
  context.print(
    gone.length === 0
      ? 'Nothing to flush.\n'
      : `\n*** Round 1, deleting ${gone.length} entries ***\n*** Flush is complete after 1 round ***\n`,
  );
}

function edit(context: Context, words: readonly string[], how: string): void {
  const { dev, to, mac, states } = parse(words);
  if (to === undefined || dev === undefined) throw new IpError('Device and destination are required arguments.', 255);
  if (ipFamily(to) === undefined) throw badPrefix('any valid address', to);
  needLink(context.view.kernel, dev);
  const { neighbours } = context.view;
  const known = neighbours.find(dev, to);
  if (how === 'delete') {
    if (known === undefined) throw new IpError('RTNETLINK answers: No such file or directory', 2);
    neighbours.remove(known);
    return;
  }
  if ((how === 'change' || how === 'chg') && known === undefined)
    throw new IpError('RTNETLINK answers: No such file or directory', 2);
  if (mac === undefined && how !== 'delete') throw new IpError('Error: No link layer address given.', 2);
  if (how === 'add' && known !== undefined) throw new IpError('RTNETLINK answers: File exists', 2);
  const [state = 'PERMANENT'] = states;
  if (state !== 'PERMANENT' && state !== 'REACHABLE' && state !== 'STALE')
    throw new IpError(`ip neigh: practice hosts do not simulate nud ${state.toLowerCase()}.`, 1);
  neighbours.set(dev, to, mac, state);
}
