/** Two texts that were made from one, put together line by line: what each has changed, where they have not changed the same. */
import { diff3Merge } from 'node-diff3';

/** One place where both have changed something, each in its own way. */
export interface Conflict {
  readonly mine: string;
  readonly theirs: string;
}

export type Merged =
  | { readonly kind: 'merged'; readonly text: string }
  | { readonly kind: 'conflicts'; readonly conflicts: readonly Conflict[] };

export function mergeTexts(base: string, mine: string, theirs: string): Merged {
  const lines = (text: string): string[] => text.split('\n');
  const regions = diff3Merge(lines(mine), lines(base), lines(theirs), { excludeFalseConflicts: true });
  const conflicts = regions.flatMap(({ conflict }) =>
    conflict ? [{ mine: conflict.a.join('\n'), theirs: conflict.b.join('\n') }] : [],
  );
  if (conflicts.length > 0) return { kind: 'conflicts', conflicts };
  return { kind: 'merged', text: regions.flatMap(({ ok }) => ok ?? []).join('\n') };
}
