/** The files of a practice host or of a container, as far as anybody looks at them. */

export interface FileStatus {
  readonly kind: 'file' | 'directory' | 'socket';
  readonly owner: string;
  /** Undefined: the one that is called as its owner. */
  readonly group?: string;
  /** Permission bits: 0o644. */
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly size: number;
  /** Which file it is, and how many names it has; undefined: the kernel makes it up. */
  readonly inode?: number;
  readonly names?: number;
  /** Major and minor number of a character device, which is written and read as a file. */
  readonly device?: readonly [number, number];
}

export type FileErrorCode =
  | 'ENOENT'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'EACCES'
  | 'EPERM'
  | 'ENOTEMPTY'
  | 'EROFS'
  | 'ENOSPC'
  | 'EINVAL'
  | 'ELOOP'
  | 'EOPNOTSUPP'
  | 'EBADF';

/** As a kernel says it; `message` is the words of strerror: `No such file or directory`. */
export class FileError extends Error {
  readonly code: FileErrorCode;
  constructor(code: FileErrorCode) {
    super(WORDS[code]);
    this.code = code;
  }
}

const WORDS: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: 'No such file or directory',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  ENOSPC: 'No space left on device',
  EINVAL: 'Invalid argument',
  ELOOP: 'Too many levels of symbolic links',
  EOPNOTSUPP: 'Operation not supported',
  EBADF: 'Bad file descriptor',
};

/** `mode` and `owner` are those of a file that is made by it. */
export interface Writing {
  readonly append?: boolean;
  readonly mode?: number | undefined;
  readonly owner?: string | undefined;
}

/** Paths are absolute and normal. Every method throws `FileError`, but `status`, which says undefined for what is not there. */
export interface Files {
  status(path: string): FileStatus | undefined;
  read(path: string): string;
  write(path: string, text: string, how?: Writing): void;
  /** Names in a directory, sorted. */
  list(path: string): readonly string[];
  makeDirectory(path: string, mode?: number, owner?: string): void;
  /** A file, or an empty directory. */
  remove(path: string): void;
  rename(from: string, to: string): void;
  setMode(path: string, mode: number): void;
  /** Undefined: it stays. Where owners are made up they cannot be changed. */
  setOwner?(path: string, owner: string | undefined, group?: string): void;
  /** When it was changed last, in milliseconds since 1970. Where the kernel makes files up it stays what it is. */
  setModified?(path: string, time: number): void;
  /** What a symbolic link says, which all else here follows; undefined: it is none. Where links cannot be made there are none. */
  readLink?(path: string): string | undefined;
  makeLink?(path: string, target: string): void;
  /** Another name for a file that is there: `ln` without `-s`. */
  makeName?(path: string, existing: string): void;
}
