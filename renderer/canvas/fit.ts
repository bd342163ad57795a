import type { Rect } from '../../shared/drawing/types.ts';

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
