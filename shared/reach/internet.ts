/**
 * What lies beyond a segment that is the internet: one stack that has every address which nothing in the drawing has, and
 * routes to the addresses of the drawing that are on the segment itself.
 */
import { type Ipv4, networkOf } from '../net/ipv4.ts';
import { up } from './l2-domains.ts';
import type { Device, NetInterface, RouteEntry, Routes, Stack, World } from './world.ts';

/** @param domain the layer-2 domain of the segment's untagged frames */
export function internetOn(segment: string, domain: number, serial: number, world: () => World): NetInterface {
  const device: Device = {
    host: '',
    name: segment,
    id: segment,
    domain,
    wire: { segment, tags: [], carried: true },
    live: up,
    path: [segment],
    master: undefined,
    guarded: undefined,
    children: { ipvlan: new Map(), passthru: undefined },
  };
  const stack: { -readonly [K in keyof Stack]: Stack[K] } = {
    index: -1 - serial,
    kind: 'host',
    id: segment,
    host: '',
    interfaces: [],
    own: new Map(),
    addresses: [],
    routes: undefined as never,
    forwards: true,
    firewall: undefined,
    mould: undefined,
  };
  const face: NetInterface = {
    stack,
    serial,
    index: 0,
    name: segment,
    id: segment,
    role: 'self',
    mode: '',
    network: undefined,
    device,
    sharedMac: undefined,
    addresses: [],
    live: up,
    reversePath: 0,
  };
  stack.interfaces = [face];
  stack.own = new OfNobody(face, world);
  stack.routes = new ToSegment(face, domain, world);
  return face;
}

/** Every address that nothing in the drawing has. */
class OfNobody extends Map<Ipv4, NetInterface> {
  private readonly face: NetInterface;
  private readonly world: () => World;

  constructor(face: NetInterface, world: () => World) {
    super();
    this.face = face;
    this.world = world;
  }

  override has(address: Ipv4): boolean {
    const { owners, unknownOwners } = this.world();
    return !owners.has(address) && !unknownOwners.has(address);
  }

  override get(address: Ipv4): NetInterface | undefined {
    return this.has(address) ? this.face : undefined;
  }
}

/** Addresses of the drawing are reached where they are on the segment; private ones behind a router of it are not known here. */
class ToSegment implements Routes {
  readonly entries: readonly RouteEntry[];
  private readonly domain: number;
  private readonly world: () => World;

  constructor(dev: NetInterface, domain: number, world: () => World) {
    const to = { address: networkOf({ address: 0, prefix: 0 }), prefix: 0 };
    this.entries = [{ to, via: undefined, dev, source: undefined, metric: 0, type: 'unicast' }];
    this.domain = domain;
    this.world = world;
  }

  lookup(address: Ipv4): RouteEntry | undefined {
    const owners = this.world().owners.get(address);
    const here = owners?.some(({ own }) => own.get(address)?.device.domain === this.domain) ?? true;
    return here ? this.entries[0] : undefined;
  }

  lookupThrough(address: Ipv4): RouteEntry | undefined {
    return this.lookup(address);
  }
}
