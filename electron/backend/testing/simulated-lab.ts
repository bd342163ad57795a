/** A backend on simulated hosts, and what it says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendEvent } from '../../../shared/api.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { failure, problem, type Result, success } from '../../../shared/problem.ts';
import { type Clock, systemClock } from '../../clock.ts';
import { connections } from '../../remote/connections.ts';
import { knownHosts } from '../../remote/known-hosts.ts';
import { sshConnector } from '../../remote/ssh.ts';
import { shownMacs } from '../../store/shown-macs.ts';
import type { ActivityContext } from '../activities.ts';
import { createBackend, type LocalBackend } from '../backend.ts';
import type { LabHosts } from '../lab-hosts.ts';
import type { Rooted } from '../root-exec.ts';
import { type SimulatedHost, simulatedHost } from './simulated-host.ts';

type Ended = Extract<BackendEvent, { type: 'activity-ended' }>;

export interface SimulatedLab {
  readonly backend: LocalBackend;
  readonly events: BackendEvent[];
  host(name: string): SimulatedHost;
  /** From now on nobody can look at it, for good or so many times; what runs there goes on. */
  hide(name: string, looks?: number): void;
  /** Makes it so many milliseconds later. */
  passed(ms: number): void;
  /** Waits for the first event, from now on or from before, that fits. */
  until<E extends BackendEvent>(fits: (event: BackendEvent) => event is E): Promise<E>;
  /** Waits for the end of an activity that was started. */
  end(started: Result<{ readonly activity: string }>): Promise<Ended>;
  plan(text: string, intent?: 'deploy' | 'destroy'): Promise<Plan>;
  stop(): Promise<void>;
}

export async function simulatedLab(hosts: Readonly<Record<string, string>>): Promise<SimulatedLab> {
  const home = mkdtempSync(join(tmpdir(), 'trunkline-backend-'));
  const machines = await Promise.all(Object.entries(hosts).map(([name, address]) => simulatedHost(name, address)));
  const connector = sshConnector({
    knownHosts: knownHosts({ own: join(home, 'known_hosts'), others: [] }),
    keys: { home, key: undefined, agent: undefined },
    keepaliveMs: 50,
  });
  const kept = connections(connector, { random: Math.random, pauseMs: 1 });
  const host = (name: string): SimulatedHost => {
    const found = machines.find((machine) => machine.name === name);
    if (!found) throw new Error(`no host ${name}`);
    return found;
  };

  const hidden = new Map<string, number>();
  async function look(name: string, context: ActivityContext): Promise<Result<Rooted>> {
    context.phase(name, 'probing');
    const looks = hidden.get(name) ?? 0;
    if (looks > 0) {
      hidden.set(name, looks - 1);
      return failure(problem({ code: 'host-silent', message: `${name} does not answer.`, hint: '', subject: name }));
    }
    const { server, state } = host(name);
    const target = { name, address: '127.0.0.1', port: server.port, user: 'root', key: undefined };
    const asker = { ...context.asker, hostKey: async () => true };
    const remote = await kept
      .to(target, { asker, signal: context.stopping })
      .catch(
        (): Result<never> => failure(problem({ code: 'cancelled', message: 'Cancelled.', hint: '', subject: name })),
      );
    if (!remote.ok) return remote;
    const { value } = remote;
    return success({
      remote: value,
      state: state(),
      run: (script, options) => value.exec('exec sh -s', { ...options, stdin: script }),
    });
  }
  const labHosts: LabHosts = {
    reach: (targets, context) =>
      Promise.all(targets.map(async ({ name }) => ({ host: name, result: await look(name, context) }))),
  };

  const events: BackendEvent[] = [];
  const waiting = new Set<() => void>();
  let later = 0;
  const clock: Clock = { ...systemClock, steady: () => systemClock.steady() + later };
  const backend = createBackend({
    clock,
    version: '0',
    shell: 'browser',
    file: null,
    files: { open: async () => success(null), save: async () => success(null) },
    connector,
    hosts: labHosts,
    shown: shownMacs(join(home, 'shown-macs.json'), () => '2026-11-29'),
    reconnectMs: [0, 20],
    pingAgainMs: 20,
    onBug: (error) => {
      throw error;
    },
  });
  backend.onEvents((batch) => {
    events.push(...batch);
    for (const look of waiting) look();
  });

  const until: SimulatedLab['until'] = (fits) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.find(fits);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  const end: SimulatedLab['end'] = (started) => {
    if (!started.ok) throw new Error(started.problems[0]?.message);
    const { activity } = started.value;
    return until((event): event is Ended => event.type === 'activity-ended' && event.activity === activity);
  };

  return {
    backend,
    events,
    host,
    hide: (name, looks = Number.POSITIVE_INFINITY) => void hidden.set(name, looks),
    passed(ms) {
      later += ms;
    },
    until,
    end,
    async plan(text, intent = 'deploy') {
      const started = await backend.plan({ text, intent, target: 'real' });
      await end(started);
      const found = events.findLast((event) => event.type === 'planned');
      if (found?.type !== 'planned') throw new Error('nothing was planned');
      return found.plan;
    },
    async stop() {
      await backend.close();
      kept.closeAll();
      await Promise.all(machines.map((machine) => machine.stop()));
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}
