import { randomBytes } from 'node:crypto';
import type { User } from '../machine.ts';
import { type Descriptors, OpenFile } from '../processes/descriptors.ts';
import { pace } from '../processes/pace.ts';
import type { KillableInput } from '../processes/pipe.ts';
import type { Input, Output } from '../streams.ts';
import { FileError, type FileStatus, type Files } from './files.ts';
import { resolvePath } from './paths.ts';

export type Opening = 'read' | 'write' | 'append' | 'both';

export interface Opener {
  readonly files: Files;
  readonly user: User;
  readonly cwd: string;
  readonly descriptors: Descriptors;
  readonly umask: number;
}

/** Opens a file, or what a name in `/dev` stands for. @throws FileError */
export function openFile(name: string, how: Opening, opener: Opener): OpenFile {
  if (name === '') throw new FileError('ENOENT');
  const path = resolvePath(opener.cwd, name);
  const device = openDevice(path, opener);
  if (device) return device;
  const { files, user } = opener;
  const status = files.status(path);
  if (how !== 'read') {
    if (status?.kind === 'directory') throw new FileError('EISDIR');
    if (status === undefined) {
      const folder = path.slice(0, path.lastIndexOf('/')) || '/';
      const around = files.status(folder);
      if (around !== undefined && !mayAccess(user, around, 2)) throw new FileError('EACCES');
    } else if (!mayAccess(user, status, 2)) throw new FileError('EACCES');
    if (status === undefined) files.write(path, '', { mode: 0o666 & ~opener.umask, owner: user.name });
    else if (how === 'write') files.write(path, '');
    return new OpenFile({
      path,
      output: fileOutput(files, path),
      ...(how === 'both' ? { input: fileInput(files, path) } : {}),
    });
  }
  if (status === undefined) throw new FileError(underFile(files, path) ? 'ENOTDIR' : 'ENOENT');
  if (!mayAccess(user, status, 4)) throw new FileError('EACCES');
  if (status.kind === 'directory') return new OpenFile({ path, input: directoryInput });
  return new OpenFile({ path, input: fileInput(files, path) });
}

/** @param wanted 4 to read, 2 to write, 1 to execute, or their sum */
export function mayAccess(user: User, status: FileStatus, wanted: number): boolean {
  if (user.uid === 0) return wanted !== 1 || status.kind === 'directory' || (status.mode & 0o111) !== 0;
  const { groups = [user.name] } = user;
  const isIn = groups.includes(status.group ?? status.owner);
  const bits = status.owner === user.name ? status.mode >> 6 : isIn ? status.mode >> 3 : status.mode;
  return (bits & wanted) === wanted;
}

function underFile(files: Files, path: string): boolean {
  const folder = path.slice(0, path.lastIndexOf('/')) || '/';
  return files.status(folder)?.kind === 'file';
}

function fileInput(files: Files, path: string): KillableInput {
  let text = files.read(path);
  let at = 0;
  const grows = !/^\/(proc|sys)\//.test(path);
  const more = (): boolean => {
    if (at < text.length) return true;
    if (!grows || files.status(path)?.kind !== 'file') return false;
    const now = files.read(path);
    if (now.length <= at) return false;
    text = now;
    return true;
  };
  const take = (to: number): string | undefined => {
    const taken = text.slice(at, to);
    at = to;
    return taken;
  };
  const row = async (): Promise<string | undefined> => {
    const wait = pace();
    if (wait) await wait;
    if (!more()) return undefined;
    const end = text.indexOf('\n', at);
    return take(end < 0 ? text.length : end + 1);
  };
  const read = async (): Promise<string | undefined> => {
    const wait = pace();
    if (wait) await wait;
    return more() ? take(text.length) : undefined;
  };
  return {
    read,
    row,
    line: async () => (await row())?.replace(/\n$/, ''),
    all: async () => (await read()) ?? '',
  };
}

const fileOutput = (files: Files, path: string): Output => ({
  write: async (text) => {
    const wait = pace();
    if (wait) await wait;
    files.write(path, text, { append: true });
  },
});

const refuse = async (): Promise<never> => {
  throw new FileError('EISDIR');
};
const directoryInput: Input = { read: refuse, line: refuse, all: refuse };

const nothing: Input = { read: async () => undefined, line: async () => undefined, all: async () => '' };

const sink: Output = {
  write: async () => {
    const wait = pace();
    if (wait) await wait;
  },
};

/** A read takes this much: endless as it is, it must be drunk in sips. */
const SIP = '\0'.repeat(4096);
const zeros: Input = {
  read: async () => {
    const wait = pace();
    if (wait) await wait;
    return SIP;
  },
  line: refuse,
  all: async () => {
    throw new FileError('ENOSPC');
  },
};

const noise: Input = {
  ...zeros,
  read: async () => {
    const wait = pace();
    if (wait) await wait;
    return Array.from(randomBytes(4096), (byte) => String.fromCharCode(byte & 0x7f)).join('');
  },
};

const full: Output = {
  write: async () => {
    throw new FileError('ENOSPC');
  },
};

function openDevice(path: string, { descriptors }: Opener): OpenFile | undefined {
  const standard = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2, '/dev/tty': 0 }[path];
  const numbered = /^(?:\/dev|\/proc\/self)\/fd\/(\d+)$/.exec(path)?.[1];
  const descriptor = numbered === undefined ? standard : Number(numbered);
  if (path === '/dev/tty') {
    const open = [0, 1, 2].map((each) => descriptors.get(each)).find((file) => file?.tty);
    if (open === undefined) throw new FileError('ENOENT');
    return open.hold();
  }
  if (descriptor !== undefined) {
    const file = descriptors.get(descriptor);
    if (file === undefined) throw new FileError('ENOENT');
    return file.hold();
  }
  switch (path) {
    case '/dev/null':
      return new OpenFile({ input: nothing, output: sink });
    case '/dev/zero':
      return new OpenFile({ input: zeros, output: sink });
    case '/dev/random':
    case '/dev/urandom':
      return new OpenFile({ input: noise, output: sink });
    case '/dev/full':
      return new OpenFile({ input: zeros, output: full });
    default:
      return undefined;
  }
}
