/** bash's words for a text that its grammar does not take, where they are others than 'near unexpected token'. */
import type { ParseError } from 'unbash';

export interface BashMistake {
  readonly message: string;
  /** Where it stands in the text. Undefined: behind its last line. */
  readonly pos: number | undefined;
  /** Undefined: that of what ran last. */
  readonly status: number | undefined;
}

/** @param errors of the parser, by their places */
export function bashMistake(errors: readonly ParseError[], source: string): BashMistake | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const looking = (sign: string, pos: number | undefined, status = 2): BashMistake => ({
    message: `unexpected EOF while looking for matching \`${sign}'`,
    pos,
    status,
  });
  const substitution = errors.find(({ message }) => message === 'unterminated command substitution');
  const kind = /^unterminated (.+)$/.exec((substitution ?? first).message)?.[1];
  const { pos } = substitution ?? first;
  switch (kind) {
    case 'command substitution':
      return source.startsWith('$((', pos) ? looking(')', pos) : looking(')', undefined);
    case 'double quote':
      return looking('"', pos);
    case 'single quote':
      return looking("'", pos);
    case 'backtick':
      return looking('`', pos);
    case 'parameter expansion':
      return looking('}', pos);
    case 'arithmetic expansion':
    case 'arithmetic command':
      return looking(')', pos);
    case 'extended glob':
      return source[pos] === '=' || source[pos - 1] === '=' ? looking(')', pos, 1) : undefined;
    case undefined:
      break;
    default:
      return undefined;
  }
  if (first.message === 'expected three arithmetic expressions in for header') {
    const header = /\(\(.*?\)\)/.exec(source.slice(source.lastIndexOf('((', first.pos)))?.[0] ?? '';
    return {
      message: `syntax error: arithmetic expression required\n\0syntax error: \`${header}'`,
      pos: first.pos,
      status: 2,
    };
  }
  return inTest(errors, source);
}

/** What is wrong within `[[ … ]]`. */
function inTest(errors: readonly ParseError[], source: string): BashMistake | undefined {
  const [first] = errors;
  if (first === undefined) return undefined;
  const say = (message: string, status?: number): BashMistake => ({ message, pos: first.pos, status });
  if (first.message === 'expected operand after unary test operator')
    return say("unexpected argument `newline' to conditional unary operator", 2);
  if (first.message === "expected ')' to close test group") return say("unexpected token `]]', expected `)'");
  if (!errors.some(({ message }) => message === "expected ']]' to close '[['")) return undefined;
  const open = source.lastIndexOf('[[', first.pos);
  const before = source.slice(open + 2, first.pos).trim();
  if (first.message.startsWith('unexpected token'))
    return say(/\s/.test(before) ? 'syntax error in conditional expression' : 'conditional binary operator expected');
  if (source.slice(first.pos).trim() !== '') return undefined;
  return /(?:^|\s)(?:==?|!=|=~|<|>|-[a-z]{2})$/.test(before)
    ? say("unexpected argument `newline' to conditional binary operator", 2)
    : say("unexpected token `newline', conditional binary operator expected", 2);
}
