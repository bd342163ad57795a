/** `$x`, `${x:-…}`, `${#x}`, `${x##…}`, bash's arrays and the parameters that every shell has. */
import { type ParameterExpansionPart, parse, type Word } from 'unbash';
import { processesSeen } from '../os/processes/seen.ts';
import { BadSubscript, compute, elementOf, elementsOf, entriesNamed, scalarOf } from './arrays.ts';
import { assignElement, declaredAs, isDeclared } from './declared.ts';
import { dynamicList } from './dynamic.ts';
import { ShellError } from './errors.ts';
import { joinPieces, PARTING, type Piece, patternOf, quoted } from './pieces.ts';
import { OPTIONS } from './shell-parts.ts';
import type { Shell } from './state.ts';
import { keyIn, wordPieces } from './subscript.ts';
import { inCase, removed, replaced, sliceOf, transformed } from './transforms.ts';

type Parameter = Pick<ParameterExpansionPart, 'parameter'> &
  Partial<Pick<ParameterExpansionPart, 'prefix' | 'operation' | 'index' | 'text'>>;

/** What an expansion is of: one value, or a list of them. */
interface Subject {
  /** As it was written, for complaints. */
  readonly shown: string;
  /** A list is all positional parameters or an array; `*` joins them within quotes. */
  readonly list: '@' | '*' | undefined;
  readonly values: readonly string[];
  /** Undefined: it is not set. */
  readonly value: string | undefined;
}

/** `$x`. @throws ShellError for one that is not set where it must be */
export function expandPlain(shell: Shell, name: string, isQuoted: boolean): Piece[] {
  if (name === '@' || name === '*') return listPieces(shell, name, isQuoted, shell.parameters);
  const value = parameterValue(shell, name);
  if (value === undefined && shell.options.has('u')) throw unbound(shell, name);
  return [{ text: value ?? '', quoted: isQuoted, expanded: true }];
}

