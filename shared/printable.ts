/**
 * The one door for words that come from outside: from a host, a registry, a lab file, a command line. What a terminal would
 * obey, what turns a line around and what cannot be seen does not come through (Unicode's categories C, Zl and Zp: control
 * characters with all escape sequences, bidirectional and invisible formatting, lone surrogates, line separators).
 */
import { hasInvisible } from './shown.ts';

const HARMFUL_BUT_LINES = /[^\P{C}\n\t]|[\p{Zl}\p{Zp}]/gu;

/** In characters, of what is told of a program's output. */
export const LONGEST_TOLD = 8_000;
/** In characters, of one sentence. */
const LONGEST_SENTENCE = 2_000;

/** Several lines, as they are; a lone carriage return begins a line of its own. */
export const printable = (text: string): string =>
  hasInvisible(text) ? text.replace(/\r\n?/g, '\n').replace(HARMFUL_BUT_LINES, '?') : text;

/** The end of a program's output, where it says why it failed. */
export const printableEnd = (text: string): string => printable(text.slice(-LONGEST_TOLD));

/** One line: a second one could pretend to be ours. Runs of spaces are short, so that nothing is pushed out of sight. */
export function printableLine(text: string, longest = LONGEST_SENTENCE): string {
  const begin = text.length > longest * 2 ? text.slice(0, longest * 2) : text;
  if (begin.length <= longest && !hasInvisible(begin) && !begin.includes('    ')) return begin;
  const line = printable(begin)
    .replace(/\s*[\n\t]\s*/g, ' ')
    .replace(/ {4,}/g, '   ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/**
 * What somebody else says, with who says it before each of its lines, as ssh does it: `(root@192.168.1.11) Password:`.
 * @param longest in characters
 */
export function saidBy(speaker: string, text: string, longest = 500): string {
  const begin = printable(text.slice(0, longest * 2)).trim();
  const bounded = begin.length > longest || text.length > longest * 2 ? `${begin.slice(0, longest - 1)}…` : begin;
  return bounded
    .split('\n')
    .map((line) => printableLine(line))
    .filter((line) => line !== '')
    .slice(0, 12)
    .map((line) => `(${printableLine(speaker, 200)}) ${line}`)
    .join('\n');
}
