/**
 * The shell's patterns. They are matched by following all ways at once, so that none of them takes longer than text and
 * pattern are long: they may come from anyone.
 */

import { endsOf, isExtended } from './extended-pattern.ts';
import { fits, type Group, type Pattern, type Token, TooLong } from './pattern-tokens.ts';

/** `extended`: bash's groups mean something. */
export interface PatternOptions {
  readonly extended?: boolean;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /\p{L}/u,
  digit: /[0-9]/,
  alnum: /[\p{L}0-9]/u,
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  cntrl: /\p{Cc}/u,
  print: /[^\p{Cc}]/u,
  graph: /[^\p{Cc}\s]/u,
};

/** @param text a backslash before each character that means itself */
export function compilePattern(text: string, { extended = false }: PatternOptions = {}): Pattern {
  return compileChars([...text], extended);
}

function compileChars(chars: readonly string[], extended: boolean): Pattern {
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    const group = extended && chars[at + 1] === '(' && '?*+@!'.includes(char) ? choicesOf(chars, at + 2) : undefined;
    if (group) {
      const choices = group.choices.map((choice) => compileChars(choice, true));
      tokens.push({ kind: 'group', operator: char as Group['operator'], choices });
      at = group.end;
    } else if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '\\' && at + 1 < chars.length) {
      at += 1;
      tokens.push({ kind: 'char', char: chars[at] ?? '' });
    } else if (char === '[') {
      const set = readSet(chars, at + 1);
      if (set === undefined) tokens.push({ kind: 'char', char });
      else {
        tokens.push({ kind: 'set', has: set.has });
        at = set.end;
      }
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

/** What stands between the parentheses and bars of a group, and where it ends; undefined: it does not. */
function choicesOf(
  chars: readonly string[],
  from: number,
): { readonly choices: readonly (readonly string[])[]; readonly end: number } | undefined {
  const choices: string[][] = [[]];
  let depth = 0;
  for (let at = from; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '\\') {
      choices.at(-1)?.push(char, chars[at + 1] ?? '');
      at += 1;
      continue;
    }
    if (char === ')' && depth === 0) return { choices, end: at };
    if (char === '|' && depth === 0) {
      choices.push([]);
      continue;
    }
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    choices.at(-1)?.push(char);
  }
  return undefined;
}

function readSet(
  chars: readonly string[],
  from: number,
): { readonly has: (char: string) => boolean; readonly end: number } | undefined {
  let at = from;
  const negated = chars[at] === '!' || chars[at] === '^';
  if (negated) at += 1;
  const tests: ((char: string) => boolean)[] = [];
  const first = at;
  for (; at < chars.length; at += 1) {
    let char = chars[at] ?? '';
    if (char === ']' && at > first) return { has: (each) => tests.some((test) => test(each)) !== negated, end: at };
    const named = char === '[' ? /^\[:(\w+):\]/.exec(chars.slice(at, at + 12).join('')) : null;
    if (named) {
      const known = CLASSES[named[1] ?? ''];
      if (known) tests.push((each) => known.test(each));
      at += named[0].length - 1;
      continue;
    }
    if (char === '\\' && at + 1 < chars.length) {
      at += 1;
      char = chars[at] ?? '';
    }
    let to = chars[at + 2] ?? '';
    if (chars[at + 1] === '-' && to !== ']' && to !== '') {
      at += 2;
      if (to === '\\') {
        at += 1;
        to = chars[at] ?? '';
      }
      const [low, high] = [char, to];
      tests.push((each) => each >= low && each <= high);
    } else {
      const only = char;
      tests.push((each) => each === only);
    }
  }
  return undefined;
}

/**
 * After how many characters (of `chars`) the pattern has matched, from the beginning: the least or the most; undefined: never.
 * `whole`: only the length of all counts.
 */
export function matchLength(
  pattern: Pattern,
  chars: readonly string[],
  want: 'least' | 'most' | 'whole',
): number | undefined {
  if (isExtended(pattern)) {
    const ends = endsOf(pattern, chars, new Set([0]));
    if (want === 'whole') return ends.has(chars.length) ? chars.length : undefined;
    return ends.size === 0 ? undefined : want === 'least' ? Math.min(...ends) : Math.max(...ends);
  }
  let states = new Uint8Array(pattern.length + 1);
  let next = new Uint8Array(pattern.length + 1);
  const enter = (into: Uint8Array, at: number): void => {
    let state = at;
    into[state] = 1;
    while (pattern[state]?.kind === 'star') {
      state += 1;
      into[state] = 1;
    }
  };
  enter(states, 0);
  let found: number | undefined;
  for (let at = 0; ; at += 1) {
    if (states[pattern.length] === 1) {
      if (want === 'least') return at;
      if (want === 'most' || at === chars.length) found = at;
    }
    if (at === chars.length) return found;
    const char = chars[at] ?? '';
    next.fill(0);
    let alive = false;
    for (let state = 0; state < pattern.length; state += 1) {
      const token = pattern[state];
      if (states[state] === 0 || token === undefined || token.kind === 'group' || !fits(token, char)) continue;
      alive = true;
      enter(next, token.kind === 'star' ? state : state + 1);
    }
    if (!alive) return found;
    [states, next] = [next, states];
  }
}

