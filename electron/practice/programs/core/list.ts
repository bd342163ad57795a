import type { FileStatus } from '../../os/files/files.ts';
import { mayAccess } from '../../os/files/open-file.ts';
import type { Command, Process } from '../../os/machine.ts';
import { formatDate } from '../../posix/dates.ts';
import { absolute, complain, Failure, parseOptions, program } from './program.ts';

export const ls: Command = program(async (given) => {
  if (/^--colou?r=(?:always|yes|force)$/m.test(given.argv.join('\n')))
    throw new Failure('practice hosts do not simulate colours.', 2);
  const argv = given.argv.filter((arg) => !/^--colou?r(?:=|$)/.test(arg));
  const options = parseOptions(
    { ...given, argv },
    {
      flags: 'laA1dhtrRFSn\x01',
      // Nothing has a colour, sizes are told in kilobytes.
      silent: 'kG',
      refused: 'igosZ',
      status: 2,
      values: '\0',
      long: {
        ...{ all: 'a', 'almost-all': 'A', directory: 'd', 'human-readable': 'h', reverse: 'r', recursive: 'R' },
        ...{ 'time-style': '\0', 'full-time': '\x01' },
      },
    },
  );
  const { userland, user, stdout } = given;
  const { files } = userland;
  const style = options.has('\x01') ? 'full-iso' : styleOf(options.value('\0'));
  let status = 0;
  const plain: Entry[] = [];
  const folders: string[] = [];
  for (const path of options.operands.length > 0 ? options.operands : ['.']) {
    const link = options.has('l') ? files.readLink?.(absolute(given, path)) : undefined;
    const found = files.status(absolute(given, path));
    if (link !== undefined) plain.push({ name: path, status: linkStatus(link, found), link });
    else if (found === undefined) {
      await complain(given, `cannot access '${path}': No such file or directory`);
      status = 2;
    } else if (found.kind === 'directory' && !options.has('d')) folders.push(path);
    else plain.push({ name: path, status: found });
  }
  const order = (entries: readonly Entry[]): readonly Entry[] => {
    const sorted = [...entries].sort((a, b) =>
      options.has('t')
        ? b.status.modified - a.status.modified
        : options.has('S')
          ? b.status.size - a.status.size
          : byName(a.name, b.name),
    );
    return options.has('r') ? sorted.reverse() : sorted;
  };
  const show = async (entries: readonly Entry[], total: boolean): Promise<void> => {
    const sorted = order(entries);
    if (options.has('l') || options.has('n') || options.has('\x01'))
      await stdout.write(long(given, sorted, total, options.has('h'), style));
    else
      await stdout.write(
        short(
          given,
          sorted.map(({ name, status: { kind } }) => (options.has('F') && kind === 'directory' ? `${name}/` : name)),
          options.has('1'),
        ),
      );
  };
  if (plain.length > 0) await show(plain, false);
  const several = folders.length + plain.length > 1 || options.has('R');
  for (let at = 0; at < folders.length; at += 1) {
    const path = folders[at] ?? '';
    const folder = files.status(absolute(given, path));
    if (folder === undefined || !mayAccess(user, folder, 4)) {
      await complain(given, `cannot open directory '${path}': Permission denied`);
      status = 2;
      continue;
    }
    const names = files
      .list(absolute(given, path))
      .filter((name) => options.has('a') || options.has('A') || !name.startsWith('.'));
    const entries: Entry[] = names.flatMap((name) => {
      const at = absolute(given, `${path}/${name}`);
      const found = files.status(at);
      const link = files.readLink?.(at);
      if (link !== undefined) return [{ name, status: linkStatus(link, found), link }];
      return found ? [{ name, status: found }] : [];
    });
    if (options.has('a')) entries.push({ name: '.', status: folder }, { name: '..', status: folder });
    if (several) await stdout.write(`${at > 0 || plain.length > 0 ? '\n' : ''}${path}:\n`);
    await show(entries, true);
    // What is in a folder comes before the next one beside it.
    if (options.has('R'))
      folders.splice(
        at + 1,
        0,
        ...order(entries)
          .filter((entry) => entry.status.kind === 'directory' && !/^\.\.?$/.test(entry.name))
          .map(({ name }) => `${path}/${name}`),
      );
    if (folders.length > 10_000) break;
  }
  return status;
});

/** A link of its own: nobody follows it in a list. */
const linkStatus = (link: string, target: FileStatus | undefined): FileStatus => ({
  ...{ kind: 'file', owner: 'root', mode: 0o777, modified: target?.modified ?? 0 },
  size: link.length,
});

