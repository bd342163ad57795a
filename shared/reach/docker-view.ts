/**
 * Containers as machines of their own: what Docker gives each of its running containers for interfaces, addresses and routes.
 * The rules for the default route and the silent gateway were read in libnetwork (Docker 20 to 29).
 */
import type { DockerContainer, DockerEndpoint, DockerNetwork, DockerState, HostState } from '../host/state.ts';
import { containerId } from '../lab/lab.ts';
import { addressPart } from '../net/ip.ts';
import {
  containsAddress,
  firstUsable,
  formatCidr,
  formatIpv4,
  type Ipv4,
  parseCidr,
  parseIpv4,
  subnetOf,
} from '../net/ipv4.ts';
import { cidr, forwards, reversePath } from './host-stack.ts';
import { type HostDevices, up } from './l2-domains.ts';
import { type RouteEntry, RouteTable } from './route-table.ts';
import type { ContainerPlace, Device, NetInterface, Role, Stack } from './world.ts';

type ReadyDocker = Extract<DockerState, { kind: 'ready' }>;

/** One endpoint that could be found a device for. */
interface Leg {
  readonly network: DockerNetwork;
  readonly end: DockerEndpoint;
  readonly device: Device;
  readonly role: Role;
  readonly mode: string;
  readonly gateway: Ipv4 | undefined;
}

/** What joins container stacks to the world: the next free index, and the devices that hang in the air by themselves. */
export interface ContainerSite {
  readonly host: string;
  readonly state: HostState;
  readonly hostDevices: HostDevices;
  readonly hostStack: Stack;
  nextIndex(): number;
  /** A device of an own domain, for networks without a parent. */
  alone(name: string): Device;
}

/** All containers of a host by their id on the drawing. */
export function containerPlaces(site: ContainerSite): ReadonlyMap<string, ContainerPlace> {
  const { docker } = site.state;
  if (docker.kind !== 'ready') return new Map();
  const networks = new Map(docker.networks.map((network) => [network.name, network]));
  return new Map(
    docker.containers.map((container) => [
      containerId(site.host, container.name),
      placeOf(site, docker, networks, container),
    ]),
  );
}

function placeOf(
  site: ContainerSite,
  docker: ReadyDocker,
  networks: ReadonlyMap<string, DockerNetwork>,
  container: DockerContainer,
): ContainerPlace {
  if (container.status !== 'running') return { kind: 'not-running', status: container.status };
  if (container.networkMode === 'host') return { kind: 'running', stack: site.hostStack };
  const legs: Leg[] = [];
  for (const end of container.endpoints) {
    const network = networks.get(end.network);
    if (network === undefined || network.driver === 'null' || network.driver === 'host') continue;
    const parent = network.driver === 'bridge' ? bridgeName(network) : network.options.parent;
    const device =
      parent === undefined
        ? site.alone(`${network.name}(${network.id.slice(0, 12)})`)
        : site.hostDevices.devices.get(parent);
    if (device === undefined) return { kind: 'parent-missing', network: network.name, parent: parent ?? '' };
    legs.push({ network, end, device, ...roleOf(network), gateway: gatewayOf(docker, network, end) });
  }
  return { kind: 'running', stack: containerStack(site, container, legs) };
}

/** As the bridge driver names its link. */
const bridgeName = ({ name, id, options }: DockerNetwork): string =>
  options['com.docker.network.bridge.name'] ?? (name === 'bridge' ? 'docker0' : `br-${id.slice(0, 12)}`);

function roleOf({ driver, options }: DockerNetwork): { readonly role: Role; readonly mode: string } {
  if (driver === 'macvlan') return { role: 'macvlan', mode: options.macvlan_mode || 'bridge' };
  if (driver === 'ipvlan') return { role: 'ipvlan', mode: options.ipvlan_mode || 'l2' };
  return { role: 'port', mode: '' };
}

