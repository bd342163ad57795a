/** From a point in the window to what is drawn there. The canvas knows; who drags something over it asks. */
import type { DropPlace } from '../../shared/draw/tools.ts';

type Pointing = (x: number, y: number) => DropPlace | undefined;

let pointing: Pointing = () => undefined;

export function setPointing(next: Pointing): () => void {
  pointing = next;
  return () => {
    if (pointing === next) pointing = () => undefined;
  };
}

/** Undefined: that is not on the drawing. */
export const placeAt: Pointing = (x, y) => pointing(x, y);
