/** `cmp` and `diff`. */
import type { Command, Process } from '../../os/machine.ts';
import { formatDate } from '../../posix/dates.ts';
import { type Change, changesBetween } from './changes.ts';
import { absolute, allLines, Failure, parseOptions, program, programName, withInput } from './program.ts';

export const cmp: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 's', refused: 'bilnv', status: 2, long: { silent: 's', quiet: 's' } });
  const [left, right = '-'] = options.operands;
  if (left === undefined)
    throw new Failure("missing operand after 'cmp'\ncmp: Try 'cmp --help' for more information.", 2);
  const read = async (path: string): Promise<string> => {
    let text = '';
    try {
      await withInput(process, path, async (input) => {
        text = await input.all();
      });
    } catch (error) {
      throw new Failure(`${path}: ${error instanceof Error ? error.message : ''}`, 2);
    }
    return text;
  };
  const [a, b] = [await read(left), await read(right)];
  if (a === b) return 0;
  if (options.has('s')) return 1;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  const line = a.slice(0, at).split('\n').length;
  const shorter = at >= a.length ? left : at >= b.length ? right : undefined;
  if (shorter === undefined) await process.stdout.write(`${left} ${right} differ: char ${at + 1}, line ${line}\n`);
  else {
    const where =
      at === 0
        ? 'which is empty'
        : `after byte ${at}, ${(shorter === left ? a : b).endsWith('\n') ? `line ${line - 1}` : `in line ${line}`}`;
    await process.stderr.write(`cmp: EOF on ${shorter} ${where}\n`);
  }
  return 1;
});

export const diff: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'quwbiBs',
    values: 'U',
    refused: 'rycCeNaDdtTEZlpFIxXS',
    status: 2,
    long: { brief: 'q', unified: 'u', 'ignore-case': 'i', 'report-identical-files': 's' },
  });
  const [left, right] = options.operands;
  if (left === undefined || right === undefined)
    throw new Failure(
      `missing operand after '${left ?? 'diff'}'\n${programName(process)}: Try 'diff --help' for more information.`,
      2,
    );
  const [a, b] = [await allLines(process, [left]), await allLines(process, [right])];
  if (!a.fine || !b.fine) return 2;
  const seen = (line: string): string => {
    let text = options.has('i') ? line.toLowerCase() : line;
    if (options.has('w')) text = text.replace(/\s+/g, '');
    else if (options.has('b')) text = text.replace(/\s+/g, ' ').trimEnd();
    return text;
  };
  const blank = (change: Change): boolean =>
    options.has('B') &&
    [...a.lines.slice(...change.from), ...b.lines.slice(...change.to)].every((line) => line.trim() === '');
  const changes = changesBetween(a.lines.map(seen), b.lines.map(seen)).filter((change) => !blank(change));
  if (changes.length === 0) {
    if (options.has('s')) await process.stdout.write(`Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (options.has('q')) await process.stdout.write(`Files ${left} and ${right} differ\n`);
  else if (options.has('u') || options.has('U')) {
    const around = Number(options.value('U') ?? 3);
    const head = `--- ${stamped(process, left)}\n+++ ${stamped(process, right)}\n`;
    await process.stdout.write(head + unified(a.lines, b.lines, changes, around));
  } else await process.stdout.write(changes.map((change) => normal(a.lines, b.lines, change)).join(''));
  return 1;
});

function stamped(process: Process, path: string): string {
  const time = path === '-' ? undefined : process.userland.files.status(absolute(process, path))?.modified;
  return `${path}\t${formatDate('%Y-%m-%d %H:%M:%S.%N %z', time ?? process.machine.clock.now())}`;
}

const span = (from: number, to: number): string => (to - from <= 1 ? String(to) : `${from + 1},${to}`);

function normal(a: readonly string[], b: readonly string[], { from, to }: Change): string {
  const [gone, come] = [a.slice(...from), b.slice(...to)];
  const kind = gone.length === 0 ? 'a' : come.length === 0 ? 'd' : 'c';
  const [left, right] = [
    gone.length === 0 ? String(from[0]) : span(...from),
    come.length === 0 ? String(to[0]) : span(...to),
  ];
  const lines = [
    ...gone.map((line) => `< ${line}`),
    ...(kind === 'c' ? ['---'] : []),
    ...come.map((line) => `> ${line}`),
  ];
  return `${left}${kind}${right}\n${lines.join('\n')}\n`;
}

function unified(a: readonly string[], b: readonly string[], changes: readonly Change[], around: number): string {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last && change.from[0] - last.from[1] <= around * 2) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks.map((hunk) => hunkText(a, b, hunk, around)).join('');
}

function hunkText(a: readonly string[], b: readonly string[], hunk: readonly Change[], around: number): string {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (first === undefined || last === undefined) return '';
  const begin = Math.max(0, first.from[0] - around);
  const end = Math.min(a.length, last.from[1] + around);
  const shift = first.to[0] - first.from[0];
  const size = last.to[1] + (end - last.from[1]) - (begin + shift);
  const range = (from: number, count: number): string =>
    count === 1 ? String(from + 1) : `${count === 0 ? from : from + 1},${count}`;
  let text = `@@ -${range(begin, end - begin)} +${range(begin + shift, size)} @@\n`;
  let at = begin;
  for (const { from, to } of hunk) {
    for (; at < from[0]; at += 1) text += ` ${a[at]}\n`;
    for (; at < from[1]; at += 1) text += `-${a[at]}\n`;
    for (const line of b.slice(...to)) text += `+${line}\n`;
  }
  for (; at < end; at += 1) text += ` ${a[at]}\n`;
  return text;
}
