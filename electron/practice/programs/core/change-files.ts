/** Programs that make, move and remove files. */
import { FileError } from '../../os/files/files.ts';
import { makeDirectories, removeAll } from '../../os/files/memory-files.ts';
import { mayAccess } from '../../os/files/open-file.ts';
import type { Command, Process } from '../../os/machine.ts';
import {
  absolute,
  complain,
  Failure,
  type Options,
  open,
  parseOptions,
  program,
  programName,
  umaskOf,
} from './program.ts';

export const missing = (process: Process, what = 'missing operand'): never => {
  throw new Failure(`${what}\nTry '${programName(process)} --help' for more information.`);
};

/** Does something for each operand; the kernel's refusals are said, and the others are still done. */
export async function each(
  process: Process,
  paths: readonly string[],
  failing: (path: string, words: string) => string,
  body: (path: string) => void | Promise<void>,
): Promise<number> {
  let status = 0;
  for (const path of paths) {
    try {
      await body(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await complain(process, failing(path, error.message));
      status = 1;
    }
  }
  return status;
}

/**
 * @param goes what is there goes, which in a folder for all (`/tmp`) only its owner may do
 * @throws FileError where the user may not change what is in the directory that holds this
 */
export function guard(process: Process, path: string, goes = false): void {
  const { files } = process.userland;
  const { user } = process;
  const full = absolute(process, path);
  const folder = files.status(full.slice(0, full.lastIndexOf('/')) || '/');
  if (folder === undefined) return;
  if (!mayAccess(user, folder, 2)) throw new FileError('EACCES');
  const isSticky = (folder.mode & 0o1000) !== 0;
  const there = goes && isSticky && user.uid !== 0 ? files.status(full) : undefined;
  if (there !== undefined && ![there.owner, folder.owner].includes(user.name)) throw new FileError('EPERM');
}

export const mkdir: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'pv', values: 'm', long: { parents: 'p', mode: 'm', verbose: 'v' } });
  if (options.operands.length === 0) missing(process);
  const { files } = process.userland;
  const tell = teller(process, options);
  const mode = options.value('m');
  return await each(
    process,
    options.operands,
    (path, words) => `cannot create directory '${path}': ${words}`,
    async (path) => {
      const full = absolute(process, path);
      if (options.has('p') && files.status(full)?.kind === 'directory') return;
      if (options.has('p')) {
        makeDirectories(
          files,
          full.slice(0, full.lastIndexOf('/')) || '/',
          0o777 & ~umaskOf(process),
          process.user.name,
        );
        if (files.status(full) !== undefined) throw new FileError('EEXIST');
      }
      guard(process, path);
      files.makeDirectory(
        full,
        mode === undefined ? 0o777 & ~umaskOf(process) : Number.parseInt(mode, 8),
        process.user.name,
      );
      await tell(`${programName(process)}: created directory '${path}'`);
    },
  );
});

export const rmdir: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'v', refused: 'p', long: { parents: 'p', verbose: 'v' } });
  const tell = teller(process, options);
  if (options.operands.length === 0) missing(process);
  const { files } = process.userland;
  return await each(
    process,
    options.operands,
    (path, words) => `failed to remove '${path}': ${words}`,
    async (path) => {
      await tell(`${programName(process)}: removing directory, '${path}'`);
      const full = absolute(process, path);
      const status = files.status(full);
      if (status === undefined) throw new FileError('ENOENT');
      if (status.kind !== 'directory') throw new FileError('ENOTDIR');
      guard(process, path, true);
      files.remove(full);
    },
  );
});

export const rm: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'rRfdv',
    refused: 'iI',
    long: { recursive: 'r', force: 'f', dir: 'd', verbose: 'v' },
  });
  const tell = teller(process, options);
  if (options.operands.length === 0 && !options.has('f')) missing(process);
  const { files } = process.userland;
  const recursive = options.has('r') || options.has('R');
  let stayed = false;
  const status = await each(
    process,
    options.operands,
    (path, words) => `cannot remove '${path}': ${words}`,
    async (path) => {
      const full = absolute(process, path);
      const isLink = files.readLink?.(full) !== undefined;
      const found = files.status(full);
      if (isLink) {
        guard(process, path);
        files.remove(full);
        await tell(`removed '${path}'`);
        return;
      }
      if (found === undefined) {
        if (options.has('f')) return;
        throw new FileError('ENOENT');
      }
      if (full === '/')
        throw new Failure(
          "it is dangerous to operate recursively on '/'\nrm: use --no-preserve-root to override this failsafe",
        );
      if (found.kind === 'directory' && !recursive && !options.has('d')) throw new FileError('EISDIR');
      guard(process, path, true);
      const gone = options.has('v') ? within(process, path, full) : [];
      const left = removeAll(files, full, recursive);
      for (const line of left.length > 0 ? [] : gone) await tell(line);
      for (const { at, words } of left) {
        await complain(process, `cannot remove '${at}': ${words}`);
        stayed = true;
      }
    },
  );
  return stayed ? 1 : status;
});

/** Says what is done where `-v` asks for that. */
const teller =
  ({ stdout }: Process, options: Options) =>
  async (line: string): Promise<void> => {
    if (options.has('v')) await stdout.write(`${line}\n`);
  };

/** What `rm -v` tells of a path: what is in a folder before the folder. */
function within(process: Process, shown: string, path: string): readonly string[] {
  const { files } = process.userland;
  if (files.readLink?.(path) !== undefined || files.status(path)?.kind !== 'directory') return [`removed '${shown}'`];
  const inner = files.list(path).flatMap((name) => within(process, `${shown}/${name}`, `${path}/${name}`));
  return [...inner, `removed directory '${shown}'`];
}

