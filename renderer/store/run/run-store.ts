import { create } from 'zustand';
import { type BackendEvent, type Target, targetSchema } from '../../../shared/api.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import type { Problem } from '../../../shared/problem.ts';
import { useConnection } from '../connection/connection-store.ts';
import { useDocument } from '../document/document-store.ts';
import type { MarkState } from './marks.ts';
import { reduceEvents } from './reduce.ts';
import { type ActivityState, NOTHING_RUN, type RunState } from './state.ts';

/** What is planned, running and measured where this window deploys, as the backend's events tell it. */
export const useRun = create<RunState>()(() => NOTHING_RUN);

/** What happens on real hosts and on practice hosts is never mixed: each has its own state, and one of them is shown. */
const states = new Map<Target, RunState>();
/** Of each activity. */
const targets = new Map<string, Target>();

export function receiveEvents(events: readonly BackendEvent[]): void {
  for (const event of events) {
    if (event.type === 'activity-started') targets.set(event.activity.id, event.activity.target);
  }
  for (const target of targetSchema.options) {
    const before = target === shownTarget() ? useRun.getState() : (states.get(target) ?? NOTHING_RUN);
    states.set(
      target,
      reduceEvents(before, events, (event) => concerns(event, target)),
    );
  }
  showTarget();
}

/** After a reconnect: all that still matters, from the beginning. */
export function receiveBacklog(events: readonly BackendEvent[]): void {
  states.clear();
  useRun.setState(NOTHING_RUN, true);
  receiveEvents(events);
}

/** Shows what happens where this window deploys now. */
export const showTarget = (): void => useRun.setState(states.get(shownTarget()) ?? NOTHING_RUN, true);

const shownTarget = (): Target => useConnection.getState().target;

function concerns(event: BackendEvent, target: Target): boolean {
  switch (event.type) {
    case 'activity-started':
      return event.activity.target === target;
    case 'host-now':
      return target === 'practice';
    // Only people's own hosts ask.
    case 'question':
    case 'question-closed':
    case 'terminal-output':
    case 'terminal-ended':
    case 'notice':
      return true;
    default:
      return (targets.get(event.activity) ?? 'real') === target;
  }
}

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
