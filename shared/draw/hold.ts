/**
 * Something of the drawing that is held: the thing itself, to be moved, or a line that begins at it. What letting go at a place
 * makes, and in a word whether a place takes it at all.
 */
import type { Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { connect } from './connect.ts';
import { draftOf, isRefusal, type Refusal } from './draft.ts';
import { newFault } from './draw.ts';
import { type CarriedTogether, carryAll } from './together.ts';
import { DEFAULTS, type Defaults, type DropPlace, idOf, type Outcome } from './tools.ts';

export interface Held {
  readonly how: 'move' | 'copy' | 'connect';
  /** A thing; of a network one rail, where there is one. */
  readonly what: DropPlace;
  /** Containers that were chosen with it, and go with it. */
  readonly others?: readonly DropPlace[] | undefined;
}

function tried(
  lab: Lab,
  { how, what, others = [] }: Held,
  to: DropPlace,
  defaults: Defaults,
): CarriedTogether | Refusal {
  if (how !== 'connect') return carryAll(draftOf(lab), how, what, others, to, defaults);
  const line = connect(draftOf(lab), what, to, defaults);
  return isRefusal(line) ? line : { ...line, others: [], moved: [] };
}

/** Why a place does not take it; undefined: it does, as far as can be told without looking at the whole lab. */
export function refusedAt(lab: Lab, held: Held, to: DropPlace, defaults: Defaults = DEFAULTS): string | undefined {
  const done = tried(lab, held, to, defaults);
  return isRefusal(done) ? done.why : undefined;
}

/** Let go at a place: the lab as it would be, or one short sentence why not. */
export function letGo(lab: Lab, held: Held, to: DropPlace, defaults: Defaults = DEFAULTS): Outcome {
  const done = tried(lab, held, to, defaults);
  if (isRefusal(done)) return { ok: false, why: done.why };
  const { draft, id, says, others, moved } = done;
  if (draft.edits.length === 0) return { ok: false, why: 'it is so now' };
  const fault = newFault(lab, draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  const made = newThings(lab, draft.lab, id).filter((each) => !others.includes(each));
  return {
    ok: true,
    lab: draft.lab,
    edits: draft.edits,
    made,
    select: id,
    says,
    ...(moved.length > 0 && { moved }),
    ...(others.length > 0 && { others }),
  };
}

/** The thing itself, and whatever had to be made for it. */
function newThings(before: Lab, after: Lab, id: string): readonly string[] {
  const known = new Set(idsOf(before));
  return [id, ...idsOf(after).filter((other) => other !== id && !known.has(other))];
}

const idsOf = (lab: Lab): readonly string[] => placesOf(lab).flatMap((place) => idOf(place) ?? []);

/** Every place of a lab where something can be let go, in the order of the file; a network once for each rail. */
export function placesOf(lab: Lab): readonly DropPlace[] {
  const index = indexOf(lab);
  return [
    ...lab.segments.map(({ name }): DropPlace => ({ kind: 'segment', name })),
    ...lab.hosts.flatMap((host): readonly DropPlace[] => [
      { kind: 'host', host: host.name },
      ...host.interfaces.map(({ name }): DropPlace => ({ kind: 'interface', host: host.name, name })),
      ...lab.networks
        .filter(({ name }) => index.parentOf(name, host.name) !== undefined)
        .map(({ name }): DropPlace => ({ kind: 'network', name, host: host.name })),
      ...host.containers.map(({ name }): DropPlace => ({ kind: 'container', host: host.name, name })),
    ]),
  ];
}
