import { useState } from 'react';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { ThingWithData } from '../../store/document/thing.ts';
import { isNowCalled } from '../../store/draw/gestures.ts';
import { ContainerInspector } from './ContainerInspector.tsx';
import { HostInspector } from './HostInspector.tsx';
import { InterfaceInspector } from './InterfaceInspector.tsx';
import { NetworkInspector } from './NetworkInspector.tsx';
import { NoteInspector } from './NoteInspector.tsx';
import { SegmentInspector } from './SegmentInspector.tsx';

export { VlanInspector } from './VlanInspector.tsx';

/** One thing of the lab. All kinds come together: each is small, and whoever has chosen one thing soon chooses another. */
export function ThingInspector({ lab, thing }: { readonly lab: Lab; readonly thing: ThingWithData }) {
  const key = useKeyOf(thing.id);
  switch (thing.kind) {
    case 'container':
      return <ContainerInspector key={key} lab={lab} host={thing.host} container={thing.container} />;
    case 'host':
      return <HostInspector key={key} lab={lab} host={thing.host} />;
    case 'interface':
      return <InterfaceInspector key={key} lab={lab} host={thing.host} iface={thing.iface} />;
    case 'network':
      return <NetworkInspector key={key} lab={lab} network={thing.network} />;
    case 'note':
      return <NoteInspector key={key} note={thing.note} />;
    case 'segment':
      return <SegmentInspector key={key} lab={lab} segment={thing.segment} />;
  }
}

/** Another thing has fields of its own; one that got another name keeps those it has, and whoever is in one stays there. */
function useKeyOf(id: string): number {
  const [kept, setKept] = useState({ id, key: 0 });
  if (kept.id === id) return kept.key;
  const now = { id, key: isNowCalled(kept.id, id) ? kept.key : kept.key + 1 };
  setKept(now);
  return now.key;
}
