/** How wide the columns of the matrix are, and how their names stand, so that as many as can be are seen at once. Pure. */

export interface ColumnNames {
  readonly label: string;
  /** Enough beside the one before: `.10` after `ens33`. */
  readonly short?: string | undefined;
  /** Stands over all neighbours that say the same. */
  readonly group?: string;
}

export interface Columns {
  /** Where each begins, in pixels from the first, and where the last ends. */
  readonly edges: readonly number[];
  /** `whole`: names beside each other, with room; `short`: close to each other, without what the one before says; `upright`: from below to above. */
  readonly look: 'whole' | 'short' | 'upright';
}

/** How wide the letters of a heading are, in pixels, as a screen without fractions of them draws them; of most others 7. */
const LETTERS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.:]/, 3],
  [/[frt/]/, 4],
  [/[acekszvxyJL_]/, 6],
  [/[A-Z]/, 8],
  [/[mwMW@]/, 11],
];
const LETTER = 7;
export const wordsWidth = (words: string): number =>
  [...words].reduce((sum, letter) => sum + (LETTERS.findLast(([of]) => of.test(letter))?.[1] ?? LETTER), 0);

const WIDEST = 104;
/** A cell holds a time in milliseconds. */
const NARROWEST = 28;
/** A name that stands upright has room beside it. */
const UPRIGHT = 30;
/** Names that touch are read as one. */
const APART = 5;

export const between = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/**
 * Each is as wide as its own name: by the widest of all, the last ones of a small lab had no room in a small window. Where they
 * have no room so, they are closer to each other, or their names stand upright; where that is not enough either, one scrolls.
 * @param least what a column is wide with its name whole, in pixels
 * @param room for all of them; undefined: any
 */
export function columnsIn(names: readonly ColumnNames[], least: number, room: number | undefined): Columns {
  const whole = edgesOf(names, ({ label }) => between(wordsWidth(label) + 9, least, WIDEST));
  if (room === undefined || widthOf(whole) <= room) return { edges: whole, look: 'whole' };
  const short = edgesOf(names, ({ label, short: words = label }) =>
    between(wordsWidth(words) + APART, NARROWEST, WIDEST),
  );
  if (widthOf(short) <= room) return { edges: short, look: 'short' };
  const upright = edgesOf(names, () => UPRIGHT);
  return widthOf(upright) <= room ? { edges: upright, look: 'upright' } : { edges: whole, look: 'whole' };
}

/** How high names are that stand upright. */
export const uprightHeight = (names: readonly ColumnNames[]): number =>
  between(Math.max(...names.map(({ label }) => wordsWidth(label))) + 8, 24, WIDEST);

const widthOf = (edges: readonly number[]): number => edges.at(-1) ?? 0;

/** A group's name has the width of all its columns to stand in, and touches no other. */
function edgesOf(names: readonly ColumnNames[], widthOfOne: (name: ColumnNames) => number): readonly number[] {
  const wide = names.map(widthOfOne);
  const groups = new Map<string, number[]>();
  for (const [index, { group }] of names.entries()) {
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), index]);
  }
  for (const [group, indices] of groups) {
    const missing = wordsWidth(group) + 12 - indices.reduce((sum, index) => sum + (wide[index] ?? 0), 0);
    if (missing > 0)
      for (const index of indices) wide[index] = (wide[index] ?? 0) + Math.ceil(missing / indices.length);
  }
  const edges = [0];
  for (const width of wide) edges.push((edges.at(-1) ?? 0) + width);
  return edges;
}

/** The column that lies at so many pixels. */
export function columnAt(edges: readonly number[], x: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  return low;
}
