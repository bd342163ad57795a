/** `du`: what files take on the disk, in its blocks of 4 kB. */
import type { Command, Process } from '../../os/machine.ts';
import { human } from './machine-load.ts';
import { absolute, Failure, isBusybox, parseOptions, program, programName } from './program.ts';

const BLOCK = 4096;
/** The kernel's own, which take nothing. */
const MADE_UP = /^\/(?:proc|sys|dev)(?:\/|$)/;

export const du: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'sahcmb',
    values: 'd',
    silent: 'kxlHL',
    refused: 'BX0St',
    long: {
      ...{ summarize: 's', all: 'a', 'human-readable': 'h', total: 'c', bytes: 'b', 'max-depth': 'd' },
      ...{ 'one-file-system': 'x', 'apparent-size': 'B', exclude: 'X' },
    },
  });
  const deepest = options.has('s')
    ? 0
    : options.value('d') === undefined
      ? Number.POSITIVE_INFINITY
      : Number(options.value('d'));
  if (Number.isNaN(deepest)) {
    const usage = `\nTry '${programName(process)} --help' for more information.`;
    throw new Failure(`invalid maximum depth '${options.value('d')}'${usage}`);
  }
  const shown = (bytes: number): string => {
    if (options.has('b')) return String(bytes);
    if (options.has('m')) return String(Math.ceil(bytes / 1024 / 1024));
    if (!options.has('h')) return String(bytes / 1024);
    return bytes === 0 ? '0' : human(bytes / 1024, 1024);
  };
  const { files } = process.userland;
  const lines: string[] = [];
  const walk = (path: string, said: string, depth: number): number => {
    const status = files.status(path);
    if (status === undefined || files.readLink?.(path) !== undefined || MADE_UP.test(path))
      return own(0, options.has('b'));
    if (status.kind !== 'directory') {
      const size = own(status.size, options.has('b'));
      if (depth === 0 || (options.has('a') && depth <= deepest)) lines.push(`${shown(size)}\t${said}\n`);
      return size;
    }
    const inside = files
      .list(path)
      .map((name) =>
        walk(
          path === '/' ? `/${name}` : `${path}/${name}`,
          said.endsWith('/') ? `${said}${name}` : `${said}/${name}`,
          depth + 1,
        ),
      );
    const size = inside.reduce((sum, one) => sum + one, BLOCK);
    if (depth <= deepest) lines.push(`${shown(size)}\t${said}\n`);
    return size;
  };
  let status = 0;
  let total = 0;
  for (const said of options.operands.length === 0 ? ['.'] : options.operands) {
    const path = absolute(process, said);
    if (files.status(path) === undefined) {
      await process.stderr.write(missing(process, said));
      status = 1;
    } else total += walk(path, said, 0);
  }
  if (options.has('c')) lines.push(`${shown(total)}\ttotal\n`);
  await process.stdout.write(lines.join(''));
  return status;
});

const own = (size: number, exact: boolean): number => (exact ? size : Math.ceil(size / BLOCK) * BLOCK);

const missing = (process: Process, said: string): string =>
  isBusybox(process)
    ? `du: ${said}: No such file or directory\n`
    : `du: cannot access '${said}': No such file or directory\n`;
