/** Who, when, and what runs. */

import { accountOf, accounts, gidOf, groupName } from '../../os/accounts.ts';
import type { FileStatus } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { modeText } from './list.ts';
import { absolute, complain, Failure, isBusybox, parseOptions, program } from './program.ts';

export const id: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'unGgr', long: { user: 'u', name: 'n', group: 'g', groups: 'G' } });
  const [asked] = options.operands;
  const { files } = process.userland;
  const user = asked === undefined ? process.user : accountOf(files, asked);
  if (user === undefined) {
    throw new Failure(isBusybox(process) ? `unknown user ${asked}` : `‘${asked}’: no such user`);
  }
  const gid = gidOf(files, user);
  const userName =
    accounts(files).find(({ uid }) => uid === user.uid)?.name ?? (/^\d+$/.test(user.name) ? undefined : user.name);
  const group = groupName(files, gid) ?? (gid === user.uid ? userName : undefined);
  const shown = (number: number, name: string | undefined): string =>
    name === undefined ? String(number) : `${number}(${name})`;
  const one = (number: number, name: string | undefined): string =>
    options.has('n') ? (name ?? String(number)) : String(number);
  const text = options.has('u')
    ? one(user.uid, userName)
    : options.has('g') || options.has('G')
      ? one(gid, group)
      : `uid=${shown(user.uid, userName)} gid=${shown(gid, group)} groups=${shown(gid, group)}`;
  await process.stdout.write(`${text}\n`);
  return 0;
});

export const whoami: Command = async ({ user, stdout, stderr, userland }) => {
  const known = accounts(userland.files).some(({ uid }) => uid === user.uid);
  if (!known && /^\d+$/.test(user.name)) {
    await stderr.write(
      isBusybox({ userland })
        ? `whoami: unknown uid ${user.uid}\n`
        : `whoami: cannot find name for user ID ${user.uid}\n`,
    );
    return 1;
  }
  await stdout.write(`${user.name}\n`);
  return 0;
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The hosts' clocks run in UTC. */
export const date: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'uR', values: 'dsIr', long: { utc: 'u', date: 'd', universal: 'u' } });
  const given = options.value('d');
  let now = process.machine.clock.now();
  if (given !== undefined) {
    const seconds = /^@(-?\d+(?:\.\d+)?)$/.exec(given)?.[1];
    const parsed =
      seconds === undefined
        ? Date.parse(/\d:\d/.test(given) && !/[zZ]|[-+]\d\d:?\d\d$/.test(given) ? `${given}Z` : given)
        : Number(seconds) * 1000;
    if (given !== 'now' && Number.isNaN(parsed)) throw new Failure(`invalid date ‘${given}’`);
    if (given !== 'now') now = parsed;
  }
  const format = options.operands.find((operand) => operand.startsWith('+'));
  const wrong = options.operands.find((operand) => !operand.startsWith('+'));
  if (wrong !== undefined) throw new Failure(`invalid date ‘${wrong}’`);
  const pattern = format?.slice(1) ?? (options.has('R') ? '%a, %d %b %Y %H:%M:%S +0000' : '%a %b %e %H:%M:%S UTC %Y');
  await process.stdout.write(`${formatDate(pattern, now)}\n`);
  return 0;
});

