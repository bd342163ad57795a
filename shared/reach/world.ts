/**
 * The world in which a packet is followed: every network stack of a lab, and what joins them at layer 2.
 * Made by `build-world.ts` from host states and the drawing's segments; addresses are numbers, references are direct,
 * so that tracing many thousands of pairs stays cheap. Read-only once it is made.
 */
import { isRouted } from '../machine/docker/pools.ts';
import type { Cidr, Ipv4 } from '../net/ipv4.ts';
import type { Firewall } from './firewall.ts';
import type { Hypervisor } from './hypervisors.ts';

export interface World {
  readonly hosts: ReadonlyMap<string, HostNode>;
  readonly stacks: readonly Stack[];
  /** By host and container name. */
  readonly containers: ReadonlyMap<string, ReadonlyMap<string, ContainerPlace>>;
  /** By host and name: network namespaces that somebody has made there, where they are known. */
  readonly spaces: ReadonlyMap<string, ReadonlyMap<string, Stack>>;
  /** Every stack that has an address. */
  readonly owners: ReadonlyMap<Ipv4, readonly Stack[]>;
  /** By layer-2 domain: what lies beyond, which answers there for every address that nothing in the drawing has. */
  readonly beyond: ReadonlyMap<number, NetInterface>;
  /** Addresses that the drawing gives to things of hosts whose state is not known, and those things. */
  readonly unknownOwners: ReadonlyMap<Ipv4, string>;
}

/** A machine of the drawing. Without a stack its state is not known. */
export interface HostNode {
  readonly name: string;
  readonly stack: Stack | undefined;
}

/** Where a container of the drawing is to be found. */
export type ContainerPlace =
  | { readonly kind: 'running'; readonly stack: Stack }
  /** `error`: why Docker could not start it. */
  | { readonly kind: 'not-running'; readonly status: string; readonly error?: string | undefined }
  | { readonly kind: 'parent-missing'; readonly network: string; readonly parent: string }
  /** An external network of which the drawing says too little. */
  | { readonly kind: 'network-unknown'; readonly network: string };

/** One network stack: a host's own, or a container's (its network namespace). */
export interface Stack {
  readonly index: number;
  readonly kind: 'host' | 'container';
  /** The thing on the drawing: `docker01`, `docker01/bbox10`. */
  readonly id: string;
  readonly host: string;
  /** The name of a network namespace that is neither the host's own nor a container's. */
  readonly space?: string;
  readonly interfaces: readonly NetInterface[];
  /** Own addresses. A machine answers for all of them on every interface (the weak host model). */
  readonly own: ReadonlyMap<Ipv4, NetInterface>;
  /** Those without their interfaces: known without making them. */
  readonly addresses: readonly Ipv4[];
  readonly routes: Routes;
  /** `net.ipv4.ip_forward`. */
  readonly forwards: boolean;
  /** Undefined: nothing filters here (a container). */
  readonly firewall: Firewall | undefined;
  /** Containers of one mould are alike in all but their one address, within one subnet. */
  readonly mould: Mould | undefined;
}

/** A routing table, asked by the longest prefix. */
export interface Routes {
  readonly entries: readonly RouteEntry[];
  lookup(address: Ipv4): RouteEntry | undefined;
  /** Only routes through one interface, as a lookup that is bound to it sees them. */
  lookupThrough(address: Ipv4, name: string): RouteEntry | undefined;
}

export interface RouteEntry {
  readonly to: Cidr;
  /** Undefined: the destination is a neighbour on `dev`. */
  readonly via: Ipv4 | undefined;
  /** Undefined: no interface of the machine is a neighbour of the next hop, or the route forbids. */
  readonly dev: NetInterface | undefined;
  /** The preferred source address. */
  readonly source: Ipv4 | undefined;
  readonly metric: number;
  /** `unicast`, or `blackhole`, `unreachable`, `prohibit`. */
  readonly type: string;
}

/** Compared by identity. */
export type Mould = object;

