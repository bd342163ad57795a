import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Point, Rect } from '../../shared/drawing/types.ts';
import { useUi } from '../store/ui.ts';
import { isOwnView } from './own-view.ts';

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
    const within = latest.current;
    let over = false;
    let stop = (): void => undefined;
    // Without its code nothing pans, and what is held stays where it is.
    import('./panning.ts').then(
      ({ panAtEdge }) => {
        if (!over) stop = panAtEdge(store, within, () => pointer.current);
      },
      () => undefined,
    );
    return () => {
      over = true;
      stop();
    };
  }, [holding, store, getViewport]);
  return null;
}
