/** What a container has made of its disk, as an image keeps it, and putting that on the disk of another one. */
import { FileError, type Files } from '../../os/files/files.ts';
import { makeDirectories, removeAll } from '../../os/files/memory-files.ts';
import type { DiskChange, Image } from './state.ts';

export interface FileChange {
  readonly how: 'A' | 'C' | 'D';
  readonly path: string;
}

/** As an image keeps it. */
export type DiskContent = Required<Pick<Image, 'files' | 'changes'>>;

/** @param found in the order of paths, so that a folder comes before what is in it */
export function contentOf(files: Files, found: readonly FileChange[]): DiskContent {
  const texts: Record<string, string> = {};
  const changes: DiskChange[] = [];
  for (const { how, path } of found) {
    const target = files.readLink?.(path);
    const status = files.status(path);
    if (how === 'D') changes.push({ path, kind: 'gone' });
    else if (target !== undefined) changes.push({ path, kind: 'link', target });
    else if (status?.kind === 'file' || status?.kind === 'directory') {
      const { kind, mode, owner } = status;
      if (kind === 'file') texts[path] = files.read(path);
      const isPlain = owner === 'root' && mode === (kind === 'file' ? 0o644 : 0o755);
      if (!isPlain || kind === 'directory') changes.push({ path, kind, mode, owner });
    }
  }
  return { files: texts, changes };
}

/** What an image has when this is put over it. */
export function layeredOver(image: Pick<Image, 'files' | 'changes'>, content: DiskContent): DiskContent {
  const gone = content.changes.filter(({ kind }) => kind === 'gone').map(({ path }) => path);
  const again = new Set([...content.changes.map(({ path }) => path), ...Object.keys(content.files)]);
  const stays = (path: string): boolean => !gone.some((one) => path === one || path.startsWith(`${one}/`));
  const before = Object.entries(image.files ?? {}).filter(([path]) => stays(path) && !again.has(path));
  const kept = (image.changes ?? []).filter(({ path, kind }) => (kind === 'gone' || stays(path)) && !again.has(path));
  return {
    files: { ...Object.fromEntries(before), ...content.files },
    changes: [...kept, ...content.changes],
  };
}

/** @param except paths where something else is mounted */
export function putOn(files: Files, changes: readonly DiskChange[], except: readonly string[]): void {
  for (const change of changes) {
    const { path } = change;
    if (except.some((at) => path === at || path.startsWith(`${at}/`))) continue;
    try {
      if (change.kind === 'gone') removeAll(files, path);
      else if (change.kind === 'link') files.makeLink?.(path, change.target);
      else putAttributes(files, change);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }
}

function putAttributes(files: Files, { path, kind, mode, owner }: Extract<DiskChange, { mode: number }>): void {
  if (kind === 'directory' && files.status(path) === undefined) makeDirectories(files, path, mode, owner);
  files.setMode(path, mode);
  if (owner !== 'root') files.setOwner?.(path, owner);
}
