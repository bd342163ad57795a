/**
 * What carries no mark of its own (promiscuous mode, a sysctl, an address, a route) is claimed: the lab keeps on the host what
 * was there before. Several labs may need the same thing. Each keeps the value from before the first of them, and whoever
 * leaves last restores it, so that destroying one lab breaks no other.
 */
import { type HostState, type LabRecord, recordOf } from '../host/state.ts';
import type { Operation } from '../machine/operation.ts';
import type { Problem } from '../problem.ts';
import { type Presence, type Saved, type Wanted, wanted } from './resource.ts';

/** The old value of something that was not there. */
export const nothingBefore = 'absent';

export interface Claimed
  extends Pick<Wanted, 'kind' | 'key' | 'subject' | 'noun' | 'explain' | 'needs' | 'beside' | 'standsAfterAll'> {
  readonly lab: string;
  readonly requires?: readonly string[];
  /** What is in the way, if anything. */
  obstacle(state: HostState): Problem | undefined;
  /** Whether it is as wanted, whoever made it so. */
  stands(state: HostState): boolean;
  /** The value that it has before we make it as wanted. One line. */
  before(state: HostState): string;
  readonly create: Operation | readonly Operation[];
  /** The link that it is gone with. */
  goesWith?(state: HostState): string | undefined;
  /** Back to the old value. */
  restore(state: HostState, old: string): readonly Operation[];
  /** What is left to do where it is gone already, and the claim to it still there. */
  restoreGone?(state: HostState): readonly Operation[];
  removalProblems?(state: HostState): readonly Problem[];
}

export function claimed(thing: Claimed): Wanted {
  const { lab, key } = thing;
  const saves = (state: HostState): readonly Saved[] => {
    if (ownClaim(state, lab, key) !== undefined) return [];
    const other = otherClaimant(state, lab, key);
    return [{ key, value: savedIn(other, key) ?? thing.before(state) }];
  };
  const presentIn = (state: HostState): Presence => {
    if (thing.stands(state)) return standingPresence(state, lab, key);
    const problem = thing.obstacle(state);
    return problem ? { kind: 'clash', problem } : { kind: 'absent' };
  };
  /** The old value, when no other lab needs the thing. */
  const oursAlone = (state: HostState): string | undefined =>
    otherClaimant(state, lab, key) === undefined ? ownClaim(state, lab, key) : undefined;
  return wanted({
    kind: thing.kind,
    key,
    subject: thing.subject,
    noun: thing.noun,
    explain: thing.explain,
    requires: thing.requires ?? [],
    needs: thing.needs,
    ...(thing.beside && { beside: thing.beside }),
    ...(thing.standsAfterAll && { standsAfterAll: thing.standsAfterAll }),
    presentIn,
    saves,
    create: () => [thing.create].flat(),
    remove(state) {
      const value = oursAlone(state);
      if (value === undefined) return [];
      return thing.stands(state) ? thing.restore(state, value) : (thing.restoreGone?.(state) ?? []);
    },
    goesWith: (state) => thing.goesWith?.(state),
    removalProblems: (state) =>
      oursAlone(state) !== undefined && thing.stands(state) ? (thing.removalProblems?.(state) ?? []) : [],
  });
}

function standingPresence(state: HostState, lab: string, key: string): Presence {
  if (ownClaim(state, lab, key) !== undefined) return { kind: 'present', owned: true };
  const other = otherClaimant(state, lab, key);
  if (other === undefined) return { kind: 'present', owned: false };
  return { kind: 'differs', change: 'update', how: `so far only the lab ${other.lab} asks for it` };
}

export const savedIn = (record: LabRecord | undefined, key: string): string | undefined =>
  record !== undefined && Object.hasOwn(record.saved, key) ? record.saved[key] : undefined;

export const ownClaim = (state: HostState, lab: string, key: string): string | undefined =>
  savedIn(recordOf(state, lab), key);

export const otherClaimant = (state: HostState, lab: string, key: string): LabRecord | undefined =>
  state.records.find((record) => record.lab !== lab && savedIn(record, key) !== undefined);

/** The keys under which a lab has kept old values of one kind, without the kind's name before them. */
export function claimsOf(state: HostState, lab: string, kind: string): readonly string[] {
  const saved = recordOf(state, lab)?.saved ?? {};
  return Object.keys(saved)
    .filter((key) => key.startsWith(`${kind}:`))
    .map((key) => key.slice(kind.length + 1));
}
