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
