/** Files that are not kept but made when somebody looks, over those that are kept. */
import { FileError, type FileStatus, type Files } from '../files/files.ts';
import { makeDirectories } from '../files/memory-files.ts';

export type Node =
  | {
      readonly kind: 'file';
      readonly mode?: number;
      /** Of a character device. */
      readonly device?: readonly [number, number];
      read(): string;
      readonly write?: (text: string) => void;
    }
  | { readonly kind: 'socket' }
  /** To another entry of its directory. */
  | { readonly kind: 'link'; target(): string }
  | {
      readonly kind: 'directory';
      names(): readonly string[];
      entry(name: string): Node | undefined;
      /** Where it stands itself, of one that is a link here. */
      readonly link?: () => string;
    };

export type Directory = Extract<Node, { kind: 'directory' }>;

export const file = (read: () => string, write?: (text: string) => void): Node =>
  write === undefined ? { kind: 'file', mode: 0o444, read } : { kind: 'file', mode: 0o644, read, write };

/** A directory with these entries. */
export const directory = (entries: Readonly<Record<string, Node>>): Directory => ({
  kind: 'directory',
  names: () => Object.keys(entries),
  entry: (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
});

/**
 * A directory whose entries depend on how things are.
 * @param has whether there is one of that name, where that is known without all names
 */
export const listing = (
  names: () => readonly string[],
  entry: (name: string) => Node,
  has: (name: string) => boolean = (name) => names().includes(name),
): Directory => ({ kind: 'directory', names, entry: (name) => (has(name) ? entry(name) : undefined) });

/** One directory with the entries of both. */
export const joined = (one: Directory, other: Directory): Directory => ({
  kind: 'directory',
  names: () => [...one.names(), ...other.names()],
  entry: (name) => one.entry(name) ?? other.entry(name),
});

/**
 * @param root a directory: what it has at a path stands before what `kept` has there; a directory that both have shows the
 * entries of both
 */
export function overlay(kept: Files, root: Node, now: () => number): Files {
  /** Most paths are none of these: that is found out without taking the whole of them apart. */
  const found = (path: string, follows: boolean): Node | undefined => {
    let node: Node | undefined = root;
    for (let from = 0; from < path.length && node !== undefined; ) {
      const slash = path.indexOf('/', from);
      const end = slash < 0 ? path.length : slash;
      if (end > from) {
        const folder: Node = node;
        node = folder.kind === 'directory' ? folder.entry(path.slice(from, end)) : undefined;
        if (node?.kind === 'link' && folder.kind === 'directory' && (follows || end < path.length))
          node = folder.entry(node.target());
      }
      from = end + 1;
    }
    return node;
  };
  const made = (path: string): Node | undefined => found(path, true);
  const madeFile = (path: string): Node | undefined => {
    const node = made(path);
    return node?.kind === 'directory' ? undefined : node;
  };
  const refuse = (path: string): void => {
    if (madeFile(path) !== undefined) throw new FileError('EACCES');
  };
  return {
    status(path) {
      const node = made(path);
      if (node === undefined) return kept.status(path);
      return node.kind === 'directory' ? (kept.status(path) ?? statusOf(node, now())) : statusOf(node, now());
    },
    read(path) {
      const node = made(path);
      if (node === undefined) return kept.read(path);
      if (node.kind === 'directory') throw new FileError('EISDIR');
      if (node.kind !== 'file') throw new FileError('EINVAL');
      return node.read();
    },
    write(path, text, how) {
      const node = made(path);
      if (node === undefined) return kept.write(path, text, how);
      if (node.kind === 'directory') throw new FileError('EISDIR');
      if (node.kind !== 'file' || node.write === undefined) throw new FileError('EACCES');
      // Opening for writing writes nothing.
      if (text !== '') node.write(text);
    },
    list(path) {
      const node = made(path);
      const status = kept.status(path);
      if (node?.kind !== 'directory') return kept.list(path);
      const own = status?.kind === 'directory' ? kept.list(path) : [];
      return [...new Set([...own, ...node.names()])].sort();
    },
    makeDirectory(path, mode, owner) {
      if (made(path) !== undefined) throw new FileError('EEXIST');
      // A folder of both that nothing has been put into yet; the kernel's own take nothing.
      const folder = path.slice(0, path.lastIndexOf('/'));
      const isShown = made(folder)?.kind === 'directory' && !/^\/(?:proc|sys)(?:\/|$)/.test(folder);
      if (isShown) makeDirectories(kept, folder);
      kept.makeDirectory(path, mode, owner);
    },
    remove(path) {
      refuse(path);
      kept.remove(path);
    },
    rename(from, to) {
      refuse(from);
      refuse(to);
      kept.rename(from, to);
    },
    readLink(path) {
      const node = found(path, false);
      if (node === undefined) return kept.readLink?.(path);
      if (node.kind === 'directory') return node.link?.();
      return node.kind === 'link' ? node.target() : undefined;
    },
    makeLink(path, target) {
      if (made(path) !== undefined) throw new FileError('EEXIST');
      if (kept.makeLink === undefined) throw new FileError('EACCES');
      kept.makeLink(path, target);
    },
    makeName(path, existing) {
      if (made(path) !== undefined) throw new FileError('EEXIST');
      if (made(existing) !== undefined || kept.makeName === undefined) throw new FileError('EPERM');
      kept.makeName(path, existing);
    },
    setMode(path, mode) {
      refuse(path);
      kept.setMode(path, mode);
    },
    setModified(path, time) {
      refuse(path);
      kept.setModified?.(path, time);
    },
    setOwner(path, owner, group) {
      if (made(path) !== undefined || kept.setOwner === undefined) throw new FileError('EPERM');
      kept.setOwner(path, owner, group);
    },
  };
}

function statusOf(node: Node, modified: number): FileStatus {
  const base = { owner: 'root', modified, size: 0 };
  if (node.kind === 'directory') return { ...base, kind: 'directory', mode: 0o555 };
  if (node.kind === 'socket') return { ...base, kind: 'socket', mode: 0o660 };
  if (node.kind === 'link') return { ...base, kind: 'file', mode: 0o777 };
  return { ...base, kind: 'file', mode: node.mode ?? 0o444, ...(node.device && { device: node.device }) };
}
