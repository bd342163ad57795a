/** How bash says what a variable is: `declare -p`, `${x@A}`. */
import type { ParameterExpansionPart } from 'unbash';
import { elementOf, entriesNamed, keyOf, scalarOf, setElement, setValue } from './arrays.ts';
import { dynamicList } from './dynamic.ts';
import { ShellError } from './errors.ts';
import { doubleQuoted, singleQuoted } from './quoting.ts';
import { OPTIONS } from './shell-parts.ts';
import type { Shell } from './state.ts';
import { keyIn } from './subscript.ts';
import { entriesOf, UNSET, type Variable } from './variable.ts';

export const isDeclared = (shell: Shell, name: string): boolean => shell.variables.has(shell.target(name));

/** `-v`, of a variable or of an element. */
export function isSet(shell: Shell, word: string): boolean {
  const [, name, subscript] = /^([A-Za-z_]\w*)(?:\[(.+)\])?$/.exec(word) ?? [];
  if (name === undefined) return /^\d+$/.test(word) && Number(word) <= shell.parameters.length;
  if (subscript === '@' || subscript === '*') return entriesNamed(shell, name).length > 0;
  if (subscript !== undefined) return elementOf(shell, name, keyOf(shell, name, subscript)) !== undefined;
  return (dynamicList(shell, name)?.[0] ?? scalarOf(shell, name)) !== undefined;
}

/** `-o`, of `set -o`. */
export const hasOption = (shell: Shell, name: string): boolean =>
  shell.options.has(Object.entries(OPTIONS).find(([, long]) => long === name)?.[0] ?? name);

/** The letters of `declare` that make it what it is. */
export const attributes = (variable: Variable): string =>
  [
    variable.elements?.kind === 'indexed' ? 'a' : '',
    variable.elements?.kind === 'associative' ? 'A' : '',
    variable.integer ? 'i' : '',
    variable.letters === 'lower' ? 'l' : '',
    variable.reference ? 'n' : '',
    variable.readonly ? 'r' : '',
    variable.letters === 'upper' ? 'u' : '',
    variable.exported ? 'x' : '',
  ].join('');

/** `(…)`, as it can be read again. */
function elementsShown({ elements }: Variable): string {
  if (elements === undefined) return '';
  const shown = entriesOf(elements).map(([key, value]) => `[${keyShown(key)}]=${doubleQuoted(value)}`);
  return elements.kind === 'indexed' || shown.length === 0 ? `(${shown.join(' ')})` : `(${shown.join(' ')} )`;
}

const keyShown = (key: string): string => (/^[\w.,:/+=@%-]+$/.test(key) ? key : doubleQuoted(key));

/** A line of `declare -p`, without its end. */
export function declaration(name: string, variable: Variable): string {
  const bare = variable.elements?.bare && variable.elements.values.size === 0;
  const value = bare
    ? ''
    : variable.elements
      ? `=${elementsShown(variable)}`
      : variable.value === undefined
        ? ''
        : `=${doubleQuoted(variable.value)}`;
  return `declare -${attributes(variable) || '-'} ${name}${value}`;
}

/** A line of `set`, without its end. */
export function assignmentShown(name: string, variable: Variable): string | undefined {
  if (variable.elements) return `${name}=${elementsShown(variable)}`;
  return variable.value === undefined ? undefined : `${name}=${plainOrQuoted(variable.value)}`;
}

const plainOrQuoted = (value: string): string =>
  value === '' || /^[\w@%+=:,./^~-]+$/.test(value) ? value : singleQuoted(value);

/** `${x@a}`, `${x@A}` and `${x[@]@K}`. */
export function declaredAs(shell: Shell, name: string, letter: string, isList: boolean): string {
  const target = shell.target(name);
  const variable = shell.variables.get(target) ?? UNSET;
  if (letter === 'a') return attributes(variable);
  if (letter === 'A') {
    if (isList || variable.elements) {
      if (isList) return declaration(target, variable);
      const first = elementOf(shell, target, '0');
      return `declare -${attributes(variable)} ${target}${first === undefined ? '' : `=${singleQuoted(first)}`}`;
    }
    const letters = attributes(variable);
    return `${letters ? `declare -${letters} ` : ''}${target}=${singleQuoted(variable.value ?? '')}`;
  }
  const entries = variable.elements ? entriesOf(variable.elements) : [];
  return entries
    .map(([key, value]) => (letter === 'K' ? `${keyShown(key)} ${doubleQuoted(value)}` : `${key} ${value}`))
    .join(' ');
}

/** `${x=…}` and `${a[1]=…}`. @throws ShellError */
export async function assignElement(
  shell: Shell,
  {
    parameter: name,
    index,
  }: Pick<ParameterExpansionPart, 'parameter'> & Partial<Pick<ParameterExpansionPart, 'index'>>,
  text: string,
): Promise<void> {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new ShellError(shell.flavour === 'bash' ? `$${name}: cannot assign in this way` : 'Bad substitution');
  if (index) setElement(shell, name, await keyIn(shell, name, index), text);
  else setValue(shell, name, text);
}
