/** `docker cp`, `diff`, `commit`, `update` and `export`: what a container has made of its files and settings. */
import { posix } from 'node:path';
import { absentInDaemonsWords } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { commitContainer } from '../../docker/engine/commit.ts';
import { editContainer, findContainer } from '../../docker/engine/find.ts';
import { checkPrivileges } from '../../docker/engine/privileges.ts';
import type { ContainerConfig, EngineState, Image } from '../../docker/engine/state.ts';
import { FileError, type Files } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import { entriesBelow, entriesOf, NotTar, putOut, tarOf } from '../../os/files/tar.ts';
import type { Input } from '../../os/streams.ts';
import { BuildError, type Instruction, instructionsOf, pairsIn, wordsIn } from './build/dockerfile.ts';
import { bytes, cpus, restartOf } from './container-options.ts';
import { flags } from './flags.ts';
import { OptionError } from './option-error.ts';
import { anyNumber, type Call, CliError, exactly, forEach, type Subcommand, said } from './subcommand.ts';

interface Place {
  readonly container: string | undefined;
  readonly path: string;
}

function placeOf(written: string): Place {
  const at = written.indexOf(':');
  const own = at < 0 || written.startsWith('/') || written.startsWith('.');
  return own
    ? { container: undefined, path: written }
    : { container: written.slice(0, at), path: written.slice(at + 1) };
}

function copyTree(from: Files, path: string, into: Files, to: string): void {
  if (from.status(path)?.kind !== 'directory') {
    into.write(to, from.read(path));
    return;
  }
  if (into.status(to) === undefined) into.makeDirectory(to);
  for (const name of from.list(path)) copyTree(from, `${path}/${name}`, into, `${to}/${name}`);
}

function isThere(state: EngineState, name: string): boolean {
  try {
    findContainer(state, name);
    return true;
  } catch {
    return false;
  }
}

/** What comes as a tar is put into a folder of a container. @throws CliError */
async function unpack(input: Input, files: Files, folder: string): Promise<void> {
  try {
    putOut(files, folder, entriesOf(await input.all()));
  } catch (error) {
    if (error instanceof NotTar) throw new CliError('Error response from daemon: unexpected EOF');
    if (error instanceof FileError) throw new CliError(`Error response from daemon: ${error.message.toLowerCase()}`);
    throw error;
  }
}

const copy: Subcommand = {
  paths: ['cp', 'container cp'],
  usage: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  summary: 'Copy files/folders between a container and the local filesystem',
  flags: flags('archive,a follow-link,L quiet,q'),
  words: exactly(2),
  async run({ engine, words: [source = '', target = ''], process }) {
    const [from, to] = [placeOf(source), placeOf(target)];
    if (from.container !== undefined && to.container !== undefined)
      throw new CliError('copying between containers is not supported');
    if (from.container === undefined && to.container === undefined)
      throw new CliError('must specify at least one container source');
    if (source === '-' && to.container !== undefined) {
      const { id } = findContainer(engine.full, to.container);
      await unpack(process.stdin, engine.filesOf(id), resolvePath('/', to.path));
      return 0;
    }
    if (target === '-' && process.stdout.terminal !== undefined)
      throw new CliError('cowardly refusing to copy to a terminal');
    const filesOf = ({ container }: Place): Files =>
      container === undefined ? process.userland.files : engine.filesOf(findContainer(engine.full, container).id);
    const whole = ({ container, path }: Place): string =>
      resolvePath(container === undefined ? process.cwd : '/', path);
    if (
      to.container !== undefined &&
      !holds(absentInDaemonsWords, engine.version) &&
      !isThere(engine.full, to.container)
    )
      throw new CliError(`Error: No such container:path: ${to.container}:${posix.dirname(to.path)}`);
    if (
      from.container !== undefined &&
      !isThere(engine.full, from.container) &&
      !holds(absentInDaemonsWords, engine.version)
    )
      throw new CliError(`Error: No such container:path: ${source}`);
    const [here, there] = [filesOf(from), filesOf(to)];
    const [path, place] = [whole(from), whole(to)];
    const found = here.status(path);
    if (found === undefined) {
      throw new CliError(
        from.container === undefined
          ? `lstat ${path}: no such file or directory`
          : `Error: No such container:path: ${source}`,
      );
    }
    if (target === '-') {
      await process.stdout.write(tarOf(entriesBelow(here, path, posix.basename(path))));
      return 0;
    }
    const isFolder = there.status(place)?.kind === 'directory';
    if (!isFolder && there.status(posix.dirname(place))?.kind !== 'directory') {
      throw new CliError(
        to.container === undefined
          ? `invalid output path: directory "${posix.dirname(place)}" does not exist`
          : `Error: No such container:path: ${to.container}:${posix.dirname(to.path)}`,
      );
    }
    try {
      copyTree(
        here,
        path,
        there,
        isFolder && !from.path.endsWith('/.') ? posix.join(place, posix.basename(path)) : place,
      );
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CliError(`Error response from daemon: ${error.message.toLowerCase()}`);
    }
    return 0;
  },
};

