import { mayAccess } from '../../os/files/open-file.ts';
import { followedLinks, resolvePath } from '../../os/files/paths.ts';
import { ConditionError, condition } from '../../posix/conditions.ts';
import { hasOption, isSet } from '../declared.ts';
import type { Builtins, Call } from './builtin.ts';

/** What bash says of a question that makes no sense; how many words there are decides. */
function inBash(args: readonly string[], message: string): string {
  const illegal = /^Illegal number: (.*)$/.exec(message)?.[1];
  if (illegal !== undefined) return `${illegal}: integer expression expected`;
  if (args.length === 2) return `${args[0]}: unary operator expected`;
  if (args.length === 3) return `${args[1]}: binary operator expected`;
  return args.length > 3 && message.endsWith('unexpected operator') ? 'too many arguments' : message;
}

export const places: Builtins = {
  cd,
  pwd: async ({ shell, args, out }) => {
    const last = args.findLast((arg) => /^-[LP]+$/.test(arg));
    await out(`${last?.endsWith('P') ? followedLinks(shell.userland.files, shell.cwd) : shell.cwd}\n`);
    return 0;
  },
  test: (call) => decide(call, call.args),
  '[': async (call) => {
    if (call.args.at(-1) !== ']') {
      await call.complain(call.shell.flavour === 'bash' ? "missing `]'" : 'missing ]');
      return 2;
    }
    return await decide(call, call.args.slice(0, -1));
  },
};

async function cd({ shell, args, out, complain }: Call): Promise<number> {
  const words = args.filter((arg) => !/^-[LPe]+$/.test(arg) && arg !== '--');
  if (shell.flavour === 'bash' && words.length > 1) {
    await complain('too many arguments');
    return 1;
  }
  const back = words[0] === '-';
  const target = back ? shell.get('OLDPWD') : (words[0] ?? shell.get('HOME') ?? '/');
  if (target === undefined) {
    await complain('OLDPWD not set');
    return shell.flavour === 'dash' ? 2 : 1;
  }
  const path = resolvePath(shell.cwd, target);
  const status = shell.userland.files.status(path);
  const trouble =
    status === undefined
      ? 'No such file or directory'
      : status.kind !== 'directory'
        ? 'Not a directory'
        : mayAccess(shell.user, status, 1)
          ? undefined
          : 'Permission denied';
  if (trouble !== undefined) {
    // busybox counts the lines of what it is given by -c from 0.
    const line = shell.flavour !== 'ash' || shell.interactive ? '' : `line ${shell.line - 1}: `;
    const inAsh = `${line}can't cd to ${target}: ${trouble}`;
    await complain(
      shell.flavour === 'bash' ? `${target}: ${trouble}` : shell.flavour === 'ash' ? inAsh : `can't cd to ${target}`,
    );
    return shell.flavour === 'bash' ? 1 : 2;
  }
  shell.set('OLDPWD', shell.cwd);
  shell.cwd = path;
  shell.set('PWD', path);
  if (back) await out(`${path}\n`);
  return 0;
}

async function decide({ shell, complain }: Call, args: readonly string[]): Promise<number> {
  const { userland, user, cwd, descriptors } = shell;
  const isTerminal = (descriptor: number): boolean => {
    const file = descriptors.get(descriptor);
    return file?.tty !== undefined || file?.output?.terminal !== undefined;
  };
  if (shell.flavour === 'bash') {
    const words = args[0] === '!' && args.length === 3 ? args.slice(1) : args;
    if (words.length === 2 && (words[0] === '-v' || words[0] === '-o')) {
      const holds = words[0] === '-v' ? isSet(shell, words[1] ?? '') : hasOption(shell, words[1] ?? '');
      return holds === (words.length === args.length) ? 0 : 1;
    }
    if (args.length === 2 && args[0] !== '!' && !/^-[a-zA-Z]$/.test(args[0] ?? '')) {
      await complain(`${args[0]}: unary operator expected`);
      return 2;
    }
  }
  try {
    return condition(args, { userland, user, cwd, isTerminal }) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    await complain(shell.flavour === 'bash' ? inBash(args, error.message) : error.message);
    return 2;
  }
}
