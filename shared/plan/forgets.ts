/** What a restart of a host takes away, in words. */
import { listed } from '../shown.ts';

/** So many are named; nobody reads more. */
const NAMED = 6;

/** `VLAN sub-interface ens33.10, container bbox10 and 3 more`. */
export function forgetWords(forgets: readonly string[]): string {
  const more = forgets.length - NAMED;
  return more <= 1 ? listed(forgets) : `${forgets.slice(0, NAMED).join(', ')} and ${more} more`;
}
