/** From a program to a running process: its task, its descriptors, and what becomes of it when it is killed or nobody reads. */
import { setTimeout as delay } from 'node:timers/promises';
import { FileError } from '../files/files.ts';
import type { Command, Machine, NetworkNamespace, Process, User, Userland } from '../machine.ts';
import { BrokenPipe, type Output } from '../streams.ts';
import { type Descriptors, OpenFile } from './descriptors.ts';
import { findProgram, type Program } from './lookup.ts';
import { pace } from './pace.ts';
import { type KillableInput, readRow } from './pipe.ts';
import { Killed, killedBy, unlessKilled } from './signals.ts';
import { CannotFork, newTask, type Task } from './tasks.ts';
import { noteTty, ttyOf } from './tty.ts';

/** What a process has besides its program. */
export interface ProcessContext {
  readonly machine: Machine;
  readonly userland: Userland;
  readonly user: User;
  readonly net: NetworkNamespace;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly umask?: number | undefined;
}

export interface Launch extends ProcessContext {
  readonly command: Command;
  readonly argv: readonly string[];
  /** The process's own from now on, closed when it ends. */
  readonly descriptors: Descriptors;
  readonly parent?: Task | undefined;
  readonly background?: boolean;
  /** Ends it from outside; its parent's end does not by itself. */
  readonly signal?: AbortSignal | undefined;
}

/** What a program that knows of descriptors and tasks (a shell, flock, kill) sees beyond `Process`. */
export interface Inside {
  readonly task: Task;
  readonly descriptors: Descriptors;
}

const insides = new WeakMap<Process, Inside>();

/** Undefined: the process was not launched here. */
export const insideOf = (process: Process): Inside | undefined => insides.get(process);

/** The same process, of which something is seen otherwise. */
export function seenWith(process: Process, changes: Partial<Process>): Process {
  const seen = { ...process, ...changes };
  const inside = insides.get(process);
  if (inside !== undefined) insides.set(seen, inside);
  return seen;
}

/** A program that was killed may still say something (ping's statistics) for so many milliseconds. */
const GRACE = 250;

/** @throws CannotFork */
export async function launch(how: Launch): Promise<number> {
  let task: Task;
  try {
    task = newTask(how.machine, how);
  } catch (error) {
    how.descriptors.closeAll();
    throw error;
  }
  try {
    return await runIn(task, how);
  } finally {
    how.descriptors.closeAll();
    task.ended();
  }
}

/** Runs a program in a task that is there already: `exec`. The descriptors stay the caller's. */
export async function runIn(task: Task, how: Omit<Launch, 'parent' | 'background' | 'signal'>): Promise<number> {
  task.argv = how.argv;
  const process = makeProcess(task, how);
  try {
    const running = Promise.resolve().then(() => how.command(process));
    running.catch(() => {});
    const status = await Promise.race([running, afterKill(task, running)]);
    return task.signal.aborted && killedBy(task.signal).by !== 'INT' ? killedBy(task.signal).status : status & 0xff;
  } catch (error) {
    return await failed(error, task, process);
  }
}

async function afterKill(task: Task, running: Promise<number>): Promise<number> {
  await new Promise<void>((resolve) => {
    if (task.signal.aborted) resolve();
    task.signal.addEventListener('abort', () => resolve(), { once: true });
    running.then(
      () => resolve(),
      () => resolve(),
    );
  });
  if (!task.signal.aborted) return await running;
  const killed = killedBy(task.signal);
  if (killed.by !== 'KILL') await Promise.race([running, delay(GRACE)]);
  throw killed;
}

async function failed(error: unknown, task: Task, process: Process): Promise<number> {
  if (error instanceof Killed) return error.status;
  if (error instanceof BrokenPipe && !task.ignored.has('PIPE')) return new Killed('PIPE').status;
  const name = process.argv[0] ?? '';
  const words =
    error instanceof BrokenPipe
      ? `${name}: write error: Broken pipe`
      : error instanceof FileError
        ? `${name}: write error: ${error.message}`
        : error instanceof CannotFork
          ? `${name}: fork failed: Resource temporarily unavailable`
          : `${name}: ${error instanceof Error ? error.message : String(error)}`;
  await process.stderr.write(`${words}\n`).catch(() => {});
  return 1;
}

