import type { Lab, Segment } from '../lab/lab.ts';
import { largestLetters, type Measures, STANDARD, sansWidth } from './measures.ts';
import { around, placeNotes } from './notes.ts';
import { at, polyline, rounded } from './path.ts';
import { barHeight, type Placement, type PlaceOptions, place } from './place.ts';
import { cardsOf, tagOfInterface, tagWords } from './tags.ts';
import type { Cable, Drawing, HostLayout, PlacedHost, Point, Port, Rect, SegmentBar, Stripe, Tag } from './types.ts';

export const stripeVertex = (segment: string, tag: Tag): string => `${segment}#${tag}`;

/** So long is the line of a segment, also where its words are long and nothing is plugged in yet. */
const LEAST_STRIPE = 56;
/** From the edge of a segment to its name. */
const NAME_LEFT = 18;

const NOTHING_HELD: ReadonlyMap<string, Point> = new Map();

/** Everything of a lab in its place. The same lab and options always give the same drawing. */
export function drawLab(lab: Lab, options: PlaceOptions = {}): Drawing {
  const size = options.measures ?? STANDARD;
  const tags = stripesOfAll(lab);
  const placed = place(lab, (segment) => tags.get(segment)?.length ?? 1, options);

  const hosts: PlacedHost[] = lab.hosts.flatMap((host) => {
    const found = placed.hosts.get(host.name);
    if (!found) return [];
    const { at: origin, layout } = found;
    return [{ id: host.name, rect: { ...origin, width: layout.width, height: layout.height }, layout }];
  });
  const segments = lab.segments.map((segment) =>
    barOf(segment, tags.get(segment.name) ?? [], placed.bars.get(segment.name) ?? 0, hosts, placed.hosts, size),
  );
  const bars = new Map(segments.map((bar) => [bar.id, bar]));
  const heights = segments.map(heightsOf).join('\n');
  const cables = hosts.flatMap((host) => {
    const placement = placed.hosts.get(host.id);
    return placement ? cablesOf(host, placement, bars, heights, size) : [];
  });
  const notes = placeNotes(lab, { hosts, segments }, options.held ?? NOTHING_HELD, size);
  const rects = [...hosts, ...segments, ...notes].map(({ rect }) => rect);
  const frames = notes.flatMap(({ frame }) => frame ?? []);
  const bounds = around([...rects, ...frames]) ?? { x: 0, y: 0, width: 0, height: 0 };
  return { hosts, segments, cables, notes, bounds };
}

const stripes = new WeakMap<Lab, ReadonlyMap<string, readonly Tag[]>>();

/** By segment. They follow from the lab alone. */
function stripesOfAll(lab: Lab): ReadonlyMap<string, readonly Tag[]> {
  const known = stripes.get(lab);
  if (known) return known;
  const all = new Map(lab.segments.map((segment) => [segment.name, stripesOf(lab, segment)]));
  stripes.set(lab, all);
  return all;
}

/** Untagged first, then every VLAN that the segment carries and that is listed or used, in order of the file. */
function stripesOf(lab: Lab, segment: Segment): readonly Tag[] {
  const tags: Tag[] = ['untagged'];
  const add = (tag: Tag): void => {
    if (!tags.includes(tag)) tags.push(tag);
  };
  if (typeof segment.vlans !== 'string') for (const id of segment.vlans) add(id);
  if (segment.vlans === 'all') {
    for (const host of lab.hosts) {
      for (const iface of host.interfaces) {
        if (cardsOf(host, iface).some((card) => card.segment === segment.name)) add(tagOfInterface(host, iface));
      }
    }
  }
  return tags;
}

