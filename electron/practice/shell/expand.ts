/** Words to fields: tilde, parameters, commands, arithmetic, field splitting, pathnames, quotes. */
import { parse, type Word, type WordPart } from 'unbash';
import { isPattern } from '../posix/pattern.ts';
import { compute } from './arrays.ts';
import { expandBraces } from './braces.ts';
import { ShellError } from './errors.ts';
import { type Field, splitFields } from './fields.ts';
import { glob } from './glob.ts';
import { expandParameter } from './parameters.ts';
import { joinPieces, literal, type Piece, patternOf, quoted } from './pieces.ts';
import { substituteProcess } from './process-substitution.ts';
import type { Shell, Standing } from './state.ts';
import { substitute } from './substitute.ts';

/** The fields of words, as a command gets them. */
export async function expandFields(shell: Shell, words: readonly Word[]): Promise<string[]> {
  const fields: string[] = [];
  for (const word of shell.flavour === 'bash' ? words.flatMap(braced) : words) {
    for (const field of splitFields(
      await expandPieces(shell, word, 'word'),
      shell.get('IFS'),
      shell.variables.has('IFS'),
      shell.flavour === 'bash',
    )) {
      fields.push(...expandPath(shell, field));
      if (fields.length > 100_000) throw new ShellError('Out of space');
    }
  }
  return fields;
}

/** The words that one with braces stands for. */
function braced(word: Word): readonly Word[] {
  if (!word.parts?.some(({ type }) => type === 'BraceExpansion')) return [word];
  return expandBraces(word.text).flatMap((text) => {
    const command = parse(`: ${text}`).commands[0]?.command;
    const [again] = command?.type === 'Command' ? command.suffix : [];
    return again?.type === 'Word' ? [again] : text === '' ? [] : [word];
  });
}

/** One word that stays one: of an assignment, a redirection, a `case`. */
export async function expandText(shell: Shell, word: Word, standing: Standing = 'word'): Promise<string> {
  return joinPieces(await expandPieces(shell, word, standing));
}

/** As `expandText`, with a backslash before what was quoted. */
export async function expandPattern(shell: Shell, word: Word): Promise<string> {
  return patternOf(await expandPieces(shell, word, 'word'));
}

/** A regular expression, in which what was quoted means itself. */
export async function expandRegular(shell: Shell, word: Word): Promise<string> {
  const pieces = await expandPieces(shell, word, 'word');
  return pieces.map(({ text, quoted: is }) => (is ? text.replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : text)).join('');
}

async function expandPieces(shell: Shell, word: Word, standing: Standing): Promise<Piece[]> {
  const { parts } = word;
  if (parts === undefined) return literalPieces(shell, word.text, true, true, standing);
  return await expandParts(shell, parts, standing);
}

/** The parts of a word outside double quotes. */
export async function expandParts(shell: Shell, parts: readonly WordPart[], standing: Standing): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const [at, part] of parts.entries()) {
    switch (part.type) {
      case 'Literal':
        pieces.push(...literalPieces(shell, part.text, at === 0, at === parts.length - 1, standing));
        break;
      case 'Glob':
        if (part.kind === 'bracket') {
          pieces.push(literal('['), ...(await expandParts(shell, part.parts, standing)), literal(']'));
        } else pieces.push(literal(part.text));
        break;
      case 'SingleQuoted':
        pieces.push(quoted(part.value));
        break;
      case 'AnsiCQuoted':
        if (shell.flavour === 'dash') pieces.push(literal('$'), quoted(part.text.slice(2, -1)));
        else pieces.push(quoted(part.value));
        break;
      case 'LocaleString':
        if (shell.flavour === 'dash') pieces.push(literal('$'));
        pieces.push(...(await expandQuoted(shell, part.parts)));
        break;
      case 'DoubleQuoted':
        pieces.push(...(await expandQuoted(shell, part.parts)));
        break;
      case 'BraceExpansion':
        pieces.push(literal('{'));
        if (part.parts) pieces.push(...(await expandParts(shell, part.parts, standing)));
        else pieces.push(...literalPieces(shell, part.text.slice(1, -1), false, false, 'word'));
        pieces.push(literal('}'));
        break;
      case 'ExtendedGlob':
        pieces.push(literal(`${part.operator}(`));
        if (part.parts) pieces.push(...(await expandParts(shell, part.parts, standing)));
        else pieces.push(...unescaped(part.pattern));
        pieces.push(literal(')'));
        break;
      case 'ProcessSubstitution':
        if (shell.flavour !== 'bash') throw new ShellError('Bad substitution');
        pieces.push(quoted(substituteProcess(shell, part)));
        break;
      default:
        pieces.push(...(await expandDollar(shell, part, false)));
    }
  }
  return pieces;
}

async function expandQuoted(shell: Shell, parts: readonly WordPart[]): Promise<Piece[]> {
  const pieces = await expandQuotedParts(shell, parts);
  // `""` is a field; `"$@"` without parameters is none.
  const vanishes = pieces.length === 0 && parts.some(({ text }) => /^\$(?:\{?!?@|\{!?\w+\[@\]|\{!\w+@\})/.test(text));
  return pieces.length > 0 || vanishes ? pieces : [quoted('')];
}

/** Inside double quotes, and in here-documents. */
export async function expandQuotedParts(shell: Shell, parts: readonly WordPart[]): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const part of parts) {
    switch (part.type) {
      case 'Literal':
        pieces.push(quoted(part.value));
        break;
      case 'SimpleExpansion':
      case 'ParameterExpansion':
      case 'CommandExpansion':
      case 'ArithmeticExpansion':
        pieces.push(...(await expandDollar(shell, part, true)));
        break;
      case 'DoubleQuoted':
        pieces.push(...(await expandQuotedParts(shell, part.parts)));
        break;
      case 'SingleQuoted':
        pieces.push(quoted(part.text));
        break;
      default:
        pieces.push(quoted(part.text));
    }
  }
  return pieces;
}

