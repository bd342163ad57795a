/** A lab file's values without their places. */

export type Scalar = string | number | boolean | null;

/** Keys, and places in lists, from the whole file to a value in it. */
export type Path = readonly (string | number)[];

export type Data = Scalar | readonly Data[] | ReadonlyMap<string, Data>;

export const isMap = (data: Data | undefined): data is ReadonlyMap<string, Data> => data instanceof Map;
export const isList = (data: Data | undefined): data is readonly Data[] => Array.isArray(data);

/** Equal in value and in the order of keys. */
export function sameData(a: Data, b: Data): boolean {
  if (a === b) return true;
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((item, index) => sameData(item, b[index] ?? null));
  if (!isMap(a) || !isMap(b) || a.size !== b.size) return false;
  const others = b.entries();
  for (const [key, value] of a) {
    const [otherKey, otherValue] = others.next().value ?? ['', null];
    if (key !== otherKey || !sameData(value, otherValue)) return false;
  }
  return true;
}
