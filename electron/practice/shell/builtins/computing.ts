/** bash's `let` and `mapfile`. */
import { inputOf } from '../../os/processes/launch.ts';
import { readRow } from '../../os/processes/pipe.ts';
import { arrayAt, compute, setElement, setList } from '../arrays.ts';
import { ShellError } from '../errors.ts';
import type { Builtins, Call } from './builtin.ts';

export const computing: Builtins = { let: letBuiltin, mapfile, readarray: mapfile };

async function letBuiltin({ shell, args, complain }: Call): Promise<number> {
  const words = args[0] === '--' ? args.slice(1) : args;
  if (words.length === 0) {
    await complain('expression expected');
    return 1;
  }
  let value = 0n;
  try {
    for (const word of words) value = compute(shell, word, 'let: ');
  } catch (error) {
    if (!(error instanceof ShellError) || !error.message.startsWith('let: ')) throw error;
    await shell.complain(error.message);
    return 1;
  }
  return value === 0n ? 1 : 0;
}

const USAGE =
  'mapfile: usage: mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]\n';

async function mapfile({ shell, argv, args, complain }: Call): Promise<number> {
  const given: Record<string, string> = {};
  let rest = [...args];
  while (rest[0] !== undefined && /^-./.test(rest[0])) {
    const option = rest.shift() ?? '';
    if (option === '--') break;
    const letter = option[1] ?? '';
    if (letter === 't') {
      given.t = '';
      if (option.length > 2) rest = [`-${option.slice(2)}`, ...rest];
    } else if ('dnOsuCc'.includes(letter)) given[letter] = option.slice(2) || (rest.shift() ?? '');
    else {
      await complain(`-${letter}: invalid option`);
      await shell.write(2, USAGE.replaceAll('mapfile', argv[0] ?? 'mapfile'));
      return 2;
    }
  }
  if (given.C !== undefined) throw new ShellError(`${argv[0]}: practice hosts do not simulate -C.`);
  const name = rest[0] ?? 'MAPFILE';
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    await complain(`\`${name}': not a valid identifier`);
    return 1;
  }
  const input = inputOf(shell.descriptors, Number(given.u ?? 0), shell.signal);
  const delimiter = given.d === undefined ? '\n' : (given.d[0] ?? '\0');
  const lines: string[] = [];
  let left = '';
  for (let row = await readRow(input, shell.signal); row !== undefined; row = await readRow(input, shell.signal)) {
    if (delimiter === '\n') {
      lines.push(row);
      continue;
    }
    const parts = (left + row).split(delimiter);
    left = parts.pop() ?? '';
    lines.push(...parts.map((part) => part + delimiter));
  }
  if (left !== '') lines.push(left);
  const most = Number(given.n ?? 0) || lines.length;
  const wanted = lines
    .slice(Number(given.s ?? 0), Number(given.s ?? 0) + most)
    .map((line) => (given.t !== undefined && line.endsWith(delimiter) ? line.slice(0, -1) : line).replaceAll('\0', ''));
  if (given.O === undefined) setList(shell, name, wanted);
  else {
    arrayAt(shell, shell.target(name), 'indexed');
    for (const [at, line] of wanted.entries()) setElement(shell, name, String(Number(given.O) + at), line);
  }
  return 0;
}
