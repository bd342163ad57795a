import type { Host, Interface, Lab, Nic } from '../lab/lab.ts';
import { interfaceNamed, networkNamed, standsOn } from '../lab/lab.ts';
import { perObject } from '../per-object.ts';
import type { Tag } from './types.ts';

/** The interfaces from this one down to the card it stands on, of a bond or a bridge the first; stops at a cycle or a missing parent. */
export function chainOf(host: Host, iface: Interface): readonly Interface[] {
  const chain: Interface[] = [];
  let current: Interface | undefined = iface;
  while (current && !chain.includes(current)) {
    chain.push(current);
    const [under] = standsOn(current);
    current = under === undefined ? undefined : interfaceNamed(host, under);
  }
  return chain;
}

/** The cards that an interface stands on in the end: of a bond or a bridge all of them, of which each has its frames. */
export const cardsOf = (host: Host, iface: Interface): readonly Nic[] => cardsOfAll(host).get(iface) ?? [];

const cardsOfAll = perObject((host: Host): ReadonlyMap<Interface, readonly Nic[]> => {
  const byName = new Map(host.interfaces.map((item) => [item.name, item]));
  return new Map(
    host.interfaces.map((item) => {
      const below = new Set([item]);
      for (const one of below) {
        for (const name of standsOn(one)) {
          const under = byName.get(name);
          if (under !== undefined) below.add(under);
        }
      }
      return [item, [...below].filter((one) => one.kind === 'nic')];
    }),
  );
});

/** With which tags frames leave each card: its own first, then those of what stands on it, in order of the file. */
export const tagsOnCards = perObject((host: Host): ReadonlyMap<Nic, readonly Tag[]> => {
  const tags = new Map<Nic, Set<Tag>>();
  for (const item of host.interfaces) if (item.kind === 'nic') tags.set(item, new Set(['untagged']));
  for (const item of host.interfaces) {
    if (item.kind === 'shim') continue;
    const tag = tagOfInterface(host, item);
    for (const card of cardsOf(host, item)) tags.get(card)?.add(tag);
  }
  return new Map([...tags].map(([card, found]) => [card, [...found]]));
});

/** With which tag frames of this interface are on the segment. */
export function tagOfInterface(host: Host, iface: Interface): Tag {
  const vlan = chainOf(host, iface).find((item) => item.kind === 'vlan');
  return vlan?.kind === 'vlan' ? vlan.vlan : 'untagged';
}

/** The tag of a network on one host, by the parent that it has there; undefined: it is not on this host. */
export function tagOfNetwork(lab: Pick<Lab, 'networks'>, host: Host, network: string): Tag | undefined {
  const parent = networkNamed(lab, network)?.parents.find((item) => item.host === host.name);
  const iface = parent && interfaceNamed(host, parent.interface);
  return iface && tagOfInterface(host, iface);
}

/** `VLAN 10` or `untagged`: the words that stand beside every colour. */
export const tagWords = (tag: Tag): string => (tag === 'untagged' ? 'untagged' : `VLAN ${tag}`);
