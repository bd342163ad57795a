/** A tar of `docker save` with another list of what is in it. */
import { PassThrough } from 'node:stream';
import { Header, Pax, type ReadEntry } from 'tar';
import { eachEntry } from './entries.ts';
import { BLOCK, padding, TAR_END, tarFile } from './tar-file.ts';

/** What says which images are in it and how they are called, in the words of several versions. */
const LISTS: ReadonlySet<string> = new Set(['manifest.json', 'repositories', 'index.json', 'oci-layout']);

/** Passes everything on but the lists, and puts another one at the end. */
export async function* withManifest(bytes: AsyncIterable<Buffer>, manifest: unknown): AsyncGenerator<Buffer> {
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  const passing = eachEntry(bytes, (entry) => pass(entry, out)).then(
    () => {
      out.write(tarFile('manifest.json', Buffer.from(JSON.stringify(manifest))));
      out.end(TAR_END);
    },
    (error: Error) => void out.destroy(error),
  );
  try {
    yield* out as AsyncIterable<Buffer>;
    await passing;
  } finally {
    out.destroy();
  }
}

function pass(entry: ReadEntry, out: PassThrough): void {
  const { path, size, type, mode, mtime, linkpath } = entry;
  if (LISTS.has(path.replace(/^\.\//, '')) || out.destroyed) return void entry.resume();
  const link = linkpath === undefined || linkpath === '' ? {} : { linkpath };
  const times = mtime === undefined ? {} : { mtime };
  out.write(headerOf(path, { size, type, mode: mode ?? 0o644, ...times, ...link }));
  entry.on('data', (data: Buffer) => {
    if (out.destroyed || out.write(data)) return;
    entry.pause();
    const resume = (): void => {
      out.off('drain', resume).off('close', resume);
      entry.resume();
    };
    out.on('drain', resume).on('close', resume);
  });
  entry.on('end', () => {
    const rest = padding(size);
    if (rest > 0 && !out.destroyed) out.write(Buffer.alloc(rest));
  });
}

interface Fields {
  readonly size: number;
  readonly type: ReadEntry['type'];
  readonly mode: number;
  readonly mtime?: NonNullable<ReadEntry['mtime']>;
  readonly linkpath?: string;
}

function headerOf(path: string, fields: Fields): Buffer {
  const header = new Header({ path, uid: 0, gid: 0, ...fields });
  const buffer = Buffer.alloc(BLOCK);
  if (!header.encode(buffer, 0)) return buffer;
  // What has no room in the old form: long paths, and files of more than 8 GB.
  const more = new Pax({
    path,
    size: fields.size,
    ...(fields.linkpath !== undefined && { linkpath: fields.linkpath }),
  });
  return Buffer.concat([more.encode(), buffer]);
}
