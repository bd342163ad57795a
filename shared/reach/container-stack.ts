/**
 * A container's network stack. Of ten thousand containers a prediction looks at a few hundred, one of each kind; so what
 * follows from a container's place on its networks is made when somebody asks for it.
 */
import type { DockerContainer, DockerNetwork, HostState, Link } from '../host/state.ts';
import { containerId } from '../lab/lab.ts';
import { defaultLeg, nextHop, type WayOut } from '../machine/docker/endpoints.ts';
import { connectedBlock } from '../machine/kernel/connected.ts';
import { type Cidr, containsAddress, type Ipv4 } from '../net/ipv4.ts';

import { cidr, forwards, reversePath, routeEntries } from './host-stack.ts';
import { up } from './l2-domains.ts';
import { RouteTable } from './route-table.ts';
import type { Device, Mould, NetInterface, Role, RouteEntry, SharedMac, Stack } from './world.ts';

/** What a network gives to all its containers on a host. */
export interface Attachable {
  readonly network: DockerNetwork;
  readonly device: Device;
  readonly role: Role;
  readonly mode: string;
  readonly subnet: Cidr | undefined;
  readonly out: WayOut;
  /** For endpoints that name none themselves. */
  readonly gateway: Ipv4 | undefined;
}

/** One endpoint of a container. */
export interface Leg {
  readonly at: Attachable;
  readonly address: Ipv4 | undefined;
  readonly prefix: number;
  readonly gateway: Ipv4 | undefined;
  readonly sharedMac: SharedMac | undefined;
}

/** What all containers of a host have in common. */
export class ContainerStacks {
  readonly host: string;
  /** A new network namespace starts with the host's settings. */
  readonly forwards: boolean;
  readonly reversePath: 0 | 1 | 2;
  readonly nextSerial: () => number;
  private readonly nextIndex: () => number;
  private readonly moulds = new Map<Attachable, Map<string, Mould>>();

  constructor(host: string, state: HostState, nextIndex: () => number, nextSerial: () => number) {
    this.host = host;
    this.forwards = forwards(state);
    this.reversePath = reversePath(state, undefined);
    this.nextIndex = nextIndex;
    this.nextSerial = nextSerial;
  }

  /** @param alone a device of an own domain, for a link that its processes have made */
  make(container: Told, legs: readonly Leg[], alone: (name: string) => Device): Stack {
    const told = container.ownNetwork !== undefined || container.sysctls !== undefined;
    const stack = new ContainerStack(
      this.nextIndex(),
      container,
      this,
      legs,
      told ? undefined : this.mouldOf(legs),
      alone,
    );
    if (legs.some(isKnownToParent)) stack.tellParents();
    return stack;
  }

  /** Most containers are on one network only; others are described one by one. */
  private mouldOf([leg, ...others]: readonly Leg[]): Mould | undefined {
    if (leg === undefined || others.length > 0) return undefined;
    const { at, address, prefix, gateway, sharedMac } = leg;
    if (sharedMac?.follows === false) return undefined;
    if (address === undefined || at.subnet === undefined || prefix !== at.subnet.prefix) return undefined;
    if (!containsAddress(at.subnet, address)) return undefined;
    const known = this.moulds.get(at) ?? new Map<string, Mould>();
    this.moulds.set(at, known);
    const key = `${gateway ?? ''}${sharedMac ? ' shared' : ''}`;
    const mould = known.get(key) ?? {};
    known.set(key, mould);
    return mould;
  }
}

type Told = Pick<DockerContainer, 'name' | 'sysctls' | 'ownNetwork'>;

/** Its parent hands frames to it by its address, or to nobody else. */
const isKnownToParent = ({ at }: Leg): boolean => at.role === 'ipvlan' || at.mode === 'passthru';

class ContainerStack implements Stack {
  readonly kind = 'container';
  readonly index: number;
  readonly addresses: readonly Ipv4[];
  readonly firewall = undefined;
  readonly mould: Mould | undefined;
  private readonly container: Told;
  private readonly common: ContainerStacks;
  private readonly alone: (name: string) => Device;
  private readonly legs: readonly Leg[];
  private madeInterfaces: readonly NetInterface[] | undefined;
  private madeOwn: ReadonlyMap<Ipv4, NetInterface> | undefined;
  private madeRoutes: RouteTable | undefined;

  constructor(
    index: number,
    container: Told,
    common: ContainerStacks,
    legs: readonly Leg[],
    mould: Mould | undefined,
    alone: (name: string) => Device,
  ) {
    this.index = index;
    this.container = container;
    this.alone = alone;
    this.common = common;
    this.legs = legs;
    this.mould = mould;
    const own = container.ownNetwork;
    this.addresses =
      own === undefined
        ? legs.flatMap(({ address }) => address ?? [])
        : own.links.flatMap((link) =>
            link.kind === 'loopback' ? [] : addressesOf(link).map(({ address }) => address),
          );
  }

