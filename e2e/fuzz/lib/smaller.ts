/** A case that found something, made smaller as long as it still finds it: what is left is what it takes. */

/** Shorter texts are mostly words that mean something, such as which act this is. */
const SHORTEST_CUT = 24;

/**
 * Plain data with something less in it, the boldest cut first: pieces of lists left out, long texts cut.
 * @param whole names of lists that keep their length
 */
export function* lessOf<T>(value: T, whole: ReadonlySet<string> = new Set(), name = ''): Generator<T> {
  if (typeof value === 'string') {
    if (value.length <= SHORTEST_CUT) return;
    yield '' as T;
    yield value.slice(0, value.length >> 1) as T;
  } else if (Array.isArray(value)) {
    if (!whole.has(name)) yield* withoutPieces(value) as Generator<T>;
    for (const [at, item] of value.entries()) for (const less of lessOf(item, whole)) yield value.with(at, less) as T;
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      for (const less of lessOf(item, whole, key)) yield { ...value, [key]: less };
  }
}

function* withoutPieces(list: readonly unknown[]): Generator<readonly unknown[]> {
  for (let piece = list.length; piece > 0; piece >>= 1)
    for (let at = 0; at < list.length; at += piece) yield list.toSpliced(at, piece);
}

/** What an error says, but for the numbers in it. */
const kindOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replaceAll(/\d+/g, '#').slice(0, 60);

/**
 * @param check rejects when it finds something
 * @param until by `performance.now()`: the smallest so far is the result then
 */
export async function smallest<Case>(
  made: Case,
  error: unknown,
  less: (made: Case) => Iterable<Case>,
  check: (made: Case) => Promise<unknown>,
  until: number,
): Promise<Case> {
  const kind = kindOf(error);
  const finds = (candidate: Case): Promise<boolean> =>
    check(candidate).then(
      () => false,
      (found: unknown) => kindOf(found) === kind,
    );
  let best = made;
  for (let smaller: Case | undefined = made; smaller !== undefined; ) {
    best = smaller;
    smaller = undefined;
    for (const candidate of less(best)) {
      if (performance.now() > until) return best;
      if (!(await finds(candidate))) continue;
      smaller = candidate;
      break;
    }
  }
  return best;
}
