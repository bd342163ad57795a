/** Who, when, and what runs. */

import { accountOf, accounts, gidOf, groupName, groupOf, groupsOf } from '../../os/accounts.ts';
import type { FileStatus, Files } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { formatDate, NOT_READ, readDate } from '../../posix/dates.ts';
import { modeText } from './list.ts';
import { absolute, complain, Failure, isBusybox, parseOptions, program } from './program.ts';

export const id: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'unGg',
    silent: 'r',
    long: { user: 'u', name: 'n', group: 'g', groups: 'G' },
  });
  const [asked] = options.operands;
  const { files } = process.userland;
  const user = asked === undefined ? process.user : accountOf(files, asked);
  if (user === undefined) {
    throw new Failure(isBusybox(process) ? `unknown user ${asked}` : `'${asked}': no such user`);
  }
  const gid = gidOf(files, user);
  const userName =
    accounts(files).find(({ uid }) => uid === user.uid)?.name ?? (/^\d+$/.test(user.name) ? undefined : user.name);
  const group = groupName(files, gid) ?? (gid === user.uid ? userName : undefined);
  const shown = (number: number, name: string | undefined): string =>
    name === undefined ? String(number) : `${number}(${name})`;
  const one = (number: number, name: string | undefined): string =>
    options.has('n') ? (name ?? String(number)) : String(number);
  // Of a process, those that it was started with; in a container nobody is put among others.
  const names = asked === undefined ? (process.user.groups ?? []) : groupsOf(files, { name: user.name, gid });
  const others = names
    .filter((name) => name !== (group ?? String(gid)))
    .map((name) => [groupOf(files, name) ?? 0, name] as const);
  const text = options.has('u')
    ? one(user.uid, userName)
    : options.has('g')
      ? one(gid, group)
      : options.has('G')
        ? [one(gid, group), ...others.map(([number, name]) => one(number, name))].join(' ')
        : `uid=${shown(user.uid, userName)} gid=${shown(gid, group)} groups=${[shown(gid, group), ...others.map(([number, name]) => shown(number, name))].join(',')}`;
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

/** The hosts' clocks run in UTC. */
export const date: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'RI',
    values: 'd',
    // Their clocks are there already, and nobody sets them.
    silent: 'u',
    refused: 'srf',
    long: { utc: 'u', date: 'd', universal: 'u', set: 's', reference: 'r' },
  });
  const given = options.value('d');
  let now = process.machine.clock.now();
  if (given !== undefined) {
    const read = readDate(given, now);
    if (read === NOT_READ) throw new Failure(`practice hosts do not simulate dates like '${given}'.`);
    if (read === undefined) throw new Failure(`invalid date '${given}'`);
    now = read;
  }
  const format = options.operands.find((operand) => operand.startsWith('+'));
  const wrong = options.operands.find((operand) => !operand.startsWith('+'));
  if (wrong !== undefined) throw new Failure(`invalid date '${wrong}'`);
  const pattern =
    format?.slice(1) ??
    (options.has('I') ? '%Y-%m-%d' : options.has('R') ? '%a, %d %b %Y %H:%M:%S +0000' : '%a %b %e %H:%M:%S UTC %Y');
  await process.stdout.write(`${formatDate(pattern, now)}\n`);
  return 0;
});

export const stat: Command = program(async (process) => {
  const options = parseOptions(process, {
    values: 'c',
    silent: 'L',
    refused: 'tf',
    long: { format: 'c', dereference: 'L' },
  });
  if (options.operands.length === 0) throw new Failure("missing operand\nTry 'stat --help' for more information.");
  let status = 0;
  for (const path of options.operands) {
    const found = process.userland.files.status(absolute(process, path));
    if (found === undefined) {
      await complain(process, `cannot statx '${path}': No such file or directory`);
      status = 1;
    } else {
      const format = options.value('c');
      const { files } = process.userland;
      await process.stdout.write(
        format === undefined ? whole(files, path, found) : `${formatted(files, format, path, found)}\n`,
      );
    }
  }
  return status;
});

function kindOf({ kind, size, device }: FileStatus): string {
  if (device !== undefined) return 'character special file';
  return kind === 'file' && size === 0 ? 'regular empty file' : KINDS[kind];
}

const KINDS = { file: 'regular file', directory: 'directory', socket: 'socket' } as const;
const uidOf = (files: Files, owner: string): number => {
  const known = accounts(files).find(({ name }) => name === owner)?.uid;
  return known ?? (owner === 'root' ? 0 : /^\d+$/.test(owner) ? Number(owner) : 1000);
};
const groupIn = ({ group, owner }: FileStatus): string => group ?? owner;
const gidIn = (files: Files, found: FileStatus): number => groupOf(files, groupIn(found)) ?? uidOf(files, found.owner);

function formatted(files: Files, format: string, path: string, found: FileStatus): string {
  const kind = kindOf(found);
  const parts: Readonly<Record<string, string>> = {
    ...{ n: path, N: `'${path}'`, s: String(found.size), F: kind, U: found.owner, G: groupIn(found) },
    ...{
      A: modeText(found),
      a: (found.mode & 0o7777).toString(8),
      u: String(uidOf(files, found.owner)),
      g: String(gidIn(files, found)),
      h: found.kind === 'directory' ? '2' : String(found.names ?? 1),
      ...{ t: (found.device?.[0] ?? 0).toString(16), T: (found.device?.[1] ?? 0).toString(16) },
      '%': '%',
    },
    ...{
      Y: String(Math.floor(found.modified / 1000)),
      y: timeText(found.modified),
      i: String(found.inode ?? 1),
      b: String(Math.ceil(found.size / 512)),
      B: '512',
    },
  };
  return format.replace(/%([a-zA-Z%])/g, (token, letter: string) => parts[letter] ?? token);
}

const timeText = (time: number): string => `${formatDate('%F %T', time)}.${formatDate('%N', time)} +0000`;

function whole(files: Files, path: string, found: FileStatus): string {
  const mode = `(${(found.mode & 0o7777).toString(8).padStart(4, '0')}/${modeText(found)})`;
  const who = (number: number, name: string): string => `${String(number).padStart(5)}/${name.padStart(8)}`;
  const time = timeText(found.modified);
  return [
    `  File: ${path}`,
    `  Size: ${String(found.size).padEnd(15)}\tBlocks: ${String(Math.ceil(found.size / 4096) * 8).padEnd(10)} IO Block: 4096   ${formatted(files, '%F', path, found)}`,
    `Access: ${mode}  Uid: (${who(uidOf(files, found.owner), found.owner)})   Gid: (${who(gidIn(files, found), groupIn(found))})`,
    ...['Access', 'Modify', 'Change'].map((word) => `${word}: ${time}`),
    '',
  ].join('\n');
}

export const nproc: Command = async ({ stdout }: Process) => {
  await stdout.write('1\n');
  return 0;
};
