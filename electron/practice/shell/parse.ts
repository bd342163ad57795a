/** From text to what a shell evaluates: the parser is unbash, the words for what is wrong are the shells' own. */
import {
  forEachChild,
  type Function as ParsedFunction,
  type ParseError,
  parse,
  type Statement,
  type SyntaxNode,
} from 'unbash';
import { type BashMistake, bashMistake } from './bash-mistakes.ts';

export type FunctionNode = ParsedFunction;

export interface Unit {
  readonly source: string;
  /** The number of its first line. */
  readonly firstLine: number;
  /** Commands in the order in which a shell reads them: it runs what stands on one line before it reads the next. */
  readonly groups: readonly Group[];
  /** The first mistake; undefined: none. The groups are those before it. */
  readonly problem: SyntaxProblem | undefined;
}

export interface Group {
  readonly statements: readonly Statement[];
  /** Where the next one begins. */
  readonly end: number;
}

export interface SyntaxProblem {
  readonly pos: number;
  readonly line: number;
  /** Undefined: more text could mend it. */
  readonly token: string | undefined;
  /** What would close what is open. */
  readonly expecting: string | undefined;
  /** What would close the outermost of all that is open. */
  readonly closing: string | undefined;
  readonly dash: string;
  /** bash's own words, where it has any. */
  readonly bash: BashMistake | undefined;
}

/** What a shell takes of what the parser does. */
export interface Grammar {
  /** Arrays and process substitution. */
  readonly bash: boolean;
  /** `+(…)` and its kin. */
  readonly extendedPatterns: boolean;
}

const PLAIN: Grammar = { bash: false, extendedPatterns: false };

export function parseScript(source: string, firstLine = 1, grammar: Grammar = PLAIN): Unit {
  try {
    return parsed(source, firstLine, grammar);
  } catch (error) {
    // Of what we do not go into, or of V8, where the parser goes down a level of its own for each of the text's.
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(source, firstLine);
  }
}

/** The parser has a limit too, and takes what is below it for a mistake. */
const DEEPEST = 150;
const TOO_DEEP = 'practice hosts do not simulate commands that stand so deep within one another';

const tooDeep = (source: string, firstLine: number): Unit => ({
  source,
  firstLine,
  groups: [],
  problem: {
    ...{ pos: 0, line: firstLine, token: '', expecting: undefined, closing: undefined },
    ...{ dash: TOO_DEEP, bash: { message: TOO_DEEP, pos: 0, status: 2 } },
  },
});

function parsed(source: string, firstLine: number, grammar: Grammar): Unit {
  const script = parse(source);
  const found = problems(script, source, grammar).sort((a, b) => a.pos - b.pos);
  const closes = found.filter(({ message }) => message.includes(' to close ')).map(({ message }) => message);
  const explained = found[0] && explain(found[0], source, firstLine, closes[0]);
  const outermost = /expected '([^']+)'/.exec(closes.at(-1) ?? '')?.[1];
  const problem = explained && {
    ...explained,
    closing: outermost ?? explained.expecting,
    bash: bashMistake(found, source),
  };
  const limit = problem === undefined ? source.length : runnableUpTo(script.commands, found[0], source);
  const groups: Group[] = [];
  let statements: Statement[] = [];
  for (const [at, statement] of script.commands.entries()) {
    if (problem !== undefined && statement.pos >= limit) break;
    statements.push(statement);
    const next = script.commands[at + 1];
    if (next === undefined || source.slice(statement.end, next.pos).includes('\n')) {
      groups.push({ statements, end: next?.pos ?? source.length });
      statements = [];
    }
  }
  return { source, firstLine, groups, problem };
}

/** Where the first command begins that must not run: the one with the mistake, and what stands on one line with it. */
function runnableUpTo(commands: readonly Statement[], error: ParseError | undefined, source: string): number {
  const pos = error?.pos ?? source.length;
  const inCommand = error !== undefined && !error.message.startsWith('unexpected');
  const before = commands.filter((statement) => statement.pos <= pos);
  let limit = inCommand ? (before.at(-1)?.pos ?? pos) : pos;
  for (const statement of before.reverse()) {
    if (statement.pos < limit && source.slice(statement.end, limit).includes('\n')) break;
    limit = Math.min(limit, statement.pos);
  }
  return limit;
}

const lineStarts = new Map<string, readonly number[]>();

/** The line of a position in a unit. */
export function lineOf({ source, firstLine }: Pick<Unit, 'source' | 'firstLine'>, pos: number): number {
  let starts = lineStarts.get(source);
  if (starts === undefined) {
    const found = [0];
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) found.push(at + 1);
    starts = found;
    if (lineStarts.size > 50) lineStarts.clear();
    lineStarts.set(source, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= pos) low = middle;
    else high = middle - 1;
  }
  return firstLine + low;
}

