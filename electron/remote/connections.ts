/**
 * Kept connections: one per host and user for as long as the program lives and uses it, shared by everything that talks to
 * that host. Hosts are connected to at the same time, but not all of many, and a host that drops a login because it has too
 * many is tried again after a while that differs from everybody else's.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../shared/problem.ts';
import { success } from '../../shared/problem.ts';
import { systemClock } from '../clock.ts';
import { type Limit, limit } from './limit.ts';
import type { Connector, ConnectSession, Remote, RemoteTarget } from './remote.ts';
import { DROPPED } from './ssh/failure.ts';

export interface Connections {
  /**
   * A connection that is open now; made if there is none.
   *
   * @param lane a connection of its own, for what has no room beside everything else
   */
  to(target: RemoteTarget, session: ConnectSession, lane?: 'terminals'): Promise<Result<Remote>>;
  /** @param hurried as `Remote.close` has it */
  closeAll(hurried?: AbortSignal): void;
}

export interface ConnectionsOptions {
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Logins at the same time. */
  readonly atOnce?: number;
  /** Unused connections are closed after this many milliseconds. */
  readonly idleMs?: number;
  /** First pause after a dropped login, in milliseconds; doubled each time. */
  readonly pauseMs?: number;
}

const { steady } = systemClock;
const MOST_ATTEMPTS = 5;

interface Kept {
  remote: Remote | undefined;
  usedAt: number;
  /** One attempt at a time for one host. */
  readonly turn: Limit;
}

export function connections(
  connector: Connector,
  { random, atOnce = 8, idleMs = 10 * 60_000, pauseMs = 300 }: ConnectionsOptions,
): Connections {
  const kept = new Map<string, Kept>();
  const logins = limit(atOnce);
  let sweeping: NodeJS.Timeout | undefined;

  function keptFor(target: RemoteTarget, lane?: string): Kept {
    const id = JSON.stringify([target.user, target.address, target.port, target.key, lane]);
    const found = kept.get(id) ?? { remote: undefined, usedAt: 0, turn: limit(1) };
    kept.set(id, found);
    return found;
  }

  function sweep(): void {
    for (const [id, entry] of kept) {
      if (!entry.remote?.isOpen()) entry.remote = undefined;
      if (entry.remote && entry.remote.busy() === 0 && steady() - entry.usedAt > idleMs) {
        entry.remote.close();
        entry.remote = undefined;
      }
      if (!entry.remote && entry.turn.active() === 0) kept.delete(id);
    }
    if (kept.size > 0) return;
    clearInterval(sweeping);
    sweeping = undefined;
  }

  async function attempt(target: RemoteTarget, session: ConnectSession): Promise<Result<Remote>> {
    for (let failed = 0; ; ) {
      const leave = await logins.enter(session.signal);
      let result: Result<Remote>;
      try {
        result = await connector.connect(target, session);
      } finally {
        leave();
      }
      failed += 1;
      if (result.ok || failed === MOST_ATTEMPTS || result.problems[0]?.code !== DROPPED) return result;
      await sleep(pauseMs * 2 ** (failed - 1) * (0.5 + random()), undefined, { signal: session.signal });
    }
  }

  return {
    async to(target, session, lane) {
      const entry = keptFor(target, lane);
      const leave = await entry.turn.enter(session.signal);
      try {
        entry.usedAt = steady();
        if (entry.remote?.isOpen()) return success(named(entry.remote, target, entry));
        entry.remote = undefined;
        const result = await attempt(target, session);
        if (!result.ok) return result;
        entry.remote = result.value;
        sweeping ??= setInterval(sweep, Math.min(idleMs, 60_000)).unref();
        return success(named(result.value, target, entry));
      } finally {
        entry.usedAt = steady();
        leave();
      }
    },
    closeAll(hurried) {
      clearInterval(sweeping);
      sweeping = undefined;
      for (const { remote } of kept.values()) remote?.close(hurried);
      kept.clear();
    },
  };

  /** Two labs may call one machine differently; words use the name of whoever asks. */
  function named(remote: Remote, target: RemoteTarget, entry: Kept): Remote {
    return {
      ...remote,
      target,
      async exec(command, options) {
        entry.usedAt = steady();
        const result = await remote.exec(command, options);
        entry.usedAt = steady();
        return result;
      },
    };
  }
}
