/** How the shape of a thing is put together. Every map is strict: a key that is not there is an error that names the one it may have been meant to be. */
import { z } from 'zod';
import type { NameFault } from '../names.ts';
import { described, say, textLeaf } from './leaves.ts';
import { type FieldNote, type Note, noted, noteOf } from './notes.ts';

/** For `satisfies`: as many keys as the drawing has of the thing, apart from its kind and name, and those of `More`. */
export type KeysOf<Model, Not extends string = never, More extends string = never> = Readonly<
  Record<Exclude<keyof Model & string, 'kind' | 'name' | Not> | More, z.ZodType>
>;

/** A map with fixed keys. `what` names it in errors: `a host`. */
export const map = <S extends z.ZodRawShape>(what: string, keys: S, note: Note = {}) =>
  noted(
    described(
      z.strictObject(keys, {
        error: (issue) => {
          const names = Object.keys(keys);
          if (issue.code === 'unrecognized_keys') return say(what, names.join(' '));
          return say(
            `${what}: a map with the keys ${names.join(', ')}`,
            'Write `key: value` pairs, each on a line of its own or within { }.',
          );
        },
      }),
      what,
      '',
    ),
    note,
  );

/** A map whose keys are names that people give. */
export const named = <V extends z.ZodType>(what: string, fault: NameFault, hint: string, value: V, note: Note = {}) =>
  noted(
    described(
      z.record(textLeaf('a name', hint, fault), value, {
        error: say(`${what}, each under its name`, 'Write `name:` and what belongs to it.'),
      }),
      `${what}, each under its name`,
      hint,
    ),
    { entry: { name: 'name' }, ...note },
  );

const LIST_HINT = 'Write each on a line that begins with a dash, or all within [ ].';
export const list = <V extends z.ZodType>(what: string, value: V) =>
  described(z.array(value, { error: say(what, LIST_HINT) }), what, LIST_HINT);

/** A value that may have several shapes. */
export const either = <const S extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(
  shapes: S,
  expected: string,
  hint: string,
) => described(z.union(shapes, { error: say(expected, hint) }), expected, hint);

/** A key that must be there. */
export const key = <V extends z.ZodType>(value: V, field: FieldNote, note: Note = {}): V =>
  noted(value.clone() as V, { ...noteOf(value), field, ...note });

/** A key that may be left out, or have nothing after its colon, as people leave it while they write. */
export const optional = <V extends z.ZodType>(value: V, field: FieldNote, note: Note = {}) =>
  noted(value.nullish(), { field, ...note });

export const DOCKER_NAME_HINT = 'Use letters, digits, _, . and -, and begin with a letter or digit.';
