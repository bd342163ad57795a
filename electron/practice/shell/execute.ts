/** How a server runs something on a practice host. */
import type { Command, Machine, NetworkNamespace, User, Userland } from '../os/machine.ts';
import { Descriptors, OpenFile } from '../os/processes/descriptors.ts';
import { launch } from '../os/processes/launch.ts';
import { Pipe } from '../os/processes/pipe.ts';
import { Killed } from '../os/processes/signals.ts';
import { CannotFork, tasksOf } from '../os/processes/tasks.ts';
import { ttyOf } from '../os/processes/tty.ts';
import type { Input, Output } from '../os/streams.ts';
import { bash } from './sh.ts';

export interface Execution {
  readonly machine: Machine;
  /** Without it the machine's own. */
  readonly userland?: Userland;
  readonly net?: NetworkNamespace;
  readonly user: User;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Ends it, as a terminal that is closed does (SIGHUP), or as the reason (a `Killed`) says. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a command line by the user's login shell, as sshd does for `ssh host COMMAND`.
 *
 * @returns its exit status, when it has ended and nobody has its standard output or error open any more: what runs in the
 *   background keeps them
 */
export async function execute(commandLine: string, how: Execution, shell: Command = bash): Promise<number> {
  const stdin = new Pipe();
  const pumping = new AbortController();
  pump(how.stdin, stdin, pumping.signal).catch(() => {});
  try {
    return await runProgram(shell, ['bash', '-c', commandLine], { ...how, stdin: stdin.input });
  } finally {
    pumping.abort();
    stdin.closeReader();
  }
}

/** A connection's input as a pipe: whoever is killed while reading takes nothing with him, and a shell can look ahead. */
async function pump(from: Input, to: Pipe, stopped: AbortSignal): Promise<void> {
  for (let text = await from.read(); text !== undefined && !stopped.aborted; text = await from.read())
    await to.output.write(text);
  to.closeWriter();
}

/** Runs one program as a process of its own. */
export async function runProgram(command: Command, argv: readonly string[], how: Execution): Promise<number> {
  const { machine, user, env, cwd, signal } = how;
  const descriptors = new Descriptors();
  descriptors.set(0, new OpenFile({ input: how.stdin, tty: ttyOf(how.stdin) }));
  const closed = [how.stdout, how.stderr].map(
    (output, at) =>
      new Promise<void>((resolve) => {
        descriptors.set(at + 1, new OpenFile({ output, closed: resolve }));
      }),
  );
  let status: number;
  try {
    status = await launch({
      ...{ command, argv, env, cwd, machine, user, descriptors, signal },
      userland: how.userland ?? machine.userland,
      net: how.net ?? { kind: 'host' },
    });
  } catch (error) {
    if (!(error instanceof CannotFork)) throw error;
    await how.stderr.write(`${argv[0]}: fork: Resource temporarily unavailable\n`).catch(() => {});
    return 254;
  }
  await Promise.all(closed);
  return status;
}

/** Ends everything that runs on a machine: it is switched off. */
export function killAll(machine: Machine): void {
  for (const task of tasksOf(machine)) task.kill('KILL');
}

export { Killed };
