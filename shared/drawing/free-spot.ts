import type { Measures } from './measures.ts';
import { nearestFree } from './separate.ts';
import type { Drawing, Point } from './types.ts';

/** Where a host that is let go stands: as near as nothing else is in the way. */
export function freeSpot({ hosts, segments }: Drawing, host: string, at: Point, size: Measures): Point {
  const own = hosts.find(({ id }) => id === host);
  if (!own) return at;
  const others = hosts.filter((other) => other !== own).map(({ rect }) => rect);
  return nearestFree({ ...own.rect, ...at }, others, {
    strips: segments.map(({ rect }) => rect),
    gap: size.rackRowGap,
  });
}
