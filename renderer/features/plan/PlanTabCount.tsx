import { useRun } from '../../derived/shown-run.ts';
import { changesOf, ranSince } from '../../store/flow/commands.ts';
import { TabCount } from '../../ui/TabCount.tsx';

/** Beside the name of the tab: how much the plan would change. */
export function PlanTabCount() {
  const changes = useRun((state) => (state.plan && !ranSince(state, state.plan.seq) ? changesOf(state.plan.plan) : 0));
  return <TabCount count={changes} />;
}
