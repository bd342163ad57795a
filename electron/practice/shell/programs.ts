/** Programs as a shell starts them, and its words for those that it cannot start. */
import type { Assignment, Command } from 'unbash';
import type { Descriptors } from '../os/processes/descriptors.ts';
import { launch, programToRun } from '../os/processes/launch.ts';
import { findProgram, type Program } from '../os/processes/lookup.ts';
import { killedBy } from '../os/processes/signals.ts';
import { CannotFork } from '../os/processes/tasks.ts';
import { assign } from './assign.ts';
import { ShellError } from './errors.ts';
import { RedirectionError, redirect } from './redirect.ts';
import type { Shell } from './state.ts';

export async function runProgram(
  shell: Shell,
  node: Command,
  assignments: readonly Assignment[],
  argv: readonly string[],
): Promise<number> {
  const descriptors = shell.descriptors.copy();
  let env: Record<string, string>;
  try {
    (await redirect(shell, node.redirects, descriptors)).forget();
    env = await environmentWith(shell, assignments);
  } catch (error) {
    descriptors.closeAll();
    if (!(error instanceof RedirectionError)) throw error;
    return shell.flavour === 'dash' ? 2 : 1;
  }
  return await startProgram(shell, argv, env, descriptors);
}

/** What stands before a command is seen by what is assigned after it, and gone afterwards. */
async function environmentWith(shell: Shell, assignments: readonly Assignment[]): Promise<Record<string, string>> {
  if (assignments.length === 0) return shell.environment();
  const before = new Map(assignments.map(({ name }) => [name, shell.variables.get(name)]));
  try {
    for (const assignment of assignments) {
      try {
        await assign(shell, assignment, true);
      } catch (error) {
        if (shell.flavour !== 'bash' || !(error instanceof ShellError) || !error.message.endsWith('readonly variable'))
          throw error;
        await shell.complain(error.message);
      }
    }
    return shell.environment();
  } finally {
    for (const [name, old] of before) {
      if (old) shell.variables.set(name, old);
      else shell.variables.delete(name);
    }
  }
}

/** @param descriptors the program's own from now on */
export async function startProgram(
  shell: Shell,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  descriptors: Descriptors,
): Promise<number> {
  const name = argv[0] ?? '';
  const program = findProgram(shell.userland, name, env, shell.cwd);
  if (program.kind === 'missing' || program.kind === 'denied') {
    try {
      return await sayWhyNot(shell, program, name, descriptors, '');
    } finally {
      descriptors.closeAll();
    }
  }
  const { machine, userland, user, net, cwd, umask, task } = shell;
  try {
    const status = await launch({
      ...programToRun(program, argv, userland, shell.flavour === 'bash' ? shell.prefix() : ''),
      ...{ machine, userland, user, net, env, cwd, umask, descriptors, parent: task, signal: task.signal },
    });
    if (task.signal.aborted) throw killedBy(task.signal);
    return status;
  } catch (error) {
    if (error instanceof CannotFork) {
      throw new ShellError(shell.flavour === 'bash' ? 'fork: Resource temporarily unavailable' : 'Cannot fork', 2);
    }
    throw error;
  }
}

export async function sayWhyNot(
  shell: Shell,
  program: Extract<Program, { kind: 'missing' | 'denied' }>,
  name: string,
  descriptors: Descriptors,
  verb: string,
): Promise<number> {
  const say = async (words: string): Promise<void> => {
    await descriptors
      .get(2)
      ?.output?.write(`${shell.prefix()}${words}\n`)
      .catch(() => {});
  };
  const folder = program.kind === 'denied' && shell.userland.files.status(program.path)?.kind === 'directory';
  if (program.kind === 'denied') {
    await say(`${verb}${name}: ${folder && shell.flavour === 'bash' ? 'Is a directory' : 'Permission denied'}`);
    return 126;
  }
  if (shell.flavour !== 'bash') await say(`${verb}${name}: not found`);
  else if (name.includes('/')) await say(`${name}: No such file or directory`);
  else await say(verb === '' ? `${name}: command not found` : `${verb}${name}: not found`);
  return 127;
}
