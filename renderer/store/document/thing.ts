import type { Container, Host, Interface, Lab, LabNote, Network, Segment } from '../../../shared/lab/lab.ts';
import { indexOf, thingNamed } from '../../../shared/lab/lookup.ts';

/** Something in a lab that has an id, with all that the lab says of it. */
export type ThingWithData =
  | { readonly kind: 'host'; readonly id: string; readonly host: Host }
  | { readonly kind: 'container'; readonly id: string; readonly host: Host; readonly container: Container }
  | { readonly kind: 'interface'; readonly id: string; readonly host: Host; readonly iface: Interface }
  | { readonly kind: 'network'; readonly id: string; readonly network: Network }
  | { readonly kind: 'segment'; readonly id: string; readonly segment: Segment }
  | { readonly kind: 'note'; readonly id: string; readonly note: LabNote };

/** The thing with this id; undefined: the lab has none. */
export function thingById(lab: Lab, id: string): ThingWithData | undefined {
  const named = thingNamed(lab, id);
  const index = indexOf(lab);
  switch (named?.kind) {
    case undefined:
      return undefined;
    case 'host': {
      const host = index.host(named.name);
      return host && { kind: 'host', id, host };
    }
    case 'segment': {
      const segment = index.segment(named.name);
      return segment && { kind: 'segment', id, segment };
    }
    case 'note': {
      const note = index.note(named.name);
      return note && { kind: 'note', id, note };
    }
    case 'network': {
      const network = index.network(named.name);
      return network && { kind: 'network', id, network };
    }
    case 'interface': {
      const [host, iface] = [index.host(named.host), index.interface(named.host, named.name)];
      return host && iface && { kind: 'interface', id, host, iface };
    }
    case 'container': {
      const [host, container] = [index.host(named.host), index.container(named.host, named.name)];
      return host && container && { kind: 'container', id, host, container };
    }
  }
}

/** Where the thing stands in the file, as keys. */
export function pathOfThing(thing: ThingWithData): readonly string[] {
  switch (thing.kind) {
    case 'host':
      return ['hosts', thing.host.name];
    case 'container':
      return ['hosts', thing.host.name, 'containers', thing.container.name];
    case 'interface':
      return ['hosts', thing.host.name, 'interfaces', thing.iface.name];
    case 'network':
      return ['networks', thing.network.name];
    case 'note':
      return ['notes', thing.note.name];
    case 'segment':
      return ['segments', thing.segment.name];
  }
}
