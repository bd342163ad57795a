/**
 * Reading what a path names, however it came to us: regular files only, up to a size, and only for as long as somebody wants
 * it. A FIFO, a terminal or another device could keep whoever opens it waiting for ever; a thread that waits so cannot even be
 * ended with the program.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

export interface Reading {
  /** In bytes: a larger file is refused. */
  readonly most: number;
  /** Ends the waiting at once; the file system may still be busy with the request (a server that is gone). */
  readonly signal?: AbortSignal | undefined;
  /** Refuses bytes that are not UTF-8: what is written back must be able to have them all. */
  readonly whole?: boolean;
}

/** What is there cannot be what was meant. `message` goes on after a colon: `it is a folder`. */
export class NotThatFile extends Error {}

const CHUNK = 256 * 1024;

/**
 * The text, or undefined if there is no such file.
 *
 * @throws NotThatFile what is there is no regular file, or too large; what the file system says; the signal's reason
 */
export async function readTextIfThere(path: string, how: Reading): Promise<string | undefined> {
  const { signal } = how;
  signal?.throwIfAborted();
  const reading = readRegular(path, how);
  try {
    return await (signal === undefined ? reading : orAborted(reading, signal));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The same for a file that must be there. */
export async function readText(path: string, how: Reading): Promise<string> {
  const text = await readTextIfThere(path, how);
  if (text === undefined) throw Object.assign(new Error('there is no such file'), { code: 'ENOENT' });
  return text;
}

/** Refuses to be confused with a file: what is there, through links, is none. Nothing there is fine. */
export async function refuseOthers(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found !== undefined && !found.isFile()) throw new NotThatFile(kindOf(found));
}

/**
 * A file that is open for reading, whoever made the path.
 *
 * @throws NotThatFile what is there is no regular file; what the file system says
 */
export async function openRegular(path: string): Promise<FileHandle> {
  // Opening a device may do something to it by itself, so it is looked at first; and again once it is open.
  const before = await stat(path);
  if (!before.isFile()) throw new NotThatFile(kindOf(before));
  // Not there on Windows, where no path waits in this way.
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  const file = await open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  const found = await file.stat();
  if (found.isFile()) return file;
  await file.close();
  throw new NotThatFile(kindOf(found));
}

async function readRegular(path: string, { most, signal, whole }: Reading): Promise<string> {
  const file = await openRegular(path);
  try {
    const found = await file.stat();
    if (found.size > most) throw tooLarge(most);
    const bytes = await contents(file, most, signal);
    return whole ? decoded(bytes) : bytes.toString('utf8');
  } finally {
    await file.close();
  }
}

/** A file may grow meanwhile, and those of `/proc` say that they are empty: what was read is what counts. */
async function contents(file: FileHandle, most: number, signal: AbortSignal | undefined): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let size = 0; ; ) {
    signal?.throwIfAborted();
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, null);
    if (bytesRead === 0) return Buffer.concat(parts);
    size += bytesRead;
    if (size > most) throw tooLarge(most);
    parts.push(buffer.subarray(0, bytesRead));
  }
}

function decoded(bytes: Buffer): string {
  try {
    return asWritten.decode(bytes);
  } catch {
    throw new NotThatFile('it is not text in UTF-8');
  }
}

/** Node's own question, `isUtf8`, is newer than the Node in the packaged program. */
const asWritten = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Nobody waits for it any more.
    work.catch(() => undefined);
  }
}

function kindOf(found: Awaited<ReturnType<typeof stat>>): string {
  if (found.isDirectory()) return 'it is a folder';
  if (found.isFIFO()) return 'it is a pipe (FIFO), not a file';
  if (found.isSocket()) return 'it is a socket, not a file';
  return 'it is a device, not a file';
}

const tooLarge = (most: number): NotThatFile =>
  new NotThatFile(
    `it is too large (more than ${most >= 1_000_000 ? `${Math.floor(most / 1_000_000)} MB` : `${Math.floor(most / 1000)} kB`})`,
  );

/** Why a file could not be read or written, for the end of a sentence. */
export function fileWords(error: unknown): string {
  if (error instanceof NotThatFile) return error.message;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return (code !== undefined && WORDS[code]) || (error instanceof Error ? error.message : String(error));
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this user’s share of the disk is used up',
  EROFS: 'that place is read-only',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENXIO: 'it is a device or a socket, not a file',
  EIO: 'the disk cannot be read or written',
  EAGAIN: 'it has nothing to be read now, and is no file that stays as it is',
};
