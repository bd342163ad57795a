/** The real lab's hosts as practice hosts, for typing at them what was typed at the real ones. */
import type { Lab } from '../../../shared/lab/lab.ts';
import { readLab } from '../../../shared/lab/read.ts';
import { editLink } from '../../../shared/machine/kernel/kernel.ts';
import { practiceOf } from '../hosts/practice-machines.ts';
import { serviceOf } from '../hosts/service.ts';
import type { Clock } from '../os/clock.ts';
import { textInput } from '../os/processes/pipe.ts';
import type { Release } from '../os/releases.ts';
import type { Output } from '../os/streams.ts';
import type { ShellAnswer } from './answer.ts';

const HOSTS = { docker01: '192.168.1.11', docker02: '192.168.1.13', router: '192.168.1.254' } as const;

/** What hosts have had beside `ens33` since they have three cards: plugged in, and down. */
export const SPARE_CARDS: readonly string[] = ['ens34', 'ens35'];

function realLab(spareCards: readonly string[]): Lab {
  const hosts = Object.entries(HOSTS).map(([name, address]) => [
    name,
    {
      ssh: { address, user: 'root' },
      interfaces: {
        ens33: { segment: 'lan', address: `${address}/24` },
        ...Object.fromEntries(spareCards.map((card) => [card, { segment: 'lan' }])),
      },
      ...(name === 'router' ? { routing: { forward: true } } : {}),
    },
  ]);
  const read = readLab(
    JSON.stringify({
      trunkline: 1,
      name: 'real-lab',
      segments: { lan: { vlans: 'all' } },
      hosts: Object.fromEntries(hosts),
    }),
  );
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value;
}

export interface LabReplay {
  /** @param limitMs after which nobody waits any more: what was said until then is the answer, with status 124 */
  type(host: string, command: string, limitMs?: number): Promise<ShellAnswer>;
}

/** How long somebody who records waits for one command. */
export const PATIENCE_MS = 40_000;

/** A command takes so many milliseconds on a real host that nothing happens at the same instant. */
const BETWEEN_MS = 700;

/**
 * @param release what all hosts are
 * @param spareCards network cards that nobody has set up yet
 */
export function replayLab(release: Release, spareCards: readonly string[] = []): LabReplay {
  const clock = quickClock();
  const practice = practiceOf(realLab(spareCards), { clock, release, publicRegistry: false });
  for (const host of Object.keys(HOSTS)) {
    for (const card of spareCards)
      practice
        .machine(host)
        ?.changeKernel((kernel) => editLink(kernel, card, { up: false, carrier: false, used: false }));
  }
  return {
    async type(host, command, limitMs) {
      const machine = practice.machine(host);
      if (machine === undefined) throw new Error(`no host ${host}`);
      const address = HOSTS[host as keyof typeof HOSTS];
      const said = { stdout: '', stderr: '' };
      const into = (stream: keyof typeof said): Output => ({
        async write(text) {
          said[stream] += text;
        },
      });
      clock.pass(BETWEEN_MS);
      const gone = new AbortController();
      const streams = { stdin: textInput(''), stdout: into('stdout'), stderr: into('stderr'), signal: gone.signal };
      const ended = new AbortController();
      const answered = serviceOf(machine, { address, user: 'root' })
        .exec(command, streams, 'root')
        .finally(() => ended.abort());
      const late = async (limit: number): Promise<number> => {
        await clock.sleep(limit, ended.signal);
        if (ended.signal.aborted) return await answered;
        gone.abort();
        return 124;
      };
      const status = await (limitMs === undefined ? answered : Promise.race([answered, late(limitMs)]));
      return { on: host, run: command, status, stdout: lines(said.stdout), stderr: lines(said.stderr) };
    },
  };
}

const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** Programs that are being started take some turns until they wait for something themselves. */
const TURNS = 24;

function afterTurns(turns: number, then: () => void): void {
  setImmediate(() => (turns > 1 ? afterTurns(turns - 1, then) : then()));
}

/** Time that passes as fast as everybody who waits for it lets it. */
function quickClock(): Clock & { pass(milliseconds: number): void } {
  let now = Date.parse('2026-11-24T12:00:00Z');
  const waiting = new Set<{ readonly at: number; readonly wake: () => void }>();
  let turning = false;
  /** When everything else has had its turn, the one that waits for the nearest time is woken. */
  const turn = (): void => {
    if (turning) return;
    turning = true;
    afterTurns(TURNS, () => {
      turning = false;
      const [next] = [...waiting].sort((a, b) => a.at - b.at);
      if (next === undefined) return;
      now = Math.max(now, next.at);
      waiting.delete(next);
      next.wake();
      if (waiting.size > 0) turn();
    });
  };
  return {
    now: () => now,
    pass(milliseconds) {
      now += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const stop = (): void => {
          if (waiting.delete(one)) resolve();
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const one = { at: now + milliseconds, wake };
        waiting.add(one);
        signal?.addEventListener('abort', stop, { once: true });
        turn();
      }),
  };
}
