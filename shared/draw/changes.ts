/** What of a lab is otherwise after a gesture, thing by thing: `Address: 172.16.20.22, was 172.16.10.10`. */

import { containerId, interfaceId, type Lab } from '../lab/lab.ts';
import { indexOf, thingNamed } from '../lab/lookup.ts';
import { standsOn } from '../lab/things/interface.ts';

/** Undefined: there is, or was, none. */
export interface Change {
  readonly label: string;
  readonly now: string | undefined;
  readonly was: string | undefined;
}

/** What is said of one thing, by the label that it has in the inspector. */
function factsOf(lab: Lab, id: string): ReadonlyMap<string, string> {
  const index = indexOf(lab);
  const thing = thingNamed(lab, id);
  switch (thing?.kind) {
    case 'container': {
      const places = index.container(thing.host, thing.name)?.attachments ?? [];
      return new Map([
        ['Name', thing.name],
        ['Host', thing.host],
        ['Network', places.map(({ network }) => network).join(', ')],
        ['Address', places.map(({ address }) => address ?? 'automatic').join(', ')],
      ]);
    }
    case 'interface': {
      const item = index.interface(thing.host, thing.name);
      const on =
        item?.kind === 'nic'
          ? (['Plugged into', item.segment] as const)
          : (['Parent interface', item === undefined ? '' : standsOn(item).join(', ')] as const);
      return new Map([on, ['Address', item?.address ?? '']]);
    }
    case 'network': {
      const network = index.network(thing.name);
      return new Map([
        ['Subnet', network?.subnet ?? ''],
        ['Gateway', network?.gateway ?? ''],
        ['Parent interfaces', (network?.parents ?? []).map((item) => `${item.host}:${item.interface}`).join(', ')],
      ]);
    }
    default:
      return new Map();
  }
}

/** Every address of the lab, by whose it is. */
function addressesOf(lab: Lab): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, subnet } of lab.networks) found.set(name, subnet);
  for (const host of lab.hosts) {
    for (const { name, address } of host.interfaces)
      if (address !== undefined) found.set(interfaceId(host.name, name), address);
    for (const box of host.containers) {
      const stated = box.attachments.flatMap(({ address }) => address ?? []);
      if (stated.length > 0) found.set(containerId(host.name, box.name), stated.join(', '));
    }
  }
  return found;
}

/** Of one thing: what is said of it otherwise. It may have another id than before. */
export function changesOf(before: Lab, after: Lab, from: string, to = from): readonly Change[] {
  const was = factsOf(before, from);
  return [...factsOf(after, to)].flatMap(([label, now]) =>
    was.get(label) === now ? [] : [{ label, now, was: was.get(label) }],
  );
}

/** Of all others: addresses that are otherwise, each under the thing's id. */
export function readdressed(before: Lab, after: Lab, except: string): readonly Change[] {
  const known = addressesOf(before);
  return [...addressesOf(after)].flatMap(([label, now]) => {
    const was = known.get(label);
    return label === except || was === now || was === undefined ? [] : [{ label, now, was }];
  });
}
