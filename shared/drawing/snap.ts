/** A box that is moved by hand goes to where it lines up with others, with the lines that say so. */
import type { Point, Rect } from './types.ts';

/** A helper line, from one end to the other. */
export interface Guide {
  readonly from: Point;
  readonly to: Point;
}

export interface Snapped {
  readonly at: Point;
  readonly guides: readonly Guide[];
}

/** Where nothing lines up, places are on a grid of so many pixels. */
export const GRID = 8;
export const onGrid = ({ x, y }: Point): Point => ({ x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID });

/**
 * Edges line up with edges and middles with middles, each direction by itself; of several the nearest wins.
 * @param reach how far it may be moved for that, in pixels of the drawing
 */
export function snapped(box: Rect, others: readonly Rect[], reach: number): Snapped {
  const across = nearest(box.x, box.width, others, (rect) => [rect.x, rect.width], reach);
  const down = nearest(box.y, box.height, others, (rect) => [rect.y, rect.height], reach);
  const grid = onGrid(box);
  const at = { x: across?.start ?? grid.x, y: down?.start ?? grid.y };
  const moved = { ...box, ...at };
  const guides: Guide[] = [];
  if (across !== undefined) {
    const [top, bottom] = span([moved, across.other], (rect) => [rect.y, rect.height]);
    guides.push({ from: { x: across.line, y: top }, to: { x: across.line, y: bottom } });
  }
  if (down !== undefined) {
    const [left, right] = span([moved, down.other], (rect) => [rect.x, rect.width]);
    guides.push({ from: { x: left, y: down.line }, to: { x: right, y: down.line } });
  }
  return { at, guides };
}

type Extent = readonly [start: number, length: number];

interface Match {
  readonly start: number;
  readonly line: number;
  readonly other: Rect;
}

function nearest(
  start: number,
  length: number,
  others: readonly Rect[],
  extentOf: (rect: Rect) => Extent,
  reach: number,
): Match | undefined {
  let best: Match | undefined;
  let least = reach;
  for (const other of others) {
    const [from, size] = extentOf(other);
    const pairs = [
      [start, from],
      [start + length, from + size],
      [start + length / 2, from + size / 2],
    ] as const;
    for (const [own, line] of pairs) {
      const far = Math.abs(own - line);
      if (far < least || (far === least && best === undefined)) {
        least = far;
        best = { start: start + line - own, line, other };
      }
    }
  }
  return best;
}

function span(rects: readonly Rect[], extentOf: (rect: Rect) => Extent): Extent {
  const extents = rects.map(extentOf);
  return [Math.min(...extents.map(([from]) => from)), Math.max(...extents.map(([from, size]) => from + size))];
}
