/** What the hosts say of themselves now, where they tell it without being asked: whether a ping would still come back. */
import { useEffect, useMemo } from 'react';
import { type HostState, ownerLabel, ownerMark } from '../../../shared/host/state.ts';
import type { Host, Lab } from '../../../shared/lab/lab.ts';
import type { HostPlan } from '../../../shared/plan/plan.ts';
import { planHost } from '../../../shared/plan/plan-host.ts';
import { predictFrom } from '../../../shared/reach/predict.ts';
import { useDocument } from '../document/document-store.ts';
import { marksOf, planned, type ResourceMarks } from '../run/marks.ts';
import { runningActivity, useRun } from '../run/run-store.ts';
import { type Forecast, forecastBy } from './prediction.ts';

type States = ReadonlyMap<string, HostState>;

/** Undefined: nobody tells, nothing of the lab stands, or something is under way and will tell better. */
function useLiveStates(): { readonly lab: Lab; readonly states: States } | undefined {
  const lab = useDocument((state) => state.lab);
  const now = useRun((state) => state.now);
  const running = useRun((state) => runningActivity(state) !== undefined);
  return useMemo(() => {
    if (!lab || running || now?.lab !== lab.name) return undefined;
    const { states } = now;
    const whole = lab.hosts.every(({ name }) => states.has(name));
    return whole && [...states.values()].some((state) => stands(state, lab.name)) ? { lab, states } : undefined;
  }, [lab, now, running]);
}

function stands({ links, docker }: HostState, lab: string): boolean {
  const mine = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean =>
    Object.hasOwn(labels, ownerLabel) && labels[ownerLabel] === lab;
  return (
    links.some(({ alias }) => alias === ownerMark(lab)) ||
    (docker.kind === 'ready' && (docker.containers.some(mine) || docker.networks.some(mine)))
  );
}

export function useLiveForecast(): Forecast | undefined {
  const live = useLiveStates();
  return useMemo(() => live && forecastOfHosts(live.lab, live.states), [live]);
}

/** Made once for each state of the hosts, however many components ask. */
const known = new WeakMap<States, { readonly lab: Lab; readonly forecast: Forecast }>();

function forecastOfHosts(lab: Lab, states: States): Forecast {
  const before = known.get(states);
  if (before?.lab === lab) return before.forecast;
  const forecast = forecastBy(predictFrom(lab, states));
  known.set(states, { lab, forecast });
  return forecast;
}

const plans = new WeakMap<HostState, { readonly lab: Lab; readonly plan: HostPlan }>();

/** Of a host that has not changed, for a lab that has not changed, it is known already. */
function planOnHost(lab: Lab, host: Host, state: HostState): HostPlan {
  const before = plans.get(state);
  if (before?.lab === lab) return before.plan;
  const { plan } = planHost(lab, host, state, 'deploy');
  plans.set(state, { lab, plan });
  return plan;
}

/** Marks on the drawing what a host no longer has as drawn. Only hosts that have changed are compared anew. */
export function useDriftMarks(): void {
  const live = useLiveStates();
  useEffect(() => {
    if (!live) return;
    const { lab, states } = live;
    useRun.setState(({ lab: of, resources }) => {
      const before: ResourceMarks = of === lab.name ? resources : new Map();
      const next = lab.hosts.reduce((marks, host) => {
        const state = states.get(host.name);
        return state ? planned(marks, planOnHost(lab, host, state), 'deploy') : marks;
      }, before);
      return { lab: lab.name, resources: next, marks: marksOf(next) };
    });
  }, [live]);
}
