import { assignmentShown } from '../declared.ts';
import { ShellError } from '../errors.ts';
import { OPTIONS, type Option } from '../shell-parts.ts';
import type { Shell } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';
import { shellQuoted } from './variables.ts';

export const settings: Builtins = { set };

async function set({ shell, args, out }: Call): Promise<number> {
  if (args.length === 0) {
    const lines = [...shell.variables].flatMap(([name, variable]) => {
      if (shell.flavour === 'bash') return assignmentShown(name, variable) ?? [];
      return variable.value === undefined ? [] : [`${name}=${shellQuoted(variable.value)}`];
    });
    await out(
      lines
        .sort()
        .map((line) => `${line}\n`)
        .join(''),
    );
    return 0;
  }
  if (args.length === 1 && (args[0] === '-o' || args[0] === '+o')) {
    await out(optionsShown(shell, args[0] === '+o'));
    return 0;
  }
  let rest: ReturnType<typeof applyOptions>;
  try {
    rest = applyOptions(shell, args);
  } catch (error) {
    if (shell.flavour !== 'bash' || !(error instanceof ShellError)) throw error;
    await shell.complain(error.message);
    return 2;
  }
  if (rest.words.length > 0 || rest.ended) shell.parameters = rest.words;
  return 0;
}

/**
 * Options as `set` and the shells' own command lines take them.
 * @returns what is left, and whether `--` ended them
 */
export function applyOptions(
  shell: Shell,
  args: readonly string[],
): { readonly words: readonly string[]; readonly ended: boolean } {
  let at = 0;
  for (; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (argument === '--') return { words: args.slice(at + 1), ended: true };
    if (argument === '-') return { words: args.slice(at + 1), ended: args.length > at + 1 };
    if (!/^[-+]./.test(argument)) break;
    const on = argument.startsWith('-');
    for (const letter of argument.slice(1)) {
      if (letter === 'o') {
        at += 1;
        const name = args[at] ?? '';
        setOption(
          shell,
          optionNamed(shell, name),
          on,
          shell.flavour === 'bash' ? `${name}: invalid option name` : `-o ${name}`,
        );
      } else
        setOption(
          shell,
          lettered(shell, letter),
          on,
          shell.flavour === 'bash' ? `-${letter}: invalid option\n${USAGE}` : argument,
        );
    }
  }
  return { words: args.slice(at), ended: false };
}

function setOption(shell: Shell, option: Option | undefined, on: boolean, shown: string): void {
  if (option === undefined) {
    throw new ShellError(shell.flavour === 'bash' ? `set: ${shown}` : `set: Illegal option ${shown}`, 2);
  }
  if (on) shell.options.add(option);
  else shell.options.delete(option);
}

const USAGE = 'set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]';

/** bash's options with the names by which they are kept here: letters, where every shell has them. */
const IN_BASH: readonly (readonly [string, Option])[] = [
  ...([
    ['allexport', 'a'],
    ['braceexpand', 'braceexpand'],
    ['emacs', 'emacs'],
    ['errexit', 'e'],
  ] as const),
  ...([
    ['errtrace', 'errtrace'],
    ['functrace', 'functrace'],
    ['hashall', 'hashall'],
    ['histexpand', 'histexpand'],
  ] as const),
  ...([
    ['history', 'history'],
    ['ignoreeof', 'ignoreeof'],
    ['interactive-comments', 'interactive-comments'],
  ] as const),
  ...([
    ['keyword', 'keyword'],
    ['monitor', 'monitor'],
    ['noclobber', 'C'],
    ['noexec', 'n'],
    ['noglob', 'f'],
  ] as const),
  ...([
    ['nolog', 'nolog'],
    ['notify', 'notify'],
    ['nounset', 'u'],
    ['onecmd', 'onecmd'],
    ['physical', 'physical'],
  ] as const),
  ...([
    ['pipefail', 'pipefail'],
    ['posix', 'posix'],
    ['privileged', 'privileged'],
    ['verbose', 'v'],
  ] as const),
  ...([
    ['vi', 'vi'],
    ['xtrace', 'x'],
  ] as const),
];

/** The letters of those that have no letter in every shell. */
const LETTERS: Readonly<Record<string, Option>> = {
  ...{ b: 'notify', h: 'hashall', k: 'keyword', m: 'monitor', p: 'privileged', t: 'onecmd', B: 'braceexpand' },
  ...{ E: 'errtrace', H: 'histexpand', P: 'physical', T: 'functrace' },
};

function lettered(shell: Shell, letter: string): Option | undefined {
  if (letter in OPTIONS) return letter;
  return shell.flavour === 'bash' ? LETTERS[letter] : 'bmIV'.includes(letter) ? letter : undefined;
}

function optionNamed(shell: Shell, name: string): Option | undefined {
  if (shell.flavour === 'bash') return IN_BASH.find(([long]) => long === name)?.[1];
  if (['vi', 'emacs', 'monitor', 'notify'].includes(name) || (name === 'pipefail' && shell.flavour === 'ash'))
    return name;
  return Object.entries(OPTIONS).find(([, long]) => long === name)?.[0];
}

function optionsShown(shell: Shell, asCommands: boolean): string {
  const names =
    shell.flavour === 'bash' ? IN_BASH : Object.entries(OPTIONS).map(([letter, long]) => [long, letter] as const);
  const shown = names.map(([long, option]) => {
    const on = shell.options.has(option);
    return asCommands
      ? `set ${on ? '-' : '+'}o ${long}\n`
      : `${long.padEnd(15)}${shell.flavour === 'bash' ? '\t' : ' '}${on ? 'on' : 'off'}\n`;
  });
  return (shell.flavour === 'bash' || asCommands ? '' : 'Current option settings\n') + shown.join('');
}
