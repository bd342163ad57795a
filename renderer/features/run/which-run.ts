/** Which run the panel shows. */
import { latestRun, runningActivity } from '../../derived/shown-run.ts';
import type { ActivityState, RunState } from '../../store/run/state.ts';

/** What is under way, or what was last. Plans have their own panel, and so has a verify that went well. */
export const shown = (state: RunState): ActivityState | undefined => {
  const running = runningActivity(state);
  if (running) return running;
  const last = state.activities.findLast(({ activity }) => activity.kind !== 'plan');
  return last?.ended?.outcome === 'done' ? (latestRun(state) ?? last) : last;
};
