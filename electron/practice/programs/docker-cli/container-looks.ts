/** `docker inspect`, `logs`, `port`, `top`, `stats` and `diff`: what only looks at containers. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { containerJson, portsJson } from '../../docker/api/container-json.ts';
import { imageJson } from '../../docker/api/image-json.ts';
import { containersNewestFirst } from '../../docker/api/list-json.ts';
import { networkJson } from '../../docker/api/network-json.ts';
import { humanSize } from '../../docker/api/time.ts';
import { findContainer, findNetwork } from '../../docker/engine/find.ts';
import { shortId } from '../../docker/engine/ids.ts';
import { findImage } from '../../docker/engine/images.ts';
import type { Piece } from '../../docker/engine/log.ts';
import { argvOf } from '../../docker/engine/mains.ts';
import { type Container, isRunning } from '../../docker/engine/state.ts';
import { notRunning } from '../../docker/engine/words.ts';
import { anySignal } from '../../os/any-signal.ts';
import type { Process } from '../../os/machine.ts';
import { type Carried, carriedBy } from '../../os/network/counters.ts';
import { viewAt } from '../../os/network/view.ts';
import { processesSeen } from '../../os/processes/seen.ts';
import { flags } from './flags.ts';
import { inspect } from './inspect.ts';
import { anyNumber, type Call, CliError, exactly, type Subcommand, saidOf } from './subcommand.ts';
import { type Listing, type Row, renderList } from './table.ts';

/** In the order in which Docker looks for a name when nobody said what it is of. */
const finders = {
  container: ({ engine, flags }: Call, name: string) => {
    const container = findContainer(engine.full, name);
    const image = engine.imageOf(container);
    const sizes = flags.on('size') ? { SizeRw: 0, SizeRootFs: image?.size ?? 0 } : {};
    return { ...containerJson(container, image), ...sizes };
  },
  image: ({ engine }: Call, name: string) => imageJson(findImage(engine.full, name)),
  network: ({ engine }: Call, name: string) => networkJson(engine.full, findNetwork(engine.full, name), true),
} as const;

function anything(call: Call, name: string): Record<string, unknown> {
  for (const find of Object.values(finders)) {
    try {
      return find(call, name);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 0) throw error;
    }
  }
  throw new Refusal(`No such object: ${name}`, 404);
}

const inspectAny: Subcommand = {
  paths: ['inspect'],
  usage: '[OPTIONS] NAME|ID [NAME|ID...]',
  summary: 'Return low-level information on Docker objects',
  flags: flags('format,f:string size,s type:string'),
  words: anyNumber,
  run(call) {
    const type = call.flags.text('type') ?? '';
    if (type === 'container' || type === 'image' || type === 'network') {
      return inspect(
        call,
        (name) => finders[type](call, name),
        (error, name) => saidOf(call.engine, error, type, name),
      );
    }
    if (type !== '') throw new CliError(`"${type}" is not a valid value for --type`);
    return inspect(
      call,
      (name) => anything(call, name),
      (error, name) => saidOf(call.engine, error, 'object', name),
    );
  },
};

const inspectContainer: Subcommand = {
  paths: ['container inspect'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Display detailed information on one or more containers',
  flags: flags('format,f:string size,s'),
  words: anyNumber,
  run: (call) =>
    inspect(
      call,
      (name) => finders.container(call, name),
      (error, name) => saidOf(call.engine, error, 'container', name),
    ),
};

function containerOf({ engine }: Call, name: string): ReturnType<typeof findContainer> {
  try {
    return findContainer(engine.full, name);
  } catch (error) {
    throw error instanceof Refusal ? new CliError(saidOf(engine, error, 'container', name)) : error;
  }
}

const logs: Subcommand = {
  paths: ['logs', 'container logs'],
  usage: '[OPTIONS] CONTAINER',
  summary: 'Fetch the logs of a container',
  flags: flags('details follow,f since:string tail,n:string timestamps,t until:string'),
  words: exactly(1),
  async run(call) {
    const { id } = containerOf(call, call.words[0] ?? '');
    const log = call.engine.processes.log(id);
    const tail = call.flags.text('tail') ?? 'all';
    const dated = call.flags.on('timestamps');
    const now = call.process.machine.clock.now();
    const [since = 0, until = Number.POSITIVE_INFINITY] = ['since', 'until'].map((flag) =>
      momentOf(call.flags.text(flag), now),
    );
    const asked = log.pieces.filter(({ at }) => at >= since && at <= until);
    const lines = asked.flatMap((piece) => stamped(piece, dated).map((line) => ({ to: piece.to, line })));
    const wanted = /^\d+$/.test(tail) ? lines.slice(lines.length - Math.min(Number(tail), lines.length)) : lines;
    // Before each line stand its attributes, of which there are none.
    const detailed = call.flags.on('details') ? ' ' : '';
    for (const { to, line } of wanted) await call.process[to].write(detailed + line);
    if (call.flags.on('follow')) {
      const ended = anySignal([call.process.signal, call.engine.processes.life(id)]);
      await log.follow(call.process, ended, (piece) => stamped(piece, dated).join(''));
    }
    return 0;
  },
};

/** `1h30m` ago, a date, or seconds since 1970. @throws CliError */
function momentOf(written: string | undefined, now: number): number | undefined {
  if (written === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written) * 1000;
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length > 0 && parts.map(([all]) => all).join('') === written) {
    const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
    return now - parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
  }
  const date = Date.parse(
    /[zZ]|[-+]\d\d:\d\d$/.test(written) ? written : `${written}${written.includes('T') ? 'Z' : ''}`,
  );
  if (Number.isNaN(date)) {
    throw new CliError(
      `Error response from daemon: invalid value for "since": failed to parse value as time or duration: "${written}"`,
    );
  }
  return date;
}

