/**
 * A lock that one program on this computer holds at a time and that ends with its holder, however that ends: a listening socket
 * which nobody connects to. A process number in a file would outlive its process, and be given to another one.
 */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Lock {
  release(): void;
}

/**
 * @param name of what is locked; every user has locks of their own
 * @returns undefined: somebody has it
 * @throws when this computer gives no sockets
 */
export async function takeLock(name: string): Promise<Lock | undefined> {
  const { path, file } = placeOf(name);
  try {
    return lockOf(await listen(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    // A name without a file ends with its holder; a file does not, but nobody answers behind it any more.
    if (!file || (await answers(path))) return undefined;
    await rm(path, { force: true });
    return lockOf(await listen(path));
  }
}

/** How long somebody waits for a lock that is held for moments only, and between two looks at it, in milliseconds. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 20;

/**
 * What only one program, and only one part of it, may do at a time; the others wait for their turn.
 * @throws when it does not come, when this computer gives no sockets, and what the work throws
 */
export async function inTurn<T>(name: string, work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  for (let waited = 0; ; waited += LOOK_MS) {
    const lock = await takeLock(name);
    if (lock !== undefined) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (waited >= patienceMs) throw new Error('another program is at work on it');
    await sleep(LOOK_MS);
  }
}

/** Linux's abstract sockets and Windows' pipes are names without files. Node can name the former since 20.10. */
function placeOf(name: string): { readonly path: string; readonly file: boolean } {
  const owner = process.getuid?.() ?? '';
  const hash = createHash('sha256').update(`${owner}\0${name}`).digest('hex').slice(0, 32);
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\trunkline-${hash}`, file: false };
  if (process.platform === 'linux' && Number.parseInt(process.versions.node, 10) >= 20)
    return { path: `\0trunkline-${hash}`, file: false };
  return { path: join(tmpdir(), `trunkline-${hash}`), file: true };
}

const lockOf = (server: Server): Lock => ({ release: () => void server.close() });

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((caller) => caller.on('error', () => undefined).destroy());
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      server.on('error', () => undefined);
      resolve(server.unref());
    });
  });
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
