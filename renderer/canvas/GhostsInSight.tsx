import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Drawing } from '../../shared/drawing/types.ts';
import { useDraw } from '../store/draw/draw-store.ts';

interface Props {
  /** As it would be after the drop; undefined: nothing is held. */
  readonly preview: Drawing | undefined;
  readonly base: Drawing;
}

/** Where the drawing was, and where this has moved it. */
interface Moved {
  readonly from: Viewport;
  readonly to: Viewport;
}

/** How long the pointer rests before anything moves, in frames: under one that goes somewhere nothing jumps, on a slow machine neither. */
const REST = 24;

/**
 * What a drop would make is seen before it is made: where the pointer rests the drawing moves as far as that needs, and what is under
 * the pointer stays there. Beside a question it shrinks as far as its answer needs. It is as it was when nothing is held or asked any
 * more, unless somebody has moved it meanwhile.
 */
export function GhostsInSight({ preview, base }: Props) {
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const moved = useRef<Moved | undefined>(undefined);
  const pointer = useDraw(({ dragged }) => dragged && `${dragged.x} ${dragged.y}`);
  useEffect(() => {
    const mine = (): Moved | undefined =>
      moved.current && JSON.stringify(moved.current.to) === JSON.stringify(getViewport()) ? moved.current : undefined;
    if (preview === undefined) {
      // Over what refuses it is still held, and nothing moves either.
      if (pointer !== undefined) return;
      const back = mine();
      if (back !== undefined) void setViewport(back.from);
      moved.current = undefined;
      return;
    }
    let left = REST;
    let frame = 0;
    let over = false;
    const show = async (): Promise<void> => {
      const { viewThatShows } = await import('./view-that-shows.ts');
      if (over) return;
      const state = store.getState();
      // Each answer is shown from where the drawing was before the first; a pointer aims at what is there now.
      const from = mine()?.from ?? getViewport();
      const at = pointer === undefined ? ([from.x, from.y, from.zoom] as const) : state.transform;
      const view = viewThatShows(preview, base, [...at], state, pointer) ?? (pointer === undefined ? from : undefined);
      if (view === undefined) return;
      moved.current = { from, to: view };
      void setViewport(view);
    };
    const rest = (): void => {
      left -= 1;
      if (left > 0) frame = requestAnimationFrame(rest);
      else show().catch(() => undefined);
    };
    rest();
    return () => {
      over = true;
      cancelAnimationFrame(frame);
    };
  }, [preview, base, pointer, store, getViewport, setViewport]);
  return null;
}
