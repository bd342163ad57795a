/** Programs that put lines of several files side by side: `paste`, `comm`, `join`. */
import type { Command, Process } from '../../os/machine.ts';
import { allLines, Failure, parseOptions, program, programName } from './program.ts';
import { regularSeparators } from './separators.ts';

export const paste: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 's',
    values: 'd',
    refused: 'z',
    long: { delimiters: 'd', serial: 's' },
  });
  const separators = regularSeparators(options.value('d') ?? '\t');
  const between = (at: number): string => separators[at % separators.length] ?? '';
  const joined = (parts: readonly string[]): string =>
    parts.map((part, at) => (at < parts.length - 1 ? part + between(at) : part)).join('');
  const paths = options.operands.length > 0 ? options.operands : ['-'];
  const columns: string[][] = [];
  let fine = true;
  const shared = paths.filter((path) => path === '-').length;
  const standard = shared > 1 && !options.has('s') ? (await allLines(process, ['-'])).lines : undefined;
  let turn = 0;
  for (const path of paths) {
    if (path === '-' && standard !== undefined) {
      const own = turn;
      columns.push(standard.filter((_, at) => at % shared === own));
      turn += 1;
      continue;
    }
    const read = await allLines(process, [path]);
    fine &&= read.fine;
    columns.push(read.lines);
  }
  if (!fine) return 1;
  const rows = options.has('s')
    ? columns
    : Array.from({ length: Math.max(...columns.map((column) => column.length)) }, (_, row) =>
        columns.map((column) => column[row] ?? ''),
      );
  await process.stdout.write(rows.map((row) => `${joined(row)}\n`).join(''));
  return 0;
});

async function both(process: Process, operands: readonly string[]): Promise<readonly [string[], string[]] | undefined> {
  const [left, right] = operands;
  const help = `\nTry '${programName(process)} --help' for more information.`;
  if (left === undefined) throw new Failure(`missing operand${help}`);
  if (right === undefined) throw new Failure(`missing operand after '${left}'${help}`);
  if (operands[2] !== undefined) throw new Failure(`extra operand '${operands[2]}'${help}`);
  const [a, b] = [await allLines(process, [left]), await allLines(process, [right])];
  return a.fine && b.fine ? [a.lines, b.lines] : undefined;
}

export const comm: Command = program(async (process) => {
  const options = parseOptions(process, { flags: '123', refused: 'z' });
  const files = await both(process, options.operands);
  if (files === undefined) return 1;
  const [left, right] = files;
  const hidden = [options.has('1'), options.has('2'), options.has('3')];
  const [first, second] = hidden.map((is) => (is ? '' : '\t'));
  const indent = ['', first, `${first}${second}`];
  let text = '';
  const say = (column: 1 | 2 | 3, line: string): void => {
    if (!hidden[column - 1]) text += `${indent[column - 1]}${line}\n`;
  };
  for (let [i, j] = [0, 0]; i < left.length || j < right.length; ) {
    const [a, b] = [left[i], right[j]];
    if (b === undefined || (a !== undefined && a < b)) {
      say(1, a ?? '');
      i += 1;
    } else if (a === undefined || b < a) {
      say(2, b);
      j += 1;
    } else {
      say(3, a);
      i += 1;
      j += 1;
    }
  }
  await process.stdout.write(text);
  return 0;
});

export const join: Command = program(async (process) => {
  const options = parseOptions(process, { values: 't12jav', refused: 'eio' });
  const files = await both(process, options.operands);
  if (files === undefined) return 1;
  const separator = options.value('t');
  const shared = options.value('j');
  const first = Number(options.value('1') ?? shared ?? 1) - 1;
  const second = Number(options.value('2') ?? shared ?? 1) - 1;
  const split = (line: string): string[] =>
    separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
  const [left, right] = [files[0].map(split), files[1].map(split)];
  const alone = [...options.values('a'), ...options.values('v')];
  const paired = options.values('v').length === 0;
  const out: string[] = [];
  const glue = separator ?? ' ';
  const rest = (parts: readonly string[], at: number): readonly string[] => parts.filter((_, index) => index !== at);
  const whole = (parts: readonly string[], at: number): string => [parts[at] ?? '', ...rest(parts, at)].join(glue);
  const met = new Set<readonly string[]>();
  for (const a of left) {
    const matching = right.filter((b) => b[second] === a[first]);
    for (const b of matching) {
      met.add(b);
      if (paired) out.push([a[first] ?? '', ...rest(a, first), ...rest(b, second)].join(glue));
    }
    if (matching.length === 0 && alone.includes('1')) out.push(whole(a, first));
  }
  if (alone.includes('2')) for (const b of right) if (!met.has(b)) out.push(whole(b, second));
  await process.stdout.write(out.map((line) => `${line}\n`).join(''));
  return 0;
});
