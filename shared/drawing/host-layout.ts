import type { Host, Interface, Lab, Network, Nic } from '../lab/lab.ts';
import { containerId, interfaceId, standsOn } from '../lab/lab.ts';
import { blockSize, columnWidth, layColumn, railVertex } from './column-layout.ts';
import { columnsOf, isSub, type NicGroup } from './columns.ts';
import { extraAttachments } from './extra-attachments.ts';
import { forwardingBetween, forwardingWords } from './forwarding.ts';
import { largestLetters, largestNames, type Measures, monoWidth, sansWidth, toGrid } from './measures.ts';
import { at, bend, bendBelow, mirrored, mirroredRect, polyline, rounded } from './path.ts';
import { cardsOf, chainOf, tagOfInterface, tagsOnCards } from './tags.ts';
import type { DrawnWire, HostLayout, Item, Port, Rect, Tag } from './types.ts';

/** The vertex where frames of one tag go through a NIC. */
export const nicVertex = (host: string, nic: string, tag: Tag): string => `${host}:${nic}#${tag}`;
export const forwardingVertex = (host: string): string => `${host}!forward`;

/** Lays out the inside of one host, NICs on the lower edge; mirrored when its segment is above. */
export function layoutHost(lab: Lab, host: Host, flipped: boolean, size: Measures): HostLayout {
  const groups = columnsOf(lab, host);
  const joined = forwardingBetween(host);
  const hasBlocks = groups.some((group) => group.columns.some((column) => column.blocks.length > 0));
  const hasRails = groups.some((group) =>
    group.columns.some((column) => column.blocks.some((block) => block.network !== undefined)),
  );
  const hasSubs = groups.some((group) => group.columns.some((column) => isSub(column.parent)));
  const hanging = Math.max(
    0,
    ...groups.flatMap((group) =>
      group.columns.flatMap((column) => column.blocks.map((block) => blockSize(block, size).height)),
    ),
  );

  const forwardTop = size.headerHeight + (joined.length > 0 ? 8 : 0);
  const hangTop = joined.length > 0 ? forwardTop + size.forwardingHeight + size.forwardingGap : size.headerHeight + 8;
  const railTop = hangTop + hanging + (hasBlocks ? size.hang : 0);
  const labelEnd = hasRails ? railTop + size.railHeight + size.railLabelHeight : railTop;
  const subTop = labelEnd + (hasBlocks ? size.railDrop : 0);
  const subEnd = hasSubs ? subTop + size.interfaceHeight : labelEnd;
  const nicTop = subEnd + (hasSubs || hasBlocks ? size.bend : joined.length > 0 ? 0 : 8);
  const height = nicTop + size.interfaceHeight + size.hostFoot;

  const rows = { hangTop, hangEnd: hangTop + hanging, railTop, labelEnd, subTop, nicTop };
  const items: Item[] = [];
  const wires: DrawnWire[] = [];
  const ports: Port[] = [];

  const widths = groups.map((group) => groupWidth(host, group, size));
  const inner = widths.reduce((sum, width) => sum + width, 0) + size.columnGap * Math.max(0, groups.length - 1);
  const header = sansWidth(host.name, size.title) + monoWidth(host.ssh.address, size.body) + 96;
  const pill = joined.length > 0 ? pillWidth(host, size) : 0;
  const width = toGrid(Math.max(size.hostMinWidth, inner + 2 * size.hostPadding, header, pill + 2 * size.hostPadding));
  let x = (width - inner) / 2;
  for (const [index, group] of groups.entries()) {
    layGroup(lab, host, group, x, widths[index] ?? 0, rows, size, items, wires, ports);
    x += (widths[index] ?? 0) + size.columnGap;
  }
  wires.push(...memberWires(host, items, ports, size));
  wires.push(...extraAttachments(lab, host, items, size));
  if (joined.length > 0) layForwarding(host, joined, { top: forwardTop, width }, size, items, wires, ports);

  const box: Rect = { x: 0, y: 0, width, height: size.headerHeight };
  const shape = { host, width, height, folded: false, hidden: 0 };
  if (!flipped) return { ...shape, flipped, header: box, items, wires, ports };
  return {
    ...shape,
    flipped,
    header: mirroredRect(box, height),
    items: items.map((item) =>
      item.kind === 'rail'
        ? {
            ...item,
            rect: mirroredRect(item.rect, height),
            line: mirroredRect(item.line, height),
            label: mirroredRect(item.label, height),
          }
        : { ...item, rect: mirroredRect(item.rect, height) },
    ),
    wires: wires.map((wire) => ({ ...wire, path: mirrored(wire.path, height) })),
    ports: ports.map((port) => ({ ...port, at: at(port.at.x, height - port.at.y) })),
  };
}

