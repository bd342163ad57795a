/** The real lab's hosts as practice hosts, for typing at them what was typed at the real ones. */
import type { Lab } from '../../../shared/lab/lab.ts';
import { readLab } from '../../../shared/lab/read.ts';
import { practiceOf } from '../hosts/practice-machines.ts';
import { serviceOf } from '../hosts/service.ts';
import type { Clock } from '../os/clock.ts';
import { textInput } from '../os/processes/pipe.ts';
import type { Release } from '../os/releases.ts';
import type { Output } from '../os/streams.ts';
import type { ShellAnswer } from './answer.ts';

const HOSTS = { docker01: '192.168.1.11', docker02: '192.168.1.13', router: '192.168.1.254' } as const;

function realLab(): Lab {
  const hosts = Object.entries(HOSTS).map(([name, address]) => [
    name,
    {
      ssh: { address, user: 'root' },
      interfaces: { ens33: { segment: 'lan', address: `${address}/24` } },
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
  type(host: string, command: string): Promise<ShellAnswer>;
}

/** A command takes so many milliseconds on a real host that nothing happens at the same instant. */
const BETWEEN_MS = 700;

/** @param release what all hosts are */
export function replayLab(release: Release): LabReplay {
  const clock = quickClock();
  const practice = practiceOf(realLab(), { clock, release, publicRegistry: false });
  return {
    async type(host, command) {
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
      const streams = {
        stdin: textInput(''),
        stdout: into('stdout'),
        stderr: into('stderr'),
        signal: new AbortController().signal,
      };
      const status = await serviceOf(machine, { address, user: 'root' }).exec(command, streams, 'root');
      return { on: host, run: command, status, stdout: lines(said.stdout), stderr: lines(said.stderr) };
    },
  };
}

const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** Time that passes as fast as everybody who waits for it lets it. */
function quickClock(): Clock & { pass(milliseconds: number): void } {
  let now = Date.parse('2026-11-24T12:00:00Z');
  const waiting = new Set<{ readonly at: number; readonly wake: () => void }>();
  let turning = false;
  /** When everything else has had its turn, the one that waits for the nearest time is woken. */
  const turn = (): void => {
    if (turning) return;
    turning = true;
    setImmediate(() => {
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
        const one = { at: now + milliseconds, wake: resolve };
        waiting.add(one);
        signal?.addEventListener('abort', () => {
          if (waiting.delete(one)) resolve();
        });
        turn();
      }),
  };
}
