/** From an awk program's text to its words. */
import { AwkSyntax } from './tree.ts';

export interface Token {
  readonly kind:
    | 'number'
    | 'string'
    | 'regex'
    | 'name'
    | 'function'
    | 'builtin'
    | 'keyword'
    | 'operator'
    | 'newline'
    | 'end';
  readonly text: string;
  readonly line: number;
}

export const KEYWORDS: readonly string[] = [
  ...['BEGIN', 'END', 'function', 'func', 'if', 'else', 'while', 'for', 'do', 'break', 'continue', 'next', 'nextfile'],
  ...['exit', 'return', 'delete', 'in', 'getline', 'print', 'printf'],
];
export const BUILTINS: readonly string[] = [
  ...['length', 'substr', 'index', 'split', 'sub', 'gsub', 'match', 'sprintf', 'sin', 'cos', 'atan2', 'exp', 'log'],
  ...['sqrt', 'int', 'rand', 'srand', 'tolower', 'toupper', 'system', 'close', 'fflush', 'systime', 'strftime'],
  ...['and', 'or', 'xor', 'lshift', 'rshift', 'compl', 'gensub', 'strtonum'],
];

const OPERATORS = [
  ...['**=', '&&', '||', '==', '<=', '>=', '!=', '++', '--', '+=', '-=', '*=', '/=', '%=', '^=', '>>', '**', '!~'],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    ',',
    '+',
    '-',
    '*',
    '/',
    '%',
    '^',
    '!',
    '>',
    '<',
    '|',
    '?',
    ':',
    '~',
    '$',
    '=',
  ],
];

/** After these a slash divides; after all else it begins a regular expression. */
const divides = (before: Token | undefined): boolean =>
  before !== undefined &&
  (['number', 'string', 'name', 'builtin'].includes(before.kind) || [')', ']', '$', '++', '--'].includes(before.text));

export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let line = 1;
  let at = 0;
  const push = (kind: Token['kind'], word: string): void => {
    found.push({ kind, text: word, line });
  };
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^(?:[ \t\r]+|\\\r?\n|#[^\n]*)/.exec(rest)?.[0];
    if (blank !== undefined) {
      if (blank.includes('\n')) line += 1;
      at += blank.length;
      continue;
    }
    if (rest.startsWith('\n')) {
      push('newline', '\n');
      line += 1;
      at += 1;
      continue;
    }
    if (rest.startsWith('"')) {
      const [whole] = /^"(?:[^"\\\n]|\\[\s\S])*"/.exec(rest) ?? [];
      if (whole === undefined) throw new AwkSyntax(line, '"');
      push('string', unescaped(whole.slice(1, -1)));
      at += whole.length;
      continue;
    }
    if (rest.startsWith('/') && !divides(found.at(-1))) {
      const [whole] = /^\/(?:[^/\\\n[]|\\[\s\S]|\[\^?\]?(?:[^\]\\]|\\[\s\S])*\])*\//.exec(rest) ?? [];
      if (whole === undefined) throw new AwkSyntax(line, '/');
      push('regex', whole.slice(1, -1).replaceAll('\\/', '/'));
      at += whole.length;
      continue;
    }
    const number = /^(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)/.exec(rest)?.[0];
    if (number !== undefined) {
      push('number', number);
      at += number.length;
      continue;
    }
    const name = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (name !== undefined) {
      const called = rest[name.length] === '(';
      push(
        KEYWORDS.includes(name) ? 'keyword' : BUILTINS.includes(name) ? 'builtin' : called ? 'function' : 'name',
        name,
      );
      at += name.length;
      continue;
    }
    const operator = OPERATORS.find((item) => rest.startsWith(item));
    if (operator === undefined) throw new AwkSyntax(line, rest[0] ?? '');
    push('operator', operator === '**' ? '^' : operator === '**=' ? '^=' : operator);
    at += operator.length;
  }
  push('end', '');
  return found;
}

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

export const unescaped = (text: string): string =>
  text.replace(/\\(?:([0-7]{1,3})|\n|([\s\S]))/g, (whole, octal?: string, letter?: string) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return letter === undefined ? '' : (LETTERS[letter] ?? whole);
  });
