/** Simple commands: assignments, redirections, and then a function, a builtin or a program. */
import type { Assignment, Command, Word } from 'unbash';
import { inputOf, programToRun, runIn } from '../os/processes/launch.ts';
import { findProgram } from '../os/processes/lookup.ts';
import { assign, assignedText } from './assign.ts';
import { type Builtin, DECLARING, SPECIAL } from './builtins/builtin.ts';
import { builtinNamed, callBuiltin } from './builtins/builtins.ts';
import { Jump, ShellError } from './errors.ts';
import { expandFields, expandText } from './expand.ts';
import { lineOf } from './parse.ts';
import { joinPieces } from './pieces.ts';
import { runProgram, sayWhyNot } from './programs.ts';
import { quotedIfNeeded } from './quoting.ts';
import { attemptRedirect, RedirectionError, redirect } from './redirect.ts';
import type { ShellFunction } from './shell-parts.ts';
import type { Shell } from './state.ts';
import { wordPieces } from './subscript.ts';
import { traceLine } from './trace.ts';
import { runTrap } from './traps.ts';
import type { Variable } from './variable.ts';

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
  if (shell.flavour === 'bash') await beforeCommand(shell, node);
  const fields = await expandCommand(shell, node);
  const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment');
  const [name] = fields;
  if (name === undefined) return await assignOnly(shell, node, assignments);
  if (shell.options.has('x')) await trace(shell, assignments, fields);
  if (shell.flavour === 'bash') shell.variables.set('_', { value: fields.at(-1), exported: false, readonly: false });
  const own = SPECIAL.has(name) && shell.flavour !== 'bash' ? undefined : shell.functions.get(name);
  if (own) return await around(shell, node, assignments, false, () => callFunction(shell, own, fields));
  const builtin = builtinNamed(shell, name);
  if (builtin) return await runBuiltin(shell, node, assignments, builtin, fields);
  return await runProgram(shell, node, assignments, fields);
}

/** What `BASH_COMMAND` and `trap … DEBUG` see of it. */
async function beforeCommand(shell: Shell, node: Command): Promise<void> {
  shell.command = shell.unit?.source.slice(node.pos, node.end) ?? '';
  const action = shell.traps.get('DEBUG');
  if (action && (shell.callers.length === 0 || shell.options.has('functrace')))
    await runTrap(shell, 'DEBUG', action, shell.status);
}

async function expandCommand(shell: Shell, node: Command): Promise<string[]> {
  if (node.name === undefined) return [];
  const words: Word[] = [node.name];
  const fields: string[] = [];
  const declares = DECLARING.has(node.name.text);
  const compound = new Set<string>();
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
      fields.push(...(await expandFields(shell, words.splice(0))));
      if (part.value.type === 'ArrayValue') {
        // What declares them reads the list again: its elements are expanded one by one.
        compound.add(part.text);
        fields.push(part.text);
      } else {
        const index = part.index ? `[${joinPieces(await wordPieces(shell, part.index))}]` : '';
        fields.push(`${part.name}${index}${part.append ? '+' : ''}=${await assignedText(shell, part)}`);
      }
    }
  }
  fields.push(...(await expandFields(shell, words)));
  shell.compound = compound;
  const alias =
    shell.knowsAliases && fields[0] !== undefined && node.name.parts === undefined
      ? shell.aliases.get(fields[0])
      : undefined;
  return alias === undefined ? fields : [...alias.split(/\s+/).filter(Boolean), ...fields.slice(1)];
}

async function assignOnly(shell: Shell, node: Command, assignments: readonly Assignment[]): Promise<number> {
  if (node.redirects.length > 0) {
    const done = await attemptRedirect(shell, node.redirects);
    if (done === undefined) return shell.flavour === 'dash' ? 2 : 1;
    if (shell.tellsInput) await shell.write(1, await inputOf(shell.descriptors, 0, shell.signal).all());
    done.restore();
  }
  for (const assignment of assignments) await assign(shell, assignment);
  if (shell.options.has('x') && assignments.length > 0) await trace(shell, assignments, []);
  if (shell.flavour === 'bash') shell.variables.set('_', { value: '', exported: false, readonly: false });
  return shell.substituted ?? 0;
}

async function trace(shell: Shell, assignments: readonly Assignment[], fields: readonly string[]): Promise<void> {
  const isBash = shell.flavour === 'bash';
  // dash shows words as they are.
  const quote = isBash ? quotedIfNeeded : (each: string): string => each;
  const values = assignments.map(({ name, text, value }) =>
    value.type === 'ArrayValue' ? text : `${name}=${shell.get(name) === '' ? '' : quote(shell.get(name) ?? '')}`,
  );
  const shown = [...values, ...fields.map(quote)];
  // bash shows assignments line by line.
  const lines = isBash && fields.length === 0 ? shown : [shown.join(' ')];
  for (const line of lines) await traceLine(shell, line);
}

/** An assignment before a command: bash runs the command though it could not be made. */
async function assignBefore(shell: Shell, assignment: Assignment, exported: boolean): Promise<void> {
  try {
    await assign(shell, assignment, exported);
  } catch (error) {
    if (shell.flavour !== 'bash' || !(error instanceof ShellError) || !error.message.endsWith('readonly variable'))
      throw error;
    await shell.complain(error.message);
  }
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
      await assignBefore(shell, assignment, !stays);
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
  const stays = SPECIAL.has(name) && shell.flavour !== 'bash';
  return await around(shell, node, assignments, stays, () => callBuiltin(shell, builtin, fields));
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
  shell.callers.push({ name: argv[0] ?? '', line: shell.line });
  shell.parameters = argv.slice(1);
  shell.unit = unit;
  shell.loops = 0;
  shell.locals.push(new Map());
  // Whoever calls himself does so on the event loop's stack, not on ours.
  await undefined;
  try {
    const status = await shell.interpreter.run(shell, node.body, false);
    await afterFunction(shell, status);
    return status;
  } catch (error) {
    if (error instanceof Jump && error.to === 'return') return error.value;
    if (error instanceof ShellError && shell.flavour === 'bash') error.where ??= shell.prefix();
    throw error;
  } finally {
    for (const [name, old] of shell.locals.pop() ?? []) {
      if (old) shell.variables.set(name, old);
      else shell.variables.delete(name);
    }
    Object.assign(shell, before);
    shell.callers.pop();
    shell.calls -= 1;
  }
}

async function afterFunction(shell: Shell, status: number): Promise<void> {
  const action = shell.traps.get('RETURN');
  if (action && shell.options.has('functrace')) await runTrap(shell, 'RETURN', action, status);
}
