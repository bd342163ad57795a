/** Connects to the hosts of a lab and looks at them, all at the same time; each may fail by itself. */
import type { Host } from '../../shared/lab/lab.ts';
import { type Fate, UNSEEN } from '../../shared/outcome.ts';
import { failure, type Problem, problem, type Result } from '../../shared/problem.ts';
import type { Connections } from '../remote/connections.ts';
import { HOST_LIMITS } from '../remote/limits.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import type { ActivityContext } from './activities.ts';
import { lookAt, type Rooted, sudoMemory } from './root-exec.ts';

export interface Reached {
  readonly host: string;
  readonly result: Result<Rooted>;
}

export const targetOf = ({ name, ssh }: Pick<Host, 'name' | 'ssh'>): RemoteTarget => ({ name, ...ssh });

export interface LabHosts {
  /**
   * One result per target, in their order. Says each host's phase as it goes; the last one is left to the caller.
   *
   * @param images names of those whose content is to be told too
   */
  reach(
    targets: readonly RemoteTarget[],
    context: ActivityContext,
    images?: readonly string[],
  ): Promise<readonly Reached[]>;
}

/** What became of a host that could not be looked at. That somebody stopped it is no fault of the host. */
export function fateOf(problems: readonly Problem[]): Fate {
  if (problems.some(({ code }) => code === 'cancelled')) return UNSEEN;
  return { kind: problems.some(({ code }) => code === 'connection-lost') ? 'lost' : 'unreached', problems };
}

export function labHosts(connections: Connections, newNonce: () => string, limits = HOST_LIMITS): LabHosts {
  const memory = sudoMemory();

  async function reachOne(
    target: RemoteTarget,
    context: ActivityContext,
    images: readonly string[] | undefined,
  ): Promise<Result<Rooted>> {
    context.phase(target.name, 'connecting');
    const remote = await connections.to(target, { asker: context.asker, signal: context.stopping }).catch(
      (error: unknown): Result<never> =>
        failure(
          context.stopping.aborted
            ? problem({
                code: 'cancelled',
                subject: target.name,
                message: 'Stopped before it was connected.',
                hint: 'Nothing was changed there.',
              })
            : problem({
                code: 'ssh-failed',
                subject: target.name,
                message: `${target.name} could not be connected to: ${String(error)}.`,
                hint: 'Try again.',
              }),
        ),
    );
    if (!remote.ok) return remote;
    context.phase(target.name, 'probing');
    return lookAt(remote.value, context, newNonce, memory, limits, images);
  }

  return {
    reach: (targets, context, images) =>
      Promise.all(
        targets.map(async (target) => ({ host: target.name, result: await reachOne(target, context, images) })),
      ),
  };
}
