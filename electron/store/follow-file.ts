/** Tells when a file has become another one, whoever wrote it: by looking at it again and again, which works on every file system. */
import { stat } from 'node:fs/promises';
import type { OpenedFile } from '../../shared/api.ts';
import { readLabFile } from './lab-files.ts';

const LOOK_MS = 1_000;

/** A file that is gone, or cannot be read now, says nothing: it may be in the middle of being written. */
export function followFile(path: string, told: (file: OpenedFile) => void, lookMs = LOOK_MS): () => void {
  let stopped = false;
  let seen: string | undefined;
  let version: string | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const found = await stat(path).catch(() => undefined);
    const mark = found && `${found.ino} ${found.size} ${found.mtimeMs}`;
    if (mark === undefined || mark === seen) return;
    const read = await readLabFile(path);
    if (!read.ok || stopped) return;
    seen = mark;
    if (read.value.version === version) return;
    version = read.value.version;
    told(read.value);
  }
  const again = (): void => {
    void look().finally(() => {
      if (!stopped) timer = setTimeout(again, lookMs).unref();
    });
  };
  again();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