function problems(node: SyntaxNode, source: string, grammar: Grammar): ParseError[] {
  const found: ParseError[] = [];
  const visit = (each: SyntaxNode, shift: number | undefined, takes: Grammar, depth: number): void => {
    let at = shift;
    if (each.type === 'Script') {
      if (depth > DEEPEST) throw new RangeError(TOO_DEEP);
      // A script between backticks may have a text of its own; then its mistakes are where it begins.
      if (each.source !== undefined && at === undefined) at = each.pos;
      for (const error of each.errors ?? []) found.push(at === undefined ? error : { ...error, pos: at });
    }
    const own = complaint(each, source, takes);
    if (own) found.push({ ...own, pos: at ?? own.pos });
    // A word's parts are found out when somebody asks for them. What is complained of stands in parentheses or backticks.
    if (each.type === 'Word' && !/[(`]/.test(each.text)) return;
    const within = each.type === 'TestCommand' && takes.bash ? { ...takes, extendedPatterns: true } : takes;
    const below = each.type === 'Script' ? depth + 1 : depth;
    forEachChild(each, (child) => visit(child, at, within, below));
  };
  visit(node, undefined, grammar, 0);
  return found;
}

/** What the parser takes and this shell does not. */
function complaint(node: SyntaxNode, source: string, takes: Grammar): ParseError | undefined {
  const parenthesis = { pos: source.indexOf('(', node.pos), message: "unexpected token '('" };
  switch (node.type) {
    case 'ArrayValue':
    case 'ProcessSubstitution':
      return takes.bash ? undefined : parenthesis;
    case 'ExtendedGlob':
      // A script may turn it on for the lines below.
      return takes.extendedPatterns ||
        (takes.bash && /\bshopt -s[^\n;]*\bextglob\b[^\n]*\n/.test(source.slice(0, node.pos)))
        ? undefined
        : parenthesis;
    case 'Word':
      // The parser takes `a(` for a word.
      return /^[^'"\\$`]*\($/.test(node.text) ? { pos: node.end, message: "expected ')'" } : undefined;
    default:
      return undefined;
  }
}

/** Where `do` or `then` was taken for a word of the line before it, what closes the compound command comes too early. */
function strayEnd(
  source: string,
  expecting: string | undefined,
): { readonly word: string; readonly pos: number } | undefined {
  const closing = expecting === 'do' ? 'done' : expecting === 'then' ? 'else|elif|fi' : undefined;
  if (closing === undefined) return undefined;
  const [first] = source.matchAll(new RegExp(`(?<=[;&|\\n]\\s*)(?:${closing})(?=\\s|;|$)`, 'g'));
  return first === undefined ? undefined : { word: first[0], pos: first.index };
}

function explain(
  { message, pos: found }: ParseError,
  source: string,
  firstLine: number,
  closes: string | undefined,
): Omit<SyntaxProblem, 'closing' | 'bash'> {
  const lacksCommand = message.startsWith('expected command');
  // What is missing is missed where the next word stands, not where the list began.
  const skipped = lacksCommand ? (/^(?:[{(]|\\\n|\s|#[^\n]*(?=\n))*/.exec(source.slice(found))?.[0].length ?? 0) : 0;
  const pos = found + skipped;
  const ahead = source.slice(pos);
  const blank = /^(?:[ \t]|\\\n)*/.exec(ahead)?.[0].length ?? 0;
  const atEnd = /^\s*(?:#[^\n]*\s*)?$/.test(ahead);
  const wanted = /expected '([^']+)'/;
  const expecting = (wanted.exec(message) ?? (atEnd ? wanted.exec(closes ?? '') : null))?.[1];
  const unterminated = /^unterminated (.+)$/.exec(message)?.[1];
  const line = lineOf({ source, firstLine }, atEnd || unterminated ? source.length : pos);
  const open = (dash: string, closing: string): Omit<SyntaxProblem, 'closing' | 'bash'> => ({
    pos,
    line,
    token: undefined,
    expecting: closing,
    dash,
  });
  switch (unterminated) {
    case undefined:
      break;
    case 'double quote':
      return open('Unterminated quoted string', '"');
    case 'single quote':
      return open('Unterminated quoted string', "'");
    case 'backtick':
      return open('EOF in backquote substitution', '`');
    case 'parameter expansion':
      return open("Missing '}'", '}');
    case 'arithmetic expansion':
      return open("Missing '))'", '))');
    default:
      return open('end of file unexpected (expecting ")")', ')');
  }
  const closing = expecting === 'esac' ? (/\bin\s*$/.test(source) ? ')' : ';;') : expecting;
  const hint = closing && !/^(?:do|in)$/.test(closing) ? ` (expecting "${closing}")` : '';
  if (atEnd && !message.startsWith('unexpected')) {
    const stray = strayEnd(source, expecting);
    if (stray !== undefined)
      return {
        pos: stray.pos,
        line: lineOf({ source, firstLine }, stray.pos),
        token: stray.word,
        expecting,
        dash: `"${stray.word}" unexpected${expecting === 'do' || expecting === 'then' ? ` (expecting "${expecting}")` : ''}`,
      };
    const newline = message === 'expected redirect target' && ahead.includes('\n');
    if (newline)
      return { pos, line: lineOf({ source, firstLine }, pos), token: 'newline', expecting, dash: 'newline unexpected' };
    return { pos, line, token: undefined, expecting: expecting ?? '', dash: `end of file unexpected${hint}` };
  }
  const token =
    /unexpected token '(.+)'/.exec(message)?.[1] ??
    /^(?:\n|&&|\|\||;;|[<>]+&?|[;&|()]|[^\s;&|()<>]+)/.exec(ahead.slice(blank))?.[0] ??
    '';
  const shown = token === '\n' || token === '' ? 'newline' : /^[<>]/.test(token) ? 'redirection' : `"${token}"`;
  return {
    pos,
    line: lineOf({ source, firstLine }, pos),
    token: token === '\n' ? 'newline' : token,
    expecting,
    dash: `${shown} unexpected${hint}`,
  };
}
