import { DEFAULT_PATH, findProgram } from '../../os/processes/lookup.ts';
import { startProgram } from '../programs.ts';
import type { Shell } from '../state.ts';
import { type Builtins, type Call, SPECIAL } from './builtin.ts';
import { shellQuoted } from './variables.ts';

const BASH_KEYWORDS = new Set(['[[', ']]', 'coproc', 'function', 'select', 'time']);
const KEYWORDS = new Set([
  ...['!', '{', '}', 'case', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'if', 'in', 'then', 'until', 'while'],
]);

export const lookup: Builtins = {
  command: async (call) => {
    const { shell, args } = call;
    const options = args.filter(
      (arg, at) => /^-[vVp]+$/.test(arg) && args.slice(0, at).every((each) => each.startsWith('-')),
    );
    const words = args.slice(options.length + (args[options.length] === '--' ? 1 : 0));
    const letters = options.join('');
    if (letters.includes('v') || letters.includes('V')) return await describeAll(call, words, letters.includes('V'));
    const [name] = words;
    if (name === undefined) return 0;
    const builtin = name === 'exec' ? undefined : shell.interpreter.builtin(shell, words);
    if (builtin) return await builtin;
    const env = shell.environment();
    if (letters.includes('p')) env.PATH = DEFAULT_PATH;
    return await startProgram(shell, words, env, shell.descriptors.copy());
  },
  builtin: async ({ shell, args, complain }) => {
    const builtin = shell.interpreter.builtin(shell, args);
    if (builtin) return await builtin;
    await complain(`${args[0] ?? ''}: not a shell builtin`);
    return 1;
  },
  type: (call) =>
    call.shell.flavour === 'bash'
      ? typeInBash(call)
      : describeAll(
          call,
          call.args.filter((arg) => !/^-[atpP]+$/.test(arg)),
          true,
        ),
  hash: async ({ shell, args, out, complain }) => {
    if (shell.flavour !== 'bash') return 0;
    if (args.length === 0) await out('hash: hash table empty\n');
    let status = 0;
    for (const name of args.filter((arg) => !arg.startsWith('-'))) {
      const program = findProgram(shell.userland, name, shell.environment(), shell.cwd);
      if (program.kind !== 'missing' || shell.interpreter.hasBuiltin(shell, name)) continue;
      await complain(`${name}: not found`);
      status = 1;
    }
    return status;
  },
  alias: async ({ shell, args, out, complain }) => {
    let status = 0;
    const show = (name: string, value: string): Promise<void> =>
      out(`${shell.flavour === 'bash' ? 'alias ' : ''}${name}=${shellQuoted(value)}\n`);
    if (args.length === 0) for (const [name, value] of shell.aliases) await show(name, value);
    for (const arg of args) {
      const at = arg.indexOf('=');
      const known = shell.aliases.get(arg);
      if (at > 0) shell.aliases.set(arg.slice(0, at), arg.slice(at + 1));
      else if (known !== undefined) await show(arg, known);
      else {
        await complain(`${arg}: not found`);
        status = 1;
      }
    }
    return status;
  },
  unalias: ({ shell, args }) => {
    if (args[0] === '-a') shell.aliases.clear();
    for (const name of args) shell.aliases.delete(name);
    return 0;
  },
};

/** `type` with bash's options: `-t` the kind alone, `-p` the file, `-a` all of them. */
async function typeInBash({ shell, args, out, complain }: Call): Promise<number> {
  const letters = args.filter((arg) => /^-[afptP]+$/.test(arg)).join('');
  const names = args.filter((arg) => !/^-[afptP]+$/.test(arg) && arg !== '--');
  let status = 0;
  for (const name of names) {
    const found = letters.includes('P') ? [] : kindsOf(shell, name, letters.includes('f'));
    const paths = pathsOf(shell, name);
    const all = [...found, ...paths.map((path) => ({ kind: 'file', text: `${name} is ${path}`, path }))];
    if (all.length === 0) {
      status = 1;
      if (!/[tpP]/.test(letters)) await complain(`${name}: not found`);
      continue;
    }
    for (const each of letters.includes('a') ? all : all.slice(0, 1)) {
      if (letters.includes('t')) await out(`${each.kind}\n`);
      else if (!/[pP]/.test(letters)) await out(`${each.text}\n`);
      else if ('path' in each) await out(`${each.path}\n`);
    }
  }
  return status;
}

function kindsOf(
  shell: Shell,
  name: string,
  noFunctions: boolean,
): readonly { readonly kind: string; readonly text: string }[] {
  const alias = shell.flavour !== 'bash' || shell.knowsAliases ? shell.aliases.get(name) : undefined;
  const is = (kind: string, words: string) => ({ kind, text: `${name} is ${words}` });
  return [
    ...(alias === undefined ? [] : [is('alias', `aliased to \`${alias}'`)]),
    ...(KEYWORDS.has(name) || BASH_KEYWORDS.has(name) ? [is('keyword', 'a shell keyword')] : []),
    ...(shell.functions.has(name) && !noFunctions ? [is('function', 'a function')] : []),
    ...(shell.interpreter.hasBuiltin(shell, name) ? [is('builtin', 'a shell builtin')] : []),
  ];
}

function pathsOf(shell: Shell, name: string): readonly string[] {
  const env = shell.environment();
  const folders = name.includes('/') ? [''] : (env.PATH ?? DEFAULT_PATH).split(':');
  return folders.flatMap((folder) => {
    const program = findProgram(shell.userland, folder === '' ? name : `${folder}/${name}`, env, shell.cwd);
    return program.kind === 'missing' || program.kind === 'denied' ? [] : [folder === '' ? name : program.path];
  });
}

async function describeAll(
  { shell, argv, out, complain }: Call,
  names: readonly string[],
  long: boolean,
): Promise<number> {
  let status = 0;
  for (const name of names) {
    const text = inWords(shell, name, long);
    if (text !== undefined) await out(`${text}\n`);
    else {
      status = shell.flavour === 'bash' ? 1 : 127;
      if (!long) continue;
      if (shell.flavour === 'bash') await complain(`${name}: not found`);
      else await out(`${name}: not found\n`);
    }
  }
  return argv.length > 0 ? status : 0;
}

function inWords(shell: Shell, name: string, long: boolean): string | undefined {
  const alias = shell.flavour !== 'bash' || shell.knowsAliases ? shell.aliases.get(name) : undefined;
  if (alias !== undefined) return long ? `${name} is an alias for ${alias}` : `alias ${name}=${shellQuoted(alias)}`;
  if (KEYWORDS.has(name) || (shell.flavour === 'bash' && BASH_KEYWORDS.has(name)))
    return long ? `${name} is a shell keyword` : name;
  if (shell.functions.has(name))
    return long ? `${name} is a ${shell.flavour === 'bash' ? '' : 'shell '}function` : name;
  if (shell.interpreter.hasBuiltin(shell, name)) {
    const special = SPECIAL.has(name) && shell.flavour !== 'bash' ? 'special ' : '';
    return long ? `${name} is a ${special}shell builtin` : name;
  }
  const program = findProgram(shell.userland, name, shell.environment(), shell.cwd);
  if (program.kind === 'missing' || program.kind === 'denied') return undefined;
  const path = name.includes('/') ? name : program.path;
  return long ? `${name} is ${path}` : path;
}
