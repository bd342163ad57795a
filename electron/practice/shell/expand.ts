/** Words to fields: tilde, parameters, commands, arithmetic, field splitting, pathnames, quotes. */
import { parse, type Word, type WordPart } from 'unbash';
import { isPattern } from '../posix/pattern.ts';
import { compute } from './arrays.ts';
import { expandBraces } from './braces.ts';
import { ShellError } from './errors.ts';
import { splitFields } from './fields.ts';
import { glob } from './glob.ts';
import { expandParameter, expandPlain } from './parameters.ts';
import { joinPieces, literal, type Piece, patternOf, quoted } from './pieces.ts';
import { substituteProcess } from './process-substitution.ts';
import { after, collect, type Soon } from './soon.ts';
import type { Shell, Standing } from './state.ts';
import { substitute } from './substitute.ts';

/** The fields of words, as a command gets them. */
export function expandFields(shell: Shell, words: readonly Word[]): Soon<string[]> {
  let count = 0;
  return collect(shell.flavour === 'bash' ? words.flatMap(braced) : words, (word) =>
    after(expandPieces(shell, word, 'word'), (pieces) => {
      const fields = fieldsOf(shell, pieces);
      count += fields.length;
      if (count > 100_000) throw new ShellError('Out of space');
      return fields;
    }),
  );
}

function fieldsOf(shell: Shell, pieces: readonly Piece[]): readonly string[] {
  // Most words are one field as they are.
  if (pieces.every(({ text, quoted: is, expanded, parting }) => !parting && (is || (!expanded && text !== '')))) {
    return pieces.length === 0 ? [] : expandPath(shell, pieces);
  }
  return splitFields(pieces, shell.get('IFS'), shell.variables.has('IFS'), shell.flavour === 'bash').flatMap((field) =>
    expandPath(shell, field.pieces),
  );
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
export const expandText = (shell: Shell, word: Word, standing: Standing = 'word'): Soon<string> =>
  after(expandPieces(shell, word, standing), joinPieces);

/** As `expandText`, with a backslash before what was quoted. */
export const expandPattern = (shell: Shell, word: Word): Soon<string> =>
  after(expandPieces(shell, word, 'word'), patternOf);

/** A regular expression, in which what was quoted means itself. */
export async function expandRegular(shell: Shell, word: Word): Promise<string> {
  const pieces = await expandPieces(shell, word, 'word');
  return pieces.map(({ text, quoted: is }) => (is ? text.replace(/[\\^$.[\]|()?*+{}]/g, '\\$&') : text)).join('');
}

function expandPieces(shell: Shell, word: Word, standing: Standing): Soon<Piece[]> {
  const { parts } = word;
  if (parts === undefined) return literalPieces(shell, word.text, true, true, standing);
  return expandParts(shell, parts, standing);
}

/** The parts of a word outside double quotes. */
export function expandParts(shell: Shell, parts: readonly WordPart[], standing: Standing): Soon<Piece[]> {
  return collect(parts, (part, at): Soon<readonly Piece[]> => {
    switch (part.type) {
      case 'Literal':
        return literalPieces(shell, part.text, at === 0, at === parts.length - 1, standing);
      case 'Glob':
        if (part.kind !== 'bracket') return [literal(part.text)];
        return after(expandParts(shell, part.parts, standing), (inner) => [literal('['), ...inner, literal(']')]);
      case 'SingleQuoted':
        return [quoted(part.value)];
      case 'AnsiCQuoted':
        return shell.flavour === 'dash' ? [literal('$'), quoted(part.text.slice(2, -1))] : [quoted(part.value)];
      case 'LocaleString':
        return after(expandQuoted(shell, part.parts), (inner) =>
          shell.flavour === 'dash' ? [literal('$'), ...inner] : inner,
        );
      case 'DoubleQuoted':
        return expandQuoted(shell, part.parts);
      case 'BraceExpansion':
        return after(
          part.parts
            ? expandParts(shell, part.parts, standing)
            : literalPieces(shell, part.text.slice(1, -1), false, false, 'word'),
          (inner) => [literal('{'), ...inner, literal('}')],
        );
      case 'ExtendedGlob':
        return after(part.parts ? expandParts(shell, part.parts, standing) : unescaped(part.pattern), (inner) => [
          literal(`${part.operator}(`),
          ...inner,
          literal(')'),
        ]);
      case 'ProcessSubstitution':
        if (shell.flavour !== 'bash') throw new ShellError('Bad substitution');
        return [quoted(substituteProcess(shell, part))];
      default:
        return expandDollar(shell, part, false);
    }
  });
}

const expandQuoted = (shell: Shell, parts: readonly WordPart[]): Soon<Piece[]> =>
  after(expandQuotedParts(shell, parts), (pieces) => {
    if (pieces.length > 0) return pieces;
    // `""` is a field; `"$@"` without parameters is none.
    const vanishes = parts.some(({ text }) => /^\$(?:\{?!?@|\{!?\w+\[@\]|\{!\w+@\})/.test(text));
    return vanishes ? pieces : [quoted('')];
  });

/** Inside double quotes, and in here-documents. */
export function expandQuotedParts(shell: Shell, parts: readonly WordPart[]): Soon<Piece[]> {
  return collect(parts, (part): Soon<readonly Piece[]> => {
    switch (part.type) {
      case 'Literal':
        return [quoted(part.value)];
      case 'SimpleExpansion':
      case 'ParameterExpansion':
      case 'CommandExpansion':
      case 'ArithmeticExpansion':
        return expandDollar(shell, part, true);
      case 'DoubleQuoted':
        return expandQuotedParts(shell, part.parts);
      default:
        return [quoted(part.text)];
    }
  });
}

type Dollar = Extract<
  WordPart,
  { type: 'SimpleExpansion' | 'ParameterExpansion' | 'CommandExpansion' | 'ArithmeticExpansion' }
>;

function expandDollar(shell: Shell, part: Dollar, isQuoted: boolean): Soon<Piece[]> {
  const piece = (text: string): Piece[] => [{ text, quoted: isQuoted, expanded: true }];
  switch (part.type) {
    case 'SimpleExpansion':
      return expandPlain(shell, part.text.slice(1), isQuoted);
    case 'ParameterExpansion':
      return expandParameter(shell, part, isQuoted);
    case 'CommandExpansion':
      return after(part.script ? substitute(shell, part.script) : '', piece);
    case 'ArithmeticExpansion':
      return expandArithmetic(shell, part).then((value) => piece(String(value)));
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

function expandPath(shell: Shell, pieces: readonly Piece[]): readonly string[] {
  const text = joinPieces(pieces);
  if (shell.options.has('f') || !pieces.some((piece) => !piece.quoted && /[*?[(]/.test(piece.text))) return [text];
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