export function matches(pattern: Pattern, text: string): boolean {
  const pieces = plainPieces(pattern);
  return pieces ? hasInOrder(pieces, text) : matchLength(pattern, [...text], 'whole') !== undefined;
}

/** What stands between the stars, if that is all that there is: then the text is only searched. Most patterns are so. */
function plainPieces(pattern: Pattern): readonly string[] | undefined {
  const pieces = [''];
  for (const token of pattern) {
    if (token.kind === 'star') pieces.push('');
    else if (token.kind === 'char') pieces.push(`${pieces.pop() ?? ''}${token.char}`);
    else return undefined;
  }
  return pieces;
}

function hasInOrder([first = '', ...others]: readonly string[], text: string): boolean {
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at + last.length <= text.length && text.endsWith(last);
}

/** `${x#…}` and its kin. */
export function removeMatch(
  text: string,
  patternText: string,
  from: '#' | '##' | '%' | '%%',
  options: PatternOptions = {},
): string {
  const chars = [...text];
  const length = lengthAtEdge(chars, patternText, from, options);
  if (length === undefined) return text;
  return (from.startsWith('%') ? chars.slice(0, chars.length - length) : chars.slice(length)).join('');
}

/** How many characters match at the beginning (`#`) or the end (`%`). */
function lengthAtEdge(
  chars: readonly string[],
  patternText: string,
  from: '#' | '##' | '%' | '%%',
  options: PatternOptions,
): number | undefined {
  const pattern = [...compilePattern(patternText, options)];
  const want = from.length === 1 ? 'least' : 'most';
  if (!from.startsWith('%')) return matchLength(pattern, chars, want);
  if (!isExtended(pattern)) return matchLength(pattern.reverse(), chars.toReversed(), want);
  if (chars.length > 2000) throw new TooLong();
  const starts = chars.map((_, at) => at).concat(chars.length);
  const start = (from === '%' ? starts.reverse() : starts).find((at) =>
    endsOf(pattern, chars, new Set([at])).has(chars.length),
  );
  return start === undefined ? undefined : chars.length - start;
}

/** bash's `${x/…/…}`: the longest match at the first place that has one, or at all of them. */
export function replaceMatches(
  text: string,
  patternText: string,
  replacement: string | ((found: string) => string),
  how: string,
  options: PatternOptions = {},
): string {
  const by = typeof replacement === 'string' ? () => replacement : replacement;
  const isEdge = how === '/%' || how === '/#';
  if (patternText === '') return isEdge ? (how === '/%' ? text + by('') : by('') + text) : text;
  const chars = [...text];
  // Before it looks for a match, bash looks for its first character, except at the end: where there is none, only a star fits.
  if (text === '' && how !== '/%' && !patternText.startsWith('*')) return '';
  if (isEdge) {
    const length = lengthAtEdge(chars, patternText, how === '/%' ? '%%' : '##', options);
    if (length === undefined) return text;
    const at = how === '/%' ? chars.length - length : 0;
    const found = by(chars.slice(at, at + length).join(''));
    return chars.slice(0, at).join('') + found + chars.slice(at + length).join('');
  }
  if (!isPattern(patternText, options)) {
    const plain = unescapePattern(patternText);
    return how === '//' ? text.replaceAll(plain, by) : text.replace(plain, by);
  }
  // From every place the whole rest may have to be looked at.
  if (chars.length > 20_000) throw new TooLong();
  const pattern = compilePattern(patternText, options);
  if (text === '') return matchLength(pattern, chars, 'most') === undefined ? '' : by('');
  let result = '';
  for (let at = 0; at < chars.length; ) {
    const length = matchLength(pattern, chars.slice(at), 'most');
    if (length !== undefined) result += by(chars.slice(at, at + length).join(''));
    at += length ?? 0;
    if (length !== undefined && how === '/') return result + chars.slice(at).join('');
    // After a match of nothing one character is taken over: it would be found for ever.
    if (!length) {
      result += chars[at];
      at += 1;
    }
  }
  return result;
}

/** Whether a pattern is more than a plain word. */
export const isPattern = (text: string, { extended = false }: PatternOptions = {}): boolean =>
  (extended ? /[*?[]|[+@!]\(/ : /[*?[]/).test(text.replace(/\\[\s\S]/g, ''));
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]!^()|+@-]/g, '\\$&');
export const unescapePattern = (text: string): string => text.replace(/\\([\s\S])/g, '$1');