/** One line that stands for the whole host; its wires leave on the left, where the riser of its rack column is. */
export function foldedHost(networks: readonly Network[], host: Host, size: Measures): HostLayout {
  const ports = new Map<string, Port & { readonly carries: string[] }>();
  for (const iface of host.interfaces) {
    const tag = tagOfInterface(host, iface);
    const carries = [interfaceId(host.name, iface.name)];
    for (const { name, parents } of networks) {
      if (!parents.some((parent) => parent.host === host.name && parent.interface === iface.name)) continue;
      const hanging = host.containers.filter(({ attachments }) => attachments.some(({ network }) => network === name));
      carries.push(railVertex(host.name, name), ...hanging.map((item) => containerId(host.name, item.name)));
    }
    for (const nic of cardsOf(host, iface)) {
      const vertex = nicVertex(host.name, nic.name, tag);
      const port = ports.get(vertex) ?? { vertex, nic: nic.name, segment: nic.segment, tag, at: at(0, 0), carries: [] };
      ports.set(vertex, port);
      port.carries.push(...carries);
    }
  }
  const spacing = Math.min(size.riserSpacing, (size.foldedHeight - 12) / Math.max(1, ports.size - 1));
  const spread = [...ports.values()].map((port, index) => ({
    ...port,
    at: at(0, size.foldedHeight / 2 + (index - (ports.size - 1) / 2) * spacing),
  }));
  const width = size.foldedWidth;
  const header: Rect = { x: 0, y: 0, width, height: size.foldedHeight };
  const shape = { host, width, height: size.foldedHeight, folded: true, hidden: 0, flipped: false, header };
  return { ...shape, items: [], wires: [], ports: spread };
}

interface Rows {
  readonly hangTop: number;
  readonly hangEnd: number;
  readonly railTop: number;
  readonly labelEnd: number;
  readonly subTop: number;
  readonly nicTop: number;
}

function groupWidth(host: Host, group: NicGroup, size: Measures): number {
  const columns = group.columns.map((column) => columnWidth(column, size));
  const inner = columns.reduce((sum, width) => sum + width, 0) + size.columnGap * Math.max(0, columns.length - 1);
  return Math.max(inner, group.nic ? nicWidth(host, group.nic, size) : 0);
}

function nicWidth(host: Host, nic: Nic, size: Measures): number {
  const tags = tagsOnCards(host).get(nic)?.length ?? 1;
  return Math.max(
    size.nicMinWidth,
    monoWidth(nic.name, size.body) + 24,
    monoWidth(nic.address ?? '', largestLetters(size)) + 16,
    tags * size.portSpacing + 24,
  );
}

