/** What sshd does for somebody who wants a terminal: a login shell that edits lines, or one program. */
import type { Command } from '../os/machine.ts';
import { Descriptors, OpenFile } from '../os/processes/descriptors.ts';
import { launch } from '../os/processes/launch.ts';
import { Killed } from '../os/processes/signals.ts';
import { CannotFork, signalForeground, taskOf, tasksOf } from '../os/processes/tasks.ts';
import { type Names, Tty } from '../os/processes/tty.ts';
import type { Input, Output } from '../os/streams.ts';
import type { Execution } from './execute.ts';
import { bash } from './sh.ts';

/** With its `signal` the window was closed: what runs in it is hung up. */
export interface TerminalSession extends Omit<Execution, 'stdin' | 'stdout' | 'stderr'> {
  /** Keys as a terminal sends them. Their end hangs up. */
  readonly keys: Input;
  /** The screen; its `terminal` is its size now. */
  readonly screen: Output;
  /** What a tab may complete besides commands and files. */
  readonly names?: Names;
  /** Called with what is to be told when the size has changed. */
  readonly onResize?: (resized: () => void) => void;
  /** Undefined: a login shell. Otherwise a command line for `ssh -t host COMMAND`. */
  readonly command?: string | undefined;
  /** Undefined: the login shell is bash. */
  readonly shell?: { readonly command: Command; readonly argv: readonly string[] };
}

/** @returns the exit status of the shell */
export async function runTerminal(session: TerminalSession): Promise<number> {
  const { machine, user, env, cwd, command } = session;
  const tty = new Tty(session.screen, session.names);
  const descriptors = new Descriptors();
  const terminal = new OpenFile({ input: tty.input, output: tty.output, tty });
  descriptors.set(0, terminal);
  descriptors.set(1, terminal.hold());
  descriptors.set(2, terminal.hold());
  session.onResize?.(() => tty.resized());
  const hangUp = new AbortController();
  const gone = (): void => {
    tty.hangUp();
    hangUp.abort(new Killed('HUP'));
  };
  session.signal?.addEventListener('abort', gone, { once: true });
  if (session.signal?.aborted) gone();
  tty.feed(session.keys).then(gone, gone);
  const shell = session.shell ?? { command: bash, argv: command === undefined ? ['-bash'] : ['bash', '-c', command] };
  let pid: number | undefined;
  tty.interrupt = () => {
    const task = pid === undefined ? undefined : taskOf(machine, pid);
    if (task) signalForeground(task, 'INT');
  };
  const leader: Command = (process) => {
    pid = process.pid;
    return shell.command(process);
  };
  try {
    return await launch({
      ...{ machine, user, cwd, descriptors, command: leader, argv: shell.argv, signal: hangUp.signal },
      env: { TERM: 'xterm-256color', ...env },
      userland: session.userland ?? machine.userland,
      net: session.net ?? { kind: 'host' },
    });
  } catch (error) {
    if (!(error instanceof CannotFork)) throw error;
    await session.screen.write('fork: Resource temporarily unavailable\r\n').catch(() => {});
    return 254;
  } finally {
    // What runs on in the background loses its terminal; `nohup` is for what should not.
    for (const task of tasksOf(machine)) if (cameFrom(task, pid)) task.kill('HUP');
  }
}

function cameFrom(task: ReturnType<typeof tasksOf>[number], pid: number | undefined): boolean {
  for (let at = task.parent; at !== undefined; at = at.parent) if (at.pid === pid) return true;
  return false;
}
