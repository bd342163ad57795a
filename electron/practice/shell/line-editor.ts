/** Lines typed at a terminal, edited by Node's own readline. */
import { createInterface, type Interface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import type { Tty } from '../os/processes/tty.ts';

export type Typed =
  | { readonly kind: 'line'; readonly line: string }
  /** Ctrl-C. */
  | { readonly kind: 'interrupted' }
  /** Ctrl-D on an empty line. */
  | { readonly kind: 'end' };

export interface LineEditor {
  read(prompt: string, signal: AbortSignal): Promise<Typed>;
  close(): void;
}

const HISTORY = 500;

/** One key: readline takes several at once for pasted text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what keys are made of
const KEY = /\x1b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z]|[\s\S])?|[\s\S]/gu;

export function lineEditor(tty: Tty, complete: (line: string) => [string[], string]): LineEditor {
  const keys = new Readable({ read() {} });
  const screen = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      // Not awaited: what a command prints must not overtake the echo of its own line.
      tty.output.write(text).catch(() => {});
      done();
    },
  });
  const size = (): { readonly columns: number; readonly rows: number } =>
    tty.output.terminal ?? { columns: 80, rows: 24 };
  Object.defineProperties(screen, {
    columns: { get: () => size().columns },
    rows: { get: () => size().rows },
    isTTY: { value: true },
  });
  const editor = createInterface({
    input: keys,
    output: screen,
    terminal: true,
    historySize: HISTORY,
    removeHistoryDuplicates: false,
    escapeCodeTimeout: 50,
    completer: (line: string) => complete(line),
  });
  let settle: (typed: Typed) => void = () => {};
  editor.on('line', (line) => settle({ kind: 'line', line }));
  editor.on('SIGINT', () => {
    screen.write('^C\r\n');
    empty(editor);
    settle({ kind: 'interrupted' });
  });
  // Ctrl-Z at a prompt does nothing; without a listener readline would stop this whole program.
  editor.on('SIGTSTP', () => {});
  const search = historySearch(editor);
  return {
    async read(prompt, signal) {
      if (tty.hungUp) return { kind: 'end' };
      editor.setPrompt(prompt);
      tty.resized = () => screen.emit('resize');
      const giveBack = tty.take((text) => {
        if (tty.hungUp || (text === '\x04' && editor.line === '')) settle({ kind: 'end' });
        else for (const key of text.match(KEY) ?? []) if (!search(key)) keys.emit('data', Buffer.from(key));
      });
      const typed = new Promise<Typed>((resolve) => {
        settle = (value) => {
          // At once: what is typed after the line is for whoever reads next.
          giveBack();
          resolve(value);
        };
      });
      const stop = (): void => settle({ kind: 'end' });
      signal.addEventListener('abort', stop, { once: true });
      editor.prompt();
      try {
        return signal.aborted ? { kind: 'end' } : await typed;
      } finally {
        signal.removeEventListener('abort', stop);
        giveBack();
      }
    },
    close: () => editor.close(),
  };
}

/** Its types call these read-only; readline itself sets them, and there is no other way to forget a line. */
function empty(editor: Interface): void {
  Object.assign(editor, { line: '', cursor: 0 });
}

/** Ctrl-R: the last line before that has in it what is typed; again: the one before that. */
function historySearch(editor: Interface): (text: string) => boolean {
  let wanted: string | undefined;
  let from = 0;
  return (text) => {
    if (text !== '\x12') {
      wanted = undefined;
      return false;
    }
    if (wanted === undefined) {
      wanted = editor.line;
      from = 0;
    }
    const { history } = editor as Interface & { readonly history: readonly string[] };
    const at = history.findIndex((line, index) => index >= from && line.includes(wanted ?? ''));
    if (at < 0) return true;
    from = at + 1;
    editor.write(null, { ctrl: true, name: 'e' });
    editor.write(null, { ctrl: true, name: 'u' });
    editor.write(history[at] ?? '');
    return true;
  };
}
