/**
 * The drawing as a tree, for those who read or hear it: segments, and hosts with what stands on what inside them. What is a line
 * on the drawing is a step inwards here.
 */
import { type Host, type Interface, interfaceId, type Lab, type Network, noteId, standsOn } from '../lab/lab.ts';
import { cardsOf, tagOfInterface, tagWords } from './tags.ts';
import type { Tag } from './types.ts';

export type OutlineKind = 'segment' | 'vlan' | 'host' | 'router' | 'interface' | 'network' | 'container' | 'note';

/** A router is a host that forwards. */
export const isHostKind = (kind: OutlineKind): boolean => kind === 'host' || kind === 'router';

export interface Outlined {
  /** Its place in the tree: a network stands there once for each of its hosts. */
  readonly key: string;
  /** The thing of the lab; of a VLAN its tag is what can be chosen. */
  readonly id: string;
  /** Inside it, for what stands inside one. */
  readonly host?: string;
  readonly kind: OutlineKind;
  readonly name: string;
  /** What the drawing writes beside the name. */
  readonly facts: readonly string[];
  readonly tag: Tag | undefined;
  readonly children: readonly Outlined[];
}

/** Of the whole lab: segments first, since everything plugs into them; then hosts, as in the file; then notes. */
export function outlineOf(lab: Lab): readonly Outlined[] {
  const onParent = new Map<string, Network[]>();
  const add = (place: string, network: Network): void => {
    onParent.set(place, [...(onParent.get(place) ?? []), network]);
  };
  for (const network of lab.networks)
    for (const parent of network.parents) add(interfaceId(parent.host, parent.interface), network);
  return [
    ...segmentsOf(lab),
    ...lab.hosts.map((host) => hostOf(lab, host, (iface) => onParent.get(interfaceId(host.name, iface.name)) ?? [])),
    ...lab.notes.map(
      ({ name, text }): Outlined => ({
        key: noteId(name),
        id: noteId(name),
        kind: 'note',
        name: text.split('\n', 1)[0]?.trim() || name,
        facts: [],
        tag: undefined,
        children: [],
      }),
    ),
  ];
}

function segmentsOf(lab: Lab): readonly Outlined[] {
  const tags = new Map<string, Set<Tag>>();
  const plugged = new Map<string, Set<string>>();
  for (const host of lab.hosts) {
    for (const iface of host.interfaces) {
      for (const { segment } of cardsOf(host, iface)) {
        tags.set(segment, (tags.get(segment) ?? new Set()).add(tagOfInterface(host, iface)));
        plugged.set(segment, (plugged.get(segment) ?? new Set()).add(host.name));
      }
    }
  }
  return lab.segments.map(({ name, vlans }): Outlined => {
    const hosts = plugged.get(name)?.size ?? 0;
    return {
      key: name,
      id: name,
      kind: 'segment',
      name,
      facts: [
        vlans === 'all' ? 'all VLANs' : vlans === 'none' ? 'untagged only' : `VLANs ${vlans.join(', ')}`,
        `${hosts} ${hosts === 1 ? 'host' : 'hosts'}`,
      ],
      tag: undefined,
      children: [...(tags.get(name) ?? [])].sort(byTag).map((tag) => ({
        key: `${name}#${tag}`,
        id: `#${tag}`,
        kind: 'vlan',
        name: tagWords(tag),
        facts: [],
        tag,
        children: [],
      })),
    };
  });
}

const byTag = (a: Tag, b: Tag): number => (a === 'untagged' ? -1 : b === 'untagged' ? 1 : a - b);

