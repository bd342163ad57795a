/** A part of another tree of files, as a bind mount shows it. */
import { FileError, type Files } from './files.ts';

/**
 * @param root what is the root here, of the other tree: a directory, or one file
 * @param readOnly undefined: it can be written; else the paths below which it can all the same
 */
export function boundFiles(files: Files, root: string, readOnly?: readonly string[]): Files {
  const at = (path: string): string => (path === '/' ? root : root === '/' ? path : root + path);
  const writable = (path: string): string => {
    const open = readOnly?.some((free) => path === free || path.startsWith(`${free}/`)) ?? true;
    if (!open) throw new FileError('EROFS');
    return at(path);
  };
  return {
    status: (path) => files.status(at(path)),
    read: (path) => files.read(at(path)),
    list: (path) => files.list(at(path)),
    write: (path, text, how) => files.write(writable(path), text, how),
    makeDirectory: (path, mode, owner) => files.makeDirectory(writable(path), mode, owner),
    remove: (path) => files.remove(writable(path)),
    rename: (from, to) => files.rename(writable(from), writable(to)),
    readLink: (path) => files.readLink?.(at(path)),
    makeLink: (path, target) => files.makeLink?.(writable(path), target),
    makeName: (path, existing) => {
      if (files.makeName === undefined) throw new FileError('EPERM');
      files.makeName(writable(path), at(existing));
    },
    setMode: (path, mode) => files.setMode(writable(path), mode),
    setModified: (path, time) => files.setModified?.(writable(path), time),
    setOwner: (path, owner, group) => {
      if (files.setOwner === undefined) throw new FileError('EPERM');
      files.setOwner(writable(path), owner, group);
    },
  };
}
