/** bash's `pushd`, `popd` and `dirs`. */
import { resolvePath } from '../../os/files/paths.ts';
import type { Builtins, Call } from './builtin.ts';

export const folders: Builtins = {
  dirs: async (call) => {
    const { shell, args } = call;
    if (args[0] === '-c') {
      shell.folders = [];
      return 0;
    }
    return await tell(call, args.join(''));
  },
  pushd: async (call) => {
    const { shell, args, complain } = call;
    const [to] = args.filter((arg) => arg !== '-n' && arg !== '--');
    const before = shell.cwd;
    if (to === undefined || /^[-+]\d+$/.test(to)) {
      const stack = [shell.cwd, ...shell.folders];
      if (stack.length < 2) {
        await complain('no other directory');
        return 1;
      }
      const turn = to === undefined ? 1 : to.startsWith('+') ? Number(to) : stack.length - 1 + Number(to);
      const turned = [...stack.slice(turn), ...stack.slice(0, turn)];
      if (turn < 0 || turn >= stack.length || (await go(call, turned[0] ?? '/')) !== 0) {
        if (turn < 0 || turn >= stack.length) await complain(`${to}: directory stack index out of range`);
        return 1;
      }
      shell.folders = to === undefined ? [before, ...shell.folders.slice(1)] : turned.slice(1);
      return await tell(call, '');
    }
    if ((await go(call, to)) !== 0) return 1;
    shell.folders = [before, ...shell.folders];
    return await tell(call, '');
  },
  popd: async (call) => {
    const { shell, args, complain } = call;
    const [first, ...rest] = shell.folders;
    if (first === undefined) {
      await complain('directory stack empty');
      return 1;
    }
    const which = args.find((arg) => /^[-+]\d+$/.test(arg));
    const at = which === undefined ? 0 : which.startsWith('+') ? Number(which) : shell.folders.length + Number(which);
    if (at > 0) shell.folders = shell.folders.filter((_, index) => index !== at - 1);
    else {
      if ((await go(call, first)) !== 0) return 1;
      shell.folders = rest;
    }
    return await tell(call, '');
  },
};

const go = async ({ shell, argv }: Call, to: string): Promise<number> => {
  const stat = shell.userland.files.status(resolvePath(shell.cwd, to));
  if (stat?.kind === 'directory') return (await shell.interpreter.builtin(shell, ['cd', to])) ?? 1;
  await shell.complain(`${argv[0]}: ${to}: ${stat ? 'Not a directory' : 'No such file or directory'}`);
  return 1;
};

async function tell({ shell, out }: Call, options: string): Promise<number> {
  const home = shell.get('HOME');
  const short = (path: string): string =>
    !options.includes('l') && home && (path === home || path.startsWith(`${home}/`))
      ? `~${path.slice(home.length)}`
      : path;
  const stack = [shell.cwd, ...shell.folders].map(short);
  if (options.includes('v')) await out(stack.map((path, at) => `${String(at).padStart(2)}  ${path}\n`).join(''));
  else await out(`${stack.join(options.includes('p') ? '\n' : ' ')}\n`);
  return 0;
}
