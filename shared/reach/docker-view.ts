/**
 * Containers as machines of their own: what Docker gives each of its running containers for interfaces, addresses and routes.
 * The rules for the default route and the silent gateway were read in libnetwork (Docker 20 to 29).
 */
import type { DockerContainer, DockerEndpoint, DockerNetwork, DockerState, HostState } from '../host/state.ts';
import { containerId } from '../lab/lab.ts';
import { addressPart } from '../net/ip.ts';
import { type Cidr, containsAddress, firstUsable, type Ipv4, parseCidr, parseIpv4, subnetOf } from '../net/ipv4.ts';
import { forwards, reversePath } from './host-stack.ts';
import { type HostDevices, up } from './l2-domains.ts';
import { type RouteEntry, RouteTable } from './route-table.ts';
import type { ContainerPlace, Device, Mould, NetInterface, Role, Stack } from './world.ts';

type ReadyDocker = Extract<DockerState, { kind: 'ready' }>;

/** What a network gives to all its containers on a host. */
interface Attachable {
  readonly network: DockerNetwork;
  readonly device: Device;
  readonly role: Role;
  readonly mode: string;
  readonly subnet: Cidr | undefined;
  /** For endpoints that name none themselves. */
  readonly gateway: Ipv4 | undefined;
}

interface Missing {
  readonly network: DockerNetwork;
  readonly parent: string;
}

/** One endpoint of a container. */
interface Leg extends Attachable {
  readonly address: Cidr | undefined;
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
}

/** All containers of a host by their id on the drawing. */
export function containerPlaces(site: ContainerSite): ReadonlyMap<string, ContainerPlace> {
  const { docker } = site.state;
  if (docker.kind !== 'ready') return new Map();
  const networks = new Map(
    docker.networks
      .filter(({ driver }) => driver !== 'null' && driver !== 'host')
      .map((network) => [network.name, attachable(site, docker, network)]),
  );
  const stacks = new ContainerStacks(site);
  return new Map(
    docker.containers.map((container) => [
      containerId(site.host, container.name),
      placeOf(site, stacks, networks, container),
    ]),
  );
}

function attachable(site: ContainerSite, docker: ReadyDocker, network: DockerNetwork): Attachable | Missing {
  const parent = network.driver === 'bridge' ? bridgeName(network) : network.options.parent;
  const device =
    parent === undefined
      ? site.alone(`${network.name}(${network.id.slice(0, 12)})`)
      : site.hostDevices.devices.get(parent);
  if (device === undefined) return { network, parent: parent ?? '' };
  const [pool] = network.pools;
  const subnet = pool && parseCidr(pool.subnet);
  return { network, device, ...roleOf(network), subnet, gateway: gatewayOf(docker, network) };
}

function placeOf(
  site: ContainerSite,
  stacks: ContainerStacks,
  networks: ReadonlyMap<string, Attachable | Missing>,
  container: DockerContainer,
): ContainerPlace {
  if (container.status !== 'running') return { kind: 'not-running', status: container.status };
  if (container.networkMode === 'host') return { kind: 'running', stack: site.hostStack };
  const legs: Leg[] = [];
  for (const end of container.endpoints) {
    const found = networks.get(end.network);
    if (found === undefined) continue;
    if (!('device' in found)) return { kind: 'parent-missing', network: found.network.name, parent: found.parent };
    legs.push(legOf(found, end));
  }
  return { kind: 'running', stack: stacks.make(container, legs) };
}

