import { tagOfInterface, tagOfNetwork } from '../../../shared/drawing/tags.ts';
import type { Tag } from '../../../shared/drawing/types.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { thingById } from '../../store/document/thing.ts';

/** The VLAN that a thing belongs to, where it belongs to one. */
export function tagOfThing(lab: Lab, id: string): Tag | undefined {
  const thing = thingById(lab, id);
  if (thing?.kind === 'interface') return tagOfInterface(thing.host, thing.iface);
  if (thing?.kind === 'container') {
    const network = thing.container.attachments[0]?.network;
    return network === undefined ? undefined : tagOfNetwork(lab, thing.host, network);
  }
  if (thing?.kind === 'network') {
    const host = lab.hosts.find(({ name }) => thing.network.parents.some((parent) => parent.host === name));
    return host && tagOfNetwork(lab, host, thing.network.name);
  }
  return undefined;
}
