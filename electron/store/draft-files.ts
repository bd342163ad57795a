/** Labs that nobody has saved yet, on disk: so that they are there again after the window or the program has ended. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Draft, draftSchema, LAB_TEXT_LIMIT } from '../../shared/api.ts';
import { writeAtomically } from './atomic-file.ts';
import { readTextIfThere } from './regular-file.ts';

export interface DraftFiles {
  /** Newest first; what cannot be read is none. */
  list(): Promise<readonly Draft[]>;
  /** @throws what the file system says */
  keep(draft: Omit<Draft, 'keptAt'>): Promise<void>;
  drop(id: string): Promise<void>;
}

const stored = z.object({ version: z.literal(1), draft: draftSchema.extend({ keptAt: z.number() }) });

/** More are not kept: the oldest go. */
const MOST = 20;
/** After so long nobody asks for it any more. */
const KEPT_MS = 90 * 24 * 3_600_000;
/** Two texts, each character of one to six bytes, and little beside. In bytes. */
const LARGEST = LAB_TEXT_LIMIT * 12 + 65_536;
const FILE = /^([0-9a-zA-Z-]{1,64})\.json$/;

/** @param now milliseconds since 1970 */
export function draftFiles(folder: string, now: () => number): DraftFiles {
  const fileOf = (id: string): string => join(folder, `${id}.json`);

  async function read(name: string): Promise<Draft | undefined> {
    try {
      const text = (await readTextIfThere(join(folder, name), { most: LARGEST })) ?? '';
      const { draft } = stored.parse(JSON.parse(text));
      return `${draft.id}.json` === name && now() - draft.keptAt < KEPT_MS ? draft : undefined;
    } catch {
      return undefined;
    }
  }

  async function list(): Promise<readonly Draft[]> {
    const names = await readdir(folder).catch(() => [] as string[]);
    const found: Draft[] = [];
    for (const name of names.filter((one) => FILE.test(one))) {
      const draft = await read(name);
      if (draft) found.push(draft);
      else await rm(join(folder, name), { force: true });
    }
    const sorted = found.sort((a, b) => b.keptAt - a.keptAt);
    for (const { id } of sorted.slice(MOST)) await rm(fileOf(id), { force: true });
    return sorted.slice(0, MOST);
  }

  return {
    list,
    async keep(draft) {
      const text = JSON.stringify({ version: 1, draft: { ...draft, keptAt: now() } });
      await writeAtomically(fileOf(draft.id), `${text}\n`, { mode: 0o600 });
    },
    drop: (id) => rm(fileOf(id), { force: true }),
  };
}
