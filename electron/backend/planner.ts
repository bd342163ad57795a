/** Makes plans: looks at every host of a lab and says what must change there. What runs later is kept here under the plan's id. */
import type { Target } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { conclude, type Ending, type Fate, looked as lookedAt } from '../../shared/outcome.ts';
import { labPlan } from '../../shared/plan/lab-plan.ts';
import { phased } from '../../shared/plan/phases.ts';
import type { Change, Intent, Plan } from '../../shared/plan/plan.ts';
import { planDestroy, planHost, unplanned } from '../../shared/plan/plan-host.ts';
import type { HostProgram } from '../../shared/plan/program.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { copiedImages, NO_SUPPLIES, type Supplies, suppliesOfHosts } from '../../shared/resources/supply.ts';
import type { Clock } from '../clock.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';
import { type LookedArchives, lookAtArchives } from './image-sources.ts';
import { fateOf, type LabHosts } from './lab-hosts.ts';
import type { Rooted } from './root-exec.ts';

const NO_ARCHIVES: LookedArchives = { supplies: NO_SUPPLIES, archives: new Map(), registry: undefined };

/** What a plan is made for: a drawing, or the marks of a lab on some hosts when its file is gone. */
export interface PlanWish {
  readonly lab: string;
  readonly intent: Intent;
  readonly target: Target;
  readonly targets: readonly RemoteTarget[];
  readonly drawing: Lab | undefined;
  /** Of the lab's file, where it has one: archives are named from there. */
  readonly folder?: string | undefined;
  readonly problems: readonly Problem[];
}

export interface KeptPlan {
  readonly plan: Plan;
  readonly wish: PlanWish;
  readonly programs: readonly HostProgram[];
  readonly hosts: ReadonlyMap<string, Rooted>;
  /** Where images are copied from, as it was looked at. */
  readonly supplies: Supplies;
  readonly archives: LookedArchives['archives'];
  readonly registry: LookedArchives['registry'];
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
      const copying = wish.intent === 'deploy' ? wish.drawing : undefined;
      const images = copying === undefined ? [] : copiedImages(copying);
      const [reached, looked] = await Promise.all([
        hosts.reach(wish.targets, context, images),
        copying === undefined ? NO_ARCHIVES : lookAtArchives(copying, wish.folder, context.stopping),
      ]);
      const states = new Map(
        reached.flatMap(({ host, result }) => (result.ok ? [[host, result.value.state] as const] : [])),
      );
      const supplies: Supplies = {
        ...looked.supplies,
        images: new Map([
          ...looked.supplies.images,
          ...(copying === undefined ? [] : suppliesOfHosts(copying, states)),
        ]),
      };
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
        const program = programFor(wish, host, result.value.state, supplies);
        fates.set(host, lookedAt(result.value.state, program.plan.problems));
        return program;
      });
      const { lab, intent, problems } = wish;
      const plan = labPlan({ id, lab, intent, programs, problems });
      return {
        plan,
        wish,
        programs: phased(programs),
        hosts: rooted,
        supplies,
        archives: looked.archives,
        registry: looked.registry,
        fates,
        madeAt: clock.steady(),
      };
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
export function programFor(
  { lab, intent, drawing }: PlanWish,
  name: string,
  state: HostState,
  supplies: Supplies,
): HostProgram {
  const host = drawing?.hosts.find((one) => one.name === name);
  return drawing === undefined || host === undefined
    ? planDestroy(state, lab, name)
    : planHost(drawing, host, state, intent, supplies);
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