function legOf(found: Attachable, end: DockerEndpoint): Leg {
  const given = end.address ?? end.fixedAddress;
  const number = given === undefined ? undefined : parseIpv4(addressPart(given));
  const prefix = end.prefix ?? found.subnet?.prefix ?? 32;
  return {
    ...found,
    gateway: end.gateway && !found.network.internal ? parseIpv4(addressPart(end.gateway)) : found.gateway,
    address: number === undefined ? undefined : { address: number, prefix },
  };
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
function gatewayOf({ version }: ReadyDocker, { internal, pools: [pool] }: DockerNetwork): Ipv4 | undefined {
  if (internal || pool === undefined) return undefined;
  if (pool.gateway) return parseIpv4(addressPart(pool.gateway));
  const block = parseCidr(pool.range ?? pool.subnet);
  return block && majorOf(version) < 29 ? firstUsable(block) : undefined;
}

const majorOf = (version: string): number => Number.parseInt(version, 10) || 0;

class ContainerStacks {
  private readonly site: ContainerSite;
  private readonly moulds = new Map<string, Mould>();
  /** A new network namespace starts with the host's settings. */
  private readonly forwards: boolean;
  private readonly reversePath: 0 | 1 | 2;

  constructor(site: ContainerSite) {
    this.site = site;
    this.forwards = forwards(site.state);
    this.reversePath = reversePath(site.state, undefined);
  }

  make({ name }: DockerContainer, legs: readonly Leg[]): Stack {
    const interfaces: NetInterface[] = [];
    const own = new Map<Ipv4, NetInterface>();
    const id = containerId(this.site.host, name);
    const stack = {
      index: this.site.nextIndex(),
      kind: 'container' as const,
      id,
      host: this.site.host,
      interfaces,
      own,
      routes: NO_ROUTES,
      forwards: this.forwards,
      firewall: undefined,
      mould: this.mouldOf(legs),
    };
    for (const leg of legs) {
      const item = this.interfaceOf(stack, leg);
      interfaces.push(item);
      if (leg.address === undefined) continue;
      own.set(leg.address.address, item);
      if (leg.role === 'ipvlan') leg.device.children.ipvlan.set(leg.address.address, item);
    }
    stack.routes = new RouteTable(containerRoutes(interfaces, legs));
    return stack;
  }

  private interfaceOf(stack: Stack, { role, mode, network, device, address }: Leg): NetInterface {
    const index = stack.interfaces.length;
    const item: NetInterface = {
      stack,
      serial: this.site.nextSerial(),
      index,
      name: `eth${index}`,
      id: stack.id,
      role,
      mode,
      network: network.name,
      device,
      addresses: address === undefined ? [] : [address],
      live: device.live.kind === 'no-carrier' && role === 'port' ? up : device.live,
      reversePath: this.reversePath,
    };
    if (mode === 'passthru') device.children.passthru = item;
    return item;
  }

  private mouldOf(legs: readonly Leg[]): Mould | undefined {
    let key = '';
    for (const { network, address, subnet, gateway } of legs) {
      if (address === undefined || subnet === undefined || address.prefix !== subnet.prefix) return undefined;
      if (!containsAddress(subnet, address.address)) return undefined;
      key += `${network.name} ${gateway} `;
    }
    const known = this.moulds.get(key);
    if (known) return known;
    const mould = {};
    this.moulds.set(key, mould);
    return mould;
  }
}

const NO_ROUTES = new RouteTable([]);
const ANYWHERE: Cidr = { address: 0, prefix: 0 };

function containerRoutes(interfaces: readonly NetInterface[], legs: readonly Leg[]): readonly RouteEntry[] {
  const routes: RouteEntry[] = [];
  for (const dev of interfaces) {
    for (const address of dev.addresses) {
      const source = address.address;
      routes.push({ to: subnetOf(address), via: undefined, dev, source, metric: 0, type: 'unicast' });
    }
  }
  const way = defaultRoute(interfaces, legs);
  if (way) routes.push(way);
  return routes;
}

/** Docker takes the first network by name that has a way out; ipvlan L3 needs no gateway, its default goes by the device. */
function defaultRoute(interfaces: readonly NetInterface[], legs: readonly Leg[]): RouteEntry | undefined {
  let first: { readonly leg: Leg; readonly dev: NetInterface } | undefined;
  for (const [index, leg] of legs.entries()) {
    const dev = interfaces[index];
    if (dev === undefined || !leadsOut(leg)) continue;
    if (first === undefined || leg.network.name < first.leg.network.name) first = { leg, dev };
  }
  if (first === undefined) return undefined;
  const via = isL3(first.leg.mode) ? undefined : first.leg.gateway;
  return { to: ANYWHERE, via, dev: first.dev, source: undefined, metric: 0, type: 'unicast' };
}

function leadsOut({ address, network, mode, gateway }: Leg): boolean {
  if (address === undefined || network.internal) return false;
  return isL3(mode) || (gateway !== undefined && containsAddress(address, gateway));
}

const isL3 = (mode: string): boolean => mode === 'l3' || mode === 'l3s';
