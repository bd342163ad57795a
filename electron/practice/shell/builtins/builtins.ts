/** The shell's own commands. A new one is one line in one of the families. */
import { FileError } from '../../os/files/files.ts';
import { BrokenPipe } from '../../os/streams.ts';
import type { Flavour } from '../shell-parts.ts';
import type { Shell } from '../state.ts';
import type { Builtin } from './builtin.ts';
import { computing } from './computing.ts';
import { control } from './control.ts';
import { folders } from './folders.ts';
import { help } from './help.ts';
import { inspecting } from './inspecting.ts';
import { interactive } from './interactive.ts';
import { limits } from './limits.ts';
import { lookup } from './lookup.ts';
import { options } from './options.ts';
import { places } from './places.ts';
import { printing } from './printing.ts';
import { processes } from './processes.ts';
import { reading } from './reading.ts';
import { settings } from './settings.ts';
import { trapping } from './trapping.ts';
import { variables } from './variables.ts';

const families = [
  ...[control, lookup, places, printing, processes, reading, settings, variables, interactive],
  ...[computing, folders, help, inspecting, limits, options, trapping],
];
const all: ReadonlyMap<string, Builtin> = new Map(families.flatMap((family) => Object.entries(family)));

const ONLY_BASH = new Set([
  'declare',
  'typeset',
  'logout',
  ...[computing, folders, inspecting, options].flatMap(Object.keys),
]);
/** Those that busybox's ash has and dash has not. */
const NOT_IN_DASH = new Set(['source', 'history', 'let', 'help']);

export function builtinNamed(shell: { readonly flavour: Flavour }, name: string): Builtin | undefined {
  if (shell.flavour !== 'bash' && ONLY_BASH.has(name) && !(shell.flavour === 'ash' && name === 'let')) return undefined;
  if (shell.flavour === 'dash' && NOT_IN_DASH.has(name)) return undefined;
  return all.get(name);
}

export const builtinNames = (): readonly string[] => [...all.keys()];

/** Runs a builtin with the descriptors as they are. */
export async function callBuiltin(shell: Shell, builtin: Builtin, argv: readonly string[]): Promise<number> {
  const [name = ''] = argv;
  try {
    return await builtin({
      shell,
      argv,
      args: argv.slice(1),
      out: (text) => (text === '' ? Promise.resolve() : shell.write(1, text)),
      complain: (message) => shell.complain(`${name}: ${message}`),
    });
  } catch (error) {
    if (error instanceof BrokenPipe && !shell.task.ignored.has('PIPE')) throw error;
    if (shell.signal.aborted || !(error instanceof BrokenPipe || error instanceof FileError)) throw error;
    if (shell.flavour === 'dash') await shell.complain(`${name}: ${name}: I/O error`);
    else await shell.complain(`${name}: write error: ${error instanceof FileError ? error.message : 'Broken pipe'}`);
    return 1;
  }
}
