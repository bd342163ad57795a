/** Go's text/template, as much of it as people give to `docker … --format`. */

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'print'; readonly pipe: Pipe }
  | {
      readonly kind: 'if' | 'with';
      readonly pipe: Pipe;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    }
  | {
      readonly kind: 'range';
      readonly pipe: Pipe;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

export interface Pipe {
  /** `$key, $value :=`. */
  readonly declares: readonly string[];
  readonly commands: readonly (readonly Operand[])[];
}

/** `text` is how it was written and `at` where, for error messages. */
export type Operand = (
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'dot' }
  | { readonly kind: 'field'; readonly path: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'group'; readonly pipe: Pipe; readonly path: readonly string[] }
) & { readonly text: string; readonly at: number };

export class TemplateError extends Error {}

interface Token {
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|:=|[()|,]|\$?[\w$]*(?:\.\w+)+|\.|\$\w*|-?\d+(?:\.\d+)?|\w+)/y;

/** Throws a `TemplateError` with what follows `template parsing error: `. */
export function parseTemplate(source: string): readonly Node[] {
  const pieces = piecesOf(source);
  let at = 0;

  const block = (inside: string | undefined): { readonly nodes: readonly Node[]; readonly ended: string } => {
    const nodes: Node[] = [];
    while (at < pieces.length) {
      const piece = pieces[at];
      at += 1;
      if (piece === undefined) break;
      if (typeof piece === 'string') {
        if (piece !== '') nodes.push({ kind: 'text', text: piece });
        continue;
      }
      const [first, ...rest] = piece.tokens;
      const word = first?.text ?? '';
      if (word === '') throw new TemplateError(`template: :${piece.line}: missing value for command`);
      if (word === 'end' || word === 'else') {
        if (inside === undefined) throw new TemplateError(`template: :${piece.line}: unexpected {{${word}}}`);
        return { nodes, ended: rest[0]?.text === 'if' ? 'else if' : word };
      }
      if (word === 'if' || word === 'with' || word === 'range') nodes.push(control(word, rest));
      else nodes.push({ kind: 'print', pipe: pipeOf(piece.tokens) });
    }
    if (inside !== undefined) throw new TemplateError(`template: :1: unexpected EOF`);
    return { nodes, ended: '' };
  };

  const control = (kind: 'if' | 'with' | 'range', tokens: readonly Token[]): Node => {
    const pipe = pipeOf(tokens);
    const body = block(kind);
    if (body.ended === 'end') return { kind, pipe, body: body.nodes, otherwise: [] };
    if (body.ended === 'else if') {
      const piece = pieces[at - 1];
      const rest = typeof piece === 'object' ? piece.tokens.slice(2) : [];
      return { kind, pipe, body: body.nodes, otherwise: [control('if', rest)] };
    }
    return { kind, pipe, body: body.nodes, otherwise: block(kind).nodes };
  };

  return block(undefined).nodes;
}

interface Action {
  readonly tokens: readonly Token[];
  readonly line: number;
}

function piecesOf(source: string): readonly (string | Action)[] {
  const pieces: (string | Action)[] = [];
  let rest = 0;
  let trim = false;
  for (;;) {
    const open = source.indexOf('{{', rest);
    const text = source.slice(rest, open === -1 ? undefined : open);
    const trimsBefore = open !== -1 && /^-\s/.test(source.slice(open + 2));
    const left = trim ? text.replace(/^\s+/, '') : text;
    pieces.push(trimsBefore ? left.replace(/\s+$/, '') : left);
    if (open === -1) return pieces;
    const line = source.slice(0, open).split('\n').length;
    const close = endOf(source, open + 2);
    if (close === -1) {
      const stray = /[.$][\w.]*\}(?!\})/.test(source.slice(open));
      throw new TemplateError(`template: :${line}: ${stray ? "bad character U+007D '}'" : 'unclosed action'}`);
    }
    trim = /\s-$/.test(source.slice(open, close));
    const from = open + 2 + (trimsBefore ? 1 : 0);
    const inner = source.slice(from, trim ? close - 1 : close);
    if (!/^\s*\/\*/.test(inner)) pieces.push({ tokens: tokensOf(inner, from, line), line });
    rest = close + 2;
  }
}

/** The end of an action: the braces that are in no string. */
function endOf(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at += 1) {
    const letter = source[at] ?? '';
    if (quote !== '') {
      if (letter === '\\' && quote !== '`') at += 1;
      else if (letter === quote) quote = '';
    } else if ('"`\''.includes(letter)) quote = letter;
    else if (source.startsWith('}}', at)) return at;
  }
  return -1;
}

function tokensOf(text: string, offset: number, line: number): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      const bad = text.slice(start).trim()[0] ?? '';
      if (bad === '"') throw new TemplateError(`template: :${line}: unterminated quoted string`);
      throw new TemplateError(`template: :${line}: unexpected ${JSON.stringify(bad)} in command`);
    }
    const found = match[1] ?? '';
    tokens.push({ text: found, at: offset + TOKEN.lastIndex - found.length });
  }
  return tokens;
}

function pipeOf(tokens: readonly Token[]): Pipe {
  const assigns = tokens.findIndex(({ text }) => text === ':=');
  const declares = tokens.slice(0, Math.max(0, assigns)).flatMap(({ text }) => (text === ',' ? [] : [text]));
  const reader = new Reader(tokens.slice(assigns + 1));
  const commands = reader.commands();
  if (!reader.done) throw new TemplateError(`template: :1: unexpected <${reader.next()?.text}> in command`);
  return { declares, commands };
}

class Reader {
  private at = 0;
  private readonly tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  next(): Token | undefined {
    return this.tokens[this.at++];
  }

  commands(): readonly (readonly Operand[])[] {
    const commands: Operand[][] = [[]];
    while (!this.done && this.tokens[this.at]?.text !== ')') {
      const token = this.next();
      if (token?.text === '|') commands.push([]);
      else if (token !== undefined) commands.at(-1)?.push(this.operand(token));
    }
    if (commands.some((command) => command.length === 0)) {
      throw new TemplateError('template: :1: missing value for command');
    }
    return commands;
  }

  private operand({ text, at }: Token): Operand {
    if (text === '(') {
      const commands = this.commands();
      if (this.next()?.text !== ')') throw new TemplateError('template: :1: unclosed left paren');
      const after = this.tokens[this.at];
      const isPath = after?.text.startsWith('.') === true && after.text.length > 1 && after.at === this.endOfParen();
      if (isPath) this.at += 1;
      const path = isPath ? after.text.slice(1).split('.') : [];
      return { kind: 'group', pipe: { declares: [], commands }, path, text: '(…)', at };
    }
    if (/^["`']/.test(text)) return { kind: 'literal', value: unquote(text), text, at };
    if (/^-?\d/.test(text)) return { kind: 'literal', value: Number(text), text, at };
    if (text === '.') return { kind: 'dot', text, at };
    if (text === 'true' || text === 'false') return { kind: 'literal', value: text === 'true', text, at };
    if (text === 'nil') return { kind: 'literal', value: null, text, at };
    // Of a chain of fields Go names the place of the second.
    const second = at + Math.max(0, text.indexOf('.', 1));
    if (text.startsWith('.')) return { kind: 'field', path: text.slice(1).split('.'), text, at: second };
    if (text.startsWith('$')) {
      const [name = '$', ...path] = text.split('.');
      return { kind: 'variable', name, path, text, at: second };
    }
    return { kind: 'function', name: text, text, at };
  }

  private endOfParen(): number {
    return (this.tokens[this.at - 1]?.at ?? -2) + 1;
  }
}

function unquote(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  return inner.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}
