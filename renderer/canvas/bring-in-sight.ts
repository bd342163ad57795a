/** How the drawing goes where what would be there is seen. Pure. */
import type { Viewport } from '@xyflow/react';
import type { Point, Rect } from '../../shared/drawing/types.ts';
import { shiftInto } from './fit.ts';

/** The least that anything is made smaller, to see more of it. */
const LEAST_ZOOM = 0.05;

/** Nearer to its edge than this, what is under the pointer would not stay there. */
const INSIDE = 8;

/** Of the part of the window that shows it, in its pixels. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Under a held thing the drawing keeps its size: whoever aims would lose what he aims at. It moves, as far as the pointer stays
 * on what is under it.
 * @param wished what is to be seen, the dearest last: the first of them that has room
 * @param under what is under the pointer; undefined: nothing, and the drawing may move as it needs
 */
export function movedToShow(
  pointer: Point,
  wished: readonly Rect[],
  [x, y, zoom]: readonly [number, number, number],
  edges: Edges,
  under: Rect | undefined,
): Viewport {
  const [wide, high] = [edges.right - edges.left, edges.bottom - edges.top];
  const rect = wished.find(({ width, height }) => width * zoom <= wide && height * zoom <= high) ?? wished.at(-1);
  if (rect === undefined) return { x, y, zoom };
  const dx = shiftInto(rect.x * zoom + x, rect.width * zoom, edges.left, edges.right);
  const dy = shiftInto(rect.y * zoom + y, rect.height * zoom, edges.top, edges.bottom);
  if (under === undefined) return { x: x + dx, y: y + dy, zoom };
  const at = { x: (pointer.x - x) / zoom, y: (pointer.y - y) / zoom };
  return {
    x: x + stays(dx, at.x - under.x, under.width, zoom),
    y: y + stays(dy, at.y - under.y, under.height, zoom),
    zoom,
  };
}

/** What nobody holds is shown whole: moved, and made smaller about the middle only as far as that is not enough. */
export function shownWhole(rect: Rect, [x, y, zoom]: readonly [number, number, number], edges: Edges): Viewport {
  const to = Math.max(
    LEAST_ZOOM,
    Math.min(zoom, (edges.right - edges.left) / rect.width, (edges.bottom - edges.top) / rect.height),
  );
  const middle = { x: (edges.left + edges.right) / 2, y: (edges.top + edges.bottom) / 2 };
  const left = middle.x - ((middle.x - x) / zoom) * to;
  const top = middle.y - ((middle.y - y) / zoom) * to;
  return {
    x: left + shiftInto(rect.x * to + left, rect.width * to, edges.left, edges.right),
    y: top + shiftInto(rect.y * to + top, rect.height * to, edges.top, edges.bottom),
    zoom: to,
  };
}

/** As much of a shift as leaves the pointer, which is so far within something, still within it. */
function stays(shift: number, far: number, length: number, zoom: number): number {
  const [before, after] = [far * zoom - INSIDE, (length - far) * zoom - INSIDE];
  return shift > 0 ? Math.min(shift, Math.max(0, before)) : -Math.min(-shift, Math.max(0, after));
}
