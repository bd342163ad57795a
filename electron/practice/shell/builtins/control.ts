import { FileError } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import { runText } from '../run-text.ts';
import { Jump, type Shell, ShellError } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';

const DEEPEST = 1000;

export const control: Builtins = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  break: (call) => leave(call, 'break'),
  continue: (call) => leave(call, 'continue'),
  return: ({ shell, args }) => {
    throw new Jump('return', args[0] === undefined ? shell.status : wholeNumber(args[0]));
  },
  exit: ({ shell, args }) => {
    throw new Jump('exit', args[0] === undefined ? shell.status : wholeNumber(args[0]) & 0xff);
  },
  // What it does with the whole command, redirections included, is in `simple.ts`.
  exec: () => 0,
  eval: async ({ shell, args }) => {
    const text = args.join(' ');
    return text.trim() === '' ? 0 : await deeper(shell, () => runText(shell, text));
  },
  '.': sourceFile,
  source: sourceFile,
  times: async ({ out }) => {
    await out('0m0.000000s 0m0.000000s\n0m0.000000s 0m0.000000s\n');
    return 0;
  },
};

function leave({ shell, args }: Call, to: 'break' | 'continue'): number {
  const levels = args[0] === undefined ? 1 : wholeNumber(args[0]);
  if (levels < 1) throw new ShellError(`${to}: Illegal number: ${args[0]}`, 2);
  if (shell.loops === 0) return 0;
  throw new Jump(to, Math.min(levels, shell.loops));
}

async function sourceFile({ shell, argv, args, complain }: Call): Promise<number> {
  const [name, ...parameters] = args;
  if (name === undefined) {
    await complain('filename argument required');
    return 2;
  }
  const { files } = shell.userland;
  const folders = name.includes('/') ? [''] : (shell.get('PATH') ?? '').split(':').map((folder) => `${folder || '.'}/`);
  const candidates = [...folders, ...(shell.flavour === 'dash' ? [] : ['./'])].map((folder) =>
    resolvePath(shell.cwd, folder + name),
  );
  const path = candidates.find((each) => files.status(each)?.kind === 'file');
  if (path === undefined) {
    if (shell.flavour === 'bash') {
      await shell.complain(`${name}: No such file or directory`);
      return 1;
    }
    throw new ShellError(
      name.includes('/') ? `${argv[0]}: cannot open ${name}: No such file` : `${argv[0]}: ${name}: not found`,
      2,
    );
  }
  let text: string;
  try {
    text = files.read(path);
  } catch (error) {
    if (error instanceof FileError) throw new ShellError(`${argv[0]}: cannot open ${name}: ${error.message}`, 2);
    throw error;
  }
  const before = shell.parameters;
  if (shell.flavour !== 'dash' && parameters.length > 0) shell.parameters = parameters;
  const line = shell.line;
  try {
    return await deeper(shell, () => runText(shell, text, 1));
  } catch (error) {
    if (error instanceof Jump && error.to === 'return') return error.value;
    throw error;
  } finally {
    shell.parameters = before;
    shell.line = line;
  }
}

/** Texts within texts, as functions within functions, have an end. */
async function deeper(shell: Shell, body: () => Promise<number>): Promise<number> {
  if (shell.calls >= DEEPEST) throw new ShellError(`Maximum function recursion depth (${DEEPEST}) reached`, 2);
  shell.calls += 1;
  await undefined;
  try {
    return await body();
  } finally {
    shell.calls -= 1;
  }
}

/** @throws ShellError */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ShellError(`Illegal number: ${text}`, 2);
}
