/** `ip route`: add, replace, delete, show, get. */
import type { Route } from '../../../../shared/host/state.ts';
import { cidrOf, isSecondary } from '../../../../shared/machine/kernel/addresses.ts';
import { plainRoute } from '../../../../shared/machine/kernel/connected.ts';
import { type Errno, findLink, type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { addRoute, deleteRoute, ownLink, type RouteAsked, sourceOf } from '../../../../shared/machine/kernel/routes.ts';
import { hasOwnRules, lookupByRules, rulesOf, wayOf } from '../../../../shared/machine/kernel/rules.ts';
import { blockOf6, ipFamily } from '../../../../shared/net/ip.ts';
import {
  broadcastOf,
  type Cidr,
  containsAddress,
  containsCidr,
  formatCidr,
  formatIpv4,
  parseCidr,
  parseCidrOrAddress,
  parseIpv4,
  subnetOf,
} from '../../../../shared/net/ipv4.ts';
import { type Context, change, needLink, refused } from './context.ts';
import { ROUTE_HELP } from './help.ts';
import { coloured, type Json, jsonText, lineEnd } from './output.ts';
import { abbreviates, badPrefix, IpError, meant, Words, wholeAddress, wholePrefix } from './words.ts';

const VERBS = [
  'list',
  'show',
  'lst',
  'get',
  'add',
  'change',
  'chg',
  'replace',
  'prepend',
  'append',
  'delete',
  'flush',
  'save',
  'restore',
  'showdump',
  'help',
] as const;

export function ipRoute(context: Context, words: readonly string[]): void {
  const [verb, ...rest] = words;
  const command = verb === undefined ? 'list' : meant(verb, VERBS);
  switch (command) {
    case 'list':
    case 'show':
    case 'lst':
      show(context, rest);
      return;
    case 'get':
      get(context, rest);
      return;
    case 'add':
      put(context, rest, 'add');
      return;
    case 'change':
    case 'chg':
      put(context, rest, 'change');
      return;
    case 'replace':
      put(context, rest, 'replace');
      return;
    case 'prepend':
    case 'append':
      put(context, rest, 'append');
      return;
    case 'delete':
      remove(context, rest);
      return;
    case 'flush':
      flush(context, rest);
      return;
    case 'save':
    case 'restore':
    case 'showdump':
      throw new IpError(`ip route ${command}: practice hosts do not simulate this.`, 1);
    case 'help':
      throw new IpError(ROUTE_HELP, 255);
    case undefined:
      throw new IpError(`Command "${verb}" is unknown, try "ip route help".`, 255);
  }
}

const TYPES = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw', 'local', 'broadcast'] as const;

type Said = Partial<RouteAsked>;

/** `default`, `any`, a prefix, or an address alone. */
function destination(word: string): Cidr {
  if (word === 'default' || word === 'any' || word === 'all') return { address: 0, prefix: 0 };
  const cidr = parseCidrOrAddress(wholePrefix(word));
  if (cidr === undefined) throw badPrefix('any valid prefix', word);
  return cidr;
}

/** @param known whether the family is: a prefix has told it, which `default` does not */
function addressOf(word: string, known = true): string {
  const address = wholeAddress(word);
  if (parseIpv4(address) === undefined) throw badPrefix(known ? 'inet address' : 'any valid address', word);
  return address;
}

function numberOf(what: string, word: string): number {
  if (!/^\d+$/.test(word)) throw new IpError(`Error: argument "${word}" is wrong: "${what}" value is invalid\n`, 255);
  return Number(word);
}

function parse(context: Context, words: readonly string[]): Said {
  const said = new Words(words);
  let asked: { -readonly [K in keyof Said]: Said[K] } = {};
  let known = context.show.family !== undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    const type = TYPES.find((item) => item === word);
    if (type !== undefined && asked.to === undefined) asked = { ...asked, type };
    else if (word === 'via') {
      const next = said.value();
      asked.via = addressOf(next === 'inet' ? said.value() : next, known || next === 'inet');
    } else if (word === 'dev' || word === 'oif') asked.dev = said.value();
    else if (word === 'src') asked.source = addressOf(said.value());
    else if (['metric', 'priority', 'preference'].includes(word)) asked.metric = numberOf('metric', said.value());
    else if (abbreviates(word, 'scope')) asked.scope = said.value();
    else if (abbreviates(word, 'protocol')) asked.protocol = said.value();
    else if (word === 'table') asked.table = tableOf(context, said.value());
    else if (word === 'nexthop') asked.nexthops = [...(asked.nexthops ?? []), nexthopOf(said)];
    else if (word === 'onlink') asked.onlink = true;
    else if (word === 'mtu') {
      const value = said.value();
      if (value === 'lock') throw new IpError('ip route: practice hosts do not simulate mtu lock.', 1);
      asked.mtu = numberOf('mtu', value);
    } else if (word === 'realm' || word === 'realms')
      throw new IpError(`ip route: practice hosts do not simulate ${word}.`, 1);
    else if (['advmss', 'tos', 'rtt', 'window', 'pref'].includes(word))
      throw new IpError(`ip route: practice hosts do not simulate ${word}.`, 1);
    else if (word === 'help') throw new IpError(ROUTE_HELP, 255);
    else if (asked.to !== undefined)
      throw new IpError(`Error: either "to" is duplicate, or "${word}" is a garbage.`, 255);
    else {
      const to = word === 'to' ? said.value() : word;
      asked.to = destination(to);
      known ||= !['default', 'any', 'all'].includes(to);
    }
  }
  return asked;
}

