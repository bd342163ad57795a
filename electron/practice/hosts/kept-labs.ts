/**
 * What was practised is there again when the program is started anew: one file a lab, in the program's own folder. One program
 * at a time uses the hosts of a lab. What cannot be read is set aside, never written over.
 */
import { createHash, randomBytes } from 'node:crypto';
import { access, constants, lstat, realpath, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, type Problem, problem, type Result, success } from '../../../shared/problem.ts';
import { makeFolder, writeAtomically } from '../../store/atomic-file.ts';
import { type Lock, takeLock } from '../../store/lock.ts';
import { fileWords, readTextIfThere } from '../../store/regular-file.ts';
import type { KeptMachine } from './kept.ts';

/** By host. */
export type KeptHosts = Readonly<Record<string, KeptMachine>>;

export interface KeptLabs {
  /**
   * What is kept of a lab, after which nobody else may have it; nothing: it is new. Warnings say that what was kept could not be
   * used, or that nothing can be kept.
   */
  take(lab: string): Promise<Result<KeptHosts>>;
  /** What is kept makes no sense: it is put where a person finds it. Says so. */
  setAside(lab: string, why: string): Promise<Problem>;
  /** Why it could not be kept, if it could not. */
  save(lab: string, hosts: KeptHosts): Promise<Problem | undefined>;
  /** Others may have it again. */
  leave(lab: string): void;
}

/** Changes with everything that is kept: what another version kept is set aside, not misread. */
const VERSION = 3;

/** In bytes; a string can hold a little more. */
const MOST = 500_000_000;

/** @param folder undefined: this user has no place of their own */
export function keptLabs(folder: string | undefined): KeptLabs {
  const locks = new Map<string, Lock>();
  /** Labs whose file may not be written, because what is there could be neither read nor moved. */
  const untouchable = new Map<string, Problem>();
  const fileOf = (of: string, lab: string): string => join(of, `${lab}.json`);

  async function usable(): Promise<string> {
    if (folder === undefined) throw new Error('this user has no home folder');
    await makeFolder(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  }

  async function setAside(lab: string, why: string): Promise<Problem> {
    const path = fileOf(folder ?? '', lab);
    const stamp = `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(3).toString('hex')}`;
    const aside = join(folder ?? '', `${lab}.aside-${stamp}.json`);
    try {
      await rename(path, aside);
      return setAsideProblem(lab, why, aside);
    } catch (error) {
      const stays = notSetAside(lab, path, why, error);
      untouchable.set(lab, stays);
      return stays;
    }
  }

  return {
    async take(lab) {
      let place: string;
      try {
        place = await usable();
        const lock = await takeLock(`practice ${await realpath(place)} ${lab}`);
        if (lock === undefined) return failure(inUse(lab));
        locks.set(lab, lock);
      } catch (error) {
        return success({}, [notKept(lab, folder, error)]);
      }
      const path = fileOf(place, lab);
      try {
        // A link is the person's own, and what it leads to may be gone for the moment only.
        if ((await lstat(path).catch(() => undefined)) === undefined) return success({});
        const text = await readTextIfThere(path, { most: MOST });
        const kept = text === undefined ? { wrong: 'its file leads nowhere' } : read(text);
        return 'hosts' in kept ? success(kept.hosts) : success({}, [await setAside(lab, kept.wrong)]);
      } catch (error) {
        return success({}, [await setAside(lab, fileWords(error))]);
      }
    },
    setAside,
    async save(lab, hosts) {
      const stays = untouchable.get(lab);
      if (stays) return stays;
      try {
        await writeAtomically(fileOf(await usable(), lab), written(hosts), { mode: 0o600 });
        return undefined;
      } catch (error) {
        return notKept(lab, folder, error);
      }
    },
    leave(lab) {
      locks.get(lab)?.release();
      locks.delete(lab);
    },
  };
}

const sumOf = (body: string): string => createHash('sha256').update(body).digest('base64url');

function written(hosts: KeptHosts): string {
  const body = JSON.stringify(hosts);
  return `{"version":${VERSION},"sum":"${sumOf(body)}","hosts":${body}}\n`;
}

/** The sum tells what was cut off or damaged, wherever in it: nothing else of it has to be doubted then. */
function read(text: string): { readonly hosts: KeptHosts } | { readonly wrong: string } {
  const version = /^\{"version":(\d+),/.exec(text)?.[1];
  if (version !== undefined && Number(version) !== VERSION) return { wrong: 'another version of Trunkline kept it' };
  const found = /^\{"version":\d+,"sum":"([\w-]*)","hosts":/.exec(text);
  const body = text.slice(found?.[0].length, text.lastIndexOf('}'));
  if (found === null || sumOf(body) !== found[1]) return { wrong: 'its file is damaged' };
  return { hosts: JSON.parse(body) as KeptHosts };
}

const inUse = (lab: string): Problem =>
  problem({
    code: 'practice-in-use',
    message: `The practice hosts of ${lab} are in use by another Trunkline on this computer.`,
    hint: 'Go on there, or end it first.',
  });

const setAsideProblem = (lab: string, why: string, aside: string): Problem =>
  problem({
    severity: 'warning',
    code: 'practice-set-aside',
    message: `The practice hosts of ${lab} begin anew: what was kept of them cannot be used (${why}).`,
    hint: `It was put aside as ${aside}; remove that file when you do not need it.`,
  });

const notSetAside = (lab: string, path: string, why: string, error: unknown): Problem =>
  problem({
    severity: 'warning',
    code: 'practice-not-kept',
    message: `The practice hosts of ${lab} begin anew and end with this program: what was kept in ${path} cannot be used (${why}), nor moved out of the way (${fileWords(error)}).`,
    hint: 'Move that file away yourself, and start again.',
  });

const notKept = (lab: string, folder: string | undefined, error: unknown): Problem =>
  problem({
    severity: 'warning',
    code: 'practice-not-kept',
    message: `What is done on the practice hosts of ${lab} ends with this program: it cannot be kept${folder === undefined ? '' : ` in ${folder}`} (${fileWords(error)}).`,
    hint:
      folder === undefined
        ? 'Set HOME to a folder that is yours.'
        : 'Make room there, or make it writable; or set HOME to another folder.',
  });
