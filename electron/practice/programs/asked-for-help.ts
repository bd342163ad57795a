/** Whoever asks a program for its help or its version does not want it to do anything. */
import type { Command } from '../os/machine.ts';
import { complain } from './core/program.ts';

/** Words that ask, for programs that take options also behind what they are to do. */
const ASKING = ['--help', '--version'];

/**
 * The program, which does nothing when it is asked what it could do: it says that practice hosts do not know the answer.
 * @param also other words that ask
 */
export const doesNothingWhenAsked =
  (command: Command, ...also: readonly string[]): Command =>
  async (process) => {
    const words = process.argv.slice(1);
    const end = words.indexOf('--');
    const asked = (end < 0 ? words : words.slice(0, end)).find((word) => ASKING.includes(word) || also.includes(word));
    if (asked === undefined) return await command(process);
    await complain(process, `practice hosts do not simulate ${asked}.`);
    return 1;
  };

/** The same of a program whose options end at its first operand: the rest is another's, or none of it is an option. */
export const doesNothingWhenAskedFirst =
  (command: Command, ...also: readonly string[]): Command =>
  async (process) => {
    const [, first = ''] = process.argv;
    return await (ASKING.includes(first) || also.includes(first) ? doesNothingWhenAsked(command, ...also) : command)(
      process,
    );
  };
