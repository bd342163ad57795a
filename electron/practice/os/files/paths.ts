import type { Files } from './files.ts';

/** What a process calls its own: `/proc/self/status` stands below its number. */
export const ownPath = (path: string, pid: number | undefined): string =>
  pid === undefined || !path.startsWith('/proc/self/') || path.startsWith('/proc/self/fd/')
    ? path
    : `/proc/${pid}${path.slice('/proc/self'.length)}`;

/** An absolute path without `.`, `..` and doubled slashes. */
export function resolvePath(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A path with all its links followed. */
export function followedLinks(files: Files, path: string): string {
  let at = '';
  const parts = path.split('/').filter((part) => part !== '');
  for (let steps = 0; parts.length > 0 && steps < 1000; steps += 1) {
    const next = `${at}/${parts.shift()}`;
    const link = files.readLink?.(next);
    if (link === undefined) at = next;
    else {
      const target = resolvePath(at || '/', link);
      parts.unshift(...target.split('/').filter((part) => part !== ''));
      at = '';
    }
  }
  return at || '/';
}
