/** What was run and measured, on disk: so that the next program can show it. */
import { z } from 'zod';
import type { BackendEvent } from '../../shared/api.ts';
import { writeAtomically } from './atomic-file.ts';
import { readTextIfThere } from './regular-file.ts';

export interface HistoryFile {
  /** Oldest first. What cannot be read, or was written by another version of this program, is nothing. */
  read(): Promise<readonly BackendEvent[]>;
  /** The oldest activities are left out where it would be too much. @throws what the file system says */
  write(events: readonly BackendEvent[]): Promise<void>;
}

/** In characters of the file. */
const MOST = 16_000_000;

/** Their shapes are this version's own: the rest of each is what this program wrote. */
const stored = z.object({
  program: z.string(),
  events: z.array(z.looseObject({ type: z.string(), seq: z.number(), at: z.number() })),
});

/** @param program its version */
export function historyFile(path: string, program: string, most = MOST): HistoryFile {
  return {
    async read() {
      try {
        const found = stored.parse(JSON.parse((await readTextIfThere(path, { most: most * 4 })) ?? ''));
        return found.program === program ? (found.events as unknown as readonly BackendEvent[]) : [];
      } catch {
        return [];
      }
    },
    async write(events) {
      const texts = events.map((event) => ({ of: activityOf(event), text: JSON.stringify(event) }));
      let size = texts.reduce((sum, { text }) => sum + text.length + 1, 0);
      const left = new Set<string | undefined>();
      // In the order in which they began: whole ones go, never the half of one.
      for (const of of new Set(texts.map((one) => one.of))) {
        if (size <= most) break;
        left.add(of);
        for (const { text } of texts.filter((one) => one.of === of)) size -= text.length + 1;
      }
      const kept = texts.filter(({ of }) => !left.has(of)).map(({ text }) => text);
      await writeAtomically(path, `{"program":${JSON.stringify(program)},"events":[${kept.join(',')}]}\n`, {
        mode: 0o600,
      });
    },
  };
}

const activityOf = (event: BackendEvent): string | undefined =>
  event.type === 'activity-started' ? event.activity.id : 'activity' in event ? event.activity : undefined;
