/** sed's own language: from text to commands. */

import { type Regular, RegularError, regular } from '../../posix/regular.ts';
import { Failure } from './program.ts';

export type Address =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'match'; readonly regular: Regular };

export interface SedCommand {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly what:
    | {
        readonly kind: 'substitute';
        readonly regular: Regular;
        readonly replacement: string;
        readonly all: boolean;
        readonly nth: number;
        readonly prints: boolean;
      }
    | { readonly kind: 'translate'; readonly map: ReadonlyMap<string, string> }
    | { readonly kind: 'text'; readonly letter: 'a' | 'i' | 'c'; readonly text: string }
    | { readonly kind: 'block'; readonly commands: readonly SedCommand[] }
    | { readonly kind: 'quit'; readonly status: number }
    | {
        readonly kind: 'plain';
        readonly letter: 'p' | 'd' | 'n' | '=' | 'N' | 'D' | 'P' | 'h' | 'H' | 'g' | 'G' | 'x';
      };
}

/** @throws Failure */
export function parseSed(script: string, extended: boolean): readonly SedCommand[] {
  let at = 0;
  const fail = (words: string): never => {
    throw new Failure(`-e expression #1, char ${at}: ${words}`);
  };
  const blank = (pattern: RegExp): void => {
    while (at < script.length && pattern.test(script[at] ?? '')) at += 1;
  };
  const compile = (pattern: string, ignoreCase: boolean): Regular => {
    try {
      return regular(pattern, { extended, ignoreCase });
    } catch (error) {
      if (error instanceof RegularError) return fail(error.message);
      throw error;
    }
  };
  /** Up to the delimiter, which a backslash guards. */
  const delimited = (delimiter: string, words: string): string => {
    let text = '';
    for (; at < script.length; at += 1) {
      const char = script[at] ?? '';
      if (char === delimiter) {
        at += 1;
        return text;
      }
      if (char === '\\') {
        at += 1;
        const next = script[at] ?? '';
        text += next === delimiter ? next : `\\${next}`;
      } else text += char;
    }
    return fail(words);
  };
  const address = (): Address | undefined => {
    const number = /^\d+/.exec(script.slice(at))?.[0];
    if (number !== undefined) {
      at += number.length;
      return { kind: 'line', number: Number(number) };
    }
    if (script[at] === '$') {
      at += 1;
      return { kind: 'last' };
    }
    if (script[at] !== '/' && script[at] !== '\\') return undefined;
    if (script[at] === '\\') at += 1;
    const delimiter = script[at] ?? '';
    at += 1;
    const pattern = delimited(delimiter, 'unterminated address regex');
    const ignoreCase = script[at] === 'I';
    if (ignoreCase) at += 1;
    return { kind: 'match', regular: compile(pattern, ignoreCase) };
  };
  const commands = (inBlock: boolean): SedCommand[] => {
    const all: SedCommand[] = [];
    for (;;) {
      blank(/[\s;]/);
      if (at >= script.length) return inBlock ? fail("unmatched `{'") : all;
      if (script[at] === '}') {
        if (!inBlock) fail("unexpected `}'");
        at += 1;
        return all;
      }
      if (script[at] === '#') {
        blank(/[^\n]/);
        continue;
      }
      const from = address();
      blank(/\s/);
      let to: Address | undefined;
      if (from && script[at] === ',') {
        at += 1;
        blank(/\s/);
        to = address() ?? fail("unexpected `,'");
      }
      blank(/\s/);
      const negated = script[at] === '!';
      if (negated) at += 1;
      blank(/[\s!]/);
      all.push({ from, to, negated, what: what() });
    }
  };
  const what = (): SedCommand['what'] => {
    const letter = script[at] ?? '';
    if (letter === '') fail('missing command');
    at += 1;
    switch (letter) {
      case 's': {
        const delimiter = script[at] ?? '';
        at += 1;
        const pattern = delimited(delimiter, "unterminated `s' command");
        const replacement = delimited(delimiter, "unterminated `s' command");
        const flags = /^[gpiI\d]*/.exec(script.slice(at))?.[0] ?? '';
        at += flags.length;
        if (/^[wmMe]/.test(script.slice(at)))
          throw new Failure(`practice hosts do not simulate \`${script[at]}' of \`s'.`);
        ended("unknown option to `s'");
        return {
          kind: 'substitute',
          regular: compile(pattern, /i/i.test(flags)),
          replacement,
          all: flags.includes('g'),
          nth: Number(/\d+/.exec(flags)?.[0] ?? 1),
          prints: flags.includes('p'),
        };
      }
      case 'y': {
        const delimiter = script[at] ?? '';
        at += 1;
        const from = [...delimited(delimiter, "unterminated `y' command")];
        const to = [...delimited(delimiter, "unterminated `y' command")];
        if (from.length !== to.length) fail("strings for `y' command are different lengths");
        return { kind: 'translate', map: new Map(from.map((char, index) => [char, to[index] ?? char])) };
      }
      case 'a':
      case 'i':
      case 'c': {
        const found = /^[ \t]*(?:\\\n?[ \t]*)?((?:[^\n\\]|\\[\s\S])*)/.exec(script.slice(at));
        at += found?.[0].length ?? 0;
        return { kind: 'text', letter, text: (found?.[1] ?? '').replace(/\\([\s\S])/g, '$1') };
      }
      case '{':
        return { kind: 'block', commands: commands(true) };
      case 'q':
      case 'Q': {
        const status = /^[ \t]*(\d*)/.exec(script.slice(at));
        at += status?.[0].length ?? 0;
        return { kind: 'quit', status: Number(status?.[1] || 0) };
      }
      case 'p':
      case 'd':
      case 'n':
      case '=':
      case 'N':
      case 'D':
      case 'P':
      case 'h':
      case 'H':
      case 'g':
      case 'G':
      case 'x':
        ended('extra characters after command');
        return { kind: 'plain', letter };
      default:
        if ('lwWFveR~'.includes(letter)) throw new Failure(`practice hosts do not simulate \`${letter}'.`);
        return fail(`unknown command: \`${letter}'`);
    }
  };
  const ended = (words: string): void => {
    blank(/[ \t]/);
    if (at < script.length && !/[;\n}#]/.test(script[at] ?? '')) {
      at += 1;
      fail(words);
    }
  };
  return commands(false);
}