function layGroup(
  lab: Lab,
  host: Host,
  group: NicGroup,
  left: number,
  width: number,
  rows: Rows,
  size: Measures,
  items: Item[],
  wires: DrawnWire[],
  ports: Port[],
): void {
  const { nic } = group;
  const inner =
    group.columns.reduce((sum, column) => sum + columnWidth(column, size), 0) +
    size.columnGap * Math.max(0, group.columns.length - 1);
  const centre = left + width / 2;

  const portX = new Map<Tag, number>();
  if (nic) {
    const tags = [...(tagsOnCards(host).get(nic) ?? [])];
    // A router's NIC takes part in the forwarding above it: its own wire is in the middle, so that none cross.
    if (forwardingBetween(host).includes(nic) && group.columns[0]?.parent !== nic) {
      tags.splice(Math.ceil((tags.length - 1) / 2), 0, ...tags.splice(0, 1));
    }
    const box = nicWidth(host, nic, size);
    items.push({
      kind: 'interface',
      id: interfaceId(host.name, nic.name),
      vertex: interfaceId(host.name, nic.name),
      rect: { x: centre - box / 2, y: rows.nicTop, width: box, height: size.interfaceHeight },
      tag: undefined,
      iface: nic,
    });
    for (const [index, tag] of tags.entries()) {
      const x = centre + (index - (tags.length - 1) / 2) * size.portSpacing;
      portX.set(tag, x);
      const bottom = rows.nicTop + size.interfaceHeight;
      const vertex = nicVertex(host.name, nic.name, tag);
      ports.push({ vertex, nic: nic.name, segment: nic.segment, tag, at: at(x, bottom), carries: [] });
    }
  }

  // What stands on the card itself goes past the row of its sub-interfaces before it turns: their boxes are beside it.
  const below = group.columns.some(({ parent }) => isSub(parent)) ? rows.subTop + size.interfaceHeight : 0;
  let x = centre - inner / 2;
  for (const column of group.columns) {
    const columnEnd = x + columnWidth(column, size);
    const laid = layColumn(lab, host, column, x, columnEnd - x, rows, size);
    items.push(...laid.items);
    wires.push(...laid.wires);
    const parent = column.parent;
    if (parent && nic) {
      const tag = tagOfInterface(host, parent);
      const port = at(portX.get(tag) ?? centre, rows.nicTop);
      const to = nicVertex(host.name, nic.name, tag);
      if (parent.kind === 'vlan' && chainOf(host, parent)[1] === nic) {
        const foot = at((x + columnEnd) / 2, rows.subTop + size.interfaceHeight);
        const from = interfaceId(host.name, parent.name);
        wires.push({ id: `${from}>${to}`, from, to, path: bend(foot, port), tag, look: 'wire' });
      } else if (parent === nic) {
        for (const end of laid.ends) {
          const id = `${end.vertex}>${to}`;
          wires.push({ id, from: end.vertex, to, path: bendBelow(end.at, port, below), tag, look: 'wire' });
        }
      }
    }
    x = columnEnd + size.columnGap;
  }
  layNested(host, group, items, wires);
}

/**
 * A bond or a bridge stands above its first card and is tied to all that it joins: by one wire for each tag of what stands on it,
 * since every frame of a VLAN may come and go by any of them.
 */
function memberWires(host: Host, items: readonly Item[], ports: readonly Port[], size: Measures): readonly DrawnWire[] {
  return items.flatMap((item) => {
    if (item.kind !== 'interface' || (item.iface.kind !== 'bond' && item.iface.kind !== 'bridge')) return [];
    const { iface, rect } = item;
    const tags = tagsOver(host, iface);
    const spacing = Math.min(size.portSpacing, rect.width / (tags.length + 1));
    return standsOn(iface).flatMap((name) => {
      const card = items.find(({ id }) => id === interfaceId(host.name, name))?.rect;
      return tags.flatMap((tag, index) => {
        const to = nicVertex(host.name, name, tag);
        const port = ports.find(({ vertex }) => vertex === to);
        if (!port || !card) return [];
        const foot = at(rect.x + rect.width / 2 + (index - (tags.length - 1) / 2) * spacing, rect.y + rect.height);
        const path = bend(foot, at(port.at.x, card.y));
        return [{ id: `${item.vertex}>${to}`, from: item.vertex, to, path, tag, look: 'wire' }] satisfies DrawnWire[];
      });
    });
  });
}

/** The tags of a bond or a bridge and of all that stands on it. */
function tagsOver(host: Host, iface: Interface): readonly Tag[] {
  const over = host.interfaces.filter((item) => item.kind !== 'shim' && chainOf(host, item).includes(iface));
  return [...new Set([iface, ...over].map((item) => tagOfInterface(host, item)))];
}

/** A sub-interface that stands on another one, on a bond or on a bridge is tied to it, side by side. */
function layNested(host: Host, group: NicGroup, items: readonly Item[], wires: DrawnWire[]): void {
  const over = new Map<Interface, number>();
  for (const { parent } of group.columns) {
    const under = isSub(parent) ? chainOf(host, parent)[1] : undefined;
    if (!parent || under === undefined || under.kind === 'nic') continue;
    const before = over.get(under) ?? 0;
    over.set(under, before + 1);
    const [from, to] = [interfaceId(host.name, parent.name), interfaceId(host.name, under.name)];
    const a = items.find((item) => item.vertex === from)?.rect;
    const b = items.find((item) => item.vertex === to)?.rect;
    if (!a || !b) continue;
    // Below those that pass the same way, or one would lie over the other.
    const y = a.y + Math.min(a.height / 2 + before * 4, a.height - 4);
    const [ax, bx] = a.x < b.x ? [a.x + a.width, b.x] : [a.x, b.x + b.width];
    const tag = tagOfInterface(host, parent);
    wires.push({ id: `${from}>${to}`, from, to, path: polyline(at(ax, y), at(bx, y)), tag, look: 'wire' });
  }
}

