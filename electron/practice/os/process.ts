/**
 * What a program on a practice host is given, and what it is: the same for a shell, for `ip` and for `docker`.
 *
 * Text is text: what goes through pipes and files is a string, never bytes.
 */

import type { Files } from './files/files.ts';
import type { Machine, NetworkNamespace } from './machine.ts';

/** The reading end of a pipe, a file or a terminal. */
export interface Input {
  /** What is there, as soon as something is; undefined: there is nothing more. */
  read(): Promise<string | undefined>;
  /** One line without its end, leaving the rest for the next reader; the last one may have no end. Undefined: nothing more. */
  line(): Promise<string | undefined>;
  /** Everything up to the end. */
  all(): Promise<string>;
}

/** The writing end. */
export interface Output {
  /** Waits while nobody reads what was written before. Rejects with `BrokenPipe` when nobody will ever read it. */
  write(text: string): Promise<void>;
  /** A terminal's size, for programs that behave otherwise on one; undefined on pipes and files. */
  readonly terminal?: { readonly columns: number; readonly rows: number } | undefined;
}

export class BrokenPipe extends Error {}

/** Whose files and commands a process sees: the host's own, or those of a container's image. */
export interface Userland {
  readonly hostname: string;
  readonly files: Files;
  /** The programs on its path by name. */
  readonly commands: ReadonlyMap<string, Command>;
}

export interface User {
  readonly name: string;
  readonly uid: number;
}

export interface Process {
  /** With the program's own name first. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly user: User;
  readonly userland: Userland;
  readonly net: NetworkNamespace;
  readonly machine: Machine;
  /** Aborted when somebody interrupts or kills it; waiting programs end then. */
  readonly signal: AbortSignal;
  readonly pid: number;
  /**
   * Runs another program as a child and waits for its exit status: `sudo`, `nsenter`, `timeout`, `docker exec`. What is not
   * given is as for this process. A name that no program has prints nothing and is 127: the caller says so in its own words.
   */
  run(argv: readonly string[], otherwise?: Partial<Surroundings>): Promise<number>;
}

/** What a child may be given otherwise than its parent has it. */
export type Surroundings = Pick<
  Process,
  'env' | 'cwd' | 'stdin' | 'stdout' | 'stderr' | 'user' | 'userland' | 'net' | 'signal'
>;

/** A program: it reads, changes the machine, writes, and ends with an exit status of 0 to 255. */
export type Command = (process: Process) => number | Promise<number>;
