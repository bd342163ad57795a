/** `docker run` and `docker create`. */

import { commandWords28, sentencesOf25 } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { createContainer } from '../../docker/engine/containers.ts';
import { findContainer } from '../../docker/engine/find.ts';
import type { Attached } from '../../docker/engine/host.ts';
import { imageNamed } from '../../docker/engine/images.ts';
import { noInput } from '../../docker/engine/mains.ts';
import { parseReference, withTag } from '../../docker/engine/reference.ts';
import { aborted } from '../../os/any-signal.ts';
import { turns } from '../../os/processes/pace.ts';
import { BrokenPipe, type Output } from '../../os/streams.ts';
import { askedContainer, containerFlags } from './container-options.ts';
import { EnvFileError, environment } from './environment.ts';
import { flags } from './flags.ts';
import { checkSources } from './mount-options.ts';
import { OptionError } from './option-error.ts';
import { pull } from './pull.ts';
import { anyNumber, type Call, CliError, type Subcommand, said } from './subcommand.ts';
import { ofTerminal } from './terminal-output.ts';
import { helpAfter } from './usage.ts';

/** Makes the container, fetching its image when it is not there. */
async function make(call: Call, detached: boolean): Promise<string> {
  const { engine, flags: given, words, complain } = call;
  const asked = askedContainer(engine.version, given, words, detached, environment(given, call.process));
  checkSources(given, call.process.userland.files);
  const policy = given.text('pull') ?? 'missing';
  const here =
    asked.image !== '' &&
    (isId(asked.image) || named(asked.image)) &&
    imageNamed(engine.full, asked.image) !== undefined;
  if (policy === 'always' || (!here && policy !== 'never' && !isId(asked.image))) {
    if (policy !== 'always') await complain(`Unable to find image '${withTag(parseReference(asked.image))}' locally`);
    await pull(call, parseReference(asked.image), complain);
  }
  return engine.make((world) => createContainer(world, asked)).id;
}

const isId = (image: string): boolean => /^(?:sha256:)?[0-9a-f]{64}$/.test(image);

/** Throws when it is no name at all. */
const named = (image: string): boolean => parseReference(image).path !== '';

const create: Subcommand = {
  paths: ['create', 'container create'],
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Create a new container',
  flags: containerFlags,
  words: anyNumber,
  program: true,
  async run(call) {
    try {
      await call.say(await make(call, false));
      return 0;
    } catch (error) {
      if (!(error instanceof OptionError || error instanceof EnvFileError)) throw error;
      throw new CliError(
        `docker: ${dotted(call.engine.version, error.message)}\n${helpAfter(call.engine.version, 'create')}`,
        125,
      );
    }
  },
};

/** Until 27 with a full stop; then without, and with where the help is. */
const dotted = (version: string, text: string): string =>
  holds(commandWords28, version) ? text : `${text.replace(/\.$/, '')}.`;

const run: Subcommand = {
  paths: ['run', 'container run'],
  usage: '[OPTIONS] IMAGE [COMMAND] [ARG...]',
  summary: 'Run a command in a new container',
  flags: [...containerFlags, ...flags('detach,d sig-proxy detach-keys:string')],
  words: anyNumber,
  program: true,
  async run(call) {
    const detached = call.flags.on('detach');
    try {
      if (detached && call.flags.list('attach').length > 0) throw new CliError('Conflicting options: -a and -d');
      checkTerminal(call, detached);
      const isHost = [...call.flags.list('network'), ...call.flags.list('net')].includes('host');
      if (isHost && (call.flags.has('publish') || call.flags.on('publish-all')))
        await call.complain('WARNING: Published ports are discarded when using host network mode');
      const id = await make(call, detached);
      return detached ? await background(call, id) : await foreground(call, id);
    } catch (error) {
      if (error instanceof OptionError || error instanceof EnvFileError)
        throw new CliError(
          `docker: ${dotted(call.engine.version, error.message)}\n${helpAfter(call.engine.version, 'run')}`,
          125,
        );
      if (!(error instanceof Refusal)) throw error;
      throw new CliError(
        `docker: ${dotted(call.engine.version, saidByRun(error))}\n${helpAfter(call.engine.version, 'run')}`,
        125,
      );
    }
  },
};

