/** Taking a thing away with everything that stands on it or names it. */
import type { Path } from '../source.ts';
import type { Patch } from './data.ts';
import { type Ground, remove } from './ground.ts';
import { Mentions, targetAt } from './targets.ts';

/**
 * Of one thing or of several. What names a thing goes with it: the smallest part of the file that may be missing and says the name. Where this is a thing too
 * (a sub-interface of a card, a network's parent), what names that goes as well.
 */
export function removePatches(ground: Ground, ...paths: readonly Path[]): readonly Patch[] {
  const mentions = new Mentions(ground);
  const gone = new Map<string, Path>();
  const waiting = [...paths];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (gone.has(JSON.stringify(next))) continue;
    gone.set(JSON.stringify(next), next);
    const target = targetAt(next);
    if (target !== undefined) waiting.push(...mentions.of(target).map(({ holder }) => holder));
  }
  const goesWithMore = (at: Path): boolean => at.some((_, length) => gone.has(JSON.stringify(at.slice(0, length))));
  const parts = [...gone.values()].filter((at) => !goesWithMore(at));
  const place = (at: Path): number => (typeof at.at(-1) === 'number' ? Number(at.at(-1)) : -1);
  // Of a list the last first, so that the places of the others stay.
  return parts.sort((a, b) => place(b) - place(a)).map(remove);
}
