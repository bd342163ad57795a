/** A host's own network stack, from its state. */
import type { HostState, Link, Route } from '../host/state.ts';
import { type Cidr, containsAddress, type Ipv4, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { perObject } from '../per-object.ts';
import { Firewall } from './firewall.ts';
import type { HostDevices } from './l2-domains.ts';
import { RouteTable } from './route-table.ts';
import type { Device, Liveness, NetInterface, Role, RouteEntry, Stack } from './world.ts';

export function hostStack(
  index: number,
  host: string,
  state: HostState,
  hostDevices: HostDevices,
  nextSerial: () => number,
  space?: string,
): Stack {
  const interfaces: NetInterface[] = [];
  const loopbacks: NetInterface[] = [];
  const own = new Map<Ipv4, NetInterface>();
  const stack = {
    index,
    kind: 'host' as const,
    id: space === undefined ? host : `${host}%${space}`,
    host,
    ...(space !== undefined && { space }),
    interfaces,
    own: own as ReadonlyMap<Ipv4, NetInterface>,
    addresses: [] as readonly Ipv4[],
    routes: new RouteTable([]),
    forwards: forwards(state),
    firewall: new Firewall(state.firewall, state.facts.firewallManager),
    mould: undefined,
  };
  for (const link of state.links) {
    const shape = hostInterface(stack, interfaces.length, state, link, hostDevices);
    if (shape === undefined) continue;
    const item = { ...shape, serial: nextSerial() };
    (link.kind === 'loopback' ? loopbacks : interfaces).push(item);
    for (const { address } of item.addresses) if (!own.has(address)) own.set(address, item);
  }
  stack.addresses = [...own.keys()];
  if (loopbacks.length > 0) stack.own = new WithSubnets(own, loopbacks);
  stack.routes = new RouteTable(routeEntries(state.routes, interfaces));
  return stack;
}

export const forwards = ({ sysctls }: HostState): boolean => sysctls['net.ipv4.ip_forward'] === '1';

/** Effective rp_filter of an interface: the larger one of `all` and its own; one without a value of its own has the default's. */
export function reversePath({ sysctls }: HostState, name: string | undefined): 0 | 1 | 2 {
  const { all, usual } = commonFilters(sysctls);
  const own = name === undefined ? undefined : sysctls[filterOf(name)];
  const larger = Math.max(all, own === undefined ? usual : Number(own));
  return larger === 1 || larger === 2 ? larger : 0;
}

const filterOf = (name: string): string => `net.ipv4.conf.${name}.rp_filter`;
/** Asked once for each container of a host. */
const commonFilters = perObject((sysctls: HostState['sysctls']) => ({
  all: Number(sysctls[filterOf('all')] ?? 0),
  usual: Number(sysctls[filterOf('default')] ?? 0),
}));

function hostInterface(
  stack: Stack,
  index: number,
  state: HostState,
  link: Link,
  { devices, links }: HostDevices,
): Omit<NetInterface, 'serial'> | undefined {
  if (link.kind === 'loopback' && !hasMoreThanItself(link)) return undefined;
  const child = link.kind === 'macvlan' || link.kind === 'ipvlan';
  const parent = child && link.parent !== undefined ? links.get(link.parent) : undefined;
  const device = devices.get((parent ?? link).name);
  if (device === undefined) return undefined;
  const role: Role = parent && child ? (link.kind as 'macvlan' | 'ipvlan') : 'self';
  return {
    stack,
    index,
    name: link.name,
    id: `${stack.host}:${link.name}`,
    role,
    mode: role === 'self' ? '' : (link.mode ?? ''),
    network: undefined,
    device,
    sharedMac: undefined,
    addresses: blocksOf(link),
    live: liveOf(link, role, device),
    reversePath: reversePath(state, link.name),
  };
}

const blocksOf = ({ kind, addresses }: Link): readonly Cidr[] => {
  const blocks = addresses.flatMap(({ address, prefix }) => cidr(address, prefix));
  return kind === 'loopback' ? blocks.filter(({ address }) => address >>> 24 !== 127) : blocks;
};

/** A loopback that has addresses for others to reach: no wire leads to it, but they are the machine's own. */
const hasMoreThanItself = (link: Link): boolean => link.kind === 'loopback' && link.up && blocksOf(link).length > 0;

/** Of a loopback's address the whole subnet is the machine's own (fib_frontend.c, fib_add_ifaddr). */
class WithSubnets extends Map<Ipv4, NetInterface> {
  private readonly loopbacks: readonly NetInterface[];

  constructor(own: ReadonlyMap<Ipv4, NetInterface>, loopbacks: readonly NetInterface[]) {
    super(own);
    this.loopbacks = loopbacks;
  }

  override has(address: Ipv4): boolean {
    return this.get(address) !== undefined;
  }

  override get(address: Ipv4): NetInterface | undefined {
    return (
      super.get(address) ??
      this.loopbacks.find(({ addresses }) => addresses.some((block) => containsAddress(block, address)))
    );
  }
}

function liveOf(link: Link, role: Role, device: Device): Liveness {
  return role !== 'self' && !link.up ? { kind: 'down', link: link.name } : device.live;
}

export function cidr(address: string, prefix: number): readonly Cidr[] {
  const number = parseIpv4(address);
  return number === undefined || prefix < 0 || prefix > 32 ? [] : [{ address: number, prefix }];
}

const forbidding = new Set(['blackhole', 'unreachable', 'prohibit']);

/** The main table, without the routes that the kernel takes away when their interface goes down. */
export function routeEntries(routes: readonly Route[], interfaces: readonly NetInterface[]): readonly RouteEntry[] {
  const byName = new Map(interfaces.map((item) => [item.name, item]));
  return routes.flatMap((route): readonly RouteEntry[] => {
    const to = parseCidr(route.to);
    if (to === undefined || !(route.table === 'main' || route.table === '')) return [];
    const via = route.via === undefined ? undefined : parseIpv4(route.via);
    const forbids = forbidding.has(route.type);
    if (!forbids && (route.type !== 'unicast' || (route.via !== undefined && via === undefined))) return [];
    const dev = route.dev === undefined ? neighbourOf(via, interfaces) : byName.get(route.dev);
    // With a link its routes go; one whose parent has gone down has no carrier, and keeps them.
    const isDown = dev?.live.kind === 'down' && dev.live.link === dev.name;
    if (route.dev !== undefined && !forbids && (dev === undefined || isDown)) return [];
    const source = route.source === undefined ? undefined : parseIpv4(route.source);
    return [{ to, via, dev, source, metric: route.metric, type: route.type }];
  });
}

const neighbourOf = (via: Ipv4 | undefined, interfaces: readonly NetInterface[]): NetInterface | undefined =>
  via === undefined
    ? undefined
    : interfaces.find(({ addresses }) => addresses.some((item) => containsAddress(item, via)));
