/**
 * Perl's regular expressions, as `grep -P` takes them, by JavaScript's, which mean the same but for a few words. Those go back and
 * forth: one that takes too long is given up, as PCRE gives it up.
 */
import { createContext, Script } from 'node:vm';
import type { Regular } from './regular.ts';

/** What is wrong with it, or what is not simulated of it. */
export class PerlError extends Error {}

/** Words of Perl that JavaScript has another word for. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ...{ A: '^', Z: '$', z: '$', h: '[ \\t]', H: '[^ \\t]', e: '\\x1b', a: '\\x07', R: '(?:\\r\\n|[\\n-\\r])' },
};
/** Those that mean the same in both, before a letter. */
const SAME = 'dDwWsSbBntrfvxkc';

const CLASSES: Readonly<Record<string, string>> = {
  ...{ alnum: 'a-zA-Z0-9', alpha: 'a-zA-Z', blank: ' \\t', digit: '0-9', lower: 'a-z', upper: 'A-Z', space: '\\s' },
  ...{ word: '\\w', xdigit: '0-9a-fA-F', punct: '!-\\/:-@\\[-`{-~' },
};

/** @throws PerlError */
function translated(pattern: string): string {
  let text = '';
  let inside = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at] ?? '';
    if (char === '\\') {
      at += 1;
      const letter = pattern[at];
      if (letter === undefined) throw new PerlError('\\ at end of pattern');
      // What is matched until here is not told.
      if (letter === 'K' && !inside) text = `(?<=${text})`;
      else if (OTHERWISE[letter] !== undefined && !inside) text += OTHERWISE[letter];
      else if (/[a-zA-Z]/.test(letter) && !SAME.includes(letter))
        throw new PerlError(`practice hosts do not simulate \\${letter} of patterns`);
      else text += /[a-zA-Z0-9]/.test(letter) || '^$\\.*+?()[]{}|/-'.includes(letter) ? `\\${letter}` : letter;
      continue;
    }
    const named = inside ? /^\[:(\w+):\]/.exec(pattern.slice(at)) : null;
    if (named) {
      const members = CLASSES[named[1] ?? ''];
      if (members === undefined) throw new PerlError('unknown POSIX class name');
      text += members;
      at += named[0].length - 1;
    } else if (char === '[' && !inside) {
      inside = true;
      const first = /^\[\^?\]?/.exec(pattern.slice(at))?.[0] ?? '[';
      text += first.replace(']', '\\]');
      at += first.length - 1;
    } else {
      if (char === ']') inside = false;
      // What a quantifier may hold fast.
      if (!inside && char === '+' && /[*+?}]/.test(pattern[at - 1] ?? '') && pattern[at - 2] !== '\\')
        throw new PerlError('practice hosts do not simulate possessive quantifiers of patterns');
      text += inside && char === '[' ? '\\[' : char;
    }
  }
  if (inside) throw new PerlError('missing terminating ] for character class');
  if (/\(\?[>|#&PR+\-0-9a-z]/.test(pattern.replace(/\\./g, '')))
    throw new PerlError('practice hosts do not simulate this group of patterns');
  return text;
}

/** As PCRE calls what JavaScript calls otherwise. */
const words = (message: string): string =>
  /Unterminated group/.test(message)
    ? 'missing closing parenthesis'
    : /Unmatched '\)'/.test(message)
      ? 'unmatched closing parenthesis'
      : /Nothing to repeat/.test(message)
        ? 'quantifier does not follow a repeatable item'
        : `practice hosts do not simulate this pattern (${message})`;

/** Longer than anything takes that somebody typed to find something. */
const LIMIT_MS = 300;
const RUN = new Script('expression.exec(text)');

/** @throws PerlError, from `exec` too */
export function perl(pattern: string, { ignoreCase = false } = {}): Regular {
  const [, modifier, rest = ''] = /^(\(\?i\))?(.*)$/s.exec(pattern) ?? [];
  let expression: RegExp;
  try {
    expression = new RegExp(translated(rest), ignoreCase || modifier !== undefined ? 'dgi' : 'dg');
  } catch (error) {
    if (error instanceof SyntaxError) throw new PerlError(words(error.message));
    throw error;
  }
  const place: { expression: RegExp; text: string } = { expression, text: '' };
  const context = createContext(place);
  return {
    exec(text, from = 0) {
      expression.lastIndex = from;
      place.text = text;
      try {
        const found = RUN.runInContext(context, { timeout: LIMIT_MS }) as RegExpExecArray | null;
        return found?.indices?.flatMap((pair) => (pair ? [...pair] : [undefined, undefined]));
      } catch (error) {
        if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
          throw new PerlError("exceeded PCRE's backtracking limit");
        throw error;
      }
    },
  };
}
