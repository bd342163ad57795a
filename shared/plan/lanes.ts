/** Which steps of a script run one after the other, and which side by side. */
import type { Step } from './program.ts';

/** More at once would only wait for each other in Docker and on the disk. */
const MOST_LANES = 6;

/** Each lane is a list of steps in their order; the next stretch begins when all lanes of one have ended. */
export type Stretch = readonly (readonly Step[])[];

export const stretchesOf = (steps: readonly Step[]): readonly Stretch[] => groupsOf(steps).map(lanesOf);

/** Neighbours that may run beside each other, together; every other step alone. */
function groupsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last !== undefined && step.beside !== undefined && last[0]?.beside === step.beside) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** What one waits for is in the same lane before it. Each chain goes to the lane that has the least to do. */
function lanesOf(group: readonly Step[]): Stretch {
  const lanes: Step[][] = Array.from({ length: Math.min(MOST_LANES, group.length) }, () => []);
  for (const chain of chainsOf(group)) {
    const shortest = lanes.reduce((least, lane) => (lane.length < least.length ? lane : least));
    shortest.push(...chain);
  }
  return lanes.filter((lane) => lane.length > 0);
}

/** The steps of a group that hang together, directly or not. */
function chainsOf(group: readonly Step[]): readonly (readonly Step[])[] {
  const chainOf = new Map<number, Step[]>();
  for (const step of group) {
    const tied = new Set(step.after.flatMap((index) => [chainOf.get(index) ?? []]));
    const [longest = [], ...others] = [...tied].sort((a, b) => b.length - a.length);
    const joined = [...others.flat(), step];
    longest.push(...joined);
    for (const { index } of joined) chainOf.set(index, longest);
  }
  const chains = [...new Set(chainOf.values())].map((chain) => chain.sort((a, b) => a.index - b.index));
  return chains.sort(([a], [b]) => (a?.index ?? 0) - (b?.index ?? 0));
}