/** @throws ShellError for one that is not set where it must be */
export async function expandParameter(shell: Shell, given: Parameter, isQuoted: boolean): Promise<Piece[]> {
  const part = given.prefix === '!' ? await indirect(shell, given) : given;
  if (!('parameter' in part)) return listPieces(shell, part[0], isQuoted, part[1]);
  const { operation } = part;
  if (shell.flavour !== 'bash' && (part.index || operation?.type === 'CaseModification'))
    throw badSubstitution(shell, given);
  const subject = await subjectOf(shell, part);
  const extended = shell.shopt.has('extglob');
  const { list, values, value, shown } = subject;
  const piece = (text: string): Piece => ({ text, quoted: isQuoted, expanded: true });
  const missing = list ? values.length === 0 : value === undefined;
  const unlessAllowed = (): void => {
    if (missing && !list && shell.options.has('u')) throw unbound(shell, shown);
  };
  /** The same of each value. */
  const each = (change: (text: string) => string): Piece[] =>
    list ? listPieces(shell, list, isQuoted, values.map(change)) : missing ? present() : [piece(change(value ?? ''))];
  const present = (): Piece[] => (list ? listPieces(shell, list, isQuoted, values) : [piece(value ?? '')]);
  if (part.prefix === '#') {
    if (operation) throw badSubstitution(shell, given);
    if (list) return [piece(String(values.length))];
    unlessAllowed();
    return [piece(String([...(value ?? '')].length))];
  }
  if (operation === undefined) {
    unlessAllowed();
    return present();
  }
  switch (operation.type) {
    case 'Default': {
      const { operator } = operation;
      const empty =
        missing || (operator.startsWith(':') && (list ? isNullList(shell, subject, isQuoted) : value === ''));
      if (operator.endsWith('+')) {
        if (empty) return isQuoted && (!list || (shell.flavour === 'bash' && !missing)) ? [quoted('')] : [];
        return await operand(shell, operation.operand, isQuoted);
      }
      if (!empty) return present();
      if (operator.endsWith('-')) return await operand(shell, operation.operand, isQuoted);
      if (operator.endsWith('=')) {
        const text = joinPieces(await operand(shell, operation.operand, isQuoted));
        await assignElement(shell, part, text);
        return [piece(text)];
      }
      throw await unset(shell, shown, operation.operand, operator);
    }
    case 'Remove': {
      unlessAllowed();
      const pattern = operation.operand ? patternOf(await wordPieces(shell, operation.operand)) : '';
      return each((text) => removed(text, pattern, operation.operator, extended));
    }
    case 'Replace': {
      if (shell.flavour === 'dash') throw badSubstitution(shell, given);
      unlessAllowed();
      const pattern = patternOf(await wordPieces(shell, operation.pattern));
      const replacement = operation.replacement ? await wordPieces(shell, operation.replacement) : [];
      const by = shell.flavour === 'bash' ? withMatch(replacement) : joinPieces(replacement);
      return each((text) => replaced(text, pattern, by, operation.operator, { extended }));
    }
    case 'Slice':
      if (shell.flavour === 'dash' || (list && shell.flavour !== 'bash')) throw badSubstitution(shell, given);
      unlessAllowed();
      return await slice(shell, part, subject, operation, isQuoted);
    case 'CaseModification': {
      unlessAllowed();
      const pattern = operation.operand ? patternOf(await wordPieces(shell, operation.operand)) : '';
      return each((text) => inCase(text, operation.operator, pattern));
    }
    case 'Transform': {
      if (shell.flavour !== 'bash') throw badSubstitution(shell, given);
      const letter = operation.operand.text;
      if (letter === 'a' || letter === 'A' || ((letter === 'K' || letter === 'k') && list)) {
        if (part.index === undefined && !isDeclared(shell, part.parameter)) return [piece('')];
        return [piece(declaredAs(shell, part.parameter, letter, list !== undefined))];
      }
      if (transformed('', letter) === undefined && !/^[EP]$/.test(letter)) throw badSubstitution(shell, given);
      if (missing) return list ? [] : [piece('')];
      return each((text) => transformed(text, letter) ?? text);
    }
    case 'Unknown': {
      const flip = /^~~?$/.exec(operation.operator)?.[0];
      if (flip && shell.flavour === 'bash') return each((text) => inCase(text, flip, ''));
      throw badSubstitution(shell, given);
    }
    default:
      throw badSubstitution(shell, given);
  }
}

/** For `:-` and its kin: in bash values that are all empty are something where a space or a separator is between them. */
const isNullList = (shell: Shell, { list, values }: Subject, isQuoted: boolean): boolean =>
  values.join(shell.flavour !== 'bash' ? '' : isQuoted && list === '*' ? separatorOf(shell) : ' ') === '';

const badSubstitution = (shell: Shell, { text }: Parameter): ShellError =>
  new ShellError(shell.flavour === 'bash' && text !== undefined ? `${text}: bad substitution` : 'Bad substitution');

const unbound = (shell: Shell, name: string): ShellError =>
  shell.flavour === 'bash'
    ? new ShellError(`${/^\d/.test(name) ? '$' : ''}${name}: unbound variable`, endsWith(shell))
    : new ShellError(`${name}: parameter not set`);

async function unset(shell: Shell, name: string, word: Word | undefined, operator: string): Promise<ShellError> {
  const said = word ? joinPieces(await operand(shell, word, true)) : '';
  const usual = operator === '?' ? 'parameter not set' : 'parameter not set or null';
  const inBash = operator === '?' ? 'parameter not set' : 'parameter null or not set';
  const isBash = shell.flavour === 'bash';
  return new ShellError(`${name}: ${said || (isBash ? inBash : usual)}`, isBash ? endsWith(shell) : 2);
}

/** How bash ends after such a mistake. */
const endsWith = ({ options }: Shell): number => (options.has('e') ? 1 : 127);

