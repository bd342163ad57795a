import { SIGNALS, type SignalName, signalNamed } from '../../os/processes/signals.ts';
import { OPTIONS, type Option, type Shell, ShellError } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';
import { shellQuoted } from './variables.ts';

export const settings: Builtins = { set, trap, umask, ulimit };

async function set({ shell, args, out }: Call): Promise<number> {
  if (args.length === 0) {
    const lines = [...shell.variables].flatMap(([name, { value }]) =>
      value === undefined ? [] : [`${name}=${shellQuoted(value)}\n`],
    );
    await out(lines.sort().join(''));
    return 0;
  }
  const rest = applyOptions(shell, args);
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
        setOption(shell, optionNamed(args[at] ?? ''), on, `-o ${args[at] ?? ''}`);
      } else setOption(shell, letter in OPTIONS || 'bhmBEHPTIV'.includes(letter) ? letter : undefined, on, argument);
    }
  }
  return { words: args.slice(at), ended: false };
}

function setOption(shell: Shell, letter: string | undefined, on: boolean, shown: string): void {
  if (letter === undefined) {
    throw new ShellError(
      shell.flavour === 'bash' ? `set: ${shown}: invalid option` : `set: Illegal option ${shown}`,
      2,
    );
  }
  if (on) shell.options.add(letter as Option);
  else shell.options.delete(letter as Option);
}

function optionNamed(name: string): string | undefined {
  if (name === 'pipefail' || name === 'vi' || name === 'emacs' || name === 'monitor' || name === 'notify') return 'b';
  return Object.entries(OPTIONS).find(([, long]) => long === name)?.[0];
}

async function trap({ shell, args, out, complain }: Call): Promise<number> {
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0 || words[0] === '-p') {
    const lines = [...shell.traps].map(([name, action]) => `trap -- ${shellQuoted(action)} ${name}\n`);
    await out(lines.join(''));
    return 0;
  }
  if (words[0] === '-l') {
    await out(`${Object.keys(SIGNALS).join('\n')}\n`);
    return 0;
  }
  const [first = ''] = words;
  const resets = first === '-' || (words.length === 1 && conditionNamed(first) !== undefined) || /^\d+$/.test(first);
  const names = first === '-' || !resets ? words.slice(1) : words;
  for (const each of names) {
    const name = conditionNamed(each);
    if (name === undefined) {
      await complain(shell.flavour === 'bash' ? `${each}: invalid signal specification` : `bad trap`);
      return 1;
    }
    if (resets) shell.traps.delete(name);
    else shell.traps.set(name, first);
    if (name === 'EXIT') continue;
    if (!resets && first === '') shell.task.ignored.add(name);
    else shell.task.ignored.delete(name);
  }
  return 0;
}

const conditionNamed = (text: string): SignalName | 'EXIT' | undefined =>
  text === '0' || text.toUpperCase() === 'EXIT' ? 'EXIT' : signalNamed(text);

async function umask({ shell, args, out, complain }: Call): Promise<number> {
  const [given] = args;
  if (given === undefined || given === '-S') {
    const letters = (bits: number): string => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`;
    const allowed = ~shell.umask & 0o777;
    const text = given
      ? `u=${letters(allowed >> 6)},g=${letters(allowed >> 3)},o=${letters(allowed)}`
      : shell.umask.toString(8).padStart(4, '0');
    await out(`${text}\n`);
    return 0;
  }
  if (!/^[0-7]{1,4}$/.test(given)) {
    await complain(`Illegal number: ${given}`);
    return 2;
  }
  shell.umask = Number.parseInt(given, 8) & 0o777;
  return 0;
}

async function ulimit({ args, out }: Call): Promise<number> {
  if (args.length > 1) return 0;
  await out(args[0] === '-n' ? '1024\n' : args[0] === '-u' ? '600\n' : 'unlimited\n');
  return 0;
}
