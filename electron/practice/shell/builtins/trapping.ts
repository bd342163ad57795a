/** `trap`. */
import { SIGNALS, signalNamed } from '../../os/processes/signals.ts';
import { singleQuoted } from '../quoting.ts';
import type { TrapName } from '../shell-parts.ts';
import type { Shell } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';
import { shellQuoted } from './variables.ts';

export const trapping: Builtins = { trap };

async function trap({ shell, args, out, complain }: Call): Promise<number> {
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0 || words[0] === '-p') {
    const wanted = words.slice(1).map((each) => conditionNamed(shell, each));
    const shown = [...shell.traps].filter(([name]) => wanted.length === 0 || wanted.includes(name));
    if (shell.flavour === 'bash') shown.sort(([a], [b]) => placeOf(a) - placeOf(b));
    const sig = (name: TrapName): string => (shell.flavour === 'bash' && name in SIGNALS ? `SIG${name}` : name);
    const quote = shell.flavour === 'bash' ? singleQuoted : shellQuoted;
    await out(shown.map(([name, action]) => `trap -- ${quote(action)} ${sig(name)}\n`).join(''));
    return 0;
  }
  if (words[0] === '-l') {
    if (shell.flavour === 'bash') return (await shell.interpreter.builtin(shell, ['kill', '-l'])) ?? 0;
    await out(`${Object.keys(SIGNALS).join('\n')}\n`);
    return 0;
  }
  const [first = ''] = words;
  const resets =
    first === '-' || (words.length === 1 && conditionNamed(shell, first) !== undefined) || /^\d+$/.test(first);
  const names = first === '-' || !resets ? words.slice(1) : words;
  for (const each of names) {
    const name = conditionNamed(shell, each);
    if (name === undefined) {
      await complain(shell.flavour === 'bash' ? `${each}: invalid signal specification` : `bad trap`);
      return 1;
    }
    if (resets) shell.traps.delete(name);
    else shell.traps.set(name, first);
    if (name === 'EXIT' || name === 'ERR' || name === 'DEBUG' || name === 'RETURN') continue;
    if (!resets && first === '') shell.task.ignored.add(name);
    else shell.task.ignored.delete(name);
  }
  return 0;
}

/** Bash tells traps by their numbers, its own after all signals. */
const placeOf = (name: TrapName): number =>
  name === 'EXIT'
    ? 0
    : name in SIGNALS
      ? SIGNALS[name as keyof typeof SIGNALS]
      : 100 + ['DEBUG', 'ERR', 'RETURN'].indexOf(name);

function conditionNamed(shell: Shell, text: string): TrapName | undefined {
  const upper = text.toUpperCase();
  if (text === '0' || upper === 'EXIT') return 'EXIT';
  if (shell.flavour === 'bash' && (upper === 'ERR' || upper === 'DEBUG' || upper === 'RETURN')) return upper;
  return signalNamed(text);
}
