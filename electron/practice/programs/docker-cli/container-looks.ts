/** `docker inspect`, `logs`, `port`, `top`, `stats` and `diff`: what only looks at containers. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { containerJson, portsJson } from '../../docker/api/container-json.ts';
import { imageJson } from '../../docker/api/image-json.ts';
import { networkJson } from '../../docker/api/network-json.ts';
import { findContainer, findNetwork } from '../../docker/engine/find.ts';
import { findImage } from '../../docker/engine/images.ts';
import { argvOf } from '../../docker/engine/mains.ts';
import { isRunning } from '../../docker/engine/state.ts';
import { notRunning } from '../../docker/engine/words.ts';
import { anySignal } from '../../os/any-signal.ts';
import { flags } from './flags.ts';
import { inspect } from './inspect.ts';
import { anyNumber, type Call, CliError, exactly, type Subcommand, saidOf } from './subcommand.ts';

/** In the order in which Docker looks for a name when nobody said what it is of. */
const finders = {
  container: ({ engine }: Call, name: string) => {
    const container = findContainer(engine.full, name);
    return containerJson(container, engine.imageOf(container));
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
    const lines = log.pieces.flatMap(({ to, text }) => text.split(/(?<=\n)/).map((line) => ({ to, line })));
    const wanted = /^\d+$/.test(tail) ? lines.slice(lines.length - Math.min(Number(tail), lines.length)) : lines;
    for (const { to, line } of wanted) await call.process[to].write(line);
    if (call.flags.on('follow')) {
      await log.follow(call.process, anySignal([call.process.signal, call.engine.processes.life(id)]));
    }
    return 0;
  },
};

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
  async run({ engine, words: [name = ''], process }) {
    const container = findContainer(engine.full, name);
    if (!isRunning(container)) throw new Refusal(notRunning(engine.version, container.id), 409);
    const clock = (time: number | undefined): string => new Date(time ?? 0).toISOString().slice(11, 16);
    const cells = ['root', String(container.pid), String(container.pid - 21), '0', clock(container.started)];
    const tty = container.config.tty ? 'pts/0' : '?';
    const head = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
    const row = [...cells, tty, '00:00:00', argvOf(container).join(' ')];
    await process.stdout.write(wide(`${head.join('\t')}\n${row.join('\t')}\n`));
    return 0;
  },
};

/** `docker top` makes its columns twenty wide. */
const wide = (text: string): string =>
  text.replace(/([^\t\n]*)\t/g, (_, cell: string) => cell + ' '.repeat(Math.max(20, cell.length + 3) - cell.length));

const stats: Subcommand = {
  paths: ['stats', 'container stats'],
  usage: '[OPTIONS] [CONTAINER...]',
  summary: 'Display a live stream of container(s) resource usage statistics',
  flags: flags('all,a format:string no-stream no-trunc'),
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  async run() {
    throw new CliError('docker: a practice host has no processors or memory whose use could be measured');
  },
};

export const containerLooks: readonly Subcommand[] = [inspectAny, inspectContainer, logs, port, stats, top];
