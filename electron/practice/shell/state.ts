/** What a shell knows while it runs. */
import type { AndOr, CommandNode, CompoundList, Pipeline, Statement, WordPart } from 'unbash';
import { FileError } from '../os/files/files.ts';
import type { Machine, NetworkNamespace, User, Userland } from '../os/machine.ts';
import type { Descriptors } from '../os/processes/descriptors.ts';
import { Killed, killedBy, type SignalName } from '../os/processes/signals.ts';
import type { Task } from '../os/processes/tasks.ts';
import type { FunctionNode, Unit } from './parse.ts';
import type { Piece } from './pieces.ts';

/** Whose words a shell uses: Debian's /bin/sh, its login shell, or busybox's. */
export type Flavour = 'dash' | 'bash' | 'ash';

export interface Variable {
  readonly value: string | undefined;
  readonly exported: boolean;
  readonly readonly: boolean;
}

export interface ShellFunction {
  readonly node: FunctionNode;
  readonly unit: Unit;
}

export interface Job {
  readonly number: number;
  readonly pid: number;
  readonly text: string;
  readonly task: Task;
  readonly ended: Promise<number>;
  status: number | undefined;
}

/** `break`, `continue`, `return` and `exit`, on their way to where they end. */
export class Jump extends Error {
  readonly to: 'break' | 'continue' | 'return' | 'exit';
  /** How many loops for break and continue, a status for the others. */
  readonly value: number;
  constructor(to: Jump['to'], value: number) {
    super(to);
    this.to = to;
    this.value = value;
  }
}

/** What ends a shell that is not interactive: its words have no prefix yet. */
export class ShellError extends Error {
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** What can be run of a parsed text. */
export type Runnable = Statement | CompoundList | AndOr | Pipeline | CommandNode;

/** How a word stands: `assigned` knows `~` after `:` too and is not split. */
export type Standing = 'word' | 'assigned';

/**
 * Where the shell's recursion closes: words hold commands (`$(…)`), commands hold words, operands of parameters hold both, and
 * builtins run text and other builtins. Whoever stands below what he needs asks for it here, and imports only downwards.
 */
export interface Interpreter {
  /** @param tested whether its failure is expected. @returns its status */
  run(shell: Shell, node: Runnable, tested: boolean): Promise<number>;
  /** The parts of a word outside double quotes. */
  expand(shell: Shell, parts: readonly WordPart[], standing: Standing): Promise<Piece[]>;
  hasBuiltin(shell: Shell, name: string): boolean;
  /** Runs the builtin that the first word names, with the descriptors as they are. Undefined: there is none. */
  builtin(shell: Shell, argv: readonly string[]): Promise<number> | undefined;
}

/** No variable grows beyond this; a real shell runs out of memory at some point. */
const LONGEST = 4 * 1024 * 1024;

export const OPTIONS = {
  a: 'allexport',
  C: 'noclobber',
  e: 'errexit',
  f: 'noglob',
  n: 'noexec',
  u: 'nounset',
  v: 'verbose',
  x: 'xtrace',
} as const;
export type Option = keyof typeof OPTIONS;

export class Shell {
  readonly machine: Machine;
  readonly userland: Userland;
  readonly user: User;
  readonly net: NetworkNamespace;
  readonly flavour: Flavour;
  readonly interpreter: Interpreter;
  readonly task: Task;
  descriptors: Descriptors;
  cwd: string;
  /** `$0`. */
  name: string;
  parameters: readonly string[] = [];
  variables = new Map<string, Variable>();
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  options = new Set<Option>();
  /** What to run on a signal or at the `EXIT`; an empty string ignores it. */
  traps = new Map<SignalName | 'EXIT', string>();
  caught: SignalName[] = [];
  umask = 0o022;
  status = 0;
  lastBackground: number | undefined;
  jobs: Job[] = [];
  /** Of the shell itself; a subshell keeps its first shell's. */
  pid: number;
  /** Somebody sits at a terminal: errors do not end it. */
  readonly interactive: boolean;
  subshell = false;
  /** Within how many commands whose failure is expected it is: there `set -e` does not end it. */
  guarded = 0;
  loops = 0;
  calls = 0;
  /** Old values of what a function made local, innermost last. */
  locals: Map<string, Variable | undefined>[] = [];
  unit: Unit | undefined;
  line = 1;
  /** Set when a substitution was made on the way to an assignment: its status is the assignment's. */
  substituted: number | undefined;
  /** Where `getopts` is within one argument of several letters. */
  optionAt = 0;
  /** Its text is an argument, `-c`; and what bash says of that where the text is wrong. */
  fromArgument = false;
  part = '';
  /** Of an interactive shell: Ctrl-C aborts what it does itself. A new one for each command line. */
  foreground = new AbortController();
  /** Lines typed at its terminal, oldest first. */
  history: string[] = [];

