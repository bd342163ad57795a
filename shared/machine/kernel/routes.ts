/** The main table: adding, taking out, looking up (fib_semantics.c, fib_trie.c). */
import type { Route } from '../../host/state.ts';
import { type Cidr, containsAddress, type Ipv4, maskOf, parseIpv4 } from '../../net/ipv4.ts';
import { cidrOf } from './addresses.ts';
import { findLink, type KernelState, linkOf, Refusal } from './kernel.ts';
import type { KernelLink } from './kernel-link.ts';
import { RouteIndex } from './route-index.ts';

/** What `ip route` was asked for; what is not said is undefined. */
export interface RouteAsked {
  readonly to: Cidr;
  readonly type?: Route['type'] | undefined;
  readonly via?: string | undefined;
  readonly dev?: string | undefined;
  readonly source?: string | undefined;
  readonly metric?: number | undefined;
  readonly scope?: string | undefined;
  readonly protocol?: string | undefined;
  readonly onlink?: boolean | undefined;
  readonly mtu?: number | undefined;
  /** By default the main one. */
  readonly table?: string | undefined;
  readonly nexthops?: readonly { readonly via: string; readonly dev?: string | undefined; readonly weight: number }[];
}

const FORBIDDING: readonly string[] = ['blackhole', 'unreachable', 'prohibit', 'throw'];

/** @throws Refusal as the kernel would */
export function addRoute(
  kernel: KernelState,
  asked: RouteAsked,
  how: 'add' | 'replace' | 'append' | 'change' = 'add',
): KernelState {
  const route = routeOf(kernel, asked);
  return withTable(put(kernel, asked, route, how), route.table);
}

const OWN_TABLES: readonly string[] = ['main', 'local', 'default'];

function withTable(kernel: KernelState, table: string): KernelState {
  const { routeTables = [] } = kernel;
  return OWN_TABLES.includes(table) || routeTables.includes(table)
    ? kernel
    : { ...kernel, routeTables: [...routeTables, table] };
}

function put(
  kernel: KernelState,
  asked: RouteAsked,
  route: Route,
  how: 'add' | 'replace' | 'append' | 'change',
): KernelState {
  const index = RouteIndex.of(kernel.routes);
  const same = index.to(asked.to).find(({ metric, table }) => metric === route.metric && table === route.table);
  if (how === 'add' && same !== undefined) throw new Refusal('EEXIST');
  if (how === 'change' && same === undefined) throw new Refusal('ENOENT');
  if (same === undefined || how === 'append') return { ...kernel, routes: index.with(route) };
  return { ...kernel, routes: kernel.routes.with(kernel.routes.indexOf(same), route) };
}

function routeOf(kernel: KernelState, asked: RouteAsked): Route {
  const { to, via, metric = 0, protocol = 'boot' } = asked;
  const type = asked.type ?? 'unicast';
  if ((to.address & ~maskOf(to.prefix)) >>> 0 !== 0) {
    throw new Refusal('EINVAL', 'Invalid prefix for given prefix length.');
  }
  const base = {
    ...{ to: formatTo(to), type, metric, protocol, table: asked.table ?? 'main', source: asked.source },
    ...(asked.mtu !== undefined && { mtu: asked.mtu }),
  };
  if (FORBIDDING.includes(type)) return { ...base, via: undefined, dev: undefined, scope: 'global' };
  if (asked.nexthops !== undefined) {
    const nexthops = asked.nexthops.map(({ via, dev, weight }) => ({
      via,
      dev: deviceFor(kernel, via, { ...asked, dev }),
      weight,
    }));
    return { ...base, via: undefined, dev: undefined, scope: 'global', nexthops };
  }
  if (asked.dev !== undefined && !linkOf(kernel, asked.dev).up) {
    throw new Refusal('ENETDOWN', via === undefined ? 'Device for nexthop is not up.' : 'Nexthop device is not up.');
  }
  if (via === undefined) {
    if (asked.dev === undefined) throw new Refusal('ENODEV');
    checkSource(kernel, asked.source);
    return { ...base, via: undefined, dev: asked.dev, scope: asked.scope ?? 'link' };
  }
  // Whoever is on the link needs no next hop.
  if (asked.scope === 'link' || asked.scope === 'host') throw invalidGateway();
  const dev = deviceFor(kernel, via, asked);
  checkSource(kernel, asked.source);
  return { ...base, via, dev, scope: asked.scope ?? 'global', ...(asked.onlink && { onlink: true }) };
}

