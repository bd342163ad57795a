/** The words of a note broken into lines that fit its box: by average widths, as for all words of the drawing. */
import { type Block, markdownBlocks, type Span } from '../markdown/markdown.ts';
import { type Measures, monoWidth, sansWidth, toGrid } from './measures.ts';
import type { NoteLine } from './types.ts';

export interface NoteLayout {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly NoteLine[];
}

/** Of a note, at measures whose words are 13 pixels high: the more it says, the wider. */
const WIDTHS = [224, 320, 416] as const;
/** A note that has no more lines is no wider than it must be. */
const FEW_LINES = 10;
export const NOTE_PADDING = 12;
export const NOTE_LEADING = 1.4;
/** Between two blocks. */
export const NOTE_GAP = 6;
export const NOTE_INDENT = 18;
/** More lines are cut off on the drawing, and gone through where somebody looks; the inspector has them all. */
const MOST_LINES = 20;

/** Stands in the last line where there are more. */
const MORE: readonly Span[] = [{ text: '…', look: 'strong' }];

/** Words keep their size on the screen while the drawing shrinks, so their box has room for letters so much larger. */
const SEEN_FROM = 1.35;

/** One line has room as long as words are told at all. */
const LEAST_HEIGHT = 56;

/** @param text Markdown */
export function layoutNote(text: string, size: Measures): NoteLayout {
  const blocks = markdownBlocks(text);
  const [narrow, ...wider] = WIDTHS.map((width) => Math.round((width * size.body) / 13 / 8) * 8) as [
    number,
    ...number[],
  ];
  let [width, laid] = [narrow, linesOf(blocks, narrow, size.title, size.body)];
  for (const next of wider) {
    if (laid.lines.length <= FEW_LINES) break;
    [width, laid] = [next, linesOf(blocks, next, size.title, size.body)];
  }
  const { bottom } = linesOf(blocks, width, size.title * SEEN_FROM, size.body * SEEN_FROM);
  return { width, height: Math.max(LEAST_HEIGHT, toGrid(bottom + NOTE_PADDING)), lines: laid.lines };
}

function linesOf(
  blocks: readonly Block[],
  width: number,
  title: number,
  body: number,
): { readonly lines: readonly NoteLine[]; readonly bottom: number } {
  const lines: NoteLine[] = [];
  let y = NOTE_PADDING;
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && block.kind !== 'item' && lines.length < MOST_LINES) y += NOTE_GAP;
    const letters = block.kind === 'heading' && block.level < 3 ? title : body;
    const indent = block.kind === 'item' ? NOTE_INDENT : 0;
    for (const [at, spans] of broken(block, width - 2 * NOTE_PADDING - indent, letters).entries()) {
      const height = letters * NOTE_LEADING;
      const mark = block.kind === 'item' && at === 0 ? block.mark : '';
      if (lines.length < MOST_LINES) {
        lines.push({ y: y + height / 2, x: NOTE_PADDING + indent, size: letters, mark, spans });
        y += height;
      } else lines[MOST_LINES - 1] = { ...(lines[MOST_LINES - 1] as NoteLine), mark: '', spans: MORE };
    }
  }
  return { lines, bottom: Math.max(y, NOTE_PADDING + body * NOTE_LEADING) };
}

function broken(block: Block, room: number, size: number): readonly (readonly Span[])[] {
  if (block.kind === 'code')
    return block.lines.flatMap((text) => wrapped([{ text: text === '' ? ' ' : text, look: 'code' }], room, size));
  const spans =
    block.kind === 'heading' ? block.spans.map((span) => ({ ...span, look: 'strong' as const })) : block.spans;
  return wrapped(spans, room, size);
}

/** Words go to the next line where they do not fit; one that is longer than a line is cut. */
function wrapped(spans: readonly Span[], room: number, size: number): readonly (readonly Span[])[] {
  const lines: Span[][] = [[]];
  let used = 0;
  const put = (text: string, look: Span['look']): void => {
    const line = lines.at(-1) as Span[];
    const last = line.at(-1);
    if (last?.look === look) line[line.length - 1] = { text: last.text + text, look };
    else line.push({ text, look });
  };
  for (const { text, look } of spans) {
    for (const word of text.match(WORD) ?? []) {
      for (const piece of pieces(word, room, size, look)) {
        const width = widthOf(piece, size, look);
        const blank = piece.trim() === '';
        if (used > 0 && !blank && used + width > room) {
          lines.push([]);
          used = 0;
        }
        if (blank && used === 0 && look !== 'code') continue;
        put(piece, look);
        used += width;
      }
    }
  }
  return lines;
}

/** A run of spaces, a wide character (lines break anywhere between those), or a word. */
const WORD =
  /\s+|[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]|[^\s\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]+/g;
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/;

const widthOf = (text: string, size: number, look: Span['look']): number =>
  WIDE.test(text) ? text.length * size : (look === 'code' ? monoWidth : sansWidth)(text, size);

function pieces(word: string, room: number, size: number, look: Span['look']): readonly string[] {
  const most = Math.max(1, Math.floor((word.length * room) / Math.max(1, widthOf(word, size, look))));
  if (word.length <= most) return [word];
  const letters = [...word];
  return Array.from({ length: Math.ceil(letters.length / most) }, (_, at) =>
    letters.slice(at * most, (at + 1) * most).join(''),
  );
}
