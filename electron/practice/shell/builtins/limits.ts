/** `umask` and `ulimit`. */
import type { Builtins, Call } from './builtin.ts';

export const limits: Builtins = { umask, ulimit };

/** `u=rwx,g-w`: what is allowed, turned into what is not. */
function symbolicMask(mask: number, text: string): number | undefined {
  let allowed = ~mask & 0o777;
  for (const clause of text.split(',')) {
    const [, who = '', operator, letters = ''] = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause) ?? [];
    if (operator === undefined) return undefined;
    const bits = [...letters].reduce((sum, letter) => sum | ({ r: 4, w: 2, x: 1 }[letter] ?? 0), 0);
    for (const [at, each] of ['u', 'g', 'o'].entries()) {
      if (who !== '' && !who.includes('a') && !who.includes(each)) continue;
      const shift = 6 - 3 * at;
      if (operator === '=') allowed = (allowed & ~(7 << shift)) | (bits << shift);
      else if (operator === '+') allowed |= bits << shift;
      else allowed &= ~(bits << shift);
    }
  }
  return ~allowed & 0o777;
}

async function umask({ shell, args, out, complain }: Call): Promise<number> {
  const [given] = args;
  if (given === '-p') {
    await out(`umask ${shell.umask.toString(8).padStart(4, '0')}\n`);
    return 0;
  }
  if (given === undefined || given === '-S') {
    const letters = (bits: number): string => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`;
    const allowed = ~shell.umask & 0o777;
    const text = given
      ? `u=${letters(allowed >> 6)},g=${letters(allowed >> 3)},o=${letters(allowed)}`
      : shell.umask.toString(8).padStart(4, '0');
    await out(`${text}\n`);
    return 0;
  }
  const symbolic = symbolicMask(shell.umask, given);
  if (symbolic !== undefined) {
    shell.umask = symbolic;
    return 0;
  }
  if (!/^[0-7]{1,4}$/.test(given)) {
    const isBash = shell.flavour === 'bash';
    const [letter = ''] = given;
    const inBash = /^\d/.test(given)
      ? `${given}: octal number out of range`
      : `\`${letter}': invalid symbolic mode operator`;
    await complain(isBash ? inBash : `Illegal number: ${given}`);
    return isBash ? 1 : 2;
  }
  shell.umask = Number.parseInt(given, 8) & 0o777;
  return 0;
}

/** What a process may have of each thing: letter, what it is as `ulimit -a` shows it, and how much. */
const LIMITS: readonly (readonly [string, string, string])[] = [
  ['R', 'real-time non-blocking time  (microseconds, -R)', 'unlimited'],
  ['c', 'core file size              (blocks, -c)', '0'],
  ['d', 'data seg size               (kbytes, -d)', 'unlimited'],
  ['e', 'scheduling priority                 (-e)', '0'],
  ['f', 'file size                   (blocks, -f)', 'unlimited'],
  ['i', 'pending signals                     (-i)', '600'],
  ['l', 'max locked memory           (kbytes, -l)', '8192'],
  ['m', 'max memory size             (kbytes, -m)', 'unlimited'],
  ['n', 'open files                          (-n)', '1024'],
  ['p', 'pipe size                (512 bytes, -p)', '8'],
  ['q', 'POSIX message queues         (bytes, -q)', '819200'],
  ['r', 'real-time priority                  (-r)', '0'],
  ['s', 'stack size                  (kbytes, -s)', '8192'],
  ['t', 'cpu time                   (seconds, -t)', 'unlimited'],
  ['u', 'max user processes                  (-u)', '600'],
  ['v', 'virtual memory              (kbytes, -v)', 'unlimited'],
  ['x', 'file locks                          (-x)', 'unlimited'],
];

async function ulimit({ shell, args, out, complain }: Call): Promise<number> {
  const letters = args.filter((arg) => arg.startsWith('-')).flatMap((arg) => [...arg.slice(1)]);
  const [value] = args.filter((arg) => !arg.startsWith('-'));
  if (letters.includes('a')) {
    await out(LIMITS.map(([, what, limit]) => `${what} ${limit}\n`).join(''));
    return 0;
  }
  const letter = letters.find((each) => each !== 'S' && each !== 'H') ?? 'f';
  const limit = LIMITS.find(([each]) => each === letter)?.[2];
  if (limit === undefined) {
    await complain(`-${letter}: invalid option`);
    if (shell.flavour === 'bash') await shell.write(2, 'ulimit: usage: ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]\n');
    return 2;
  }
  if (value === undefined || value === limit) {
    if (value === undefined) await out(`${limit}\n`);
    return 0;
  }
  await complain('practice hosts do not simulate other limits.');
  return 1;
}
