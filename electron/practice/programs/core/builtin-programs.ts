/** What shells have themselves, as programs: for `sudo test …` and `xargs printf …`. */
import type { Command } from '../../os/machine.ts';
import { ConditionError, condition } from '../../posix/conditions.ts';
import { echo as echoText, printf as printfText } from '../../posix/printf.ts';
import { complain, programName } from './program.ts';

export const test: Command = async (process) => {
  const bracket = programName(process) === '[';
  let args = process.argv.slice(1);
  if (bracket) {
    if (args.at(-1) !== ']') {
      await complain(process, "missing ']'");
      return 2;
    }
    args = args.slice(0, -1);
  }
  try {
    return condition(args, {
      ...process,
      isTerminal: (descriptor) => descriptor <= 2 && process.stdout.terminal !== undefined,
    })
      ? 0
      : 1;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    await complain(process, error.message);
    return 2;
  }
};

export const printf: Command = async (process) => {
  const [format, ...args] = process.argv.slice(1);
  if (format === undefined) {
    await complain(process, "missing operand\nTry 'printf --help' for more information.");
    return 1;
  }
  const { text, errors } = printfText(format, args);
  await process.stdout.write(text);
  for (const error of errors) await complain(process, error);
  return errors.length > 0 ? 1 : 0;
};

export const echo: Command = async ({ argv, stdout }) => {
  await stdout.write(echoText(argv.slice(1), false));
  return 0;
};

export const pwd: Command = async ({ cwd, stdout }) => {
  await stdout.write(`${cwd}\n`);
  return 0;
};

export const succeed: Command = () => 0;
export const fail: Command = () => 1;
