/** What is planned, running and measured of the open lab where this window deploys, and of no other lab and place. */
import type { Plan } from '../../shared/plan/plan.ts';
import type { Problem } from '../../shared/problem.ts';
import { useConnection } from '../store/connection/connection-store.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useFlow } from '../store/flow/flow-store.ts';
import { placeKey, useRuns } from '../store/run/run-store.ts';
import { type ActivityState, NOTHING_RUN, type RunState } from '../store/run/state.ts';
import { useDerived } from './derive.ts';

/** Undefined: no lab is open. */
export function shownPlace(): string | undefined {
  const name = useDocument.getState().lab?.name;
  return name === undefined ? undefined : placeKey(name, useConnection.getState().target);
}

export function shownRun(): RunState {
  const place = shownPlace();
  return (place !== undefined && useRuns.getState().places.get(place)) || NOTHING_RUN;
}

/** @param select gives the same value for the same state */
export const useRun = <T>(select: (state: RunState) => T): T => useDerived(() => select(shownRun()));

/** The activity that is under way, if any. */
export const runningActivity = (state: RunState): ActivityState | undefined =>
  state.activities.findLast((item) => item.ended === undefined);

/** The activity under way was asked to stop, by this window or another. */
export function isStopping(state: RunState): boolean {
  const running = runningActivity(state);
  return running !== undefined && (running.stopping || useFlow.getState().stopping.has(running.activity.id));
}

/** This window has asked for something here that has not begun yet. */
export const isStarting = (): boolean => useFlow.getState().starting.includes(shownPlace());

/** The newest activity that changes hosts. */
export const latestRun = (state: RunState): ActivityState | undefined =>
  state.activities.findLast(({ activity }) => activity.kind === 'deploy' || activity.kind === 'destroy');

/** The problems of the newest plan, if it could not be made. */
export function planTrouble(state: RunState): readonly Problem[] {
  const last = state.activities.findLast(({ activity }) => activity.kind === 'plan');
  if (!last?.ended || last.ended.outcome === 'done') return NO_PROBLEMS;
  const said = last.ended.problems;
  // What kept a host from being planned may be what ended all of it.
  const more = last.lanes.flatMap(({ problem }) =>
    problem && !said.some((one) => isSame(one, problem)) ? problem : [],
  );
  return [...said, ...more];
}

const isSame = (a: Problem, b: Problem): boolean => a.subject === b.subject && a.message === b.message;

const NO_PROBLEMS: readonly Problem[] = [];

/** The plan of a destroy that somebody is asked about, and nobody has said yes or no to. */
export function askedDestroy(state: RunState): Plan | undefined {
  const { asked } = useFlow.getState();
  return asked?.intent === 'destroy' ? planOf(state, asked.activity) : undefined;
}

/** The plan that this activity made, once it is there. */
export const planOf = (state: RunState, activity: string | undefined): Plan | undefined =>
  activity !== undefined && state.plan?.activity === activity ? state.plan.plan : undefined;
