/** Simple commands: assignments, redirections, and then a function, a builtin or a program. */
import type { Assignment, Command, Word } from 'unbash';
import { programToRun, runIn } from '../os/processes/launch.ts';
import { findProgram } from '../os/processes/lookup.ts';
import { assign, assignedText } from './assign.ts';
import { type Builtin, DECLARING, SPECIAL } from './builtins/builtin.ts';
import { builtinNamed, callBuiltin } from './builtins/builtins.ts';
import { expandFields, expandText } from './expand.ts';
import { lineOf } from './parse.ts';
import { runProgram, sayWhyNot } from './programs.ts';
import { attemptRedirect, RedirectionError, redirect } from './redirect.ts';
import { Jump, type Shell, ShellError, type ShellFunction, type Variable } from './state.ts';

/** Functions within functions, and texts within texts. */
const DEEPEST = 1000;

/** @param tested its failure is expected, and so is that of all that a function of this name runs */
export async function runSimple(shell: Shell, node: Command, tested: boolean): Promise<number> {
  if (!tested) return await runCommand(shell, node);
  shell.guarded += 1;
  try {
    return await runCommand(shell, node);
  } finally {
    shell.guarded -= 1;
  }
}

async function runCommand(shell: Shell, node: Command): Promise<number> {
  if (shell.unit) shell.line = lineOf(shell.unit, node.pos);
  shell.substituted = undefined;
  const fields = await expandCommand(shell, node);
  const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
  const [name] = fields;
  if (name === undefined) return await assignOnly(shell, node, assignments);
  if (shell.options.has('x')) await trace(shell, assignments, fields);
  const own = SPECIAL.has(name) ? undefined : shell.functions.get(name);
  if (own) return await around(shell, node, assignments, false, () => callFunction(shell, own, fields));
  const builtin = builtinNamed(shell, name);
  if (builtin) return await runBuiltin(shell, node, assignments, builtin, fields);
  return await runProgram(shell, node, assignments, fields);
}

async function expandCommand(shell: Shell, node: Command): Promise<string[]> {
  if (node.name === undefined) return [];
  const words: Word[] = [node.name];
  const fields: string[] = [];
  const declares = DECLARING.has(node.name.text);
  for (const part of node.suffix) {
    if (part.type !== 'Word' && part.type !== 'Assignment') continue;
    if (part.type === 'Word') {
      const declared = declares ? /^([A-Za-z_]\w*=)/.exec(part.text)?.[1] : undefined;
      if (declared === undefined) {
        words.push(part);
        continue;
      }
      fields.push(...(await expandFields(shell, words.splice(0))), await expandText(shell, part, 'assigned'));
    } else {
      fields.push(...(await expandFields(shell, words.splice(0))), `${part.name}=${await assignedText(shell, part)}`);
    }
  }
  fields.push(...(await expandFields(shell, words)));
  const alias =
    shell.interactive && fields[0] !== undefined && node.name.parts === undefined
      ? shell.aliases.get(fields[0])
      : undefined;
  return alias === undefined ? fields : [...alias.split(/\s+/).filter(Boolean), ...fields.slice(1)];
}

async function assignOnly(shell: Shell, node: Command, assignments: readonly Assignment[]): Promise<number> {
  if (node.redirects.length > 0) {
    const done = await attemptRedirect(shell, node.redirects);
    if (done === undefined) return shell.flavour === 'dash' ? 2 : 1;
    done.restore();
  }
  for (const assignment of assignments) await assign(shell, assignment);
  if (shell.options.has('x') && assignments.length > 0) await trace(shell, assignments, []);
  return shell.substituted ?? 0;
}

async function trace(shell: Shell, assignments: readonly Assignment[], fields: readonly string[]): Promise<void> {
  const values = assignments.map(({ name }) => `${name}=${shell.get(name) ?? ''}`);
  const shown = [...values, ...fields].map((each) =>
    /^[\w@%+=:,./-]+$/.test(each) ? each : `'${each.replaceAll("'", "'\\''")}'`,
  );
  await shell.write(2, `${shell.get('PS4') ?? '+ '}${shown.join(' ')}\n`).catch(() => {});
}