function tableOf(context: Context, word: string): string {
  const table = context.table(word);
  if (table === undefined) throw new IpError(`Error: argument "${word}" is wrong: table id value is invalid\n`, 255);
  return table;
}

/** `nexthop via ADDRESS [dev DEVICE] [weight NUMBER]`, up to the next one. */
function nexthopOf(said: Words): NonNullable<RouteAsked['nexthops']>[number] {
  let hop: { via: string; dev?: string; weight: number } = { via: '', weight: 1 };
  for (let word = said.peek(); word !== undefined && word !== 'nexthop'; word = said.peek()) {
    said.next();
    if (word === 'via') hop = { ...hop, via: addressOf(said.value()) };
    else if (word === 'dev') hop = { ...hop, dev: said.value() };
    else if (word === 'weight') hop = { ...hop, weight: numberOf('weight', said.value()) };
    else if (word !== 'onlink') throw new IpError(`Error: either "to" is duplicate, or "${word}" is a garbage.`, 255);
  }
  return hop;
}

function put(context: Context, words: readonly string[], how: 'add' | 'replace' | 'append' | 'change'): void {
  if (words.length === 0) throw new IpError(ROUTE_HELP, 255);
  const { to, ...asked } = parse(context, words);
  // What is to be reached must be said, also if it is everything.
  if (to === undefined) throw new IpError(ROUTE_HELP, 255);
  if (asked.dev !== undefined) needLink(context.view.kernel, asked.dev);
  if (asked.type === 'local' || asked.type === 'broadcast')
    throw new IpError(`ip route: practice hosts do not simulate routes of type ${asked.type} by hand.`, 1);
  change(context, (kernel) => addRoute(kernel, { ...asked, to }, how));
}

function remove(context: Context, words: readonly string[]): void {
  if (words.length === 0) throw new IpError(ROUTE_HELP, 255);
  const { to, scope: _scope, ...asked } = parse(context, words);
  if (asked.dev !== undefined) needLink(context.view.kernel, asked.dev);
  change(context, (kernel) => deleteRoute(kernel, { ...asked, to: to ?? { address: 0, prefix: 0 } }));
}

interface Filter {
  readonly table: string;
  readonly dev: string | undefined;
  readonly via: string | undefined;
  readonly protocol: string | undefined;
  readonly scope: string | undefined;
  matches(route: Route): boolean;
}

function filterOf(context: Context, words: readonly string[]): Filter {
  const { kernel } = context.view;
  const said = new Words(words);
  let table = 'main';
  let dev: string | undefined;
  let protocol: string | undefined;
  let scope: string | undefined;
  let via: string | undefined;
  const tests: ((route: Route) => boolean)[] = [];
  const block = (route: Route): Cidr => parseCidr(route.to) ?? { address: 0, prefix: 0 };
  const exact = (to: Cidr): void => {
    tests.push((route) => block(route).address === to.address && block(route).prefix === to.prefix);
  };
  for (let word = said.next(); word !== undefined; word = said.next()) {
    const type = TYPES.find((item) => item === word);
    if (word === 'table') table = tableOf(context, said.value());
    else if (word === 'dev' || word === 'oif') dev = said.value();
    else if (abbreviates(word, 'protocol')) protocol = said.value();
    else if (abbreviates(word, 'scope')) scope = said.value();
    else if (word === 'type') {
      const wanted = said.value();
      tests.push((route) => route.type === wanted);
    } else if (word === 'via') {
      via = said.value();
      tests.push((route) => route.via === via);
    } else if (word === 'src') {
      const source = said.value();
      tests.push((route) => route.source === source);
    } else if (type !== undefined) tests.push((route) => route.type === type);
    // Since 3.6 the kernel has no cache of routes that it could show.
    else if (word === 'cache' || word === 'cloned') tests.push(() => false);
    else if (word === 'all') continue;
    else {
      const next = word === 'to' ? said.value() : word;
      if (next === 'root') {
        const root = destination(said.value());
        tests.push((route) => containsCidr(root, block(route)));
      } else if (next === 'match') {
        const match = destination(said.value());
        tests.push((route) => containsCidr(block(route), match));
      } else exact(destination(next === 'exact' ? said.value() : next));
    }
  }
  if (dev !== undefined) needLink(kernel, dev);
  return {
    table,
    dev,
    via,
    protocol,
    scope,
    matches: (route) =>
      (dev === undefined || route.dev === dev) &&
      (protocol === undefined || route.protocol === protocol) &&
      (scope === undefined || route.scope === scope) &&
      tests.every((test) => test(route)),
  };
}