async function subjectOf(shell: Shell, { parameter: name, index }: Parameter): Promise<Subject> {
  if (name === '@' || name === '*') return { shown: name, list: name, values: shell.parameters, value: undefined };
  if (index?.text === '@' || index?.text === '*') {
    const values = dynamicList(shell, name) ?? entriesNamed(shell, name).map(([, value]) => value);
    return { shown: `${name}[${index.text}]`, list: index.text, values, value: undefined };
  }
  if (index === undefined) return { shown: name, list: undefined, values: [], value: parameterValue(shell, name) };
  let key: string;
  try {
    key = await keyIn(shell, name, index);
  } catch (error) {
    if (!(error instanceof BadSubscript)) throw error;
    await shell.complain(`${name}: bad array subscript`);
    return { shown: `${name}[${index.text}]`, list: undefined, values: [], value: '' };
  }
  const made = dynamicList(shell, name);
  const value = made ? made[Number(key)] : elementOf(shell, name, key);
  return { shown: `${name}[${index.text}]`, list: undefined, values: [], value };
}

/** `${!x}`: the parameter that the value of `x` names; or the names or keys that are asked for. */
async function indirect(shell: Shell, part: Parameter): Promise<Parameter | readonly ['@' | '*', readonly string[]]> {
  const { parameter: name, operation, index } = part;
  if (shell.flavour !== 'bash') throw badSubstitution(shell, part);
  if (operation?.type === 'Names') {
    const names = [...shell.variables].filter(([, { value, elements }]) => value !== undefined || elements);
    return [
      operation.operator,
      names
        .map(([each]) => each)
        .filter((each) => each.startsWith(name))
        .sort(),
    ];
  }
  if (operation === undefined && (index?.text === '@' || index?.text === '*'))
    return [index.text, entriesNamed(shell, name).map(([key]) => key)];
  const reference = shell.variables.get(name);
  if (reference?.reference && index === undefined) return ['@', [reference.value ?? '']];
  const { value } = await subjectOf(shell, part);
  if (value === undefined) throw new ShellError(`${name}: invalid indirect expansion`);
  const command = parse(`: "\${${value}}"`).commands[0]?.command;
  const word = command?.type === 'Command' ? command.suffix[0] : undefined;
  const inner = word?.type === 'Word' && word.parts?.[0]?.type === 'DoubleQuoted' ? word.parts[0].parts[0] : undefined;
  if (
    inner?.type !== 'ParameterExpansion' ||
    inner.operation ||
    inner.prefix ||
    !/^(?:\w+|[@*#?$!-])(?:\[.*\])?$/.test(value)
  )
    throw new ShellError(`${value}: invalid variable name`);
  return { parameter: inner.parameter, index: inner.index, operation, ...(part.text && { text: part.text }) };
}

type SliceOperation = Extract<ParameterExpansionPart['operation'], { type: 'Slice' }>;

async function slice(
  shell: Shell,
  { parameter: name }: Parameter,
  { list, values, value }: Subject,
  operation: SliceOperation,
  isQuoted: boolean,
): Promise<Piece[]> {
  const number = async (word: Word): Promise<number> =>
    Number(compute(shell, joinPieces(await wordPieces(shell, word))));
  const offset = await number(operation.offset);
  const length = operation.length && (await number(operation.length));
  const said = operation.length?.text ?? '';
  if (list === undefined) {
    const chars = [...(value ?? '')];
    const found = sliceOf(chars.length, offset, length, said, false);
    return [{ text: found ? chars.slice(...found).join('') : '', quoted: isQuoted, expanded: true }];
  }
  const sparse = elementsOf(shell, name)?.kind === 'indexed' ? entriesNamed(shell, name) : undefined;
  if (sparse) {
    // Offsets are indices, lengths count what is there.
    const size = Number(sparse.at(-1)?.[0] ?? -1) + 1;
    if (length !== undefined && length < 0) throw new ShellError(`${said}: substring expression < 0`);
    const from = offset < 0 ? size + offset : offset;
    const after = from < 0 ? [] : sparse.filter(([key]) => Number(key) >= from).map(([, each]) => each);
    return listPieces(shell, list, isQuoted, after.slice(0, length));
  }
  const all = name === '@' || name === '*' ? [shell.name, ...values] : values;
  const found = sliceOf(all.length, offset, length, said, true);
  return listPieces(shell, list, isQuoted, found ? all.slice(...found) : []);
}

/** In bash an `&` of a replacement that is not quoted stands for what was found. */
const withMatch =
  (pieces: readonly Piece[]) =>
  (found: string): string =>
    pieces
      .map(({ text, quoted: is, parting }) =>
        parting ? ' ' : is ? text : text.replace(/\\?&/g, (sign) => (sign === '&' ? found : '&')),
      )
      .join('');

async function operand(shell: Shell, word: Word | undefined, isQuoted: boolean): Promise<Piece[]> {
  if (word === undefined) return isQuoted ? [quoted('')] : [];
  if (!isQuoted) {
    const pieces = await wordPieces(shell, word);
    return pieces.map((piece) => (piece.quoted || piece.parting ? piece : { ...piece, expanded: true }));
  }
  const parts = word.parts ?? [{ type: 'Literal' as const, pos: 0, end: 0, text: word.text, value: word.value }];
  // Within double quotes, single ones are nothing special and a backslash only guards what is.
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.type === 'Literal')
      pieces.push(quoted(part.text.replace(/\\([$`"\\}\n])/g, (_, char: string) => (char === '\n' ? '' : char))));
    else if (part.type === 'SingleQuoted' || part.type === 'Glob' || part.type === 'BraceExpansion')
      pieces.push(quoted(part.text));
    else
      pieces.push(
        ...(await shell.interpreter.expand(shell, [part], 'word')).map((each) =>
          each.parting ? each : { ...each, quoted: true },
        ),
      );
  }
  return pieces.length > 0 ? pieces : [quoted('')];
}

/** What is between the values of `"$*"`. */
const separatorOf = (shell: Shell): string =>
  (shell.variables.has('IFS') ? (shell.get('IFS') ?? ' ') : ' ').slice(0, 1);

function listPieces(shell: Shell, name: '@' | '*', isQuoted: boolean, values: readonly string[]): Piece[] {
  if (isQuoted && name === '*') return [quoted(values.join(separatorOf(shell)))];
  const pieces: Piece[] = [];
  for (const [at, text] of values.entries()) {
    if (at > 0) pieces.push(PARTING);
    pieces.push({ text, quoted: isQuoted, expanded: true });
  }
  return pieces;
}

/** In a container processes have numbers of their own. */
const numberOf = ({ machine, userland, pid }: Shell): number =>
  (machine.engine?.containerOf(userland.files) === undefined
    ? undefined
    : processesSeen({ machine, userland }).find(({ task }) => task?.pid === pid)?.pid) ?? pid;

function parameterValue(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '#':
      return String(shell.parameters.length);
    case '?':
      return String(shell.status);
    case '$':
      return String(numberOf(shell));
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '-':
      return optionLetters(shell);
    case '0':
      return shell.name;
    default:
      if (/^\d+$/.test(name)) return shell.parameters[Number(name) - 1];
      return scalarOf(shell, name);
  }
}

/** `$-`. */
const optionLetters = (shell: Shell): string => {
  const letters = Object.keys(OPTIONS).filter((letter) => shell.options.has(letter as keyof typeof OPTIONS));
  if (shell.flavour !== 'bash') return letters.join('') + (shell.interactive ? 'i' : '');
  const always = ['h', 'B', ...(shell.interactive ? ['i', 'm', 'H'] : []), ...(shell.fromArgument ? ['c'] : [])];
  const ORDER = 'abefhikmnptuvxBCEHPT';
  const place = (letter: string): number => (ORDER.includes(letter) ? ORDER.indexOf(letter) : ORDER.length);
  return [...letters, ...always].sort((a, b) => place(a) - place(b)).join('');
};
