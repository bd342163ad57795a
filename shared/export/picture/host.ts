/** A host as the canvas draws it: a box with everything that is in it, or one line. */
import { markedKind, strokesOf } from '../../drawing/kind-marks.ts';
import type { Measures } from '../../drawing/measures.ts';
import { toSvg } from '../../drawing/path.ts';
import type { DrawnWire, HostLayout, Item, PlacedHost, Rect } from '../../drawing/types.ts';
import type { Interface, Network } from '../../lab/lab.ts';
import { unreachable } from '../../problem.ts';
import { type Attributes, element, escaped } from './markup.ts';
import type { Paint } from './paint.ts';
import { fitted, line, mixedLine, stacked, type Words, widthOf } from './words.ts';

export interface Brush {
  readonly paint: Paint;
  readonly size: Measures;
}

export function hostPicture({ rect, layout }: PlacedHost, brush: Brush): string {
  const inside = layout.folded ? foldedHost(layout, brush) : wholeHost(layout, brush);
  const name = layout.host.name;
  return element('g', { transform: `translate(${rect.x} ${rect.y})`, 'data-thing': name }, title(name), ...inside);
}

const title = (text: string): string => element('title', {}, escaped(text));

function wholeHost(layout: HostLayout, brush: Brush): readonly string[] {
  return [
    ...layout.wires.map((wire) => innerWire(wire, brush)),
    ...header(layout, brush),
    ...layout.items.map((item) => itemPicture(item, brush)),
    ...layout.items.flatMap((item) => promiscuous(item, brush)),
  ];
}

const innerWire = ({ id, path, tag, look }: DrawnWire, { paint }: Brush): string =>
  element('path', {
    d: toSvg(path),
    fill: 'none',
    'stroke-width': 2,
    'data-wire': id,
    ...(look === 'dotted'
      ? { stroke: paint.of('dim'), 'stroke-dasharray': '0.1 5', 'stroke-linecap': 'round' }
      : { stroke: paint.vlan(tag).line }),
  });

function header({ host, header: { y, height }, width }: HostLayout, { paint, size }: Brush): readonly string[] {
  const middle = y + height / 2;
  const address: Words = {
    text: size.terse ? '' : host.ssh.address,
    size: size.body,
    colour: paint.of('dim'),
    mono: true,
  };
  const room = width - 16 - 20 - 8 - 8 - 16 - widthOf(address);
  const name = fitted({ text: host.name, size: size.title, colour: paint.of('text'), weight: 600 }, room);
  return [
    icon(host.routing?.forward === true, 16, middle - 10, paint),
    line(name, { x: 44, y: middle }),
    line(address, { x: width - 16, y: middle, anchor: 'end' }),
  ];
}

/** A screen for a host, a double arrow for a router. */
function icon(router: boolean, x: number, y: number, paint: Paint): string {
  const ends = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;
  const shapes = router
    ? [
        element('circle', { cx: 10, cy: 10, r: 8 }),
        element('path', { d: 'M5.5 10h9M8 7.5 5.5 10 8 12.5M12 7.5l2.5 2.5-2.5 2.5', 'stroke-width': 1.5, ...ends }),
      ]
    : [
        element('rect', { x: 2, y: 3, width: 16, height: 12.5, rx: 2.5 }),
        element('path', { d: 'M7.5 17.5h5', 'stroke-width': 2.4, ...ends }),
      ];
  const strokes = { fill: 'none', stroke: paint.of('text'), 'stroke-width': 1.8 };
  return element('g', { transform: `translate(${x} ${y})`, ...strokes }, ...shapes);
}

function foldedHost({ host, width, height, ports }: HostLayout, { paint, size }: Brush): readonly string[] {
  const middle = height / 2;
  const tags = [...new Set(ports.map(({ tag }) => tag).filter((tag) => tag !== 'untagged'))];
  const label = (text: string, colour: string, weight: 400 | 600 = 600): Words => ({
    text,
    size: size.label,
    colour,
    weight,
  });
  const count = label(host.containers.length > 0 ? String(host.containers.length) : '', paint.of('dim'), 400);
  const parts = [line(count, { x: width - 12, y: middle, anchor: 'end' })];
  let right = width - 12 - Math.max(16, widthOf(count)) - 8;
  const badge = (words: Words, fill: string | undefined): void => {
    const wide = Math.max(16, widthOf(words) + 8);
    const tall = size.label * 1.4;
    if (fill)
      parts.push(element('rect', { x: right - wide, y: middle - tall / 2, width: wide, height: tall, rx: 8, fill }));
    parts.push(line(words, { x: right - wide / 2, y: middle, anchor: 'middle' }));
    right -= wide + 4;
  };
  if (tags.length > 4) badge(label(`+${tags.length - 4}`, paint.of('dim')), undefined);
  for (const tag of tags.slice(0, 4).reverse()) badge(label(String(tag), paint.vlan(tag).text), paint.vlan(tag).tint);
  const name: Words = { text: host.name, size: size.body, colour: paint.of('text'), weight: 600 };
  const stripes = ports.map(({ tag, vertex }, at) =>
    element('rect', {
      x: 0,
      y: middle - (ports.length * 7 - 3) / 2 + at * 7,
      width: 6,
      height: 4,
      rx: 1.5,
      fill: paint.vlan(tag).line,
      'data-vertex': vertex,
    }),
  );
  return [
    ...stripes,
    icon(host.routing?.forward === true, 14, middle - 10, paint),
    line(fitted(name, right - 42), { x: 42, y: middle }),
    ...parts,
  ];
}

function itemPicture(item: Item, brush: Brush): string {
  return element('g', { 'data-thing': item.id, 'data-vertex': item.vertex }, title(item.id), ...inside(item, brush));
}

