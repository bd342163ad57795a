/** Writing for people and for programs, and asking people, on a terminal. */
import { createInterface } from 'node:readline';
import { printable } from '../../shared/printable.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Output } from './output.ts';

export interface Terminal {
  /** A line on standard output. */
  out(line: string): void;
  /** A whole file on standard output. */
  file(data: string | Uint8Array): void;
  /** A line on standard error. */
  say(line: string): void;
  /** Both standard input and error are a terminal: somebody can be asked. */
  readonly interactive: boolean;
  /** Columns that fit on standard output; infinite where it is no terminal. */
  readonly width: number;
  paint(text: string, colour: keyof typeof COLOURS): string;
  /** What is under way, on a terminal's last line, until something is printed. */
  progress(text: string): void;
  ask(question: string): Promise<string | undefined>;
  /** Without showing what is typed. */
  askSecret(question: string): Promise<string | undefined>;
}

const COLOURS = { green: 32, red: 31, amber: 33, grey: 90, bold: 1 } as const;

export interface TerminalOptions {
  /** A question that waits then ends without an answer. */
  readonly stopping: AbortSignal;
  readonly output: Output;
}

export function terminal({ stopping, output }: TerminalOptions): Terminal {
  const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  // A terminal that was closed can neither be read nor be set back: whoever asked has no answer, and what runs goes on.
  process.stdin.on('error', () => undefined);
  const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

  let shown = false;
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[K');
    shown = false;
  };

  /** Hosts ask at the same time; whoever answers sees one question and types to that one alone. */
  let earlier: Promise<unknown> = Promise.resolve();
  function ask(question: string, hidden: boolean): Promise<string | undefined> {
    if (!interactive || stopping.aborted) return Promise.resolve(undefined);
    const answered = earlier.then(() => askNow(question, hidden));
    earlier = answered;
    return answered;
  }

  function askNow(question: string, hidden: boolean): Promise<string | undefined> {
    return new Promise((resolve) => {
      const reader = createInterface({ input: process.stdin, output: process.stderr, terminal: true });
      let answered = false;
      let broken = false;
      // Closing sets the terminal back, which fails again.
      reader.on('error', () => {
        if (broken) return;
        broken = true;
        reader.close();
      });
      const stop = (): void => reader.close();
      stopping.addEventListener('abort', stop);
      reader.once('close', () => {
        stopping.removeEventListener('abort', stop);
        if (!answered) resolve(undefined);
      });
      reader.question(question, (answer) => {
        answered = true;
        reader.close();
        if (hidden) process.stderr.write('\n');
        resolve(answer);
      });
      // What is typed after the question is shown is not echoed.
      if (hidden) (reader as unknown as { _writeToOutput(text: string): void })._writeToOutput = () => undefined;
    });
  }

  return {
    out: (line) => {
      clear();
      output.line(line);
    },
    file: (data) => {
      clear();
      output.bytes(data);
    },
    say: (line) => {
      clear();
      process.stderr.write(`${line}\n`);
    },
    progress: (text) => {
      if (process.stderr.isTTY !== true || process.env.TERM === 'dumb') return;
      process.stderr.write(`\r\u001b[K${text}`);
      shown = true;
    },
    interactive,
    width: process.stdout.isTTY === true ? process.stdout.columns : Number.POSITIVE_INFINITY,
    paint: (text, colour) => (coloured ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text),
    ask: (question) => ask(question, false),
    askSecret: (question) => ask(question, true),
  };
}

/** A problem as lines: what happened, what to do, and the command with its output. */
export function problemLines({ severity, message, hint, detail }: Problem): string[] {
  return [
    `${severity}: ${printable(message)}`,
    `  ${printable(hint)}`,
    ...(detail?.command ? [`  $ ${printable(detail.command)}`] : []),
    ...(detail?.output
      ? printable(detail.output)
          .split('\n')
          .map((line) => `  | ${line}`)
      : []),
  ];
}
