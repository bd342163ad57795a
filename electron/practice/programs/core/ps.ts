/** `ps` of procps and of busybox, `pidof`, `pgrep`, `pkill`, `killall`. */

import { accounts } from '../../os/accounts.ts';
import type { Command, Process } from '../../os/machine.ts';
import { processesSeen, type Seen } from '../../os/processes/seen.ts';
import { signalTo } from '../../os/processes/signal-to.ts';
import type { SignalName } from '../../os/processes/signals.ts';
import { complain, Failure, isBusybox, parseOptions, program, programName, Usage } from './program.ts';

const command = ({ argv, kernel }: Seen): string => (kernel ? `[${argv.join(' ')}]` : argv.join(' '));
/** Of a shell or daemon without its folder, as the kernel keeps it. */
const shortName = ({ argv: [first = ''] }: Seen): string =>
  // What /sbin/init leads to.
  first === '/sbin/init' ? 'systemd' : first.replace(/:$/, '').replace(/^.*\//, '').slice(0, 15);

interface Column {
  readonly head: string;
  readonly width: number;
  readonly left?: boolean;
  text(seen: Seen, process: Process): string;
}

const clock = (time: number): string => new Date(time).toISOString().slice(11, 16);

const COLUMNS: Readonly<Record<string, Column>> = {
  pid: { head: 'PID', width: 7, text: ({ pid }) => String(pid) },
  ppid: { head: 'PPID', width: 7, text: ({ parent }) => String(parent) },
  user: { head: 'USER', width: 8, left: true, text: ({ user }) => user },
  uid: { head: 'UID', width: 5, text: ({ uid }) => String(uid) },
  comm: { head: 'COMMAND', width: 15, left: true, text: shortName },
  cmd: { head: 'CMD', width: 27, left: true, text: command },
  args: { head: 'COMMAND', width: 27, left: true, text: command },
  stat: { head: 'STAT', width: 4, left: true, text: (seen) => state(seen) },
  s: { head: 'S', width: 1, left: true, text: (seen) => state(seen)[0] ?? 'S' },
  tty: { head: 'TT', width: 8, left: true, text: () => '?' },
  time: { head: 'TIME', width: 8, text: () => '00:00:00' },
  etime: {
    head: 'ELAPSED',
    width: 11,
    text: ({ started }, { machine }) => {
      const seconds = Math.max(0, Math.floor((machine.clock.now() - started) / 1000));
      const two = (value: number): string => String(value).padStart(2, '0');
      const hours = Math.floor(seconds / 3600);
      return `${hours > 0 ? `${two(hours)}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    },
  },
  pcpu: { head: '%CPU', width: 4, text: () => '0.0' },
  pmem: { head: '%MEM', width: 4, text: () => '0.4' },
  vsz: { head: 'VSZ', width: 6, text: ({ kernel }) => (kernel ? '0' : '8088') },
  rss: { head: 'RSS', width: 5, text: ({ kernel }) => (kernel ? '0' : '4608') },
  start: { head: 'STARTED', width: 8, text: ({ started }) => new Date(started).toISOString().slice(11, 19) },
  ni: { head: 'NI', width: 3, text: ({ task }) => String(task?.niceness ?? 0) },
  pri: { head: 'PRI', width: 3, text: () => '19' },
};
const ALIASES: Readonly<Record<string, string>> = {
  ...{
    ucmd: 'comm',
    command: 'args',
    state: 's',
    tt: 'tty',
    '%cpu': 'pcpu',
    '%mem': 'pmem',
    ruser: 'user',
    euser: 'user',
  },
  ...{
    cputime: 'time',
    euid: 'uid',
    rss: 'rss',
    vsize: 'vsz',
    lstart: 'start',
    stime: 'start',
    nice: 'ni',
    tname: 'tty',
  },
};

const state = ({ pid, task, argv }: Seen): string =>
  task !== undefined && argv[0]?.endsWith('ps') ? 'R' : pid === 1 ? 'Ss' : 'S';

export const ps: Command = program(async (process) => {
  const words = process.argv.slice(1);
  if (isBusybox(process)) return busyboxPs(process, words);
  let format: 'short' | 'full' | 'aux' | readonly string[] = 'short';
  let every = false;
  let pids: readonly string[] | undefined;
  let names: readonly string[] | undefined;
  let users: readonly string[] | undefined;
  let heads = true;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = (): string => words[++at] ?? '';
    if (/^--(?:no-headers?|no-heading)$/.test(word)) heads = false;
    else if (/^--(?:forest|sort=.*|headers|cols=\d+|columns=\d+|width=\d+)$/.test(word)) continue;
    else if (word === '--sort' || word === '--cols') value();
    else if (word === '--pid' || word === '-p' || word === 'p' || word === '-q') pids = value().split(/[\s,]+/);
    else if (/^--pid=/.test(word)) pids = word.slice(6).split(',');
    else if (word === '-C') names = value().split(',');
    else if (word === '-u' || word === '-U' || word === '--user') users = value().split(',');
    else if (/^-?[a-zA-Z]*o$/.test(word)) {
      if (/[eA]/.test(word.slice(0, -1))) every = true;
      format = [...(Array.isArray(format) ? format : []), ...value().split(/[\s,]+/)];
    } else if (/^\d+$/.test(word)) pids = [...(pids ?? []), word];
    else if (word.startsWith('-')) {
      for (const letter of word.slice(1)) {
        if (letter === 'e' || letter === 'A' || letter === 'a' || letter === 'd') every = true;
        else if (letter === 'f' || letter === 'F') format = 'full';
        else if (!'wHlyLTjcmM'.includes(letter))
          throw usage(word.startsWith('--') ? 'unknown gnu long option' : 'unsupported SysV option');
      }
    } else {
      for (const letter of word) {
        if (letter === 'a' || letter === 'x') every = true;
        else if (letter === 'u') format = 'aux';
        else if (!'wfeljcTv'.includes(letter)) throw usage('unsupported option (BSD syntax)');
      }
    }
  }
  const known = accounts(process.userland.files);
  const nobody = users?.find(
    (user) => !/^\d+$/.test(user) && !known.some(({ name }) => name === user) && user !== process.user.name,
  );
  if (nobody !== undefined) throw usage('user name does not exist');
  const own = new Set(terminalOf(process));
  const rows = processesSeen(process).filter(
    (seen) =>
      (pids === undefined || pids.includes(String(seen.pid))) &&
      (names === undefined || names.includes(shortName(seen))) &&
      (users === undefined || users.includes(seen.user) || users.includes(String(seen.uid))) &&
      (every || pids !== undefined || names !== undefined || users !== undefined || own.has(seen.pid)),
  );
  await process.stdout.write(table(process, rows, format, heads));
  return rows.length > 0 ? 0 : 1;
});

