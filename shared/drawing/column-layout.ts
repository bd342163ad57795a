import type { Host, Lab, Network } from '../lab/lab.ts';
import { containerId, interfaceId } from '../lab/lab.ts';
import { type Block, type Column, type Hanging, isSub } from './columns.ts';
import { largestLetters, largestNames, type Measures, monoWidth, sansWidth } from './measures.ts';
import { at, polyline, rounded } from './path.ts';
import { tagOfInterface, tagOfNetwork } from './tags.ts';
import type { DrawnWire, Item, Point, Rect } from './types.ts';

/** The rail of a network on one host. */
export const railVertex = (host: string, network: string): string => `${host}|${network}`;

interface Rows {
  readonly hangEnd: number;
  readonly railTop: number;
  readonly labelEnd: number;
  readonly subTop: number;
}

export interface LaidColumn {
  readonly items: readonly Item[];
  readonly wires: readonly DrawnWire[];
  /** Lower ends that lead to the column's parent, when that is the NIC itself. */
  readonly ends: readonly { readonly vertex: string; readonly at: Point }[];
}

/** As wide as the longest address of its neighbours needs where letters are largest: in a narrow box it touched the border. */
const hangingWidth = ({ hanging }: Block, size: Measures): number =>
  Math.max(
    size.containerWidth,
    ...hanging.map((thing) =>
      thing.kind === 'container'
        ? Math.ceil(monoWidth(thing.address ?? '', Math.max(size.body, largestLetters(size)))) + 20
        : 0,
    ),
  );

/** How what hangs on a rail stands: in files, row by row. */
interface Grid {
  readonly files: number;
  readonly rows: number;
  /** Of each box. */
  readonly width: number;
  readonly height: number;
  /** From left to right over all files. */
  readonly across: number;
  /** The left edge of a file, from that of the first. */
  readonly fileAt: (file: number) => number;
}

/** So many boxes per mast and mast again make a block about as wide in comparison to its height as a screen is. */
const BOXES_PER_MAST_SQUARED = 5;

/** Up to two things stand side by side on a rail; more are tied to a mast in two files, and many to several masts. */
function gridOf(block: Block, size: Measures): Grid {
  const count = block.hanging.length;
  const masts = Math.max(1, Math.round(Math.sqrt(count / BOXES_PER_MAST_SQUARED)));
  const files = Math.min(2 * masts, count);
  const width = hangingWidth(block, size);
  const within = count > 2 ? size.mastGap : size.containerGap;
  const fileAt = (file: number): number =>
    file * width + Math.ceil(file / 2) * within + Math.floor(file / 2) * size.containerGap;
  const rows = Math.ceil(count / Math.max(1, files));
  return {
    files,
    rows,
    width,
    height: count === 0 ? 0 : rows * size.containerHeight + (rows - 1) * size.containerGap,
    across: count === 0 ? 0 : fileAt(files - 1) + width,
    fileAt,
  };
}

export function blockSize(block: Block, size: Measures): { readonly width: number; readonly height: number } {
  const { across, height } = gridOf(block, size);
  return { width: Math.max(across + 8, block.network ? railWidth(block.network, size) : 0), height };
}

export function columnWidth(column: Column, size: Measures): number {
  const blocks = column.blocks.map((block) => blockSize(block, size).width);
  const inner = blocks.reduce((sum, width) => sum + width, 0) + size.columnGap * Math.max(0, blocks.length - 1);
  return Math.max(inner, isSub(column.parent) ? subWidth(column.parent, size) : 0);
}

