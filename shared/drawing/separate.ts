/**
 * Nothing on the drawing covers anything: whoever comes later in the list goes to the nearest free spot. Bars of segments
 * are strips from one side of the drawing to the other, since a bar grows with what is plugged into it.
 */
import type { Point, Rect } from './types.ts';

export interface Strip {
  readonly y: number;
  readonly height: number;
}

export interface Free {
  readonly strips: readonly Strip[];
  /** Between two hosts, and between a host and a strip. */
  readonly gap: number;
}

/** The spots of all boxes, first come first served. */
export function separate<T extends Rect>(boxes: readonly T[], free: Free): readonly Point[] {
  const placed: Rect[] = [];
  return boxes.map((box) => {
    const spot = nearestFree(box, placed, free);
    placed.push({ ...box, ...spot });
    return spot;
  });
}

/** The spot nearest to where the box would be that nothing else has. */
export function nearestFree(box: Rect, others: readonly Rect[], { strips, gap }: Free): Point {
  if (!others.some((other) => collides(box, other, gap)) && !strips.some((strip) => within(box, strip, gap))) {
    return { x: box.x, y: box.y };
  }
  const levels = [...others, ...strips].flatMap(({ y, height }) => [y - box.height - gap, y + height + gap]);
  const byDistance = [box.y, ...levels].sort((a, b) => Math.abs(a - box.y) - Math.abs(b - box.y));
  let best: Point | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const y of byDistance) {
    const down = Math.abs(y - box.y);
    if (down >= least) break;
    if (strips.some((strip) => within({ ...box, y }, strip, gap))) continue;
    const x = nearestInRow({ ...box, y }, others, gap);
    const far = Math.hypot(x - box.x, down);
    if (far < least) [best, least] = [{ x, y }, far];
  }
  // Above everything there is always room.
  return best ?? { x: box.x, y: Math.min(...[...others, ...strips].map(({ y }) => y)) - box.height - gap };
}

/** To the left or to the right of what stands in the way at this height. */
function nearestInRow(box: Rect, others: readonly Rect[], gap: number): number {
  const taken = others
    .filter((other) => within(box, other, gap))
    .map(({ x, width }) => [x - box.width - gap, x + width + gap] as const)
    .sort(([a], [b]) => a - b);
  const merged: [number, number][] = [];
  for (const [from, to] of taken) {
    const last = merged.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  const around = merged.find(([from, to]) => box.x > from && box.x < to);
  if (!around) return box.x;
  return box.x - around[0] <= around[1] - box.x ? around[0] : around[1];
}

const collides = (a: Rect, b: Rect, gap: number): boolean =>
  a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && within(a, b, gap);

/** They share a height. */
const within = (a: Strip, b: Strip, gap: number): boolean => a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
