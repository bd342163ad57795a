import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect } from 'react';
import { placeUnder, rectOf } from '../../shared/drawing/place-under.ts';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import { hostOfId } from '../../shared/lab/ids.ts';
import { stopRenaming, useDraw } from '../store/draw/draw-store.ts';
import { selectedThing, useSelection } from '../store/selection.ts';
import { Guides } from './Guides.tsx';
import { NameField } from './NameField.tsx';
import { NoteField } from './NoteField.tsx';
import { setPointing, setToDrawing } from './pointing.ts';
import { useGrownInSight, useKeptInSight } from './use-kept-in-sight.ts';

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
  useEffect(
    () => setToDrawing((x, y) => screenToFlowPosition({ x, y }, { snapToGrid: false })),
    [screenToFlowPosition],
  );
  const rect = renaming === undefined ? undefined : rectOf(drawing, renaming);
  useKeptInSight(rect && (hostAround(drawing, renaming) ?? rect));
  const thing = useSelection(selectedThing);
  const chosen = thing === undefined ? undefined : hostOfId(thing);
  useGrownInSight(chosen, hostAround(drawing, chosen));
  const note = drawing.notes.find(({ id }) => id === renaming)?.note;
  useEffect(() => {
    if (renaming !== undefined && rect === undefined) stopRenaming();
  }, [renaming, rect]);
  return (
    <ViewportPortal>
      <Guides />
      {renaming === undefined || rect === undefined ? null : note === undefined ? (
        <NameField key={renaming} id={renaming} rect={rect} />
      ) : (
        <NoteField key={renaming} note={note} rect={rect} />
      )}
    </ViewportPortal>
  );
}

/** With what is in a host all of the host is to be seen. */
const hostAround = ({ hosts }: Drawing, thing: string | undefined): Rect | undefined =>
  hosts.find(({ id }) => thing !== undefined && id === hostOfId(thing))?.rect;