/** One stack of each mould and every stack without: all that there is to know of routes and of interfaces but for addresses. */
export function onePerMould(stacks: readonly Stack[]): readonly Stack[] {
  const seen = new Set<Mould>();
  return stacks.filter(({ mould }) => {
    if (mould === undefined) return true;
    const isNew = !seen.has(mould);
    seen.add(mould);
    return isNew;
  });
}

/**
 * How an interface hangs on its device: it is the device itself, a macvlan or ipvlan child of it, or (a container on a
 * Docker bridge network) a port of it.
 */
export type Role = 'self' | 'macvlan' | 'ipvlan' | 'port';

/** An interface of a stack that can have addresses. */
export interface NetInterface {
  readonly stack: Stack;
  /** Unique in the world, counted from 0. */
  readonly serial: number;
  /** Position in the stack's list. */
  readonly index: number;
  /** As the stack's own firewall and routes call it: `ens33.10`, `eth0`. */
  readonly name: string;
  /** The thing on the drawing: `docker01:ens33.10`, or a container's `docker01/bbox10`. */
  readonly id: string;
  readonly role: Role;
  /** macvlan's or ipvlan's mode; '' for others. */
  readonly mode: string;
  /** The Docker network of a container's interface. */
  readonly network: string | undefined;
  readonly device: Device;
  /** Its MAC address, where another interface of its layer-2 domain has the same. */
  readonly sharedMac: SharedMac | undefined;
  readonly addresses: readonly Cidr[];
  /** The interface's own state; the device below may be down all the same. */
  readonly live: Liveness;
  /** Effective rp_filter: the larger one of `all` and the interface's. 0 off, 1 strict, 2 loose. */
  readonly reversePath: 0 | 1 | 2;
}

/** A MAC address that several of a layer-2 domain have. Compared by identity. */
export interface SharedMac {
  readonly mac: string;
  /** Who has it has one IP address too, of which Docker made it: nothing tells such a pair from others but that address. */
  readonly follows: boolean;
}

export type Liveness =
  | { readonly kind: 'up' }
  /** `link`: which link on the way to the wire is not up. */
  | { readonly kind: 'down' | 'no-carrier'; readonly link: string };

/** A link of a host that frames go out by: a NIC, a VLAN sub-interface, a bridge, a bond. */
export interface Device {
  readonly host: string;
  readonly name: string;
  /** `docker01:ens33.10`. */
  readonly id: string;
  /** Devices of one layer-2 domain have the same number. */
  readonly domain: number;
  /** Where its frames meet the drawing's segments, if they do. */
  readonly wire: Wire | undefined;
  readonly live: Liveness;
  /** Names of the links from this one down to the NIC, itself first: `['ens33.10', 'ens33']`. */
  readonly path: readonly string[];
  /** The bridge or bond that takes its frames, if it is a port. */
  readonly master: string | undefined;
  /**
   * Who may drop frames of other MAC addresses than the NIC's own: the port that it is plugged into, which does; an access point;
   * the hypervisor or cloud that its host runs on.
   */
  readonly guarded: 'port' | 'access-point' | Hypervisor | undefined;
  /** Filled while the world is built: the machines that receive below this device besides the host itself. */
  readonly children: DeviceChildren;
}

export interface DeviceChildren {
  /** ipvlan children by their addresses: the device hands them what is for them before the host sees it. */
  readonly ipvlan: Map<Ipv4, NetInterface>;
  /** A macvlan child in passthru mode. */
  passthru: NetInterface | undefined;
}

export interface Wire {
  readonly segment: string;
  /** 802.1Q tags, the outermost first; empty: untagged. */
  readonly tags: readonly number[];
  /** False: the segment does not let frames with this tag pass. */
  readonly carried: boolean;
}

export const isIpvlanL3 = (item: NetInterface): boolean => item.role === 'ipvlan' && isRouted(item.mode);

/** `10`, `10.7` for a tag in a tag, `untagged`. */
export const tagWords = ({ tags }: Wire): string => (tags.length === 0 ? 'untagged' : tags.join('.'));
