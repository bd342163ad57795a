import { askedDestroy, useRun } from '../../derived/shown-run.ts';
import { changesOf, ranSince } from '../../store/flow/commands.ts';
import type { RunState } from '../../store/run/state.ts';
import { TabCount } from '../../ui/TabCount.tsx';

/** Beside the name of the tab: how much the plan would change. What a destroy would take is no work to do, once it is kept. */
export function PlanTabCount() {
  return <TabCount count={useRun(waiting)} />;
}

function waiting(state: RunState): number {
  const { plan } = state;
  if (plan === undefined || ranSince(state, plan.seq)) return 0;
  return plan.plan.intent === 'deploy' || askedDestroy(state) === plan.plan ? changesOf(plan.plan) : 0;
}
