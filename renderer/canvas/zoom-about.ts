import type { Point, Rect } from '../../shared/drawing/types.ts';
import { shiftInto } from './fit.ts';

/** The least that anything is made smaller, to see more of it. */
const LEAST_ZOOM = 0.05;

/** Smaller than this, beside what all the room would let it be, it had better move. */
const TINY = 0.5;

/** How often the zooms between which the best one lies are halved: finer than anybody sees. */
const HALVINGS = 12;

/** Nearer to its edge than this, what is under the pointer would not stay there. */
const INSIDE = 8;

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The zoom that shows all of a rectangle between these edges, while the pointer stays on what of the drawing is under it: moved as
 * far as that lets it, and made smaller only as far as that is not enough. With nothing under it, its point of the drawing stays
 * under the pointer; close to an edge that would make everything tiny, and the drawing is moved instead.
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
  /** As far as it is to move to be seen whole, and as far as it may. */
  const shifts = (to: number): { readonly whole: Point; readonly may: Point } => {
    const whole = {
      x: shiftInto(rect.x * to + pointer.x - at.x * to, rect.width * to, edges.left, edges.right),
      y: shiftInto(rect.y * to + pointer.y - at.y * to, rect.height * to, edges.top, edges.bottom),
    };
    if (under === undefined) return { whole, may: whole };
    const may = {
      x: stays(whole.x, at.x - under.x, under.width, to),
      y: stays(whole.y, at.y - under.y, under.height, to),
    };
    return { whole, may };
  };
  let [low, high] = [most, under === undefined ? most : needed];
  for (let halving = 0; halving < HALVINGS && low < high; halving += 1) {
    // The largest first: it is enough more often than not.
    const middle = halving === 0 ? high : (low + high) / 2;
    const { whole, may } = shifts(middle);
    if (Math.abs(whole.x - may.x) + Math.abs(whole.y - may.y) < 0.5) low = middle;
    else high = middle;
  }
  const to = Math.max(low < needed * TINY ? needed : low, LEAST_ZOOM);
  const { may } = shifts(to);
  return { x: pointer.x - at.x * to + may.x, y: pointer.y - at.y * to + may.y, zoom: to };
}

/** As much of a shift as leaves the pointer, which is so far within something, still within it. */
function stays(shift: number, far: number, length: number, zoom: number): number {
  const [before, after] = [far * zoom - INSIDE, (length - far) * zoom - INSIDE];
  return shift > 0 ? Math.min(shift, Math.max(0, before)) : -Math.min(-shift, Math.max(0, after));
}

/** How large something may be shown that reaches so far from the pointer, with so much room there. */
const room = (far: number, near: number): number => (far <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, near) / far);