const diff: Subcommand = {
  paths: ['diff', 'container diff'],
  usage: 'CONTAINER',
  summary: "Inspect changes to files or directories on a container's filesystem",
  flags: [],
  words: exactly(1),
  async run({ engine, words: [name = ''], say }) {
    for (const { how, path } of engine.changesOf(findContainer(engine.full, name).id)) await say(`${how} ${path}`);
    return 0;
  },
};

const commit: Subcommand = {
  paths: ['commit', 'container commit'],
  usage: '[OPTIONS] CONTAINER [REPOSITORY[:TAG]]',
  summary: "Create a new image from a container's changes",
  flags: flags('author,a:string change,c:list message,m:string pause,p'),
  words: { min: 1, max: 2 },
  async run({ engine, flags: given, words: [name = '', tag], say }) {
    const { id, config } = findContainer(engine.full, name);
    const settings = changed(config, given.list('change'));
    const content = engine.contentOf(id);
    const made = { settings, comment: given.text('message') ?? '', author: given.text('author') ?? '' };
    await say(engine.make((world) => commitContainer(world, id, tag, content, made)).id);
    return 0;
  },
};

/** Those of a Dockerfile's instructions that change no file. @throws CliError */
function changed(config: ContainerConfig, changes: readonly string[]): Partial<Image> {
  let settings: Partial<Image> & Pick<Image, 'env' | 'exposed'> = config;
  const refuse = (why: string): never => {
    throw new CliError(`Error response from daemon: ${why}`);
  };
  for (const change of changes) {
    const word = /^\s*(\S*)/.exec(change)?.[1] ?? '';
    if (
      !['CMD', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'LABEL', 'ONBUILD', 'USER', 'VOLUME', 'WORKDIR'].includes(
        word.toUpperCase(),
      )
    )
      refuse(`${word.toLowerCase()} is not a valid change command`);
    let step: Instruction;
    try {
      [step] = instructionsOf(change, false) as [Instruction];
    } catch (error) {
      throw error instanceof BuildError ? new CliError(`Error response from daemon: ${error.message}`) : error;
    }
    const { name, rest, list } = step;
    const command = list ?? ['/bin/sh', '-c', rest];
    switch (name) {
      case 'CMD':
        settings = { ...settings, command };
        break;
      case 'ENTRYPOINT':
        settings = { ...settings, entrypoint: command };
        break;
      case 'ENV':
        settings = { ...settings, env: [...settings.env, ...pairsIn(step, false).map((pair) => pair.join('='))] };
        break;
      case 'LABEL':
        settings = { ...settings, labels: { ...settings.labels, ...Object.fromEntries(pairsIn(step, false)) } };
        break;
      case 'EXPOSE': {
        const ports = wordsIn(rest).map((port) => (port.includes('/') ? port : `${port}/tcp`));
        settings = { ...settings, exposed: [...new Set([...settings.exposed, ...ports])].sort() };
        break;
      }
      case 'USER':
        settings = { ...settings, user: rest };
        break;
      case 'WORKDIR':
        settings = { ...settings, workingDir: posix.resolve(settings.workingDir || '/', rest) };
        break;
      default:
        throw new CliError(`docker commit: practice hosts do not simulate --change ${name}`);
    }
  }
  const { command = null, entrypoint = null, env, exposed, workingDir = '', user = '', labels = {} } = settings;
  return changes.length === 0 ? {} : { command, entrypoint, env, exposed, workingDir, user, labels };
}

