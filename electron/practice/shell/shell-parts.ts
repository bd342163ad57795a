/** What a shell is made of besides its variables: whose it is, its functions, jobs, traps and options. */
import type { SignalName } from '../os/processes/signals.ts';
import type { Task } from '../os/processes/tasks.ts';
import type { FunctionNode, Unit } from './parse.ts';

/** Whose words a shell uses: Debian's /bin/sh, its login shell, or busybox's. */
export type Flavour = 'dash' | 'bash' | 'ash';

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

/** A function that runs, and from which line it was called. */
export interface Caller {
  readonly name: string;
  readonly line: number;
}

/** `ERR`, `DEBUG` and `RETURN` are bash's. */
export type TrapName = SignalName | 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN';

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

/** A letter of those, or the name of one that only bash has. */
export type Option = string;
