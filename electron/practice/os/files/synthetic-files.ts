/** Files that are made when somebody looks: what a kernel shows in `/proc` and `/sys`. To be mounted in `memoryFiles`. */
import { FileError, type FileStatus, type Files } from './files.ts';

/** Paths begin with `/`, the root of this tree. */
export interface Synthetic {
  /** What a file says, undefined: there is no such file. */
  read(path: string): string | undefined;
  /** Names in a directory; undefined: there is no such directory. */
  list(path: string): readonly string[] | undefined;
  /** Throws `FileError` (EINVAL) for what the kernel does not take. Without it, nothing can be written. */
  write?(path: string, text: string): void;
  /** Which files can be written, where not all can. */
  writable?(path: string): boolean;
  readonly now?: () => number;
}

export function syntheticFiles(source: Synthetic): Files {
  const now = source.now ?? (() => 0);
  const writable = (path: string): boolean => source.write !== undefined && source.writable?.(path) !== false;

  const status = (path: string): FileStatus | undefined => {
    const common = { owner: 'root', modified: now() };
    if (source.list(path) !== undefined) return { ...common, kind: 'directory', mode: 0o555, size: 0 };
    const text = source.read(path);
    if (text === undefined) return undefined;
    return { ...common, kind: 'file', mode: writable(path) ? 0o644 : 0o444, size: text.length };
  };
  const refuse = (path: string): never => {
    throw new FileError(status(path) === undefined ? 'ENOENT' : 'EACCES');
  };

  return {
    status,
    read(path) {
      const text = source.read(path);
      if (text !== undefined) return text;
      throw new FileError(source.list(path) === undefined ? 'ENOENT' : 'EISDIR');
    },
    write(path, text) {
      const there = status(path);
      if (there === undefined) throw new FileError('ENOENT');
      if (there.kind === 'directory') throw new FileError('EISDIR');
      if (!writable(path)) throw new FileError('EACCES');
      // A shell opens a file for writing by emptying it, which a kernel's file does not take as a value.
      if (text !== '') source.write?.(path, text);
    },
    list(path) {
      const names = source.list(path);
      if (names !== undefined) return [...names].sort();
      throw new FileError(source.read(path) === undefined ? 'ENOENT' : 'ENOTDIR');
    },
    makeDirectory: refuse,
    remove: refuse,
    rename: refuse,
    setMode: refuse,
  };
}
