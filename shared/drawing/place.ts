/**
 * Where hosts and segments stand when the file does not say: each segment is a band, its hosts in a row above it,
 * from five hosts, and where the row is far wider than a window, also below it; ten and more fold to one line each and
 * stand in rack columns. A segment's bar has its upper edge at the band's origin, so that what grows above it moves nothing below.
 */
import type { Host, Lab, Network } from '../lab/lab.ts';
import { networksOf } from '../lab/lookup.ts';
import { sameValue } from '../same-value.ts';
import { asideOf } from './aside.ts';
import { foldedHost, layoutHost } from './host-layout.ts';
import { type Measures, STANDARD } from './measures.ts';
import { narrowed } from './narrow.ts';
import { separate } from './separate.ts';
import type { HostLayout, Point } from './types.ts';

export const FOLD_FROM = 10;
const ONE_ROW = 4;
/** A row so many times as wide as the drawing is high is shown larger in two, in any window that is up to half as wide again as a screen. */
const WIDE = 5;

export interface Placement {
  readonly at: Point;
  readonly layout: HostLayout;
  /** The x where the riser of a rack column has its rightmost wire; undefined: the host is not in a rack. */
  readonly riser: number | undefined;
}

export interface Placed {
  readonly hosts: ReadonlyMap<string, Placement>;
  /** The upper edge of each segment's bar. */
  readonly bars: ReadonlyMap<string, number>;
}

export interface PlaceOptions {
  /** Positions that win over the file's, while something is dragged. */
  readonly held?: ReadonlyMap<string, Point>;
  /** Hosts that are shown whole in a lab that folds. */
  readonly unfolded?: ReadonlySet<string>;
  /** Hosts of such a lab that are shown as far as somebody looks at them, each with the ids of the things to show. */
  readonly looked?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether hosts fold; by default where there are too many to be shown whole. */
  readonly folds?: boolean;
  readonly measures?: Measures;
}

export const barHeight = (stripes: number, size: Measures): number =>
  Math.max(size.barMinHeight, 2 * size.segmentPadding + (Math.max(1, stripes) - 1) * size.stripeSpacing + 4);

