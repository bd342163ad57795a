import { echo, printf } from '../../posix/printf.ts';
import type { Builtins } from './builtin.ts';

export const printing: Builtins = {
  echo: async ({ shell, args, out }) => {
    await out(echo(args, shell.flavour === 'dash'));
    return 0;
  },
  printf: async ({ args, out, complain, shell }) => {
    const [format, ...rest] = args[0] === '--' ? args.slice(1) : args;
    if (format === undefined) {
      await shell.complain(
        shell.flavour === 'bash'
          ? 'printf: usage: printf [-v var] format [arguments]'
          : 'printf: usage: printf format [arg ...]',
      );
      return 2;
    }
    const { text, errors } = printf(format, rest);
    await out(text);
    for (const error of errors) await complain(error);
    return errors.length > 0 ? 1 : 0;
  },
};
