/** Programs that make empty files, and change what is not their text. */
import { FileError } from '../../os/files/files.ts';
import { DISK_LIMIT } from '../../os/files/memory-files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { NOT_READ, readDate } from '../../posix/dates.ts';
import { each, missing } from './change-files.ts';
import { absolute, Failure, type Options, open, parseOptions, program } from './program.ts';

export const touch: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'c',
    values: 'dtr',
    // Nobody looks at when a file was read.
    silent: 'ma',
    refused: 'h',
    long: { 'no-create': 'c', date: 'd', reference: 'r' },
  });
  const time = timeAsked(process, options);
  if (options.operands.length === 0) missing(process, 'missing file operand');
  const { files } = process.userland;
  return await each(
    process,
    options.operands,
    (path, words) => `cannot touch '${path}': ${words}`,
    async (path) => {
      const full = absolute(process, path);
      const status = files.status(full);
      if (status === undefined && options.has('c')) return;
      if (status?.kind !== 'directory') {
        const file = open(process, path, 'append');
        try {
          await file.output?.write('');
        } finally {
          file.release();
        }
      }
      if (status?.kind === 'directory' || time !== undefined)
        files.setModified?.(full, time ?? process.machine.clock.now());
    },
  );
});

/** What `-d`, `-t` or `-r` says; undefined: now. @throws Failure */
function timeAsked(process: Process, options: Options): number | undefined {
  const now = process.machine.clock.now();
  const [date, stamp, other] = [options.value('d'), options.value('t'), options.value('r')];
  if (other !== undefined) {
    const status = process.userland.files.status(absolute(process, other));
    if (status === undefined) throw new Failure(`failed to get attributes of '${other}': No such file or directory`);
    return status.modified;
  }
  if (stamp !== undefined) {
    const [, century, year, month, day, hours, minutes, seconds = '0'] =
      /^(?:(\d\d)?(\d\d))?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(stamp) ?? [];
    if (month === undefined) throw new Failure(`invalid date format '${stamp}'`);
    const full =
      year === undefined
        ? new Date(now).getUTCFullYear()
        : Number(`${century ?? (Number(year) < 69 ? '20' : '19')}${year}`);
    return Date.UTC(full, Number(month) - 1, Number(day), Number(hours), Number(minutes), Number(seconds));
  }
  if (date === undefined) return undefined;
  const read = readDate(date, now);
  if (read === NOT_READ) throw new Failure(`practice hosts do not simulate dates like '${date}'.`);
  if (read === undefined) throw new Failure(`invalid date format '${date}'`);
  return read;
}

const UNITS = ['', 'K', 'M', 'G', 'T'];

/** `truncate -s SIZE`: what is cut off is gone, and what is added is zeros. */
export const truncate: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'c',
    values: 's',
    refused: 'or',
    long: { size: 's', 'no-create': 'c' },
  });
  const written = options.value('s');
  if (written === undefined)
    throw new Failure("you must specify either '--size' or '--reference'\nTry 'truncate --help' for more information.");
  const [, sign = '', number, unit = '', decimal] = /^([-+]?)(\d+)(?:([KMGT])(?:i?(B))?)?$/i.exec(written) ?? [];
  if (number === undefined) throw new Failure(`Invalid number: '${written}'`);
  const by = Number(number) * (decimal === undefined ? 1024 : 1000) ** UNITS.indexOf(unit.toUpperCase());
  if (options.operands.length === 0) missing(process, 'missing file operand');
  const { files } = process.userland;
  return await each(
    process,
    options.operands,
    (path, words) => `cannot open '${path}' for writing: ${words}`,
    (path) => {
      const full = absolute(process, path);
      const there = files.status(full);
      if (there === undefined && options.has('c')) return;
      open(process, path, 'append').release();
      const text = files.read(full);
      const size = sign === '+' ? text.length + by : sign === '-' ? Math.max(0, text.length - by) : by;
      if (size > DISK_LIMIT) throw new FileError('ENOSPC');
      files.write(full, text.slice(0, size).padEnd(size, '\0'));
    },
  );
});

