/**
 * What the backend is doing: each activity has an id, its events, and an end. Only one at a time changes hosts for a lab;
 * everything else may go on beside it.
 */
import { setMaxListeners } from 'node:events';
import type { Activity, ActivityKind, HostPhase, Started, Target } from '../../shared/api.ts';
import { conclude, type Ending } from '../../shared/outcome.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { asker, type RootAsker } from './asker.ts';
import type { EventStream } from './event-stream.ts';
import type { Questions } from './questions.ts';
import type { Secrets } from './secrets.ts';

export interface ActivityContext {
  readonly id: string;
  readonly asker: RootAsker;
  /** Asked to stop: what has begun is finished, nothing new begins. */
  readonly stopping: AbortSignal;
  /** Asked to stop once more: do not wait for what has begun. */
  readonly abandoned: AbortSignal;
  phase(host: string, phase: HostPhase, problem?: Problem): void;
}

export interface ActivityWish {
  readonly kind: ActivityKind;
  readonly lab: string;
  readonly target: Target;
  readonly hosts: readonly string[];
  readonly plan?: string;
  readonly text?: string;
}

export interface Activities {
  start(wish: ActivityWish, work: (context: ActivityContext) => Promise<Ending>): Result<Started>;
  /** What changes the hosts of a lab now, in words for whoever wants to as well. */
  changing(lab: string, target: Target): Problem | undefined;
  cancel(activity: string): Result<null>;
  /** Resolves when what runs now has ended. */
  ended(): Promise<void>;
  /**
   * Asks everything to stop, and resolves when it has ended: how each ended that changed hosts.
   *
   * @param hurried nobody waits for the step that runs any more
   */
  stopAll(hurried?: AbortSignal): Promise<readonly StoppedRun[]>;
}

/** What was changing hosts when everything was asked to stop. */
export interface StoppedRun {
  readonly kind: 'deploy' | 'destroy';
  readonly lab: string;
  readonly ending: Ending;
}

export interface ActivitiesOptions {
  readonly events: EventStream;
  readonly questions: Questions;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Told of errors that are bugs of ours. */
  readonly onBug: (error: unknown) => void;
}

interface Running {
  readonly wish: ActivityWish;
  readonly stopping: AbortController;
  readonly abandoned: AbortController;
  readonly ended: Promise<Ending>;
}

const changesHosts = (kind: ActivityKind): kind is StoppedRun['kind'] => kind === 'deploy' || kind === 'destroy';

export function activities({ events, questions, secrets, clock, newId, onBug }: ActivitiesOptions): Activities {
  const running = new Map<string, Running>();
  const ended = async (): Promise<void> => {
    await Promise.all([...running.values()].map((one) => one.ended));
  };
  const changing = (lab: string, target: Target): Problem | undefined => {
    const found = [...running.values()].find(
      ({ wish }) => changesHosts(wish.kind) && wish.lab === lab && wish.target === target,
    );
    return found && busy(found.wish);
  };

  const stop = (id: string, { stopping }: Running): void => {
    events.emit({ type: 'activity-stopping', activity: id });
    stopping.abort();
  };

  return {
    changing,
    start(wish, work) {
      const other = changesHosts(wish.kind) ? changing(wish.lab, wish.target) : undefined;
      if (other) return failure(other);

      const id = newId();
      const stopping = new AbortController();
      const abandoned = new AbortController();
      // Every host of a lab listens, and a lab may have many.
      setMaxListeners(0, stopping.signal, abandoned.signal);
      const begun = clock.steady();
      const activity: Activity = { ...wish, id, startedAt: clock.wall() };
      const context: ActivityContext = {
        id,
        asker: asker(questions, secrets.scope(), stopping.signal),
        stopping: stopping.signal,
        abandoned: abandoned.signal,
        phase: (host, phase, of) =>
          events.emit({ type: 'host-phase', activity: id, host, phase, ...(of ? { problem: of } : {}) }),
      };
      events.emit({ type: 'activity-started', activity });
      const ended = Promise.resolve()
        .then(() => work(context))
        .catch((error: unknown): Ending => {
          onBug(error);
          return conclude({
            hosts: wish.hosts,
            fates: new Map(),
            count: 0,
            of: 0,
            stopped: false,
            problems: [bug(error)],
          });
        })
        .then((ending) => {
          running.delete(id);
          events.emit({ type: 'activity-ended', activity: id, ms: Math.round(clock.steady() - begun), ...ending });
          return ending;
        });
      running.set(id, { wish, stopping, abandoned, ended });
      return success({ activity: id });
    },

    cancel(activity) {
      const found = running.get(activity);
      if (!found) {
        return failure(
          problem({ code: 'activity-ended', message: 'That has already ended.', hint: 'Nothing is left to cancel.' }),
        );
      }
      if (found.stopping.signal.aborted) found.abandoned.abort();
      else stop(activity, found);
      return success(null);
    },

    ended,
    async stopAll(hurried) {
      const all = [...running];
      for (const [id, one] of all) if (!one.stopping.signal.aborted) stop(id, one);
      const abandon = (): void => {
        for (const { abandoned } of running.values()) abandoned.abort();
      };
      if (hurried?.aborted) abandon();
      hurried?.addEventListener('abort', abandon);
      const runs = await Promise.all(
        all.map(async ([, { wish, ended }]): Promise<readonly StoppedRun[]> => {
          const { kind, lab } = wish;
          const ending = await ended;
          return changesHosts(kind) ? [{ kind, lab, ending }] : [];
        }),
      );
      hurried?.removeEventListener('abort', abandon);
      return runs.flat();
    },
  };
}

const busy = ({ kind, lab }: ActivityWish): Problem =>
  problem({
    code: 'lab-busy',
    message: `A ${kind} of ${lab} is running.`,
    hint: 'Wait for its end, or cancel it.',
  });

const bug = (error: unknown): Problem =>
  problem({
    code: 'internal-error',
    message: `Trunkline met an error of its own: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'What stands on the hosts is unharmed by this: plan again to see it. Please report the error.',
  });
