/** Programs as a shell starts them, and its words for those that it cannot start. */
import type { Assignment, Command } from 'unbash';
import type { Descriptors } from '../os/processes/descriptors.ts';
import { launch, programToRun } from '../os/processes/launch.ts';
import { findProgram, type Program } from '../os/processes/lookup.ts';
import { killedBy } from '../os/processes/signals.ts';
import { CannotFork } from '../os/processes/tasks.ts';
import { assignedText } from './assign.ts';
import { RedirectionError, redirect } from './redirect.ts';
import { type Shell, ShellError } from './state.ts';

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
    env = shell.environment();
    for (const assignment of assignments) env[assignment.name] = await assignedText(shell, assignment);
  } catch (error) {
    descriptors.closeAll();
    if (!(error instanceof RedirectionError)) throw error;
    return shell.flavour === 'dash' ? 2 : 1;
  }
  return await startProgram(shell, argv, env, descriptors);
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
  const { machine, userland, user, net, cwd, task } = shell;
  try {
    const status = await launch({
      ...programToRun(program, argv, userland),
      ...{ machine, userland, user, net, env, cwd, descriptors, parent: task, signal: task.signal },
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
