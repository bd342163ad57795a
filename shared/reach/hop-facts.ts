/** What happened to a packet on its way, one fact for each decision; `hops.ts` puts them into words. */
import type { Ipv4 } from '../net/ipv4.ts';
import type { Finding } from './findings.ts';
import type { Hearing } from './hearing.ts';
import type { NetInterface, RouteEntry, Stack } from './world.ts';

export type HopFact =
  | {
      readonly kind: 'route';
      readonly stack: Stack;
      readonly route: RouteEntry;
      readonly destination: Ipv4;
      /** What the packet is sent from; undefined at a router. */
      readonly source: Ipv4 | undefined;
    }
  | {
      readonly kind: 'arp';
      readonly from: NetInterface;
      readonly to: NetInterface;
      readonly address: Ipv4;
    }
  | { readonly kind: 'carry'; readonly from: NetInterface; readonly to: NetInterface; readonly hearing: Hearing }
  /** ipvlan: a parent hands what is for its child to it, before the host sees it. */
  | { readonly kind: 'handed'; readonly by: NetInterface; readonly to: NetInterface }
  /** ipvlan L3: the host's own routes decide over what its child sends. */
  | { readonly kind: 'lent'; readonly from: NetInterface; readonly host: Stack; readonly route: RouteEntry | undefined }
  | {
      readonly kind: 'rp-filter';
      readonly at: NetInterface;
      readonly source: Ipv4;
      readonly back: RouteEntry | undefined;
    }
  | {
      readonly kind: 'filter';
      readonly stack: Stack;
      /** Of FORWARD, which lets it pass. */
      readonly rule: string;
    }
  | {
      readonly kind: 'nat';
      readonly stack: Stack;
      readonly was: Ipv4;
      readonly becomes: Ipv4;
      /** Which address of the packet it is. */
      readonly end: 'source' | 'destination';
      /** What was put there on the way to the destination is taken away again on the way back. */
      readonly undone: boolean;
      /** MASQUERADE, SNAT, DNAT, REDIRECT. */
      readonly target: string;
    }
  | { readonly kind: 'forward'; readonly at: NetInterface }
  | { readonly kind: 'deliver'; readonly at: NetInterface; readonly address: Ipv4 }
  /** Where the packet ends, or may end. */
  | { readonly kind: 'trouble'; readonly finding: Finding };
