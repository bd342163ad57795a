/**
 * A terminal as the kernel has it between a keyboard and programs: it echoes what is typed and gives whole lines, and Ctrl-C
 * interrupts what runs in front. A shell that edits lines by itself takes the keys instead, as long as it does.
 */
import type { Input, Output } from '../streams.ts';
import { type KillableInput, Pipe } from './pipe.ts';

type Keys = (text: string) => void;

/** What a tab may complete besides commands and files: given the words so far and the beginning of the next. */
export type Names = (words: readonly string[], begun: string) => readonly string[];

const terminals = new WeakMap<Input, Tty>();

/** The terminal that is read through this input, if it is one. */
export const ttyOf = (input: Input): Tty | undefined => terminals.get(input);

export const noteTty = (input: Input, tty: Tty): void => {
  terminals.set(input, tty);
};

export class Tty {
  readonly names: Names;
  /** What Ctrl-C does while nobody takes the keys. */
  interrupt: () => void = () => {};
  /** Somebody else is told when the size changes. */
  resized: () => void = () => {};
  readonly output: Output;
  private keys: Keys | undefined;
  private typed = '';
  private lines = new Pipe();
  private hasHungUp = false;

  constructor(output: Output, names: Names = () => []) {
    this.names = names;
    this.output = {
      get terminal() {
        return output.terminal ?? { columns: 80, rows: 24 };
      },
      write: (text) => output.write(text.replace(/\r?\n/g, '\r\n')),
    };
  }

  /** What programs read: lines, when they are whole. Ctrl-D on an empty line is an end, for the one who reads then. */
  readonly input: KillableInput = {
    read: async (signal) => this.orNext(await this.lines.input.read(signal)),
    row: async (signal) => this.orNext(await this.lines.input.row?.(signal)),
    line: async (signal) => (await this.input.row?.(signal))?.replace(/\n$/, ''),
    all: async (signal) => {
      let all = '';
      for (let text = await this.input.read(signal); text !== undefined; text = await this.input.read(signal))
        all += text;
      return all;
    },
  };

  /** After an end that was typed, more can be typed. */
  private orNext(read: string | undefined): string | undefined {
    if (read === undefined && !this.hasHungUp) this.lines = new Pipe();
    return read;
  }

  /** Gives it all that is typed from now on. */
  async feed(keys: Input): Promise<void> {
    for (let text = await keys.read(); text !== undefined; text = await keys.read()) this.type(text);
    this.hangUp();
  }

  /** Nobody sits at it any more: whoever reads, now or later, finds the end. */
  hangUp(): void {
    this.hasHungUp = true;
    this.lines.closeWriter();
    this.keys?.('\x04');
  }

  get hungUp(): boolean {
    return this.hasHungUp;
  }

  /** What was typed up to a line's end at a time, so that whoever it starts gets the rest. */
  type(text: string): void {
    for (const part of text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? []) {
      if (this.keys) this.keys(part);
      else this.cook(part);
    }
  }

  /** From now on the keys come here; what was typed ahead comes first. The result gives them back. */
  take(keys: Keys): () => void {
    const before = this.keys;
    this.keys = keys;
    const ahead = (this.lines.input.peek?.() ?? '') + this.typed;
    this.typed = '';
    this.lines = new Pipe();
    if (ahead !== '') queueMicrotask(() => this.type(ahead));
    return () => {
      this.keys = before;
    };
  }

  private cook(text: string): void {
    const echo = (shown: string): void => {
      this.output.write(shown).catch(() => {});
    };
    // Arrow keys and their like mean nothing here; a real terminal shows them as they are.
    for (const char of text) {
      switch (char) {
        case '\r':
        case '\n':
          if (char === '\n' && text.endsWith('\r\n')) break;
          echo('\n');
          this.send(`${this.typed}\n`);
          break;
        case '\x03':
          echo('^C\n');
          this.typed = '';
          this.interrupt();
          break;
        case '\x04':
          if (this.typed !== '') this.send(this.typed);
          else this.lines.closeWriter();
          break;
        case '\x7f':
        case '\b':
          if (this.typed !== '') echo('\b \b');
          this.typed = [...this.typed].slice(0, -1).join('');
          break;
        case '\x15':
          echo('\b \b'.repeat([...this.typed].length));
          this.typed = '';
          break;
        default:
          if (this.typed.length >= 4096) break;
          this.typed += char;
          echo(char === '\x1b' ? '^[' : char);
      }
    }
  }

  private send(line: string): void {
    this.typed = '';
    // Nobody may ever read it; typing on does not fill the memory.
    if ((this.lines.input.peek?.().length ?? 0) < 65536) this.lines.push(line);
  }
}
