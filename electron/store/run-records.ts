/**
 * Which runs change hosts at this moment, on disk: so that a program which is started after another one was killed can say on
 * what hosts that one was at work. A record counts when the lock of the program that made it is free: locks end with their
 * holders.
 */
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic-file.ts';
import { type Lock, takeLock } from './lock.ts';
import { readTextIfThere } from './regular-file.ts';

const schema = z.object({
  kind: z.enum(['deploy', 'destroy']),
  lab: z.string().max(200),
  hosts: z.array(z.string().max(200)).max(10_000),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
});
export type RunRecord = z.infer<typeof schema>;

export interface RunRecords {
  /** Of programs that have ended in the middle of a run, oldest first; what cannot be read is none. */
  interrupted(): Promise<readonly RunRecord[]>;
  /** Notes a run. @throws what the file system says */
  begin(activity: string, record: RunRecord): Promise<void>;
  end(activity: string): Promise<void>;
  /** What was interrupted of a lab has been seen. */
  forget(lab: string, hosts: readonly string[]): Promise<void>;
  close(): void;
}

/** In bytes. */
const MOST = 1_000_000;
const FILE = /^([0-9a-f-]{36})_[0-9a-f-]{1,64}\.json$/;
/** After so long nobody needs to hear of it any more. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** @param now milliseconds since 1970 */
export function runRecords(folder: string, now: () => number): RunRecords {
  const program = randomUUID();
  let lock: Promise<Lock | undefined> | undefined;
  const lockName = (of: string): string => `run ${folder} ${of}`;
  const fileOf = (activity: string): string => join(folder, `${program}_${activity}.json`);

  async function isAlive(of: string): Promise<boolean> {
    if (of === program) return true;
    const found = await takeLock(lockName(of));
    found?.release();
    return found === undefined;
  }

  async function read(path: string): Promise<RunRecord | undefined> {
    try {
      const found = schema.parse(JSON.parse((await readTextIfThere(path, { most: MOST })) ?? ''));
      return now() - found.startedAt < KEPT_MS ? found : undefined;
    } catch {
      return undefined;
    }
  }

  /** Records that nobody works on any more, by the paths of their files. */
  async function left(): Promise<readonly { readonly path: string; readonly record: RunRecord }[]> {
    const names = await readdir(folder).catch(() => [] as string[]);
    const found: { path: string; record: RunRecord }[] = [];
    for (const name of names) {
      const owner = FILE.exec(name)?.[1];
      if (owner === undefined || (await isAlive(owner))) continue;
      const path = join(folder, name);
      const record = await read(path);
      if (record) found.push({ path, record });
      else await rm(path, { force: true });
    }
    return found.sort((a, b) => a.record.startedAt - b.record.startedAt);
  }

  return {
    interrupted: async () => (await left()).map(({ record }) => record),
    async begin(activity, record) {
      lock ??= takeLock(lockName(program));
      // Without a lock the record would speak of a program that has ended, while it runs.
      if ((await lock) === undefined) throw new Error('its lock is taken');
      await writeAtomically(fileOf(activity), `${JSON.stringify(record)}\n`, { mode: 0o600 });
    },
    end: (activity) => rm(fileOf(activity), { force: true }),
    async forget(lab, hosts) {
      for (const { path, record } of await left())
        if (record.lab === lab && record.hosts.every((host) => hosts.includes(host))) await rm(path, { force: true });
    },
    close: () => void lock?.then((held) => held?.release()).catch(() => undefined),
  };
}
