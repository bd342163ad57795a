/** From an edit to the patches of the file that make it. Patches lead from the file as it is; an edit that changes nothing has none. */
import type { z } from 'zod';
import { unreachable } from '../../problem.ts';
import type { Path, SourceNode } from '../source.ts';
import { noteOf } from '../things/notes.ts';
import { entryOf, formOf, itemOf, keysOf, long, meaningOf, type Stop, spelt, stopsOf } from '../things/walk.ts';
import { type Data, dataOf, isList, isMap, type Patch, sameData } from './data.ts';
import { type Edit, type Value, valueData } from './edits.ts';
import { type Ground, remove, set } from './ground.ts';
import { movePatches } from './move.ts';
import { removePatches } from './remove.ts';
import { renamePatches } from './rename.ts';

type OfValue = Extract<Edit, { kind: 'add' | 'set' | 'unset' }>;

/** Whether an edit is about one value, for which nothing of the rest of the lab has to be known. */
export const isOfValue = (edit: Edit): edit is OfValue => 'value' in edit || edit.kind === 'unset';

/** Of an edit that is allowed: `refusal` has looked at it. */
export const valuePatches = (root: SourceNode, edit: OfValue): readonly Patch[] =>
  edit.kind === 'add'
    ? added(root, edit.path, edit.value)
    : changed(root, edit.path, edit.kind === 'set' ? valueData(edit.value) : undefined);

/** Of an edit that is allowed: `refusal` has looked at it. */
export function thingPatches(ground: Ground, edit: Exclude<Edit, OfValue>): readonly Patch[] {
  switch (edit.kind) {
    case 'rename':
      return renamePatches(ground, edit.path, edit.to);
    case 'remove':
      return removePatches(ground, edit.path);
    case 'move':
      return movePatches(ground, edit.path, edit.to);
    default:
      return unreachable(edit);
  }
}

function added(root: SourceNode, path: Path, given: Value): readonly Patch[] {
  const stop = stopsOf(root, path).at(-1) as Stop;
  const value = valueData(given) ?? null;
  const item = itemOf(formOf(stop.schema, stop.node && dataOf(stop.node)));
  if (item !== undefined) return [{ kind: 'append', path, value: spelt(item, value) }];
  return [set(path, spelt(stop.schema, long(stop.schema, value) ?? value))];
}

/** Makes the value at the path `wanted`; undefined takes it away. */
function changed(root: SourceNode, path: Path, wanted: Data | undefined): readonly Patch[] {
  const [owner, stop] = stopsOf(root, path).slice(-2) as [Stop, Stop];
  const above = owner.node && dataOf(owner.node);
  const key = String(path.at(-1));
  if (noteOf(owner.schema).short !== undefined && !isMap(above)) {
    // Something within a short form: the form is written anew.
    const inner = new Map(long(owner.schema, above) as ReadonlyMap<string, Data>);
    if (wanted === undefined) inner.delete(key);
    else inner.set(key, wanted);
    return difference(owner.schema, owner.path, above, inner, undefined);
  }
  const now = stop.node && dataOf(stop.node);
  const isKey = isMap(above) && keysOf(formOf(owner.schema, above)) !== undefined;
  if (wanted === undefined && !isKey) return now === undefined ? [] : [remove(path)];
  return difference(stop.schema, path, now, wanted, isKey ? above : undefined);
}

/** `owner` is the map of fixed keys that the value is one of. */
function difference(
  schema: z.ZodType,
  path: Path,
  given: Data | undefined,
  value: Data | undefined,
  owner: ReadonlyMap<string, Data> | undefined,
): readonly Patch[] {
  const meaning = meaningOf(schema, value, owner);
  if (same(meaningOf(schema, given, owner), meaning)) return [];
  if (
    value === undefined ||
    (owner !== undefined && isEmpty(value) && same(meaningOf(schema, undefined, owner), meaning))
  )
    return given === undefined ? [] : [remove(path)];
  const [now, wanted] = [isMap(given) ? given : undefined, long(schema, value)];
  const form = formOf(schema, given);
  if (now !== undefined && isMap(wanted) && form === formOf(schema, wanted)) return ofMap(form, path, now, wanted);
  const item = itemOf(form);
  if (item !== undefined && isList(given) && isList(value)) return ofList(item, path, given, value);
  return [set(path, spelt(schema, wanted ?? value))];
}

const same = (a: Data | undefined, b: Data | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameData(a, b);
const isEmpty = (data: Data): boolean => (isList(data) ? data.length === 0 : isMap(data) && data.size === 0);

/** Key by key. What is new comes before what goes, so that a map is never empty in between. */
function ofMap(
  form: z.ZodType,
  path: Path,
  now: ReadonlyMap<string, Data>,
  wanted: ReadonlyMap<string, Data>,
): readonly Patch[] {
  const [keys, entry] = [keysOf(form), entryOf(form)];
  const kept = [...now.keys()].filter((key) => wanted.has(key));
  const added = [...wanted.keys()].filter((key) => !now.has(key));
  // The order of names is the order of things.
  const order = [...wanted.keys()];
  const inOrder = keys !== undefined || [...kept, ...added].every((key, at) => key === order[at]);
  if (kept.length === 0 || !inOrder) return [set(path, spelt(form, wanted))];
  return [
    ...[...wanted].flatMap(([key, value]) => {
      const inner = keys === undefined ? entry : keys[key];
      const at = [...path, key];
      return inner === undefined ? [set(at, value)] : difference(inner, at, now.get(key), value, keys && wanted);
    }),
    ...[...now.keys()]
      .filter((key) => !wanted.has(key))
      .flatMap((key) => {
        const at = [...path, key];
        const inner = keys?.[key];
        return inner === undefined ? [remove(at)] : difference(inner, at, now.get(key), undefined, wanted);
      }),
  ];
}

/** From one list to another: what was added at the end or taken out is cut in; anything else writes the list anew. */
function ofList(item: z.ZodType, path: Path, now: readonly Data[], wanted: readonly Data[]): readonly Patch[] {
  const means = (data: Data): Data => meaningOf(item, data) ?? null;
  const [before, after] = [now.map(means), wanted.map(means)];
  const kept = before.filter((data) => after.some((other) => sameData(data, other)));
  const written = wanted.map((data) => spelt(item, data));
  if (kept.length === 0 || !kept.every((data, at) => sameData(data, after[at] ?? null))) return [set(path, written)];
  const gone = before.flatMap((data, at) => (kept.includes(data) ? [] : [at]));
  return [
    ...gone.reverse().map((at) => remove([...path, at])),
    ...written.slice(kept.length).map((value): Patch => ({ kind: 'append', path, value })),
  ];
}
