/**
 * Addresses that several stacks hold, where that can matter to a trace. Every Docker host has 172.17.0.1 on its docker0, which
 * nobody else ever asks for or hears from: such an address makes its hosts no less alike.
 */
import type { Ipv4 } from '../net/ipv4.ts';
import { sourceFor } from './route-table.ts';
import type { SortedAddresses } from './sorted-addresses.ts';
import type { RouteEntry, Stack, World } from './world.ts';

/** @param targets the addresses that are pinged */
export function sharedAddresses(
  world: World,
  targets: SortedAddresses,
  nextHops: ReadonlySet<Ipv4>,
): ReadonlyMap<Ipv4, readonly Stack[]> {
  const shared = new Map<Ipv4, readonly Stack[]>();
  for (const [address, owners] of world.owners) {
    if (owners.length < 2) continue;
    const seen = nextHops.has(address) ? owners : owners.filter((stack) => isSeen(stack, address, targets));
    if (seen.length > 1) shared.set(address, seen);
  }
  return shared;
}

/** Whether the stack may send from the address, or be sent to at it. */
function isSeen(stack: Stack, address: Ipv4, targets: SortedAddresses): boolean {
  const at = stack.own.get(address);
  if (at === undefined || at.addresses.some((cidr) => targets.anyIn(cidr))) return true;
  return stack.routes.entries.some((route) =>
    route.dev === at ? targets.anyIn(route.to) : maySendFrom(route, address),
  );
}

function maySendFrom(route: RouteEntry, address: Ipv4): boolean {
  const { dev } = route;
  if (route.source === address || dev === undefined) return route.source === address;
  return sourceFor(route, dev) === address || sourceFor({ ...route, source: undefined }, dev) === address;
}
