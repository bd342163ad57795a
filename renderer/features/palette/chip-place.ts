/** Where the words at the pointer stand: close to it, and over nothing that they speak of. Pure. */
import type { Point, Rect } from '../../../shared/drawing/types.ts';

export interface Avoided {
  readonly rect: Rect;
  /** How much it matters that it is seen. */
  readonly weight: number;
}

/** From the pointer to the words: what is held hides no letter. */
const GAP = 18;
/** From what is to be seen to the words. */
const AWAY = 8;
/** A pixel further away is as bad as so many that are covered. */
const FAR = 14;
/** Right of the pointer and below, where it can be; level with it last. */
const ORDER = 60;
/** Beyond the edge nothing can be read. */
const OUTSIDE = 50;

/** The upper left corner for words of this size, in pixels of the window. */
export function placeChip(
  pointer: Point,
  { width, height }: { readonly width: number; readonly height: number },
  within: Rect,
  avoided: readonly Avoided[],
): Point {
  const at = (x: number, y: number): Rect => ({ x, y, width, height });
  const columns = [pointer.x + GAP, pointer.x - GAP - width, pointer.x - width / 2];
  const rows = [pointer.y + GAP, pointer.y - GAP - height, pointer.y - height / 2];
  for (const { rect } of avoided) {
    columns.push(rect.x + rect.width + AWAY, rect.x - AWAY - width);
    rows.push(rect.y + rect.height + AWAY, rect.y - AWAY - height);
  }
  const inside = (value: number, from: number, length: number, own: number): number =>
    Math.max(from + AWAY, Math.min(value, from + length - own - AWAY));
  const own: Avoided = { rect: { x: pointer.x - 12, y: pointer.y - 12, width: 24, height: 24 }, weight: 20 };
  let best: { readonly rect: Rect; readonly cost: number } | undefined;
  for (const [i, column] of columns.entries()) {
    for (const [j, row] of rows.entries()) {
      const rect = at(inside(column, within.x, within.width, width), inside(row, within.y, within.height, height));
      const cost =
        [...avoided, own].reduce((sum, { rect: other, weight }) => sum + weight * common(rect, other), 0) +
        FAR * distance(pointer, rect) +
        ORDER * (Math.min(i, 3) + Math.min(j, 3)) +
        OUTSIDE * (width * height - common(rect, within));
      if (best === undefined || cost < best.cost) best = { rect, cost };
    }
  }
  return best?.rect ?? pointer;
}

/** How many pixels two have in common. */
const common = (a: Rect, b: Rect): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const distance = ({ x, y }: Point, rect: Rect): number =>
  Math.hypot(Math.max(rect.x - x, 0, x - rect.x - rect.width), Math.max(rect.y - y, 0, y - rect.y - rect.height));
