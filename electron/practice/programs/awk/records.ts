/** The records that an awk program is given: of standard input and of the files that are its arguments. */
import { FileError } from '../../os/files/files.ts';
import type { Process } from '../../os/machine.ts';
import { readRow } from '../../os/processes/pipe.ts';
import type { Input } from '../../os/streams.ts';
import { open } from '../core/program.ts';
import type { Memory } from './memory.ts';
import { Jump } from './trouble.ts';
import { escaped, fromInput, toNumber } from './values.ts';

export class Records {
  /** A file could not be opened. */
  failed = false;
  private readonly process: Process;
  private readonly memory: Memory;
  private main: Input | undefined;
  private argument = 0;
  private usedStdin = false;
  private readonly rest = new WeakMap<Input, string>();

  constructor(process: Process, memory: Memory) {
    this.process = process;
    this.memory = memory;
  }

  async nextLine(): Promise<string | undefined> {
    for (;;) {
      this.main ??= await this.nextInput();
      if (this.main === undefined) return undefined;
      const record = await this.record(this.main);
      if (record !== undefined) {
        this.memory.cell('NR').value = toNumber(this.memory.cell('NR').value) + 1;
        this.memory.cell('FNR').value = toNumber(this.memory.cell('FNR').value) + 1;
        return record;
      }
      this.main = undefined;
    }
  }

  /** `nextfile`. */
  leaveFile(): void {
    this.main = undefined;
  }

  private async nextInput(): Promise<Input | undefined> {
    const argc = toNumber(this.memory.cell('ARGC').value);
    const argv = this.memory.cell('ARGV').table;
    while (this.argument + 1 < argc) {
      this.argument += 1;
      const given = this.memory.asText(argv?.get(String(this.argument)));
      if (given === '') continue;
      const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(given) ?? [];
      if (name !== undefined && value !== undefined) {
        this.memory.cell(name).value = fromInput(value);
        continue;
      }
      this.usedStdin = true;
      this.memory.cell('FILENAME').value = given;
      this.memory.cell('FNR').value = 0;
      if (given === '-') return this.process.stdin;
      try {
        return this.opening(given);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await this.process.stderr.write(
          this.memory.mawk ? `awk: cannot open ${given} (${error.message})\n` : `awk: ${given}: ${error.message}\n`,
        );
        this.failed = true;
        throw new Jump('exit', 2);
      }
    }
    if (this.usedStdin) return undefined;
    this.usedStdin = true;
    return this.process.stdin;
  }

  opening(path: string): Input {
    const { input } = open(this.process, path, 'read');
    if (input === undefined) throw new FileError('EINVAL');
    return input;
  }

  async record(input: Input): Promise<string | undefined> {
    const separator = this.memory.text('RS');
    if (separator === '\n') {
      const row = await readRow(input);
      return row === undefined ? undefined : row.replace(/\n$/, '');
    }
    let text = this.rest.get(input) ?? (await input.all());
    if (separator === '') text = text.replace(/^\n+/, '');
    if (text === '') return undefined;
    const find =
      separator === ''
        ? this.memory.regular('\n\n+')
        : this.memory.regular(separator.length === 1 ? escaped(separator) : separator);
    const found = find.exec(text);
    const [from, to] = [found?.[0] ?? text.length, found?.[1] ?? text.length];
    this.rest.set(input, text.slice(to));
    const record = text.slice(0, from);
    return found === undefined ? record.replace(/\n+$/, '') : record;
  }
}
