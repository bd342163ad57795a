/** For each item the first one before it that has the same key: a list of thousands is gone through once. */
export function firstBefore<T>(items: readonly T[], keyOf: (item: T) => string): readonly (T | undefined)[] {
  const first = new Map<string, T>();
  return items.map((item) => {
    const key = keyOf(item);
    const before = first.get(key);
    if (before === undefined) first.set(key, item);
    return before;
  });
}
