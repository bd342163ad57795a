import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Drawing } from '../../shared/drawing/types.ts';
import { useDraw } from '../store/draw/draw-store.ts';

interface Props {
  /** As it would be after the drop; undefined: nothing is held. */
  readonly preview: Drawing | undefined;
  readonly base: Drawing;
}

/** How long the pointer rests before anything moves, in frames: under one that goes somewhere nothing jumps, on a slow machine neither. */
const REST = 24;

/**
 * What a drop would make is seen before it is made: where the pointer rests, the drawing shrinks about it as far as that needs,
 * so that what is under the pointer stays there, and close to an edge moves instead. It is as it was when nothing is held any more.
 */
export function GhostsInSight({ preview, base }: Props) {
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const before = useRef<Viewport | undefined>(undefined);
  const pointer = useDraw(({ dragged }) => dragged && `${dragged.x} ${dragged.y}`);
  useEffect(() => {
    if (preview === undefined) {
      // Over what refuses it is still held, and nothing moves either.
      if (pointer !== undefined) return;
      if (before.current !== undefined) void setViewport(before.current);
      before.current = undefined;
      return;
    }
    let left = REST;
    let frame = 0;
    let over = false;
    const show = async (): Promise<void> => {
      const { viewThatShows } = await import('./view-that-shows.ts');
      const view = over ? undefined : viewThatShows(preview, base, store.getState(), pointer);
      if (view === undefined) return;
      before.current ??= getViewport();
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
