/** From a point in the window to what is drawn there. The canvas knows; who drags something over it asks. */
import type { DropPlace } from '../../shared/draw/tools.ts';
import type { Point } from '../../shared/drawing/types.ts';

type Pointing = (x: number, y: number) => DropPlace | undefined;

let pointing: Pointing = () => undefined;

export function setPointing(next: Pointing): () => void {
  pointing = next;
  return () => {
    if (pointing === next) pointing = () => undefined;
  };
}

let toDrawing: (x: number, y: number) => Point | undefined = () => undefined;

export const setToDrawing = (next: typeof toDrawing): void => {
  toDrawing = next;
};

/** The point of the drawing, in its pixels, that is shown at a point of the window. */
export const pointAt = (x: number, y: number): Point | undefined => toDrawing(x, y);

/** Undefined: that is not on the drawing. */
export const placeAt: Pointing = (x, y) => pointing(x, y);
