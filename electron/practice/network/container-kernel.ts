/** What a container sees of the network: its own links, addresses and routes, from where Docker has put it. */
import { plainLink } from '../../../shared/host/fresh-host.ts';
import type { DockerContainer, DockerEndpoint, DockerNetwork, DockerState, Route } from '../../../shared/host/state.ts';
import { cidrContains } from '../../../shared/net/ip.ts';
import { firstUsable, formatCidr, formatIpv4, parseCidr, subnetOf } from '../../../shared/net/ipv4.ts';
import { broadcastFor } from '../machine/kernel/addresses.ts';
import { findLink, type KernelAddress, type KernelLink, type KernelState, macFor } from '../machine/kernel/kernel.ts';
import { settle } from '../machine/kernel/settle.ts';
import { allSysctls } from '../machine/kernel/sysctls.ts';
import type { Machine } from '../machine/machine.ts';

type ReadyDocker = Extract<DockerState, { kind: 'ready' }>;

const known = new WeakMap<KernelState, Map<string, { readonly of: DockerContainer; readonly kernel: KernelState }>>();

/** A container that is not there, or on the host's own network, sees what the host sees. */
export function containerKernel(machine: Machine, id: string): KernelState {
  const host = machine.kernel();
  const docker = machine.engine?.state();
  const container = docker?.kind === 'ready' ? docker.containers.find((item) => item.id === id) : undefined;
  if (docker?.kind !== 'ready' || container === undefined || container.networkMode === 'host') return host;
  const made = known.get(host) ?? new Map();
  known.set(host, made);
  const before = made.get(id);
  if (before?.of === container) return before.kernel;
  const kernel = makeKernel(host, docker, container);
  made.set(id, { of: container, kernel });
  return kernel;
}

interface Leg {
  readonly end: DockerEndpoint;
  readonly network: DockerNetwork;
  readonly link: KernelLink;
}

function makeKernel(host: KernelState, docker: ReadyDocker, container: DockerContainer): KernelState {
  const loopback = host.links.find(({ kind }) => kind === 'loopback');
  const legs = container.endpoints
    .flatMap((end) => {
      const network = docker.networks.find(({ name }) => name === end.network);
      if (network === undefined || network.driver === 'null' || network.driver === 'host') return [];
      // With its parent a child goes, whoever's network it is in.
      const { parent } = network.options;
      return parent !== undefined && network.driver !== 'bridge' && findLink(host, parent) === undefined
        ? []
        : [{ end, network }];
    })
    .map((leg, at): Leg => ({ ...leg, link: linkFor(host, container, leg, at) }));
  const links = [
    ...(loopback === undefined
      ? []
      : [{ ...loopback, addresses: loopback.addresses.filter(({ family }) => family === 4) }]),
    ...legs.map(({ link }) => link),
  ];
  const settled = settle({
    ...host,
    hostname: container.id.slice(0, 12),
    links,
    routes: [...legs.flatMap(connected), ...defaultRoute(legs)],
    sysctls: allSysctls(
      links.map(({ name }) => name),
      { 'net.ipv4.ip_forward': host.sysctls['net.ipv4.ip_forward'] ?? '0' },
    ),
    firewall: { ...host.firewall, filter: [], nat: [] },
  });
  return {
    ...settled,
    // Docker switches IPv6 off in a container.
    links: settled.links.map((link, at) => {
      const leg = legs[at - 1];
      const addresses = link.addresses.filter(({ family }) => family === 4);
      return { ...link, addresses, carrier: leg === undefined ? link.carrier : carrierOf(host, leg) };
    }),
  };
}

/** A macvlan or ipvlan link has the carrier of its parent, which is on the host. */
function carrierOf(host: KernelState, { network }: Leg): boolean {
  const { parent } = network.options;
  if (network.driver === 'bridge' || parent === undefined) return true;
  const under = findLink(host, parent);
  return under?.up === true && under.carrier;
}

function linkFor(
  host: KernelState,
  { id }: DockerContainer,
  { end, network }: Pick<Leg, 'end' | 'network'>,
  at: number,
): KernelLink {
  const parent = network.options.parent === undefined ? undefined : findLink(host, network.options.parent);
  const kind = network.driver === 'macvlan' || network.driver === 'ipvlan' ? network.driver : 'veth';
  const address: KernelAddress | undefined =
    end.address === undefined
      ? undefined
      : { family: 4, address: end.address, prefix: end.prefix ?? 32, scope: 'global' };
  const broadcast = address && broadcastFor(address);
  const index = host.lent?.find((link) => link.container === id && link.network === network.name)?.index ?? at + 2;
  return {
    ...plainLink,
    name: `eth${at}`,
    index,
    kind,
    mac: end.mac ?? (kind === 'ipvlan' ? parent?.mac : undefined) ?? macFor(`${id} ${at}`),
    mtu: parent?.mtu ?? 1500,
    mode: kind === 'veth' ? undefined : (network.options[`${kind}_mode`] ?? (kind === 'macvlan' ? 'bridge' : 'l2')),
    addresses: address === undefined ? [] : [{ ...address, ...(broadcast !== undefined && { broadcast }) }],
    peer: { index: parent?.index ?? index + 1, elsewhere: true },
    queue: 0,
  };
}

function connected({ link }: Leg): readonly Route[] {
  return link.addresses.flatMap(({ address, prefix }) => {
    const own = parseCidr(`${address}/${prefix}`);
    if (own === undefined || prefix === 32) return [];
    const to = formatCidr(subnetOf(own));
    return [{ ...plain, to, via: undefined, dev: link.name, source: address, scope: 'link', protocol: 'kernel' }];
  });
}

const plain = { type: 'unicast', metric: 0, table: 'main' } as const;

/** Docker takes the first network by name that has a way out; ipvlan in an L3 mode goes by its device. */
function defaultRoute(legs: readonly Leg[]): readonly Route[] {
  const ways = legs.flatMap((leg) => {
    const way = wayOut(leg);
    return way === undefined ? [] : [{ network: leg.network.name, way }];
  });
  const [first] = ways.sort((a, b) => (a.network < b.network ? -1 : 1));
  return first === undefined ? [] : [first.way];
}

function wayOut({ end, network, link }: Leg): Route | undefined {
  const [own] = link.addresses;
  if (own === undefined || network.internal) return undefined;
  const base = { ...plain, to: '0.0.0.0/0', dev: link.name, source: undefined, protocol: 'boot' };
  if (link.kind === 'ipvlan' && link.mode !== 'l2') return { ...base, via: undefined, scope: 'link' };
  const [pool] = network.pools;
  const block = pool && parseCidr(pool.range ?? pool.subnet);
  const via = end.gateway || pool?.gateway || (block && formatIpv4(firstUsable(block)));
  if (via === undefined || !cidrContains(`${own.address}/${own.prefix}`, via)) return undefined;
  return { ...base, via, scope: 'global' };
}
