/** Finding things of a lab by name in constant time, and what follows from where an interface stands. */

import { perObject } from '../per-object.ts';
import type { Container, Host, Interface, Lab, LabNote, Network, Nic, Segment } from './lab.ts';
import { standsOn } from './things/interface.ts';
import { onWire } from './things/port.ts';
import { NESTED_MAX } from './things/standing.ts';

export interface LabIndex {
  host(name: string): Host | undefined;
  network(name: string): Network | undefined;
  segment(name: string): Segment | undefined;
  note(name: string): LabNote | undefined;
  interface(host: string, name: string): Interface | undefined;
  container(host: string, name: string): Container | undefined;
  /** The interface that a network stands on, on one host; undefined when it has no parent there. */
  parentOf(network: string, host: string): string | undefined;
  /** Where a network of a host meets the segment; undefined when it has no parent there, or one that ends at no card. */
  wireUnder(network: string, host: string): Uplink | undefined;
  /** The network card under an interface, and the tag that frames of the interface carry on it; of a bond or a bridge the first of its cards; undefined when its parents do not end at one. */
  wire(host: string, name: string): Uplink | undefined;
}

/** Where an interface meets the segment: its layer-2 domain is the segment and the tags. */
export interface Uplink {
  readonly nic: Nic;
  /** From the outermost tag on; empty: untagged. More than one is a tag within a tag (802.1ad-like stacking). */
  readonly tags: readonly number[];
}

/** The index of a lab; made once for each lab. */
export const indexOf: (lab: Lab) => LabIndex = perObject(makeIndex);

function makeIndex(lab: Lab): LabIndex {
  const hosts = byName(lab.hosts);
  const notes = byName(lab.notes);
  const segments = byName(lab.segments);
  const { network, parentOf } = ofNetworks(lab.networks);
  const wire = (host: string, name: string): Uplink | undefined => {
    const there = hosts.get(host);
    return there && wireOf(there, name);
  };
  return {
    host: (name) => hosts.get(name),
    network,
    segment: (name) => segments.get(name),
    note: (name) => notes.get(name),
    interface: (host, name) => byName(hosts.get(host)?.interfaces ?? []).get(name),
    container: (host, name) => byName(hosts.get(host)?.containers ?? []).get(name),
    parentOf,
    wireUnder: (name, host) => {
      const parent = parentOf(name, host);
      return parent === undefined ? undefined : wire(host, parent);
    },
    wire,
  };
}

/** What is asked of networks alone. */
export type OfNetworks = Pick<LabIndex, 'network' | 'parentOf'>;

/** The part of the index that networks have. */
export const ofNetworks: (networks: readonly Network[]) => OfNetworks = perObject((list: readonly Network[]) => {
  const networks = byName(list);
  const parents = new Map(
    list.map((network) => [network.name, new Map(network.parents.map((parent) => [parent.host, parent.interface]))]),
  );
  return {
    network: (name) => networks.get(name),
    parentOf: (network, host) => parents.get(network)?.get(host),
  };
});

const seen = new WeakMap<Network, readonly Network[]>();

/** The networks of a lab: after an edit elsewhere the very list that it was. */
export const networksOf: (lab: Lab) => readonly Network[] = perObject(({ networks }: Lab) => {
  const [first] = networks;
  if (first === undefined) return NONE;
  const before = seen.get(first);
  if (before?.length === networks.length && networks.every((network, at) => network === before[at])) return before;
  seen.set(first, networks);
  return networks;
});

const NONE: readonly Network[] = [];

const wiresOf = perObject((_: Host['interfaces']) => new Map<string, Uplink | undefined>());

/** `LabIndex.wire` of a host that one has: it depends on nothing else. */
export function wireOf({ interfaces }: Host, name: string): Uplink | undefined {
  const known = wiresOf(interfaces);
  if (!known.has(name)) known.set(name, wireIn(byName(interfaces), name));
  return known.get(name);
}

function wireIn(interfaces: ReadonlyMap<string, Interface>, name: string): Uplink | undefined {
  const tags: number[] = [];
  const seen = new Set<string>();
  for (
    let current = interfaces.get(name);
    current !== undefined && !seen.has(current.name) && seen.size <= NESTED_MAX;
    current = interfaces.get(standsOn(current)[0] ?? '')
  ) {
    seen.add(current.name);
    if (current.kind === 'nic') return { nic: current, tags: onWire(current.port, tags.reverse()).tags };
    if (current.kind === 'vlan') tags.push(current.vlan);
  }
  return undefined;
}

const named = perObject(
  <T extends { readonly name: string }>(things: readonly T[]): ReadonlyMap<string, T> =>
    new Map(things.map((thing) => [thing.name, thing])),
);

/** Of lists that an edit leaves as they are it is made once. */
const byName = named as <T extends { readonly name: string }>(things: readonly T[]) => ReadonlyMap<string, T>;

/** One text for each layer-2 domain: two interfaces with the same one hear each other's broadcasts. */
export const domainOf = (wire: Uplink): string =>
  `${wire.nic.segment} ${wire.tags.length === 0 ? 'untagged' : wire.tags.join('.')}`;

/** A layer-2 domain for people: `VLAN 10 of lan`, `lan, untagged`. */
export const domainInWords = (wire: Uplink): string =>
  wire.tags.length === 0 ? `${wire.nic.segment}, untagged` : `VLAN ${wire.tags.join('.')} of ${wire.nic.segment}`;

/** What an id names; undefined when there is no such thing. Hosts come before segments and networks where one name is used twice. */
export type Thing =
  | { readonly kind: 'host'; readonly name: string }
  | { readonly kind: 'segment'; readonly name: string }
  | { readonly kind: 'network'; readonly name: string }
  | { readonly kind: 'note'; readonly name: string }
  | { readonly kind: 'interface'; readonly host: string; readonly name: string }
  | { readonly kind: 'container'; readonly host: string; readonly name: string };

export function thingNamed(lab: Lab, id: string): Thing | undefined {
  const index = indexOf(lab);
  const [, note] = /^note (.+)$/s.exec(id) ?? [];
  if (note !== undefined) return index.note(note) && { kind: 'note', name: note };
  const [, containerHost, containerName] = /^([^/:]+)\/(.+)$/s.exec(id) ?? [];
  if (containerHost !== undefined && containerName !== undefined) {
    const found = index.container(containerHost, containerName);
    return found && { kind: 'container', host: containerHost, name: containerName };
  }
  const [, interfaceHost, interfaceName] = /^([^/:]+):(.+)$/s.exec(id) ?? [];
  if (interfaceHost !== undefined && interfaceName !== undefined) {
    const found = index.interface(interfaceHost, interfaceName);
    return found && { kind: 'interface', host: interfaceHost, name: interfaceName };
  }
  if (index.host(id)) return { kind: 'host', name: id };
  if (index.segment(id)) return { kind: 'segment', name: id };
  return index.network(id) && { kind: 'network', name: id };
}
