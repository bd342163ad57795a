/** `docker exec` and `attach`. */

import { sentencesOf28 } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { findContainer } from '../../docker/engine/find.ts';
import { environmentOf } from '../../docker/engine/first-processes.ts';
import { missingProgram, noInput } from '../../docker/engine/mains.ts';
import { isRunning } from '../../docker/engine/state.ts';
import { notExecuted, notRunning } from '../../docker/engine/words.ts';
import { anySignal } from '../../os/any-signal.ts';
import type { User, Userland } from '../../os/machine.ts';
import { flags } from './flags.ts';
import { checkTerminal, watch } from './run.ts';
import { CliError, exactly, type Subcommand, saidOf } from './subcommand.ts';

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
    const detached = given.on('detach');
    checkTerminal(call, detached);
    const container = engine.running(name);
    const userland = engine.inside(container.id);
    if (userland === undefined) throw new Refusal(notRunning(engine.version, container.id), 409);
    const user = userOf(userland, given.text('user') ?? container.config.user);
    const missing = missingProgram(argv[0] ?? '', userland);
    if (missing !== undefined) {
      const text = notExecuted(engine.version, missing);
      if (detached) throw new Refusal(text, 400);
      await process.stdout.write(`${text}\r\n`);
      return holds(sentencesOf28, engine.version) && !missing.endsWith('permission denied') ? 127 : 126;
    }
    const signal = anySignal([engine.processes.life(container.id), ...(detached ? [] : [process.signal])]);
    const added = given.list('env').map((item): [string, string] => {
      const at = item.indexOf('=');
      return at === -1 ? [item, process.env[item] ?? ''] : [item.slice(0, at), item.slice(at + 1)];
    });
    const done = process.run(argv, {
      env: { ...environmentOf(container), ...(given.on('tty') ? { TERM: 'xterm' } : {}), ...Object.fromEntries(added) },
      cwd: given.text('workdir') || container.config.workingDir || '/',
      stdin: given.on('interactive') ? process.stdin : noInput,
      ...(detached ? { stdout: NOWHERE, stderr: NOWHERE } : given.on('tty') ? { stderr: process.stdout } : {}),
      user,
      userland,
      net: engine.namespaceOf(container),
      signal,
    });
    if (detached) {
      void done.catch(() => 1);
      return 0;
    }
    const status = await done;
    return engine.processes.life(container.id).aborted ? 137 : status;
  },
};

const NOWHERE = { write: async (): Promise<void> => {} };

function known({ engine }: Parameters<Subcommand['run']>[0], name: string): void {
  try {
    findContainer(engine.full, name);
  } catch (error) {
    throw error instanceof Refusal ? new CliError(saidOf(engine, error, 'container', name)) : error;
  }
}

function userOf({ files }: Userland, written: string): User {
  const [name = ''] = written.split(':');
  if (name === '') return { name: 'root', uid: 0 };
  const passwd = files.status('/etc/passwd')?.kind === 'file' ? files.read('/etc/passwd') : '';
  const entries = passwd.split('\n').map((line) => line.split(':'));
  const entry = entries.find(([known, , uid]) => known === name || uid === name);
  if (entry !== undefined) return { name: entry[0] ?? name, uid: Number(entry[2]) };
  if (/^\d+$/.test(name)) return { name, uid: Number(name) };
  throw new Refusal(`unable to find user ${name}: no matching entries in passwd file`, 400);
}

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
