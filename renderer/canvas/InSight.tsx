import { getViewportForBounds, useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { around } from '../../shared/drawing/notes.ts';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import type { Looked } from '../derived/looked-at.ts';
import { useUi } from '../store/ui.ts';
import { isSeen } from './fit.ts';
import { NAMED } from './Scaled.tsx';

/** Nearer than this, what is looked at can be read. */
const NEAR = 0.68;

interface Props {
  readonly drawing: Drawing;
  /** What is unfolded in the drawing. */
  readonly looked: Looked;
}

/** What is chosen in a lab that folds is brought near, unless it can be seen and read where it is. */
export function InSight({ drawing, looked }: Props) {
  const presenting = useUi((state) => state.presenting);
  const store = useStoreApi();
  const { setViewport } = useReactFlow();
  const shown = useRef(looked);
  useEffect(() => {
    const same = shown.current === looked;
    shown.current = looked;
    if (same || presenting || looked.size === 0) return;
    const { width, height, transform } = store.getState();
    const rects = [...looked.keys()].flatMap((host) => drawing.hosts.find(({ id }) => id === host)?.rect ?? []);
    const bounds = around(rects);
    if (!bounds || (transform[2] >= NEAR && isSeen(bounds, transform, width, height))) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void setViewport(nearest(rects, width, height), { duration: calm ? 0 : 250 });
  }, [looked, drawing, presenting, store, setViewport]);
  return null;
}

/** Shows all of the way if its names can be read then; else both its ends, or at least where it begins. */
function nearest(rects: readonly Rect[], width: number, height: number): Viewport {
  const of = (some: readonly Rect[]): Viewport =>
    getViewportForBounds(around(some) ?? { x: 0, y: 0, width, height }, width, height, 0.05, 1, 0.06);
  const views = [rects, rects.slice(0, 2), rects.slice(0, 1)].map(of);
  return views.find(({ zoom }) => zoom >= NAMED) ?? of(rects.slice(0, 1));
}
