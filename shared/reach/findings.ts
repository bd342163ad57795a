/**
 * Why a trace ended as it did, as facts; `reasons.ts` puts them into words. Findings hold references into the world: they are
 * for the moment, not for keeping.
 */
import type { Ipv4 } from '../net/ipv4.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { NetInterface, RouteEntry, Stack } from './world.ts';

/** What the sender of an ARP request wanted: the destination itself, or the next hop of a route. */
export type Wanted = 'destination' | 'gateway';

export type Finding =
  | {
      readonly code: 'same-segment' | 'same-parent' | 'same-bridge' | 'host-shim' | 'ipvlan-l3-siblings';
      readonly from: NetInterface;
      readonly to: NetInterface;
    }
  | { readonly code: 'any-interface'; readonly by: NetInterface; readonly to: NetInterface }
  /** Those who passed the request on, and those who passed the reply on. */
  | {
      readonly code: 'routed';
      readonly there: readonly Stack[];
      readonly back: readonly Stack[];
      /** Those of them that routed for an ipvlan L3 container of their own. */
      readonly lent: readonly Stack[];
    }
  | { readonly code: 'masqueraded'; readonly by: Stack; readonly as: Ipv4 }
  | { readonly code: 'own-address'; readonly stack: Stack }
  | { readonly code: 'no-address' | 'not-there'; readonly id: string }
  | { readonly code: 'not-running'; readonly id: string; readonly status: string }
  /** `error`: in Docker's words. */
  | { readonly code: 'not-started'; readonly id: string; readonly error: string }
  | { readonly code: 'parent-missing'; readonly id: string; readonly network: string; readonly parent: string }
  | { readonly code: 'host-unknown'; readonly id: string }
  | { readonly code: 'network-unknown'; readonly id: string; readonly network: string }
  | Unanswered
  | {
      readonly code: 'different-vlan-no-router' | 'different-segment-no-router' | 'different-subnet-no-router';
      readonly from: NetInterface;
      readonly to: NetInterface;
      readonly gateway: Ipv4;
    }
  | {
      readonly code: 'no-route' | 'router-no-route';
      readonly stack: Stack;
      readonly destination: Ipv4;
      /** The destination, where it is a child of one of the host's own interfaces. */
      readonly child?: NetInterface;
    }
  | {
      readonly code: 'no-return-route';
      readonly stack: Stack;
      readonly destination: Ipv4;
      /** There is a route, by a next hop that nothing owns. */
      readonly gateway: Ipv4 | undefined;
      /** The destination, where it is a child of one of the host's own interfaces. */
      readonly child?: NetInterface;
    }
  | { readonly code: 'gateway-off-link' | 'route-forbids'; readonly stack: Stack; readonly route: RouteEntry }
  | { readonly code: 'routing-loop' | 'forwarding-off'; readonly stack: Stack; readonly destination: Ipv4 }
  | {
      readonly code: 'forward-denied' | 'input-denied' | 'output-denied' | 'unknown-match' | 'nat-uncertain';
      readonly stack: Stack;
      readonly rule: string;
    }
  | { readonly code: 'firewall-unknown' | 'firewall-manager'; readonly stack: Stack }
  | {
      readonly code: 'rp-filter';
      readonly at: NetInterface;
      readonly source: Ipv4;
      /** Where the source is reached by; undefined: nowhere. */
      readonly back: RouteEntry | undefined;
      /** Already the ARP request was not answered. */
      readonly arp: boolean;
    }
  | { readonly code: 'martian-source'; readonly at: NetInterface; readonly source: Ipv4 }
  | { readonly code: 'duplicate-address'; readonly address: Ipv4; readonly owners: readonly Stack[] }
  | { readonly code: 'other-owner'; readonly address: Ipv4; readonly owner: Stack; readonly meant: Stack }
  | {
      readonly code: 'other-nic-of-own-host' | 'card-answers' | 'hypervisor-filter' | 'wireless-card' | 'shared-mac';
      readonly from: NetInterface;
      readonly to: NetInterface;
      /** The one whose frames may be dropped. */
      readonly at: NetInterface;
    };

/** Nothing answered ARP. */
export interface Unanswered {
  readonly code:
    | 'parent-down'
    | 'link-down'
    | 'no-such-address'
    | 'gateway-missing'
    | 'different-vlan'
    | 'different-segment'
    | 'vlan-not-carried'
    | 'host-to-own-macvlan'
    | 'mode-private'
    | 'mode-vepa'
    | 'passthru-parent'
    | 'passthru-gateway'
    | 'bridge-port'
    | 'ipvlan-l3-no-arp'
    | 'duplicate-mac'
    | 'port-security';
  readonly from: NetInterface;
  /** The interface that has the address, if any has. */
  readonly to: NetInterface | undefined;
  /** Which of them is down, taken over, or not carried. */
  readonly at: NetInterface;
  readonly address: Ipv4;
  readonly wanted: Wanted;
}

/** Ends a trace without deciding it. */
const undecided: ReadonlySet<ReasonCode> = new Set([
  'duplicate-address',
  'other-owner',
  'other-nic-of-own-host',
  'card-answers',
  'passthru-gateway',
  'hypervisor-filter',
  'wireless-card',
  'shared-mac',
  'unknown-match',
  'firewall-unknown',
  'firewall-manager',
  'nat-uncertain',
  'host-unknown',
  'network-unknown',
  'docker-version-unknown',
]);

const good = [
  'same-segment',
  'same-parent',
  'same-bridge',
  'host-shim',
  'any-interface',
  'own-address',
  'ipvlan-l3-siblings',
  'routed',
  'masqueraded',
] as const satisfies readonly Finding['code'][];
const goodCodes: ReadonlySet<ReasonCode> = new Set(good);

/** Why a ping comes back; every other reason is why it does not, or may not. */
export type GoodCode = (typeof good)[number];

export function verdictOf({ code }: { readonly code: ReasonCode }): 'reachable' | 'unreachable' | 'uncertain' {
  if (goodCodes.has(code)) return 'reachable';
  return undecided.has(code) ? 'uncertain' : 'unreachable';
}
