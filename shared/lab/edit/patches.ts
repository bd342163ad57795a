/** From an edit to the patches of the file that make it. Patches lead from the file as it is; an edit that changes nothing has none. */
import { unreachable } from '../../problem.ts';
import { type Data, isList, isMap, sameData } from '../data.ts';
import { dataOf, type Path, type SourceNode } from '../source.ts';
import { type FilePlace, formOf, long } from '../things/place.ts';
import { formAt, meaningOf, type Stop, spelt, stopsOf } from '../things/walk.ts';
import type { Patch } from './data.ts';
import { valueData } from './edit-value.ts';
import { type Ground, remove, set } from './ground.ts';
import type { Edit, Value } from './language.ts';
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
  const { item } = formAt(stop);
  if (item !== undefined) return [{ kind: 'append', path, value: spelt(item, value) }];
  return [set(path, spelt(stop.place, long(stop.place, value) ?? value))];
}

/** Makes the value at the path `wanted`; undefined takes it away. */
function changed(root: SourceNode, path: Path, wanted: Data | undefined): readonly Patch[] {
  const [owner, stop] = stopsOf(root, path).slice(-2) as [Stop, Stop];
  const above = owner.node && dataOf(owner.node);
  const key = String(path.at(-1));
  if (owner.place.note.short !== undefined && !isMap(above)) {
    // Something within a short form: the form is written anew.
    const inner = new Map(long(owner.place, above) as ReadonlyMap<string, Data>);
    if (wanted === undefined) inner.delete(key);
    else inner.set(key, wanted);
    return difference(owner.place, owner.path, above, inner, undefined);
  }
  const now = stop.node && dataOf(stop.node);
  const isKey = isMap(above) && formAt(owner).keys !== undefined;
  if (wanted === undefined && !isKey) return now === undefined ? [] : [remove(path)];
  return difference(stop.place, path, now, wanted, isKey ? above : undefined);
}

/** `owner` is the map of fixed keys that the value is one of. */
function difference(
  place: FilePlace,
  path: Path,
  given: Data | undefined,
  value: Data | undefined,
  owner: ReadonlyMap<string, Data> | undefined,
): readonly Patch[] {
  const meaning = meaningOf(place, value, owner);
  if (same(meaningOf(place, given, owner), meaning)) return [];
  if (
    value === undefined ||
    (owner !== undefined && isEmpty(value) && same(meaningOf(place, undefined, owner), meaning))
  )
    return given === undefined ? [] : [remove(path)];
  const [now, wanted] = [isMap(given) ? given : undefined, long(place, value)];
  const form = formOf(place, given);
  if (now !== undefined && isMap(wanted) && form === formOf(place, wanted)) return ofMap(form, path, now, wanted);
  const { item } = form;
  if (item !== undefined && isList(given) && isList(value)) return ofList(item, path, given, value);
  return [set(path, spelt(place, wanted ?? value))];
}

const same = (a: Data | undefined, b: Data | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameData(a, b);
const isEmpty = (data: Data): boolean => (isList(data) ? data.length === 0 : isMap(data) && data.size === 0);

/** Key by key. What is new comes before what goes, so that a map is never empty in between. */
function ofMap(
  form: FilePlace,
  path: Path,
  now: ReadonlyMap<string, Data>,
  wanted: ReadonlyMap<string, Data>,
): readonly Patch[] {
  const { keys, entry } = form;
  const kept = [...now.keys()].filter((key) => wanted.has(key));
  const added = [...wanted.keys()].filter((key) => !now.has(key));
  // The order of names is the order of things.
  const order = [...wanted.keys()];
  const inOrder = keys !== undefined || [...kept, ...added].every((key, at) => key === order[at]);
  if (kept.length === 0 || !inOrder) return [set(path, spelt(form, wanted))];
  return [
    ...[...wanted].flatMap(([key, value]) => {
      const inner = keys === undefined ? entry : keys.get(key);
      const at = [...path, key];
      return inner === undefined ? [set(at, value)] : difference(inner, at, now.get(key), value, keys && wanted);
    }),
    ...[...now.keys()]
      .filter((key) => !wanted.has(key))
      .flatMap((key) => {
        const at = [...path, key];
        const inner = keys?.get(key);
        return inner === undefined ? [remove(at)] : difference(inner, at, now.get(key), undefined, wanted);
      }),
  ];
}

/** From one list to another: what was added at the end or taken out is cut in; anything else writes the list anew. */
function ofList(item: FilePlace, path: Path, now: readonly Data[], wanted: readonly Data[]): readonly Patch[] {
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
