/** The shell as a program: `sh -c`, `sh -s`, `sh FILE`. */
import { FileError } from '../os/files/files.ts';
import { mayAccess } from '../os/files/open-file.ts';
import { resolvePath } from '../os/files/paths.ts';
import type { Command, Process } from '../os/machine.ts';
import { Descriptors, OpenFile } from '../os/processes/descriptors.ts';
import { inputOf, insideOf } from '../os/processes/launch.ts';
import { readRow } from '../os/processes/pipe.ts';
import { newTask } from '../os/processes/tasks.ts';
import { applyOptions } from './builtins/settings.ts';
import { equipBash, LONG_OPTIONS, VERSION_TEXT } from './equip.ts';
import { ShellError } from './errors.ts';
import { runInteractive } from './interactive.ts';
import { interpreter } from './interpreter.ts';
import { parseScript, type Unit } from './parse.ts';
import { grammarOf, isOpen, mayClose, runGroup, runText, syntaxError } from './run-text.ts';
import type { Flavour } from './shell-parts.ts';
import { finish } from './spawn.ts';
import { Shell } from './state.ts';

/** Debian's `/bin/sh`. */
export const sh: Command = (process) => shellProgram(process, 'dash');
export const bash: Command = (process) => shellProgram(process, 'bash');
/** Busybox's `sh`, for containers. */
export const ash: Command = (process) => shellProgram(process, 'ash');

async function shellProgram(process: Process, flavour: Flavour): Promise<number> {
  const terminal = insideOf(process)?.descriptors.get(0)?.tty;
  const plain = process.argv.slice(1).every((arg) => /^-[il]+$|^--login$/.test(arg));
  const tty = plain ? terminal : undefined;
  const shell = newShell(process, flavour, tty !== undefined);
  return await finish(shell, async () => {
    const rest = [...process.argv.slice(1)];
    let command = false;
    let fromInput = false;
    const settings: string[] = [];
    while (rest[0] !== undefined && /^[-+]./.test(rest[0]) && rest[0] !== '--') {
      const option = rest.shift() ?? '';
      if (option === '--version' && flavour === 'bash') {
        await shell.write(1, VERSION_TEXT);
        return 0;
      }
      if (option.startsWith('--')) {
        if (flavour !== 'bash' || LONG_OPTIONS.has(option)) {
          if (option === '--posix') shell.options.add('posix');
          if (option === '--rcfile' || option === '--init-file') rest.shift();
          continue;
        }
        await shell.write(2, `${shell.name}: ${option}: invalid option\n`);
        return 2;
      }
      for (const letter of option.slice(1)) {
        if (letter === 'c') command = true;
        else if (letter === 's') fromInput = true;
        else if (letter === 'o') settings.push(`${option[0]}o`, rest.shift() ?? '');
        else if (letter === 'O' && flavour === 'bash') shell.shopt.add(rest.shift() ?? '');
        else if (letter !== 'i' && letter !== 'l') settings.push(`${option[0]}${letter}`);
      }
    }
    if (rest[0] === '--' || rest[0] === '-') rest.shift();
    applyOptions(shell, settings);
    if (command) {
      const text = rest.shift();
      if (text === undefined) throw new ShellError('-c requires an argument', 2);
      shell.name = rest.shift() ?? shell.name;
      shell.parameters = rest;
      shell.fromArgument = true;
      if (flavour === 'bash') shell.set('BASH_EXECUTION_STRING', text);
      return await runText(shell, text, 1);
    }
    if (fromInput || rest.length === 0) {
      shell.parameters = rest;
      if (tty !== undefined && shell.interactive) return await runInteractive(shell, tty);
      return await runInput(shell);
    }
    return await runFile(shell, rest);
  });
}

/** A shell in its process: the descriptors and the task are the process's own. */
export function newShell(process: Process, flavour: Flavour, interactive = false): Shell {
  const { machine, userland, user, net, cwd, env, argv } = process;
  const inside = insideOf(process);
  const task = inside?.task ?? newTask(machine, { argv, signal: process.signal });
  const shell = new Shell({
    ...{ machine, userland, user, net, cwd, flavour, interpreter, task, interactive },
    descriptors: inside?.descriptors ?? standard(process),
    name: argv[0] ?? 'sh',
    pid: task.pid,
  });
  shell.umask = process.umask ?? shell.umask;
  for (const [name, value] of Object.entries(env)) {
    if (/^[A-Za-z_]\w*$/.test(name)) shell.set(name, value, { exported: true });
  }
  shell.variables.set('IFS', { value: ' \t\n', exported: false, readonly: false });
  shell.set('OPTIND', '1');
  shell.set('PS4', '+ ');
  shell.set('PWD', cwd, { exported: 'PWD' in env || flavour === 'bash' });
  if (flavour === 'bash') equipBash(shell);
  return shell;
}

