/** Containers taken to another place at once, or copied there. */
import { containerId, type Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { type Carried, carry, IS_HERE } from './carry.ts';
import { copyContainer } from './copies.ts';
import { type Draft, isRefusal, type Refusal, refuse } from './draft.ts';
import { type Defaults, type DropPlace, idOf } from './tools.ts';

type Way = 'move' | 'copy';

/** What stands there afterwards: the thing that was held, and those that came with it. */
export interface CarriedTogether extends Carried {
  readonly others: readonly string[];
  /** What each was, and what it is: of a copy nothing. */
  readonly moved: readonly (readonly [string, string])[];
}

/** @param others containers that were chosen with it; those that are there already stay */
export function carryAll(
  draft: Draft,
  way: Way,
  what: DropPlace,
  others: readonly DropPlace[],
  to: DropPlace,
  defaults: Defaults,
): CarriedTogether | Refusal {
  const one = way === 'copy' ? copyTo : carry;
  if (others.length === 0) {
    const done = one(draft, what, to, defaults);
    return isRefusal(done) ? done : { ...done, others: [], moved: way === 'copy' ? [] : movedTo(what, done.id) };
  }
  let next = draft;
  const done: Carried[] = [];
  const moved: (readonly [string, string])[] = [];
  for (const each of [what, ...others]) {
    const carried = one(next, each, to, defaults);
    if (isRefusal(carried)) {
      if (carried.why === IS_HERE) continue;
      return refuse('name' in each && each !== what ? `${each.name}: ${carried.why}` : carried.why);
    }
    next = carried.draft;
    done.push(carried);
    if (way === 'move') moved.push(...movedTo(each, carried.id));
  }
  const [first, ...rest] = done;
  if (first === undefined) return refuse('they are on this one now');
  const { says, id } = first;
  const count = `${done.length} ${done.length === 1 ? 'container' : 'containers'}`;
  return {
    draft: next,
    id,
    says: `${way} ${count}${says.slice(says.indexOf(' to '))}`,
    others: rest.map((each) => each.id),
    moved,
  };
}

const movedTo = (what: DropPlace, id: string): readonly (readonly [string, string])[] => {
  const was = idOf(what);
  return was === undefined ? [] : [[was, id]];
};

/** One more of a container, with everything that it has, at another place or beside itself. */
function copyTo(draft: Draft, what: DropPlace, to: DropPlace, defaults: Defaults): Carried | Refusal {
  if (what.kind !== 'container') return refuse('a copy of it has no place here: Ctrl with D makes one more of it');
  const box = indexOf(draft.lab).container(what.host, what.name);
  if (box === undefined) return refuse(`there is no container ${containerId(what.host, what.name)}`);
  const copied = copyContainer(draft, what.host, box);
  if (isRefusal(copied)) return copied;
  const name = copied.id.slice(what.host.length + 1);
  const moved =
    to.kind === 'host' && to.host === what.host ? undefined : carry(copied.draft, { ...what, name }, to, defaults);
  if (moved === undefined || (isRefusal(moved) && moved.why === IS_HERE)) {
    const on = firstNetwork(draft.lab, what) ?? what.host;
    return { ...copied, says: `copy ${box.name} to ${on}` };
  }
  return isRefusal(moved)
    ? moved
    : { ...moved, says: `copy ${box.name}${moved.says.slice(moved.says.indexOf(' to '))}` };
}

const firstNetwork = (lab: Lab, { host, name }: { readonly host: string; readonly name: string }): string | undefined =>
  indexOf(lab).container(host, name)?.attachments[0]?.network;