  get id(): string {
    return containerId(this.common.host, this.container.name);
  }

  get host(): string {
    return this.common.host;
  }

  get forwards(): boolean {
    const { ownNetwork, sysctls } = this.container;
    const own = (ownNetwork?.sysctls ?? sysctls)?.['net.ipv4.ip_forward'];
    return own === undefined ? this.common.forwards : own === '1';
  }

  get interfaces(): readonly NetInterface[] {
    this.madeInterfaces ??= [...this.legs.map((leg, index) => this.interfaceOf(leg, index)), ...this.madeInside()];
    return this.madeInterfaces;
  }

  get own(): ReadonlyMap<Ipv4, NetInterface> {
    this.madeOwn ??= new Map(this.interfaces.flatMap((item) => item.addresses.map(({ address }) => [address, item])));
    return this.madeOwn;
  }

  get routes(): RouteTable {
    const { ownNetwork } = this.container;
    this.madeRoutes ??= new RouteTable(
      ownNetwork === undefined
        ? containerRoutes(this.interfaces, this.legs)
        : routeEntries(ownNetwork.routes, this.interfaces),
    );
    return this.madeRoutes;
  }

  tellParents(): void {
    for (const item of this.interfaces) {
      const { children } = item.device;
      if (item.mode === 'passthru') children.passthru = item;
      if (item.role === 'ipvlan') for (const { address } of item.addresses) children.ipvlan.set(address, item);
    }
  }

  /** Links that its processes have made: nothing of Docker's is behind them. */
  private madeInside(): readonly NetInterface[] {
    const made = this.container.ownNetwork?.links.filter(
      ({ kind, name }) => kind !== 'loopback' && !this.legs.some((_, index) => name === `eth${index}`),
    );
    return (made ?? []).map((link, at) => ({
      stack: this,
      serial: this.common.nextSerial(),
      index: this.legs.length + at,
      name: link.name,
      id: this.id,
      role: 'self',
      mode: '',
      network: undefined,
      device: this.alone(`${this.container.name} ${link.name}`),
      addresses: addressesOf(link),
      live: link.up ? up : { kind: 'down', link: link.name },
      sharedMac: undefined,
      reversePath: this.common.reversePath,
    }));
  }

  private interfaceOf({ at, address, prefix, sharedMac }: Leg, index: number): NetInterface {
    const { role, mode, network, device } = at;
    const name = `eth${index}`;
    const own = this.container.ownNetwork;
    const link = own?.links.find((item) => item.name === name);
    const live = device.live.kind === 'no-carrier' && role === 'port' ? up : device.live;
    return {
      stack: this,
      serial: this.common.nextSerial(),
      index,
      name,
      id: this.id,
      role,
      mode,
      network: network.name,
      device,
      addresses: own !== undefined ? addressesOf(link) : address === undefined ? [] : [{ address, prefix }],
      live: own !== undefined && link?.up !== true ? { kind: 'down', link: name } : live,
      reversePath: this.common.reversePath,
      sharedMac,
    };
  }
}

const addressesOf = (link: Link | undefined): readonly Cidr[] =>
  link?.addresses.flatMap(({ address, prefix }) => cidr(address, prefix)) ?? [];

const ANYWHERE: Cidr = { address: 0, prefix: 0 };

function containerRoutes(interfaces: readonly NetInterface[], legs: readonly Leg[]): readonly RouteEntry[] {
  const routes: RouteEntry[] = [];
  for (const dev of interfaces) {
    for (const address of dev.addresses) {
      const to = connectedBlock(address);
      const source = address.address;
      if (to !== undefined) routes.push({ to, via: undefined, dev, source, metric: 0, type: 'unicast' });
    }
  }
  const way = defaultRoute(interfaces, legs);
  if (way) routes.push(way);
  return routes;
}

function defaultRoute(interfaces: readonly NetInterface[], legs: readonly Leg[]): RouteEntry | undefined {
  const ways = legs.map(({ at, address, prefix, gateway }) => ({
    network: at.network.name,
    out: at.out,
    mode: at.mode,
    address,
    prefix,
    gateway,
  }));
  const first = defaultLeg(ways);
  const [way, dev] = [ways[first], interfaces[first]];
  if (way === undefined || dev === undefined) return undefined;
  return { to: ANYWHERE, via: nextHop(way), dev, source: undefined, metric: 0, type: 'unicast' };
}
