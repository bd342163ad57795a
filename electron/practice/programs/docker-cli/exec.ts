/** `docker exec` and `attach`. */

import { sentencesOf28 } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { findContainer } from '../../docker/engine/find.ts';
import { environmentOf } from '../../docker/engine/first-processes.ts';
import { linkVariables } from '../../docker/engine/linked.ts';
import { missingProgram, noInput } from '../../docker/engine/mains.ts';
import { userIn } from '../../docker/engine/privileges.ts';
import { isRunning } from '../../docker/engine/state.ts';
import { notExecuted, notRunning } from '../../docker/engine/words.ts';
import { anySignal } from '../../os/any-signal.ts';
import type { User, Userland } from '../../os/machine.ts';
import { NOWHERE, untilClosed } from '../../os/streams.ts';
import { EnvFileError, environment } from './environment.ts';
import { flags } from './flags.ts';
import { checkTerminal, watch } from './run.ts';
import { CliError, exactly, type Subcommand, saidOf } from './subcommand.ts';
import { ofTerminal } from './terminal-output.ts';

const exec: Subcommand = {
  paths: ['exec', 'container exec'],
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  summary: 'Run a command in a running container',
  flags: flags(
    'detach-keys:string interactive,i tty,t detach,d user,u:string privileged env,e:list env-file:list workdir,w:string',
  ),
  words: { min: 2, max: Number.POSITIVE_INFINITY },
  program: true,
  async run(call) {
    const { engine, flags: given, words, process } = call;
    const [name = '', ...argv] = words;
    known(call, name);
    const added = addedTo(call);
    const detached = given.on('detach');
    checkTerminal(call, detached);
    const container = engine.runningNamed(name);
    const userland = engine.inside(container.id);
    if (userland === undefined) throw new Refusal(notRunning(engine.version, container.id), 409);
    const { config } = container;
    let user: User;
    try {
      user = userIn(
        userland.files,
        given.text('user') ?? config.user,
        config,
        config.privileged || given.on('privileged'),
      );
    } catch (error) {
      if (!(error instanceof Refusal) || detached) throw error;
      await process.stdout.write(`${error.message}\r\n`);
      return 126;
    }
    const cwd = given.text('workdir') || config.workingDir || '/';
    const missing = missingPlace(cwd, userland) ?? missingProgram(argv[0] ?? '', userland);
    if (missing !== undefined) {
      const text = notExecuted(engine.version, missing);
      if (detached) throw new Refusal(text, 400);
      await process.stdout.write(`${text}\r\n`);
      return holds(sentencesOf28, engine.version) && !missing.endsWith('permission denied') ? 127 : 126;
    }
    const signal = anySignal([engine.processes.life(container.id), ...(detached ? [] : [process.signal])]);
    const screen = ofTerminal(process.stdout);
    // What it leaves behind in the background writes to the daemon, which keeps nobody here waiting.
    const [stdout, stderr] = [untilClosed(process.stdout), untilClosed(process.stderr)];
    const done = process.run(argv, {
      env: {
        ...environmentOf(container, given.on('tty')),
        ...linkVariables(engine.full, container),
        ...(given.on('tty') ? { TERM: 'xterm' } : {}),
        ...pairs(added),
      },
      cwd,
      stdin: given.on('interactive') ? process.stdin : noInput,
      ...(detached
        ? { stdout: NOWHERE, stderr: NOWHERE }
        : given.on('tty')
          ? { stdout: screen, stderr: screen }
          : { stdout: stdout.output, stderr: stderr.output }),
      user,
      userland,
      net: engine.namespaceOf(container),
      signal,
    });
    if (detached) {
      void done.catch(() => 1);
      return 0;
    }
    const status = await done.finally(() => {
      stdout.close();
      stderr.close();
    });
    return engine.processes.life(container.id).aborted ? 137 : status;
  },
};

function known({ engine }: Parameters<Subcommand['run']>[0], name: string): void {
  try {
    findContainer(engine.full, name);
  } catch (error) {
    throw error instanceof Refusal ? new CliError(saidOf(engine, error, 'container', name)) : error;
  }
}

const pairs = (settings: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(settings.map((item) => [item.slice(0, item.indexOf('=')), item.slice(item.indexOf('=') + 1)]));

function addedTo({ flags: given, process }: Parameters<Subcommand['run']>[0]): readonly string[] {
  try {
    return environment(given, process);
  } catch (error) {
    throw error instanceof EnvFileError ? new CliError(error.message) : error;
  }
}

/** What runc says of a directory that is not there. */
const missingPlace = (cwd: string, { files }: Userland): string | undefined =>
  files.status(cwd)?.kind === 'directory'
    ? undefined
    : `chdir to cwd ("${cwd}") set in config.json failed: no such file or directory`;

const attach: Subcommand = {
  paths: ['attach', 'container attach'],
  usage: '[OPTIONS] CONTAINER',
  summary: 'Attach local standard input, output, and error streams to a running container',
  flags: flags('detach-keys:string no-stdin sig-proxy'),
  words: exactly(1),
  async run(call) {
    const { engine, flags: given, words, process } = call;
    const [name = ''] = words;
    known(call, name);
    const container = findContainer(engine.full, name);
    if (!isRunning(container)) throw new CliError('You cannot attach to a stopped container, start it first');
    if (container.status === 'paused') throw new CliError('You cannot attach to a paused container, unpause it first');
    if (container.config.tty && !given.on('no-stdin') && process.stdout.terminal === undefined)
      throw new CliError('the input device is not a TTY');
    engine.processes.attach(container, {
      stdin: container.config.openStdin && !given.on('no-stdin') ? process.stdin : noInput,
      stdout: process.stdout,
      stderr: process.stderr,
      signal: process.signal,
    });
    return watch(call, container.id);
  },
};

export const execCommands: readonly Subcommand[] = [attach, exec];
