import type { Files } from '../os/files/files.ts';
import { resolvePath } from '../os/files/paths.ts';
import { compilePattern, isPattern, matches, unescapePattern } from '../posix/pattern.ts';

/** No pattern gives more names than this. */
const MOST = 20_000;

/**
 * The paths that a pattern stands for, sorted; none: it stands for itself.
 *
 * @param options of bash: `extglob`, `dotglob`, `nocaseglob` and `globstar` change what it finds
 */
export function glob(
  files: Files,
  cwd: string,
  pattern: string,
  options: ReadonlySet<string> = new Set(),
): readonly string[] {
  const absolute = pattern.startsWith('/');
  const parts = pattern.split(/\/+/).filter((part, at) => part !== '' || at > 0);
  let found: string[] = [absolute ? '/' : ''];
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1;
    const next: string[] = [];
    for (const before of found) {
      if (part === '**' && options.has('globstar')) {
        next.push(...below(files, cwd, before, last).slice(0, MOST - next.length));
        continue;
      }
      for (const name of namesFor(files, cwd, before, part, options)) {
        const path = before === '' || before.endsWith('/') ? before + name : `${before}/${name}`;
        const status = files.status(resolvePath(cwd, path));
        if (status === undefined || (!last && status.kind !== 'directory')) continue;
        if (next.length < MOST) next.push(path);
      }
    }
    found = next;
  }
  return found.sort();
}

/** `**`: the folder and all folders below it, and as the last part the files too. */
function below(files: Files, cwd: string, folder: string, withFiles: boolean): readonly string[] {
  const found: string[] = withFiles ? (folder === '' || folder.endsWith('/') ? [folder] : [`${folder}/`]) : [folder];
  if (folder === '' && withFiles) found.pop();
  const at = resolvePath(cwd, folder || '.');
  if (files.status(at)?.kind !== 'directory') return withFiles ? [] : found;
  for (const name of files.list(at)) {
    if (name.startsWith('.') || found.length > MOST) continue;
    const path = folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
    const isFolder = files.status(resolvePath(cwd, path))?.kind === 'directory';
    if (withFiles) found.push(path);
    if (isFolder) found.push(...below(files, cwd, path, withFiles).slice(withFiles ? 1 : 0));
  }
  return found;
}

function namesFor(
  files: Files,
  cwd: string,
  folder: string,
  part: string,
  options: ReadonlySet<string>,
): readonly string[] {
  const extended = options.has('extglob');
  if (part === '' || !isPattern(part, { extended })) return [unescapePattern(part)];
  const path = resolvePath(cwd, folder || '.');
  if (files.status(path)?.kind !== 'directory') return [];
  const fold = (text: string): string => (options.has('nocaseglob') ? text.toLowerCase() : text);
  const compiled = compilePattern(fold(part), { extended });
  const hidden = part.startsWith('.') || part.startsWith('\\.') || options.has('dotglob');
  return files.list(path).filter((name) => (hidden || !name.startsWith('.')) && matches(compiled, fold(name)));
}
