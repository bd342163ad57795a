import type { Point, Rect } from '../../shared/drawing/types.ts';

/** Room around the drawing when all of it is shown, in pixels: at the bottom for the zoom buttons and the walk. */
export const BESIDE = { top: 16, left: 20, right: 44, bottom: 52 } as const;

export const FIT = {
  padding: {
    top: `${BESIDE.top}px`,
    left: `${BESIDE.left}px`,
    right: `${BESIDE.right}px`,
    bottom: `${BESIDE.bottom}px`,
  },
  maxZoom: 1.25,
} as const;

/** Never smaller than drawn: words stay readable from the back row, and what does not fit is followed. */
export const FIT_PRESENTING = { padding: '16px', minZoom: 1, maxZoom: 2 } as const;

/** Whether all of it lies within the window's part of the drawing. */
export const isSeen = (
  rect: Rect,
  [x, y, zoom]: readonly [number, number, number],
  width: number,
  height: number,
): boolean =>
  rect.x * zoom + x >= 0 &&
  rect.y * zoom + y >= 0 &&
  (rect.x + rect.width) * zoom + x <= width &&
  (rect.y + rect.height) * zoom + y <= height;

/** How far a stretch is to be moved to lie between two ends; what is too long begins at the first. */
export function shiftInto(begin: number, length: number, from: number, to: number): number {
  if (begin < from || length > to - from) return from - begin;
  return Math.min(0, to - (begin + length));
}

/** The least that anything is made smaller, to see more of it. */
const LEAST_ZOOM = 0.05;

/** The zoom that shows all of a rectangle between these edges, while the point of the drawing under the pointer stays there. */
export function zoomAbout(
  pointer: Point,
  rect: Rect,
  [x, y, zoom]: readonly [number, number, number],
  edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): { readonly x: number; readonly y: number; readonly zoom: number } {
  const under = { x: (pointer.x - x) / zoom, y: (pointer.y - y) / zoom };
  const most = Math.min(
    zoom,
    room(under.x - rect.x, pointer.x - edges.left),
    room(rect.x + rect.width - under.x, edges.right - pointer.x),
    room(under.y - rect.y, pointer.y - edges.top),
    room(rect.y + rect.height - under.y, edges.bottom - pointer.y),
  );
  const to = Math.max(most, LEAST_ZOOM, zoom / 3);
  return { x: pointer.x - under.x * to, y: pointer.y - under.y * to, zoom: to };
}

/** How large something may be shown that reaches so far from the pointer, with so much room there. */
const room = (far: number, near: number): number => (far <= 0 ? Number.POSITIVE_INFINITY : Math.max(0, near) / far);
