import { askedDestroy, planTrouble, useRun } from '../../derived/shown-run.ts';
import { changesOf, freshPlan } from '../../store/flow/commands.ts';
import type { RunState } from '../../store/run/state.ts';
import { TabCount } from '../../ui/TabCount.tsx';

/** Beside the name of the tab: how much the plan of what is drawn now would change. What a destroy would take is no work to do, once it is kept. */
export function PlanTabCount() {
  return <TabCount count={useRun(waiting)} />;
}

function waiting(state: RunState): number {
  // A plan that could not be made is none, whatever was planned of it.
  if (planTrouble(state).length > 0) return 0;
  const asked = askedDestroy(state);
  const plan = freshPlan(state, asked ? 'destroy' : 'deploy');
  return plan && (asked === undefined || asked === plan) ? changesOf(plan) : 0;
}
