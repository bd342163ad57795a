import { mayAccess } from '../../os/files/open-file.ts';
import { resolvePath } from '../../os/files/paths.ts';
import { ConditionError, condition } from '../../posix/conditions.ts';
import type { Builtins, Call } from './builtin.ts';

export const places: Builtins = {
  cd,
  pwd: async ({ shell, out }) => {
    await out(`${shell.cwd}\n`);
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
  try {
    return condition(args, { userland, user, cwd, isTerminal }) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    const illegal = /^Illegal number: (.*)$/.exec(error.message)?.[1];
    await complain(
      illegal !== undefined && shell.flavour === 'bash' ? `${illegal}: integer expression expected` : error.message,
    );
    return 2;
  }
}
