/**
 * What prediction says of a pair. The words come from `reasons.ts` and `hop-words.ts`; the codes are a contract:
 * `trunkline predict --json` prints them.
 */
import type { ReasonCode } from './reason-codes.ts';

export type VerdictKind = 'reachable' | 'unreachable' | 'uncertain';

export interface Reason {
  readonly code: ReasonCode;
  /** One sentence that a student understands, with the names of this lab. */
  readonly text: string;
  /** The cards, `docker01:ens33`, where what is below a virtual machine, or an access point, decides. */
  readonly guarded?: readonly string[];
  /** What helps here, in one sentence, where it is other than what helps most pairs with this reason. */
  readonly mend?: string;
}

/** The way of the request, or that of the answer. They are traced separately: either may fail by itself. */
export type Leg = 'request' | 'reply';

/**
 * What was decided at a hop: a route was looked up, a neighbour asked for by ARP, a frame carried, a packet let in by the
 * reverse path filter, by a filter chain, rewritten, passed on by a router, or taken by the machine that it was for.
 */
export type HopKind = 'route' | 'arp' | 'carry' | 'rp-filter' | 'filter' | 'nat' | 'forward' | 'deliver';

/** `stop`: the packet ends here; `unsure`: it may end here, and what decides cannot be known. */
export type HopOutcome = 'pass' | 'stop' | 'unsure';

export interface Hop {
  readonly leg: Leg;
  /** The thing on the drawing where the packet is: `docker01/bbox10`, `router`, `docker01:ens33.10`, `lan`. */
  readonly at: string;
  readonly kind: HopKind;
  readonly outcome: HopOutcome;
  /** What decided, as a host would print it: a route, an iptables rule, a sysctl, a tag; may be empty. */
  readonly rule: string;
  /** One sentence. */
  readonly text: string;
  /** The things on the drawing that the packet touches at this hop, in the order in which it does. */
  readonly things: readonly string[];
  /** 802.1Q tags of the frame where it leaves a card, the outermost first; empty: untagged. Undefined: it leaves none. */
  readonly tags?: readonly number[];
}

export interface Verdict {
  readonly verdict: VerdictKind;
  readonly reason: Reason;
  /** First those of the request, then those of the reply; up to where the packet ends. */
  readonly hops: readonly Hop[];
}
