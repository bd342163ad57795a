import type { Point, Rect } from '../../shared/drawing/types.ts';
import { shiftInto } from './fit.ts';

/** The least that anything is made smaller, to see more of it. */
const LEAST_ZOOM = 0.05;

/** Smaller than this, beside what all the room would let it be, it had better move. */
const TINY = 0.5;

/** Nearer to its edge than this, what is under the pointer would not stay there. */
const INSIDE = 8;

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The zoom that shows all of a rectangle between these edges, while the point of the drawing under the pointer stays there. Close to
 * an edge that would make everything tiny: it is made no smaller than the rectangle needs, and moved as far as the pointer stays
 * on what is under it.
 * @param under what is under the pointer; undefined: nothing, and the drawing may move as it needs
 */
export function zoomAbout(
  pointer: Point,
  rect: Rect,
  [x, y, zoom]: readonly [number, number, number],
  edges: Edges,
  under: Rect | undefined,
): { readonly x: number; readonly y: number; readonly zoom: number } {
  const at = { x: (pointer.x - x) / zoom, y: (pointer.y - y) / zoom };
  const most = Math.min(
    zoom,
    room(at.x - rect.x, pointer.x - edges.left),
    room(rect.x + rect.width - at.x, edges.right - pointer.x),
    room(at.y - rect.y, pointer.y - edges.top),
    room(rect.y + rect.height - at.y, edges.bottom - pointer.y),
  );
  const needed = Math.min(
    zoom,
    room(rect.width, edges.right - edges.left),
    room(rect.height, edges.bottom - edges.top),
  );
  const to = Math.max(most < needed * TINY ? needed : most, LEAST_ZOOM);
  const across = shiftInto(rect.x * to + pointer.x - at.x * to, rect.width * to, edges.left, edges.right);
  const down = shiftInto(rect.y * to + pointer.y - at.y * to, rect.height * to, edges.top, edges.bottom);
  const by =
    under === undefined
      ? { x: across, y: down }
      : {
          x: stays(across, at.x - under.x, under.width, to),
          y: stays(down, at.y - under.y, under.height, to),
        };
  return { x: pointer.x - at.x * to + by.x, y: pointer.y - at.y * to + by.y, zoom: to };
}

/** As much of a shift as leaves the pointer, which is so far within something, still within it. */
function stays(shift: number, far: number, length: number, zoom: number): number {
  const [before, after] = [far * zoom - INSIDE, (length - far) * zoom - INSIDE];
  return shift > 0 ? Math.min(shift, Math.max(0, before)) : -Math.min(-shift, Math.max(0, after));
}

/** How large something may be shown that reaches so far from the pointer, with so much room there. */
const room = (far: number, near: number): number => (far <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, near) / far);
