/** `COPY` and `ADD`: files of the context, or of another image, onto the disk of the one that is made. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { contentOf, type DiskContent, type FileChange } from '../../../docker/engine/disk-changes.ts';
import type { Files } from '../../../os/files/files.ts';
import type { Source } from './context.ts';
import { BuildError, type Instruction, wordsIn } from './dockerfile.ts';

/** What was asked for, its variables taken as what they stand for. */
export interface Copying {
  readonly command: string;
  readonly from: readonly string[];
  /** A folder if it ends with a slash. */
  readonly to: string;
  readonly owner: string | undefined;
}

export function copyingOf({ name, rest, list, options }: Instruction, expand: (word: string) => string): Copying {
  const words = (list ?? wordsIn(rest)).map(expand);
  const to = words.pop() ?? '';
  const [owner] = (options.chown ?? '').split(':');
  return { command: name, from: words, to, owner: owner || undefined };
}

/** Ends what nobody simulates. @throws BuildError */
export function checkAdded({ command, from }: Copying): void {
  if (command !== 'ADD') return;
  const other = from.find((path) => /^(?:https?|ftp|git):|\.(?:tar|tgz|tar\.\w+|tbz2?|txz)$/.test(path));
  if (other !== undefined)
    throw new BuildError(`practice hosts do not simulate ADD of archives and addresses: ${other}`);
}

/**
 * @param folder where a path begins that is not absolute
 * @returns what is on the disk then, and what tells it from another copy: `file:1f…`
 * @throws BuildError
 */
export function copied(
  disk: Files,
  sources: readonly Source[],
  { command, from, to, owner }: Copying,
  folder: string,
): { readonly content: DiskContent; readonly what: string; readonly place: string } {
  if (sources.length === 0) throw new BuildError(`${command} failed: no source files were specified`);
  const place = posix.resolve(folder || '/', to) + (/\/\.?$/.test(to) ? '/' : '');
  const target = posix.resolve('/', place);
  const into = place.endsWith('/') || disk.status(target)?.kind === 'directory';
  if ((from.length > 1 || sources.length > 1) && !/\/\.?$/.test(to) && to !== '.')
    throw new BuildError(
      `When using ${command} with more than one source file, the destination must be a directory and end with a /`,
    );
  const found = new Map<string, FileChange>();
  const hash = createHash('sha256');
  const note = (path: string): void => {
    found.set(path, { how: 'A', path });
  };
  const isFolder = ({ files, at }: Source): boolean => files.status(at)?.kind === 'directory';
  const put = (source: Source, at: string): void => {
    const { files } = source;
    const status = files.status(source.at);
    if (status === undefined) return;
    hash.update(`${at} ${status.kind} ${status.mode}\0`);
    if (isFolder(source)) {
      makeAll(disk, at, note);
      if (owner !== undefined) disk.setOwner?.(at, owner);
      for (const name of files.list(source.at)) {
        const inner = posix.join(source.at, name);
        if (source.sent?.has(inner) !== false) put({ ...source, name, at: inner }, posix.join(at, name));
      }
      return;
    }
    const text = files.read(source.at);
    hash.update(text);
    makeAll(disk, posix.dirname(at), note);
    disk.write(at, text);
    disk.setMode(at, status.mode);
    if (owner !== undefined) disk.setOwner?.(at, owner);
    note(at);
  };
  for (const source of sources) put(source, into && !isFolder(source) ? posix.join(target, source.name) : target);
  const [only] = sources;
  const kind = sources.length > 1 ? 'multi' : only !== undefined && isFolder(only) ? 'dir' : 'file';
  const inOrder = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { content: contentOf(disk, inOrder), what: `${kind}:${hash.digest('hex')}`, place };
}

/** Makes a folder and those above it that are not there. */
export function makeAll(disk: Files, path: string, made: (path: string) => void): void {
  const parts = path.split('/').filter((part) => part !== '');
  for (let at = 1; at <= parts.length; at += 1) {
    const folder = `/${parts.slice(0, at).join('/')}`;
    if (disk.status(folder) !== undefined) continue;
    disk.makeDirectory(folder);
    made(folder);
  }
}
