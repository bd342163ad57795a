/** What would bring back the pings that a gesture loses: thought about when somebody looks, once for each gesture. */
import { type Cure, cureFor, type LostPing } from '../../shared/draw/cures.ts';
import type { Made } from '../../shared/draw/tools.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { pingChanges } from './ping-changes.ts';

/** Each that is tried is predicted: larger labs are not, while somebody waits. */
const TRIED = 20;

const known = new WeakMap<Made, { readonly cure: Cure | undefined }>();

/** Undefined: nothing is lost, nothing helps, or the lab is too large for it. */
export function cureOf(before: Lab, made: Made): Cure | undefined {
  const found = known.get(made);
  if (found !== undefined) return found.cure;
  const changes = before.hosts.length > TRIED ? undefined : pingChanges(before, made.lab, made.moved);
  const cure = cureFor(made.lab, [...(changes?.lost ?? [])].map(ends));
  known.set(made, { cure });
  return cure;
}

const ends = (pair: string): LostPing => {
  const [from = '', to = ''] = pair.split(' → ');
  return [from, to];
};

/** Gesture and cure as one step. */
export const withCure = (made: Made, cure: Cure): Made => ({
  ...made,
  lab: cure.lab,
  edits: [...made.edits, ...cure.edits],
  says: `${made.says} and ${cure.says}`,
});

const ofPairs = new WeakMap<Lab, Map<string, Cure | undefined>>();

/** What would let this one ping come back, thought about once for each lab. */
export function cureOfPair(lab: Lab, from: string, to: string): Cure | undefined {
  if (lab.hosts.length > TRIED) return undefined;
  const found = ofPairs.get(lab) ?? new Map<string, Cure | undefined>();
  ofPairs.set(lab, found);
  const pair = `${from} → ${to}`;
  if (!found.has(pair)) found.set(pair, cureFor(lab, [[from, to]]));
  return found.get(pair);
}