function show(context: Context, words: readonly string[]): void {
  const { kernel } = context.view;
  const { json, pretty, family } = context.show;
  const filter = filterOf(context, words);
  if (family === 6) {
    showSix(context, filter);
    return;
  }
  const main = kernel.routes.filter(({ table }) => filter.table === 'all' || filter.table === table);
  const local = filter.table === 'local' || filter.table === 'all' ? localRoutes(kernel) : [];
  // A table is there once somebody has used it.
  const used =
    main.length > 0 ||
    kernel.routeTables?.includes(filter.table) === true ||
    rulesOf(kernel).some(({ table }) => table === filter.table);
  if (!used && !['main', 'local', 'all', 'default'].includes(filter.table)) {
    throw new IpError('Error: ipv4: FIB table does not exist.\nDump terminated', 2);
  }
  const routes = [...main, ...local].filter(filter.matches);
  if (json) {
    context.print(
      jsonText(
        routes.map((route) => routeJson(kernel, route, filter, context)),
        pretty,
      ),
    );
    return;
  }
  for (const route of routes) context.print(routeText(kernel, route, filter, context));
}

/** Of IPv6 there is no more than what the kernel makes by itself, of each address one. */
function showSix(context: Context, filter: Filter): void {
  const routes = context.view.kernel.links
    .filter(({ name, up }) => up && (filter.dev === undefined || filter.dev === name))
    .flatMap(({ name, addresses }) =>
      [
        ...new Set(
          addresses
            .filter(({ family, scope }) => family === 6 && scope !== 'host')
            .map(({ address, prefix }) => blockOf6(address, prefix)),
        ),
      ].map((dst) => ({ dst, dev: name })),
    )
    // As the kernel's tree has them; links of one block stay as they are.
    .sort((a, b) => (a.dst < b.dst ? -1 : Number(a.dst > b.dst)));
  if (context.show.json) {
    const list = routes.map((route) => ({ ...route, protocol: 'kernel', metric: 256, flags: [], pref: 'medium' }));
    context.print(jsonText(list, context.show.pretty));
    return;
  }
  for (const { dst, dev } of routes) {
    context.print(`${dst} ${filter.dev === undefined ? `dev ${dev} ` : ''}proto kernel metric 256 pref medium\n`);
  }
}

/** What the kernel keeps in its table `local`: own addresses and broadcasts. */
function localRoutes({ links }: KernelState): readonly Route[] {
  const base = { via: undefined, protocol: 'kernel', metric: 0, table: 'local' } as const;
  const routes = links.flatMap((link) =>
    link.addresses.flatMap((address): readonly Route[] => {
      const own = cidrOf(address);
      if (own === undefined || !link.up) return [];
      const first = link.addresses.find(
        (item) => item.family === 4 && (item === address || !isSecondary(link, item)) && sameSubnet(cidrOf(item), own),
      );
      const source = first?.address ?? address.address;
      const local: Route = {
        ...base,
        to: `${address.address}/32`,
        type: 'local',
        dev: link.name,
        source,
        scope: 'host',
      };
      if (link.kind === 'loopback' && own.prefix < 31 && !isSecondary(link, address)) {
        const whole: Route = { ...local, to: formatCidr(subnetOf(own)) };
        return [whole, local, broadcast(link.name, own, source)];
      }
      return own.prefix >= 31 || isSecondary(link, address) ? [local] : [local, broadcast(link.name, own, source)];
    }),
  );
  const number = ({ to }: Route): number => parseCidr(to)?.address ?? 0;
  return routes.sort(
    (a, b) => number(a) - number(b) || (parseCidr(a.to)?.prefix ?? 0) - (parseCidr(b.to)?.prefix ?? 0),
  );

  function broadcast(dev: string, own: Cidr, source: string): Route {
    return { ...base, to: `${formatIpv4(broadcastOf(own))}/32`, type: 'broadcast', dev, source, scope: 'link' };
  }
}