function inside(item: Item, brush: Brush): readonly string[] {
  const { paint, size } = brush;
  const { rect, tag } = item;
  const vlan = paint.vlan(tag);
  const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
  const name = (text: string, colour = paint.of('text')): Words => ({ text, size: size.body, colour, weight: 600 });
  const small = (text: string, colour = paint.of('dim')): Words => ({ text, size: size.label, colour });
  switch (item.kind) {
    case 'container': {
      const [first = y, second = y] = stacked([size.body, size.body], y);
      const address: Words = { text: item.address ?? 'automatic', size: size.body, colour: vlan.text, mono: true };
      const room = rect.width - 24;
      return [
        box(rect, { fill: vlan.tint, stroke: vlan.line, 'stroke-width': 1.5 }),
        line(fitted(name(item.container.name), room), { x: rect.x + 12, y: first }),
        line(fitted(address, room), { x: rect.x + 12, y: second }),
      ];
    }
    case 'rail': {
      const { network, label } = item;
      const [first = 0, second = 0] = stacked([size.body, size.label], label.y + 5 + (size.body + size.label) * 0.7);
      const at = { x, anchor: 'middle' } as const;
      return [
        element('rect', { ...rectOf({ ...item.line, x: rect.x, width: rect.width }), rx: 3, fill: vlan.line }),
        line(fitted(name(network.name, vlan.text), rect.width), { ...at, y: first }),
        ...(size.terse ? [] : [line(small(networkWords(network)), { ...at, y: second })]),
      ];
    }
    case 'interface': {
      const { iface } = item;
      const [first = y, second = y] = stacked([size.body, size.label], y);
      const look =
        iface.kind === 'nic'
          ? { fill: paint.of('well'), stroke: paint.of('hairline') }
          : { fill: paint.of('box'), stroke: vlan.line, 'stroke-width': 1.5 };
      const device: Words = { text: iface.name, size: size.body, colour: paint.of('text'), mono: true };
      const colour = iface.kind === 'nic' ? paint.of('dim') : vlan.text;
      return [
        box(rect, { ...look, ...(iface.kind === 'shim' && { 'stroke-dasharray': '4 3' }) }),
        ...deviceName(iface, device, { x, y: first }, rect.width - 16, paint),
        mixedLine(
          interfaceWords(iface, size).map((words) => ({ ...small(words.text, colour), ...words })),
          { x, y: second },
        ),
      ];
    }
    case 'forwarding': {
      const [first = y, second = y] = stacked([size.body, size.label], y);
      return [
        element('rect', {
          ...rectOf(rect),
          rx: Math.min(24, rect.height / 2),
          fill: paint.of('well'),
          stroke: paint.of('hairline'),
        }),
        line(name('forwarding on'), { x, y: first, anchor: 'middle' }),
        line(small(item.words), { x, y: second, anchor: 'middle' }),
      ];
    }
    default:
      return unreachable(item);
  }
}

/** A stroke is half in and half out; CSS has its borders within. */
const box = ({ x, y, width, height }: Rect, look: Attributes): string =>
  element('rect', { x: x + 0.75, y: y + 0.75, width: width - 1.5, height: height - 1.5, rx: 7.5, ...look });

function networkWords({ subnet, driver, mode }: Network): string {
  return `${subnet} · ${driver}${mode === undefined || mode === 'bridge' || mode === 'l2' ? '' : ` ${mode}`}`;
}

function interfaceWords(iface: Interface, size: Measures): readonly (Pick<Words, 'text'> & Partial<Words>)[] {
  const address = iface.address === undefined ? [] : [{ text: iface.address, mono: true }];
  switch (iface.kind) {
    case 'nic':
      return address.length > 0 ? address : [{ text: 'untagged' }];
    case 'vlan': {
      const tag = { text: `tag ${iface.vlan}${address.length > 0 ? ' · ' : ''}` };
      return size.terse && address.length > 0 ? address : [tag, ...address];
    }
    case 'shim':
      return address.length > 0 ? address : [{ text: 'host shim' }];
    case 'bond':
    case 'bridge':
    case 'dummy': {
      const kind = { text: `${iface.kind}${address.length > 0 ? ' · ' : ''}` };
      return size.terse && address.length > 0 ? address : [kind, ...address];
    }
    default:
      return unreachable(iface);
  }
}

/** The name, with the sign of its kind before it where it is no card. */
function deviceName(
  iface: Interface,
  device: Words,
  { x, y }: { readonly x: number; readonly y: number },
  room: number,
  paint: Paint,
): readonly string[] {
  const kind = markedKind(iface);
  if (kind === undefined) return [line(fitted(device, room), { x, y, anchor: 'middle' })];
  const side = device.size * 1.15;
  const gap = device.size * 0.25;
  const name = fitted(device, room - side - gap);
  const left = x - (side + gap + widthOf(name)) / 2;
  return [
    element(
      'g',
      {
        transform: `translate(${left} ${y - side / 2}) scale(${side / 24})`,
        fill: 'none',
        stroke: paint.of('dim'),
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      },
      ...strokesOf(kind).map(({ d, width, dashes }) =>
        element('path', { d, 'stroke-width': width, 'stroke-dasharray': dashes }),
      ),
    ),
    line(name, { x: left + side + gap, y }),
  ];
}

function promiscuous(item: Item, { paint, size }: Brush): readonly string[] {
  if (item.kind !== 'interface' || item.iface.kind !== 'nic' || !item.iface.promiscuous) return [];
  const words: Words = { text: 'promiscuous', size: size.label, colour: paint.of('dim') };
  return [line(words, { x: item.rect.x - 10, y: item.rect.y + item.rect.height / 2, anchor: 'end' })];
}

export const rectOf = ({ x, y, width, height }: Rect): Attributes => ({ x, y, width, height });
