/** Practice hosts with a shell and a Docker, whose time passes by itself while everybody waits for it. */

import { labOf } from '../../../../shared/lab/testing/examples.ts';
import type { Clock } from '../../os/clock.ts';
import type { Machine } from '../../os/machine.ts';
import { textInput } from '../../os/processes/pipe.ts';
import type { Output } from '../../os/streams.ts';
import { execute } from '../../shell/execute.ts';
import { practiceOf } from '../practice-machines.ts';

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface How {
  readonly stdin?: string;
  readonly user?: string | undefined;
  readonly env?: Readonly<Record<string, string>>;
}

export interface DockerHosts {
  machine(name: string): Machine;
  /** A command line, as bash runs it. */
  run(host: string, line: string, how?: How): Promise<Said>;
}

export function dockerHosts(yaml: string): DockerHosts {
  const clock = hurriedClock();
  const practice = practiceOf(labOf(yaml), { clock, publicRegistry: false });
  const machine = (name: string): Machine => {
    const found = practice.machine(name);
    if (found === undefined) throw new Error(`there is no host ${name}`);
    return found;
  };
  return {
    machine,
    async run(host, line, { stdin = '', user = 'root', env = {} } = {}) {
      const [out, err] = [collector(), collector()];
      const status = await execute(line, {
        machine: machine(host),
        user: { name: user, uid: user === 'root' ? 0 : 1000 },
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', USER: user, LOGNAME: user, ...env },
        cwd: '/',
        stdin: textInput(stdin),
        stdout: out,
        stderr: err,
      });
      return { status, out: out.text(), err: err.text() };
    },
  };
}

function collector(): Output & { text(): string } {
  let text = '';
  return {
    async write(more) {
      text += more;
    },
    text: () => text,
  };
}

/** As soon as nobody has anything else to do, it is as late as the first sleeper wants it; then the next. */
function hurriedClock(): Clock {
  let now = Date.UTC(2026, 0, 1);
  let pumping = false;
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  const pump = (): void => {
    let first: { readonly until: number; wake(): void } | undefined;
    for (const sleeper of sleepers) if (first === undefined || sleeper.until < first.until) first = sleeper;
    pumping = first !== undefined;
    if (first === undefined) return;
    now = Math.max(now, first.until);
    first.wake();
    setImmediate(pump);
  };
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          until: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        if (signal?.aborted) return resolve();
        signal?.addEventListener('abort', sleeper.wake, { once: true });
        // Containers' programs sleep for days.
        if (milliseconds > 3_600_000) return;
        sleepers.add(sleeper);
        if (!pumping) setImmediate(pump);
        pumping = true;
      }),
  };
}
