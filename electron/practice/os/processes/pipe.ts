import { BrokenPipe, type Input, type Output } from '../streams.ts';
import { pace } from './pace.ts';
import { killedBy } from './signals.ts';

/** As much as a Linux pipe holds before its writer has to wait. */
const CAPACITY = 65536;

/** Within so many a reader that has enough has gone. */
const TURNS = 48;

/** Nobody gets more than this at once: what never ends would fill the memory. */
const LONGEST = 16 * 1024 * 1024;

/** An input whose reader may be killed while it waits, without what then comes being lost for the next reader. */
export interface KillableInput extends Input {
  read(signal?: AbortSignal): Promise<string | undefined>;
  line(signal?: AbortSignal): Promise<string | undefined>;
  all(signal?: AbortSignal): Promise<string>;
  /** As `line`, with the end that the line has; a shell's `read` fails on one that has none. */
  row?(signal?: AbortSignal): Promise<string | undefined>;
  /** What is there already, still to be read. */
  peek?(): string;
}

/** A line with its end, from any input. */
export async function readRow(input: KillableInput, signal?: AbortSignal): Promise<string | undefined> {
  if (input.row) return await input.row(signal);
  const line = await input.line(signal);
  return line === undefined ? undefined : `${line}\n`;
}

const withoutEnd = (row: string | undefined): string | undefined => (row?.endsWith('\n') ? row.slice(0, -1) : row);

/** A pipe with two ends. Each of them is closed once, when nobody has it open any more. */
export class Pipe {
  private text = '';
  private ended = false;
  private unread = false;
  private waiting: (() => void)[] = [];

  readonly input: KillableInput = {
    read: async (signal) => {
      await this.until(() => this.text !== '', signal);
      return this.take(this.text.length);
    },
    line: async (signal) => withoutEnd(await this.input.row?.(signal)),
    row: async (signal) => {
      let from = 0;
      let end = -1;
      await this.until(() => {
        end = this.text.indexOf('\n', from);
        from = this.text.length;
        return end >= 0;
      }, signal);
      if (end < 0) return this.take(this.text.length);
      return this.take(end + 1);
    },
    all: (signal) => readAll(this.input, signal),
    peek: () => this.text,
  };

  readonly output: Output = {
    write: async (text) => {
      const wait = pace();
      if (wait) await wait;
      while (this.text.length >= CAPACITY && !this.unread) await this.change();
      if (this.unread) throw new BrokenPipe();
      this.text += text;
      if (this.waiting.length === 0) return;
      this.changed();
      // Whoever has waited for it comes first, and may not want more.
      for (let turn = 0; turn < TURNS && !this.unread; turn += 1) await undefined;
    },
  };

  /** Writes without waiting for room. */
  push(text: string): void {
    this.text += text;
    this.changed();
  }

  /** Nobody writes any more. */
  closeWriter(): void {
    this.ended = true;
    this.changed();
  }

  /** Nobody reads any more. */
  closeReader(): void {
    this.unread = true;
    this.text = '';
    this.changed();
  }

  private async until(there: () => boolean, signal: AbortSignal | undefined): Promise<void> {
    while (!there() && !this.ended && !this.unread) {
      if (signal?.aborted) throw killedBy(signal);
      await this.change(signal);
    }
    const wait = pace();
    if (wait) await wait;
  }

  private take(length: number): string | undefined {
    if (this.text === '') return undefined;
    const taken = this.text.slice(0, length);
    this.text = this.text.slice(length);
    this.changed();
    return taken;
  }

  private async change(signal?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      if (signal === undefined) {
        this.waiting.push(resolve);
        return;
      }
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      signal.addEventListener('abort', wake);
      this.waiting.push(wake);
    });
  }

  private changed(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}

/** Everything up to the end. */
export async function readAll(input: Pick<KillableInput, 'read'>, signal?: AbortSignal): Promise<string> {
  let all = '';
  for (;;) {
    const text = await input.read(signal);
    if (text === undefined) return all;
    all += text;
    if (all.length > LONGEST) throw new Error('Cannot allocate memory');
  }
}

/** An input that has what is given and then its end. */
export function textInput(text: string): KillableInput {
  let rest = text;
  const take = (length: number): string | undefined => {
    if (rest === '') return undefined;
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return taken;
  };
  const row = (): string | undefined => {
    const end = rest.indexOf('\n');
    return take(end < 0 ? rest.length : end + 1);
  };
  return {
    read: async () => take(rest.length),
    row: async () => row(),
    line: async () => withoutEnd(row()),
    all: async () => take(rest.length) ?? '',
    peek: () => rest,
  };
}
