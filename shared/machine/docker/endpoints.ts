/** What Docker gives to a container on a network. */
import { containsAddress, type Ipv4 } from '../../net/ipv4.ts';
import { dockerMac } from '../../net/mac.ts';
import { holds } from '../fact.ts';
import { macFor } from '../kernel/kernel.ts';
import { internalBridgeRoutes, macFromAddress } from './facts.ts';
import { modeOf, type OnParent } from './parents.ts';
import { isRouted } from './pools.ts';

/**
 * The MAC address of an endpoint for which nobody asks one.
 * @param seed what a random one follows from; undefined: none can be told beforehand
 */
export function endpointMac(version: string, address: string, seed: string | undefined): string | undefined {
  if (holds(macFromAddress, version)) return dockerMac(address);
  return seed === undefined ? undefined : macFor(seed);
}

/** Where a default route to a network leads: out of it, to rules that let nothing out, or there is none. */
export type WayOut = 'open' | 'closed' | 'none';

export function wayOut(version: string, network: { readonly driver: string; readonly internal: boolean }): WayOut {
  if (!network.internal) return 'open';
  return network.driver === 'bridge' && holds(internalBridgeRoutes, version) ? 'closed' : 'none';
}

/** The gateway that an endpoint is given of the one that its network has taken. */
export const shownGateway = (
  version: string,
  network: OnParent & { readonly internal: boolean },
  taken: string | undefined,
): string | undefined =>
  wayOut(version, network) === 'none' || (network.driver === 'ipvlan' && isRouted(modeOf(network))) ? undefined : taken;

/** A container's place on a network, as far as it can lead out of it. */
export interface Leg {
  readonly network: string;
  readonly out: WayOut;
  /** Of a macvlan or ipvlan network. */
  readonly mode: string;
  readonly address: Ipv4 | undefined;
  readonly prefix: number;
  readonly gateway: Ipv4 | undefined;
}

/** Whether a container's default route could go this way. */
export function leadsOut({ out, mode, address, prefix, gateway }: Leg): boolean {
  if (address === undefined || out === 'none') return false;
  return isRouted(mode) || (gateway !== undefined && containsAddress({ address, prefix }, gateway));
}

/** Where a container's default route goes, as an index into its places (`default-route-by-name`); -1: nowhere. */
export function defaultLeg(legs: readonly Leg[]): number {
  let first = -1;
  for (const [at, leg] of legs.entries()) {
    const before = legs[first];
    if (leadsOut(leg) && (before === undefined || goesBefore(leg, before))) first = at;
  }
  return first;
}

const goesBefore = (one: Leg, other: Leg): boolean =>
  one.out === other.out ? one.network < other.network : one.out === 'open';

/** The next hop of that route; undefined: it goes by the device. */
export const nextHop = ({ mode, gateway }: Leg): Ipv4 | undefined => (isRouted(mode) ? undefined : gateway);
