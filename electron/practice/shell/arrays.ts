/** Variables as bash has them: arrays, numbers, and what is computed on the way into them. */
import { arithmetic } from './arithmetic.ts';
import { type BashNumbers, bashArithmetic } from './bash-arithmetic.ts';
import { dynamicValue } from './dynamic.ts';
import { ShellError } from './errors.ts';
import type { Shell } from './state.ts';
import { type Elements, entriesOf, noElements, UNSET } from './variable.ts';

/** No array has more elements than this. */
const MOST = 200_000;

/** An index before the first: what is read there is empty, and nothing can be written. */
export class BadSubscript extends ShellError {}

/** The variables of an expression. Its subscripts are expanded already. */
const numbersOf = (shell: Shell): BashNumbers => ({
  get(name, subscript) {
    const value =
      subscript === undefined ? scalarOf(shell, name) : elementOf(shell, name, keyOf(shell, name, subscript));
    if (value === undefined && shell.options.has('u'))
      throw new ShellError(`${name}: unbound variable`, shell.options.has('e') ? 1 : 127);
    return value;
  },
  set(name, value, subscript) {
    if (subscript === undefined) shell.set(name, value);
    else setElement(shell, name, keyOf(shell, name, subscript), value);
  },
});

/**
 * The value of an expression, by the grammar of the flavour.
 *
 * @param by what bash says before one that is wrong
 */
export function compute(shell: Shell, text: string, by = ''): bigint {
  return shell.flavour === 'bash' ? bashArithmetic(text, numbersOf(shell), by) : arithmetic(text, shell);
}

/** Of a variable that is no list, what bash makes up included. */
export const scalarOf = (shell: Shell, name: string): string | undefined =>
  dynamicValue(shell, name) ?? shell.get(name);

/** What a subscript means: a text, or the number that it comes to. @throws ShellError */
export function keyOf(shell: Shell, name: string, subscript: string): string {
  const elements = elementsOf(shell, name);
  if (elements?.kind === 'associative') {
    if (subscript === '') throw new ShellError(`${name}[]: bad array subscript`);
    return subscript;
  }
  const given = Number(compute(shell, subscript));
  if (subscript.trim() === '') throw new ShellError(`${name}[]: bad array subscript`);
  const last = elements
    ? Math.max(-1, ...[...elements.values.keys()].map(Number))
    : shell.get(name) === undefined
      ? -1
      : 0;
  const key = given < 0 ? last + 1 + given : given;
  if (key < 0) throw new BadSubscript(`${name}[${subscript}]: bad array subscript`);
  return String(key);
}

export const elementsOf = (shell: Shell, name: string): Elements | undefined =>
  shell.variables.get(shell.target(name))?.elements;

/** Of a variable that is no array, itself is the element 0. */
export function elementOf(shell: Shell, name: string, key: string): string | undefined {
  const elements = elementsOf(shell, name);
  if (elements) return elements.values.get(key);
  return key === '0' ? scalarOf(shell, name) : undefined;
}

/** Keys and values in their order. */
export function entriesNamed(shell: Shell, name: string): readonly (readonly [string, string])[] {
  const elements = elementsOf(shell, name);
  if (elements) return entriesOf(elements);
  const value = scalarOf(shell, name);
  return value === undefined ? [] : [['0', value]];
}

/** @throws ShellError */
export function setElement(shell: Shell, name: string, key: string, value: string): void {
  const target = shell.target(name);
  shell.mustChange(target);
  const values = arrayAt(shell, target, 'indexed').values;
  if (values.size >= MOST) throw new ShellError('Out of space');
  values.set(key, inKind(shell, target, value));
}

/** The array of this name; a text that was there becomes its first element. */
export function arrayAt(shell: Shell, name: string, kind: Elements['kind']): Elements {
  const old = shell.variables.get(name) ?? UNSET;
  if (old.elements) return old.elements;
  const elements = { ...noElements(kind), bare: true };
  if (old.value !== undefined) elements.values.set('0', old.value);
  shell.variables.set(name, { ...old, value: undefined, elements });
  return elements;
}

/** An array of texts, in the place of what was there. @throws ShellError */
export function setList(shell: Shell, name: string, values: readonly string[]): void {
  const target = shell.target(name);
  shell.mustChange(target);
  if (values.length > MOST) throw new ShellError('Out of space');
  const { exported, integer, letters } = shell.variables.get(target) ?? UNSET;
  const elements = { kind: 'indexed' as const, values: new Map(values.map((value, at) => [String(at), value])) };
  shell.variables.set(target, { value: undefined, exported, readonly: false, integer, letters, elements });
}

/** As somebody assigns it: computed where the variable is a number. @throws ShellError */
export function setValue(shell: Shell, name: string, value: string, how: { readonly exported?: boolean } = {}): void {
  const target = shell.target(name);
  const integer = shell.variables.get(target)?.integer;
  shell.set(target, integer ? String(compute(shell, value)) : value, how);
}

/** What an element of this array becomes of a text. */
export function inKind(shell: Shell, name: string, value: string): string {
  const { integer, letters } = shell.variables.get(name) ?? UNSET;
  const text = integer ? String(compute(shell, value)) : value;
  return letters === 'upper' ? text.toUpperCase() : letters === 'lower' ? text.toLowerCase() : text;
}
