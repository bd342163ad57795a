/**
 * What was practised is there again when the program is started anew: one file a lab, in the program's own folder. One program
 * at a time uses the hosts of a lab; a lock with its process id says which.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { failure, problem, type Result, success } from '../../shared/problem.ts';
import { writeAtomically } from '../store/atomic-file.ts';
import type { KeptMachine } from './machine/kept.ts';

/** By host. */
export type KeptHosts = Readonly<Record<string, KeptMachine>>;

export interface KeptLabs {
  /** What is kept of a lab, after which nobody else may have it; nothing: it is new, or cannot be read any more. */
  take(lab: string): Result<KeptHosts>;
  save(lab: string, hosts: KeptHosts): Promise<void>;
  /** Others may have it again. */
  leave(lab: string): void;
}

/** Changes with everything that is kept: what an older program kept is forgotten, not misread. */
const VERSION = 1;

const keptSchema = z.object({
  version: z.literal(VERSION),
  hosts: z.record(
    z.string(),
    z.object({ kernel: z.looseObject({}), files: z.array(z.looseObject({ path: z.string() })) }),
  ),
});

export function keptLabs(folder: string): KeptLabs {
  const file = (lab: string): string => join(folder, `${lab}.json`);
  const lock = (lab: string): string => join(folder, `${lab}.lock`);

  function locked(lab: string): boolean {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        writeFileSync(lock(lab), `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (isAlive(Number(readIfThere(lock(lab))))) return false;
        rmSync(lock(lab), { force: true });
      }
    }
    return false;
  }

  return {
    take(lab) {
      try {
        if (!locked(lab)) return failure(inUse(lab));
      } catch {
        // Without a place of its own a program can still be practised with; it only forgets.
        return success({});
      }
      return success(read(file(lab)));
    },
    async save(lab, hosts) {
      await writeAtomically(file(lab), JSON.stringify({ version: VERSION, hosts }), { mode: 0o600 }).catch(
        () => undefined,
      );
    },
    leave: (lab) => rmSync(lock(lab), { force: true }),
  };
}

function read(path: string): KeptHosts {
  try {
    const kept: unknown = JSON.parse(readIfThere(path) ?? 'null');
    return keptSchema.safeParse(kept).success ? (kept as { readonly hosts: KeptHosts }).hosts : {};
  } catch {
    return {};
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const inUse = (lab: string) =>
  problem({
    code: 'practice-in-use',
    message: `The practice hosts of ${lab} are in use by another Trunkline on this computer.`,
    hint: 'Go on there, or end it first.',
  });
