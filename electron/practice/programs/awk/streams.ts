/** Files and commands that an awk program reads from and writes to besides its input. */
import { FileError } from '../../os/files/files.ts';
import type { Process } from '../../os/machine.ts';
import type { Input } from '../../os/streams.ts';
import { absolute, newMode } from '../core/program.ts';
import type { Records } from './records.ts';
import type { Redirect } from './tree.ts';
import { AwkTrouble } from './trouble.ts';

interface Stream {
  readonly input: Input;
  close(): void;
}

/** Where `print` goes, its name looked up. */
export interface Target {
  readonly how: Redirect['how'];
  readonly name: string;
}

export class Streams {
  private readonly process: Process;
  private readonly records: Records;
  private readonly readers = new Map<string, Stream>();
  private readonly commands = new Map<string, string>();
  private readonly opened = new Set<string>();

  constructor(process: Process, records: Records) {
    this.process = process;
    this.records = records;
  }

  async reader(name: string, isCommand: boolean): Promise<Stream | undefined> {
    const key = `${isCommand ? '|' : '<'}${name}`;
    const known = this.readers.get(key);
    if (known !== undefined) return known;
    try {
      const input = isCommand
        ? await this.output(name)
        : name === '-'
          ? this.process.stdin
          : this.records.opening(name);
      const stream = { input, close: () => undefined };
      this.readers.set(key, stream);
      return stream;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return undefined;
    }
  }

  /** What a command prints. */
  private async output(command: string): Promise<Input> {
    let text = '';
    await this.process.run(['sh', '-c', command], {
      stdout: {
        write: async (more) => {
          text += more;
        },
      },
    });
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return {
      read: async () => lines.splice(0).join('\n') || undefined,
      line: async () => lines.shift(),
      all: async () => lines.splice(0).join('\n'),
    };
  }

  async close(name: string): Promise<number> {
    this.opened.delete(name);
    for (const key of [`|${name}`, `<${name}`]) this.readers.delete(key);
    const fed = this.commands.get(name);
    if (fed === undefined) return 0;
    this.commands.delete(name);
    const lines = fed.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return this.process.run(['sh', '-c', name], {
      stdin: {
        read: async () => (lines.length === 0 ? undefined : `${lines.splice(0).join('\n')}\n`),
        line: async () => lines.shift(),
        all: async () => (lines.length === 0 ? '' : `${lines.splice(0).join('\n')}\n`),
      },
    });
  }

  async closeAll(): Promise<void> {
    for (const name of [...this.commands.keys()]) await this.close(name);
  }

  async print(text: string, redirect: Target | undefined): Promise<void> {
    if (redirect === undefined) return this.process.stdout.write(text);
    const { name } = redirect;
    if (redirect.how === '|') {
      this.commands.set(name, (this.commands.get(name) ?? '') + text);
      return;
    }
    if (name === '/dev/stderr') return this.process.stderr.write(text);
    if (name === '/dev/stdout' || name === '-') return this.process.stdout.write(text);
    const { files } = this.process.userland;
    const path = absolute(this.process, name);
    const append = redirect.how === '>>' || this.opened.has(name);
    this.opened.add(name);
    try {
      files.write(path, text, { append, mode: newMode(this.process), owner: this.process.user.name });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new AwkTrouble(`cannot open "${name}" (${error.message})`);
    }
  }
}
