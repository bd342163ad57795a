/** A lab file's values without their places, and what a patch makes of them: the yardstick for every edit of the text. */
import { type Data, isList, isMap, type Path } from '../data.ts';

/** One change at one place. Paths are those of the file before this patch and after the ones before it. */
export type Patch =
  /** Writes a value; maps that are missing on the way are made. Something new comes last in its map. */
  | { readonly kind: 'set'; readonly path: Path; readonly value: Data }
  | { readonly kind: 'remove'; readonly path: Path }
  /** Gives an entry another key, in its place. */
  | { readonly kind: 'rename'; readonly path: Path; readonly to: string }
  /** Adds to the end of a list, which is made when it is missing. */
  | { readonly kind: 'append'; readonly path: Path; readonly value: Data };

/** The data with the patch applied. Throws where the path leads nowhere: a patch is made for the data it is applied to. */
export function patchData(data: Data, patch: Patch): Data {
  switch (patch.kind) {
    case 'set':
      return change(data, patch.path, () => patch.value);
    case 'append':
      return change(data, patch.path, (list) => [...(isList(list) ? list : []), patch.value]);
    case 'remove':
      return changeParent(data, patch.path, (entries, key) => entries.filter(([name]) => name !== key));
    case 'rename':
      return changeParent(data, patch.path, (entries, key) =>
        entries.map(([name, value]) => [name === key ? patch.to : name, value]),
      );
  }
}

function change(data: Data | undefined, path: Path, make: (before: Data | undefined) => Data): Data {
  const [step, ...rest] = path;
  if (step === undefined) return make(data);
  if (isList(data) && typeof step === 'number')
    return data.map((item, index) => (index === step ? change(item, rest, make) : item));
  if (data !== undefined && data !== null && !isMap(data)) throw new Error(`no map at ${String(step)}`);
  const entries = new Map(data ?? []);
  entries.set(String(step), change(entries.get(String(step)), rest, make));
  return entries;
}

type Entry = readonly [string | number, Data];

function changeParent(
  data: Data,
  path: Path,
  make: (entries: readonly Entry[], key: string | number) => readonly Entry[],
): Data {
  const key = path.at(-1);
  if (key === undefined) throw new Error('the whole file has no parent');
  return change(data, path.slice(0, -1), (parent) => {
    if (isList(parent)) return make([...parent.entries()], key).map(([, value]) => value);
    if (!isMap(parent)) throw new Error(`nothing at ${path.join('.')}`);
    return new Map(make([...parent], String(key)).map(([name, value]) => [String(name), value]));
  });
}
