/** A machine without a network, for tests of what only needs files and programs. */

import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { Clock } from '../../os/clock.ts';
import { type MemoryFiles, memoryFiles } from '../../os/files/memory-files.ts';
import type { Command, Machine } from '../../os/machine.ts';
import { textInput } from '../../os/processes/pipe.ts';
import type { Output } from '../../os/streams.ts';
import { type Execution, runProgram } from '../execute.ts';
import { ash, bash, sh } from '../sh.ts';

export interface FakeMachine extends Machine {
  readonly files: MemoryFiles;
}

const FOLDERS = ['/root', '/tmp', '/var/lib', '/run', '/etc', '/home/ada', '/usr/bin', '/usr/sbin', '/work'];

export function fakeMachine({
  commands = {},
  files: initial = {},
  clock = realClock,
}: {
  readonly commands?: Readonly<Record<string, Command>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
} = {}): FakeMachine {
  const files = memoryFiles({ now: clock.now, initial });
  for (const folder of FOLDERS) {
    let at = '';
    for (const name of folder.split('/').slice(1)) {
      at += `/${name}`;
      if (files.status(at) === undefined) files.makeDirectory(at);
    }
  }
  files.setMode('/tmp', 0o1777);
  const all = new Map<string, Command>(Object.entries({ sh, dash: sh, bash, ash, ...commands }));
  const unused = (): never => {
    throw new Error('this machine has no network');
  };
  return {
    name: 'docker01',
    files,
    kernel: (): KernelState => unused(),
    changeKernel: unused,
    engine: undefined,
    userland: { hostname: 'docker01', files, commands: all },
    state: unused,
    onChange: () => () => {},
    onFilesChange: () => () => {},
    wires: { echo: unused, arp: unused },
    clock,
  };
}

const realClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Collects what is written. */
export function collector(): Output & { text: string } {
  const output = {
    text: '',
    write: async (text: string) => {
      output.text += text;
    },
  };
  return output;
}

/** Runs a shell on the machine: `['sh', '-c', …]`. */
export async function runShell(
  machine: Machine,
  argv: readonly string[],
  { stdin = '', ...how }: Partial<Omit<Execution, 'stdin'>> & { readonly stdin?: string } = {},
): Promise<Ran> {
  const stdout = collector();
  const stderr = collector();
  const program = machine.userland.commands.get(argv[0] ?? '');
  if (program === undefined) throw new Error(`no ${argv[0]}`);
  const status = await runProgram(program, argv, {
    machine,
    user: { name: 'root', uid: 0 },
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', USER: 'root' },
    cwd: '/work',
    stdin: textInput(stdin),
    stdout,
    stderr,
    ...how,
  });
  return { status, stdout: stdout.text, stderr: stderr.text };
}
