/**
 * What is mostly there at once, and otherwise promised. Most words need no command run for them, and waiting for what nobody has
 * to wait for would be most of what a shell does.
 */
export type Soon<T> = T | Promise<T>;

export const after = <T, U>(value: Soon<T>, next: (value: T) => U): Soon<U> =>
  value instanceof Promise ? value.then(next) : next(value);

/** What is made of each item, one after the other, in one list. */
export function collect<Item, Made>(
  items: readonly Item[],
  make: (item: Item, at: number) => Soon<readonly Made[]>,
): Soon<Made[]> {
  const all: Made[] = [];
  for (let at = 0; at < items.length; at += 1) {
    const made = make(items[at] as Item, at);
    if (made instanceof Promise) return collectRest(items, make, at, made, all);
    for (const one of made) all.push(one);
  }
  return all;
}

async function collectRest<Item, Made>(
  items: readonly Item[],
  make: (item: Item, at: number) => Soon<readonly Made[]>,
  from: number,
  first: Promise<readonly Made[]>,
  all: Made[],
): Promise<Made[]> {
  for (const one of await first) all.push(one);
  for (let at = from + 1; at < items.length; at += 1)
    for (const one of await make(items[at] as Item, at)) all.push(one);
  return all;
}