function barOf(
  segment: Segment,
  tags: readonly Tag[],
  top: number,
  hosts: readonly PlacedHost[],
  placements: ReadonlyMap<string, Placement>,
  size: Measures,
): SegmentBar {
  const plugged = hosts.filter(({ layout }) => layout.ports.some((port) => port.segment === segment.name));
  const left = Math.min(
    ...plugged.map(({ id, rect }) => (placements.get(id)?.riser ?? rect.x) - leftOfRack(id)),
    Infinity,
  );
  const right = Math.max(...plugged.map(({ rect }) => rect.x + rect.width), -Infinity);
  function leftOfRack(id: string): number {
    return placements.get(id)?.riser === undefined ? 0 : tags.length * size.riserSpacing;
  }
  const letters = largestLetters(size);
  const label = Math.max(
    size.segmentPadding +
      Math.max(size.segmentNameWidth, sansWidth(segment.name, letters) + 24) +
      size.segmentLabelWidth,
    // What it carries stands in one line with the names of its stripes, from further away in larger letters.
    NAME_LEFT +
      sansWidth(carries(segment), letters) +
      12 +
      Math.max(...tags.map((tag) => sansWidth(tagWords(tag), letters))) +
      8,
  );
  const x = Number.isFinite(left) ? left : 0;
  const firstPort = Math.min(
    ...plugged.flatMap(({ id, rect, layout }) =>
      layout.ports
        .filter((port) => port.segment === segment.name)
        .map((port) => placements.get(id)?.riser ?? rect.x + port.at.x),
    ),
    Infinity,
  );
  // The names must not stand where the first wires come down.
  const shift = Number.isFinite(firstPort)
    ? Math.max(0, x + label + 12 - (firstPort - tags.length * size.riserSpacing))
    : 0;
  const start = x - shift;
  const rect: Rect = {
    x: start,
    y: top,
    width: Math.max(
      Number.isFinite(right) ? right - start : 0,
      size.hostMinWidth,
      label + LEAST_STRIPE + size.segmentPadding + 4,
    ),
    height: barHeight(tags.length, size),
  };
  const first = top + rect.height / 2 - ((tags.length - 1) * size.stripeSpacing) / 2;
  const stripes: Stripe[] = tags.map((tag, index) => ({
    vertex: stripeVertex(segment.name, tag),
    tag,
    y: first + index * size.stripeSpacing,
    x1: rect.x + label,
    x2: rect.x + rect.width - size.segmentPadding - 4,
  }));
  return { id: segment.name, rect, stripes, carries: carries(segment) };
}

function carries({ vlans, internet }: Segment): string {
  if (internet) return 'the internet';
  if (vlans === 'all') return 'trunk';
  return vlans === 'none' || vlans.length === 0 ? 'untagged' : 'trunk';
}

/** All of a bar that the ways of cables follow from: they end at its stripes, wherever it begins and ends. */
const heightsOf = ({ rect, stripes: lines }: SegmentBar): string =>
  `${rect.y} ${rect.height} ${lines.map(({ vertex, y }) => `${vertex} ${y}`).join(' ')}`;

const laid = new WeakMap<HostLayout, { readonly from: string; readonly cables: readonly Cable[] }>();

/** Those of a host that has not moved, to bars that have not, are the same ones: while one is dragged, the others are as they were. */
function cablesOf(
  host: PlacedHost,
  placement: Placement,
  bars: ReadonlyMap<string, SegmentBar>,
  heights: string,
  size: Measures,
): readonly Cable[] {
  const from = `${host.rect.x} ${host.rect.y} ${placement.riser} ${size.name}\n${heights}`;
  const before = laid.get(host.layout);
  if (before?.from === from) return before.cables;
  const cables = host.layout.ports.flatMap((port) => {
    const bar = bars.get(port.segment);
    return bar ? [cable(host, port, bar, placement, size)] : [];
  });
  laid.set(host.layout, { from, cables });
  return cables;
}

function cable(host: PlacedHost, port: Port, bar: SegmentBar, { riser }: Placement, size: Measures): Cable {
  const stripe = bar.stripes.find(({ tag }) => tag === port.tag);
  const from = at(host.rect.x + port.at.x, host.rect.y + port.at.y);
  const down = bar.rect.y + bar.rect.height / 2 >= from.y;
  const y = stripe?.y ?? (down ? bar.rect.y : bar.rect.y + bar.rect.height);
  const to = stripe?.vertex ?? '';
  const line = {
    id: `${host.id}:${port.nic}#${port.tag}`,
    from: port.vertex,
    to,
    tag: port.tag,
    look: 'wire' as const,
  };
  const ends = { host: host.id, nic: port.nic, segment: bar.id, carried: stripe !== undefined };
  if (riser === undefined) {
    const plug = at(from.x, y);
    return { ...line, ...ends, path: polyline(from, plug), plug };
  }
  // In a rack the wire runs sideways to the riser of its column and down it.
  const order = stripe ? bar.stripes.indexOf(stripe) : bar.stripes.length;
  const x = riser - (bar.stripes.length - order - 1) * size.riserSpacing;
  const plug = at(x, y);
  if (host.layout.folded) return { ...line, ...ends, path: rounded([from, at(x, from.y), plug], 4), plug };
  const lane = host.rect.y + host.rect.height + 6 + order * size.riserSpacing;
  return { ...line, ...ends, path: rounded([from, at(from.x, lane), at(x, lane), plug], 4), plug };
}
