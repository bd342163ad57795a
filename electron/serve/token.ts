/**
 * The token that opens the program to a window, kept for each port so that a window finds the program again after a restart.
 * It is the one secret of ours that stands in a file: readable by its owner alone, or it is not used.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../store/atomic-file.ts';
import { fileWords, readTextIfThere } from '../store/regular-file.ts';

const FORM = /^[A-Za-z0-9_-]{32}$/;
/** Ports that nobody asked for are many over the years: so many are kept, those used last. */
const MOST_KEPT = 20;

export const newToken = (): string => randomBytes(24).toString('base64url');

export function isToken(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return token !== '' && a.length === b.length && timingSafeEqual(a, b);
}

export interface KeptToken {
  readonly token: string;
  /** Why it will be another one next time. */
  readonly notKept?: string;
}

/**
 * Never rejects.
 *
 * @param folder made if need be, for its owner alone; undefined: there is no place for it
 * @param renew makes a new one whatever was kept
 */
export async function keptToken(folder: string | undefined, port: number, renew: boolean): Promise<KeptToken> {
  if (folder === undefined) return { token: newToken(), notKept: 'this user has no home folder' };
  const path = join(folder, `${port}.token`);
  const before = renew ? undefined : await usable(path).catch(() => undefined);
  const token = before ?? newToken();
  try {
    // What others could read, or could have put there, is not written over: its rights would stay.
    if (before === undefined) await rm(path, { force: true });
    // Written again when it is the same, so that it counts as used last.
    await writeAtomically(path, `${token}\n`, { mode: 0o600 });
    await forgetOld(folder);
    return { token };
  } catch (error) {
    return before === undefined ? { token, notKept: fileWords(error) } : { token };
  }
}

async function usable(path: string): Promise<string | undefined> {
  const found = await lstat(path);
  const own = process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
  if (!found.isFile() || !own) return undefined;
  const text = (await readTextIfThere(path, { most: 1_000 }))?.trim() ?? '';
  return FORM.test(text) ? text : undefined;
}

async function forgetOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d+\.token$/.test(name));
  if (names.length <= MOST_KEPT) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, used: (await lstat(join(folder, name))).mtimeMs })),
  );
  const old = aged.sort((a, b) => b.used - a.used).slice(MOST_KEPT);
  for (const { name } of old) await rm(join(folder, name), { force: true });
}