/** Its lines, with when they were written where that is asked. */
const stamped = ({ text, at }: Piece, dated: boolean): readonly string[] =>
  text
    .split(/(?<=\n)/)
    .map((line) => (dated && line !== '' ? `${new Date(at).toISOString().replace('Z', '000000Z')} ${line}` : line));

const port: Subcommand = {
  paths: ['port', 'container port'],
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  summary: 'List port mappings or a specific mapping for the container',
  flags: [],
  words: { min: 1, max: 2 },
  async run(call) {
    const [name = '', asked] = call.words;
    const container = containerOf(call, name);
    const ports = isRunning(container) ? portsJson(container.config) : {};
    const bound = Object.entries(ports).flatMap(([from, list]) =>
      Array.isArray(list) ? list.map(({ HostIp, HostPort }) => ({ from, to: `${HostIp}:${HostPort}` })) : [],
    );
    if (asked === undefined) {
      for (const { from, to } of bound) await call.say(`${from} -> ${to}`);
      return 0;
    }
    const wanted = asked.includes('/') ? asked : `${asked}/tcp`;
    const found = bound.filter(({ from }) => from === wanted);
    if (found.length === 0) throw new CliError(`Error: No public port '${wanted}' published for ${name}`);
    for (const { to } of found) await call.say(to);
    return 0;
  },
};

const top: Subcommand = {
  paths: ['top', 'container top'],
  usage: 'CONTAINER [ps OPTIONS]',
  summary: 'Display the running processes of a container',
  flags: [],
  words: anyNumber,
  program: true,
  async run({ engine, words: [name = '', ...how], process }) {
    const container = findContainer(engine.full, name);
    if (!isRunning(container)) throw new Refusal(notRunning(engine.version, container.id), 409);
    const clock = (time: number | undefined): string => new Date(time ?? 0).toISOString().slice(11, 16);
    const tty = container.config.tty ? 'pts/0' : '?';
    const head = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
    const rowOf = (argv: readonly string[], pid: number, parent: number, started: number | undefined) => ({
      name: argv[0]?.split('/').at(-1) ?? '',
      cells: ['root', String(pid), String(parent), '0', clock(started), tty, '00:00:00', argv.join(' ')],
    });
    const shim = container.pid - 21;
    const userland = engine.inside(container.id);
    const others = userland === undefined ? [] : processesSeen({ machine: process.machine, userland }).slice(1);
    const rows = [
      rowOf(argvOf(container), container.pid, shim, container.started),
      ...others.map(({ argv, parent, started, task }) => {
        const above = others.find(({ pid }) => pid === parent)?.task?.pid;
        return rowOf(argv, task?.pid ?? 0, above ?? (parent === 0 ? shim : container.pid), started);
      }),
    ];
    if (how.length > 0) {
      const chosen = columnsOf(how).map((column) => ({
        column,
        at: Object.hasOwn(COLUMNS, column) ? COLUMNS[column] : undefined,
      }));
      const unknown = chosen.find(({ at }) => at === undefined);
      if (unknown !== undefined)
        throw new CliError(`docker top: practice hosts do not simulate ${how.join(' ')} of ps here`);
      const heads = chosen.map(({ column, at = 0 }) => (column === 'comm' ? 'COMMAND' : (head[at] ?? '')));
      const lines = rows.map(({ name: own, cells }) =>
        chosen.map(({ column, at = 0 }) => (column === 'comm' ? own : (cells[at] ?? ''))),
      );
      await process.stdout.write(wide([heads, ...lines].map((line) => `${line.join('\t')}\n`).join('')));
      return 0;
    }
    await process.stdout.write(
      wide([head, ...rows.map(({ cells }) => cells)].map((line) => `${line.join('\t')}\n`).join('')),
    );
    return 0;
  },
};

