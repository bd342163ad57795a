/** Which lab files a person opened or saved last, on disk: so that the next start of the program can offer them. */
import { z } from 'zod';
import { writeAtomically } from './atomic-file.ts';
import { readTextIfThere } from './regular-file.ts';

export interface RecentPlace {
  readonly path: string;
  /** When it was opened or saved last, in milliseconds since 1970. */
  readonly at: number;
}

export interface RecentFiles {
  /** Newest first; what cannot be read is none. */
  list(): Promise<readonly RecentPlace[]>;
  /** It was opened or saved now. Never fails: without it the person opens the file by hand. */
  add(path: string): Promise<void>;
}

const MOST = 8;
/** In bytes: that many paths at their longest, each character of up to six. */
const LARGEST = MOST * 4096 * 6 + 4096;

const stored = z.object({
  version: z.literal(1),
  files: z.array(z.object({ path: z.string().min(1).max(4096), at: z.number() })),
});

/** @param now milliseconds since 1970 */
export function recentFiles(file: string, now: () => number): RecentFiles {
  // One after the other: each keeps what the one before has added.
  let last: Promise<unknown> = Promise.resolve();

  async function list(): Promise<readonly RecentPlace[]> {
    try {
      const { files } = stored.parse(JSON.parse((await readTextIfThere(file, { most: LARGEST })) ?? ''));
      return [...files].sort((a, b) => b.at - a.at).slice(0, MOST);
    } catch {
      return [];
    }
  }

  async function write(path: string): Promise<void> {
    const others = (await list()).filter((one) => one.path !== path);
    const files = [{ path, at: now() }, ...others].slice(0, MOST);
    await writeAtomically(file, `${JSON.stringify({ version: 1, files })}\n`, { mode: 0o600 });
  }

  return {
    list: async () => {
      await last;
      return list();
    },
    async add(path) {
      last = last.then(() => write(path)).catch(() => undefined);
      await last;
    },
  };
}
