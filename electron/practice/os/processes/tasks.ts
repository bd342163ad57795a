import type { Files } from '../files/files.ts';
import type { Machine, User } from '../machine.ts';
import { Killed, type SignalName } from './signals.ts';

/** So many processes at once on one machine: enough for every lab, few enough for what a fork bomb leaves of the program. */
const MOST = 600;

/** fork(2) fails: the table of processes is full. */
export class CannotFork extends Error {}

/** A process of a machine, whichever program it runs. */
export interface Task {
  readonly pid: number;
  readonly parent: Task | undefined;
  readonly children: Set<Task>;
  readonly signal: AbortSignal;
  /** Signals that do nothing to it; its children begin with the same. */
  readonly ignored: Set<SignalName>;
  /** How willingly it lets others go first: -20 to 19. Its children begin with the same. */
  niceness: number;
  /** In the background: what a terminal sends to those in front does not reach it. */
  readonly background: boolean;
  /** Of its children in the background, the one that was brought to the front. */
  inFront: Task | undefined;
  /** For a list of processes. */
  argv: readonly string[];
  /** Whose root directory it has. */
  readonly files: Files | undefined;
  readonly user: User | undefined;
  /** Milliseconds since 1970. */
  readonly started: number;
  /** A shell with a trap: true, the signal was caught. */
  caught: ((name: SignalName) => boolean) | undefined;
  /** Sends it a signal. */
  kill(name: SignalName): void;
  /** Takes it out of the table. */
  ended(): void;
}

interface Table {
  next: number;
  readonly tasks: Map<number, Task>;
}

const tables = new WeakMap<Machine, Table>();

function tableOf(machine: Machine): Table {
  let table = tables.get(machine);
  if (table === undefined) {
    table = { next: 1000, tasks: new Map() };
    tables.set(machine, table);
  }
  return table;
}

/** A new process id; nothing else on this machine has it, nor had it lately. */
export function newPid(machine: Machine): number {
  const table = tableOf(machine);
  table.next += 1;
  return table.next;
}

export const taskOf = (machine: Machine, pid: number): Task | undefined => tableOf(machine).tasks.get(pid);

/** What runs on the machine now. */
export const tasksOf = (machine: Machine): readonly Task[] => [...tableOf(machine).tasks.values()];

/**
 * What ends with a process whose signal this is. A pipeline has as many as somebody types, and Node.js calls more than ten listeners of
 * one signal a leak.
 */
const followersOf = new WeakMap<AbortSignal, Set<() => void>>();

/** @throws CannotFork */
export function newTask(
  machine: Machine,
  how: {
    readonly argv: readonly string[];
    readonly parent?: Task | undefined;
    readonly background?: boolean;
    /** Ends it from outside. */
    readonly signal?: AbortSignal | undefined;
    readonly userland?: { readonly files: Files };
    readonly user?: User;
  },
): Task {
  const { tasks } = tableOf(machine);
  if (tasks.size >= MOST) throw new CannotFork();
  const { parent, signal: outside } = how;
  const controller = new AbortController();
  const followers = new Set<() => void>();
  followersOf.set(controller.signal, followers);
  const task: Task = {
    pid: newPid(machine),
    parent,
    children: new Set(),
    signal: controller.signal,
    ignored: new Set(parent?.ignored),
    niceness: parent?.niceness ?? 0,
    background: how.background ?? false,
    argv: how.argv,
    inFront: undefined,
    caught: undefined,
    files: how.userland?.files ?? parent?.files,
    user: how.user ?? parent?.user,
    started: machine.clock.now(),
    kill(name) {
      if (name !== 'KILL') {
        if (task.ignored.has(name) || name === 'CHLD' || name === 'CONT' || name === 'WINCH') return;
        if (task.caught?.(name)) return;
      }
      controller.abort(new Killed(name));
      for (const follow of [...followers]) follow();
    },
    ended() {
      outside?.removeEventListener('abort', abort);
      if (outside !== undefined) followersOf.get(outside)?.delete(abort);
      tasks.delete(task.pid);
      parent?.children.delete(task);
    },
  };
  // Whatever ends it from outside is a signal too, which it may ignore or catch.
  const abort = (): void => task.kill(outside?.reason instanceof Killed ? outside.reason.by : 'HUP');
  const along = outside && followersOf.get(outside);
  if (outside?.aborted) abort();
  else if (along) along.add(abort);
  else outside?.addEventListener('abort', abort, { once: true });
  tasks.set(task.pid, task);
  parent?.children.add(task);
  return task;
}

/** What a terminal does on Ctrl-C: the signal reaches everything in front of it that comes from this process. */
export function signalForeground(task: Task, name: SignalName): void {
  for (const child of task.children) if (!child.background || child === task.inFront) signalForeground(child, name);
  task.kill(name);
}
