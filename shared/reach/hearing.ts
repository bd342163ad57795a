/**
 * Whether a frame from one interface is heard by another in the same layer-2 domain, and the answer to it.
 * Semantics of macvlan and ipvlan as in drivers/net/macvlan.c and drivers/net/ipvlan/ of the kernel (6.1).
 */
import type { NetInterface } from './world.ts';

export type Hearing =
  /** By the wire, or by a bridge that both stand on. */
  | 'wire'
  /** Both are children of one parent, and it switches between them. */
  | 'same-parent'
  /** Both are at one Linux bridge of their host. */
  | 'same-bridge'
  /** It depends on which of a host's two NICs on the segment answers. */
  | 'other-nic'
  /** It depends on which of two with one MAC address the switch has heard last. */
  | 'shared-sender'
  | 'shared-receiver'
  /** It depends on whether the other has asked before: what answers for the sender is its card. */
  | 'answered-sender'
  /** It depends on a hypervisor or an access point. */
  | 'guarded-sender'
  | 'guarded-receiver'
  /** The parent interface and its own children never meet. */
  | 'own-parent'
  | 'private'
  | 'vepa'
  /** A passthru child has taken the parent over. */
  | 'passthru'
  /** A port of a bridge does not receive for itself. */
  | 'enslaved'
  /** ipvlan L3: no ARP. */
  | 'no-arp'
  | 'sender-down'
  | 'receiver-down'
  /** The switch port delivers the MAC address of its card only. */
  | 'own-mac-only'
  /** Both have one MAC address. */
  | 'same-mac'
  | 'apart';

export type Heard = 'wire' | 'same-parent' | 'same-bridge';
const DOUBTFUL = [
  'other-nic',
  'answered-sender',
  'guarded-sender',
  'guarded-receiver',
  'shared-sender',
  'shared-receiver',
] as const;
export type Doubtful = (typeof DOUBTFUL)[number];
export type Unheard = Exclude<Hearing, Heard | Doubtful>;

export const isHeard = (hearing: Hearing): hearing is Heard =>
  hearing === 'wire' || hearing === 'same-parent' || hearing === 'same-bridge';
export const isDoubtful = (hearing: Hearing): hearing is Doubtful => (DOUBTFUL as readonly Hearing[]).includes(hearing);

export function hearing(from: NetInterface, to: NetInterface): Hearing {
  if (from.device.domain !== to.device.domain) return 'apart';
  if (from.live.kind !== 'up') return 'sender-down';
  if (to.live.kind !== 'up') return 'receiver-down';
  if (to.role === 'ipvlan' && to.mode !== 'l2') return 'no-arp';
  return from.device === to.device ? onOneDevice(from, to) : overTheWire(from, to);
}

function onOneDevice(from: NetInterface, to: NetInterface): Hearing {
  const childFrom = isChild(from);
  const childTo = isChild(to);
  if (childFrom && childTo) return betweenChildren(from, to);
  if (from.role === 'self' && to.role === 'self') return 'own-parent';
  if ((from.role === 'self' && childTo) || (childFrom && to.role === 'self')) return 'own-parent';
  return 'same-bridge';
}

const isChild = ({ role }: NetInterface): boolean => role === 'macvlan' || role === 'ipvlan';

function betweenChildren(from: NetInterface, to: NetInterface): Hearing {
  if (from.role === 'ipvlan') return 'same-parent';
  const modes = [from.mode, to.mode];
  if (modes.every((mode) => mode === 'bridge')) return 'same-parent';
  return modes.includes('private') ? 'private' : 'vepa';
}

function overTheWire(from: NetInterface, to: NetInterface): Hearing {
  const cutOff = notForItself(from) ?? notForItself(to);
  if (cutOff) return cutOff;
  const oneHost = from.device.host === to.device.host;
  if (oneHost && (from.role === 'self' || to.role === 'self') && !standsApart(from, to)) return 'other-nic';
  if (from.sharedMac !== undefined && from.sharedMac === to.sharedMac) return 'same-mac';
  if (from.sharedMac !== undefined) return 'shared-sender';
  if (to.sharedMac !== undefined) return 'shared-receiver';
  if (isForeignAtPort(to)) return 'own-mac-only';
  if (isForeignAtPort(from)) return cardAnswersFor(from) ? 'answered-sender' : 'own-mac-only';
  if (foreignMac(from)) return 'guarded-sender';
  if (foreignMac(to)) return 'guarded-receiver';
  return 'wire';
}

/**
 * A host and a child of another of its cards, one on which the host itself has no address: then only one card answers for the
 * host. Measured: reachable both ways.
 */
function standsApart(a: NetInterface, b: NetInterface): boolean {
  const [own, child] = a.role === 'self' ? [a, b] : [b, a];
  if (child.role === 'self') return false;
  return !own.stack.interfaces.some(
    ({ role, device, addresses }) => role === 'self' && device === child.device && addresses.length > 0,
  );
}

const isForeignAtPort = (item: NetInterface): boolean => item.device.guarded === 'port' && foreignMac(item);

/**
 * A host's shim behind a port that delivers the card's own MAC address alone. Asked for the shim's address, the card answers too
 * (arp_ignore 0), and before the shim, to which the broadcast is queued (drivers/net/macvlan.c, macvlan_broadcast_enqueue): who has asked
 * sends to the card, and by asking is known on the shim (net/ipv4/arp.c, arp_process). Nobody answers the shim's own questions. Measured: both
 * ways reachable where the other end had asked.
 */
const cardAnswersFor = ({ stack, device }: NetInterface): boolean =>
  stack.kind === 'host' &&
  stack.interfaces.some(
    (item) => item.role === 'self' && item.device === device && item.reversePath !== 1 && !notForItself(item),
  );

/** Frames for a device's own stack that others take before it. */
function notForItself(item: NetInterface): 'passthru' | 'enslaved' | undefined {
  if (item.role !== 'self') return undefined;
  if (item.device.master !== undefined) return 'enslaved';
  return item.device.children.passthru ? 'passthru' : undefined;
}

/** A MAC address that is not the NIC's own. ipvlan and passthru children have that of their parent. */
export const foreignMac = ({ role, mode, device }: NetInterface): boolean =>
  device.guarded !== undefined && ((role === 'macvlan' && mode !== 'passthru') || role === 'port');
