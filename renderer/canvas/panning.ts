/** Panning at the edge while something is held: fetched when it is needed first. */
import type { useStoreApi } from '@xyflow/react';
import type { Point, Rect } from '../../shared/drawing/types.ts';
import { useUi } from '../store/ui.ts';
import { edgePan } from './edge-pan.ts';

/** Room beyond the last thing that is drawn, for what is dragged there. */
const BEYOND = 320;

/**
 * Looks at each frame where the pointer is, and moves the drawing and what is held with it.
 * @param bounds of all that is drawn
 * @param pointer in the window; undefined: it was not seen yet
 * @returns ends it
 */
export function panAtEdge(
  store: ReturnType<typeof useStoreApi>,
  { x, y, width, height }: Rect,
  pointer: () => Point | undefined,
): () => void {
  let frame = 0;
  const step = (): void => {
    frame = requestAnimationFrame(step);
    const { domNode, transform, panBy, width: wide, height: high } = store.getState();
    const box = domNode?.getBoundingClientRect();
    const now = pointer();
    if (now === undefined || box === undefined) return;
    const [left, top, zoom] = transform;
    const drawn = {
      x: (x - BEYOND) * zoom + left,
      y: (y - BEYOND) * zoom + top,
      width: (width + 2 * BEYOND) * zoom,
      height: (height + 2 * BEYOND) * zoom,
    };
    const by = edgePan({ x: now.x - box.left, y: now.y - box.top }, { width: wide, height: high }, drawn);
    if (by.x === 0 && by.y === 0) return;
    void panBy(by);
    const { held, hold } = useUi.getState();
    hold(new Map([...held].map(([id, one]) => [id, { x: one.x - by.x / zoom, y: one.y - by.y / zoom }])), []);
  };
  step();
  return () => cancelAnimationFrame(frame);
}
