/** Programs for people at a terminal. */
import type { Command } from '../../os/machine.ts';
import { complain, isBusybox } from './program.ts';

export const clear: Command = async (process) => {
  const { env, stdout, stderr } = process;
  if (!env.TERM && !isBusybox(process)) {
    await stderr.write('TERM environment variable not set.\n');
    return 1;
  }
  await stdout.write('\x1b[H\x1b[2J\x1b[3J');
  return 0;
};

export const reset: Command = async ({ stdout }) => {
  await stdout.write('\x1bc');
  return 0;
};

export const tty: Command = async ({ stdout }) => {
  const at = stdout.terminal !== undefined;
  await stdout.write(at ? '/dev/pts/0\n' : 'not a tty\n');
  return at ? 0 : 1;
};

/** `watch`: every so many seconds, on a screen of its own, until it is interrupted. */
export const watch: Command = async (process) => {
  const { argv, stdout, stderr, machine, signal } = process;
  const words = [...argv.slice(1)];
  let seconds = 2;
  let titled = true;
  while (words[0]?.startsWith('-')) {
    const option = words.shift() ?? '';
    const [, given] = /^(?:-n|--interval=?)(.*)$/.exec(option) ?? [];
    if (given !== undefined) seconds = Number(given || words.shift());
    else if (option === '-t' || option === '--no-title') titled = false;
    else if (!/^-[dxe]$|^--(?:differences|exec|errexit)$/.test(option)) {
      await stderr.write(`watch: practice hosts do not simulate ${option}.\n`);
      return 1;
    } else if (/d/.test(option)) {
      await stderr.write('watch: practice hosts do not simulate marks for differences.\n');
      return 1;
    }
  }
  if (words.length === 0 || !(seconds > 0)) {
    await stderr.write('Usage:\n watch [options] command\n');
    return 1;
  }
  if (stdout.terminal === undefined) {
    await stderr.write('Error opening terminal: unknown.\n');
    return 1;
  }
  for (;;) {
    const title = `Every ${Math.max(seconds, 0.1).toFixed(1)}s: ${words.join(' ')}`;
    await stdout.write(`\x1b[H\x1b[2J${titled ? `${title}\n\n` : ''}`);
    await process.run(['sh', '-c', words.join(' ')]);
    await machine.clock.sleep(Math.max(seconds, 0.1) * 1000, signal);
    if (signal.aborted) return 130;
  }
};

/** An editor would need a whole terminal's keys; this is said rather than imitated. */
export const editor: Command = async (process) => {
  const path = process.argv.slice(1).find((arg) => !/^[-+]/.test(arg)) ?? 'FILE';
  await complain(
    process,
    `a practice host has no editor. Write a file with \`cat > ${path}\`, its lines, and Ctrl-D; change one with \`sed -i\`.`,
  );
  return 1;
};
