/** A file of a tar, as it stands in it: its header, its bytes, and zeros up to the next block. */
import { Header } from 'tar';

/** Everything in a tar begins at a multiple of so many bytes. */
export const BLOCK = 512;

/** How many zeros stand behind so many bytes. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** What a tar ends with. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** @param path without a leading slash, and short enough for a header (100 bytes) */
export function tarFile(path: string, data: Buffer, mode = 0o644): Buffer {
  const header = Buffer.alloc(BLOCK);
  new Header({ path, size: data.length, type: 'File', mode, uid: 0, gid: 0 }).encode(header, 0);
  return Buffer.concat([header, data, Buffer.alloc(padding(data.length))]);
}
