import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect } from 'react';
import { placeUnder, rectOf } from '../../shared/drawing/place-under.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import { stopRenaming, useDraw } from '../store/draw/draw-store.ts';
import { NameField } from './NameField.tsx';
import { setPointing } from './pointing.ts';

/**
 * What the hands need of the drawing: what is under the pointer, and names typed in place.
 * `drawing` is as it is, without what is being dragged.
 */
export function Hands({ drawing }: { readonly drawing: Drawing }) {
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  const renaming = useDraw((state) => state.renaming);
  useEffect(
    () =>
      setPointing((x, y) => {
        const box = store.getState().domNode?.getBoundingClientRect();
        if (!box || x < box.left || x > box.right || y < box.top || y > box.bottom) return undefined;
        return placeUnder(drawing, screenToFlowPosition({ x, y }, { snapToGrid: false }));
      }),
    [drawing, screenToFlowPosition, store],
  );
  const rect = renaming === undefined ? undefined : rectOf(drawing, renaming);
  useEffect(() => {
    if (renaming !== undefined && rect === undefined) stopRenaming();
  }, [renaming, rect]);
  if (renaming === undefined || rect === undefined) return null;
  return (
    <ViewportPortal>
      <NameField key={renaming} id={renaming} rect={rect} />
    </ViewportPortal>
  );
}