export function place(lab: Lab, stripesOf: (segment: string) => number, options: PlaceOptions): Placed {
  const size = options.measures ?? STANDARD;
  const folds = options.folds ?? lab.hosts.length >= FOLD_FROM;
  const fixed = new Map<string, Point>(lab.layout.positions.map(({ id, x, y }) => [id, { x, y }]));
  const held = options.held ?? new Map<string, Point>();
  for (const [id, point] of held) fixed.set(id, point);

  const names = lab.segments.map((segment) => segment.name);
  const segmentsOf = (host: Host): readonly number[] => {
    const indices = host.interfaces.flatMap((item) => (item.kind === 'nic' ? [names.indexOf(item.segment)] : []));
    return [...new Set(indices.filter((index) => index >= 0))].sort((a, b) => a - b);
  };
  const homes = new Map<Host, readonly number[]>(lab.hosts.map((host) => [host, segmentsOf(host)]));
  const bands = (names.length > 0 ? names : ['']).map((_, index) =>
    lab.hosts.filter((host) => (homes.get(host)?.[0] ?? 0) === index),
  );

  const hosts = new Map<string, Placement>();
  const bars = new Map<string, number>();
  const shape = (host: Host, flipped: boolean): HostLayout => {
    const shown = options.looked?.get(host.name);
    if (folds && shown && !options.unfolded?.has(host.name)) {
      return remembered(lab, `${host.name} ${flipped} ${size.name} ${[...shown].join(' ')}`, () => {
        const part = narrowed(lab, host, shown);
        return { ...layoutHost(part.lab, part.host, flipped, size), host, hidden: part.hidden };
      });
    }
    return folds && !options.unfolded?.has(host.name)
      ? remembered(lab, `${host.name} folded ${size.name}`, (key) => foldedAsBefore(lab, host, size, key))
      : remembered(lab, `${host.name} ${flipped} ${size.name}`, (key) =>
          asBefore(key, layoutHost(lab, host, flipped, size)),
        );
  };

  const joins = (host: Host): boolean => (homes.get(host)?.length ?? 0) > 1;
  const rowed = (band: readonly Host[]): readonly (readonly Host[])[] => {
    const singles = band.filter((host) => !joins(host));
    return rowsOf(singles, !folds && (singles.length > ONE_ROW || isWide(singles)));
  };
  // A host on several segments stands to the right of all bands, so that its wires to lower segments meet no host.
  const rightEdge = Math.max(
    0,
    ...bands.map((band) => rowWidth(rowed(band)[0]?.map((h) => shape(h, false)) ?? [], size)),
  );

  let top = 0;
  for (const [index, band] of bands.entries()) {
    const name = names[index] ?? '';
    const between = band.filter(joins);
    if (folds) {
      const rack = rackColumns(band, (host) => shape(host, false), stripesOf(name), top, size);
      if (index > 0) top += rack.height + size.bandGap;
      const laid = index > 0 ? rackColumns(band, (host) => shape(host, false), stripesOf(name), top, size) : rack;
      for (const [id, placement] of laid.hosts) hosts.set(id, placement);
      bars.set(name, top);
      top += barHeight(stripesOf(name), size);
      continue;
    }
    const [aboveRow = [], belowRow = []] = rowed(band);
    const above = [...aboveRow, ...between].map((host) => shape(host, false));
    const below = belowRow.map((host) => shape(host, true));
    if (index > 0) top += tallest(above) + size.cableLength + size.bandGap;
    bars.set(name, top);
    const height = barHeight(stripesOf(name), size);
    let x = 0;
    for (const [n, layout] of above.entries()) {
      if (between.length > 0 && n === aboveRow.length) x = Math.max(x, rightEdge + size.hostGap);
      const y = top - size.cableLength - layout.height;
      hosts.set(layout.host.name, { at: { x, y }, layout, riser: undefined });
      x += layout.width + size.hostGap;
    }
    const middle = Math.max(0, (x - size.hostGap - rowWidth(below, size)) / 2);
    const stands = above.map((layout) => ({ layout, left: hosts.get(layout.host.name)?.at.x ?? 0 }));
    x = middle + asideOf(stands, below, { segment: name, left: middle }, size);
    for (const layout of below) {
      hosts.set(layout.host.name, { at: { x, y: top + height + size.cableLength }, layout, riser: undefined });
      x += layout.width + size.hostGap;
    }
    top += height + (below.length > 0 ? size.cableLength + tallest(below) : 0);
  }

  for (const name of names) {
    const point = fixed.get(name);
    if (point) bars.set(name, point.y);
  }
  for (const host of lab.hosts) {
    const point = fixed.get(host.name);
    if (!point) continue;
    hosts.set(host.name, standing(host, point));
  }
  spread();
  return { hosts, bars };

  function isWide(row: readonly Host[]): boolean {
    const inRow = (hosts: readonly Host[]): readonly HostLayout[] => hosts.map((host) => shape(host, false));
    const high = bands.reduce(
      (sum, band, index) =>
        sum + tallest(inRow(band)) + size.cableLength + barHeight(stripesOf(names[index] ?? ''), size) + size.bandGap,
      -size.bandGap,
    );
    return rowWidth(inRow(row), size) > WIDE * high;
  }

  /** NICs look to the segment. */
  function standing(host: Host, point: Point): Placement {
    const home = names[homes.get(host)?.[0] ?? 0];
    const bar = home === undefined ? undefined : bars.get(home);
    const layout = shape(host, false);
    const flipped = bar !== undefined && point.y + layout.height / 2 > bar;
    return layout.folded
      ? { at: point, layout, riser: point.x - RISER }
      : { at: point, layout: shape(host, flipped), riser: undefined };
  }

  /** What the file says comes first, and what is being dragged is over everything until it is let go. */
  function spread(): void {
    let free = Number.NEGATIVE_INFINITY;
    for (const name of [...names].sort((a, b) => (bars.get(a) ?? 0) - (bars.get(b) ?? 0))) {
      const top = Math.max(bars.get(name) ?? 0, free);
      bars.set(name, top);
      free = top + barHeight(stripesOf(name), size) + size.cableLength;
    }
    const strips = names.map((name) => ({ y: bars.get(name) ?? 0, height: barHeight(stripesOf(name), size) }));
    const boxes = [...lab.hosts]
      .sort((a, b) => Number(fixed.has(b.name)) - Number(fixed.has(a.name)))
      .flatMap((host) => {
        const { at, layout } = hosts.get(host.name) ?? {};
        return at && layout && !held.has(host.name)
          ? [{ host, ...at, width: layout.width, height: layout.height }]
          : [];
      });
    for (const [index, spot] of separate(boxes, { strips, gap: size.rackRowGap }).entries()) {
      const box = boxes[index];
      if (box && (box.x !== spot.x || box.y !== spot.y)) hosts.set(box.host.name, standing(box.host, spot));
    }
  }
}