const pillWidth = (host: Host, size: Measures): number =>
  toGrid(
    Math.max(
      136,
      sansWidth(forwardingWords(host), size.terse ? largestLetters(size) : size.label) + 32,
      // Its name is whole as long as names are told.
      size.name === 'present' ? 0 : sansWidth('forwarding on', largestNames),
    ),
  );

function layForwarding(
  host: Host,
  joined: readonly Interface[],
  place: { readonly top: number; readonly width: number },
  size: Measures,
  items: Item[],
  wires: DrawnWire[],
  ports: readonly Port[],
): void {
  const targets = joined.flatMap((iface) => {
    const id = interfaceId(host.name, iface.name);
    const rect = items.find((item) => item.id === id)?.rect;
    return rect ? [{ iface, id, rect }] : [];
  });
  const subs = targets.filter(({ iface }) => iface.kind !== 'nic');
  const middleOf = subs.length > 0 ? subs : targets;
  const wished =
    middleOf.length > 0
      ? middleOf.reduce((sum, { rect }) => sum + rect.x + rect.width / 2, 0) / middleOf.length
      : place.width / 2;
  const width = pillWidth(host, size);
  // Above what it joins, as far as the host has room there.
  const x = Math.min(Math.max(wished - width / 2, size.hostPadding), place.width - size.hostPadding - width);
  const middle = x + width / 2;
  const pill: Rect = { x, y: place.top, width, height: size.forwardingHeight };
  const vertex = forwardingVertex(host.name);
  items.push({ kind: 'forwarding', id: host.name, vertex, rect: pill, tag: undefined, words: forwardingWords(host) });

  const centre = pill.y + pill.height / 2;
  for (const { iface, id, rect } of targets) {
    const isNic = iface.kind === 'nic';
    const to = isNic ? nicVertex(host.name, iface.name, 'untagged') : id;
    const x = isNic
      ? (ports.find((port) => port.vertex === to)?.at.x ?? rect.x + rect.width / 2)
      : rect.x + rect.width / 2;
    const railAbove = items.some(
      (item) => item.kind === 'rail' && item.rect.x < x && item.rect.x + item.rect.width > x,
    );
    const target = at(railAbove ? x + Math.sign(middle - x || 1) * 24 : x, rect.y);
    const path = isNic
      ? straightDown(at(middle, pill.y + pill.height), target, items)
      : Math.abs(target.x - middle) < width / 2
        ? polyline(at(target.x, pill.y + pill.height), target)
        : rounded([at(target.x < middle ? pill.x : pill.x + width, centre), at(target.x, centre), target], 24);
    wires.push({ id: `${vertex}>${to}`, from: vertex, to, path, tag: undefined, look: 'dotted' });
  }
}

/** Down past the sub-interfaces, through the gap nearest to the middle, then into the NIC. */
function straightDown(from: { x: number; y: number }, to: { x: number; y: number }, items: readonly Item[]) {
  const inTheWay = items.filter(
    (item) => item.kind !== 'forwarding' && item.rect.y >= from.y && item.rect.y + item.rect.height <= to.y,
  );
  const blocked = (x: number): boolean => inTheWay.some(({ rect }) => x > rect.x - 4 && x < rect.x + rect.width + 4);
  let x = from.x;
  for (let step = 0; blocked(x) && step < 60; step++) x = from.x + (step % 2 ? 1 : -1) * Math.ceil(step / 2 + 1) * 8;
  const lowest = Math.max(from.y, ...inTheWay.map(({ rect }) => rect.y + rect.height));
  const turn = at(x, Math.min(lowest + 8, to.y - 16));
  return [...rounded([from, at(from.x, from.y + 16), at(x, from.y + 16), turn], 12), ...bend(turn, to)];
}
