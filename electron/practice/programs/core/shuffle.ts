import type { Command } from '../../os/machine.ts';
import { allLines, count, Failure, parseOptions, program, programName } from './program.ts';

/** More than anybody looks at. */
const MOST = 1_000_000;

/** `shuf`: lines, words or numbers in an order that nobody knows before. */
export const shuf: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'er',
    values: 'ni',
    refused: 'oz',
    long: { echo: 'e', repeat: 'r', 'head-count': 'n', 'input-range': 'i', output: 'o', 'zero-terminated': 'z' },
  });
  const range = options.value('i');
  const most = options.has('n') ? count(options.value('n') ?? '', 'invalid line count') : undefined;
  const extra = (operand: string): never => {
    throw new Failure(`extra operand '${operand}'\nTry '${programName(process)} --help' for more information.`);
  };
  let items: string[];
  let fine = true;
  if (range !== undefined) {
    const [, low, high] = /^(\d+)-(\d+)$/.exec(range) ?? [];
    if (low === undefined || high === undefined || Number(high) < Number(low))
      throw new Failure(`invalid input range: '${range}'`);
    if (options.operands[0] !== undefined) extra(options.operands[0]);
    if (Number(high) - Number(low) > MOST)
      throw new Failure(`practice hosts do not simulate so many numbers: ${range}`);
    items = Array.from({ length: Number(high) - Number(low) + 1 }, (_, at) => String(Number(low) + at));
  } else if (options.has('e')) items = [...options.operands];
  else {
    if (options.operands[1] !== undefined) extra(options.operands[1]);
    ({ lines: items, fine } = await allLines(process, options.operands));
  }
  if (!fine) return 1;
  const any = (among: number): number => Math.floor(Math.random() * among);
  if (options.has('r')) {
    if (items.length === 0) throw new Failure('no lines to repeat');
    for (let left = most ?? Number.POSITIVE_INFINITY; left > 0 && !process.signal.aborted; left -= 1)
      await process.stdout.write(`${items[any(items.length)]}\n`);
    return 0;
  }
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = any(at + 1);
    [items[at], items[other]] = [items[other] ?? '', items[at] ?? ''];
  }
  await process.stdout.write(
    items
      .slice(0, most)
      .map((item) => `${item}\n`)
      .join(''),
  );
  return 0;
});
