/**
 * A terminal as the kernel has it between a keyboard and programs: it echoes what is typed and gives whole lines, and Ctrl-C
 * interrupts what runs in front. A shell that edits lines by itself takes the keys instead, as long as it does.
 */
import type { Input, Output } from '../streams.ts';
import { type KillableInput, Pipe } from './pipe.ts';

type Keys = (text: string) => void;

/** What a tab may complete besides commands and files: given the words so far and the beginning of the next. */
export type Names = (words: readonly string[], begun: string) => readonly string[];

/** Up to and with a line's end, or all that there is. */
const LINE = /[^\r\n]*(?:\r\n|\r|\n)?/y;

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
  /** Typed before somebody took the keys, who is about to get it; and what was typed since. */
  private ahead = '';
  private after = '';
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
    if (this.ahead !== '') this.after += text;
    else if (this.keys) this.cook(this.give(text), true);
    else this.cook(text);
  }

  /** To whoever takes the keys, as long as they do. @returns the rest, which nobody has seen: it came while the kernel did not echo */
  private give(text: string): string {
    let at = 0;
    while (at < text.length && this.keys) {
      LINE.lastIndex = at;
      const part = LINE.exec(text)?.[0] ?? text.slice(at);
      at += part.length;
      this.keys(part);
    }
    return text.slice(at);
  }

  /** From now on the keys come here; what was typed ahead comes first. The result gives them back. */
  take(keys: Keys): () => void {
    const before = this.keys;
    this.keys = keys;
    const typed = (this.lines.input.peek?.() ?? '') + this.typed;
    this.typed = '';
    this.lines = new Pipe();
    if (typed !== '' && this.ahead === '') queueMicrotask(() => this.giveAhead());
    this.ahead += typed;
    return () => {
      this.keys = before;
    };
  }

  private giveAhead(): void {
    const { ahead, after } = this;
    this.ahead = '';
    this.after = '';
    const rest = this.give(ahead);
    const end = rest.lastIndexOf('\n') + 1;
    if (end > 0) this.lines.push(rest.slice(0, end));
    this.typed = rest.slice(end);
    if (after !== '') this.type(after);
  }

  private cook(text: string, unseen = false): void {
    const echo = (shown: string): void => {
      if (!unseen) this.output.write(shown).catch(() => {});
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
