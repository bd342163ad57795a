/** What bash's operators make of a value: `${x^^}`, `${x@Q}`, `${x:1:2}` and their kin, without looking anything up. */
import { compilePattern, matches, removeMatch, replaceMatches } from '../posix/pattern.ts';
import { TooLong } from '../posix/pattern-tokens.ts';
import { ShellError } from './errors.ts';
import { singleQuoted } from './quoting.ts';

/** `^`, `^^`, `,` and `,,`; the pattern says which letters, and is an extended one whether or not `extglob` is set. */
export function inCase(text: string, operator: string, pattern: string): string {
  const compiled = pattern === '' ? undefined : compilePattern(pattern, { extended: true });
  const change = (char: string): string => {
    if (compiled && !matches(compiled, char)) return char;
    if (operator.startsWith('~')) return char === char.toUpperCase() ? char.toLowerCase() : char.toUpperCase();
    return operator.startsWith('^') ? char.toUpperCase() : char.toLowerCase();
  };
  const chars = [...text];
  return operator.length > 1
    ? chars.map(change).join('')
    : chars.map((char, at) => (at === 0 ? change(char) : char)).join('');
}

/** `${x@…}`, of a value alone. Undefined: there is no such operator. */
export function transformed(text: string, operator: string): string | undefined {
  switch (operator) {
    case 'Q':
    case 'K':
    case 'k':
      return singleQuoted(text);
    case 'U':
      return text.toUpperCase();
    case 'u':
      return inCase(text, '^', '');
    case 'L':
      return text.toLowerCase();
    default:
      return undefined;
  }
}

export const removed = (text: string, pattern: string, operator: string, extended: boolean): string =>
  removeMatch(text, pattern, operator as '#' | '##' | '%' | '%%', { extended });

/** @throws ShellError */
export function replaced(...how: Parameters<typeof replaceMatches>): string {
  try {
    return replaceMatches(...how);
  } catch (error) {
    throw error instanceof TooLong ? new ShellError('Out of space') : error;
  }
}

/**
 * Where a slice of something so long begins and ends; undefined: nowhere.
 *
 * @param said the length as it was written, for the words about one that is too short
 */
export function sliceOf(
  size: number,
  offset: number,
  length: number | undefined,
  said: string,
  ofList: boolean,
): readonly [number, number] | undefined {
  const from = offset < 0 ? size + offset : offset;
  if (from < 0 || from > size) return undefined;
  if (length === undefined) return [from, size];
  if (length >= 0) return [from, Math.min(size, from + length)];
  const end = size + length;
  if (ofList || end < from) throw new ShellError(`${said}: substring expression < 0`);
  return [from, end];
}
