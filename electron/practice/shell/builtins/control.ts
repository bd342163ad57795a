import { FileError } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import { inputOf } from '../../os/processes/launch.ts';
import { Jump, ShellError, SyntaxFault } from '../errors.ts';
import { parseScript } from '../parse.ts';
import { grammarOf, runText, runUnit } from '../run-text.ts';
import type { Shell } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';

const DEEPEST = 1000;

export const control: Builtins = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  break: (call) => leave(call, 'break'),
  continue: (call) => leave(call, 'continue'),
  return: async ({ shell, args, complain }) => {
    if (shell.flavour === 'bash') {
      if (shell.callers.length === 0 && shell.sourced === 0) {
        await complain("can only `return' from a function or sourced script");
        return 2;
      }
      throw new Jump('return', await bashStatus(shell, args, complain));
    }
    throw new Jump('return', args[0] === undefined ? shell.status : wholeNumber(args[0]));
  },
  exit: async ({ shell, args, complain }) => {
    if (shell.flavour === 'bash') throw new Jump('exit', await bashStatus(shell, args, complain));
    throw new Jump('exit', args[0] === undefined ? shell.status : wholeNumber(args[0]) & 0xff);
  },
  // What it does with the whole command, redirections included, is in `simple.ts`.
  exec: () => 0,
  eval: async ({ shell, args }) => {
    const text = (args[0] === '--' ? args.slice(1) : args).join(' ');
    if (text.trim() === '') return 0;
    const { part } = shell;
    try {
      if (shell.flavour === 'bash') shell.part = 'eval: ';
      const unit = parseScript(text, shell.line, grammarOf(shell));
      if (!unit.problem) shell.part = part;
      return await deeper(shell, () => runUnit(shell, unit));
    } catch (error) {
      if (shell.flavour !== 'bash' || !(error instanceof SyntaxFault)) throw error;
      await shell.complain(error.message);
      return error.status ?? 1;
    } finally {
      shell.part = part;
    }
  },
  '.': sourceFile,
  source: sourceFile,
  times: async ({ out }) => {
    await out('0m0.000000s 0m0.000000s\n0m0.000000s 0m0.000000s\n');
    return 0;
  },
};

/** What is given to `exit` and `return`. */
async function bashStatus(shell: Shell, [given]: readonly string[], complain: Call['complain']): Promise<number> {
  if (given === undefined) return shell.status;
  if (/^\s*[-+]?\d+\s*$/.test(given)) return Number(given) & 0xff;
  await complain(`${given}: numeric argument required`);
  return 2;
}

async function leave({ shell, args, complain }: Call, to: 'break' | 'continue'): Promise<number> {
  if (shell.flavour === 'bash' && shell.loops === 0) {
    await complain("only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  if (shell.flavour === 'bash' && args[0] !== undefined) {
    if (!/^\d+$/.test(args[0])) {
      await complain(`${args[0]}: numeric argument required`);
      throw new Jump('break', shell.loops);
    }
    if (Number(args[0]) < 1) {
      await complain(`${args[0]}: loop count out of range`);
      throw new Jump('break', shell.loops);
    }
  }
  const levels = args[0] === undefined ? 1 : wholeNumber(args[0]);
  if (levels < 1) throw new ShellError(`${to}: Illegal number: ${args[0]}`, 2);
  if (shell.loops === 0) return 0;
  throw new Jump(to, Math.min(levels, shell.loops));
}

async function sourceFile({ shell, argv, args, complain }: Call): Promise<number> {
  const [name, ...parameters] = args;
  if (name === undefined) {
    await complain('filename argument required');
    if (shell.flavour === 'bash') await shell.write(2, `${argv[0]}: usage: ${argv[0]} filename [arguments]\n`);
    return 2;
  }
  const { files } = shell.userland;
  const folders = name.includes('/') ? [''] : (shell.get('PATH') ?? '').split(':').map((folder) => `${folder || '.'}/`);
  const candidates = [...folders, ...(shell.flavour === 'dash' ? [] : ['./'])].map((folder) =>
    resolvePath(shell.cwd, folder + name),
  );
  const path = candidates.find((each) => files.status(each)?.kind === 'file');
  const piped = shell.flavour === 'bash' ? /^\/dev\/fd\/(\d+)$/.exec(name)?.[1] : undefined;
  if (path === undefined && piped === undefined) {
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
    text = path === undefined ? await inputOf(shell.descriptors, Number(piped), shell.signal).all() : files.read(path);
  } catch (error) {
    if (error instanceof FileError) throw new ShellError(`${argv[0]}: cannot open ${name}: ${error.message}`, 2);
    throw error;
  }
  const before = shell.parameters;
  if (shell.flavour !== 'dash' && parameters.length > 0) shell.parameters = parameters;
  const { line, source } = shell;
  shell.sourced += 1;
  if (shell.flavour === 'bash') shell.source = name;
  try {
    return await deeper(shell, () => runText(shell, text, 1));
  } catch (error) {
    if (error instanceof Jump && error.to === 'return') return error.value;
    if (shell.flavour !== 'bash' || !(error instanceof SyntaxFault)) throw error;
    await shell.complain(error.message);
    return error.status ?? 1;
  } finally {
    shell.sourced -= 1;
    shell.parameters = before;
    shell.line = line;
    shell.source = source;
  }
}

/** Texts within texts, as functions within functions, have an end. */
async function deeper(shell: Shell, body: () => Promise<number>): Promise<number> {
  if (shell.calls >= DEEPEST) throw new ShellError(`Maximum function recursion depth (${DEEPEST}) reached`, 2);
  shell.calls += 1;
  shell.within += 1;
  await undefined;
  try {
    return await body();
  } finally {
    shell.calls -= 1;
    shell.within -= 1;
  }
}

/** @throws ShellError */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ShellError(`Illegal number: ${text}`, 2);
}
