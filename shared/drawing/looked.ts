import { hostOfId } from '../lab/ids.ts';
import type { Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';

/** The hosts that hops lead through, each with the things there that are touched: what is to be seen of a folded lab. */
export function lookedAt(
  lab: Lab,
  hops: readonly { readonly things: readonly string[] }[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const index = indexOf(lab);
  const looked = new Map<string, Set<string>>();
  for (const thing of new Set(hops.flatMap(({ things }) => things))) {
    const host = hostOfId(thing);
    if (!index.host(host)) continue;
    const seen = looked.get(host);
    if (seen) seen.add(thing);
    else looked.set(host, new Set([thing]));
  }
  return looked;
}
