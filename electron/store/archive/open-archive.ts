/** An archive of this computer as the bytes that were packed into it, whoever named the file. */
import type { FileHandle } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { NotThatFile, openRegular } from '../regular-file.ts';

/** Which file it was: one that was written anew since is another. */
export interface FileMark {
  readonly size: number;
  readonly changed: number;
  readonly inode: number;
}

export const sameMark = (one: FileMark, other: FileMark): boolean =>
  one.size === other.size && one.changed === other.changed && one.inode === other.inode;

export interface OpenArchive {
  readonly mark: FileMark;
  /** The tar, unpacked where it is compressed. To be read once; closes the file at its end, or when it is left. */
  bytes(): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const CHUNK = 1024 * 1024;
/** Nobody copies more to a lab's hosts; a small file may unpack to more than any disk holds. */
const MOST_BYTES = 64_000_000_000;

const PACKED_OTHERWISE: readonly (readonly [magic: string, name: string, command: string])[] = [
  ['fd377a585a00', 'xz', 'xz -d'],
  ['28b52ffd', 'zstd', 'zstd -d'],
  ['425a68', 'bzip2', 'bzip2 -d'],
];

/** @throws NotThatFile it is no regular file, or packed in a way that we do not read; what the file system says */
export async function openArchive(path: string): Promise<OpenArchive> {
  const file = await openRegular(path);
  const close = async (): Promise<void> => file.close().catch(() => undefined);
  try {
    const { size, mtimeMs, ino } = await file.stat();
    const head = Buffer.alloc(6);
    await file.read(head, 0, head.length, 0);
    const hex = head.toString('hex');
    const other = PACKED_OTHERWISE.find(([magic]) => hex.startsWith(magic));
    if (other)
      throw new NotThatFile(`it is compressed with ${other[1]}; unpack it with "${other[2]}" first, or use gzip`);
    return {
      mark: { size, changed: mtimeMs, inode: ino },
      bytes: () => (hex.startsWith('1f8b') ? unpacked(file) : plain(file)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* plain(file: FileHandle): AsyncGenerator<Buffer> {
  try {
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      bounded(at);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function* unpacked(file: FileHandle): AsyncGenerator<Buffer> {
  const source = file.createReadStream({ start: 0, highWaterMark: CHUNK, autoClose: false });
  const gunzip = createGunzip({ chunkSize: CHUNK });
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    let at = 0;
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      at += chunk.length;
      bounded(at);
      yield chunk;
    }
  } finally {
    source.destroy();
    gunzip.destroy();
    await file.close().catch(() => undefined);
  }
}

function bounded(bytes: number): void {
  if (bytes > MOST_BYTES) throw new NotThatFile(`it unpacks to more than ${MOST_BYTES / 1_000_000_000} GB`);
}
