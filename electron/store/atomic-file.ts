/** Files are written whole or not at all: to a neighbour first, then moved into place. No neighbour stays. */
import { randomBytes } from 'node:crypto';
import { constants, rmSync, type Stats } from 'node:fs';
import { chmod, chown, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { refuseOthers } from './regular-file.ts';

/**
 * @param mode for a file that is not there yet; one that is keeps its own, and a symbolic link stays one.
 * @throws NotThatFile there is something else than a file: a device is not replaced by a file; what the file system says
 */
export async function writeAtomically(
  path: string,
  text: string | Uint8Array,
  { mode = 0o644 }: { readonly mode?: number } = {},
): Promise<void> {
  await refuseOthers(path);
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  if (before) await refuseProtected(target);
  await makeFolder(dirname(target));
  await sweep(target);
  const neighbour = join(dirname(target), `${prefixOf(target)}${randomBytes(6).toString('hex')}`);
  begin(neighbour);
  try {
    const file = await open(neighbour, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (before) await giveTo(neighbour, before);
    // After the owner: changing that takes some rights away.
    await chmod(neighbour, before ? before.mode & 0o7777 : mode);
    await rename(neighbour, target);
  } catch (error) {
    await rm(neighbour, { force: true });
    throw error;
  } finally {
    end(neighbour);
  }
}

/** Moving another file into its place asks the folder alone; whoever protected the file meant that it stays as it is. */
async function refuseProtected(path: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
  await file.close();
}

/** As far as this user may give files away: root should not end up with the files of those whom it helps. */
async function giveTo(path: string, { uid, gid }: Stats): Promise<void> {
  const { uid: ownUid, gid: ownGid } = await stat(path);
  if (uid === ownUid && gid === ownGid) return;
  await chown(path, uid, gid).catch(() => chown(path, ownUid, gid).catch(() => undefined));
}

/**
 * Adds to the end of a file, which is made if it is not there. Several programs may do so at the same time and none loses what
 * another added: the system puts each piece at the end as it is then (open(2), O_APPEND).
 * @param text one small piece, written at once
 * @throws NotThatFile there is something else than a file; what the file system says
 */
export async function appendWhole(
  path: string,
  text: string,
  { mode = 0o644 }: { readonly mode?: number } = {},
): Promise<void> {
  await refuseOthers(path);
  await makeFolder(dirname(path));
  const file = await open(path, 'a', mode);
  try {
    const bytes = Buffer.from(text);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new Error('it was not written whole: the disk may be full');
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Makes a folder for this user alone, and those above it. Node's own way to do so never ends where a system says that a folder
 * is not there and cannot be made (`/proc`).
 *
 * @throws what the file system says
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) {
      await makeFolder(dirname(path));
      // Another program may have made it meanwhile.
      await mkdir(path, { mode: 0o700 }).catch((again: NodeJS.ErrnoException) => {
        if (again.code !== 'EEXIST') throw again;
      });
    } else if (!(await stat(path).catch(() => undefined))?.isDirectory()) {
      throw code === 'EEXIST' ? Object.assign(new Error('not a folder'), { code: 'ENOTDIR' }) : error;
    }
  }
}

const prefixOf = (target: string): string => `.${basename(target)}.`;

/** Neighbours of writes that go on. A program that ends meanwhile takes them with it. */
const unfinished = new Set<string>();

function takeAlong(): void {
  for (const neighbour of unfinished) rmSync(neighbour, { force: true });
}
process.on('exit', takeAlong);

/** What ends a program at once where nobody listens for it. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function endedBy(signal: NodeJS.Signals): void {
  // Whoever else listens decides about the end.
  if (process.listenerCount(signal) > 1) return;
  takeAlong();
  process.off(signal, endedBy);
  process.kill(process.pid, signal);
}

function begin(neighbour: string): void {
  if (unfinished.size === 0) for (const signal of SIGNALS) process.on(signal, endedBy);
  unfinished.add(neighbour);
}

function end(neighbour: string): void {
  unfinished.delete(neighbour);
  if (unfinished.size === 0) for (const signal of SIGNALS) process.off(signal, endedBy);
}

/** No write takes longer, in milliseconds: what is older was left by a program that was killed. */
const LONGEST_WRITE = 60_000;

/** Takes away what programs that were killed in the middle of a write of this file have left. */
async function sweep(target: string): Promise<void> {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  // Another user's may be there that we may not look at: what cannot be swept stays, and hinders nobody.
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(prefix) || !/^[0-9a-f]{12}$/.test(name.slice(prefix.length))) continue;
    const left = join(folder, name);
    const found = await stat(left).catch(() => undefined);
    // biome-ignore lint/style/noRestrictedGlobals: a file's times are of the wall clock.
    if (found?.isFile() && Date.now() - found.mtimeMs > LONGEST_WRITE)
      await rm(left, { force: true }).catch(() => undefined);
  }
}
