/** What a build is given: the files of a folder, without what its `.dockerignore` leaves out. */
import { posix } from 'node:path';
import type { Files } from '../../../os/files/files.ts';
import { BuildError } from './dockerfile.ts';

export interface Context {
  readonly files: Files;
  /** The folder; undefined: there is none, the Dockerfile came alone. */
  readonly folder: string | undefined;
  /** Paths below it, folders before what is in them. */
  readonly paths: readonly string[];
}

export const emptyContext = (files: Files): Context => ({ files, folder: undefined, paths: [] });

export function contextAt(files: Files, folder: string, dockerfile: string): Context {
  const ignored = ignoring(textAt(files, posix.join(folder, '.dockerignore')) ?? '');
  const below = (path: string): readonly string[] =>
    files.list(posix.join(folder, path)).flatMap((name) => {
      const inner = path === '' ? name : `${path}/${name}`;
      const whole = posix.join(folder, inner);
      const isFolder = files.readLink?.(whole) === undefined && files.status(whole)?.kind === 'directory';
      return [inner, ...(isFolder ? below(inner) : [])];
    });
  const sent = below('').filter((path) => !ignored(path) || path === dockerfile || path === '.dockerignore');
  return { files, folder, paths: sent };
}

export const textAt = (files: Files, path: string): string | undefined =>
  files.status(path)?.kind === 'file' ? files.read(path) : undefined;

/** Lines of `.dockerignore`; of several that fit the last one counts. */
function ignoring(text: string): (path: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ except: line.startsWith('!'), like: matching(line.replace(/^!/, '')) }));
  return (path) => rules.reduce((left, { except, like }) => (like(path) ? !except : left), false);
}

/** A pattern of Go's filepath.Match, with `**`; a folder that fits takes what is in it along. */
export function matching(pattern: string): (path: string) => boolean {
  const clean = posix
    .normalize(pattern)
    .replace(/^\.?\/+/, '')
    .replace(/\/+$/, '');
  const like = clean
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('**/', '\0')
    .replaceAll('**', '\x01')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\0', '(?:.*/)?')
    .replaceAll('\x01', '.*');
  try {
    const whole = new RegExp(`^${like}(?:/.*)?$`);
    return (path) => clean === '.' || clean === '' || whole.test(path);
  } catch {
    return () => false;
  }
}

/** How long the archive is that is sent: blocks of 512 bytes, two of them empty at its end. */
export function sizeOf({ files, folder, paths }: Context, extra = 0): number {
  const blocks = paths.map((path) => {
    const at = posix.join(folder ?? '/', path);
    const status = files.readLink?.(at) === undefined ? files.status(at) : undefined;
    return 1 + (status?.kind === 'file' ? Math.ceil(status.size / 512) : 0);
  });
  return (blocks.reduce((sum, one) => sum + one, 0) + extra + 2) * 512;
}

/** Something that is copied: where it stands, and what it is called where it goes. */
export interface Source {
  readonly files: Files;
  readonly at: string;
  readonly name: string;
  /** Of a context: the paths that were sent, as they stand in `files`. */
  readonly sent?: ReadonlySet<string>;
}

/** @param command `COPY`, for what is said. @throws BuildError */
export function sourcesIn(context: Context, written: string, command: string): readonly Source[] {
  const { files, folder, paths } = context;
  const path = posix.normalize(`/${written}`).slice(1).replace(/\/+$/, '');
  if (posix.normalize(written).startsWith('..'))
    throw new BuildError(`${command} failed: forbidden path outside the build context: ${written} ()`);
  const sent = new Set(paths.map((one) => posix.join(folder ?? '/', one)));
  const source = (one: string): Source => ({
    sent,
    files,
    at: posix.join(folder ?? '/', one),
    name: posix.basename(one),
  });
  if (/[*?[]/.test(written)) {
    const like = matching(path);
    const level = path.split('/').length;
    return paths.filter((one) => like(one) && one.split('/').length === level).map(source);
  }
  if (folder !== undefined && (path === '' || paths.includes(path))) return [source(path)];
  throw new BuildError(
    `${command} failed: file not found in build context or excluded by .dockerignore: stat ${path}: file does not exist`,
  );
}
