/** Programs for people at a terminal. */
import type { Command } from '../../os/machine.ts';
import { complain } from './program.ts';

export const clear: Command = async ({ stdout }) => {
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

/** An editor would need a whole terminal's keys; this is said rather than imitated. */
export const editor: Command = async (process) => {
  const path = process.argv.slice(1).find((arg) => !/^[-+]/.test(arg)) ?? 'FILE';
  await complain(
    process,
    `a practice host has no editor. Write a file with \`cat > ${path}\`, its lines, and Ctrl-D; change one with \`sed -i\`.`,
  );
  return 1;
};
