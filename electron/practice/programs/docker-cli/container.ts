/** `docker start`, `stop`, `restart`, `kill`, `pause`, `unpause`, `rm`, `rename`, `wait` and `container prune`. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { renameContainer } from '../../docker/engine/containers.ts';
import { findContainer } from '../../docker/engine/find.ts';
import { pauseContainer, unpauseContainer } from '../../docker/engine/lifecycle.ts';
import { noInput } from '../../docker/engine/mains.ts';
import type { EngineState } from '../../docker/engine/state.ts';
import { isRunning } from '../../docker/engine/state.ts';
import { notRunning } from '../../docker/engine/words.ts';
import { confirmed } from './confirm.ts';
import { prunable } from './filters.ts';
import { flags } from './flags.ts';
import { begun, watch } from './run.ts';
import { anyNumber, type Call, CliError, exactly, forEach, type Subcommand, said, saidOf } from './subcommand.ts';

const start: Subcommand = {
  paths: ['start', 'container start'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Start one or more stopped containers',
  flags: flags('attach,a interactive,i detach-keys:string'),
  words: anyNumber,
  async run(call) {
    const { engine, flags: given, words, say, complain } = call;
    if (given.on('attach') || given.on('interactive')) return startAttached(call);
    const failed: string[] = [];
    for (const name of words) {
      try {
        engine.start(name);
        await begun();
        await say(name);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await complain(said(error));
        failed.push(name);
      }
    }
    if (failed.length > 0) throw new CliError(`Error: failed to start containers: ${failed.join(', ')}`);
    return 0;
  },
};

async function startAttached(call: Call): Promise<number> {
  const { engine, flags: given, words, process } = call;
  const [name = '', second] = words;
  if (second !== undefined) throw new CliError('you cannot start and attach multiple containers at once');
  let found: ReturnType<typeof findContainer>;
  try {
    found = findContainer(engine.full, name);
  } catch (error) {
    throw error instanceof Refusal ? new CliError(saidOf(engine, error, 'container', name)) : error;
  }
  const typed = given.on('interactive') && found.config.openStdin;
  engine.start(found.id, {
    stdin: typed ? process.stdin : noInput,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: process.signal,
  });
  return watch(call, found.id);
}

const stop: Subcommand = {
  paths: ['stop', 'container stop'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Stop one or more running containers',
  flags: flags('time,t:int'),
  words: anyNumber,
  run: (call) => forEach(call, (name) => call.engine.stop(name)),
};

const restart: Subcommand = {
  paths: ['restart', 'container restart'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Restart one or more containers',
  flags: flags('time,t:int'),
  words: anyNumber,
  run: (call) =>
    forEach(call, async (name) => {
      const { id } = findContainer(call.engine.full, name);
      try {
        call.engine.restart(id);
        await begun();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new Refusal(`Cannot restart container ${name}: ${error.message}`, error.status);
      }
    }),
};

/** Those that end a first process which has no handler for them. */
const DEADLY: Readonly<Record<string, number>> = { KILL: 137, SIGKILL: 137, 9: 137 };
const SIGNALS = ['HUP', 'INT', 'QUIT', 'TERM', 'USR1', 'USR2', 'WINCH', 'STOP', 'CONT', 'ABRT', 'ALRM', 'PIPE', 'CHLD'];

