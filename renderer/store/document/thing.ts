import type { Container, Host, Interface, Lab, Network, Segment } from '../../../shared/lab/lab.ts';
import { hostNamed, networkNamed, segmentNamed } from '../../../shared/lab/lab.ts';

/** Something in a lab that has an id. */
export type Thing =
  | { readonly kind: 'host'; readonly id: string; readonly host: Host }
  | { readonly kind: 'container'; readonly id: string; readonly host: Host; readonly container: Container }
  | { readonly kind: 'interface'; readonly id: string; readonly host: Host; readonly iface: Interface }
  | { readonly kind: 'network'; readonly id: string; readonly network: Network }
  | { readonly kind: 'segment'; readonly id: string; readonly segment: Segment };

/** The thing with this id; undefined: the lab has none. */
export function thingById(lab: Lab, id: string): Thing | undefined {
  const mark = /[/:]/.exec(id);
  if (mark) {
    const host = hostNamed(lab, id.slice(0, mark.index));
    const name = id.slice(mark.index + 1);
    if (!host) return undefined;
    if (mark[0] === '/') {
      const container = host.containers.find((item) => item.name === name);
      return container && { kind: 'container', id, host, container };
    }
    const iface = host.interfaces.find((item) => item.name === name);
    return iface && { kind: 'interface', id, host, iface };
  }
  const host = hostNamed(lab, id);
  if (host) return { kind: 'host', id, host };
  const network = networkNamed(lab, id);
  if (network) return { kind: 'network', id, network };
  const segment = segmentNamed(lab, id);
  return segment && { kind: 'segment', id, segment };
}

/** Where the thing stands in the file, as keys. */
export function pathOfThing(thing: Thing): readonly string[] {
  switch (thing.kind) {
    case 'host':
      return ['hosts', thing.host.name];
    case 'container':
      return ['hosts', thing.host.name, 'containers', thing.container.name];
    case 'interface':
      return ['hosts', thing.host.name, 'interfaces', thing.iface.name];
    case 'network':
      return ['networks', thing.network.name];
    case 'segment':
      return ['segments', thing.segment.name];
  }
}
