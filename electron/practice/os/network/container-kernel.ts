/** What a container sees of the network: its own links, addresses and routes, from where Docker has put it. */
import { plainLink } from '../../../../shared/host/fresh-host.ts';
import type {
  ContainerNetwork,
  DockerContainer,
  DockerEndpoint,
  DockerNetwork,
  Route,
} from '../../../../shared/host/state.ts';
import { defaultLeg, nextHop, wayOut } from '../../../../shared/machine/docker/endpoints.ts';
import { loopbackHasIpv6 } from '../../../../shared/machine/docker/facts.ts';
import { gatewayOf } from '../../../../shared/machine/docker/pools.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { broadcastFor } from '../../../../shared/machine/kernel/addresses.ts';
import { connectedRoute, plainRoute } from '../../../../shared/machine/kernel/connected.ts';
import { findLink, type KernelState, macFor } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelAddress, KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { settle } from '../../../../shared/machine/kernel/settle.ts';
import { allSysctls } from '../../../../shared/machine/kernel/sysctls.ts';
import { formatIpv4, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { DockerObjects, Machine } from '../machine.ts';

const known = new WeakMap<KernelState, Map<string, { readonly of: DockerContainer; readonly kernel: KernelState }>>();

/** A container that is not there, or on the host's own network, sees what the host sees. */
export function containerKernel(machine: Machine, id: string): KernelState {
  const host = machine.kernel();
  const docker = machine.engine?.objects();
  const container = docker?.containers.find((item) => item.id === id);
  if (docker === undefined || container === undefined || container.networkMode === 'host') return host;
  const made = known.get(host) ?? new Map();
  known.set(host, made);
  const before = made.get(id);
  if (before?.of === container) return before.kernel;
  const kernel = makeKernel(host, docker, container, ({ name }) => machine.engine?.deviceOf(id, name));
  made.set(id, { of: container, kernel });
  return kernel;
}

interface Leg {
  readonly end: DockerEndpoint;
  readonly network: DockerNetwork;
  readonly link: KernelLink;
}

function makeKernel(
  host: KernelState,
  docker: DockerObjects,
  container: DockerContainer,
  nameOf: (network: DockerNetwork) => string | undefined,
): KernelState {
  const keepsSix = holds(loopbackHasIpv6, docker.version);
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
    .map((leg, at): Leg => ({ ...leg, link: linkFor(host, container, leg, at, nameOf(leg.network) ?? `eth${at}`) }));
  const links = [
    ...(loopback === undefined
      ? []
      : [{ ...loopback, addresses: loopback.addresses.filter(({ family }) => family === 4 || keepsSix) }]),
    ...legs.map(({ link }) => link),
  ];
  const made = settle({
    ...host,
    hostname: container.id.slice(0, 12),
    links,
    routes: [...legs.flatMap(connected), ...defaultRoute(docker.version, legs)],
    sysctls: allSysctls(
      links.map(({ name }) => name),
      { 'net.ipv4.ip_forward': host.sysctls['net.ipv4.ip_forward'] ?? '0', ...container.sysctls },
    ),
    firewall: { ...host.firewall, filter: [], nat: [] },
  });
  const settled = container.ownNetwork === undefined ? made : withOwn(made, container.ownNetwork);
  return {
    ...settled,
    // Docker switches IPv6 off in a container, or only on its networks.
    links: settled.links.map((link) => {
      const leg = legs.find((item) => item.link.index === link.index);
      const keeps = link.kind === 'loopback' && keepsSix;
      const addresses = link.addresses.filter(({ family }) => family === 4 || keeps);
      return { ...link, addresses, carrier: leg === undefined ? link.carrier : link.up && carrierOf(host, leg) };
    }),
  };
}

/** What Docker has put there since then is there too, and what it has taken away is not. */
function withOwn(made: KernelState, { links, routes, sysctls }: ContainerNetwork): KernelState {
  const docked = (link: KernelLink): boolean => link.peer?.elsewhere === true;
  const kept = (links as readonly KernelLink[]).filter(
    (link) => !docked(link) || made.links.some(({ index }) => index === link.index),
  );
  const added = made.links.filter((link) => docked(link) && !kept.some(({ index }) => index === link.index));
  const names = new Set([...kept, ...added].map(({ name }) => name));
  const ways = made.routes.filter(({ dev }) => added.some(({ name }) => name === dev));
  return settle({
    ...made,
    links: [...kept, ...added],
    routes: [...routes.filter(({ dev }) => dev === undefined || names.has(dev)), ...ways],
    sysctls,
  });
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
  name: string,
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
    name,
    index,
    kind,
    mac: end.mac ?? (kind === 'ipvlan' ? parent?.mac : undefined) ?? macFor(`${id} ${at}`),
    mtu: parent?.mtu ?? (Number(network.options['com.docker.network.driver.mtu']) || 1500),
    mode: kind === 'veth' ? undefined : (network.options[`${kind}_mode`] ?? (kind === 'macvlan' ? 'bridge' : 'l2')),
    addresses: address === undefined ? [] : [{ ...address, ...(broadcast !== undefined && { broadcast }) }],
    peer: { index: parent?.index ?? index + 1, elsewhere: true },
    queue: 0,
  };
}

const connected = ({ link }: Leg): readonly Route[] =>
  link.addresses.flatMap((item) => connectedRoute(link.name, item) ?? []);

function defaultRoute(version: string, legs: readonly Leg[]): readonly Route[] {
  const places = legs.map((leg) => placeOf(version, leg));
  const at = defaultLeg(places);
  const [leg, place] = [legs[at], places[at]];
  if (leg === undefined || place === undefined) return [];
  const via = nextHop(place);
  return [
    {
      ...plainRoute,
      to: '0.0.0.0/0',
      via: via === undefined ? undefined : formatIpv4(via),
      dev: leg.link.name,
      source: undefined,
      scope: via === undefined ? 'link' : 'global',
      protocol: 'boot',
    },
  ];
}

function placeOf(version: string, { end, network, link }: Leg): Parameters<typeof nextHop>[0] {
  const [own] = link.addresses;
  const [pool] = network.pools;
  return {
    network: network.name,
    out: wayOut(version, network),
    mode: link.mode ?? '',
    address: own && parseIpv4(own.address),
    prefix: own?.prefix ?? 32,
    gateway: end.gateway ? parseIpv4(end.gateway) : pool && gatewayOf(version, network, pool),
  };
}
