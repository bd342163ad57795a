/** Items within brackets: `{ a: 1, b: 2 }` and `[a, b]`, on one line or on many, with comments and trailing commas. */
import type { SourceList, SourceMap } from '../source.ts';
import { eolAt, lineAfter, lineStart, prefixOf, restIsBlank, skipBlanks, skipSpaces, startsLine } from './lines.ts';

/** `text` instead of what stands from `start` to before `end`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where an entry or item begins and ends. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

const insertion = (offset: number, text: string): Splice => ({ start: offset, end: offset, text });
const deletion = (start: number, end: number): Splice => ({ start, end, text: '' });

/** The comma after a part; -1: it is the last one and has none. */
function commaAfter(text: string, part: Part): number {
  const offset = skipBlanks(text, part.end);
  return text[offset] === ',' ? offset : -1;
}

export function insertIntoFlow(
  text: string,
  node: SourceMap | SourceList,
  parts: readonly Part[],
  item: string,
): readonly Splice[] {
  const close = node.end - 1;
  const last = parts.at(-1);
  if (last === undefined) {
    const blank = /^[ \t]*$/.test(text.slice(node.start + 1, close));
    if (!blank) return [insertion(close, `${item} `)];
    return [{ start: node.start + 1, end: close, text: node.kind === 'map' ? ` ${item} ` : item }];
  }
  const comma = commaAfter(text, last);
  const ownLine = startsLine(text, last.start) && text.slice(last.end, close).includes('\n');
  if (!ownLine) return [comma === -1 ? insertion(last.end, `, ${item}`) : insertion(comma + 1, ` ${item}`)];
  const lineEnd = text.indexOf('\n', comma === -1 ? last.end : comma);
  const before = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  const line = `${eolAt(text, last.start)}${prefixOf(text, last.start)}${item}`;
  return comma === -1 ? [insertion(last.end, ','), insertion(before, line)] : [insertion(before, `${line},`)];
}

export function removeFromFlow(
  text: string,
  node: SourceMap | SourceList,
  parts: readonly Part[],
  index: number,
): readonly Splice[] {
  const part = parts[index];
  if (part === undefined) return [];
  const comma = commaAfter(text, part);
  const tail = comma === -1 ? part.end : comma + 1;
  const before = parts[index - 1];
  if (parts.length === 1) {
    const rest = text.slice(node.start + 1, part.start) + text.slice(tail, node.end - 1);
    return [/^\s*$/.test(rest) ? deletion(node.start + 1, node.end - 1) : deletion(part.start, tail)];
  }
  const commaBefore = before === undefined ? -1 : commaAfter(text, before);
  const dropComma = comma === -1 && commaBefore !== -1 ? [deletion(commaBefore, commaBefore + 1)] : [];
  if (startsLine(text, part.start) && restIsBlank(text, tail)) {
    return [...dropComma, deletion(lineStart(text, part.start), lineAfter(text, tail))];
  }
  if (index < parts.length - 1 || before === undefined) return [deletion(part.start, skipSpaces(text, tail))];
  const gap = text.slice(before.end, part.start);
  if (/[\n#]/.test(gap)) return [...dropComma, deletion(part.start, tail)];
  return [comma === -1 ? deletion(before.end, part.end) : deletion(commaBefore + 1, tail)];
}
