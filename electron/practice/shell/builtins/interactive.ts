import { Jump } from '../state.ts';
import type { Builtins } from './builtin.ts';

export const interactive: Builtins = {
  history: async ({ shell, args, out }) => {
    if (args[0] === '-c') shell.history.length = 0;
    else await out(shell.history.map((line, at) => `${String(at + 1).padStart(5)}  ${line}\n`).join(''));
    return 0;
  },
  logout: ({ shell, args }) => {
    throw new Jump('exit', args[0] === undefined ? shell.status : Number(args[0]) || 0);
  },
  help: async ({ out }) => {
    await out(
      'A practice host: a simulated machine. Its shell knows the POSIX language; `ls /usr/bin` shows its programs.\n',
    );
    return 0;
  },
};
