/** Which view of the drawing the program has chosen itself: another one now, and somebody has looked closer since. */
import type { Viewport } from '@xyflow/react';

let own: string | undefined;

export const isOwnView = (view: Viewport): boolean => own === JSON.stringify(view);
export const ownViewIs = (view: Viewport): void => {
  own = JSON.stringify(view);
};
