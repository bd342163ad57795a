import { useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { type DropPlace, idOf, inWords, placeOf } from '../../shared/draw/tools.ts';
import { rectOfPlace } from '../../shared/drawing/place-under.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useDraw } from '../store/draw/draw-store.ts';
import { selectedIds, selectedThing, selectThing, useSelection } from '../store/selection.ts';
import { showSheet } from '../store/sheets.ts';
import { useUi } from '../store/ui.ts';
import { beginHold } from './hold-drag.ts';
import { placeAt } from './pointing.ts';
import classes from './Targets.module.css';

/**
 * Where lines begin: a port at the thing under the pointer, and at the one that is chosen. Dragged, it draws a line; clicked, it asks
 * where to. The things themselves are taken hold of here as well, so that what draws them knows nothing of it.
 */
export function Ports({ drawing }: { readonly drawing: Drawing }) {
  const [pointed, setPointed] = useState<DropPlace | undefined>(undefined);
  const store = useStoreApi();
  const lab = useDocument((state) => state.lab);
  const chosen = useSelection(selectedThing);
  const busy = useDraw(({ dragged, renaming }) => dragged !== undefined || renaming !== undefined);
  const presenting = useUi((state) => state.presenting);
  useEffect(() => {
    const flow = store.getState().domNode;
    if (!flow || presenting) return;
    const onOver = ({ target, clientX, clientY, buttons }: PointerEvent): void => {
      const element = target instanceof Element ? target : undefined;
      if (buttons > 0 || element?.closest('[data-port]')) return;
      setPointed(element?.closest('[data-thing]') ? placeAt(clientX, clientY) : undefined);
    };
    const onDown = (event: PointerEvent): void => {
      const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-thing].nodrag') : null;
      if (!element || event.button !== 0 || event.shiftKey) return;
      const what = held(element, event);
      if (what) beginHold({ how: 'move', what, others: chosenWith(what) }, event);
    };
    const onLeave = (): void => setPointed(undefined);
    flow.addEventListener('pointerover', onOver);
    flow.addEventListener('pointerleave', onLeave);
    flow.addEventListener('pointerdown', onDown);
    return () => {
      flow.removeEventListener('pointerover', onOver);
      flow.removeEventListener('pointerleave', onLeave);
      flow.removeEventListener('pointerdown', onDown);
    };
  }, [store, presenting]);
  if (!lab || busy || presenting) return null;
  const places = [pointed, chosen === undefined ? undefined : placeOf(lab, chosen)].filter(
    (place) => place !== undefined,
  );
  return (
    <ViewportPortal>
      {[...new Map(places.map((place) => [inWords(place), place])).values()].map((place) => (
        <Port key={inWords(place)} place={place} drawing={drawing} />
      ))}
    </ViewportPortal>
  );
}

/** The other containers that are chosen, where this one is among them: they go with it. */
function chosenWith(what: DropPlace): readonly DropPlace[] | undefined {
  const { lab } = useDocument.getState();
  const ids = selectedIds(useSelection.getState());
  const own = idOf(what);
  if (lab === undefined || what.kind !== 'container' || own === undefined || !ids.has(own) || ids.size < 2)
    return undefined;
  return [...ids]
    .filter((id) => id !== own)
    .map((id) => placeOf(lab, id))
    .filter(({ kind }) => kind === 'container');
}

/** A chip of a folded host says by itself what it is; everything else is looked up by where it is. */
function held(element: HTMLElement, { clientX, clientY }: PointerEvent): DropPlace | undefined {
  const { lab } = useDocument.getState();
  const id = element.dataset.thing ?? '';
  const what = lab && id.includes('/') ? placeOf(lab, id) : placeAt(clientX, clientY);
  return what?.kind === 'container' || what?.kind === 'network' || what?.kind === 'interface' ? what : undefined;
}

function Port({ place, drawing }: { readonly place: DropPlace; readonly drawing: Drawing }) {
  const rect = place.kind === 'lab' || place.kind === 'host' ? undefined : rectOfPlace(drawing, place);
  if (!rect) return null;
  return (
    <button
      type="button"
      className={`${classes.port} nodrag nopan`}
      style={{ left: rect.x + rect.width, top: rect.y + rect.height / 2 }}
      // The keyboard has an action for it.
      tabIndex={-1}
      data-port=""
      aria-label={`Connect ${inWords(place)}`}
      onPointerDown={(event) => {
        if (event.button === 0) beginHold({ how: 'connect', what: place }, event.nativeEvent);
      }}
      onClick={() => {
        const id = idOf(place);
        if (id !== undefined) selectThing(id);
        showSheet('connect');
      }}
    />
  );
}