/** Where each operand goes: into a directory, or under a new name. */
function targets(process: Process, options: Options): readonly { readonly from: string; readonly to: string }[] {
  const paths = [...options.operands];
  const folder = options.value('t');
  const last = folder ?? paths.pop();
  if (last === undefined) return missing(process, 'missing file operand');
  if (paths.length === 0) return missing(process, `missing destination file operand after '${last}'`);
  const isFolder = process.userland.files.status(absolute(process, last))?.kind === 'directory' && !options.has('T');
  if (paths.length > 1 && !isFolder) throw new Failure(`target '${last}' is not a directory`);
  return paths.map((from) => ({
    from,
    to: isFolder ? `${last.replace(/\/$/, '')}/${absolute(process, from).replace(/^.*\//, '')}` : last,
  }));
}

export const mv: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'nvT',
    values: 't',
    // It asks nobody anyhow.
    silent: 'f',
    refused: 'i',
    long: { force: 'f', 'no-clobber': 'n', verbose: 'v' },
  });
  const tell = teller(process, options);
  const { files } = process.userland;
  let status = 0;
  for (const { from, to } of targets(process, options)) {
    const [source, target] = [absolute(process, from), absolute(process, to)];
    if (files.status(source) === undefined) {
      await complain(process, `cannot stat '${from}': No such file or directory`);
      status = 1;
      continue;
    }
    if (options.has('n') && files.status(target) !== undefined) continue;
    if (source === target) {
      await complain(process, `'${from}' and '${to}' are the same file`);
      status = 1;
      continue;
    }
    status ||= await each(
      process,
      [from],
      (_, words) => `cannot move '${from}' to '${to}': ${words}`,
      async () => {
        guard(process, from, true);
        guard(process, to, true);
        files.rename(source, target);
        await tell(`renamed '${from}' -> '${to}'`);
      },
    );
  }
  return status;
});

export const cp: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'rRanvTp',
    values: 't',
    // Nothing here is in the way of writing.
    silent: 'f',
    refused: 'iu',
    long: { recursive: 'r', archive: 'a', force: 'f', verbose: 'v' },
  });
  const tell = teller(process, options);
  const recursive = options.has('r') || options.has('R') || options.has('a');
  const { files } = process.userland;
  let status = 0;
  const kept = options.has('p') || options.has('a') ? 0 : umaskOf(process);
  const copy = (source: string, target: string, depth: number): void => {
    const found = files.status(source);
    if (found?.kind !== 'directory') {
      if (found === undefined) throw new FileError('ENOENT');
      files.write(target, files.read(source), { mode: found.mode & ~kept, owner: process.user.name });
      return;
    }
    if (depth > 100) throw new FileError('EINVAL');
    if (files.status(target) === undefined) files.makeDirectory(target, found.mode & ~kept, process.user.name);
    for (const name of files.list(source)) copy(`${source}/${name}`, `${target}/${name}`, depth + 1);
  };
  for (const { from, to } of targets(process, options)) {
    const [source, target] = [absolute(process, from), absolute(process, to)];
    const found = files.status(source);
    const words =
      found === undefined && !from.startsWith('/dev/')
        ? `cannot stat '${from}': No such file or directory`
        : found?.kind === 'directory' && !recursive
          ? `-r not specified; omitting directory '${from}'`
          : found?.kind === 'directory' && target.startsWith(`${source}/`)
            ? `cannot copy a directory, '${from}', into itself, '${to}'`
            : source === target
              ? `'${from}' and '${to}' are the same file`
              : undefined;
    if (words !== undefined) {
      await complain(process, words);
      status = 1;
      continue;
    }
    if (options.has('n') && files.status(target) !== undefined) continue;
    status ||= await each(
      process,
      [to],
      (path, why) => `cannot create regular file '${path}': ${why}`,
      async () => {
        guard(process, to);
        if (found === undefined) open(process, to, 'write').release();
        else copy(source, target, 0);
        await tell(`'${from}' -> '${to}'`);
      },
    );
  }
  return status;
});

export const ln: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'sfvT',
    values: 't',
    silent: 'n',
    refused: 'r',
    long: { symbolic: 's', force: 'f', verbose: 'v', relative: 'r', 'no-dereference': 'n' },
  });
  const tell = teller(process, options);
  const { files } = process.userland;
  let status = 0;
  for (const { from, to } of targets(process, options)) {
    const target = absolute(process, to);
    const there = files.status(target) !== undefined || files.readLink?.(target) !== undefined;
    if (there && !options.has('f'))
      throw new Failure(`failed to create ${options.has('s') ? 'symbolic' : 'hard'} link '${to}': File exists`);
    if (options.has('s')) {
      try {
        if (there) files.remove(target);
        if (files.makeLink === undefined) throw new FileError('EACCES');
        files.makeLink(target, from);
        await tell(`'${to}' -> '${from}'`);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await complain(process, `failed to create symbolic link '${to}': ${error.message}`);
        status = 1;
      }
      continue;
    }
    const source = absolute(process, from);
    if (files.status(source)?.kind === 'directory') {
      await complain(process, `${from}: hard link not allowed for directory`);
      status = 1;
      continue;
    }
    status ||= await each(
      process,
      [from],
      (path, words) =>
        files.status(source) === undefined
          ? `failed to access '${path}': ${words}`
          : `failed to create hard link '${to}' => '${path}': ${words}`,
      async () => {
        if (files.status(source) === undefined) throw new FileError('ENOENT');
        guard(process, to);
        if (files.makeName === undefined) throw new FileError('EPERM');
        if (there) files.remove(target);
        files.makeName(target, source);
        await tell(`'${to}' => '${from}'`);
      },
    );
  }
  return status;
});
