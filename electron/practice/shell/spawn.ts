/** Subshells: of a pipeline, a substitution, `( … )` and `&`. */

import type { Descriptors } from '../os/processes/descriptors.ts';
import { Killed } from '../os/processes/signals.ts';
import { CannotFork, newTask, type Task } from '../os/processes/tasks.ts';
import { BrokenPipe } from '../os/streams.ts';
import { Jump, ShellError } from './errors.ts';
import type { Shell } from './state.ts';
import { runExitTrap } from './traps.ts';

export interface Spawned {
  readonly task: Task;
  readonly ended: Promise<number>;
}

/**
 * Runs something in a copy of the shell, at the same time.
 *
 * @param descriptors the copy's own from now on
 */
export function spawn(
  shell: Shell,
  descriptors: Descriptors,
  body: (child: Shell) => Promise<number>,
  { background = false }: { readonly background?: boolean } = {},
): Spawned {
  let task: Task;
  try {
    task = newTask(shell.machine, {
      argv: shell.task.argv,
      parent: shell.task,
      background,
      signal: background ? undefined : shell.task.signal,
    });
  } catch (error) {
    descriptors.closeAll();
    if (error instanceof CannotFork) throw new ShellError('Cannot fork', 2);
    throw error;
  }
  const child = shell.fork(task, descriptors);
  if (background && !shell.interactive) {
    task.ignored.add('INT');
    task.ignored.add('QUIT');
  }
  const ended = finish(child, () => body(child)).finally(() => {
    child.descriptors.closeAll();
    task.ended();
  });
  return { task, ended };
}

/** Runs a whole shell to its end, whichever way that comes. */
export async function finish(shell: Shell, body: () => Promise<number>): Promise<number> {
  let status = await settle(shell, body);
  if (!shell.task.signal.aborted) status = await settle(shell, () => runExitTrap(shell, status));
  return status & 0xff;
}

async function settle(shell: Shell, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Jump) return error.to === 'exit' || error.to === 'return' ? error.value : shell.status;
    if (error instanceof Killed) return error.status;
    if (error instanceof BrokenPipe) return new Killed('PIPE').status;
    if (error instanceof ShellError) {
      await shell.complainOf(error);
      return error.status ?? (shell.flavour === 'bash' ? 1 : 2);
    }
    throw error;
  }
}
