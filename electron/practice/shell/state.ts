/** What a shell knows while it runs. */
import type { AndOr, CommandNode, CompoundList, Pipeline, Statement, WordPart } from 'unbash';
import { FileError } from '../os/files/files.ts';
import type { Machine, NetworkNamespace, User, Userland } from '../os/machine.ts';
import type { Descriptors } from '../os/processes/descriptors.ts';
import { Killed, killedBy, type SignalName } from '../os/processes/signals.ts';
import type { Task } from '../os/processes/tasks.ts';
import { ShellError } from './errors.ts';
import type { Unit } from './parse.ts';
import type { Piece } from './pieces.ts';
import type { Caller, Flavour, Job, Option, ShellFunction, TrapName } from './shell-parts.ts';
import type { Soon } from './soon.ts';
import { copied, inHashOrder, type Variable } from './variable.ts';

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
  expand(shell: Shell, parts: readonly WordPart[], standing: Standing): Soon<Piece[]>;
  hasBuiltin(shell: Shell, name: string): boolean;
  /** bash's, sorted. */
  builtinNames(): readonly string[];
  /** Runs the builtin that the first word names, with the descriptors as they are. Undefined: there is none. */
  builtin(shell: Shell, argv: readonly string[]): Promise<number> | undefined;
}

/** No variable grows beyond this; a real shell runs out of memory at some point. */
const LONGEST = 4 * 1024 * 1024;

const inLetters = (value: string, variable: Variable | undefined): string =>
  variable?.letters === 'upper' ? value.toUpperCase() : variable?.letters === 'lower' ? value.toLowerCase() : value;

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
  /** Bash's own options that are on, of `shopt`. */
  shopt = new Set<string>();
  /** What to run on a signal, at the `EXIT`, and in bash when a command fails, before each, or after a function; an empty string ignores it. */
  traps = new Map<TrapName, string>();
  caught: SignalName[] = [];
  umask = 0o022;
  status = 0;
  lastBackground: number | undefined;
  jobs: Job[] = [];
  /** Of the shell that this one is a copy of: it may tell them, and no more. */
  inheritedJobs: readonly Job[] = [];
  /** Of the shell itself; a subshell keeps its first shell's. */
  pid: number;
  /** Somebody sits at a terminal: errors do not end it. */
  readonly interactive: boolean;
  subshell = false;
  /** How many shells it is within: `BASH_SUBSHELL`. */
  depth = 0;
  /** How many texts within others it is at, by which bash marks what `set -x` shows: substitutions, `eval`, `.`. */
  within = 0;
  /** When it began, for `SECONDS`; what was assigned to that counts from there. */
  began: number;
  /** Of `RANDOM`: what its next value follows from. */
  random: number | undefined;
  /** Descriptors of pipes that have names until the command has ended. */
  substitutedPipes: number[] = [];
  /** Of `$(<file)`: what is redirected to it is what it says. */
  tellsInput = false;
  /** The statuses of the commands of the last pipeline: `PIPESTATUS`. */
  pipeStatus: readonly number[] = [0];
  /** The command that runs, for `BASH_COMMAND`. */
  command = '';
  /** Of `pushd`, without the one where it is. */
  folders: readonly string[] = [];
  /** The words of what is declared that were arrays in parentheses and not in quotes. */
  compound: ReadonlySet<string> = new Set();
  /** Within how many commands whose failure is expected it is: there `set -e` does not end it. */
  guarded = 0;
  loops = 0;
  calls = 0;
  /** Old values of what a function made local, innermost last. */
  locals: Map<string, Variable | undefined>[] = [];
  /** How many files that are read in it is within. */
  sourced = 0;
  /** The innermost of them: complaints name it. */
  source: string | undefined;
  /** Functions that run, innermost last. */
  callers: Caller[] = [];
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
    this.began = how.machine.clock.now();
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

  /** Whether it puts in place of an alias what that stands for; bash in scripts only when told to. */
  get knowsAliases(): boolean {
    return this.flavour === 'bash' ? this.shopt.has('expand_aliases') : this.interactive;
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
    if (this.flavour === 'bash')
      for (const [name, variable] of this.variables) if (variable.elements) child.variables.set(name, copied(variable));
    child.functions = new Map(this.functions);
    child.aliases = this.aliases;
    child.options = new Set(this.options);
    child.shopt = new Set(this.shopt);
    child.callers = [...this.callers];
    child.depth = this.depth + 1;
    child.within = this.within;
    child.fromArgument = this.fromArgument;
    child.source = this.source;
    child.sourced = this.sourced;
    child.command = this.command;
    child.pipeStatus = this.pipeStatus;
    child.inheritedJobs = this.jobs;
    child.began = this.began;
    child.folders = this.folders;
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
    const variable = this.variables.get(this.target(name));
    return variable?.elements ? variable.elements.values.get('0') : variable?.value;
  }

  /** The name of the variable that is meant by a name: bash's references stand for others. */
  target(name: string): string {
    let at = name;
    for (let hops = 0; hops < 20; hops += 1) {
      const variable = this.variables.get(at);
      if (!variable?.reference || !variable.value) return at;
      at = variable.value;
    }
    return at;
  }

  /** @throws ShellError for one that is read-only, and for more than a machine has room for */
  set(name: string, value: string, how: { readonly exported?: boolean } = {}): void {
    const target = this.target(name);
    const old = this.variables.get(target);
    this.mustChange(target);
    if (value.length > LONGEST) throw new ShellError('Out of space');
    const exported = (how.exported ?? old?.exported ?? false) || this.options.has('a');
    if (old?.elements) {
      old.elements.values.set('0', value);
      this.variables.set(target, { ...old, exported });
    } else this.variables.set(target, { ...old, value: inLetters(value, old), exported, readonly: false });
    if (name === 'OPTIND') this.optionAt = 0;
  }

  /** @throws ShellError for a variable that is read-only */
  mustChange(name: string): void {
    if (!this.variables.get(name)?.readonly) return;
    throw new ShellError(this.flavour === 'dash' ? `${name}: is read only` : `${name}: readonly variable`);
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
    const exported = [...this.variables].filter(([, variable]) => variable.exported && variable.value !== undefined);
    for (const [name, { value = '' }] of this.flavour === 'bash' ? inHashOrder(exported) : exported) env[name] = value;
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

  /** Says what ended something, with the words of where it came up. */
  async complainOf({ message, where }: ShellError): Promise<void> {
    await this.write(2, `${where ?? this.prefix()}${message}\n`).catch(() => {});
  }

  prefix(): string {
    if (this.flavour === 'dash') return `${this.name}: ${this.line}: `;
    if (this.flavour === 'ash' || this.interactive) return `${this.name}: `;
    const inFunction = this.fromArgument && this.callers.length > 0 && this.part === '' ? 'environment' : undefined;
    return `${this.source ?? inFunction ?? this.name}: ${this.part}line ${this.line}: `;
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
