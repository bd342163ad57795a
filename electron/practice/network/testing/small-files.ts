/** The least that a machine needs of files, for tests of commands. */
import { FileError, type Files } from '../../machine/files.ts';

export function smallFiles(): Files {
  const files = new Map<string, string>();
  const folders = new Set<string>(['/']);
  return {
    status(path) {
      const base = { owner: 'root', modified: 0, size: 0 };
      if (folders.has(path)) return { ...base, kind: 'directory', mode: 0o755 };
      return files.has(path) ? { ...base, kind: 'file', mode: 0o644 } : undefined;
    },
    read(path) {
      const text = files.get(path);
      if (text === undefined) throw new FileError('ENOENT');
      return text;
    },
    write(path, text, how) {
      files.set(path, how?.append ? (files.get(path) ?? '') + text : text);
    },
    list(path) {
      const head = path === '/' ? '/' : `${path}/`;
      const names = [...files.keys(), ...folders].filter((item) => item.startsWith(head) && item !== head);
      return [...new Set(names.map((item) => item.slice(head.length).split('/')[0] ?? ''))].sort();
    },
    makeDirectory: (path) => void folders.add(path),
    remove(path) {
      files.delete(path);
      folders.delete(path);
    },
    rename(from, to) {
      files.set(to, files.get(from) ?? '');
      files.delete(from);
    },
    setMode: () => undefined,
  };
}
