/** What is dragged to the edge of the window goes on to where the drawing goes on, and no further. Pure. */
import type { Point, Rect } from '../../shared/drawing/types.ts';

/** So near to the edge, in pixels: closer than the things of a drawing that is shown whole, which are taken hold of there. */
const BAND = 14;
/** Pixels of one frame. */
const FASTEST = 12;

/**
 * How far the drawing moves in this frame.
 * @param pointer from the upper left corner of what is seen of the drawing
 * @param drawn what there is to go to, in pixels of the window from the same corner
 */
export const edgePan = (
  pointer: Point,
  { width, height }: { readonly width: number; readonly height: number },
  drawn: Rect,
): Point => ({
  x: along(pointer.x, width, drawn.x, drawn.x + drawn.width),
  y: along(pointer.y, height, drawn.y, drawn.y + drawn.height),
});

function along(at: number, length: number, begin: number, end: number): number {
  const before = BAND - at;
  const after = at - (length - BAND);
  if (before > 0) return Math.max(0, Math.min(speed(before), -begin));
  return after > 0 ? Math.min(0, Math.max(-speed(after), length - end)) : 0;
}

const speed = (deep: number): number => Math.min(FASTEST, Math.ceil(deep / 2));
