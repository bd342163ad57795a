import { Jump } from '../errors.ts';
import type { Builtins } from './builtin.ts';

export const interactive: Builtins = {
  history: async ({ shell, args, out }) => {
    if (args[0] === '-c') shell.history.length = 0;
    else await out(shell.history.map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`).join(''));
    return 0;
  },
  logout: async ({ shell, args, complain }) => {
    if (!shell.name.startsWith('-')) {
      await complain("not login shell: use `exit'");
      return 1;
    }
    throw new Jump('exit', args[0] === undefined ? shell.status : Number(args[0]) || 0);
  },
};
