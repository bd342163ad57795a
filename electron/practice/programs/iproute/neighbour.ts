/** `ip neighbour`: what was learnt by ARP; and `ip rule`, `ip netns`, of which a practice host has the plain ones only. */
import { parseMac } from '../../../../shared/net/mac.ts';
import { type Context, needLink } from './context.ts';
import { NEIGHBOUR_HELP, RULE_HELP } from './help.ts';
import { jsonText } from './output.ts';
import { IpError, meant, Words } from './words.ts';

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
    else if (word === 'lladdr') asked = { ...asked, mac: parseMac(said.value()) };
    else if (word === 'nud') asked = { ...asked, states: [...asked.states, said.value().toUpperCase()] };
    else if (word !== 'all' && word !== 'unused') asked = { ...asked, to: word === 'to' ? said.value() : word };
  }
  return asked;
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
    const words = [address, dev === undefined && `dev ${device}`, mac && `lladdr ${mac}`, state];
    context.print(`${words.filter((word) => word).join(' ')} \n`);
  }
}

function flush(context: Context, words: readonly string[]): void {
  if (words.length === 0) throw new IpError('Flush requires arguments.', 1);
  for (const { entry } of entriesOf(context, words).entries) {
    if (!entry.permanent) context.view.neighbours.remove(entry);
  }
}

function edit(context: Context, words: readonly string[], how: string): void {
  const { dev, to, mac, states } = parse(words);
  if (to === undefined || dev === undefined) throw new IpError('Device and destination are required arguments.', 1);
  needLink(context.view.kernel, dev);
  const { neighbours } = context.view;
  const known = neighbours.find(dev, to);
  if (how === 'delete') {
    if (known === undefined) throw new IpError('RTNETLINK answers: No such file or directory', 2);
    neighbours.remove(known);
    return;
  }
  if (how === 'add' && known !== undefined) throw new IpError('RTNETLINK answers: File exists', 2);
  neighbours.learn(dev, to, mac, !states.includes('REACHABLE') && !states.includes('STALE'));
}

const RULES = [
  { priority: 0, src: 'all', table: 'local' },
  { priority: 32_766, src: 'all', table: 'main' },
  { priority: 32_767, src: 'all', table: 'default' },
];

export function ipRule(context: Context, [verb = 'list']: readonly string[]): void {
  const command = meant(verb, ['list', 'lst', 'show', 'add', 'delete', 'flush', 'help']);
  if (command === 'help') throw new IpError(RULE_HELP, 255);
  if (command === undefined) throw new IpError(`Command "${verb}" is unknown, try "ip rule help".`, 255);
  if (!['list', 'lst', 'show'].includes(command)) throw new IpError('RTNETLINK answers: Operation not supported', 2);
  if (context.show.json) context.print(jsonText(RULES, context.show.pretty));
  else for (const { priority, table } of RULES) context.print(`${priority}:\tfrom all lookup ${table}\n`);
}