/** A name that is none is found out by the command, not by Docker. */
const saidByRun = (error: Refusal): string =>
  error.message.startsWith('invalid reference') ? error.message : said(error);

export function checkTerminal({ flags: given, process }: Call, detached: boolean): void {
  if (!detached && given.on('tty') && given.on('interactive') && process.stdout.terminal === undefined) {
    throw new CliError('the input device is not a TTY');
  }
}

/** A start that fails has another way to say so, and other exit statuses. */
function startOr({ engine, process }: Call, id: string, attached: Attached | undefined): void {
  try {
    engine.start(id, attached);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message } = error;
    const absent = message.includes('executable file not found') || message.includes('no such file or directory');
    const status = absent ? 127 : message.includes('permission denied') ? 126 : 125;
    const container = findContainer(engine.full, id);
    if (container.config.autoRemove) engine.remove(id, true);
    const help = holds(commandWords28, engine.version) ? `\n${helpAfter(engine.version, 'run')}` : '';
    // The command had asked already when the container would be gone, and hears that nobody waits any more.
    const waited = attached !== undefined && container.config.autoRemove && !holds(sentencesOf25, engine.version);
    const time = new Date(process.machine.clock.now()).toISOString().replace(/\.\d+Z/, 'Z');
    const canceled = waited ? `\ntime="${time}" level=error msg="error waiting for container: context canceled"` : '';
    throw new CliError(`docker: ${dotted(engine.version, said(error))}${canceled}${help}`, status);
  }
}

async function background(call: Call, id: string): Promise<number> {
  // The real one prints the id from beside, so it is there even when the start fails.
  try {
    startOr(call, id, undefined);
  } finally {
    await begun();
    await call.say(id);
  }
  return 0;
}

/** Docker tells of a start when the container's program has long begun: so many turns everything else has meanwhile. */
export const begun = (): Promise<void> => turns(200);

async function foreground(call: Call, id: string): Promise<number> {
  const { engine, process } = call;
  const { config } = findContainer(engine.full, id);
  startOr(call, id, {
    stdin: config.openStdin ? process.stdin : noInput,
    stdout: config.tty ? ofTerminal(process.stdout) : passedOn(process),
    stderr: process.stderr,
    signal: process.signal,
  });
  return watch(call, id);
}

/**
 * What comes from the container, for whoever reads it: the command says when nobody does any more. What comes at once the real one
 * writes at once, so that it does not learn of it.
 */
function passedOn({ stdout, stderr, machine: { clock } }: Call['process']): Output {
  let [last, told] = [clock.now(), false];
  return {
    ...(stdout.terminal !== undefined && { terminal: stdout.terminal }),
    async write(text) {
      try {
        await stdout.write(text);
        last = clock.now();
      } catch (error) {
        if (error instanceof BrokenPipe && !told && clock.now() > last) {
          told = true;
          await stderr.write('write /dev/stdout: broken pipe\n');
        }
        throw error;
      }
    },
  };
}

/**
 * Until the container's first process ends; who is interrupted meanwhile interrupts it, but for one with a terminal of its own
 * that is watched from none: no signal goes there.
 */
export async function watch({ engine, process }: Call, id: string): Promise<number> {
  const { config } = findContainer(engine.full, id);
  const ended = engine.processes.watched(id);
  if (config.tty && process.stdout.terminal === undefined)
    return Promise.race([ended, aborted(process.signal).then(() => 130)]);
  const interrupt = (): void => {
    if (engine.powered && engine.full.containers.some((item) => item.id === id)) engine.stop(id, 130);
  };
  process.signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await ended;
  } finally {
    process.signal.removeEventListener('abort', interrupt);
  }
}

export const runCommands: readonly Subcommand[] = [create, run];