  constructor(how: {
    readonly machine: Machine;
    readonly userland: Userland;
    readonly user: User;
    readonly net: NetworkNamespace;
    readonly flavour: Flavour;
    readonly interpreter: Interpreter;
    readonly task: Task;
    readonly descriptors: Descriptors;
    readonly cwd: string;
    readonly name: string;
    readonly pid: number;
    readonly interactive?: boolean;
  }) {
    this.machine = how.machine;
    this.userland = how.userland;
    this.user = how.user;
    this.net = how.net;
    this.flavour = how.flavour;
    this.interpreter = how.interpreter;
    this.task = how.task;
    this.descriptors = how.descriptors;
    this.cwd = how.cwd;
    this.name = how.name;
    this.pid = how.pid;
    this.interactive = how.interactive ?? false;
    this.task.caught = (name) => this.catch(name);
    this.task.signal.addEventListener('abort', () => this.foreground.abort(this.task.signal.reason), { once: true });
  }

  private catch(name: SignalName): boolean {
    if (this.traps.has(name)) {
      this.caught.push(name);
      for (const wake of this.wakers) wake();
      return true;
    }
    if (this.interactive && name === 'INT') this.foreground.abort(new Killed('INT'));
    return this.interactive && (name === 'INT' || name === 'TERM' || name === 'QUIT');
  }

  private readonly wakers = new Set<() => void>();

  /** Resolves with the next signal that a trap is set for; the second function stops waiting. */
  nextCaught(): readonly [Promise<void>, () => void] {
    let wake = () => {};
    const promise = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.wakers.add(wake);
    return [promise, () => this.wakers.delete(wake)];
  }

  /** A subshell in a task of its own. */
  fork(task: Task, descriptors: Descriptors): Shell {
    const child = new Shell({ ...this, task, descriptors, interactive: false });
    child.parameters = this.parameters;
    child.variables = new Map(this.variables);
    child.functions = new Map(this.functions);
    child.aliases = this.aliases;
    child.options = new Set(this.options);
    for (const [name, action] of this.traps) if (action === '') child.traps.set(name, action);
    child.umask = this.umask;
    child.status = this.status;
    child.lastBackground = this.lastBackground;
    child.loops = this.loops;
    child.calls = this.calls;
    child.guarded = this.guarded;
    child.locals = this.locals.map(() => new Map());
    child.unit = this.unit;
    child.line = this.line;
    child.optionAt = this.optionAt;
    child.subshell = true;
    return child;
  }

  get(name: string): string | undefined {
    return this.variables.get(name)?.value;
  }

  /** @throws ShellError for one that is read-only, and for more than a machine has room for */
  set(name: string, value: string, how: { readonly exported?: boolean } = {}): void {
    const old = this.variables.get(name);
    if (old?.readonly) {
      throw new ShellError(this.flavour === 'dash' ? `${name}: is read only` : `${name}: readonly variable`);
    }
    if (value.length > LONGEST) throw new ShellError('Out of space');
    const exported = (how.exported ?? old?.exported ?? false) || this.options.has('a');
    this.variables.set(name, { value, exported, readonly: false });
    if (name === 'OPTIND') this.optionAt = 0;
  }

  unset(name: string): void {
    if (this.variables.get(name)?.readonly) {
      throw new ShellError(
        this.flavour === 'dash' ? `unset: ${name}: is read only` : `unset: ${name}: cannot unset: readonly variable`,
      );
    }
    this.variables.delete(name);
  }

  /** What a program started now has in its environment. */
  environment(): Record<string, string> {
    const env: Record<string, string> = {};
    for (const [name, { value, exported }] of this.variables) if (exported && value !== undefined) env[name] = value;
    return env;
  }

  async write(descriptor: 1 | 2, text: string): Promise<void> {
    const output = this.descriptors.get(descriptor)?.output;
    if (output === undefined) throw new FileError('EBADF');
    await output.write(text);
  }

  /** Says something on standard error in the flavour's way. */
  async complain(message: string): Promise<void> {
    await this.write(2, `${this.prefix()}${message}\n`).catch(() => {});
  }

  prefix(): string {
    if (this.flavour === 'dash') return `${this.name}: ${this.line}: `;
    if (this.flavour === 'ash' || this.interactive) return `${this.name}: `;
    return `${this.name}: ${this.part}line ${this.line}: `;
  }

  /** Ends what it waits for. */
  get signal(): AbortSignal {
    return this.interactive && !this.task.signal.aborted ? this.foreground.signal : this.task.signal;
  }

  /** @throws Killed */
  check(): void {
    if (this.signal.aborted) throw killedBy(this.signal);
  }
}
