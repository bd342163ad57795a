/** After a connection broke while a script ran: ask the host itself, when it is back, what stands there. */
import type { EventBody } from '../../shared/api.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { HostProgram, Step } from '../../shared/plan/program.ts';
import { settledCommand } from '../../shared/plan/script.ts';
import { lostProblem } from '../../shared/plan/translate.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { BRIEF } from '../remote/limits.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';
import { attempts } from './attempts.ts';
import type { LabHosts } from './lab-hosts.ts';

export interface Lost {
  readonly target: RemoteTarget;
  /** What was being done. */
  readonly program: HostProgram;
  /** Those of the script that broke. */
  readonly steps: readonly Step[];
  /** Names of images whose content the plan depends on. */
  readonly images: readonly string[];
  /** The same plan for another state of the host. */
  replan(state: HostState): HostProgram;
}

export interface LossOptions {
  readonly hosts: LabHosts;
  readonly emit: (body: EventBody) => void;
  /** Between attempts to reach the host again, in milliseconds. */
  readonly reconnectMs?: readonly number[];
}

/** A script that goes on by itself ends at its next step; steps take seconds. */
const SETTLE_SECONDS = 60;
/** An attempt at a host that is gone takes some seconds by itself. */
const RECONNECT_MS = [0, 1_000, 3_000];

/** What the host said when it was back, if it came back. */
export type AfterLoss =
  | { readonly kind: 'stands' }
  | { readonly kind: 'missing'; readonly problem: Problem }
  | { readonly kind: 'lost'; readonly problem: Problem };

export async function afterLoss(
  { target, program, steps, images, replan }: Lost,
  context: ActivityContext,
  { hosts, emit, reconnectMs = RECONNECT_MS }: LossOptions,
): Promise<AfterLoss> {
  context.phase(target.name, 'unknown', lostProblem(target.name));
  for await (const _ of attempts(reconnectMs, context.stopping)) {
    const state = await settledState(target, images, context, hosts);
    if (!state) continue;

    const { changes } = program.plan;
    const missing = new Set(replan(state).plan.changes.map(({ resource }) => resource));
    for (const { index } of steps) {
      const status = missing.has(changes[index]?.resource ?? '') ? 'skipped' : 'done';
      emit({ type: 'step-ended', activity: context.id, host: target.name, step: index, status, ms: 0 });
    }
    if (missing.size === 0) return { kind: 'stands' };
    const standing = changes.filter(({ resource }) => !missing.has(resource)).length;
    const back = problem({
      code: 'connection-lost',
      subject: target.name,
      message: `The connection to ${target.name} was lost in the middle. It is back: ${standing} of ${changes.length} changes stand there.`,
      hint: 'Run it again: only what is missing is done.',
    });
    return { kind: 'missing', problem: back };
  }
  return { kind: 'lost', problem: lostProblem(target.name) };
}

/** The host as it is when nothing of ours runs there any more; undefined while it cannot be reached. */
async function settledState(
  target: RemoteTarget,
  images: readonly string[],
  context: ActivityContext,
  hosts: LabHosts,
): Promise<HostState | undefined> {
  const [back] = await hosts.reach([target], context);
  if (!back?.result.ok) return undefined;
  const limits = { ...BRIEF, silenceMs: (SETTLE_SECONDS + 20) * 1_000, totalMs: (SETTLE_SECONDS + 20) * 1_000 };
  await back.result.value.remote.exec(settledCommand(SETTLE_SECONDS), { signal: context.stopping, limits });
  const [settled] = await hosts.reach([target], context, images);
  return settled?.result.ok ? settled.result.value.state : undefined;
}
