/** Practice hosts with Docker for tests: a shell, the network's commands, and time that somebody else moves. */
import type { DockerState } from '../../../../shared/host/state.ts';
import { labOf } from '../../../../shared/lab/testing/examples.ts';
import type { DockerEngine } from '../../docker/engine/engine.ts';
import type { EngineOptions } from '../../docker/engine/host.ts';
import { dockerOf } from '../../docker/engine/installed.ts';
import type { Clock } from '../../os/clock.ts';
import { memoryFiles } from '../../os/files/memory-files.ts';
import type { Machine } from '../../os/machine.ts';
import { textInput } from '../../os/processes/pipe.ts';
import type { Output } from '../../os/streams.ts';
import { hostPrograms } from '../../programs/programs.ts';
import { runProgram } from '../../shell/execute.ts';
import { bash } from '../../shell/sh.ts';
import { installDocker } from '../install-docker.ts';
import { createPractice } from '../practice.ts';

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
  /** How many programs sleep, on any host. */
  sleeping(): number;
}

const START = Date.parse('2026-11-24T12:00:00Z');

const LAB = `
trunkline: 1
name: docker
segments: { lan: { vlans: all } }
hosts:
  docker01: { ssh: { address: 192.168.1.11 }, interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } } }
  docker02: { ssh: { address: 192.168.1.13 }, interfaces: { ens33: { segment: lan, address: 192.168.1.13/24 } } }
`;

/** docker01 and docker02, on one wire. */
export function dockerHosts(options: Partial<EngineOptions> = {}): readonly [DockerHost, DockerHost] {
  const clock = new TestClock();
  const practice = createPractice(labOf(LAB), {
    clock,
    files: () => memoryFiles({ now: () => clock.now() }),
    commands: hostPrograms,
    createEngine: (machine) =>
      installDocker(machine, {
        images: ['docker-registry:latest', 'registry:latest', 'busybox:latest'],
        ...options,
      }),
  });
  const host = (name: string): DockerHost => {
    const machine = practice.machine(name);
    const engine = machine && dockerOf(machine);
    if (machine === undefined || engine === undefined) throw new Error(`${name} has no Docker`);
    return {
      machine,
      engine,
      run: (line, how) => typed(machine, line, how),
      docker() {
        const state = engine.state();
        if (state.kind !== 'ready') throw new Error(state.kind);
        return state;
      },
      pass: (time) => clock.pass(time),
      sleeping: () => clock.sleeping,
    };
  };
  return [host('docker01'), host('docker02')];
}

export const dockerHost = (options: Partial<EngineOptions> = {}): DockerHost => dockerHosts(options)[0];

/** A command line on a machine, as bash runs it. */
export async function typed(
  machine: Machine,
  line: string,
  { stdin = '', terminal = false, user = 'root' }: Parameters<DockerHost['run']>[1] = {},
): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    terminal: terminal ? { columns: 80, rows: 24 } : undefined,
    write: async (text) => {
      said[name] += text;
    },
  });
  const status = await runProgram(bash, ['bash', '-c', line], {
    machine,
    user: { name: user, uid: user === 'root' ? 0 : 1000 },
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' },
    cwd: '/root',
    stdin: textInput(stdin),
    stdout: output('stdout'),
    stderr: output('stderr'),
  });
  return { status, ...said };
}

class TestClock implements Clock {
  private time = START;
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const sleeper = {
        at: this.time + milliseconds,
        wake: () => {
          this.sleepers.delete(sleeper);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  get sleeping(): number {
    return this.sleepers.size;
  }

  pass(time: number): void {
    this.time += time;
    for (const { at, wake } of [...this.sleepers]) if (at <= this.time) wake();
  }
}