export function layColumn(
  lab: Lab,
  host: Host,
  column: Column,
  left: number,
  width: number,
  rows: Rows,
  size: Measures,
): LaidColumn {
  const items: Item[] = [];
  const wires: DrawnWire[] = [];
  const ends: { vertex: string; at: Point }[] = [];
  const { parent } = column;
  const tag = parent && tagOfInterface(host, parent);
  const centre = left + width / 2;

  const inner =
    column.blocks.reduce((sum, block) => sum + blockSize(block, size).width, 0) +
    size.columnGap * Math.max(0, column.blocks.length - 1);
  let x = centre - inner / 2;
  for (const block of column.blocks) {
    const box = blockSize(block, size);
    const middle = x + box.width / 2;
    const { network } = block;
    const vertex = network && railVertex(host.name, network.name);
    if (network && vertex) {
      const line: Rect = { x, y: rows.railTop, width: box.width, height: size.railHeight };
      const label: Rect = {
        x,
        y: rows.railTop + size.railHeight,
        width: box.width,
        height: rows.labelEnd - rows.railTop - size.railHeight,
      };
      const rect = { ...line, height: line.height + label.height };
      items.push({ kind: 'rail', id: network.name, vertex, rect, line, label, tag, network });
      ends.push({ vertex, at: at(middle, rows.labelEnd) });
    }
    layHanging(lab, host, block, x, box.width, rows, size, items, wires, vertex, ends);
    x += box.width + size.columnGap;
  }

  if (isSub(parent)) {
    const boxWidth = subWidth(parent, size);
    const id = interfaceId(host.name, parent.name);
    const rect = { x: centre - boxWidth / 2, y: rows.subTop, width: boxWidth, height: size.interfaceHeight };
    items.push({ kind: 'interface', id, vertex: id, rect, tag, iface: parent });
    for (const end of ends) {
      const toX = Math.min(Math.max(end.at.x, rect.x + 12), rect.x + rect.width - 12);
      const between = (end.at.y + rows.subTop) / 2;
      const path = rounded([end.at, at(end.at.x, between), at(toX, between), at(toX, rows.subTop)], 8);
      wires.push({ id: `${end.vertex}>${id}`, from: end.vertex, to: id, path, tag, look: 'wire' });
    }
  }
  return { items, wires, ends };
}

function layHanging(
  lab: Lab,
  host: Host,
  block: Block,
  left: number,
  width: number,
  rows: Rows,
  size: Measures,
  items: Item[],
  wires: DrawnWire[],
  rail: string | undefined,
  ends: { vertex: string; at: Point }[],
): void {
  const grid = gridOf(block, size);
  const mast = block.hanging.length > 2;
  const first = left + (width - grid.across) / 2;
  const top = rows.hangEnd - grid.height;
  for (const [index, thing] of block.hanging.entries()) {
    const file = index % grid.files;
    const row = Math.floor(index / grid.files);
    const rect: Rect = {
      x: first + grid.fileAt(file),
      y: top + row * (size.containerHeight + size.containerGap),
      width: grid.width,
      height: size.containerHeight,
    };
    const item = hangingItem(lab, host, thing, block, rect);
    items.push(item);
    const foot = at(rect.x + rect.width / 2, rect.y + rect.height);
    if (!rail) {
      if (thing.kind === 'shim') ends.push({ vertex: item.vertex, at: foot });
      continue;
    }
    const [edge, outward] = file % 2 === 0 ? [rect.x + rect.width, 1] : [rect.x, -1];
    const side = at(edge, rect.y + rect.height / 2);
    const middle = edge + (outward * size.mastGap) / 2;
    const path = mast
      ? rounded([side, at(middle, side.y), at(middle, rows.railTop)], 8)
      : polyline(foot, at(foot.x, rows.railTop));
    wires.push({ id: `${item.vertex}>${rail}`, from: item.vertex, to: rail, path, tag: item.tag, look: 'wire' });
  }
}

function hangingItem(lab: Lab, host: Host, thing: Hanging, block: Block, rect: Rect): Item {
  if (thing.kind === 'shim') {
    const id = interfaceId(host.name, thing.shim.name);
    return { kind: 'interface', id, vertex: id, rect, tag: tagOfInterface(host, thing.shim), iface: thing.shim };
  }
  const id = containerId(host.name, thing.container.name);
  const tag = block.network && tagOfNetwork(lab, host, block.network.name);
  return { kind: 'container', id, vertex: id, rect, tag, container: thing.container, address: thing.address };
}

function railWidth({ name, subnet }: Network, size: Measures): number {
  const further = size.terse ? 0 : sansWidth(`${subnet} · macvlan`, size.label) + 8;
  return Math.max(size.railMinWidth, sansWidth(name, size.body) + 16, further);
}

/** Of the box of a sub-interface: nine letters from furthest away. */
const WIDE_ENOUGH = 146;

function subWidth(parent: { readonly name: string; readonly address: string | undefined }, size: Measures): number {
  return Math.max(
    size.subMinWidth,
    monoWidth(parent.name, size.body) + 24,
    // Whole as long as names are told at all; a very long one is cut off rather than all boxes wide.
    size.name === 'present' ? 0 : Math.min(monoWidth(parent.name, largestNames) + 4, WIDE_ENOUGH),
    parent.address
      ? monoWidth(size.terse ? parent.address : `tag 4094 · ${parent.address}`, largestLetters(size)) +
          (size.name === 'present' ? 28 : 16)
      : 0,
  );
}
