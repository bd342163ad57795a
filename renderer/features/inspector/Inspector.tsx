import { lazy, Suspense } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import { thingById } from '../../store/document/thing.ts';
import { useDraw, wouldBe } from '../../store/draw/draw-store.ts';
import { chosenVlan, selectedIds, selectedThing, useSelection } from '../../store/selection.ts';
import { ContainerInspector } from './ContainerInspector.tsx';
import { HostInspector } from './HostInspector.tsx';
import classes from './Inspector.module.css';
import { InterfaceInspector } from './InterfaceInspector.tsx';
import { LabInspector } from './LabInspector.tsx';
import { NetworkInspector } from './NetworkInspector.tsx';
import { NoteInspector } from './NoteInspector.tsx';
import { SegmentInspector } from './SegmentInspector.tsx';
import { VlanInspector } from './VlanInspector.tsx';

const DropInspector = lazy(async () => ({ default: (await import('./DropInspector.tsx')).DropInspector }));
const SeveralInspector = lazy(async () => ({ default: (await import('./SeveralInspector.tsx')).SeveralInspector }));

/** The selected thing: what it is, its fields, whom it reaches, and what deploy runs for it. */
export function Inspector() {
  const lab = useDocument((state) => state.lab);
  const id = useSelection(({ selection }) =>
    selection?.kind === 'pair' ? selection.from : selectedThing({ selection }),
  );
  const made = useDraw(wouldBe);
  const thing = lab && id !== undefined ? thingById(lab, id) : undefined;
  const vlan = chosenVlan(id);
  const ids = useSelection(selectedIds);
  return (
    <aside className={classes.inspector} aria-label="Inspector">
      {made ? (
        <Suspense>
          <DropInspector made={made} />
        </Suspense>
      ) : lab === undefined ? null : ids.size > 1 ? (
        <Suspense>
          <SeveralInspector lab={lab} ids={ids} />
        </Suspense>
      ) : vlan !== undefined ? (
        <VlanInspector lab={lab} tag={vlan} />
      ) : thing === undefined ? (
        <LabInspector lab={lab} />
      ) : thing.kind === 'container' ? (
        <ContainerInspector key={thing.id} lab={lab} host={thing.host} container={thing.container} />
      ) : thing.kind === 'host' ? (
        <HostInspector key={thing.id} lab={lab} host={thing.host} />
      ) : thing.kind === 'interface' ? (
        <InterfaceInspector key={thing.id} lab={lab} host={thing.host} iface={thing.iface} />
      ) : thing.kind === 'network' ? (
        <NetworkInspector key={thing.id} lab={lab} network={thing.network} />
      ) : thing.kind === 'note' ? (
        <NoteInspector key={thing.id} note={thing.note} />
      ) : (
        <SegmentInspector key={thing.id} lab={lab} segment={thing.segment} />
      )}
    </aside>
  );
}
