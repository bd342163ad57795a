/** What a kernel holds of a link. */
import type { Address, Link } from '../../host/state.ts';

export interface KernelAddress extends Address {
  readonly broadcast?: string;
  /** The other end of a cable between just two: `prefix` is of this one. */
  readonly peer?: string;
  /** Where it is not the link's own name: `ens33:1`. */
  readonly label?: string;
  /** When it goes by itself, and from when on nothing new is sent from it, in milliseconds since 1970; undefined: never. */
  readonly until?: { readonly valid: number; readonly preferred: number | undefined };
}

/** How a VLAN treats its tags; undefined: as nobody has said otherwise. */
export interface VlanOptions {
  /** A frame that comes in is shown without its tag. */
  readonly reorders: boolean;
  /** Priorities of the kernel by those of tags, and the other way round. */
  readonly ingress: Readonly<Record<number, number>>;
  readonly egress: Readonly<Record<number, number>>;
}

export const USUAL_VLAN: VlanOptions = { reorders: true, ingress: {}, egress: {} };

/** How a bridge's spanning tree and its table keep time, in hundredths of a second, and who it is in the tree. */
export interface BridgeSettings {
  readonly forward_delay?: number;
  readonly hello_time?: number;
  readonly max_age?: number;
  readonly ageing_time?: number;
  readonly priority?: number;
}

export const USUAL_BRIDGE: Required<BridgeSettings> = {
  ...{ forward_delay: 1500, hello_time: 200, max_age: 2000, ageing_time: 30_000, priority: 32_768 },
};

export interface KernelLink extends Omit<Link, 'addresses'> {
  readonly addresses: readonly KernelAddress[];
  /** It has been up once: then it keeps its queue while it is down. */
  readonly used?: boolean;
  /**
   * The other end of a veth, by its index; `elsewhere` when it is in another network namespace: a container's, or the one that
   * `space` names, where it may also be what this link stands on.
   */
  readonly peer?: { readonly index: number; readonly elsewhere?: boolean; readonly space?: string };
  /** Length of the transmit queue; 0 is not shown. */
  readonly queue?: number;
  /** Of a bridge: it never had a port, nor was anything else made of it: it says that it has a carrier. */
  readonly young?: true;
  /** Of a bridge: somebody has given it its MAC address, so it does not take one of its ports. */
  readonly ownMac?: true;
  /** Of a bridge: what somebody has set otherwise. */
  readonly bridge?: BridgeSettings;
  /** Of a bridge's port: what somebody has set for the spanning tree, where it is not as new ports have it. */
  readonly port?: { readonly cost?: number; readonly priority?: number };
  /** A number that somebody has put it under, with others; undefined: `default`. */
  readonly group?: string;
  readonly vlanOptions?: VlanOptions;
  /** Its cable is pulled. */
  readonly unplugged?: boolean;
}
