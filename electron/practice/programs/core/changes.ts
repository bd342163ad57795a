/** What two lists of lines have in common, and what became of the rest (Myers, 'An O(ND) difference algorithm'). */

/** Lines of the first that lines of the second stand for, each from one place up to before another. */
export interface Change {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Files that differ in more lines than this are told as wholly changed. */
const MOST = 2000;

export function changesBetween(a: readonly string[], b: readonly string[]): readonly Change[] {
  let begin = 0;
  while (begin < a.length && begin < b.length && a[begin] === b[begin]) begin += 1;
  let [endA, endB] = [a.length, b.length];
  while (endA > begin && endB > begin && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (begin === endA && begin === endB) return [];
  const common = commonOf(a.slice(begin, endA), b.slice(begin, endB));
  const changes: Change[] = [];
  let [i, j] = [begin, begin];
  for (const [x, y] of [...common.map(([x, y]) => [x + begin, y + begin] as const), [endA, endB] as const]) {
    if (x > i || y > j) changes.push({ from: [i, x], to: [j, y] });
    i = x + 1;
    j = y + 1;
  }
  return changes;
}

/** Pairs of places with the same line, as many as there can be. */
function commonOf(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trail: Map<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST); edits += 1) {
    trail.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [below, right] = [furthest.get(diagonal + 1) ?? -1, furthest.get(diagonal - 1) ?? -1];
      let x = diagonal === -edits || (diagonal !== edits && right < below) ? below : right + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return walkedBack(trail, a.length, b.length);
    }
  }
  return [];
}

function walkedBack(
  trail: readonly Map<number, number>[],
  toX: number,
  toY: number,
): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [toX, toY];
  for (let edits = trail.length - 1; edits >= 0; edits -= 1) {
    const before = trail[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const [below, right] = [before.get(diagonal + 1) ?? -1, before.get(diagonal - 1) ?? -1];
    const previous = diagonal === -edits || (diagonal !== edits && right < below) ? diagonal + 1 : diagonal - 1;
    const fromX = before.get(previous) ?? 0;
    const fromY = fromX - previous;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    [x, y] = [fromX, Math.max(fromY, 0)];
  }
  return pairs.reverse();
}
