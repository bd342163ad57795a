/** A shell that somebody sits at. */

import { pace } from '../os/processes/pace.ts';
import { Killed } from '../os/processes/signals.ts';
import { signalForeground } from '../os/processes/tasks.ts';
import type { Tty } from '../os/processes/tty.ts';
import { BrokenPipe } from '../os/streams.ts';
import { jobLine } from './builtins/processes.ts';
import { complete } from './completion.ts';
import { Jump, ShellError } from './errors.ts';
import { run } from './evaluate.ts';
import { type LineEditor, lineEditor } from './line-editor.ts';
import { parseScript } from './parse.ts';
import { grammarOf, isOpen, mayClose, syntaxError } from './run-text.ts';
import type { Shell } from './state.ts';
import { runCaught } from './traps.ts';

const PROMPTS = { bash: '\\u@\\h:\\w\\$ ', dash: '\\$ ', ash: '\\w \\$ ' } as const;

/** Reads and runs command lines until the end. @returns the exit status */
export async function runInteractive(shell: Shell, tty: Tty): Promise<number> {
  const { flavour } = shell;
  if (shell.get('PS1') === undefined) shell.set('PS1', PROMPTS[flavour]);
  if (shell.get('PS2') === undefined) shell.set('PS2', '> ');
  // Of shells within each other, the innermost is interrupted.
  const { interrupt } = tty;
  tty.interrupt = () => signalForeground(shell.task, 'INT');
  const editor = lineEditor(tty, (line) => complete(shell, line, tty.names));
  try {
    for (;;) {
      shell.foreground = new AbortController();
      await tellFinishedJobs(shell);
      if (shell.caught.length > 0) await guarded(shell, () => runCaught(shell).then(() => shell.status));
      const text = await readCommand(shell, editor);
      if (text === undefined) {
        if (!shell.task.signal.aborted) await shell.write(2, `${goodbye(shell)}\n`).catch(() => {});
        return shell.status;
      }
      if (text.trim() === '') continue;
      shell.history.push(text.trimEnd());
      shell.foreground = new AbortController();
      const ended = await guarded(shell, () => runLine(shell, text));
      if (ended !== undefined) {
        if (flavour === 'bash' && !shell.task.signal.aborted)
          await shell.write(2, `${goodbye(shell)}\n`).catch(() => {});
        return ended;
      }
    }
  } finally {
    editor.close();
    tty.interrupt = interrupt;
  }
}

const goodbye = ({ name }: Shell): string => (name.startsWith('-') ? 'logout' : 'exit');

/** One command, on as many lines as it takes; undefined: there are no more. */
async function readCommand(shell: Shell, editor: LineEditor): Promise<string | undefined> {
  let text = '';
  let closes: ((line: string) => boolean) | undefined;
  for (;;) {
    // Lines that were pasted come without anybody's waiting for them.
    const wait = pace();
    if (wait) await wait;
    const typed = await editor.read(
      prompt(shell, (text === '' ? shell.get('PS1') : shell.get('PS2')) ?? ''),
      shell.task.signal,
    );
    switch (typed.kind) {
      case 'interrupted':
        shell.status = 130;
        text = '';
        closes = undefined;
        break;
      case 'end': {
        if (text === '' || shell.task.signal.aborted) return undefined;
        const unit = parseScript(text, 1, grammarOf(shell));
        if (unit.problem) await shell.complain(syntaxError(shell, unit).message);
        shell.status = 2;
        text = '';
        closes = undefined;
        break;
      }
      case 'line': {
        text += `${typed.line}\n`;
        if (closes?.(typed.line) === false || /(?:^|[^\\])(?:\\\\)*\\$/.test(typed.line)) break;
        const unit = parseScript(text, 1, grammarOf(shell));
        if (!isOpen(unit)) return text;
        closes = mayClose(unit);
      }
    }
  }
}

async function runLine(shell: Shell, text: string): Promise<number> {
  const unit = parseScript(text, 1, grammarOf(shell));
  shell.unit = unit;
  shell.line = 1;
  let status = shell.status;
  for (const group of unit.groups)
    for (const statement of group.statements) status = await run(shell, statement, false);
  if (unit.problem) throw syntaxError(shell, unit);
  return status;
}

/** What would end another shell gives this one its prompt again. @returns the exit status, if it is to end */
async function guarded(shell: Shell, body: () => Promise<number>): Promise<number | undefined> {
  try {
    shell.status = await body();
  } catch (error) {
    if (error instanceof Jump) {
      if (error.to === 'exit') return error.value;
    } else if (error instanceof Killed) {
      if (shell.task.signal.aborted) return error.status;
      shell.status = error.status;
    } else if (error instanceof ShellError) {
      await shell.complainOf(error);
      shell.status = error.status ?? 1;
    } else if (error instanceof BrokenPipe) return 129;
    else throw error;
  }
  return undefined;
}

async function tellFinishedJobs(shell: Shell): Promise<void> {
  const lines = shell.jobs.filter(({ status }) => status !== undefined).map((job) => `${jobLine(shell, job)}\n`);
  shell.jobs = shell.jobs.filter(({ status }) => status === undefined);
  if (lines.length > 0) await shell.write(2, lines.join('')).catch(() => {});
}

function prompt(shell: Shell, pattern: string): string {
  const home = shell.get('HOME');
  const { cwd } = shell;
  const under = home !== undefined && home !== '/' && (cwd === home || cwd.startsWith(`${home}/`));
  const place = under ? `~${cwd.slice(home.length)}` : cwd;
  return pattern.replace(/\\([uhHwW$sn\\[\]])/g, (_, letter: string) => {
    switch (letter) {
      case 'u':
        return shell.user.name;
      case 'h':
      case 'H':
        return shell.userland.hostname;
      case 'w':
        return place;
      case 'W':
        return place === '/' || place === '~' ? place : (place.split('/').at(-1) ?? place);
      case '$':
        return shell.user.uid === 0 ? '#' : '$';
      case 's':
        return shell.flavour;
      case 'n':
        return '\n';
      case '\\':
        return '\\';
      default:
        return '';
    }
  });
}