/** From the riser of a folded host to its edge. */
const RISER = 14;

const layouts = new WeakMap<Lab, Map<string, HostLayout>>();

/** A host's inside depends on the lab alone: dragging it about makes no new one, so that its node need not render again. */
function remembered(lab: Lab, key: string, make: (key: string) => HostLayout): HostLayout {
  const known = layouts.get(lab) ?? new Map<string, HostLayout>();
  layouts.set(lab, known);
  const layout = known.get(key) ?? make(key);
  known.set(key, layout);
  return layout;
}

/** By what they are of, the newest of each host. */
const newest = new WeakMap<Host, Map<string, HostLayout>>();

/** After an edit elsewhere in the lab the inside of this host is what it was, as a rule: then it is the very same. */
function asBefore(key: string, layout: HostLayout): HostLayout {
  const known = newest.get(layout.host) ?? new Map<string, HostLayout>();
  newest.set(layout.host, known);
  const before = known.get(key);
  if (before !== undefined && sameValue(before, layout)) return before;
  known.set(key, layout);
  return layout;
}

const folded = new WeakMap<
  Host,
  { readonly networks: readonly Network[]; readonly key: string; readonly layout: HostLayout }
>();

/** Folded, a host depends on the networks alone beside itself: most edits change none. */
function foldedAsBefore(lab: Lab, host: Host, size: Measures, key: string): HostLayout {
  const networks = networksOf(lab);
  const before = folded.get(host);
  if (before?.networks === networks && before.key === key) return before.layout;
  const layout = asBefore(key, foldedHost(networks, host, size));
  folded.set(host, { networks, key, layout });
  return layout;
}

/** Hosts in file order with routers in the middle of their row, where their wires are shortest. */
function rowsOf(hosts: readonly Host[], isTwo: boolean): readonly (readonly Host[])[] {
  if (!isTwo) return [routersInside(hosts)];
  const above = Math.ceil(hosts.length / 2);
  const routers = hosts.filter((host) => host.routing?.forward);
  const others = hosts.filter((host) => !host.routing?.forward);
  const ordered = [...others, ...routers];
  // Routers go to the shorter, lower row.
  return [routersInside(ordered.slice(0, above)), routersInside(ordered.slice(above))];
}

function routersInside(hosts: readonly Host[]): readonly Host[] {
  const routers = hosts.filter((host) => host.routing?.forward);
  const others = hosts.filter((host) => !host.routing?.forward);
  const half = Math.ceil(others.length / 2);
  return [...others.slice(0, half), ...routers, ...others.slice(half)];
}

const rowWidth = (row: readonly HostLayout[], size: Measures): number =>
  row.reduce((sum, { width }) => sum + width, 0) + size.hostGap * Math.max(0, row.length - 1);
const tallest = (row: readonly HostLayout[]): number => Math.max(0, ...row.map(({ height }) => height));

/** Rack columns above a bar whose upper edge is at `bottom`; about twice as wide as high. */
function rackColumns(
  hosts: readonly Host[],
  shape: (host: Host) => HostLayout,
  stripes: number,
  bottom: number,
  size: Measures,
): { readonly hosts: ReadonlyMap<string, Placement>; readonly height: number } {
  const riser = 24 + stripes * size.riserSpacing;
  const row = size.foldedHeight + size.rackRowGap;
  const count = Math.max(
    1,
    Math.min(hosts.length, Math.round(Math.sqrt((hosts.length * row * 2) / (size.foldedWidth + riser)))),
  );
  const perColumn = Math.ceil(hosts.length / count);
  const placed = new Map<string, Placement>();
  let x = 0;
  let highest = 0;
  for (let column = 0; column * perColumn < hosts.length; column++) {
    const layouts = hosts.slice(column * perColumn, (column + 1) * perColumn).map(shape);
    const room = (layout: HostLayout): number => layout.height + (layout.folded ? 0 : stripes * size.riserSpacing + 8);
    const height = layouts.reduce((sum, layout) => sum + room(layout) + size.rackRowGap, 0);
    let y = bottom - 32 - height;
    const left = x + riser;
    for (const layout of layouts) {
      placed.set(layout.host.name, { at: { x: left, y }, layout, riser: left - RISER });
      y += room(layout) + size.rackRowGap;
    }
    x = left + Math.max(...layouts.map(({ width }) => width)) + 16;
    highest = Math.max(highest, height + 32);
  }
  return { hosts: placed, height: highest };
}
