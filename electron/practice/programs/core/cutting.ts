/** `fold`, `split`, `od`: a stream in pieces. */
import type { Command } from '../../os/machine.ts';
import { absolute, allLines, count, eachInput, Failure, newMode, parseOptions, program } from './program.ts';

export const fold: Command = program(async (given) => {
  const argv = given.argv.map((word) => (/^-\d+$/.test(word) ? `-w${word.slice(1)}` : word));
  const process = { ...given, argv };
  const options = parseOptions(process, { flags: 's', values: 'w', silent: 'b', long: { width: 'w', spaces: 's' } });
  const width = count(options.value('w') ?? '80', 'invalid number of columns');
  if (width === 0) throw new Failure("invalid number of columns: '0'");
  const { lines, fine } = await allLines(process, options.operands);
  const folded = lines.flatMap((line) => {
    const parts: string[] = [];
    let rest = line;
    while (rest.length > width) {
      const blank = options.has('s') ? rest.slice(0, width).lastIndexOf(' ') : -1;
      const at = blank > 0 ? blank + 1 : width;
      parts.push(rest.slice(0, at));
      rest = rest.slice(at);
    }
    return [...parts, rest];
  });
  await process.stdout.write(folded.map((line) => `${line}\n`).join(''));
  return fine ? 0 : 1;
});

export const split: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'd', values: 'la', refused: 'bCnetu', long: { lines: 'l' } });
  const [path = '-', prefix = 'x'] = options.operands;
  const size = count(options.value('l') ?? '1000', 'invalid number of lines');
  if (size === 0) throw new Failure("invalid number of lines: '0'");
  const wide = Number(options.value('a') ?? 2);
  const { lines, fine } = await allLines(process, [path]);
  if (!fine) return 1;
  const { files } = process.userland;
  const letters = options.has('d') ? '0123456789' : 'abcdefghijklmnopqrstuvwxyz';
  for (let at = 0; at * size < lines.length; at += 1) {
    if (at >= letters.length ** wide) throw new Failure('output file suffixes exhausted');
    let suffix = '';
    for (let place = wide - 1; place >= 0; place -= 1)
      suffix += letters[Math.floor(at / letters.length ** place) % letters.length];
    const part = lines.slice(at * size, (at + 1) * size);
    files.write(absolute(process, prefix + suffix), part.map((line) => `${line}\n`).join(''), {
      mode: newMode(process),
      owner: process.user.name,
    });
  }
  return 0;
});

const NAMED: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

/** Numbers of bytes, or of words of two, as wide as the largest of them. */
export const od: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'cxbv',
    values: 'At',
    refused: 'jNwSadfhiloDFHIL',
    long: { 'address-radix': 'A', format: 't' },
  });
  const kind = options.has('c')
    ? 'c'
    : options.has('x')
      ? 'x2'
      : options.has('b')
        ? 'o1'
        : (options.value('t') ?? 'o2');
  if (!/^(?:c|[xod]1|[xo]2)$/.test(kind)) throw new Failure(`practice hosts do not simulate -t ${kind}.`);
  const radix = options.value('A') ?? 'o';
  let text = '';
  const fine = await eachInput(process, options.operands, async (input) => {
    text += await input.all();
  });
  const bytes = Buffer.from(text);
  const address = (at: number): string =>
    radix === 'n'
      ? ''
      : radix === 'd'
        ? String(at).padStart(7, '0')
        : radix === 'x'
          ? at.toString(16).padStart(6, '0')
          : at.toString(8).padStart(7, '0');
  const out: string[] = [];
  let before = '';
  let repeated = false;
  for (let at = 0; at < bytes.length; at += 16) {
    const row = shown(bytes.subarray(at, at + 16), kind);
    if (row === before && at + 16 <= bytes.length && !options.has('v')) {
      if (!repeated) out.push('*');
      repeated = true;
      continue;
    }
    [before, repeated] = [row, false];
    out.push(address(at) + row);
  }
  if (radix !== 'n') out.push(address(bytes.length));
  await process.stdout.write(out.map((line) => `${line}\n`).join(''));
  return fine ? 0 : 1;
});

function shown(bytes: Uint8Array, kind: string): string {
  const cells: string[] = [];
  if (kind.endsWith('2')) {
    for (let at = 0; at < bytes.length; at += 2) {
      const word = (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
      cells.push(kind === 'x2' ? ` ${word.toString(16).padStart(4, '0')}` : ` ${word.toString(8).padStart(6, '0')}`);
    }
    return cells.join('');
  }
  for (const byte of bytes) {
    if (kind === 'c') {
      const letter =
        NAMED[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'));
      cells.push(letter.padStart(4));
    } else if (kind === 'x1') cells.push(` ${byte.toString(16).padStart(2, '0')}`);
    else if (kind === 'o1') cells.push(` ${byte.toString(8).padStart(3, '0')}`);
    else cells.push(String(byte > 127 ? byte - 256 : byte).padStart(5));
  }
  return cells.join('');
}
