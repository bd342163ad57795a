import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Point, Rect } from '../../shared/drawing/types.ts';
import { useUi } from '../store/ui.ts';
import { edgePan } from './edge-pan.ts';
import { isOwnView } from './own-view.ts';

/** Room beyond the last thing that is drawn, for what is dragged there. */
const BEYOND = 320;

/**
 * Where somebody has looked closer, what is dragged to the edge takes the drawing along. React Flow's own way has no end, and begins
 * so far inside that it moves under a host which only is near. A lab that is shown whole stays: it is fitted anew after the drop.
 */
export function EdgePan({ bounds }: { readonly bounds: Rect }) {
  const store = useStoreApi();
  const { getViewport } = useReactFlow();
  const holding = useUi(({ held }) => held.size > 0);
  const latest = useRef(bounds);
  latest.current = bounds;
  // Known before anything is held: on a slow machine the pointer may rest again when this hears of it.
  const pointer = useRef<Point | undefined>(undefined);
  useEffect(() => {
    const move = ({ clientX: x, clientY: y }: PointerEvent): void => {
      pointer.current = { x, y };
    };
    window.addEventListener('pointermove', move, { capture: true, passive: true });
    return () => window.removeEventListener('pointermove', move, { capture: true });
  }, []);
  useEffect(() => {
    if (!holding || isOwnView(getViewport())) return;
    // What is held would else take the end of the drawing along with it.
    const { x, y, width, height } = latest.current;
    let frame = 0;
    const step = (): void => {
      frame = requestAnimationFrame(step);
      const { domNode, transform, panBy, width: wide, height: high } = store.getState();
      const box = domNode?.getBoundingClientRect();
      if (pointer.current === undefined || box === undefined) return;
      const [left, top, zoom] = transform;
      const drawn = {
        x: (x - BEYOND) * zoom + left,
        y: (y - BEYOND) * zoom + top,
        width: (width + 2 * BEYOND) * zoom,
        height: (height + 2 * BEYOND) * zoom,
      };
      const at = { x: pointer.current.x - box.left, y: pointer.current.y - box.top };
      const by = edgePan(at, { width: wide, height: high }, drawn);
      if (by.x === 0 && by.y === 0) return;
      void panBy(by);
      const { held, hold } = useUi.getState();
      hold(new Map([...held].map(([id, one]) => [id, { x: one.x - by.x / zoom, y: one.y - by.y / zoom }])), []);
    };
    step();
    return () => cancelAnimationFrame(frame);
  }, [holding, store, getViewport]);
  return null;
}