/** Up to Docker 28 the first address of a pool without a gateway becomes one without a word; from 29 there is none then. */
function gatewayOf({ version }: ReadyDocker, network: DockerNetwork, end: DockerEndpoint): Ipv4 | undefined {
  if (network.internal) return undefined;
  const [pool] = network.pools;
  const given = end.gateway || pool?.gateway;
  if (given !== undefined) return parseIpv4(addressPart(given));
  const block = pool && parseCidr(pool.range ?? pool.subnet);
  return block && majorOf(version) < 29 ? firstUsable(block) : undefined;
}

const majorOf = (version: string): number => Number.parseInt(version, 10) || 0;

function containerStack(site: ContainerSite, container: DockerContainer, legs: readonly Leg[]): Stack {
  const interfaces: NetInterface[] = [];
  const own = new Map<Ipv4, NetInterface>();
  const id = containerId(site.host, container.name);
  const stack = {
    index: site.nextIndex(),
    kind: 'container' as const,
    id,
    host: site.host,
    interfaces,
    own,
    routes: new RouteTable([]),
    // A new network namespace starts with the host's settings.
    forwards: forwards(site.state),
    firewall: undefined,
  };
  for (const { network, end, device, role, mode } of legs) {
    const prefix = end.prefix ?? parseCidr(network.pools[0]?.subnet ?? '')?.prefix ?? 32;
    const address = end.address ?? end.fixedAddress;
    const item: NetInterface = {
      stack,
      index: interfaces.length,
      name: `eth${interfaces.length}`,
      id,
      role,
      mode,
      network: network.name,
      device,
      addresses: address === undefined ? [] : cidr(addressPart(address), prefix),
      live: device.live.kind === 'no-carrier' && role === 'port' ? up : device.live,
      reversePath: reversePath(site.state, undefined),
    };
    interfaces.push(item);
    for (const { address: number } of item.addresses) own.set(number, item);
    if (role === 'ipvlan') for (const { address: number } of item.addresses) device.children.ipvlan.set(number, item);
    if (mode === 'passthru') device.children.passthru = item;
  }
  stack.routes = new RouteTable(containerRoutes(interfaces, legs));
  return stack;
}

function containerRoutes(interfaces: readonly NetInterface[], legs: readonly Leg[]): readonly RouteEntry[] {
  const connected = interfaces.flatMap((dev) =>
    dev.addresses.map((address): RouteEntry => {
      const to = subnetOf(address);
      const source = address.address;
      const text = `${formatCidr(to)} dev ${dev.name} src ${formatIpv4(source)}`;
      return { to, via: undefined, dev, source, metric: 0, type: 'unicast', text };
    }),
  );
  const way = defaultRoute(interfaces, legs);
  return way === undefined ? connected : [...connected, way];
}

/** Docker takes the first network by name that has a way out; ipvlan L3 needs no gateway, its default goes by the device. */
function defaultRoute(interfaces: readonly NetInterface[], legs: readonly Leg[]): RouteEntry | undefined {
  const [first] = legs
    .map((leg, index) => ({ ...leg, dev: interfaces[index] }))
    .filter(({ network, gateway, mode, dev }) => {
      if (dev === undefined || dev.addresses.length === 0 || network.internal) return false;
      return isL3(mode) || (gateway !== undefined && dev.addresses.some((item) => containsAddress(item, gateway)));
    })
    .sort((a, b) => (a.network.name < b.network.name ? -1 : 1));
  if (first?.dev === undefined) return undefined;
  const via = isL3(first.mode) ? undefined : first.gateway;
  const text = `default ${via === undefined ? '' : `via ${formatIpv4(via)} `}dev ${first.dev.name}`;
  return { to: { address: 0, prefix: 0 }, via, dev: first.dev, source: undefined, metric: 0, type: 'unicast', text };
}

const isL3 = (mode: string): boolean => mode === 'l3' || mode === 'l3s';