function formatDate(pattern: string, now: number): string {
  const date = new Date(now);
  const two = (number: number): string => String(number).padStart(2, '0');
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const [hours, minutes, seconds] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  const weekday = DAYS[date.getUTCDay()] ?? '';
  const month_ = MONTHS[month] ?? '';
  const parts: Readonly<Record<string, string>> = {
    ...{ Y: String(year), y: two(year % 100), m: two(month + 1), d: two(day), e: String(day).padStart(2) },
    ...{ H: two(hours), I: two(hours % 12 || 12), M: two(minutes), S: two(seconds), p: hours < 12 ? 'AM' : 'PM' },
    ...{
      a: weekday.slice(0, 3),
      A: weekday,
      b: month_.slice(0, 3),
      B: month_,
      h: month_.slice(0, 3),
      Z: 'UTC',
      z: '+0000',
    },
    ...{
      F: `${year}-${two(month + 1)}-${two(day)}`,
      T: `${two(hours)}:${two(minutes)}:${two(seconds)}`,
      R: `${two(hours)}:${two(minutes)}`,
    },
    ...{
      s: String(Math.floor(now / 1000)),
      N: `${String(date.getUTCMilliseconds()).padStart(3, '0')}000000`,
      n: '\n',
      t: '\t',
      '%': '%',
    },
    ...{
      D: `${two(month + 1)}/${two(day)}/${two(year % 100)}`,
      u: String(date.getUTCDay() || 7),
      w: String(date.getUTCDay()),
    },
    j: String(Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0, 0)) / 86_400_000)).padStart(3, '0'),
    c: `${weekday.slice(0, 3)} ${month_.slice(0, 3)} ${String(day).padStart(2)} ${two(hours)}:${two(minutes)}:${two(seconds)} ${year}`,
  };
  return pattern.replace(
    /%([-_0])?(\d*)([a-zA-Z%])/g,
    (token, flag: string | undefined, width: string, letter: string) => {
      const value = parts[letter];
      if (value === undefined) return token;
      if (letter === 'N' && width !== '') return value.slice(0, Number(width));
      return flag === '-' ? value.replace(/^[0 ]+(?=.)/, '') : value;
    },
  );
}

export const stat: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'Lt', values: 'cf', long: { format: 'c', dereference: 'L' } });
  if (options.operands.length === 0) throw new Failure("missing operand\nTry 'stat --help' for more information.");
  let status = 0;
  for (const path of options.operands) {
    const found = process.userland.files.status(absolute(process, path));
    if (found === undefined) {
      await complain(process, `cannot statx '${path}': No such file or directory`);
      status = 1;
    } else {
      const format = options.value('c');
      await process.stdout.write(format === undefined ? whole(path, found) : `${formatted(format, path, found)}\n`);
    }
  }
  return status;
});

const KINDS = { file: 'regular file', directory: 'directory', socket: 'socket' } as const;
const uidOf = (owner: string): number => (owner === 'root' ? 0 : 1000);

function formatted(format: string, path: string, found: FileStatus): string {
  const kind = found.kind === 'file' && found.size === 0 ? 'regular empty file' : KINDS[found.kind];
  const parts: Readonly<Record<string, string>> = {
    ...{ n: path, N: `'${path}'`, s: String(found.size), F: kind, U: found.owner, G: found.owner, A: modeText(found) },
    ...{
      a: (found.mode & 0o7777).toString(8),
      u: String(uidOf(found.owner)),
      g: String(uidOf(found.owner)),
      h: '1',
      '%': '%',
    },
    ...{
      Y: String(Math.floor(found.modified / 1000)),
      y: timeText(found.modified),
      i: '1',
      b: String(Math.ceil(found.size / 512)),
      B: '512',
    },
  };
  return format.replace(/%([a-zA-Z%])/g, (token, letter: string) => parts[letter] ?? token);
}

const timeText = (time: number): string => `${formatDate('%F %T', time)}.${formatDate('%N', time)} +0000`;

function whole(path: string, found: FileStatus): string {
  const mode = `(${(found.mode & 0o7777).toString(8).padStart(4, '0')}/${modeText(found)})`;
  const who = `${String(uidOf(found.owner)).padStart(5)}/${found.owner.padStart(8)}`;
  const time = timeText(found.modified);
  return [
    `  File: ${path}`,
    `  Size: ${String(found.size).padEnd(15)}\tBlocks: ${String(Math.ceil(found.size / 4096) * 8).padEnd(10)} IO Block: 4096   ${formatted('%F', path, found)}`,
    `Access: ${mode}  Uid: (${who})   Gid: (${who})`,
    ...['Access', 'Modify', 'Change'].map((word) => `${word}: ${time}`),
    '',
  ].join('\n');
}

export const nproc: Command = async ({ stdout }: Process) => {
  await stdout.write('1\n');
  return 0;
};
