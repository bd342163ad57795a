/** Assignments: a text, an element, or in bash a whole array. */
import { type Assignment, parse, type Word } from 'unbash';
import { arrayAt, compute, elementOf, elementsOf, inKind, setElement, setValue } from './arrays.ts';
import { assignDynamic } from './dynamic.ts';
import { ShellError } from './errors.ts';
import { expandFields, expandText } from './expand.ts';
import type { Shell } from './state.ts';
import { keyIn } from './subscript.ts';
import { type Elements, noElements, UNSET } from './variable.ts';

export async function assignedText(shell: Shell, { value, text }: Assignment): Promise<string> {
  if (value.type === 'ArrayValue') return text.slice(text.indexOf('=') + 1);
  return await expandText(shell, value, 'assigned');
}

/** @throws ShellError */
export async function assign(shell: Shell, assignment: Assignment, exported = false): Promise<void> {
  const { name, value, append, index } = assignment;
  if (value.type === 'ArrayValue') {
    if (index) throw new ShellError(`${name}[${index.text}]: cannot assign list to array member`);
    await assignList(shell, name, value.elements, append === true);
    return;
  }
  const text = await expandText(shell, value, 'assigned');
  if (index) {
    const key = await keyIn(shell, name, index);
    setElement(shell, name, key, append ? joined(shell, name, elementOf(shell, name, key), text) : text);
    return;
  }
  const whole = append ? joined(shell, name, shell.get(name), text) : text;
  if (!assignDynamic(shell, name, whole)) setValue(shell, name, whole, exported ? { exported } : {});
}

/** What `+=` makes: a sum where the variable is a number. */
function joined(shell: Shell, name: string, old: string | undefined, text: string): string {
  const { integer } = shell.variables.get(shell.target(name)) ?? UNSET;
  return integer ? String(compute(shell, old ?? '0') + compute(shell, text)) : (old ?? '') + text;
}

/** `NAME=(…)` and `NAME+=(…)`. @throws ShellError */
export async function assignList(
  shell: Shell,
  name: string,
  words: readonly Word[],
  append: boolean,
  kind: Elements['kind'] = elementsOf(shell, name)?.kind ?? 'indexed',
): Promise<void> {
  const target = shell.target(name);
  shell.mustChange(target);
  const elements = noElements(kind);
  if (append) for (const [key, value] of arrayAt(shell, target, kind).values) elements.values.set(key, value);
  let next = Math.max(-1, ...(kind === 'indexed' ? [...elements.values.keys()].map(Number) : [])) + 1;
  const pairs: string[] = [];
  for (const word of words) {
    const element = elementAssignment(word);
    if (element?.index && element.value.type === 'Word') {
      const subscript = await expandText(shell, element.index);
      const key = kind === 'associative' ? subscript : positive(shell, name, subscript, next);
      const text = await expandText(shell, element.value, 'assigned');
      elements.values.set(
        key,
        inKind(shell, target, element.append ? joined(shell, target, elements.values.get(key), text) : text),
      );
      if (kind === 'indexed') next = Number(key) + 1;
      continue;
    }
    const fields = await expandFields(shell, [word]);
    if (kind === 'associative') pairs.push(...fields);
    else
      for (const field of fields) {
        elements.values.set(String(next), inKind(shell, target, field));
        next += 1;
      }
  }
  for (let at = 0; at < pairs.length; at += 2)
    elements.values.set(pairs[at] ?? '', inKind(shell, target, pairs[at + 1] ?? ''));
  const old = shell.variables.get(target) ?? UNSET;
  shell.variables.set(target, { ...old, value: undefined, elements });
}

function positive(shell: Shell, name: string, subscript: string, next: number): string {
  const given = Number(compute(shell, subscript));
  const key = given < 0 ? next + given : given;
  if (key < 0) throw new ShellError(`${name}: [${subscript}]=: bad array subscript`);
  return String(key);
}

const known = new WeakMap<Word, Assignment | undefined>();

/** `[KEY]=VALUE` within the parentheses; undefined: it is a word as any other. */
function elementAssignment(word: Word): Assignment | undefined {
  if (!word.text.startsWith('[')) return undefined;
  if (!known.has(word)) {
    const command = parse(`a${word.text}`).commands[0]?.command;
    const [first] = command?.type === 'Command' && command.name === undefined ? command.prefix : [];
    known.set(word, first?.type === 'Assignment' && first.index ? first : undefined);
  }
  return known.get(word);
}
