/** The entries of a tar as it passes by. */
import { Parser, type ReadEntry } from 'tar';
import { NotThatFile } from '../regular-file.ts';
import { BLOCK } from './tar-file.ts';

/** Of folders, links and files alike. */
const MOST_ENTRIES = 2_000_000;

/**
 * Reads a tar to its end. Entries come one after the other; the next one comes when this one was read (`resume` to read over it).
 *
 * @param each throws to refuse the archive
 * @throws NotThatFile it is no whole tar
 */
export async function eachEntry(bytes: AsyncIterable<Buffer>, each: (entry: ReadEntry) => void): Promise<void> {
  let trouble: unknown;
  let count = 0;
  const parser = new Parser({
    strict: true,
    gzip: false,
    brotli: false,
    onReadEntry(entry) {
      count += 1;
      try {
        if (count > MOST_ENTRIES) throw new NotThatFile(`it has more than ${MOST_ENTRIES} entries`);
        if (leadsOut(entry.path)) throw new NotThatFile('it has an entry whose path leads out of it');
        each(entry);
      } catch (error) {
        trouble ??= error;
        entry.resume();
      }
    },
  });
  parser.on('error', (error: Error) => {
    trouble ??= new NotThatFile(`it is no whole tar (${error.message})`);
  });
  const failed = new Promise<void>((resolve) => parser.once('error', () => resolve()));
  const ended = new Promise<void>((resolve) => parser.once('end', () => resolve()));
  const drained = (): Promise<void> => new Promise((resolve) => parser.once('drain', () => resolve()));
  let tail = Buffer.alloc(0);
  for await (const chunk of bytes) {
    tail = Buffer.concat([tail, chunk.subarray(-BLOCK)]).subarray(-BLOCK);
    if (!parser.write(chunk) && trouble === undefined) await Promise.race([drained(), failed]);
    if (trouble !== undefined) throw trouble;
  }
  // A tar ends with empty blocks; without them nobody can tell whether there was more.
  if (tail.length < BLOCK || tail.some((byte) => byte !== 0))
    throw new NotThatFile('it is no whole tar: its end is missing');
  parser.end();
  await Promise.race([ended, failed]);
  if (trouble !== undefined) throw trouble;
}

const leadsOut = (path: string): boolean => path.split('/').includes('..');
