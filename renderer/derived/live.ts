/** What the hosts say of themselves now, where they tell it without being asked: whether a ping would still come back. */

import { type HostState, ownerLabel, ownerMark } from '../../shared/host/state.ts';
import type { Host, Lab } from '../../shared/lab/lab.ts';
import { managed } from '../../shared/lab/lab.ts';
import type { HostPlan, Plan } from '../../shared/plan/plan.ts';
import { predictFrom } from '../../shared/reach/predict.ts';
import type { Verdict as Explanation } from '../../shared/reach/verdict.ts';
import { useDocument } from '../store/document/document-store.ts';
import { leaving, type MarkState, marksOf, planned, type ResourceMarks } from '../store/run/marks.ts';
import type { PairEnd } from '../store/selection.ts';

import { memo, onceAChange, useDerived } from './derive.ts';
import { editedMarks } from './edited.ts';
import { type Forecast, forecastBy, foreseen } from './forecast.ts';
import { useForesight } from './foresight/foresight.ts';
import { type Planner, planner } from './planner.ts';
import { askedDestroy, runningActivity, shownRun } from './shown-run.ts';

type States = ReadonlyMap<string, HostState>;

/** What all hosts of the open lab tell of themselves; undefined: nobody does, or nothing of the lab stands there. */
interface Live {
  readonly lab: Lab;
  readonly states: States;
}

const liveFor = memo((lab: Lab | undefined, states: States): Live | undefined => {
  if (!lab || !managed(lab).every(({ name }) => states.has(name))) return undefined;
  return [...states.values()].some((state) => stands(state, lab.name)) ? { lab, states } : undefined;
});

/** While something is under way that changes hosts or pings, that tells better; a plan only looks. */
export function live(): Live | undefined {
  const run = shownRun();
  const kind = runningActivity(run)?.activity.kind;
  return kind === undefined || kind === 'plan' ? liveFor(useDocument.getState().lab, run.now) : undefined;
}

function stands({ links, docker }: HostState, lab: string): boolean {
  const mine = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean =>
    Object.hasOwn(labels, ownerLabel) && labels[ownerLabel] === lab;
  return (
    links.some(({ alias }) => alias === ownerMark(lab)) ||
    (docker.kind === 'ready' && (docker.containers.some(mine) || docker.networks.some(mine)))
  );
}

const forecastOfHosts = memo((now: Live): Forecast => forecastBy(predictFrom(now.lab, now.states)));

export function liveForecast(): Forecast | undefined {
  const now = live();
  return now && foreseen(now, useForesight.getState().hosts, () => forecastOfHosts(now));
}

// What the worker explains comes later, to the same forecast.
const explanationFor = memo(
  (from: string, to: PairEnd, by: Forecast | undefined, _explained: number): Explanation | undefined =>
    by?.explain(from, to),
);

/** The way of a ping as the hosts are now; undefined: they do not tell. */
export const liveExplanation = (from: string, to: PairEnd): Explanation | undefined =>
  explanationFor(from, to, liveForecast(), useForesight.getState().explained);

const plans = new WeakMap<HostState, { readonly lab: Lab; readonly plan: HostPlan }>();

/** Of a host that has not changed, for a lab that has not changed, it is known already. */
function planOnHost(untriedPlan: Planner, lab: Lab, host: Host, state: HostState): HostPlan {
  const before = plans.get(state);
  if (before?.lab === lab) return before.plan;
  const plan = untriedPlan(lab, host, state);
  plans.set(state, { lab, plan });
  return plan;
}

/** What the hosts have of the drawing now; undefined: they do not tell, and what runs have told is all that is known. */
const liveResourcesBy = memo((now: Live, untriedPlan: Planner): ResourceMarks => {
  const { lab, states } = now;
  const none: ResourceMarks = new Map();
  return lab.hosts.reduce((before, host) => {
    const state = states.get(host.name);
    return state ? planned(before, planOnHost(untriedPlan, lab, host, state), 'deploy') : before;
  }, none);
});

function liveResourcesFor(now: Live | undefined): ResourceMarks | undefined {
  const plan = now && planner();
  return plan && liveResourcesBy(now, plan);
}
const liveMarksFor = memo((known: ResourceMarks | undefined) => known && marksOf(known));

/** How each resource stands: as hosts tell it, else as runs have left it. */
const resources = (): ResourceMarks => liveResourcesFor(live()) ?? shownRun().resources;
export const useResources = (): ResourceMarks => useDerived(resources);

const leavingMarksFor = memo(({ hosts }: Plan, known: ResourceMarks) => marksOf(hosts.reduce(leaving, known)));

/** While a destroy is asked about, what would go; undefined: none is. */
function leavingMarks(): ReadonlyMap<string, MarkState> | undefined {
  const plan = askedDestroy(shownRun());
  return plan && leavingMarksFor(plan, resources());
}

/** The mark of each thing of the open lab: as hosts tell it, else as the runs of this lab left it and edits have changed it since. */
export const marks: () => ReadonlyMap<string, MarkState> = onceAChange(
  () => leavingMarks() ?? liveMarksFor(liveResourcesFor(live())) ?? editedMarks() ?? shownRun().marks,
);

export const markOf = (key: string): MarkState => marks().get(key) ?? 'unknown';
export const useMark = (key: string): MarkState => useDerived(() => markOf(key));
