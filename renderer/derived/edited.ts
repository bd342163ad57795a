/** What a deploy of the drawing as it is now would change, where hosts do not tell how they are: held against what was deployed last. */
import type { Lab } from '../../shared/lab/lab.ts';
import { managed } from '../../shared/lab/lab.ts';
import { readLab } from '../../shared/lab/read.ts';
import { assumedHost, statesWithLab } from '../../shared/reach/predicted-states.ts';
import { useDocument } from '../store/document/document-store.ts';
import { useFlow } from '../store/flow/flow-store.ts';
import { type MarkState, marksOf, type ResourceMarks, withChanges } from '../store/run/marks.ts';
import { memo } from './derive.ts';
import { type Planner, planner } from './planner.ts';
import { latestRun, runningActivity, shownRun } from './shown-run.ts';

/** Hosts as the deploy has left them. */
const leftBy = memo((text: string) => {
  const read = readLab(text);
  return read.ok ? statesWithLab(read.value) : undefined;
});

/** @param deployed the text of what stands on the hosts, as far as anybody knows */
export function marksAfterEdit(
  untriedPlan: Planner,
  lab: Lab,
  deployed: string,
  known: ResourceMarks,
): ReadonlyMap<string, MarkState> | undefined {
  const states = leftBy(deployed);
  if (states === undefined) return undefined;
  return marksOf(
    managed(lab).reduce((marks, host) => {
      const state = states.get(host.name) ?? assumedHost(lab, host);
      return withChanges(marks, untriedPlan(lab, host, state));
    }, known),
  );
}

const marksFor = memo(marksAfterEdit);

/** Undefined: nothing was deployed by this window, or it is still as it was deployed. */
export function editedMarks(): ReadonlyMap<string, MarkState> | undefined {
  const run = shownRun();
  const { lab, text } = useDocument.getState();
  const last = latestRun(run);
  if (lab === undefined || last?.activity.kind !== 'deploy' || last.ended?.outcome !== 'done') return undefined;
  if (runningActivity(run) !== undefined) return undefined;
  const deployed = useFlow.getState().texts.get(last.activity.id);
  if (deployed === undefined || deployed === text) return undefined;
  const plan = planner();
  return plan && marksFor(plan, lab, deployed, run.resources);
}
