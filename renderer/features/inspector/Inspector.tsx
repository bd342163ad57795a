import { useDeferredValue, useEffect } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import { thingById } from '../../store/document/thing.ts';
import { useDraw, wouldBe } from '../../store/draw/draw-store.ts';
import { chosenVlan, selectedIds, selectedThing, useSelection } from '../../store/selection.ts';
import { fetched } from '../../ui/fetched.ts';
import classes from './Inspector.module.css';
import { LabInspector } from './LabInspector.tsx';
import { Head } from './parts.tsx';

// A lab opens on itself: the others are fetched when somebody is about to choose.
const ThingInspector = fetched(async () => (await import('./ThingInspector.tsx')).ThingInspector);
const VlanInspector = fetched(async () => (await import('./ThingInspector.tsx')).VlanInspector);
const DropInspector = fetched(async () => (await import('./DropInspector.tsx')).DropInspector);
const LostPings = fetched(async () => (await import('./LostPings.tsx')).LostPings);
const SeveralInspector = fetched(async () => (await import('./SeveralInspector.tsx')).SeveralInspector);

const AHEAD = [ThingInspector, VlanInspector, DropInspector, LostPings, SeveralInspector];

/** The selected thing: what it is, its fields, whom it reaches, and what deploy runs for it. */
export function Inspector() {
  const lab = useDocument((state) => state.lab);
  const things = useSelection(selectedThing);
  const from = useSelection(({ selection }) => (selection?.kind === 'pair' ? selection.from : undefined));
  // Who chooses a pair looks at what is said of it; where it begins is shown here a moment later.
  const begins = useDeferredValue(from);
  const made = useDraw(wouldBe);
  const ids = useSelection(selectedIds);
  // What was pasted and undone again is still chosen, for a redo.
  const there = lab && ids.size > 1 ? [...ids].filter((one) => thingById(lab, one)) : [];
  const id = from !== undefined ? begins : there.length === 1 ? there[0] : things;
  const thing = lab && id !== undefined ? thingById(lab, id) : undefined;
  const vlan = chosenVlan(id);
  const lost = useDraw(({ last }) => last !== undefined);
  // What would be made has nothing that takes the focus, and may be longer than the window is high.
  const stop = made ? { tabIndex: 0 } : {};
  useEffect(fetchWhenNear, []);
  return (
    <aside className={classes.inspector} aria-label="Inspector" data-region="Inspector" {...stop}>
      {made || !lost ? null : <LostPings />}
      {made ? (
        <DropInspector made={made} />
      ) : lab === undefined ? (
        <UnreadFile />
      ) : there.length > 1 ? (
        <SeveralInspector lab={lab} ids={ids} />
      ) : vlan !== undefined ? (
        <VlanInspector lab={lab} tag={vlan} />
      ) : thing === undefined ? (
        <LabInspector lab={lab} />
      ) : (
        <ThingInspector lab={lab} thing={thing} />
      )}
    </aside>
  );
}

/**
 * Whoever moves or presses a key in an open lab soon chooses something. A pointer that only stands where the lab
 * appeared has not moved, and what is fetched here would hold up the drawing.
 */
function fetchWhenNear(): () => void {
  const near = new AbortController();
  const fetchAll = (): void => {
    near.abort();
    for (const one of AHEAD) one.ahead();
  };
  for (const kind of ['pointermove', 'keydown']) document.addEventListener(kind, fetchAll, { signal: near.signal });
  return () => near.abort();
}

/** Of a file that cannot be read there is nothing but where it is. */
function UnreadFile() {
  const path = useDocument((state) => state.path);
  return (
    <Head name={path?.split(/[\\/]/).at(-1) ?? 'Lab with errors'} what={path ?? 'not saved to a file yet'} mark="" />
  );
}
