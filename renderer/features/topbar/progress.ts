import type { ActivityState, RunState } from '../../store/run/state.ts';

/** How much of an activity is behind it, 0 to 1: steps of a run, pings of a verify, hosts of a plan. */
export function progressOf(state: RunState, running: ActivityState | undefined): number {
  if (!running) return 0;
  if (running.activity.kind === 'verify') {
    const pings = [...state.pings.values()];
    return pings.length === 0 ? 0.03 : pings.filter(({ result }) => result !== undefined).length / pings.length;
  }
  const steps = running.lanes.flatMap((lane) => lane.steps);
  if (steps.length === 0) {
    const done = running.lanes.filter(({ phase }) => phase === 'done' || phase === 'failed').length;
    return running.lanes.length === 0 ? 0.03 : Math.max(0.03, done / running.lanes.length);
  }
  const begun = steps.filter(({ status }) => status === 'running').length;
  const ended = steps.filter(({ status }) => status !== 'running' && status !== 'waiting').length;
  return Math.max(0.03, (ended + begun / 2) / steps.length);
}
