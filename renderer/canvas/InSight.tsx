import { getViewportForBounds, useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { FOLD_FROM } from '../../shared/drawing/place.ts';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import { useLooked } from '../derived/looked-at.ts';
import { useUi } from '../store/ui.ts';
import { isSeen } from './fit.ts';

/** Nearer than this, what is looked at can be read. */
const NEAR = 0.68;

/** What is chosen in a lab that folds is brought near, unless it can be seen and read where it is. */
export function InSight({ drawing }: { readonly drawing: Drawing }) {
  const looked = useLooked();
  const presenting = useUi((state) => state.presenting);
  const store = useStoreApi();
  const { setViewport } = useReactFlow();
  const shown = useRef(looked);
  useEffect(() => {
    const same = shown.current === looked;
    shown.current = looked;
    if (same || presenting || looked.size === 0 || drawing.hosts.length < FOLD_FROM) return;
    const bounds = around(drawing.hosts.filter(({ id }) => looked.has(id)).map(({ rect }) => rect));
    const { width, height, transform } = store.getState();
    if (!bounds || (transform[2] >= NEAR && isSeen(bounds, transform, width, height))) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void setViewport(getViewportForBounds(bounds, width, height, 0.05, 1, 0.12), { duration: calm ? 0 : 250 });
  }, [looked, drawing, presenting, store, setViewport]);
  return null;
}

function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