const usage = (why: string): Failure =>
  new Usage(
    `error: ${why}\n\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).`,
  );

/** Those that one's own terminal has, or one's own login. */
function terminalOf(process: Process): readonly number[] {
  const all = processesSeen(process);
  const mine = all.find(({ task }) => task?.pid === process.pid);
  const ancestors: number[] = [];
  for (let at = mine; at?.task !== undefined; ) {
    ancestors.push(at.pid);
    const { parent } = at;
    at = all.find(({ pid }) => pid === parent);
  }
  const family = (seen: Seen): boolean => {
    for (let at: Seen | undefined = seen; at?.task !== undefined; ) {
      if (ancestors.includes(at.pid)) return true;
      const { parent }: Seen = at;
      at = all.find(({ pid }) => pid === parent);
    }
    return false;
  };
  return all.filter(family).map(({ pid }) => pid);
}

function table(
  process: Process,
  rows: readonly Seen[],
  format: 'short' | 'full' | 'aux' | readonly string[],
  heads: boolean,
): string {
  const line = (text: string): string => `${text}\n`;
  if (format === 'short') {
    const head = heads ? line('    PID TTY          TIME CMD') : '';
    return (
      head + rows.map((seen) => line(`${String(seen.pid).padStart(7)} ?        00:00:00 ${shortName(seen)}`)).join('')
    );
  }
  if (format === 'full') {
    const head = heads ? line('UID          PID    PPID  C STIME TTY          TIME CMD') : '';
    return (
      head +
      rows
        .map((seen) =>
          line(
            `${seen.user.padEnd(8)} ${String(seen.pid).padStart(7)} ${String(seen.parent).padStart(7)}  0 ${clock(seen.started)} ?        00:00:00 ${command(seen)}`,
          ),
        )
        .join('')
    );
  }
  if (format === 'aux') {
    const head = heads ? line('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND') : '';
    return (
      head +
      rows
        .map((seen) =>
          line(
            `${seen.user.padEnd(8)} ${String(seen.pid).padStart(7)}  0.0  0.4 ${(seen.kernel ? '0' : '8088').padStart(6)} ${(seen.kernel ? '0' : '4608').padStart(5)} ?        ${state(seen).padEnd(4)} ${clock(seen.started)}   0:00 ${command(seen)}`,
          ),
        )
        .join('')
    );
  }
  const chosen = format
    .filter((word) => word !== '')
    .map((word) => {
      const [name = '', head] = word.split('=');
      const column = COLUMNS[ALIASES[name] ?? name];
      if (column === undefined) throw new Failure(`error: unknown user-defined format specifier "${name}"`);
      return head === undefined ? column : { ...column, head, width: Math.max(column.width, head.length) };
    });
  const shown = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const { width = 0, left = false } = chosen[at] ?? {};
        if (!left) return cell.padStart(width);
        return at === cells.length - 1 ? cell : cell.padEnd(width);
      })
      .join(' ');
  const head =
    heads && chosen.some(({ head: text }) => text !== '') ? line(shown(chosen.map(({ head: text }) => text))) : '';
  return head + rows.map((seen) => line(shown(chosen.map(({ text }) => text(seen, process))))).join('');
}