function makeProcess(task: Task, how: Omit<Launch, 'parent' | 'background' | 'signal'>): Process {
  const { descriptors } = how;
  const process: Process = {
    argv: how.argv,
    env: how.env,
    cwd: how.cwd,
    umask: how.umask,
    user: how.user,
    userland: how.userland,
    net: how.net,
    machine: how.machine,
    stdin: inputOf(descriptors, 0, task.signal),
    stdout: outputOf(descriptors, 1, task),
    stderr: outputOf(descriptors, 2, task),
    signal: task.signal,
    pid: task.pid,
    async run(argv, otherwise = {}) {
      const { stdin, stdout, stderr, signal = task.signal, ...surroundings } = otherwise;
      const place = { ...how, ...surroundings };
      const program = findProgram(place.userland, argv[0] ?? '', place.env, place.cwd);
      if (program.kind === 'missing') return 127;
      if (program.kind === 'denied') return 126;
      const own = descriptors.copy();
      // Its own ones given on are the very same: a terminal stays one.
      if (stdin && stdin !== process.stdin) own.set(0, new OpenFile({ input: stdin, tty: ttyOf(stdin) }));
      if (stdout && stdout !== process.stdout) own.set(1, new OpenFile({ output: stdout }));
      if (stderr && stderr !== process.stderr) own.set(2, new OpenFile({ output: stderr }));
      return await launch({
        ...place,
        ...programToRun(program, argv, place.userland),
        descriptors: own,
        parent: task,
        signal,
        background: false,
      });
    },
  };
  insides.set(process, { task, descriptors });
  const tty = descriptors.get(0)?.tty;
  if (tty) noteTty(process.stdin, tty);
  return process;
}

/** A script runs by the program that its first line names. @param prefix what whoever starts it says before its words */
export function programToRun(
  program: Extract<Program, { kind: 'command' | 'script' }>,
  argv: readonly string[],
  userland: Userland,
  prefix = '',
): { readonly command: Command; readonly argv: readonly string[] } {
  if (program.kind === 'command') return { command: program.command, argv };
  const [, interpreter = '/bin/sh', option] = /^#!\s*(\S+)(?:[ \t]+(\S.*))?/.exec(program.text) ?? [];
  const name = interpreter.slice(interpreter.lastIndexOf('/') + 1);
  const viaEnv = name === 'env' && option !== undefined;
  const command = userland.commands.get(viaEnv ? option : name);
  const rest = [program.path, ...argv.slice(1)];
  if (command === undefined) {
    const words = `${prefix}${argv[0]}: cannot execute: required file not found\n`;
    return {
      argv,
      command: async ({ stderr }) => {
        await stderr.write(words);
        return 127;
      },
    };
  }
  return { command, argv: viaEnv ? [option, ...rest] : [name, ...(option === undefined ? [] : [option]), ...rest] };
}

/** What a process reads from one of its descriptors; whoever is killed waits no longer. */
export function inputOf(descriptors: Descriptors, descriptor: number, signal: AbortSignal): KillableInput {
  const input = () => descriptors.get(descriptor)?.input as KillableInput | undefined;
  return {
    read: () => unlessKilled(signal, input()?.read(signal) ?? Promise.resolve(undefined)),
    line: () => unlessKilled(signal, input()?.line(signal) ?? Promise.resolve(undefined)),
    peek: () => input()?.peek?.() ?? '',
    row: async () => {
      const from = input();
      return from && (await unlessKilled(signal, readRow(from, signal)));
    },
    all: () => unlessKilled(signal, input()?.all(signal) ?? Promise.resolve('')),
  };
}

/** When a killed task wrote for the first time after it was killed, by `performance.now()`. */
const lastWords = new WeakMap<Task, number>();

/**
 * What a process writes to one of its descriptors. A program that only writes may loop for ever without waiting for anything:
 * here it gives way to everybody else now and then, and ends when it was killed, its grace over.
 */
function outputOf(descriptors: Descriptors, descriptor: number, task: Task): Output {
  return {
    get terminal() {
      return descriptors.get(descriptor)?.output?.terminal;
    },
    async write(text) {
      if (text === '') return;
      const output = descriptors.get(descriptor)?.output;
      if (output === undefined) throw new Error('write error: Bad file descriptor');
      const wait = pace();
      if (wait) await wait;
      if (!task.signal.aborted) return await unlessKilled(task.signal, output.write(text));
      const killed = killedBy(task.signal);
      const first = lastWords.get(task) ?? performance.now();
      lastWords.set(task, first);
      if (killed.by === 'KILL' || performance.now() - first > GRACE) throw killed;
      // What it still says in its grace.
      await output.write(text);
    },
  };
}
