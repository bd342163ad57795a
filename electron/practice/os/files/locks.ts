/** The kernel's locks of flock(2): on a file, held by an open file, gone when that is closed. */

import type { OpenFile } from '../processes/descriptors.ts';
import type { Files } from './files.ts';

export type LockKind = 'shared' | 'exclusive';

interface Locked {
  readonly holders: Map<OpenFile, LockKind>;
  waiting: (() => void)[];
}

const tables = new WeakMap<Files, Map<string, Locked>>();

function lockedAt(files: Files, path: string): Locked {
  let table = tables.get(files);
  if (table === undefined) {
    table = new Map();
    tables.set(files, table);
  }
  let locked = table.get(path);
  if (locked === undefined) {
    locked = { holders: new Map(), waiting: [] };
    table.set(path, locked);
  }
  return locked;
}

/** False: somebody else has it. */
export function tryLock(files: Files, path: string, file: OpenFile, kind: LockKind): boolean {
  const locked = lockedAt(files, path);
  const others = [...locked.holders].filter(([holder]) => holder !== file);
  if (kind === 'exclusive' ? others.length > 0 : others.some(([, held]) => held === 'exclusive')) return false;
  if (!locked.holders.has(file)) file.onClose(() => unlock(files, path, file));
  locked.holders.set(file, kind);
  return true;
}

export function unlock(files: Files, path: string, file: OpenFile): void {
  const locked = lockedAt(files, path);
  if (!locked.holders.delete(file)) return;
  const waiting = locked.waiting;
  locked.waiting = [];
  for (const wake of waiting) wake();
}

/** Resolves when somebody gave a lock on this file back; it may be taken again by then. */
export const lockReleased = (files: Files, path: string): Promise<void> =>
  new Promise((resolve) => lockedAt(files, path).waiting.push(resolve));