/** Letters of other ps's it takes and does not look at. */
async function busyboxPs(process: Process, words: readonly string[]): Promise<number> {
  const at = words.indexOf('-o');
  const rows = processesSeen(process);
  if (at >= 0) {
    const columns = (words[at + 1] ?? '').split(',');
    const cell: Readonly<Record<string, (seen: Seen) => string>> = {
      pid: ({ pid }) => String(pid).padStart(5),
      ppid: ({ parent }) => String(parent).padStart(5),
      user: ({ user }) => user.padEnd(8),
      comm: (seen) => shortName(seen),
      args: command,
    };
    const heads: Readonly<Record<string, string>> = {
      pid: 'PID  ',
      ppid: 'PPID ',
      user: 'USER    ',
      comm: 'COMMAND',
      args: 'COMMAND',
    };
    const bad = columns.find((name) => cell[name] === undefined);
    if (bad !== undefined)
      throw new Failure(
        `bad -o argument '${bad}', supported arguments: user,group,comm,args,pid,ppid,pgid,tty,vsz,sid,stat,rss`,
      );
    await process.stdout.write(`${columns.map((name) => heads[name]).join(' ')}\n`);
    for (const seen of rows) await process.stdout.write(`${columns.map((name) => cell[name]?.(seen)).join(' ')}\n`);
    return 0;
  }
  await process.stdout.write('PID   USER     COMMAND\n');
  for (const seen of rows) {
    await process.stdout.write(`${String(seen.pid).padStart(5)} ${seen.user.padEnd(8)} ${command(seen)}\n`);
  }
  return 0;
}

export const pidof: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 's', silent: 'xw', refused: 'qcnoS' });
  const { operands } = options;
  const found = processesSeen(process).filter((seen) =>
    // By what it was started as, and as the kernel calls it.
    operands.some(
      (name) =>
        seen.pid !== 1 && [shortName(seen), seen.argv[0]?.replace(/^.*\//, '')].includes(name.replace(/^.*\//, '')),
    ),
  );
  if (found.length === 0) return 1;
  const numbers = found.map(({ pid }) => pid).reverse();
  await process.stdout.write(`${numbers.slice(0, options.has('s') ? 1 : undefined).join(' ')}\n`);
  return 0;
});

/** `pgrep`, `pkill`; and `killall`, which wants the whole name. */
export const pgrep: Command = program(async (process) => {
  const name = programName(process);
  const signal = process.argv.slice(1).find((word) => /^-(?:\d+|SIG[A-Z]+|[A-Z]{3,})$/.test(word));
  const argv = process.argv.filter((word) => word !== signal);
  const options = parseOptions(
    { ...process, argv },
    {
      flags: 'flaxncov',
      values: 'u',
      silent: 'q',
      refused: 'wePsgtd',
      status: 2,
    },
  );
  const [pattern] = options.operands;
  if (pattern === undefined)
    throw new Failure(`no matching criteria specified\nTry \`${name} --help' for more information.`, 2);
  const whole = options.has('x') || name === 'killall';
  const matches = (text: string): boolean => (whole ? text === pattern : new RegExp(pattern).test(text));
  const user = options.value('u');
  const all = processesSeen(process).filter(
    (seen) =>
      seen.task?.pid !== process.pid &&
      (user === undefined || seen.user === user) &&
      matches(options.has('f') ? command(seen) : shortName(seen)) !== options.has('v'),
  );
  const newest = [...all].sort((a, b) => b.pid - a.pid);
  const found = options.has('n') ? newest.slice(0, 1) : options.has('o') ? newest.slice(-1) : all;
  if (name === 'pgrep') {
    await process.stdout.write(
      options.has('c')
        ? `${found.length}\n`
        : found
            .map(
              (seen) =>
                `${seen.pid}${options.has('a') ? ` ${command(seen)}` : options.has('l') ? ` ${shortName(seen)}` : ''}\n`,
            )
            .join(''),
    );
  } else {
    const sent = (signal ?? '-TERM')
      .slice(1)
      .replace(/^SIG/, '')
      .replace(/^9$/, 'KILL')
      .replace(/^15$/, 'TERM') as SignalName;
    let sentToAny = false;
    for (const { pid } of found) {
      if (signalTo(process, pid, sent) === 'sent') sentToAny = true;
      else
        await complain(
          process,
          name === 'killall'
            ? `${pattern}(${pid}): Operation not permitted`
            : `killing pid ${pid} failed: Operation not permitted`,
        );
    }
    if (found.length > 0 && !sentToAny) return 1;
    if (found.length === 0 && name === 'killall') throw new Failure(`${pattern}: no process found`);
  }
  return found.length > 0 ? 0 : 1;
});