const sameSubnet = (a: Cidr | undefined, b: Cidr): boolean =>
  a !== undefined && a.prefix === b.prefix && containsAddress(a, b.address);

const shownTo = (to: string): string => (to === '0.0.0.0/0' ? 'default' : to.replace(/\/32$/, ''));

function isLinkDown(kernel: KernelState, { dev, type }: Route): boolean {
  if (type === 'local') return false;
  const link = dev === undefined ? undefined : findLink(kernel, dev);
  return link?.up === true && !link.carrier;
}

function routeText(kernel: KernelState, route: Route, filter: Filter, { show: how, tableName }: Context): string {
  const words = [
    route.type === 'unicast' && !how.details ? '' : route.type,
    coloured(how, 'inet', shownTo(route.to)),
    route.via && filter.via === undefined && `via ${coloured(how, 'inet', route.via)}`,
    route.dev && filter.dev === undefined && `dev ${coloured(how, 'name', route.dev)}`,
    filter.table === 'all' && route.table !== 'main' && `table ${tableName(route.table)}`,
    (route.protocol !== 'boot' || how.details) && filter.protocol === undefined && `proto ${route.protocol}`,
    (route.scope !== 'global' || how.details) && filter.scope === undefined && `scope ${route.scope}`,
    route.source && `src ${coloured(how, 'inet', route.source)}`,
    route.metric > 0 && `metric ${route.metric}`,
    route.mtu !== undefined && `mtu ${route.mtu}`,
    route.onlink && 'onlink',
    isLinkDown(kernel, route) && 'linkdown',
  ];
  const hops = (route.nexthops ?? []).map(
    ({ via, dev, weight }) =>
      `\tnexthop via ${coloured(how, 'inet', via)} dev ${coloured(how, 'name', dev)} weight ${weight} \n`,
  );
  return `${words.filter((word) => word).join(' ')} \n${hops.join('')}`;
}

function routeJson(kernel: KernelState, route: Route, filter: Filter, { show: { details }, tableName }: Context): Json {
  return {
    ...((route.type !== 'unicast' || details) && { type: route.type }),
    dst: shownTo(route.to),
    ...(route.via !== undefined && { gateway: route.via }),
    ...(route.nexthops && {
      nexthops: route.nexthops.map(({ via, dev, weight }) => ({ gateway: via, dev, weight, flags: [] })),
    }),
    ...(route.dev !== undefined && filter.dev === undefined && { dev: route.dev }),
    ...(filter.table === 'all' && route.table !== 'main' && { table: tableName(route.table) }),
    ...((route.protocol !== 'boot' || details) && filter.protocol === undefined && { protocol: route.protocol }),
    ...((route.scope !== 'global' || details) && filter.scope === undefined && { scope: route.scope }),
    ...(route.source !== undefined && { prefsrc: route.source }),
    ...(route.metric > 0 && { metric: route.metric }),
    ...(route.mtu !== undefined && { metrics: [{ mtu: route.mtu }] }),
    flags: [...(route.onlink ? ['onlink'] : []), ...(isLinkDown(kernel, route) ? ['linkdown'] : [])],
  };
}

/** What a lookup of a route that forbids answers. */
const FORBIDS: Readonly<Record<string, Errno>> = {
  blackhole: 'EINVAL',
  unreachable: 'EHOSTUNREACH',
  prohibit: 'EACCES',
};