/** Where ps's columns stand in the row. */
const COLUMNS: Readonly<Record<string, number>> = {
  ...{ uid: 0, user: 0, pid: 1, ppid: 2, c: 3, stime: 4, tty: 5, tt: 5, time: 6, cmd: 7, args: 7, command: 7, comm: 7 },
};

const columnsOf = (how: readonly string[]): readonly string[] =>
  how[0] === '-o' || how[0] === '-eo' ? (how[1] ?? '').split(',') : ['?'];

/** `docker top` makes its columns twenty wide. */
const wide = (text: string): string =>
  text.replace(/([^\t\n]*)\t/g, (_, cell: string) => cell + ' '.repeat(Math.max(20, cell.length + 3) - cell.length));

const stats: Subcommand = {
  paths: ['stats', 'container stats'],
  usage: '[OPTIONS] [CONTAINER...]',
  summary: 'Display a live stream of container(s) resource usage statistics',
  flags: flags('all,a format:string no-stream no-trunc'),
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  async run({ engine, words, flags: given, process }) {
    const named = words.map((name) => findContainer(engine.full, name));
    if (!given.on('no-stream'))
      throw new CliError('docker stats: practice hosts do not simulate watching; --no-stream shows it once');
    const all = containersNewestFirst(engine.full).filter((item) => given.on('all') || isRunning(item));
    const rows = (words.length === 0 ? all : named).map((item) => statsRow(process, item, given.on('no-trunc')));
    const format = given.text('format') || undefined;
    await process.stdout.write(renderList(STATS, rows, format));
    if (format === undefined || /CPU|Mem|Block/.test(format))
      await process.stderr.write('docker stats: practice hosts do not simulate processor, memory and disk.\n');
    return 0;
  },
};

/**
 * What a container has: its processes, and what its links have carried. Memory, disk and processor are measured nowhere on a
 * practice host, and shown as Docker shows what it knows nothing of.
 */
function statsRow({ machine }: Process, { id, name, status, networkMode }: Container, whole: boolean): Row {
  const runs = status === 'running' || status === 'paused';
  const net = { kind: 'container', id } as const;
  const own = runs && networkMode !== 'host' ? viewAt(machine, net).kernel.links : [];
  const carried = own.filter(({ kind }) => kind !== 'loopback').map((link) => carriedBy(machine, net, link.name));
  const sum = (pick: (item: Carried) => number): number => carried.reduce((all, item) => all + pick(item), 0);
  const userland = runs ? machine.engine?.inside(id) : undefined;
  return {
    ...{ ID: whole ? id : shortId(id), Name: name, Container: whole ? id : shortId(id) },
    ...{ CPUPerc: '--', MemUsage: '-- / --', MemPerc: '--', BlockIO: '-- / --' },
    NetIO: `${humanSize(
      sum(({ rxBytes }) => rxBytes),
      3,
    )} / ${humanSize(
      sum(({ txBytes }) => txBytes),
      3,
    )}`,
    PIDs: String(userland === undefined ? 0 : processesSeen({ machine, userland }).length),
  };
}

const STATS: Listing = {
  headings: {
    ...{ ID: 'CONTAINER ID', Container: 'CONTAINER', Name: 'NAME', CPUPerc: 'CPU %', MemUsage: 'MEM USAGE / LIMIT' },
    ...{ MemPerc: 'MEM %', NetIO: 'NET I/O', BlockIO: 'BLOCK I/O', PIDs: 'PIDS' },
  },
  columns: ['ID', 'Name', 'CPUPerc', 'MemUsage', 'MemPerc', 'NetIO', 'BlockIO', 'PIDs'],
  type: '*container.statsContext',
};

export const containerLooks: readonly Subcommand[] = [inspectAny, inspectContainer, logs, port, stats, top];
