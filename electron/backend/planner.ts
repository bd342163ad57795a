/** Makes plans: looks at every host of a lab and says what must change there. What runs later is kept here under the plan's id. */
import type { Target } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { conclude, type Ending, type Fate, looked } from '../../shared/outcome.ts';
import { labPlan } from '../../shared/plan/lab-plan.ts';
import { phased } from '../../shared/plan/phases.ts';
import type { Change, Intent, Plan } from '../../shared/plan/plan.ts';
import { planDestroy, planHost, unplanned } from '../../shared/plan/plan-host.ts';
import type { HostProgram } from '../../shared/plan/program.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';
import { fateOf, type LabHosts } from './lab-hosts.ts';
import type { Rooted } from './root-exec.ts';

/** What a plan is made for: a drawing, or the marks of a lab on some hosts when its file is gone. */
export interface PlanWish {
  readonly lab: string;
  readonly intent: Intent;
  readonly target: Target;
  readonly targets: readonly RemoteTarget[];
  readonly drawing: Lab | undefined;
  readonly problems: readonly Problem[];
}

export interface KeptPlan {
  readonly plan: Plan;
  readonly wish: PlanWish;
  readonly programs: readonly HostProgram[];
  readonly hosts: ReadonlyMap<string, Rooted>;
  /** What was seen of each host. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** By the steady clock. */
  readonly madeAt: number;
}

export interface Planner {
  make(id: string, wish: PlanWish, context: ActivityContext): Promise<KeptPlan>;
}

export function planner(hosts: LabHosts, clock: Clock): Planner {
  return {
    async make(id, wish, context) {
      const reached = await hosts.reach(wish.targets, context);
      const rooted = new Map<string, Rooted>();
      const fates = new Map<string, Fate>();
      const programs = reached.map(({ host, result }): HostProgram => {
        if (!result.ok) {
          const fate = fateOf(result.problems);
          fates.set(host, fate);
          context.phase(host, fate.kind === 'unseen' ? 'cancelled' : 'failed', result.problems[0]);
          return unplanned(host, result.problems);
        }
        rooted.set(host, result.value);
        context.phase(host, 'done');
        const program = programFor(wish, host, result.value.state);
        fates.set(host, looked(result.value.state, program.plan.problems));
        return program;
      });
      const { lab, intent, problems } = wish;
      const plan = labPlan({ id, lab, intent, programs, problems });
      return { plan, wish, programs: phased(programs), hosts: rooted, fates, madeAt: clock.steady() };
    },
  };
}

/** What became of the making of a plan: it counts the changes that are to be made, if it is whole. */
export function planEnding({ plan, fates }: KeptPlan, { stopping }: ActivityContext): Ending {
  const of = (count: number): Ending =>
    conclude({
      hosts: plan.hosts.map(({ host }) => host),
      fates,
      count,
      of: count,
      stopped: stopping.aborted,
      problems: plan.problems,
    });
  const whole = of(changesOf(plan));
  return whole.outcome === 'done' ? whole : of(0);
}

export const changesOf = ({ hosts }: Plan): number => hosts.reduce((sum, { changes }) => sum + changes.length, 0);

/** What a wish means for one host in one state. */
export function programFor({ lab, intent, drawing }: PlanWish, name: string, state: HostState): HostProgram {
  const host = drawing?.hosts.find((one) => one.name === name);
  return drawing === undefined || host === undefined
    ? planDestroy(state, lab, name)
    : planHost(drawing, host, state, intent);
}

/** What a person approved is what runs: what another look at the hosts would now do otherwise, if anything. */
export function firstDifference(approved: Plan, now: Plan): Problem | undefined {
  for (const [at, { host, changes }] of approved.hosts.entries()) {
    const current = now.hosts[at]?.changes ?? [];
    const same = (index: number): boolean => lineOf(changes[index]) === lineOf(current[index]);
    const longest = Math.max(changes.length, current.length);
    for (let index = 0; index < longest; index += 1)
      if (!same(index)) return stale(host, changes[index], current[index]);
  }
  return undefined;
}

const lineOf = (change: Change | undefined): string =>
  change === undefined ? '' : JSON.stringify([change.action, change.resource, change.commands]);

const stale = (host: string, before: Change | undefined, now: Change | undefined): Problem =>
  problem({
    code: 'plan-stale',
    subject: host,
    message:
      now === undefined
        ? `${host} has changed since this plan was made. This is no longer to be done there: ${before?.summary}`
        : `${host} has changed since this plan was made. Now this would be done there: ${now.summary}`,
    hint: 'Nothing was changed on any host. Plan again and look at what is new in it.',
  });
