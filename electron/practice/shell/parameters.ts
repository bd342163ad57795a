/** `$x`, `${x:-…}`, `${#x}`, `${x##…}` and the parameters that every shell has. */
import type { ParameterExpansionPart, Word } from 'unbash';
import { removeMatch, replaceMatches, TooLong } from '../posix/pattern.ts';
import { arithmetic } from './arithmetic.ts';
import { joinPieces, PARTING, type Piece, patternOf, quoted } from './pieces.ts';
import { OPTIONS, type Shell, ShellError } from './state.ts';

type Parameter = Pick<ParameterExpansionPart, 'parameter'> &
  Partial<Pick<ParameterExpansionPart, 'prefix' | 'operation'>>;

/** @throws ShellError for one that is not set where it must be */
export async function expandParameter(shell: Shell, part: Parameter, isQuoted: boolean): Promise<Piece[]> {
  const { parameter: name, operation, prefix } = part;
  const piece = (text: string): Piece => ({ text, quoted: isQuoted, expanded: true });
  if (prefix === '!') throw new ShellError('Bad substitution');
  const list = name === '@' || name === '*';
  const value = list ? undefined : parameterValue(shell, name);
  const missing = list ? shell.parameters.length === 0 : value === undefined;
  if (prefix === '#') {
    if (list) return [piece(String(shell.parameters.length))];
    if (missing) unlessAllowed(shell, name);
    return [piece(String([...(value ?? '')].length))];
  }
  if (operation === undefined) {
    if (list) return listPieces(shell, name, isQuoted);
    if (missing) unlessAllowed(shell, name);
    return [piece(value ?? '')];
  }
  switch (operation.type) {
    case 'Default': {
      const empty =
        missing || (operation.operator.startsWith(':') && (list ? shell.parameters.join('') === '' : value === ''));
      const present = (): Piece[] => (list ? listPieces(shell, name, isQuoted) : [piece(value ?? '')]);
      switch (operation.operator) {
        case '-':
        case ':-':
          return empty ? await operand(shell, operation.operand, isQuoted) : present();
        case '+':
        case ':+':
          return empty ? (isQuoted ? [quoted('')] : []) : await operand(shell, operation.operand, isQuoted);
        case '=':
        case ':=': {
          if (!empty) return present();
          if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellError('Bad substitution');
          const text = joinPieces(await operand(shell, operation.operand, isQuoted));
          shell.set(name, text);
          return [piece(text)];
        }
        case '?':
        case ':?': {
          if (!empty) return present();
          const said = operation.operand ? joinPieces(await operand(shell, operation.operand, true)) : '';
          const usual = operation.operator === '?' ? 'parameter not set' : 'parameter not set or null';
          const inBash = operation.operator === '?' ? 'parameter not set' : 'parameter null or not set';
          throw new ShellError(
            `${name}: ${said || (shell.flavour === 'bash' ? inBash : usual)}`,
            shell.flavour === 'bash' ? 127 : 2,
          );
        }
        default:
          throw new ShellError('Bad substitution');
      }
    }
    case 'Remove': {
      if (missing && !list) unlessAllowed(shell, name);
      const pattern = operation.operand ? patternOf(await operandPieces(shell, operation.operand)) : '';
      const cut = (text: string): string => removeMatch(text, pattern, operation.operator as '#' | '##' | '%' | '%%');
      if (list) return listPieces(shell, name, isQuoted, shell.parameters.map(cut));
      return [piece(cut(value ?? ''))];
    }
    case 'Replace': {
      if (shell.flavour === 'dash' || list) throw new ShellError('Bad substitution');
      const pattern = patternOf(await operandPieces(shell, operation.pattern));
      const replacement = operation.replacement ? joinPieces(await operandPieces(shell, operation.replacement)) : '';
      return [piece(replaced(value ?? '', pattern, replacement, operation.operator))];
    }
    case 'Slice': {
      if (shell.flavour === 'dash' || list) throw new ShellError('Bad substitution');
      const chars = [...(value ?? '')];
      const number = async (word: Word): Promise<number> =>
        Number(arithmetic(joinPieces(await operandPieces(shell, word)), shell));
      const offset = await number(operation.offset);
      const from = offset < 0 ? Math.max(0, chars.length + offset) : offset;
      const length = operation.length ? await number(operation.length) : chars.length;
      return [piece(chars.slice(from, length < 0 ? length : from + length).join(''))];
    }
    default:
      throw new ShellError('Bad substitution');
  }
}

/** @throws ShellError */
function replaced(...how: Parameters<typeof replaceMatches>): string {
  try {
    return replaceMatches(...how);
  } catch (error) {
    throw error instanceof TooLong ? new ShellError('Out of space') : error;
  }
}

function unlessAllowed(shell: Shell, name: string): void {
  if (!shell.options.has('u')) return;
  throw shell.flavour === 'bash'
    ? new ShellError(`${name}: unbound variable`, 127)
    : new ShellError(`${name}: parameter not set`);
}

async function operandPieces(shell: Shell, word: Word): Promise<Piece[]> {
  return await shell.interpreter.expand(
    shell,
    word.parts ?? [{ type: 'Literal', pos: word.pos, end: word.end, text: word.text, value: word.value }],
    'word',
  );
}

async function operand(shell: Shell, word: Word | undefined, isQuoted: boolean): Promise<Piece[]> {
  if (word === undefined) return isQuoted ? [quoted('')] : [];
  if (!isQuoted) {
    const pieces = await operandPieces(shell, word);
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

function listPieces(shell: Shell, name: '@' | '*' | string, isQuoted: boolean, values = shell.parameters): Piece[] {
  if (isQuoted && name === '*') {
    const ifs = shell.variables.has('IFS') ? (shell.get('IFS') ?? ' ') : ' ';
    return [quoted(values.join(ifs.slice(0, 1)))];
  }
  const pieces: Piece[] = [];
  for (const [at, text] of values.entries()) {
    if (at > 0) pieces.push(PARTING);
    pieces.push({ text, quoted: isQuoted, expanded: true });
  }
  return pieces;
}

function parameterValue(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '#':
      return String(shell.parameters.length);
    case '?':
      return String(shell.status);
    case '$':
      return String(shell.pid);
    case '!':
      return shell.lastBackground === undefined ? undefined : String(shell.lastBackground);
    case '-':
      return optionLetters(shell);
    case '0':
      return shell.name;
    case 'LINENO':
      // Debian's dash is built without it.
      return shell.flavour === 'dash' ? shell.get(name) : String(shell.line);
    case 'PPID':
      return String(shell.task.parent?.pid ?? 1);
    default:
      if (/^\d+$/.test(name)) return shell.parameters[Number(name) - 1];
      return shell.get(name);
  }
}

const optionLetters = (shell: Shell): string =>
  Object.keys(OPTIONS)
    .filter((letter) => shell.options.has(letter as keyof typeof OPTIONS))
    .join('') + (shell.interactive ? 'i' : '');
