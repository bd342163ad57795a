/** A backend on practice hosts, for tests of what goes all the way to a host and back. */
import type { BackendEvent } from '../../../shared/api.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { type Result, success } from '../../../shared/problem.ts';
import { type PracticeHosts, practiceHosts } from '../../practice/hosts/practice-hosts.ts';
import { practiceMachines } from '../../practice/hosts/practice-machines.ts';
import type { Release } from '../../practice/os/releases.ts';
import { createBackend, type LocalBackend } from '../backend.ts';

type Ended = Extract<BackendEvent, { type: 'activity-ended' }>;

export interface PracticeLab {
  readonly backend: LocalBackend;
  readonly events: readonly BackendEvent[];
  plan(text: string, intent?: 'deploy' | 'destroy'): Promise<Plan>;
  run(plan: Plan): Promise<Ended>;
  end(started: Result<{ readonly activity: string }>): Promise<Ended>;
  /** What a command prints on a host, as root. */
  on(text: string, host: string, command: string): Promise<string>;
  close(): Promise<void>;
}

/** A backend that has practice hosts, and no files of its own. */
export const practiceBackend = (hosts: PracticeHosts): LocalBackend =>
  createBackend({
    version: '0',
    shell: 'browser',
    file: null,
    files: { open: async () => success(null), save: async () => success(null) },
    connector: hosts.connector,
    practice: hosts,
    onBug: (error) => {
      throw error;
    },
  });

/**
 * @param path of the lab's file, as if it was opened from there
 * @param secret what a person answers to every question, whenever it is asked
 * @param release what the hosts are; without one Debian 12
 */
export function practiceLab(
  path: string | undefined,
  secret: string | null | (() => string) = null,
  release?: Release,
): PracticeLab {
  const backend = practiceBackend(practiceHosts(practiceMachines(undefined, { ...(release && { release }) })));
  const events: BackendEvent[] = [];
  const waiting = new Set<() => void>();
  backend.onEvents((batch) => {
    events.push(...batch);
    for (const event of batch)
      if (event.type === 'question')
        void backend.answer({ question: event.question.id, value: typeof secret === 'function' ? secret() : secret });
    for (const look of waiting) look();
  });

  async function until<E extends BackendEvent>(fits: (event: BackendEvent) => event is E): Promise<E> {
    for (;;) {
      const found = events.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => {
        const look = (): void => {
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      });
    }
  }

  async function end(started: Result<{ readonly activity: string }>): Promise<Ended> {
    if (!started.ok) throw new Error(started.problems.map(({ message }) => message).join('\n'));
    const { activity } = started.value;
    return until((event): event is Ended => event.type === 'activity-ended' && event.activity === activity);
  }

  return {
    backend,
    events,
    end,
    async plan(text, intent = 'deploy') {
      const wish = { text, intent, target: 'practice' as const, ...(path !== undefined && { path }) };
      const ended = await end(await backend.plan(wish));
      const planned = events.find((event) => event.type === 'planned' && event.activity === ended.activity);
      if (planned?.type !== 'planned') throw new Error(ended.problems.map(({ message }) => message).join('\n'));
      return planned.plan;
    },
    run: async (plan) => end(await backend.run({ plan: plan.id })),
    async on(text, host, command) {
      const opened = await backend.openTerminal({ text, target: 'practice', at: host, columns: 200, rows: 50 });
      if (!opened.ok) throw new Error(opened.problems[0]?.message);
      const { terminal } = opened.value;
      await backend.typeInTerminal({ terminal, keys: `${command}; exit\r` });
      await until((event): event is BackendEvent => event.type === 'terminal-ended' && event.terminal === terminal);
      return events
        .flatMap((event) => (event.type === 'terminal-output' && event.terminal === terminal ? [event.text] : []))
        .join('');
    },
    async close() {
      await backend.close();
    },
  };
}
