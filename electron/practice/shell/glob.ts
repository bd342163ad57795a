import type { Files } from '../os/files/files.ts';
import { resolvePath } from '../os/files/paths.ts';
import { compilePattern, isPattern, matches, unescapePattern } from '../posix/pattern.ts';

/** No pattern gives more names than this. */
const MOST = 20_000;

/** The paths that a pattern stands for, sorted; none: it stands for itself. */
export function glob(files: Files, cwd: string, pattern: string): readonly string[] {
  const absolute = pattern.startsWith('/');
  const parts = pattern.split(/\/+/).filter((part, at) => part !== '' || at > 0);
  let found: string[] = [absolute ? '/' : ''];
  for (const [at, part] of parts.entries()) {
    const last = at === parts.length - 1;
    const next: string[] = [];
    for (const before of found) {
      for (const name of namesFor(files, cwd, before, part)) {
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

function namesFor(files: Files, cwd: string, folder: string, part: string): readonly string[] {
  if (part === '' || !isPattern(part)) return [unescapePattern(part)];
  const path = resolvePath(cwd, folder || '.');
  if (files.status(path)?.kind !== 'directory') return [];
  const compiled = compilePattern(part);
  const hidden = part.startsWith('.') || part.startsWith('\\.');
  return files.list(path).filter((name) => (hidden || !name.startsWith('.')) && matches(compiled, name));
}
