/**
 * Where Docker has put each of its containers: on which device of the host, with which address and gateway.
 */
import type { DockerContainer, DockerEndpoint, DockerNetwork, DockerState, HostState } from '../host/state.ts';
import { bridgeOf } from '../machine/docker/bridges.ts';
import { wayOut } from '../machine/docker/endpoints.ts';
import { gatewayOf } from '../machine/docker/pools.ts';
import { addressPart } from '../net/ip.ts';
import { parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { type Attachable, ContainerStacks, type Leg } from './container-stack.ts';
import type { HostDevices } from './l2-domains.ts';
import type { ContainerPlace, Device, Role, SharedMac, Stack } from './world.ts';

type ReadyDocker = Extract<DockerState, { kind: 'ready' }>;

interface Missing {
  readonly network: DockerNetwork;
  readonly parent: string;
}

/** What joins container stacks to the world: the next free numbers, and the devices that hang in the air by themselves. */
export interface ContainerSite {
  readonly host: string;
  readonly state: HostState;
  readonly hostDevices: HostDevices;
  readonly hostStack: Stack;
  nextIndex(): number;
  nextSerial(): number;
  /** A device of an own domain, for networks without a parent. */
  alone(name: string): Device;
  /** A MAC address that another container of the layer-2 domain has too. */
  sharedMac(domain: number, mac: string): SharedMac | undefined;
}

/** All containers of a host by their names. */
export function containerPlaces(site: ContainerSite): ReadonlyMap<string, ContainerPlace> {
  const { docker } = site.state;
  if (docker.kind !== 'ready') return new Map();
  const networks = new Map(
    docker.networks
      .filter(({ driver }) => driver !== 'null' && driver !== 'host')
      .map((network) => [network.name, attachable(site, docker, network)]),
  );
  const stacks = new ContainerStacks(site.host, site.state, site.nextIndex, site.nextSerial);
  return new Map(docker.containers.map((container) => [container.name, placeOf(site, stacks, networks, container)]));
}

function attachable(site: ContainerSite, docker: ReadyDocker, network: DockerNetwork): Attachable | Missing {
  const parent = network.driver === 'bridge' ? bridgeOf(network) : network.options.parent;
  const device =
    parent === undefined
      ? site.alone(`${network.name}(${network.id.slice(0, 12)})`)
      : site.hostDevices.devices.get(parent);
  if (device === undefined) return { network, parent: parent ?? '' };
  const [pool] = network.pools;
  const subnet = pool && parseCidr(pool.subnet);
  const out = wayOut(docker.version, network);
  const gateway = out === 'none' || pool === undefined ? undefined : gatewayOf(docker.version, network, pool);
  return { network, device, ...roleOf(network), subnet, out, gateway };
}

function placeOf(
  site: ContainerSite,
  stacks: ContainerStacks,
  networks: ReadonlyMap<string, Attachable | Missing>,
  container: DockerContainer,
): ContainerPlace {
  if (container.status !== 'running') return { kind: 'not-running', status: container.status, error: container.error };
  if (container.networkMode === 'host') return { kind: 'running', stack: site.hostStack };
  const legs: Leg[] = [];
  for (const end of container.endpoints) {
    const found = networks.get(end.network);
    if (found === undefined) continue;
    if (isUnknown(found.network)) return { kind: 'network-unknown', network: found.network.name };
    if (!('device' in found)) return { kind: 'parent-missing', network: found.network.name, parent: found.parent };
    legs.push(legOf(found, end, site.sharedMac));
  }
  return { kind: 'running', stack: stacks.make(container, legs, site.alone) };
}

function legOf(at: Attachable, end: DockerEndpoint, sharedMac: ContainerSite['sharedMac']): Leg {
  const given = end.address ?? end.fixedAddress;
  return {
    at,
    gateway: end.gateway && at.out !== 'none' ? parseIpv4(addressPart(end.gateway)) : at.gateway,
    address: given === undefined ? undefined : parseIpv4(addressPart(given)),
    prefix: end.prefix ?? at.subnet?.prefix ?? 32,
    sharedMac: end.mac === undefined ? undefined : sharedMac(at.device.domain, end.mac),
  };
}

/** Of one that is there already, the drawing says neither what it stands on nor which addresses it has. */
const isUnknown = ({ unseen, driver, pools, options }: DockerNetwork): boolean =>
  unseen === true && (pools.length === 0 || (driver !== 'bridge' && options.parent === undefined));

function roleOf({ driver, options }: DockerNetwork): { readonly role: Role; readonly mode: string } {
  if (driver === 'macvlan') return { role: 'macvlan', mode: options.macvlan_mode || 'bridge' };
  if (driver === 'ipvlan') return { role: 'ipvlan', mode: options.ipvlan_mode || 'l2' };
  return { role: 'port', mode: '' };
}
