/** A host with Docker for tests: a kernel that is only kept, a shell inside containers, and time that somebody else moves. */
import { freshHost } from '../../../../shared/host/fresh-host.ts';
import type { DockerState, HostState } from '../../../../shared/host/state.ts';
import type { Clock, Echo, KernelState, Machine } from '../../machine/machine.ts';
import { memoryFiles } from '../../machine/memory-files.ts';
import type { Command } from '../../process.ts';
import { runProgram } from '../../shell/execute.ts';
import { textInput } from '../../shell/os/pipe.ts';
import { ash, bash } from '../../shell/sh.ts';
import { docker } from '../cli/docker.ts';
import { installDocker } from '../create.ts';
import { curl } from '../curl.ts';
import type { DockerEngine, EngineOptions } from '../engine/engine.ts';

export interface Said {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DockerHost {
  readonly machine: Machine;
  readonly engine: DockerEngine;
  /** A command line, as bash runs it. */
  run(
    line: string,
    how?: { readonly stdin?: string; readonly terminal?: boolean; readonly user?: string },
  ): Promise<Said>;
  docker(): Extract<DockerState, { kind: 'ready' }>;
  /** Milliseconds. */
  pass(time: number): void;
}

const START = Date.parse('2026-11-24T12:00:00Z');

export interface DockerHostOptions extends Partial<EngineOptions> {
  readonly name?: string;
  readonly address?: string;
  /** Who answers an echo request, by address; by default everybody does. */
  readonly echo?: (to: string) => Echo;
  readonly all?: () => readonly Machine[];
}

const echo: Command = async ({ argv, stdout }) => {
  await stdout.write(`${argv.slice(1).join(' ')}\n`);
  return 0;
};
const busybox: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['sh', ash],
  ['echo', echo],
  ['true', () => 0],
  ['false', () => 1],
  [
    'sleep',
    async ({ argv, machine, signal }) => {
      await machine.clock.sleep(Number(argv[1]) * 1000, signal);
      return 0;
    },
  ],
  [
    'hostname',
    async ({ userland, stdout }) => {
      await stdout.write(`${userland.hostname}\n`);
      return 0;
    },
  ],
  [
    'cat',
    async ({ argv, userland, stdin, stdout }) => {
      await stdout.write(argv[1] === undefined ? await stdin.all() : userland.files.read(argv[1]));
      return 0;
    },
  ],
]);

export function dockerHost({
  name = 'docker01',
  address = '192.168.1.11/24',
  ...options
}: DockerHostOptions = {}): DockerHost {
  let now = START;
  const sleepers = new Set<{ readonly at: number; wake(): void }>();
  const clock: Clock = {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          at: now + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        if (signal?.aborted) return resolve();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
  };
  let { docker: _docker, records: _records, ...kernel } = freshHost(name, { nics: [{ name: 'ens33', address }] });
  const files = memoryFiles({
    now: clock.now,
    initial: { '/etc/docker/.keep': '', '/root/.keep': '', '/etc/hosts': '127.0.0.1 localhost\n' },
  });
  const commands = new Map<string, Command>([
    ...busybox,
    ['docker', docker],
    ['curl', curl],
    ['bash', bash],
    ['sh', bash],
  ]);
  let engine: DockerEngine | undefined;
  const machine: Machine & { changed(): void } = {
    name,
    kernel: () => kernel,
    changeKernel(next: (before: KernelState) => KernelState) {
      kernel = next(kernel);
    },
    get engine() {
      return engine;
    },
    userland: { hostname: name, files, commands },
    state: (): HostState => ({
      ...kernel,
      docker: machine.engine?.state() ?? { kind: 'missing', message: '' },
      records: [],
    }),
    onChange: () => () => {},
    wires: {
      machines: () => options.all?.() ?? [machine],
      echo: (_machine, _from, to) => options.echo?.(to) ?? { kind: 'reply', from: to, ttl: 64, rtt: 1 },
      arp: () => undefined,
    },
    clock,
    changed: () => {},
  };
  engine = installDocker(machine, {
    images: ['docker-registry:latest', 'registry:latest', 'busybox:latest'],
    programs: (kind) => (kind === 'none' ? new Map() : busybox),
    ...options,
  });
  const installed = engine;
  return {
    machine,
    engine: installed,
    async run(line, { stdin = '', terminal = false, user = 'root' } = {}) {
      const out = { stdout: '', stderr: '' };
      const size = terminal ? { columns: 80, rows: 24 } : undefined;
      const to = (name: 'stdout' | 'stderr') => ({
        terminal: size,
        write: async (text: string) => {
          out[name] += text;
        },
      });
      const status = await runProgram(bash, ['bash', '-c', line], {
        machine,
        user: { name: user, uid: user === 'root' ? 0 : 1000 },
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' },
        cwd: '/root',
        stdin: textInput(stdin),
        stdout: to('stdout'),
        stderr: to('stderr'),
      });
      return { status, ...out };
    },
    docker() {
      const state = installed.state();
      if (state.kind !== 'ready') throw new Error(state.kind);
      return state;
    },
    pass(time) {
      now += time;
      for (const sleeper of [...sleepers].filter(({ at }) => at <= now)) sleeper.wake();
    },
  };
}