const update: Subcommand = {
  paths: ['update', 'container update'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Update configuration of one or more containers',
  flags: flags(
    'memory,m:string memory-swap:string memory-reservation:string cpus:string cpu-shares,c:int restart:string pids-limit:int',
  ),
  words: anyNumber,
  run(call) {
    const named = ['memory', 'memory-swap', 'memory-reservation', 'cpus', 'cpu-shares', 'restart', 'pids-limit'];
    if (!named.some((flag) => call.flags.has(flag)))
      throw new CliError('you must provide one or more flags when using this command');
    return forEach(call, (name) => updateOne(call, name));
  },
};

function updateOne({ engine, flags: given }: Call, name: string): void {
  const { id, config } = findContainer(engine.full, name);
  try {
    const memory = given.has('memory') ? bytes(given.text('memory'), '-m, --memory') : config.memory;
    const nanoCpus = given.has('cpus') ? cpus(given.text('cpus')) : config.nanoCpus;
    const restart = given.has('restart') ? restartOf(given) : config.restart;
    if (config.autoRemove && restart.name !== 'no') {
      throw new Refusal(`Restart policy cannot be updated because AutoRemove is enabled for the container`, 400);
    }
    const swap = config.memory ? (config.memorySwap ?? config.memory * 2) : 0;
    const next = {
      ...config,
      restart,
      ...(memory !== undefined && { memory, memorySwap: swap }),
      ...(nanoCpus !== undefined && { nanoCpus }),
    };
    if (given.has('memory') && (memory ?? 0) > swap)
      throw new Refusal(
        `Cannot update container ${id}: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time`,
        400,
      );
    checkPrivileges(next);
    engine.change((world) => ({
      ...world,
      state: editContainer(world.state, id, (item) => ({ ...item, config: next })),
    }));
  } catch (error) {
    if (error instanceof OptionError) throw new CliError(error.message);
    throw error;
  }
}

const AS_ROOT = { owner: { name: '', id: 0 }, group: { name: '', id: 0 } } as const;

const exportFiles: Subcommand = {
  paths: ['export', 'container export'],
  usage: '[OPTIONS] CONTAINER',
  summary: "Export a container's filesystem as a tar archive",
  flags: flags('output,o:string'),
  words: exactly(1),
  async run({ engine, flags: given, words: [name = ''], process }) {
    let id: string;
    try {
      ({ id } = findContainer(engine.full, name));
    } catch (error) {
      throw error instanceof Refusal ? new CliError(said(error)) : error;
    }
    const output = given.text('output');
    if (output === undefined && process.stdout.terminal !== undefined)
      throw new CliError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
    const files = engine.filesOf(id);
    const marker = { ...AS_ROOT, path: '.dockerenv', kind: 'file', mode: 0o755, modified: 0, text: '' } as const;
    const archive = tarOf([marker, ...entriesBelow(files, '/', '', ['/proc', '/sys', '/dev'])]);
    if (output === undefined) await process.stdout.write(archive);
    else
      try {
        process.userland.files.write(resolvePath(process.cwd, output), archive);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        throw new CliError(`failed to export container: open ${output}: ${error.message.toLowerCase()}`);
      }
    return 0;
  },
};

export const copyCommands: readonly Subcommand[] = [commit, copy, diff, exportFiles, update];
