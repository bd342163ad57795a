/** Words in a picture: SVG neither breaks nor cuts them, so room is reckoned by average widths. */
import { monoWidth, sansWidth } from '../../drawing/measures.ts';
import { MONO, SANS } from '../../drawing/palette.ts';
import { element, escaped } from './markup.ts';

export interface Words {
  readonly text: string;
  readonly size: number;
  readonly colour: string;
  readonly mono?: boolean;
  readonly weight?: 400 | 600;
}

export const widthOf = ({ text, size, mono }: Words): number => (mono ? monoWidth : sansWidth)(text, size);

/** As much as fits, with an ellipsis for the rest. */
export function fitted(words: Words, room: number): Words {
  if (widthOf(words) <= room) return words;
  const letters = [...words.text];
  const most = Math.max(1, Math.floor((letters.length * room) / widthOf(words)) - 1);
  return { ...words, text: `${letters.slice(0, most).join('')}…` };
}

export interface At {
  readonly x: number;
  /** The middle of the line. */
  readonly y: number;
  readonly anchor?: 'middle' | 'end';
}

/** The baseline is about a third of the letters' size below the middle of a line. */
export const BASELINE = 0.36;

export const line = (words: Words, { x, y, anchor }: At): string =>
  element('text', { x, y: y + words.size * BASELINE, 'text-anchor': anchor, ...wordsStyle(words) }, drawn(words.text));

/** Both directions in a sign that the fonts of pictures have. */
const drawn = (text: string): string => escaped(text.replaceAll('⇄', '↔'));

/** Several kinds of words on one line, centred together. */
export const mixedLine = (parts: readonly Words[], { x, y }: At): string =>
  element(
    'text',
    {
      x,
      y: y + Math.max(...parts.map(({ size }) => size)) * BASELINE,
      'text-anchor': 'middle',
      'xml:space': 'preserve',
    },
    ...parts.map((words) => element('tspan', wordsStyle(words), escaped(words.text))),
  );

export const wordsStyle = ({ size, colour, mono, weight }: Words) => ({
  'font-family': mono ? MONO : SANS,
  'font-size': size,
  'font-weight': weight ?? 400,
  fill: colour,
});

/** The middles of lines that stand one below the other around a middle. */
export function stacked(sizes: readonly number[], middle: number): readonly number[] {
  const heights = sizes.map((size) => size * LEADING);
  let y = middle - heights.reduce((sum, height) => sum + height, 0) / 2;
  return heights.map((height) => {
    y += height;
    return y - height / 2;
  });
}

export const LEADING = 1.4;
