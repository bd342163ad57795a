/** Practice hosts with a shell and a Docker, whose time passes by itself while everybody waits for it. */

import { docker } from '../../docker/cli/docker.ts';
import { installDocker } from '../../docker/create.ts';
import { curl } from '../../docker/curl.ts';
import type { Clock, Machine } from '../../machine/machine.ts';
import { memoryFiles } from '../../machine/memory-files.ts';
import { createPractice } from '../../machine/practice.ts';
import type { Command, Output } from '../../process.ts';
import { execute } from '../../shell/execute.ts';
import { textInput } from '../../shell/os/pipe.ts';
import { busyboxCommands, hostCommands } from '../../text/commands.ts';
import { busyboxNetworkCommands } from '../busybox/commands.ts';
import { networkCommands } from '../commands.ts';
import type { Said } from './hosts.ts';
import { toLabOrThrow } from './lab.ts';

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
  const practice = createPractice(toLabOrThrow(yaml), {
    clock,
    files: () => memoryFiles({ now: clock.now }),
    commands: new Map<string, Command>([...hostCommands, ...networkCommands, ['docker', docker], ['curl', curl]]),
    createEngine: (machine) =>
      installDocker(machine, {
        images: ['docker-registry:latest', 'registry:latest', 'busybox:latest'],
        publicRegistry: false,
        programs: () => new Map([...busyboxCommands, ...busyboxNetworkCommands]),
      }),
  });
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

/** As soon as nobody has anything else to do, it is as late as the first sleeper wants it. */
function hurriedClock(): Clock {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const until = now + milliseconds;
        // Containers' programs sleep for days.
        if (milliseconds > 3_600_000) {
          signal?.addEventListener('abort', () => resolve());
          return;
        }
        setImmediate(() => {
          now = Math.max(now, until);
          resolve();
        });
      }),
  };
}
