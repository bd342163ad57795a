/** A host as it will be once its plan has run: the plan's own operations, done to a copy of its state. */
import { type HostState, type LabRecord, recordOf } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { apply, isRefusal } from '../machine/apply.ts';
import type { Operation } from '../machine/operation.ts';
import type { Problem } from '../problem.ts';
import type { Saved } from '../resources/resource.ts';
import { desired, owned } from './desired.ts';
import { diff, madeBy } from './diff.ts';

/** What the machine refuses, or what somebody else's things stand in the way of, is not there then. */
export function predictedState(lab: Lab, host: Host, state: HostState): HostState {
  const { moves, problems } = diff(desired(lab, host), owned(state, lab.name, host.name), state);
  const saved: Saved[] = [];
  const run = new Run(problems);
  const after = moves.reduce((before, move) => {
    if (move.makes !== undefined) saved.push(...(move.resource.saves?.(state) ?? []));
    const gone = move.removes.flatMap((old) => old.remove(state)).reduce(run.applied, before);
    return madeBy(move, state).reduce(run.applied, gone);
  }, state);
  return saved.length === 0 ? after : withSaved(after, lab.name, saved);
}

/** Remembers which networks were refused: what is to stand on one is refused for the same reason. */
class Run {
  private readonly networks = new Map<string, string>();

  /** @param problems what is in the way: of whatever has one, nothing is made */
  constructor(problems: readonly Problem[]) {
    for (const { subject, message } of problems) this.networks.set(subject, message);
  }

  /** A container that cannot start is left behind, with what Docker said. */
  readonly applied = (state: HostState, operation: Operation): HostState => {
    try {
      return apply(state, operation);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (operation.do === 'create-network') this.networks.set(operation.name, `${operation.name}: ${error.message}`);
      if (operation.do === 'start-container') return withError(state, operation.name, error.message);
      if (operation.do !== 'run-container') return state;
      const network = operation.networks.find(({ network }) => this.networks.has(network))?.network;
      const why = (network && this.networks.get(network)) ?? error.message;
      return withError(this.applied(state, { ...operation, do: 'create-container' }), operation.name, why);
    }
  };
}

const withError = (state: HostState, name: string, error: string): HostState =>
  state.docker.kind !== 'ready'
    ? state
    : {
        ...state,
        docker: {
          ...state.docker,
          containers: state.docker.containers.map((item) => (item.name === name ? { ...item, error } : item)),
        },
      };

/** As the script's `keep` does it: an old value that is kept already stays. */
function withSaved(state: HostState, lab: string, saved: readonly Saved[]): HostState {
  const record: LabRecord = recordOf(state, lab) ?? { lab, inventory: undefined, saved: {} };
  const added = Object.fromEntries(saved.map(({ key, value }) => [key, value]));
  const kept: LabRecord = { ...record, saved: { ...added, ...record.saved } };
  return { ...state, records: [...state.records.filter((item) => item.lab !== lab), kept] };
}
