import { formatDate } from '../../posix/dates.ts';
import { type BashPrinting, echo, printf } from '../../posix/printf.ts';
import { keyOf, setElement, setValue } from '../arrays.ts';
import { backslashed } from '../quoting.ts';
import type { Shell } from '../state.ts';
import type { Builtins } from './builtin.ts';

/** What only bash's `printf` does: `%q`, `%(…)T`, and its own words for what is wrong. */
const bashPrinting = (shell: Shell): BashPrinting => ({
  quoted: backslashed,
  time(format, seconds) {
    const now = shell.machine.clock.now();
    return formatDate(format || '%H:%M:%S', seconds === -1 ? now : seconds === -2 ? shell.began : seconds * 1000);
  },
});

export const printing: Builtins = {
  echo: async ({ shell, args, out }) => {
    await out(echo(args, shell.flavour === 'dash' || shell.shopt.has('xpg_echo')));
    return 0;
  },
  printf: async ({ args, out, complain, shell }) => {
    const isBash = shell.flavour === 'bash';
    const variable = isBash && args[0] === '-v' ? args[1] : undefined;
    const words = variable === undefined ? args : args.slice(2);
    const [format, ...rest] = words[0] === '--' ? words.slice(1) : words;
    if (format === undefined) {
      if (isBash) await shell.write(2, 'printf: usage: printf [-v var] format [arguments]\n');
      else await shell.complain('printf: usage: printf format [arg ...]');
      return 2;
    }
    if (isBash && /^-./.test(format) && words[0] !== '--') {
      await complain(`${format.slice(0, 2)}: invalid option`);
      await shell.write(2, 'printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    }
    const { text, errors } = printf(format, rest, isBash ? bashPrinting(shell) : undefined);
    if (variable === undefined) await out(text);
    else {
      const [, name, subscript] = /^([A-Za-z_]\w*)(?:\[(.+)\])?$/.exec(variable) ?? [];
      if (name === undefined) {
        await complain(`\`${variable}': not a valid identifier`);
        return 2;
      }
      if (subscript !== undefined) setElement(shell, name, keyOf(shell, name, subscript), text);
      else setValue(shell, name, text);
    }
    for (const error of errors) await complain(error);
    return errors.length > 0 ? 1 : 0;
  },
};
