/**
 * The shell's patterns. They are matched by following all ways at once, so that none of them takes longer than text and
 * pattern are long: they may come from anyone.
 */

type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'set'; readonly has: (char: string) => boolean };

export type Pattern = readonly Token[];

/** A text in which not every place can be tried. */
export class TooLong extends Error {}

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
export function compilePattern(text: string): Pattern {
  const chars = [...text];
  const tokens: Token[] = [];
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    if (char === '*') {
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

const fits = (token: Token, char: string): boolean => {
  switch (token.kind) {
    case 'star':
    case 'any':
      return true;
    case 'char':
      return token.char === char;
    case 'set':
      return token.has(char);
  }
};

/**
 * After how many characters (of `chars`) the pattern has matched, from the beginning: the least or the most; undefined: never.
 * `whole`: only the length of all counts.
 */
export function matchLength(
  pattern: Pattern,
  chars: readonly string[],
  want: 'least' | 'most' | 'whole',
): number | undefined {
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
      if (states[state] === 0 || token === undefined || !fits(token, char)) continue;
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
export function removeMatch(text: string, patternText: string, from: '#' | '##' | '%' | '%%'): string {
  const chars = [...text];
  const pattern = [...compilePattern(patternText)];
  const want = from.length === 1 ? 'least' : 'most';
  if (from.startsWith('%')) {
    const length = matchLength(pattern.reverse(), chars.reverse(), want);
    return length === undefined ? text : chars.slice(length).reverse().join('');
  }
  const length = matchLength(pattern, chars, want);
  return length === undefined ? text : chars.slice(length).join('');
}

/** bash's `${x/…/…}`: the longest match at the first place that has one, or at all of them. */
export function replaceMatches(text: string, patternText: string, replacement: string, how: string): string {
  if (patternText === '') return text;
  if (how === '/%' || how === '/#') {
    const cut = removeMatch(text, patternText, how === '/%' ? '%%' : '##');
    if (cut === text) return text;
    return how === '/%' ? cut + replacement : replacement + cut;
  }
  if (!isPattern(patternText)) {
    const plain = unescapePattern(patternText);
    return how === '//' ? text.replaceAll(plain, () => replacement) : text.replace(plain, () => replacement);
  }
  const chars = [...text];
  // From every place the whole rest may have to be looked at.
  if (chars.length > 20_000) throw new TooLong();
  const pattern = compilePattern(patternText);
  let result = '';
  for (let at = 0; at < chars.length; ) {
    const length = matchLength(pattern, chars.slice(at), 'most');
    if (length) {
      result += replacement;
      at += length;
      if (how === '/') return result + chars.slice(at).join('');
    } else {
      result += chars[at];
      at += 1;
    }
  }
  return result;
}

/** Whether a pattern is more than a plain word. */
export const isPattern = (text: string): boolean => /[*?[]/.test(text.replace(/\\[\s\S]/g, ''));
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]!^-]/g, '\\$&');
export const unescapePattern = (text: string): string => text.replace(/\\([\s\S])/g, '$1');