const kill: Subcommand = {
  paths: ['kill', 'container kill'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Kill one or more running containers',
  flags: flags('signal,s:string'),
  words: anyNumber,
  run: (call) =>
    forEach(call, (name) => {
      const signal = (call.flags.text('signal') ?? 'KILL').toUpperCase();
      const status = DEADLY[signal];
      if (status === undefined && !SIGNALS.includes(signal.replace(/^SIG/, '')) && !/^\d+$/.test(signal)) {
        throw new Refusal(`Invalid signal: ${call.flags.text('signal')}`, 400);
      }
      try {
        const { id } = findContainer(call.engine.full, name);
        const container = findContainer(call.engine.full, id);
        if (!isRunning(container)) throw new Refusal(notRunning(call.engine.version, id), 409);
        if (status !== undefined) call.engine.stop(id, status);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw error.status === 0
          ? error
          : new Refusal(`Cannot kill container: ${name}: ${error.message}`, error.status);
      }
    }),
};

const pause: Subcommand = {
  paths: ['pause', 'container pause'],
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Pause all processes within one or more containers',
  flags: [],
  words: anyNumber,
  run: (call) => forEach(call, (name) => call.engine.change((world) => pauseContainer(world, name))),
};

const unpause: Subcommand = {
  paths: ['unpause', 'container unpause'],
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Unpause all processes within one or more containers',
  flags: [],
  words: anyNumber,
  run: (call) => forEach(call, (name) => call.engine.change((world) => unpauseContainer(world, name))),
};

/** A container's own name is no link, and those that `--link` has made are not taken away here. @throws Refusal for what is not there */
function notALink(state: EngineState, name: string): CliError {
  findContainer(state, name);
  return new CliError('Error response from daemon: Conflict, cannot remove the default link name of the container');
}

const remove: Subcommand = {
  paths: ['rm', 'container rm'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Remove one or more containers',
  flags: flags('force,f volumes,v link,l'),
  words: anyNumber,
  async run(call) {
    const { engine, flags: given, words, say, complain } = call;
    const force = given.on('force');
    const failures: string[] = [];
    for (const name of words) {
      try {
        if (name.replace(/^\/+|\/+$/g, '') === '') throw new CliError('Container name cannot be empty');
        if (given.on('link')) throw notALink(engine.full, name);
        engine.remove(name, force, given.on('volumes'));
        await say(name);
      } catch (error) {
        if (error instanceof CliError) failures.push(error.message);
        else if (!(error instanceof Refusal)) throw error;
        else if (force && error.status === 404) await complain(saidOf(engine, error, 'container', name));
        else failures.push(saidOf(engine, error, 'container', name));
      }
    }
    if (failures.length > 0) throw new CliError(failures.join('\n'));
    return 0;
  },
};

const rename: Subcommand = {
  paths: ['rename', 'container rename'],
  usage: 'CONTAINER NEW_NAME',
  summary: 'Rename a container',
  flags: [],
  words: exactly(2),
  async run({ engine, words: [name = '', next = ''] }) {
    try {
      engine.change((world) => renameContainer(world, name, next.trim()));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new CliError(`${said(error)}\nError: failed to rename container named ${name}`);
    }
    return 0;
  },
};

const wait: Subcommand = {
  paths: ['wait', 'container wait'],
  usage: 'CONTAINER [CONTAINER...]',
  summary: 'Block until one or more containers stop, then print their exit codes',
  flags: [],
  words: anyNumber,
  async run({ engine, words, say, process }) {
    for (const name of words) {
      const { id } = findContainer(engine.full, name);
      await say(String(await engine.processes.wait(id, process.signal)));
    }
    return 0;
  },
};

export async function pruneContainers({ engine, say, flags: given }: Call): Promise<void> {
  const fits = prunable(given.list('filter'), engine.host.clock.now());
  const stopped = engine.full.containers.filter(
    (item) =>
      (item.status === 'exited' || item.status === 'created') &&
      fits({ labels: item.config.labels, created: item.created }),
  );
  for (const { id } of stopped) engine.remove(id, false);
  if (stopped.length > 0) await say(`Deleted Containers:\n${stopped.map(({ id }) => id).join('\n')}\n`);
}

const prune: Subcommand = {
  paths: ['container prune'],
  usage: '[OPTIONS]',
  summary: 'Remove all stopped containers',
  flags: flags('force,f filter:list'),
  words: exactly(0),
  async run(call) {
    const warning = 'WARNING! This will remove all stopped containers.\nAre you sure you want to continue?';
    if (!call.flags.on('force') && !(await confirmed(call, warning))) return 0;
    await pruneContainers(call);
    await call.say('Total reclaimed space: 0B');
    return 0;
  },
};

export const containerCommands: readonly Subcommand[] = [
  kill,
  pause,
  prune,
  remove,
  rename,
  restart,
  start,
  stop,
  unpause,
  wait,
];
