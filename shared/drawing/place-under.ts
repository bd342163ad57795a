/** What stands at a point of the drawing, and where a thing stands. */
import type { DropPlace } from '../draw/tools.ts';
import type { Drawing, Item, PlacedHost, Point, Rect } from './types.ts';

/** How far from a stripe it is still meant, and from a segment it is still near. */
const STRIPE_REACH = 8;
const NEAR = 48;

const within = ({ x, y, width, height }: Rect, point: Point, slack = 0): boolean =>
  point.x >= x - slack && point.x <= x + width + slack && point.y >= y - slack && point.y <= y + height + slack;

export function placeUnder({ hosts, segments }: Drawing, point: Point): DropPlace {
  const host = hosts.find(({ rect }) => within(rect, point));
  if (host !== undefined) return placeInHost(host, { x: point.x - host.rect.x, y: point.y - host.rect.y });
  const bar =
    segments.find(({ rect }) => within(rect, point)) ?? segments.find(({ rect }) => within(rect, point, NEAR));
  if (bar === undefined) return { kind: 'lab' };
  const stripe =
    bar.stripes.length < 2
      ? undefined
      : bar.stripes.find(({ y, x1, x2 }) => Math.abs(point.y - y) <= STRIPE_REACH && point.x >= x1 && point.x <= x2);
  return {
    kind: 'segment',
    name: bar.id,
    ...(stripe?.tag !== undefined && stripe.tag !== 'untagged' && { tag: stripe.tag }),
  };
}

function placeInHost({ id, layout }: PlacedHost, point: Point): DropPlace {
  const item = layout.items
    .filter(({ rect }) => within(rect, point, 2))
    .toSorted((a, b) => a.rect.width * a.rect.height - b.rect.width * b.rect.height)[0];
  return (item && placeOfItem(id, item)) ?? { kind: 'host', host: id };
}

function placeOfItem(host: string, item: Item): DropPlace | undefined {
  switch (item.kind) {
    case 'container':
      return { kind: 'container', host, name: item.container.name };
    case 'rail':
      return { kind: 'network', name: item.network.name, host };
    case 'interface':
      return { kind: 'interface', host, name: item.iface.name };
    default:
      return undefined;
  }
}

/** Where the name of a thing stands; undefined: it is not drawn. Of a network's rails the last. */
export function rectOf({ hosts, segments, notes }: Drawing, id: string): Rect | undefined {
  const segment = segments.find((item) => item.id === id);
  for (const host of [...hosts].reverse()) {
    if (host.id === id) return offset(host.layout.header, host.rect);
    const item = host.layout.items.find((one) => one.id === id && one.kind !== 'forwarding');
    if (item !== undefined) return offset(item.kind === 'rail' ? item.label : item.rect, host.rect);
  }
  return segment?.rect ?? notes.find((note) => note.id === id)?.rect;
}

/** Where exactly a place is: of a network one rail, of a segment with a tag its stripe. Undefined: it is not drawn. */
export function rectOfPlace({ hosts, segments }: Drawing, place: DropPlace): Rect | undefined {
  if (place.kind === 'lab') return undefined;
  if (place.kind === 'segment') {
    const bar = segments.find(({ id }) => id === place.name);
    const stripe = bar?.stripes.find(({ tag }) => tag === place.tag);
    return stripe === undefined
      ? bar?.rect
      : { x: stripe.x1, y: stripe.y - 4, width: stripe.x2 - stripe.x1, height: 8 };
  }
  for (const host of hosts) {
    if ('host' in place && place.host !== undefined && place.host !== host.id) continue;
    if (place.kind === 'host') return host.layout.folded ? host.rect : offset(host.layout.header, host.rect);
    const item = host.layout.items.find((one) => isAt(one, place));
    if (item !== undefined) return offset(item.kind === 'rail' ? item.line : item.rect, host.rect);
  }
  return undefined;
}

function isAt(item: Item, place: DropPlace): boolean {
  switch (item.kind) {
    case 'container':
      return place.kind === 'container' && item.container.name === place.name;
    case 'rail':
      return place.kind === 'network' && item.network.name === place.name;
    case 'interface':
      return place.kind === 'interface' && item.iface.name === place.name;
    default:
      return false;
  }
}

/** The hue of what stands at a place. */
export function tagOfPlace({ hosts }: Drawing, place: DropPlace): Item['tag'] {
  if (place.kind === 'segment') return place.tag;
  if (!('host' in place) || place.kind === 'host') return undefined;
  return hosts.find(({ id }) => id === place.host)?.layout.items.find((one) => isAt(one, place))?.tag;
}

const offset = (rect: Rect, by: Point): Rect => ({ ...rect, x: rect.x + by.x, y: rect.y + by.y });

/** What the second drawing has and the first has not: vertices of items and stripes, ids of hosts, segments and cables. */
export function newIn(after: Drawing, before: Drawing): ReadonlySet<string> {
  const known = new Set(namesIn(before));
  return new Set(namesIn(after).filter((name) => !known.has(name)));
}

const namesIn = ({ hosts, segments, cables, notes }: Drawing): readonly string[] => [
  ...hosts.flatMap(({ id, layout }) => [`host ${id}`, ...layout.items.map(({ vertex }) => vertex)]),
  ...segments.flatMap(({ id, stripes }) => [`segment ${id}`, ...stripes.map(({ vertex }) => vertex)]),
  ...cables.map(({ id }) => `cable ${id}`),
  ...notes.map(({ id }) => id),
];
