/** A note as the canvas draws it, and the frame around what it names. */
import type { PlacedNote } from '../../drawing/types.ts';
import { type Brush, rectOf } from './host.ts';
import { element, escaped } from './markup.ts';
import type { Paint } from './paint.ts';
import { BASELINE, line, type Words, wordsStyle } from './words.ts';

export const framePicture = ({ id, frame }: PlacedNote, paint: Paint): string =>
  frame === undefined
    ? ''
    : element('rect', {
        ...rectOf(frame),
        rx: 16,
        fill: paint.of('note'),
        'fill-opacity': 0.35,
        stroke: paint.of('note-edge'),
        'stroke-width': 1.5,
        'stroke-dasharray': '6 5',
        'data-frame': id,
      });

export function notePicture({ id, rect, lines, note }: PlacedNote, { paint }: Brush): string {
  const text = paint.of('text');
  return element(
    'g',
    { 'data-note': id },
    element('title', {}, escaped(note.name)),
    element('rect', { ...rectOf(rect), rx: 8, fill: paint.of('note'), stroke: paint.of('note-edge') }),
    ...lines.flatMap(({ x, y, size, mark, spans }) => [
      mark === '' ? '' : line({ text: mark, size, colour: paint.of('dim') }, { x: rect.x + x - 16, y: rect.y + y }),
      element(
        'text',
        { x: rect.x + x, y: rect.y + y + size * BASELINE, 'xml:space': 'preserve' },
        ...spans.map(({ text: words, look }) => {
          const style: Words = {
            text: words,
            size,
            colour: text,
            mono: look === 'code',
            weight: look === 'strong' ? 600 : 400,
          };
          const slant = look === 'emphasis' ? { 'font-style': 'italic' } : {};
          return element('tspan', { ...wordsStyle(style), ...slant }, escaped(words));
        }),
      ),
    ]),
  );
}
