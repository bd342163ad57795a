/** The lab as a picture, equal to the canvas: the same geometry, the same colours. */
import { drawLab } from '../../drawing/drawing.ts';
import { STANDARD } from '../../drawing/measures.ts';
import { toSvg } from '../../drawing/path.ts';
import { tagWords } from '../../drawing/tags.ts';
import type { Cable, Drawing, Rect, SegmentBar } from '../../drawing/types.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Scheme } from '../../lab/vlan-colours.ts';
import type { Result } from '../../problem.ts';
import { success } from '../../problem.ts';
import { type Exported, oneFile } from '../exported.ts';
import { type Brush, hostPicture, rectOf } from './host.ts';
import { element, escaped } from './markup.ts';
import { framePicture, notePicture } from './note.ts';
import { type Paint, paintOf } from './paint.ts';
import { fitted, line, stacked, type Words } from './words.ts';

export function exportSvg(lab: Lab, { scheme }: { readonly scheme: Scheme }): Result<Exported> {
  const drawing = drawLab(lab);
  const svg = picture(lab, drawing, { paint: paintOf(lab, scheme), size: STANDARD });
  return success(oneFile(`${lab.name}.svg`, `${svg}\n`, [NOT_DRAWN]));
}

const NOT_DRAWN =
  'A picture shows what stands where; routes, rules of forwarding, images and commands are in the lab file and in the other formats.';

/** Around everything. */
export const MARGIN = 24;
/** The whole picture as one `svg` element. */
export function picture(lab: Lab, drawing: Drawing, brush: Brush, more = ''): string {
  const { x, y, width, height } = drawing.bounds;
  const frame = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `${frame.x} ${frame.y} ${frame.width} ${frame.height}`,
      width: frame.width,
      height: frame.height,
      role: 'img',
      'aria-label': `The lab ${lab.name}`,
    },
    element('title', {}, escaped(lab.name)),
    element('defs', {}, dots(brush.paint)),
    element('rect', { ...rectOf(frame), fill: brush.paint.of('canvas') }),
    element('rect', { ...rectOf(frame), fill: 'url(#dots)' }),
    ...drawing.notes.map((note) => framePicture(note, brush.paint)),
    ...drawing.segments.map((bar) => raisedBox(bar.rect, 12, brush.paint)),
    ...drawing.hosts.map(({ rect, layout }) => raisedBox(rect, layout.folded ? 8 : 12, brush.paint)),
    ...drawing.segments.map((bar) => barPicture(bar, brush)),
    ...drawing.hosts.map((host) => hostPicture(host, brush)),
    ...drawing.cables.map((cable) => cablePicture(cable, brush.paint)),
    ...drawing.notes.map((note) => notePicture(note, brush)),
    more,
  );
}

const dots = (paint: Paint): string =>
  element(
    'pattern',
    { id: 'dots', width: 24, height: 24, patternUnits: 'userSpaceOnUse' },
    element('circle', { cx: 12, cy: 12, r: 0.8, fill: paint.of('canvas-dot') }),
  );

/** How far below a box each layer of its shadow reaches. A blur would cost seconds where a processor has to do it. */
const SHADOW = [1, 3, 6, 10];

const raisedBox = (rect: Rect, rx: number, paint: Paint): string =>
  SHADOW.map((reach) =>
    element('rect', {
      x: rect.x - reach / 2,
      y: rect.y,
      width: rect.width + reach,
      height: rect.height + reach,
      rx: rx + reach / 2,
      'fill-opacity': 0.014,
    }),
  ).join('') + element('rect', { ...rectOf(rect), rx, fill: paint.of('box'), stroke: paint.of('hairline') });

function barPicture({ id, rect, carries, stripes }: SegmentBar, { paint, size }: Brush): string {
  const middle = rect.y + rect.height / 2;
  const [first = middle, second = middle] = stacked([size.body, size.label], middle);
  const x = rect.x + 18;
  const firstStripe = stripes[0]?.x1 ?? rect.x + rect.width;
  const name: Words = { text: id, size: size.body, colour: paint.of('text'), weight: 600 };
  return element(
    'g',
    { 'data-thing': id },
    element('title', {}, escaped(id)),
    line(fitted(name, firstStripe - x - size.segmentLabelWidth), { x, y: first }),
    line({ text: carries, size: size.label, colour: paint.of('dim') }, { x, y: second }),
    ...stripes.flatMap(({ vertex, tag, y, x1, x2 }) => [
      line(
        { text: tagWords(tag), size: size.label, colour: paint.vlan(tag).text, weight: 600 },
        { x: x1 - 8, y, anchor: 'end' },
      ),
      element('rect', {
        x: x1,
        y: y - 2.5,
        width: x2 - x1,
        height: 5,
        rx: 2.5,
        fill: paint.vlan(tag).line,
        'data-vertex': vertex,
      }),
    ]),
  );
}

function cablePicture({ id, path, tag, carried, plug: { x, y } }: Cable, paint: Paint): string {
  const { line: stroke } = paint.vlan(tag);
  return element(
    'g',
    { 'data-wire': id, fill: 'none' },
    element('path', { d: toSvg(path), stroke, 'stroke-width': 2, 'stroke-dasharray': carried ? undefined : '4 4' }),
    carried
      ? element('circle', { cx: x, cy: y, r: 5.5, fill: paint.of('box'), stroke, 'stroke-width': 2 })
      : element('path', {
          d: `M${x - 5},${y - 5}l10,10M${x + 5},${y - 5}l-10,10`,
          stroke: paint.of('bad'),
          'stroke-width': 2.5,
          'stroke-linecap': 'round',
        }),
  );
}
