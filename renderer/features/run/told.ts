/** Where each problem of a run is told: at the step where it happened, else at its host, else over all; and nowhere twice. Pure. */
import type { Problem } from '../../../shared/problem.ts';
import type { ActivityState, Lane } from '../../store/run/state.ts';

const tells =
  (one: Problem) =>
  (other: Problem | undefined): boolean =>
    other !== undefined && other.code === one.code && other.message === one.message;

/** Over all: what no host tells. */
export const problemsOfRun = ({ ended, lanes }: ActivityState): readonly Problem[] =>
  (ended?.problems ?? []).filter((one) => !lanes.flatMap(problemsIn).some(tells(one)));

/** Of a host: what none of its steps tells. */
export function problemOfLane({ problem, steps }: Lane): Problem | undefined {
  return problem && steps.some((step) => tells(problem)(step.problem)) ? undefined : problem;
}

const problemsIn = ({ problem, steps }: Lane): readonly (Problem | undefined)[] => [
  problem,
  ...steps.map((step) => step.problem),
];
