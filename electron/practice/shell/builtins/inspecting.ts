/** bash's `caller`, `compgen` and `enable`, and those that no practice host simulates. */
import { ShellError } from '../errors.ts';
import type { Builtins, Call } from './builtin.ts';

const refuse = async ({ argv, complain }: Call): Promise<number> => {
  await complain(`practice hosts do not simulate ${argv[0]}.`);
  return 1;
};

export const inspecting: Builtins = {
  caller: async ({ shell, args, out }) => {
    const at = Number(args[0] ?? 0);
    const called = shell.callers.at(-1 - at);
    if (called === undefined) return 1;
    if (shell.fromArgument && args[0] !== undefined) return 1;
    const file = shell.fromArgument ? 'NULL' : (shell.source ?? shell.name);
    const by = shell.callers.at(-2 - at)?.name ?? 'main';
    await out(args[0] === undefined ? `${called.line} ${file}\n` : `${called.line} ${by} ${file}\n`);
    return 0;
  },
  compgen: async ({ shell, args, out }) => {
    const [option, kind = ''] = args;
    const action =
      option === '-A' ? kind : { '-v': 'variable', '-b': 'builtin', '-a': 'alias', '-W': 'words' }[option ?? ''];
    const begun = args[option === '-A' || option === '-W' ? 2 : 1] ?? '';
    const names: Readonly<Record<string, () => readonly string[]>> = {
      variable: () => [...shell.variables.keys()],
      function: () => [...shell.functions.keys()],
      alias: () => [...shell.aliases.keys()],
      builtin: () => shell.interpreter.builtinNames(),
      words: () => kind.split(/\s+/),
    };
    const found = names[action ?? '']?.();
    if (found === undefined) throw new ShellError(`compgen: practice hosts do not simulate ${option ?? 'it'} here.`);
    const matching = found.filter((name) => name.startsWith(begun));
    if (action !== 'words') matching.sort();
    await out(matching.map((name) => `${name}\n`).join(''));
    return matching.length > 0 ? 0 : 1;
  },
  enable: async ({ shell, args, out, complain }) => {
    const names = args.filter((arg) => !arg.startsWith('-'));
    if (names.length === 0) {
      await out(
        shell.interpreter
          .builtinNames()
          .map((name) => `enable ${name}\n`)
          .join(''),
      );
      return 0;
    }
    const unknown = names.find((name) => !shell.interpreter.hasBuiltin(shell, name));
    if (unknown !== undefined) {
      await complain(`${unknown}: not a shell builtin`);
      return 1;
    }
    if (!args.some((arg) => /^-\w*n/.test(arg))) return 0;
    await complain('practice hosts do not simulate -n.');
    return 1;
  },
  bind: refuse,
  complete: refuse,
  compopt: refuse,
  fc: refuse,
};
