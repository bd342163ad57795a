import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Rect } from '../../shared/drawing/types.ts';
import { BESIDE, shiftInto } from './fit.ts';
import { isOwnView, ownViewIs } from './own-view.ts';

/** Moves the drawing as far as this needs to be seen: what grows may grow off the window where somebody has looked closer. */
export function useKeptInSight(rect: Rect | undefined): void {
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const at = rect && `${rect.x} ${rect.y} ${rect.width} ${rect.height}`;
  useEffect(() => {
    if (at === undefined) return;
    const [left = 0, top = 0, wide = 0, high = 0] = at.split(' ').map(Number);
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    const across = shiftInto(left * zoom + x, wide * zoom, BESIDE.left, width - BESIDE.right);
    const down = shiftInto(top * zoom + y, high * zoom, BESIDE.top, height - BESIDE.bottom);
    if (across === 0 && down === 0) return;
    // Nobody has looked closer by that: what outgrows the window now is shown whole again.
    const own = isOwnView(getViewport());
    void setViewport({ x: x + across, y: y + down, zoom }).then(() => {
      if (own) ownViewIs(getViewport());
    });
  }, [at, store, getViewport, setViewport]);
}

/** The same for a host that is worked in: as long as it stays the chosen one, and only when it grows. */
export function useGrownInSight(host: string | undefined, rect: Rect | undefined): void {
  const before = useRef<{ readonly host: string | undefined; readonly rect: Rect | undefined }>({ host, rect });
  const was = before.current;
  const grew =
    host !== undefined &&
    was.host === host &&
    rect !== undefined &&
    was.rect !== undefined &&
    (rect.height > was.rect.height || rect.width > was.rect.width);
  useKeptInSight(grew ? rect : undefined);
  useEffect(() => {
    before.current = { host, rect };
  }, [host, rect]);
}
