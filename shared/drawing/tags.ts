import type { Host, Interface, Lab, Nic } from '../lab/lab.ts';
import { interfaceNamed, networkNamed, standsOn } from '../lab/lab.ts';
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

/** The card that an interface stands on in the end. */
export function nicOf(host: Host, iface: Interface): Nic | undefined {
  const last = chainOf(host, iface).at(-1);
  return last?.kind === 'nic' ? last : undefined;
}

/** With which tag frames of this interface are on the segment. */
export function tagOfInterface(host: Host, iface: Interface): Tag {
  const vlan = chainOf(host, iface).find((item) => item.kind === 'vlan');
  return vlan?.kind === 'vlan' ? vlan.vlan : 'untagged';
}

/** The tag of a network on one host, by the parent that it has there; undefined: it is not on this host. */
export function tagOfNetwork(lab: Lab, host: Host, network: string): Tag | undefined {
  const parent = networkNamed(lab, network)?.parents.find((item) => item.host === host.name);
  const iface = parent && interfaceNamed(host, parent.interface);
  return iface && tagOfInterface(host, iface);
}

/** `VLAN 10` or `untagged`: the words that stand beside every colour. */
export const tagWords = (tag: Tag): string => (tag === 'untagged' ? 'untagged' : `VLAN ${tag}`);
