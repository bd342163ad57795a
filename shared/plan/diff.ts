import type { HostState } from '../host/state.ts';
import { indexBy } from '../index-by.ts';
import type { Operation } from '../machine/operation.ts';
import type { Problem } from '../problem.ts';
import type { Presence, Standing as Thing, Wanted } from '../resources/resource.ts';
import { dependantsAmong, inOrder } from './order.ts';
import type { Action, Standing } from './plan.ts';

/** One change, before it is put into commands. */
export type Move = {
  readonly action: Action;
  /** What is taken away first, in this order: itself, and before it whatever stands on it or in its way. */
  readonly removes: readonly Thing[];
} & (
  | {
      readonly makes: 'create' | 'update';
      readonly resource: Wanted /** Why, when it stands but not as wanted. */;
      readonly how: string | undefined;
    }
  | { readonly makes: undefined; readonly resource: Thing }
);

export interface Difference {
  /** In the order of running: what goes, in reverse order of making, then what comes. */
  readonly moves: readonly Move[];
  readonly standing: readonly Standing[];
  readonly problems: readonly Problem[];
}

/**
 * What must change on a host so that of `owned` (what carries the lab's mark) and `wanted` (what the drawing says)
 * exactly the wanted stands.
 *
 * What stands on something that goes, goes with it and comes back if it is wanted: a Docker network that is replaced takes its
 * containers along. Nothing else is touched.
 */
export function diff(wanted: readonly Wanted[], owned: readonly Thing[], state: HostState): Difference {
  const presences = new Map(wanted.map((resource) => [resource.key, resource.presentIn(state)]));
  const falling = fallingWith(wanted, owned, presences);
  const ownedKeys = new Set(owned.map(({ key }) => key));
  const olds = inOrder<Thing>([
    ...owned.filter(({ key }) => falling.has(key)),
    ...wanted.filter(({ key }) => falling.has(key) && !ownedKeys.has(key)),
  ]);
  /** Not ours, and yet gone with what it stands on: an address that was there before on a link that we replace. */
  const swept = dependantsAmong(wanted)(new Set(falling.keys()));

  const placeOf = new Map(olds.map(({ key }, at) => [key, at]));
  const dependants = dependantsAmong(olds);
  const occupants = indexBy(olds, ({ occupies }) => occupies);
  const taken = new Set<string>();
  const take = (keys: ReadonlySet<string>): readonly Thing[] => {
    if (olds.length === 0) return [];
    const now = [...keys, ...dependants(keys)]
      .flatMap((key) => (taken.has(key) ? [] : (placeOf.get(key) ?? [])))
      .sort((a, b) => b - a)
      .flatMap((at) => olds[at] ?? []);
    for (const { key } of now) taken.add(key);
    return now;
  };

  const moves: Move[] = [];
  for (const old of olds.toReversed()) {
    if (presences.has(old.key)) continue;
    const removes = take(new Set([old.key]));
    moves.push({ action: 'delete', resource: old, removes, makes: undefined });
  }
  for (const resource of inOrder(wanted)) {
    const presence = presences.get(resource.key) ?? { kind: 'absent' };
    const action = actionFor(presence, falling.has(resource.key), swept.has(resource.key));
    if (action === undefined) continue;
    if (action === 'update') {
      moves.push({ action, resource, how: howOf(presence), removes: [], makes: 'update' });
      continue;
    }
    const inTheWay = resource.occupies.flatMap((place) => occupants.get(place) ?? []);
    const removes = take(new Set([resource.key, ...inTheWay.map(({ key }) => key)]));
    const how = action === 'replace' ? (howOf(presence) ?? falling.get(resource.key)) : undefined;
    moves.push({ action, resource, how, removes, makes: 'create' });
  }

  return {
    moves,
    standing: wanted.map((resource) => standing(resource, presences.get(resource.key) ?? { kind: 'absent' })),
    problems: [
      ...[...presences.values()].flatMap((presence) => (presence.kind === 'clash' ? [presence.problem] : [])),
      ...moves.flatMap(({ removes }) => removes.flatMap((old) => old.removalProblems?.(state) ?? [])),
    ],
  };
}

/** What of ours is taken away, at least for a moment, and why. */
function fallingWith(
  wanted: readonly Wanted[],
  owned: readonly Thing[],
  presences: ReadonlyMap<string, Presence>,
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const old of owned) if (!presences.has(old.key)) reasons.set(old.key, 'the lab no longer has it');
  for (const { key } of wanted) {
    const presence = presences.get(key);
    if (presence?.kind === 'differs' && presence.change === 'replace') reasons.set(key, presence.how);
  }
  const roots = new Set(reasons.keys());
  for (const key of dependantsAmong(owned)(roots)) {
    if (presences.get(key)?.kind !== 'clash') reasons.set(key, reasons.get(key) ?? 'what it stands on is replaced');
  }
  return reasons;
}

function actionFor(presence: Presence, falls: boolean, swept: boolean): Exclude<Action, 'delete'> | undefined {
  if (presence.kind === 'clash') return undefined;
  if (falls) return 'replace';
  if (presence.kind === 'absent') return 'create';
  if (presence.kind === 'differs') return presence.change;
  return swept && !presence.owned ? 'create' : undefined;
}

const howOf = (presence: Presence): string | undefined => (presence.kind === 'differs' ? presence.how : undefined);

function standing({ key, subject, kind }: Thing, presence: Presence): Standing {
  const base = { resource: key, subject, kind, state: presence.kind };
  return presence.kind === 'differs' ? { ...base, how: presence.how } : base;
}

/** What a move makes, taken apart from what it removes and keeps. */
export function madeBy(move: Move, state: HostState): readonly Operation[] {
  if (move.makes === 'create') return move.resource.create(state);
  return move.makes === 'update' ? (move.resource.update?.(state) ?? []) : [];
}