/** Runs something with the redirections and, unless they stay, the assignments of one command. */
async function around(
  shell: Shell,
  node: Command,
  assignments: readonly Assignment[],
  stays: boolean,
  body: () => Promise<number>,
): Promise<number> {
  const done = node.redirects.length > 0 ? await attemptRedirect(shell, node.redirects) : undefined;
  if (done === undefined && node.redirects.length > 0) {
    if (stays && !shell.interactive && shell.flavour !== 'bash') throw new Jump('exit', 2);
    return shell.flavour === 'dash' ? 2 : 1;
  }
  const before = new Map<string, Variable | undefined>();
  try {
    for (const assignment of assignments) {
      if (!stays) before.set(assignment.name, shell.variables.get(assignment.name));
      await assign(shell, assignment, !stays);
    }
    return await body();
  } finally {
    for (const [name, old] of before) {
      if (old) shell.variables.set(name, old);
      else shell.variables.delete(name);
    }
    done?.restore();
  }
}

async function runBuiltin(
  shell: Shell,
  node: Command,
  assignments: readonly Assignment[],
  builtin: Builtin,
  fields: readonly string[],
): Promise<number> {
  const [name = ''] = fields;
  if (name === 'exec') return await runExec(shell, node, assignments, fields.slice(1));
  return await around(shell, node, assignments, SPECIAL.has(name), () => callBuiltin(shell, builtin, fields));
}

/** `exec`: redirections that stay, or another program in the shell's place. */
async function runExec(
  shell: Shell,
  node: Command,
  assignments: readonly Assignment[],
  args: readonly string[],
): Promise<number> {
  try {
    (await redirect(shell, node.redirects, shell.descriptors)).forget();
  } catch (error) {
    if (!(error instanceof RedirectionError)) throw error;
    if (shell.interactive || shell.flavour === 'bash') return 1;
    throw new Jump('exit', 2);
  }
  for (const assignment of assignments) await assign(shell, assignment, args.length > 0);
  if (args.length === 0) return 0;
  const env = shell.environment();
  const program = findProgram(shell.userland, args[0] ?? '', env, shell.cwd);
  if (program.kind === 'missing' || program.kind === 'denied') {
    const status = await sayWhyNot(shell, program, args[0] ?? '', shell.descriptors, 'exec: ');
    if (shell.interactive) return status;
    throw new Jump('exit', status);
  }
  const { descriptors, machine, userland, user, net, cwd, task } = shell;
  task.caught = undefined;
  shell.traps.delete('EXIT');
  const status = await runIn(task, {
    ...programToRun(program, args, userland),
    machine,
    userland,
    user,
    net,
    env,
    cwd,
    descriptors,
  });
  throw new Jump('exit', status);
}

export async function callFunction(
  shell: Shell,
  { node, unit }: ShellFunction,
  argv: readonly string[],
): Promise<number> {
  if (shell.calls >= DEEPEST) throw new ShellError(`Maximum function recursion depth (${DEEPEST}) reached`, 2);
  const before = { parameters: shell.parameters, unit: shell.unit, loops: shell.loops, optionAt: shell.optionAt };
  shell.calls += 1;
  shell.parameters = argv.slice(1);
  shell.unit = unit;
  shell.loops = 0;
  shell.locals.push(new Map());
  // Whoever calls himself does so on the event loop's stack, not on ours.
  await undefined;
  try {
    return await shell.interpreter.run(shell, node.body, false);
  } catch (error) {
    if (error instanceof Jump && error.to === 'return') return error.value;
    throw error;
  } finally {
    for (const [name, old] of shell.locals.pop() ?? []) {
      if (old) shell.variables.set(name, old);
      else shell.variables.delete(name);
    }
    Object.assign(shell, before);
    shell.calls -= 1;
  }
}