function hostOf(lab: Lab, host: Host, networksOn: (iface: Interface) => readonly Network[]): Outlined {
  const stands = new Map<string | undefined, Interface[]>();
  const known = new Set(host.interfaces.map(({ name }) => name));
  for (const iface of host.interfaces) {
    // Of a bond or a bridge the first of its cards; what stands on nothing that is there begins a branch of its own.
    const [under] = standsOn(iface);
    const place = under !== undefined && known.has(under) ? under : undefined;
    stands.set(place, [...(stands.get(place) ?? []), iface]);
  }
  const boxes = new Map<string | undefined, Outlined[]>();
  for (const container of host.containers) {
    const [first] = container.attachments;
    const { name } = container;
    const place = first?.network;
    const id = `${host.name}/${name}`;
    boxes.set(place, [
      ...(boxes.get(place) ?? []),
      {
        key: id,
        id,
        host: host.name,
        kind: 'container',
        name,
        facts: container.attachments.map(({ address }) => address ?? 'automatic address'),
        tag: undefined,
        children: [],
      },
    ]);
  }
  const shown = new Set<string>();
  const rail = (network: Network, tag: Tag | undefined): Outlined => {
    shown.add(network.name);
    return {
      key: `${host.name}|${network.name}`,
      id: network.name,
      host: host.name,
      kind: 'network',
      name: network.name,
      facts: [network.subnet, network.driver].filter((fact) => fact !== undefined),
      tag,
      children: (boxes.get(network.name) ?? []).map((box) => ({ ...box, tag })),
    };
  };
  const seen = new Set<string>();
  const branch = (iface: Interface): Outlined => {
    seen.add(iface.name);
    const tag = cardsOf(host, iface).length === 0 ? undefined : tagOfInterface(host, iface);
    const id = interfaceId(host.name, iface.name);
    return {
      key: id,
      id,
      host: host.name,
      kind: 'interface',
      name: iface.name,
      facts: [...(iface.address === undefined ? [] : [iface.address]), ...wordsOf(iface)],
      tag,
      children: [
        ...networksOn(iface).map((network) => rail(network, tag)),
        ...(stands.get(iface.name) ?? []).filter(({ name }) => !seen.has(name)).map(branch),
      ],
    };
  };
  const cards = (stands.get(undefined) ?? []).map(branch);
  // Those that stand on each other in a circle, which a file may say.
  const circles = host.interfaces
    .filter(({ name }) => !seen.has(name))
    .flatMap((iface) => (seen.has(iface.name) ? [] : [branch(iface)]));
  const here = lab.networks.filter(({ name }) => boxes.has(name) && !shown.has(name));
  return {
    key: host.name,
    id: host.name,
    kind: host.routing?.forward ? 'router' : 'host',
    name: host.name,
    facts: [host.ssh.address, ...(host.unmanaged ? ['not ours to change'] : [])].filter((fact) => fact !== ''),
    tag: undefined,
    children: [
      ...cards,
      ...circles,
      ...here.map((network) => rail(network, undefined)),
      // On no network, or on one that nobody has drawn.
      ...[...boxes].filter(([network]) => network === undefined || !shown.has(network)).flatMap(([, list]) => list),
    ],
  };
}

function wordsOf(iface: Interface): readonly string[] {
  switch (iface.kind) {
    case 'nic':
      return [`on ${iface.segment}`];
    case 'vlan':
      return [`tag ${iface.vlan}`];
    case 'shim':
      return ['host shim'];
    default:
      return [iface.kind];
  }
}

/** A row of the tree as it is shown: what is closed shows nothing of what is in it. */
export interface OutlineRow {
  readonly item: Outlined;
  /** From 1 on. */
  readonly level: number;
  readonly position: number;
  readonly of: number;
  /** Undefined: there is nothing in it. */
  readonly open: boolean | undefined;
  /** Key of the row that it is in. */
  readonly parent: string | undefined;
}

export function rowsOf(items: readonly Outlined[], isOpen: (item: Outlined) => boolean): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const walk = (list: readonly Outlined[], level: number, parent: string | undefined): void => {
    for (const [index, item] of list.entries()) {
      const open = item.children.length === 0 ? undefined : isOpen(item);
      rows.push({ item, level, position: index + 1, of: list.length, open, parent });
      if (open) walk(item.children, level + 1, item.key);
    }
  };
  walk(items, 1, undefined);
  return rows;
}
