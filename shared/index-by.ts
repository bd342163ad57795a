/** Items by each of the words that they have, in their order. */
export function indexBy<T>(
  items: Iterable<T>,
  wordsOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const index = new Map<string, T[]>();
  for (const item of items) {
    for (const word of wordsOf(item)) {
      const known = index.get(word);
      if (known === undefined) index.set(word, [item]);
      else if (known.at(-1) !== item) known.push(item);
    }
  }
  return index;
}
