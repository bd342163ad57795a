/** `docker cp`, `diff`, `commit`, `update` and `export`: what a container has made of its files and settings. */
import { posix } from 'node:path';
import { absentInDaemonsWords } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { commitContainer } from '../../docker/engine/commit.ts';
import { editContainer, findContainer } from '../../docker/engine/find.ts';
import { checkPrivileges } from '../../docker/engine/privileges.ts';
import type { EngineState } from '../../docker/engine/state.ts';
import { FileError, type Files } from '../../os/files/files.ts';
import { resolvePath } from '../../os/files/paths.ts';
import type { Input } from '../../os/streams.ts';
import { passTar } from './archive.ts';
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

/** Small files of a tar that comes: nothing here writes one. */
async function unpack(input: Input, files: Files, folder: string): Promise<void> {
  const tar = await passTar((await input.read()) ?? '', input, () => true);
  if (tar === undefined) throw new CliError('Error response from daemon: unexpected EOF');
  for (const [path, text] of tar.texts) files.write(posix.join('/', folder, path), text);
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
      await unpack(process.stdin, engine.filesOf(findContainer(engine.full, to.container).id), to.path);
      return 0;
    }
    if (source === '-' || target === '-')
      throw new CliError('docker cp: practice hosts do not simulate copying as an archive');
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
    if (given.has('change')) throw new CliError('docker commit: practice hosts do not simulate --change');
    const { id } = findContainer(engine.full, name);
    const content = engine.contentOf(id);
    await say(engine.make((world) => commitContainer(world, id, tag, content)).id);
    return 0;
  },
};

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

const exportFiles: Subcommand = {
  paths: ['export', 'container export'],
  usage: '[OPTIONS] CONTAINER',
  summary: "Export a container's filesystem as a tar archive",
  flags: flags('output,o:string'),
  words: exactly(1),
  async run({ engine, words: [name = ''] }) {
    try {
      findContainer(engine.full, name);
    } catch (error) {
      throw error instanceof Refusal ? new CliError(said(error)) : error;
    }
    throw new CliError('docker export: practice hosts do not simulate archives of files');
  },
};

export const copyCommands: readonly Subcommand[] = [commit, copy, diff, exportFiles, update];