function checkSource(kernel: KernelState, source: string | undefined): void {
  if (source === undefined || isOwn(kernel, source)) return;
  throw new Refusal('EINVAL', 'Invalid prefsrc address.');
}

const invalidGateway = (): Refusal => new Refusal('ENETUNREACH', 'Nexthop has invalid gateway.');

/** A next hop must be a neighbour: reached by a route of link scope. */
function deviceFor(kernel: KernelState, via: string, { dev, onlink }: RouteAsked): string {
  if (onlink && dev !== undefined) return dev;
  const gateway = parseIpv4(via);
  if (gateway === undefined) throw invalidGateway();
  const own = kernel.links.find(({ addresses }) => addresses.some((item) => item.address === via));
  // A way by itself is one for the kernel, whoever asks for it (fib_check_nh).
  if (own !== undefined) return own.name;
  const found = lookup(kernel, gateway, { through: dev });
  if (found?.via !== undefined || found?.dev === undefined) throw invalidGateway();
  return found.dev;
}

const isOwn = (kernel: KernelState, address: string): boolean =>
  kernel.links.some(({ addresses }) => addresses.some((item) => item.address === address));

export interface RouteWanted {
  readonly to: Cidr;
  readonly type?: string | undefined;
  readonly via?: string | undefined;
  readonly dev?: string | undefined;
  readonly metric?: number | undefined;
  readonly protocol?: string | undefined;
  readonly source?: string | undefined;
  /** By default the main one. */
  readonly table?: string | undefined;
}

/** Takes the first that fits. @throws Refusal ESRCH */
export function deleteRoute(kernel: KernelState, wanted: RouteWanted): KernelState {
  const to = formatTo(wanted.to);
  const at = kernel.routes.findIndex(
    (route) =>
      (route.to === to || `${route.to}/32` === to) &&
      route.table === (wanted.table ?? 'main') &&
      (wanted.type === undefined || route.type === wanted.type) &&
      (wanted.via === undefined || route.via === wanted.via) &&
      (wanted.dev === undefined || route.dev === wanted.dev) &&
      (wanted.metric === undefined || route.metric === wanted.metric) &&
      (wanted.source === undefined || route.source === wanted.source) &&
      (wanted.protocol === undefined || route.protocol === wanted.protocol),
  );
  if (at < 0) throw new Refusal('ESRCH');
  return { ...kernel, routes: kernel.routes.toSpliced(at, 1) };
}

/** The longest prefix, of those the lowest metric. */
export function lookup(
  kernel: KernelState,
  to: Ipv4,
  { through, table = 'main' }: { readonly through?: string | undefined; readonly table?: string | undefined } = {},
): Route | undefined {
  for (const group of RouteIndex.of(kernel.routes).leadingTo(to)) {
    const [first, ...others] = group.filter(
      (route) => route.table === table && (through === undefined || route.dev === through),
    );
    if (first !== undefined) return others.reduce((best, one) => (one.metric < best.metric ? one : best), first);
  }
  return undefined;
}

/** The address that the kernel would send from (inet_select_addr). */
export function sourceOf(kernel: KernelState, route: Route): string | undefined {
  if (route.source !== undefined) return route.source;
  const link = findLink(kernel, route.dev);
  const own = link === undefined ? [] : fourOf(link);
  const via = route.via === undefined ? undefined : parseIpv4(route.via);
  const near = own.find((item) => {
    const block = cidrOf(item);
    return via !== undefined && block !== undefined && containsAddress(block, via);
  });
  const other = kernel.links.filter(({ kind }) => kind !== 'loopback').flatMap(fourOf)[0];
  return (near ?? own[0] ?? other)?.address;
}

const fourOf = ({ addresses }: KernelLink) => addresses.filter(({ family }) => family === 4);

/** Which link has an address of the machine's own, 127.0.0.0/8 included. */
export function ownLink(kernel: KernelState, address: string): KernelLink | undefined {
  const found = kernel.links.find(({ addresses }) => addresses.some((item) => item.address === address));
  // Of the loopback, whole subnets are the machine's own.
  const to = parseIpv4(address);
  const isOnLoopback = ({ kind, addresses }: KernelLink): boolean =>
    kind === 'loopback' &&
    addresses.some((item) => {
      const own = item.family === 4 ? cidrOf(item) : undefined;
      return own !== undefined && to !== undefined && containsAddress(own, to);
    });
  return (
    found ?? kernel.links.find((link) => isOnLoopback(link) || (link.kind === 'loopback' && /^127\./.test(address)))
  );
}

const formatTo = ({ address, prefix }: Cidr): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}/${prefix}`;