type Dollar = Extract<
  WordPart,
  { type: 'SimpleExpansion' | 'ParameterExpansion' | 'CommandExpansion' | 'ArithmeticExpansion' }
>;

async function expandDollar(shell: Shell, part: Dollar, isQuoted: boolean): Promise<Piece[]> {
  switch (part.type) {
    case 'SimpleExpansion':
      return await expandParameter(shell, { parameter: part.text.slice(1) }, isQuoted);
    case 'ParameterExpansion':
      return await expandParameter(shell, part, isQuoted);
    case 'CommandExpansion':
      return [{ text: part.script ? await substitute(shell, part.script) : '', quoted: isQuoted, expanded: true }];
    case 'ArithmeticExpansion':
      return [{ text: String(await expandArithmetic(shell, part)), quoted: isQuoted, expanded: true }];
  }
}

const arithmeticParts = new WeakMap<object, readonly WordPart[]>();

/** The text between the parentheses is expanded first, as if it were quoted, and then computed. */
async function expandArithmetic(shell: Shell, part: { readonly text: string }): Promise<bigint> {
  const inner = part.text.startsWith('$((') ? part.text.slice(3, -2) : part.text.slice(2, -1);
  return await computeText(shell, inner, part);
}

/** @param by what bash says before an expression that is wrong */
export async function computeText(shell: Shell, inner: string, key: object, by = ''): Promise<bigint> {
  let text = inner;
  if (/[$`\\"]/.test(inner)) {
    let parts = arithmeticParts.get(key);
    if (parts === undefined) {
      // A here-document's body is expanded just so.
      const command = parse(`:<<END\n${inner.replaceAll('"', '')}\nEND\n`).commands[0]?.command;
      const here = command?.type === 'Command' ? command.redirects[0] : undefined;
      const body = here?.type === 'HereDoc' ? here.body : undefined;
      parts = body?.parts ?? [{ type: 'Literal', pos: 0, end: 0, text: inner, value: inner }];
      arithmeticParts.set(key, parts);
    }
    text = joinPieces(await expandQuotedParts(shell, parts));
  }
  return compute(shell, text.replace(/\n$/, ''), by);
}

function literalPieces(shell: Shell, raw: string, first: boolean, last: boolean, standing: Standing): Piece[] {
  const pieces: Piece[] = [];
  let text = raw;
  if (standing === 'assigned') {
    const colons = text.split(':');
    for (const [at, part] of colons.entries()) {
      const begins = at > 0 || first;
      const ends = at < colons.length - 1 || last;
      if (at > 0) pieces.push(literal(':'));
      pieces.push(...(begins ? tildePieces(shell, part, ends) : unescaped(part)));
    }
    return pieces;
  }
  if (first && text.startsWith('~')) return tildePieces(shell, text, last);
  if (!text.includes('\\')) return [literal(text)];
  text = raw;
  return unescaped(text);
}

function tildePieces(shell: Shell, text: string, ends: boolean): Piece[] {
  const [all, name] = /^~([\w.-]*|\+)(?=\/|$)/.exec(text) ?? [];
  if (all === undefined || (all.length === text.length && !ends)) return unescaped(text);
  const home = name === '' ? shell.get('HOME') : homeOf(shell, name ?? '');
  return home === undefined ? unescaped(text) : [quoted(home), ...unescaped(text.slice(all.length))];
}

function homeOf(shell: Shell, name: string): string | undefined {
  if (name === 'root') return '/root';
  if (shell.flavour === 'bash' && name === '+') return shell.cwd;
  if (shell.flavour === 'bash' && name === '-') return shell.get('OLDPWD');
  return shell.userland.files.status(`/home/${name}`) === undefined ? undefined : `/home/${name}`;
}

function unescaped(raw: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = raw.indexOf('\\'); at >= 0; at = raw.indexOf('\\', from)) {
    if (at > from) pieces.push(literal(raw.slice(from, at)));
    const next = raw[at + 1];
    if (next === undefined) {
      pieces.push(quoted('\\'));
      return pieces;
    }
    if (next !== '\n') pieces.push(quoted(next));
    from = at + 2;
  }
  if (from < raw.length) pieces.push(literal(raw.slice(from)));
  return pieces;
}

function expandPath(shell: Shell, { pieces }: Field): readonly string[] {
  const text = joinPieces(pieces);
  if (shell.options.has('f')) return [text];
  const pattern = patternOf(
    pieces.map((piece) =>
      piece.expanded ? { ...piece, text: piece.quoted ? piece.text : piece.text.replaceAll('\\', '\\\\') } : piece,
    ),
  );
  const extended = shell.shopt.has('extglob');
  if (!isPattern(pattern, { extended })) return [text];
  const found = glob(shell.userland.files, shell.cwd, pattern, shell.shopt);
  if (found.length > 0) return found;
  if (shell.shopt.has('failglob')) throw new ShellError(`no match: ${text}`);
  return shell.shopt.has('nullglob') ? [] : [text];
}