function get(context: Context, words: readonly string[]): void {
  const said = new Words(words);
  let to: string | undefined;
  let from: string | undefined;
  let through: string | undefined;
  let iif: string | undefined;
  let mark: string | undefined;
  let warning = '';
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'from') from = addressOf(said.value());
    else if (word === 'oif' || word === 'dev') through = said.value();
    else if (word === 'iif') iif = said.value();
    else if (word === 'mark') mark = said.value();
    else if (word === 'uid') said.value();
    else if (
      ['tos', 'dsfield', 'fibmatch', 'vrf', 'ipproto', 'sport', 'dport', 'as', 'connected', 'notify'].includes(word)
    )
      throw new IpError(`ip route get: practice hosts do not simulate ${word}.`, 1);
    else {
      const [written = '', length] = (word === 'to' ? said.value() : word).split('/');
      if (length !== undefined && length !== '32')
        warning = `Warning: /${length} as prefix is invalid, only /32 (or none) is supported.\n`;
      if (ipFamily(written) === 6) throw new IpError('ip route get: practice hosts do not simulate routes of IPv6.', 1);
      if (parseCidrOrAddress(written) === undefined && !/^[\d.]+$/.test(written))
        throw badPrefix('any valid prefix', written);
      if (written.split('.').some((part) => Number(part) > 255)) throw badPrefix('any valid prefix', written);
      to = addressOf(written);
    }
  }
  if (to === undefined) throw new IpError('need at least a destination address', 1);
  if (warning !== '') context.warn(warning);
  const { kernel } = context.view;
  if (through !== undefined) needLink(kernel, through);
  const own = ownLink(kernel, to);
  // Only what is its own may be sent from.
  if (from !== undefined && iif === undefined && ownLink(kernel, from) === undefined)
    throw refused(new Refusal('ENETUNREACH'));
  const flow = { to: parseIpv4(to) ?? 0, from: from === undefined ? undefined : parseIpv4(from), iif, through };
  const chosen = own === undefined ? lookupByRules(kernel, flow) : undefined;
  const found = (chosen && { ...chosen, ...wayOf(chosen, flow) }) ?? onLink(kernel, own, through);
  if (own === undefined && found === undefined) throw refused(new Refusal('ENETUNREACH'));
  const forbids = found && FORBIDS[found.type];
  if (forbids !== undefined) throw refused(new Refusal(forbids));
  const source = own === undefined ? found && sourceOf(kernel, found) : /^127\./.test(to) ? '127.0.0.1' : to;
  const dev = own === undefined ? found?.dev : 'lo';
  const isBroadcast = own === undefined && broadcasts(kernel).includes(to);
  // With rules of somebody's own the kernel keeps its table of addresses apart, and tells of it.
  const table =
    isBroadcast || (own !== undefined && hasOwnRules(kernel))
      ? 'local'
      : found?.table === 'main'
        ? undefined
        : found?.table;
  const { json, pretty } = context.show;
  if (json) {
    const item: Json = {
      ...(own !== undefined ? { type: 'local' } : isBroadcast && { type: 'broadcast' }),
      dst: to,
      ...(from !== undefined && { from }),
      ...(found?.via !== undefined && { gateway: found.via }),
      ...(dev !== undefined && { dev }),
      ...(from === undefined && source !== undefined && { prefsrc: source }),
      flags: [],
      ...(iif === undefined && { uid: context.uid }),
      cache: own === undefined ? [] : ['local'],
      ...(iif !== undefined && { iif }),
    };
    context.print(jsonText([item], pretty));
    return;
  }
  const line = [
    own !== undefined ? 'local' : isBroadcast && 'broadcast',
    to,
    from && `from ${from}`,
    found?.via && `via ${found.via}`,
    dev && `dev ${dev}`,
    table !== undefined && `table ${context.tableName(table)}`,
    from === undefined && source && `src ${source}`,
    mark !== undefined && `mark ${mark}`,
    // Of what comes in the kernel does not say whose it is, but where it does.
    iif === undefined && `uid ${context.uid}`,
  ];
  const cached = own === undefined ? (isBroadcast ? '<local,brd> ' : '') : '<local> ';
  const mtu = found?.mtu === undefined ? '' : `mtu ${found.mtu} `;
  context.print(
    `${line.filter((word) => word).join(' ')} ${lineEnd(context.show)}    cache ${cached}${mtu}${iif === undefined ? '' : `iif ${iif} `}\n`,
  );
}

/** Where no route leads through the link that was asked for, the kernel takes it that the address is a neighbour there. */
function onLink(kernel: KernelState, own: unknown, through: string | undefined): Route | undefined {
  const link = through === undefined ? undefined : findLink(kernel, through);
  if (own !== undefined || link === undefined || !link.up) return undefined;
  const source = link.addresses.find(({ family }) => family === 4)?.address;
  return { ...plainRoute, to: '', via: undefined, dev: link.name, source, scope: 'link', protocol: 'boot' };
}

const broadcasts = ({ links }: KernelState): readonly string[] =>
  links.flatMap(({ addresses }) => addresses.flatMap(({ broadcast }) => broadcast ?? []));

function flush(context: Context, words: readonly string[]): void {
  if (words.length === 0) throw new IpError('"ip route flush" requires arguments.', 1);
  if (words[0] === 'cache') return;
  const filter = filterOf(context, words);
  const goes = (route: Route): boolean =>
    (filter.table === 'all' || route.table === filter.table) && filter.matches(route);
  change(context, (kernel) => ({ ...kernel, routes: kernel.routes.filter((route) => !goes(route)) }));
}
