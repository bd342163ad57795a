/** The shell's own commands. A new one is one line in one of the families. */
import type { Flavour, Shell } from '../state.ts';
import { control } from './control.ts';
import { interactive } from './interactive.ts';
import { lookup } from './lookup.ts';
import { places } from './places.ts';
import { printing } from './printing.ts';
import { processes } from './processes.ts';
import { reading } from './reading.ts';
import { settings } from './settings.ts';
import { variables } from './variables.ts';

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

let all: ReadonlyMap<string, Builtin> | undefined;

/** Made when first asked for: builtins run commands, and commands are builtins. */
function allBuiltins(): ReadonlyMap<string, Builtin> {
  const families = [control, lookup, places, printing, processes, reading, settings, variables, interactive];
  all ??= new Map(families.flatMap((family) => Object.entries(family)));
  return all;
}

const ONLY_BASH = new Set(['source', 'declare', 'typeset', 'history', 'logout', 'let', 'help']);

export function builtinNamed(shell: { readonly flavour: Flavour }, name: string): Builtin | undefined {
  if (shell.flavour === 'dash' && ONLY_BASH.has(name)) return undefined;
  return allBuiltins().get(name);
}

export const builtinNames = (): readonly string[] => [...allBuiltins().keys()];