function standard({ stdin, stdout, stderr }: Process): Descriptors {
  const descriptors = new Descriptors();
  descriptors.set(0, new OpenFile({ input: stdin }));
  descriptors.set(1, new OpenFile({ output: stdout }));
  descriptors.set(2, new OpenFile({ output: stderr }));
  return descriptors;
}

async function runFile(shell: Shell, [name = '', ...parameters]: readonly string[]): Promise<number> {
  let text: string;
  try {
    const path = resolvePath(shell.cwd, name);
    const status = shell.userland.files.status(path);
    if (status !== undefined && !mayAccess(shell.user, status, 4)) throw new FileError('EACCES');
    text = shell.userland.files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const { flavour } = shell;
    const gone = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    const words = flavour === 'bash' ? error.message : gone ? 'No such file' : error.message;
    await shell.write(
      2,
      flavour === 'dash'
        ? `${shell.prefix().replace(/\d+: $/, '0: ')}cannot open ${name}: ${words}\n`
        : flavour === 'ash'
          ? `${shell.name}: can't open '${name}'\n`
          : `${shell.name}: ${name}: ${words}\n`,
    );
    return flavour === 'bash' ? (gone ? 127 : 126) : 2;
  }
  shell.name = name;
  shell.parameters = parameters;
  return await runText(shell, text, 1);
}

/**
 * Reads commands from standard input, and no line more than they need: what a command reads from there comes right after it.
 */
export async function runInput(shell: Shell): Promise<number> {
  const { signal } = shell.task;
  let status = 0;
  let text = '';
  let line = 1;
  let closes: ((line: string) => boolean) | undefined;
  for (;;) {
    const input = inputOf(shell.descriptors, 0, signal);
    const row = await readRow(input, signal);
    text += row ?? '';
    // A long text is not parsed for every line of it, but when one comes that may close what is open.
    if (row !== undefined && closes?.(row.replace(/\n$/, '')) === false) continue;
    if (row !== undefined && /(?:^|[^\\])(?:\\\\)*\\\n$/.test(row)) continue;
    let unit = parseScript(text, line, grammarOf(shell));
    if (row !== undefined && isOpen(unit)) {
      const rest = restOfCommand(shell, text, line, input.peek?.() ?? '');
      if (rest === undefined) {
        closes = mayClose(unit) ?? closing(unit);
        continue;
      }
      for (let left = rest.rows; left > 0; left -= 1) text += (await readRow(input, signal)) ?? '';
      // A script that came whole is one command, and was read just now.
      unit = text === rest.unit.source ? rest.unit : parseScript(text, line, grammarOf(shell));
    }
    shell.unit = unit;
    for (const group of unit.groups) status = await runGroup(shell, group, true);
    if (unit.problem) throw syntaxError(shell, unit);
    if (row === undefined) return status;
    line += text.split('\n').length - 1;
    text = '';
    closes = undefined;
  }
}

/** How many rows more the command takes whose beginning this is, if they are there already; and all that is there, read. */
function restOfCommand(
  shell: Shell,
  text: string,
  line: number,
  ahead: string,
): { readonly rows: number; readonly unit: Unit } | undefined {
  const end = ahead.lastIndexOf('\n');
  if (end < 0) return undefined;
  const unit = parseScript(text + ahead.slice(0, end + 1), line, grammarOf(shell));
  const [first] = unit.groups;
  if (first === undefined || first.end <= text.length || (unit.groups.length === 1 && isOpen(unit))) return undefined;
  return { rows: ahead.slice(0, first.end - text.length).split('\n').length - 1, unit };
}

/** Whether a line may close what is open outermost: nobody waits to be told of what is wrong before. */
function closing({ problem }: Unit): ((line: string) => boolean) | undefined {
  const token = problem?.closing;
  if (!token) return undefined;
  const pattern = /^\w+$|^\}$/.test(token)
    ? new RegExp(`(?:^|[\\s;&|)])${token.replace('}', '\\}')}`)
    : new RegExp(token.replace(/[^\w]/g, '\\$&'));
  return (line) => pattern.test(line);
}
