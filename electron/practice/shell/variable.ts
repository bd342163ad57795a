/** What a variable is: a text, or in bash an array of them. */

/** Those of an array; the keys of an indexed one are whole numbers. */
export interface Elements {
  readonly kind: 'indexed' | 'associative';
  readonly values: Map<string, string>;
  /** Declared, and never given anything. */
  readonly bare?: boolean;
}

export interface Variable {
  /** Of an array nothing: what stands for it is its element 0. */
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readonly: boolean;
  readonly elements?: Elements | undefined;
  /** Bash's `declare -i`: what is assigned is computed. */
  readonly integer?: boolean | undefined;
  /** Bash's `declare -u` and `-l`. */
  readonly letters?: 'upper' | 'lower' | undefined;
  /** Bash's `declare -n`: its value is the name of the variable that is meant. */
  readonly reference?: boolean | undefined;
}

export const UNSET: Variable = { value: undefined, exported: false, readonly: false };

export const noElements = (kind: Elements['kind']): Elements => ({ kind, values: new Map() });

/** An array's own copy: what a subshell does to it is its own. */
export const copied = (variable: Variable): Variable =>
  variable.elements === undefined
    ? variable
    : { ...variable, elements: { ...variable.elements, values: new Map(variable.elements.values) } };

/** Keys and values in bash's order: by number, or by the places of its hash table. */
export function entriesOf({ kind, values }: Elements): readonly (readonly [string, string])[] {
  const entries = [...values];
  if (kind === 'indexed') return entries.sort(([a], [b]) => Number(a) - Number(b));
  return inHashOrder(entries);
}

/** Bash walks over its tables by their 1024 places; what came later to the same place stands before. */
export function inHashOrder<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  const placed = entries.map((entry, at) => ({ entry, at, place: hash(entry[0]) & 1023 }));
  return placed.sort((a, b) => a.place - b.place || b.at - a.at).map(({ entry }) => entry);
}

/** FNV-1, as in bash's `hashlib.c`. */
function hash(key: string): number {
  let value = 2166136261;
  for (const byte of Buffer.from(key)) value = (Math.imul(value, 16777619) ^ ((byte << 24) >> 24)) >>> 0;
  return value;
}
