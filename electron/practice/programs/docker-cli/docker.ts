/** The `docker` command of a practice host. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { buildOf } from '../../docker/engine/builds.ts';
import { dockerOf } from '../../docker/engine/installed.ts';
import type { Command, Process } from '../../os/machine.ts';
import { isSince, releaseOf } from '../../os/releases.ts';
import { BrokenPipe } from '../../os/streams.ts';
import { buildCommands } from './build/build.ts';
import { containerCommands } from './container.ts';
import { containerLooks } from './container-looks.ts';
import { copyCommands } from './copy.ts';
import { execCommands } from './exec.ts';
import { FlagError, parseFlags } from './flags.ts';
import { commandUsage, GROUPS, rootUsage } from './help.ts';
import { historyCommands } from './history.ts';
import { imageChanges } from './image-changes.ts';
import { imageLists } from './images.ts';
import { loginCommands } from './login.ts';
import { networkCommands } from './network.ts';
import { networkLists } from './network-lists.ts';
import { psCommands } from './ps.ts';
import { runCommands } from './run.ts';
import { type Call, CliError, type Subcommand, said } from './subcommand.ts';
import { systemCommands } from './system.ts';
import { TemplateError } from './template/parse.ts';
import { refuseUnsimulated } from './unsimulated.ts';
import { unknownCommand, unknownInGroup, wrongFlag, wrongWords } from './usage.ts';
import { volumeCommands } from './volume.ts';

const subcommands: readonly Subcommand[] = [
  ...buildCommands,
  ...containerCommands,
  ...containerLooks,
  ...copyCommands,
  ...execCommands,
  ...historyCommands,
  ...imageChanges,
  ...imageLists,
  ...loginCommands,
  ...networkCommands,
  ...networkLists,
  ...psCommands,
  ...runCommands,
  ...systemCommands,
  ...volumeCommands,
];

/** Names of what it can do, for whoever completes a word: `run`, `network create`. */
export const dockerPaths: readonly string[] = subcommands.flatMap(({ paths }) => paths).sort();

export const docker: Command = async (process) => {
  const { stdout, stderr } = process;
  const say = (line: string): Promise<void> => stdout.write(`${line}\n`);
  const complain = (line: string): Promise<void> => stderr.write(`${line}\n`);
  const {
    unsimulated,
    words: [first = '', ...rest],
  } = withoutGlobals(process.argv.slice(1));
  if (unsimulated !== undefined) {
    await complain(`docker: practice hosts do not simulate ${unsimulated}.`);
    return 1;
  }
  if (first === '' || first === '--help' || first === 'help') {
    const topic = first === 'help' ? rest[0] : undefined;
    if (topic !== undefined && !NOT_SIMULATED.includes(topic) && resolve(topic, []).kind === 'none') {
      await complain(`unknown help topic: ${topic}`);
      return 1;
    }
    await (first === '' ? complain : say)(rootUsage(subcommands));
    return 0;
  }
  const engine = dockerOf(process.machine);
  const version = engine?.version ?? releaseOf(process.machine.kernel().facts).docker;
  if (first === '--version' || first === '-v') {
    await say(`Docker version ${version}, build ${buildOf(version).commits.client}`);
    return 0;
  }
  const found = resolve(first, rest);
  // Of a command that there is not, it reads the options as its own.
  const isUnknown = found.kind === 'none' && !NOT_SIMULATED.includes(first) && !isSince(version, '28.0');
  const option = first.startsWith('-') ? first : isUnknown ? rest.find((word) => /^-./.test(word)) : undefined;
  if (option !== undefined) {
    const long = option.startsWith('--');
    const text = long ? `unknown flag: ${option}` : `unknown shorthand flag: '${option[1]}' in ${option}`;
    const usage = isSince(version, '28.0') ? '' : `\n${rootUsage(subcommands, !long)}\n`;
    await complain(`${text}\nSee 'docker --help'.${usage}`);
    return 125;
  }
  if (found.kind === 'group') {
    await (found.asked ? say : complain)(
      unknownInGroup(version, first, found.asked ? undefined : rest[0], subcommands),
    );
    return found.status;
  }
  if (NOT_SIMULATED.includes(first)) {
    await complain(`docker ${first}: practice hosts do not simulate this; a real Docker has it.`);
    return 1;
  }
  if (found.kind === 'none') {
    await complain(unknownCommand(version, first));
    return 1;
  }
  const { command, path, argv } = found;
  try {
    const { flags, words } = parseFlags(command.flags, argv, command.program !== true);
    checkWords(version, command, path, words);
    refuseUnsimulated(path, flags);
    if (engine === undefined) throw new CliError('docker: Docker is not installed here');
    const elsewhere = otherDaemon(process.argv.slice(1));
    if (elsewhere !== undefined)
      throw new CliError(`Cannot connect to the Docker daemon at ${elsewhere}. Is the docker daemon running?`);
    if (process.user.uid !== 0 && process.user.groups?.includes('docker') !== true) throw new CliError(denied(path));
    if (!engine.powered && engine.listens) engine.power('start');
    const config = configOf(process);
    const call: Call = { process, engine, config, flags, words, say, complain };
    return await command.run(call);
  } catch (error) {
    return told(version, error, command, path, { say, complain });
  }
};

