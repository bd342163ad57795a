/** Reverse path filtering and martian sources, as fib_validate_source of the kernel decides them. */
import type { Ipv4 } from '../net/ipv4.ts';
import type { NetInterface, RouteEntry } from './world.ts';

export type SourceCheck = 'passes' | 'no-way-back' | 'other-interface' | 'own-address';

export function checkSource(at: NetInterface, source: Ipv4): SourceCheck {
  const { stack } = at;
  if (stack.own.has(source)) return 'own-address';
  if (at.reversePath === 0) return 'passes';
  const back = wayBack(at, source);
  if (back?.dev === at) return 'passes';
  if (back === undefined || at.addresses.length === 0) return 'no-way-back';
  return at.reversePath === 1 ? 'other-interface' : 'passes';
}

export function wayBack(at: NetInterface, source: Ipv4): RouteEntry | undefined {
  const route = at.stack.routes.lookup(source);
  return route?.type === 'unicast' ? route : undefined;
}
