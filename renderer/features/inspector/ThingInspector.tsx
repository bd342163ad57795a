import type { Lab } from '../../../shared/lab/lab.ts';
import type { ThingWithData } from '../../store/document/thing.ts';
import { ContainerInspector } from './ContainerInspector.tsx';
import { HostInspector } from './HostInspector.tsx';
import { InterfaceInspector } from './InterfaceInspector.tsx';
import { NetworkInspector } from './NetworkInspector.tsx';
import { NoteInspector } from './NoteInspector.tsx';
import { SegmentInspector } from './SegmentInspector.tsx';

export { VlanInspector } from './VlanInspector.tsx';

/** One thing of the lab. All kinds come together: each is small, and whoever has chosen one thing soon chooses another. */
export function ThingInspector({ lab, thing }: { readonly lab: Lab; readonly thing: ThingWithData }) {
  switch (thing.kind) {
    case 'container':
      return <ContainerInspector key={thing.id} lab={lab} host={thing.host} container={thing.container} />;
    case 'host':
      return <HostInspector key={thing.id} lab={lab} host={thing.host} />;
    case 'interface':
      return <InterfaceInspector key={thing.id} lab={lab} host={thing.host} iface={thing.iface} />;
    case 'network':
      return <NetworkInspector key={thing.id} lab={lab} network={thing.network} />;
    case 'note':
      return <NoteInspector key={thing.id} note={thing.note} />;
    case 'segment':
      return <SegmentInspector key={thing.id} lab={lab} segment={thing.segment} />;
  }
}