export const chmod: Command = program(async (process) => {
  const args = process.argv.slice(1).filter((arg, at) => !(at === 0 && /^-[RfvcH]+$/.test(arg)));
  const recursive = /^-\w*R/.test(process.argv[1] ?? '');
  const [mode, ...paths] = args;
  if (mode === undefined) return missing(process);
  if (paths.length === 0) missing(process, `missing operand after '${mode}'`);
  const change = modeChange(mode);
  if (change === undefined) throw new Failure(`invalid mode: '${mode}'\nTry 'chmod --help' for more information.`);
  const { files } = process.userland;
  const apply = (path: string): void => {
    const status = files.status(path);
    if (status === undefined) throw new FileError('ENOENT');
    if (process.user.uid !== 0 && status.owner !== process.user.name) throw new FileError('EACCES');
    files.setMode(path, change(status.mode, status.kind === 'directory'));
    if (recursive && status.kind === 'directory') for (const name of files.list(path)) apply(`${path}/${name}`);
  };
  return await each(
    process,
    paths,
    (path, words) =>
      words === 'Permission denied'
        ? `changing permissions of '${path}': Operation not permitted`
        : `cannot access '${path}': ${words}`,
    (path) => apply(absolute(process, path)),
  );
});

function modeChange(text: string): ((mode: number, folder: boolean) => number) | undefined {
  // Of a directory the bits of who else it is run as stay.
  if (/^[0-7]{1,4}$/.test(text))
    return (mode, folder) => Number.parseInt(text, 8) | (folder && text.length < 4 ? mode & 0o6000 : 0);
  const clauses = text.split(',').map((clause) => /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause));
  if (clauses.some((clause) => clause === null)) return undefined;
  return (mode, folder) =>
    clauses.reduce((before, clause) => {
      const [, who = '', operator, letters = ''] = clause ?? [];
      let bits = 0;
      for (const letter of letters)
        bits |=
          letter === 'r'
            ? 4
            : letter === 'w'
              ? 2
              : letter === 'x' || (letter === 'X' && (folder || before & 0o111))
                ? 1
                : 0;
      const shifts =
        who === '' || who.includes('a') ? [6, 3, 0] : [...who].map((each) => (each === 'u' ? 6 : each === 'g' ? 3 : 0));
      const special =
        (letters.includes('s') ? (shifts.includes(6) ? 0o4000 : 0) | (shifts.includes(3) ? 0o2000 : 0) : 0) |
        (letters.includes('t') ? 0o1000 : 0);
      const all = shifts.reduce((sum, shift) => sum | (bits << shift), special);
      const cleared = shifts.reduce((sum, shift) => sum & ~(7 << shift), before);
      return operator === '+' ? before | all : operator === '-' ? before & ~all : cleared | all;
    }, mode);
}

export const sync: Command = program(async (process) =>
  each(
    process,
    process.argv.slice(1).filter((arg) => !arg.startsWith('-')),
    (path, words) => `error opening '${path}': ${words}`,
    (path) => {
      if (process.userland.files.status(absolute(process, path)) === undefined) throw new FileError('ENOENT');
    },
  ),
);

export const mktemp: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'dt',
    values: 'p',
    silent: 'q',
    refused: 'u',
    long: { directory: 'd', tmpdir: 'p' },
  });
  const template = options.operands[0] ?? 'tmp.XXXXXXXXXX';
  const tail = /X{3,}$/.exec(template)?.[0];
  if (tail === undefined) throw new Failure(`too few X's in template '${template}'`);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const random = Array.from(tail, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  const name = template.slice(0, -tail.length) + random;
  const path =
    options.operands.length === 0 || options.has('p') || options.has('t')
      ? `${options.value('p') ?? process.env.TMPDIR ?? '/tmp'}/${name}`
      : name;
  const { files } = process.userland;
  const status = await each(
    process,
    [path],
    (each_, words) => `failed to create ${options.has('d') ? 'directory' : 'file'} via template '${each_}': ${words}`,
    (each_) => {
      if (options.has('d')) files.makeDirectory(absolute(process, each_), 0o700);
      else files.write(absolute(process, each_), '', { mode: 0o600 });
    },
  );
  if (status === 0) await process.stdout.write(`${path}\n`);
  return status;
});