interface Entry {
  readonly name: string;
  readonly status: FileStatus;
  /** What it says, of a symbolic link. */
  readonly link?: string;
}

/** As a terminal's locale sorts: letters first, whatever their case. */
const byName = (a: string, b: string): number => {
  const key = (name: string): string => name.replace(/^\.+(?=.)/, '').toLowerCase();
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a < b ? -1 : 1;
};

export const modeText = ({ kind, mode, device }: FileStatus): string => {
  const letters = [...'rwxrwxrwx'].map((letter, at) => (mode & (1 << (8 - at)) ? letter : '-'));
  // Small where it may be executed, too.
  for (const [bit, at, letter] of [
    [0o4000, 2, 's'],
    [0o2000, 5, 's'],
    [0o1000, 8, 't'],
  ] as const)
    if (mode & bit) letters[at] = letters[at] === 'x' ? letter : letter.toUpperCase();
  const first = device !== undefined ? 'c' : kind === 'directory' ? 'd' : kind === 'socket' ? 's' : '-';
  return first + letters.join('');
};

/** Patterns of formatDate. */
const STYLES: Readonly<Record<string, string>> = {
  'full-iso': '%F %T.%N %z',
  'long-iso': '%F %R',
};

/** @throws Failure */
function styleOf(asked: string | undefined): string | undefined {
  if (asked === undefined || asked === 'locale') return undefined;
  if (asked.startsWith('+') || STYLES[asked] !== undefined) return asked;
  throw new Failure(`practice hosts do not simulate --time-style=${asked}.`, 2);
}

function timeText(modified: number, now: number, style: string | undefined): string {
  if (style === undefined) return dateText(modified, now);
  return formatDate(style.startsWith('+') ? style.slice(1) : (STYLES[style] ?? ''), modified);
}

function long(
  { machine }: Process,
  entries: readonly Entry[],
  total: boolean,
  human: boolean,
  style: string | undefined,
): string {
  const rows = entries.map(({ name, status, link }) => ({
    ...{
      name: link === undefined ? name : `${name} -> ${link}`,
      mode: link === undefined ? modeText(status) : 'lrwxrwxrwx',
      owner: status.owner,
      group: status.group ?? status.owner,
      links: status.kind === 'directory' ? '2' : String(status.names ?? 1),
    },
    size: status.device?.join(', ') ?? (human ? humanSize(status.size) : String(status.size)),
    time: timeText(status.modified, machine.clock.now(), style),
  }));
  const width = (pick: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => pick(row).length));
  const [links, size] = [width((row) => row.links), width((row) => row.size)];
  const [owner, group] = [width((row) => row.owner), width((row) => row.group)];
  const blocks = entries.reduce(
    (sum, { status, link }) => sum + (link === undefined ? Math.ceil(status.size / 4096) * 4 : 0),
    0,
  );
  const body = rows.map(
    (row) =>
      `${row.mode} ${row.links.padStart(links)} ${row.owner.padEnd(owner)} ${row.group.padEnd(group)} ${row.size.padStart(size)} ${row.time} ${row.name}\n`,
  );
  return (total ? `total ${human ? humanSize(blocks * 1024) : blocks}\n` : '') + body.join('');
}

export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let size = bytes;
  for (const unit of 'KMGT') {
    size /= 1024;
    if (size < 9.95) return `${(Math.ceil(size * 10) / 10).toFixed(1)}${unit}`;
    if (size < 1024) return `${Math.ceil(size)}${unit}`;
  }
  return `${Math.ceil(size)}T`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALF_A_YEAR = 182 * 86_400_000;

function dateText(modified: number, now: number): string {
  const date = new Date(modified);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  const recent = Math.abs(now - modified) < HALF_A_YEAR;
  return `${day} ${recent ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}` : ` ${date.getUTCFullYear()}`}`;
}

function short({ stdout }: Process, names: readonly string[], single: boolean): string {
  if (names.length === 0) return '';
  if (stdout.terminal === undefined || single) return names.map((name) => `${name}\n`).join('');
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const columns = Math.max(1, Math.floor(stdout.terminal.columns / width));
  const total = names.reduce((sum, name) => sum + name.length + 2, 0);
  if (total <= stdout.terminal.columns) return `${names.join('  ')}\n`;
  const rows = Math.ceil(names.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    const cells = names.filter((_name, at) => at % rows === row);
    return `${cells.map((cell, at) => (at === cells.length - 1 ? cell : cell.padEnd(width))).join('')}\n`;
  }).join('');
}