async function told(
  version: string,
  error: unknown,
  command: Subcommand,
  path: string,
  { say, complain }: Pick<Call, 'say' | 'complain'>,
): Promise<number> {
  if (error instanceof FlagError) {
    if (error.message === 'help') {
      await say(commandUsage(path, command));
      return 0;
    }
    await complain(wrongFlag(version, path, command, error.message));
    return 125;
  }
  if (error instanceof CliError) {
    await complain(error.message);
    return error.status;
  }
  if (error instanceof TemplateError) {
    await complain(`template parsing error: ${error.message}`);
    return 1;
  }
  if (error instanceof Refusal) {
    await complain(said(error));
    return 1;
  }
  if (error instanceof BrokenPipe) return 1;
  throw error;
}

/** What the real command has besides. */
const NOT_SIMULATED: readonly string[] = [
  ...['builder', 'config', 'context', 'events', 'manifest', 'node', 'plugin', 'search', 'secret', 'service', 'stack'],
  ...['swarm', 'trust'],
];

type Resolved =
  | { readonly kind: 'command'; readonly command: Subcommand; readonly path: string; readonly argv: readonly string[] }
  | { readonly kind: 'group'; readonly status: number; readonly asked: boolean }
  | { readonly kind: 'none' };

function resolve(first: string, rest: readonly string[]): Resolved {
  const named = (path: string): Subcommand | undefined => subcommands.find(({ paths }) => paths.includes(path));
  if (Object.hasOwn(GROUPS, first)) {
    const [second] = rest;
    const path = `${first} ${second}`;
    const command = named(path);
    if (command !== undefined) return { kind: 'command', command, path: ownPath(command, path), argv: rest.slice(1) };
    const asked = second === '--help';
    return { kind: 'group', asked, status: second === undefined || asked ? 0 : 1 };
  }
  const command = named(first);
  return command === undefined ? { kind: 'none' } : { kind: 'command', command, path: first, argv: rest };
}

/** In messages an alias is called by what it stands for: `network remove` is `network rm`. */
function ownPath({ paths }: Subcommand, path: string): string {
  const group = path.split(' ')[0];
  return paths.find((item) => item.startsWith(`${group} `)) ?? path;
}

/** Options before the subcommand that choose another daemon; there is only one here. */
interface Globals {
  readonly words: readonly string[];
  /** An option that would have it speak with another daemon, or otherwise. */
  readonly unsimulated: string | undefined;
}

function withoutGlobals(argv: readonly string[]): Globals {
  let at = 0;
  let unsimulated: string | undefined;
  while (at < argv.length) {
    const word = argv[at] ?? '';
    const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[at + 1];
    if (/^(?:-c|--context)(?:=|$)/.test(word) && value !== 'default') unsimulated = `the context ${value ?? ''}`;
    if (/^--tls(?:verify|cacert|cert|key)?(?:=|$)/.test(word)) unsimulated = word.replace(/=.*/, '');
    if (['-H', '--host', '-c', '--context', '--config', '-l', '--log-level'].includes(word)) at += 2;
    else if (/^(?:-D|--debug|--tls\w*(?:=.*)?|--(?:host|context|config|log-level)=.*)$/.test(word)) at += 1;
    else break;
  }
  return { words: argv.slice(at), unsimulated };
}

/** `-H`: nobody but this machine's own daemon is there. */
function otherDaemon(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '-H' || word === '--host' || word.startsWith('--host='));
  const first = argv.findIndex((word) => !word.startsWith('-'));
  if (at < 0 || (first >= 0 && at > first)) return undefined;
  const host = argv[at]?.split('=')[1] ?? argv[at + 1] ?? '';
  return host.startsWith('unix://') || host === '' ? undefined : host;
}

function configOf({ argv, env }: Process): string {
  const at = argv.indexOf('--config');
  const given = at === -1 ? undefined : argv[at + 1];
  return given ?? env.DOCKER_CONFIG ?? `${env.HOME ?? '/root'}/.docker`;
}

function checkWords(version: string, command: Subcommand, path: string, words: readonly string[]): void {
  const { min, max } = command.words;
  if (words.length < min || words.length > max) throw new CliError(wrongWords(version, path, command));
}

const denied = (path: string): string => {
  const [noun = ''] = path.split(' ');
  const target =
    noun === 'network' ? 'networks' : noun === 'image' || noun === 'images' ? 'images/json' : 'containers/json';
  return `permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/${target}": dial unix /var/run/docker.sock: connect: permission denied`;
};
