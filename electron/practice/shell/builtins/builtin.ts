/** What a builtin is and is given. */
import type { Shell } from '../state.ts';

export interface Call {
  readonly shell: Shell;
  readonly argv: readonly string[];
  /** Without the name. */
  readonly args: readonly string[];
  readonly out: (text: string) => Promise<void>;
  /** `sh: 1: NAME: message`. */
  readonly complain: (message: string) => Promise<void>;
}

export type Builtin = (call: Call) => number | Promise<number>;

export type Builtins = Readonly<Record<string, Builtin>>;

/** Their assignments stay, their mistakes end a shell that is not interactive. */
export const SPECIAL: ReadonlySet<string> = new Set([
  ...[':', '.', 'break', 'continue', 'eval', 'exec', 'exit', 'export', 'readonly', 'return', 'set', 'shift', 'times'],
  ...['trap', 'unset'],
]);

/** Those whose arguments may be assignments, which are not split. */
export const DECLARING: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
