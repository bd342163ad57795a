/** A host as it will be once its plan has run: the plan's own operations, done to a copy of its state. */
import type { HostState, LabRecord } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { apply, isRefusal } from '../machine/apply.ts';
import type { Operation } from '../machine/operation.ts';
import type { Saved } from '../resources/resource.ts';
import { desired, owned } from './desired.ts';
import { diff } from './diff.ts';
import { madeBy } from './plan-host.ts';

/** What the machine refuses, or what somebody else's things stand in the way of, is not there then. */
export function predictedState(lab: Lab, host: Host, state: HostState): HostState {
  const { moves } = diff(desired(lab, host), owned(state, lab.name, host.name), state);
  const saved: Saved[] = [];
  const after = moves.reduce((before, move) => {
    if (move.makes !== undefined) saved.push(...(move.resource.saves?.(state) ?? []));
    const gone = move.removes.flatMap((old) => old.remove(state)).reduce(applied, before);
    return madeBy(move, state).reduce(applied, gone);
  }, state);
  return saved.length === 0 ? after : withSaved(after, lab.name, saved);
}

/** A container that cannot start is left behind. */
function applied(state: HostState, operation: Operation): HostState {
  try {
    return apply(state, operation);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return operation.do === 'run-container' ? applied(state, { ...operation, do: 'create-container' }) : state;
  }
}

/** As the script's `keep` does it: an old value that is kept already stays. */
function withSaved(state: HostState, lab: string, saved: readonly Saved[]): HostState {
  const record: LabRecord = state.records.find((item) => item.lab === lab) ?? { lab, inventory: undefined, saved: {} };
  const added = Object.fromEntries(saved.map(({ key, value }) => [key, value]));
  const kept: LabRecord = { ...record, saved: { ...added, ...record.saved } };
  return { ...state, records: [...state.records.filter((item) => item.lab !== lab), kept] };
}
