import { create } from 'zustand';
import type { BackendEvent } from '../../../shared/api.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import type { Problem } from '../../../shared/problem.ts';
import { useDocument } from '../document/document-store.ts';
import type { MarkState } from './marks.ts';
import { reduceEvents } from './reduce.ts';
import { type ActivityState, NOTHING_RUN, type RunState } from './state.ts';

/** What is planned, running and measured, as the backend's events tell it. */
export const useRun = create<RunState>()(() => NOTHING_RUN);

export const receiveEvents = (events: readonly BackendEvent[]): void =>
  useRun.setState((state) => reduceEvents(state, events), true);

/** After a reconnect: all that still matters, from the beginning. */
export const receiveBacklog = (events: readonly BackendEvent[]): void =>
  useRun.setState(reduceEvents(NOTHING_RUN, events), true);

/** The mark of a thing of the open lab; another lab's hosts may have the same names. */
export const useMark = (key: string): MarkState => useRun((state) => markOf(state, key));

export const markOf = ({ lab, marks }: RunState, key: string): MarkState =>
  lab !== undefined && lab === useDocument.getState().lab?.name ? (marks.get(key) ?? 'unknown') : 'unknown';

/** The activity that is under way, if any. */
export const runningActivity = (state: RunState): ActivityState | undefined =>
  state.activities.findLast((item) => item.ended === undefined);

/** The newest activity that changes hosts. */
export const latestRun = (state: RunState): ActivityState | undefined =>
  state.activities.findLast(({ activity }) => activity.kind === 'deploy' || activity.kind === 'destroy');

/** The problems of the newest plan, if it could not be made. */
export function planTrouble(state: RunState): readonly Problem[] {
  const last = state.activities.findLast(({ activity }) => activity.kind === 'plan');
  if (!last?.ended || last.ended.outcome === 'done') return NO_PROBLEMS;
  return [...last.ended.problems, ...last.lanes.flatMap(({ problem }) => problem ?? [])];
}

const NO_PROBLEMS: readonly Problem[] = [];

/** The plan that this activity made, once it is there. */
export const planOf = (state: RunState, activity: string | undefined): Plan | undefined =>
  activity !== undefined && state.plan?.activity === activity ? state.plan.plan : undefined;
