/**
 * Files in memory. What is mounted answers for its own part of the tree: the kernel's `/proc/sys`, `/sys/class/net`.
 *
 * The whole is limited, as a disk is: whoever writes endlessly is told that no space is left.
 */
import { sizeOf } from './bytes.ts';
import { FileError, type FileStatus, type Files } from './files.ts';
import { resolvePath } from './paths.ts';

/** A tree of files from somewhere else. It is asked with paths of its own: its root is `/`. */
export interface Mount {
  /** Where it is to be seen: `/proc/sys`. */
  readonly path: string;
  readonly files: Files;
}

export interface MemoryFilesOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly mounts?: readonly Mount[];
  /** Files that are there from the start, by path; their directories are made. */
  readonly initial?: Readonly<Record<string, string>>;
  /** In characters; each file and directory counts some more. */
  readonly limit?: number;
  /** Called after each change. */
  readonly changed?: (() => void) | undefined;
}

export interface MemoryFiles extends Files {
  /** Puts a socket there (its directories are made), or takes it away with `remove`. */
  makeSocket(path: string, how?: { readonly owner?: string; readonly mode?: number }): void;
  setOwner(path: string, owner: string | undefined, group?: string): void;
  /** From now on this part of the tree is somebody else's. */
  mount(mount: Mount): void;
}

interface Node {
  /** A link's text is what it says. */
  kind: FileStatus['kind'] | 'link';
  owner: string;
  group: string | undefined;
  mode: number;
  modified: number;
  text: string;
  /** Of a file with several names: how many. */
  names: number;
  readonly inode: number;
  /** Of a directory. */
  readonly children: Map<string, Node>;
}

/** 32 million characters: enough for any lab, and fifty hosts that are all full still fit into memory. */
export const DISK_LIMIT = 32 * 1024 * 1024;
const ENTRY = 256;
/** As many as the kernel follows on one path. */
const MOST_LINKS = 40;

export function memoryFiles({
  now,
  mounts: first = [],
  initial = {},
  limit = DISK_LIMIT,
  changed = () => undefined,
}: MemoryFilesOptions): MemoryFiles {
  const mounts: Mount[] = [];
  let used = 0;
  /** How many symbolic links there are: mostly none, and then nobody looks for them. */
  let links = 0;
  let lastInode = 131_072;

  const newNode = (kind: Node['kind'], mode: number, owner = 'root'): Node => {
    if (used + ENTRY > limit) throw new FileError('ENOSPC');
    used += ENTRY;
    lastInode += 1;
    return {
      kind,
      owner,
      group: undefined,
      mode,
      modified: now(),
      text: '',
      names: 1,
      inode: lastInode,
      children: new Map(),
    };
  };
  const root = newNode('directory', 0o755);

  /** In a directory with the set-group-ID bit what is new belongs to its group, and directories hand the bit on (inode(7)). */
  const put = (parent: Node, name: string, node: Node): void => {
    if ((parent.mode & 0o2000) !== 0) {
      const group = parent.group ?? parent.owner;
      node.group = group === node.owner ? undefined : group;
      if (node.kind === 'directory') node.mode |= 0o2000;
    }
    parent.children.set(name, node);
    parent.modified = now();
  };

  /** The deepest mount that holds the path, and the path as that one knows it. */
  const mounted = (path: string): { readonly files: Files; readonly inner: string } | undefined => {
    let best: Mount | undefined;
    for (const mount of mounts) {
      const holds = path === mount.path || path.startsWith(`${mount.path}/`);
      if (holds && (best === undefined || mount.path.length > best.path.length)) best = mount;
    }
    return best && { files: best.files, inner: path.slice(best.path.length) || '/' };
  };

  /**
   * Where a path leads when its links are followed.
   * @param last whether the last name is followed too
   * @throws FileError ELOOP
   */
  const real = (path: string, last = true, depth = 0): string => {
    if (links === 0) return path;
    if (depth > MOST_LINKS) throw new FileError('ELOOP');
    // As in `find`: nothing is made for a path without links.
    let node: Node = root;
    for (let from = 0; from < path.length; ) {
      const slash = path.indexOf('/', from);
      const end = slash < 0 ? path.length : slash;
      if (end > from) {
        if (node.kind !== 'directory') return path;
        const next = node.children.get(path.slice(from, end));
        if (next === undefined) return path;
        if (next.kind === 'link') {
          const rest = names(path.slice(end));
          if (last || rest.length > 0)
            return real(resolvePath(path.slice(0, from) || '/', [next.text, ...rest].join('/')), last, depth + 1);
        }
        node = next;
      }
      from = end + 1;
    }
    return path;
  };

  const find = (path: string): Node | undefined => {
    // It is asked for all the time: nothing is made for it.
    let node: Node | undefined = root;
    for (let from = 0; from < path.length; ) {
      const slash = path.indexOf('/', from);
      const end = slash < 0 ? path.length : slash;
      if (end > from) {
        if (node === undefined || node.kind !== 'directory') return undefined;
        node = node.children.get(path.slice(from, end));
      }
      from = end + 1;
    }
    return node;
  };

  const existing = (path: string): Node => {
    const node = find(path);
    if (node !== undefined) return node;
    throw new FileError(throughFile(path) ? 'ENOTDIR' : 'ENOENT');
  };

  const throughFile = (path: string): boolean => {
    let node = root;
    for (const name of names(path)) {
      if (node.kind !== 'directory') return true;
      const next = node.children.get(name);
      if (next === undefined) return false;
      node = next;
    }
    return false;
  };

  const parentOf = (path: string): { readonly parent: Node; readonly name: string } => {
    const parts = names(path);
    const name = parts.pop();
    if (name === undefined) throw new FileError('EEXIST');
    const parent = existing(`/${parts.join('/')}`);
    if (parent.kind !== 'directory') throw new FileError('ENOTDIR');
    return { parent, name };
  };

  const remember = (node: Node, text: string): void => {
    const grown = text.length - node.text.length;
    if (grown > 0 && used + grown > limit) throw new FileError('ENOSPC');
    used += grown;
    node.text = whole(text);
    node.modified = now();
  };

  const makeAll = (path: string): void => {
    let node = root;
    for (const name of names(path)) {
      const next = node.children.get(name) ?? newNode('directory', 0o755);
      node.children.set(name, next);
      node = next;
    }
  };

  const files: MemoryFiles = {
    status(given) {
      let path: string;
      try {
        path = real(given);
      } catch {
        return undefined;
      }
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.status(elsewhere.inner);
      const node = find(path);
      if (node === undefined || node.kind === 'link') return undefined;
      const { kind, owner, group, mode, modified, text, inode, names: count } = node;
      const size = kind === 'directory' ? 4096 : sizeOf(text);
      return { kind, owner, ...(group && { group }), mode, modified, size, inode, names: count };
    },
    read(given) {
      const path = real(given);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.read(elsewhere.inner);
      const node = existing(path);
      if (node.kind === 'directory') throw new FileError('EISDIR');
      if (node.kind === 'socket') throw new FileError('EINVAL');
      return node.text;
    },
    write(given, text, { append = false, mode, owner } = {}) {
      const path = real(given);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.write(elsewhere.inner, text, { append, mode, owner });
      const { parent, name } = path === '/' ? { parent: root, name: '' } : parentOf(path);
      const there = name === '' ? root : parent.children.get(name);
      if (there?.kind === 'directory') throw new FileError('EISDIR');
      if (there?.kind === 'socket') throw new FileError('EINVAL');
      const node = there ?? newNode('file', mode ?? 0o644, owner);
      remember(node, append ? node.text + text : text);
      if (there === undefined) put(parent, name, node);
      changed();
    },
    list(given) {
      const path = real(given);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.list(elsewhere.inner);
      const node = find(path);
      const below = mounts
        .filter((mount) => parentPath(mount.path) === path)
        .map(({ path: at }) => at.slice(at.lastIndexOf('/') + 1));
      if (node === undefined) existing(path);
      if (node?.kind !== 'directory') throw new FileError('ENOTDIR');
      return [...new Set([...node.children.keys(), ...below])].sort();
    },
    makeDirectory(given, mode = 0o755, owner = 'root') {
      const path = real(given, false);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.makeDirectory(elsewhere.inner, mode, owner);
      const { parent, name } = parentOf(path);
      if (parent.children.has(name)) throw new FileError('EEXIST');
      put(parent, name, newNode('directory', mode, owner));
      changed();
    },
    remove(given) {
      const path = real(given, false);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.remove(elsewhere.inner);
      const { parent, name } = parentOf(path);
      const node = parent.children.get(name);
      if (node === undefined) throw new FileError('ENOENT');
      if (node.children.size > 0) throw new FileError('ENOTEMPTY');
      if (mounts.some((mount) => mount.path.startsWith(`${path}/`))) throw new FileError('ENOTEMPTY');
      node.names -= 1;
      used -= ENTRY + (node.names === 0 ? node.text.length : 0);
      if (node.kind === 'link') links -= 1;
      parent.children.delete(name);
      parent.modified = now();
      changed();
    },
    rename(givenFrom, givenTo) {
      const from = real(givenFrom, false);
      const to = real(givenTo, false);
      if (from === to) return;
      const source = mounted(from);
      const target = mounted(to);
      if (source || target) {
        if (source && source.files === target?.files) return source.files.rename(source.inner, target.inner);
        throw new FileError('EINVAL');
      }
      if (to.startsWith(`${from}/`)) throw new FileError('EINVAL');
      const node = existing(from);
      const old = parentOf(from);
      const next = parentOf(to);
      const there = next.parent.children.get(next.name);
      if (there !== undefined) {
        if (there.kind === 'directory' && node.kind !== 'directory') throw new FileError('EISDIR');
        if (there.kind !== 'directory' && node.kind === 'directory') throw new FileError('ENOTDIR');
        files.remove(to);
      }
      old.parent.children.delete(old.name);
      next.parent.children.set(next.name, node);
      old.parent.modified = next.parent.modified = now();
      changed();
    },
    setMode(given, mode) {
      const path = real(given);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.setMode(elsewhere.inner, mode);
      existing(path).mode = mode & 0o7777;
      changed();
    },
    readLink(given) {
      const path = real(given, false);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.readLink?.(elsewhere.inner);
      const node = find(path);
      return node?.kind === 'link' ? node.text : undefined;
    },
    makeLink(given, target) {
      const path = real(given, false);
      const elsewhere = mounted(path);
      if (elsewhere) {
        if (elsewhere.files.makeLink === undefined) throw new FileError('EACCES');
        return elsewhere.files.makeLink(elsewhere.inner, target);
      }
      const { parent, name } = parentOf(path);
      if (parent.children.has(name)) throw new FileError('EEXIST');
      const node = newNode('link', 0o777);
      node.text = target;
      parent.children.set(name, node);
      parent.modified = now();
      links += 1;
      changed();
    },
    makeName(given, existingPath) {
      const path = real(given, false);
      const from = real(existingPath, false);
      if (mounted(path) || mounted(from)) {
        const [at, source] = [mounted(path), mounted(from)];
        if (at === undefined || at.files !== source?.files || at.files.makeName === undefined)
          throw new FileError('EPERM');
        return at.files.makeName(at.inner, source.inner);
      }
      const node = existing(from);
      const { parent, name } = parentOf(path);
      if (node.kind === 'directory') throw new FileError('EPERM');
      if (parent.children.has(name)) throw new FileError('EEXIST');
      if (used + ENTRY > limit) throw new FileError('ENOSPC');
      used += ENTRY;
      node.names += 1;
      if (node.kind === 'link') links += 1;
      parent.children.set(name, node);
      parent.modified = now();
      changed();
    },
    setOwner(given, owner, group) {
      const path = real(given);
      const elsewhere = mounted(path);
      if (elsewhere) {
        if (elsewhere.files.setOwner === undefined) throw new FileError('EPERM');
        return elsewhere.files.setOwner(elsewhere.inner, owner, group);
      }
      const node = existing(path);
      // What belonged to the group of its owner goes on doing so.
      const before = node.group ?? (node.owner === owner ? undefined : node.owner);
      node.owner = owner ?? node.owner;
      node.group = group ?? before;
      changed();
    },
    setModified(given, time) {
      const path = real(given);
      const elsewhere = mounted(path);
      if (elsewhere) return elsewhere.files.setModified?.(elsewhere.inner, time);
      existing(path).modified = time;
      changed();
    },
    makeSocket(path, { owner = 'root', mode = 0o660 } = {}) {
      makeAll(parentPath(path));
      const { parent, name } = parentOf(path);
      if (parent.children.has(name)) throw new FileError('EEXIST');
      parent.children.set(name, newNode('socket', mode, owner));
    },
    mount(mount) {
      makeAll(parentPath(mount.path));
      mounts.push(mount);
    },
  };

  for (const mount of first) files.mount(mount);
  for (const [path, text] of Object.entries(initial)) {
    makeAll(parentPath(path));
    files.write(path, text);
  }
  return files;
}

/** Makes a directory and those above it, as `mkdir -p` does. */
export function makeDirectories(files: Files, path: string, mode?: number, owner?: string): void {
  let at = '';
  for (const name of names(path)) {
    at += `/${name}`;
    const status = files.status(at);
    if (status === undefined) files.makeDirectory(at, mode, owner);
    else if (status.kind !== 'directory') throw new FileError('ENOTDIR');
  }
}

/** Removes a path with all that is in it, as `rm -r` does. @returns what the kernel does not let go, with why; all else is gone */
export function removeAll(
  files: Files,
  path: string,
  recursive = true,
): readonly { readonly at: string; readonly words: string }[] {
  const isFolder = files.readLink?.(path) === undefined && files.status(path)?.kind === 'directory';
  const within = recursive && isFolder ? files.list(path) : [];
  const stays = within.flatMap((name) => removeAll(files, `${path}/${name}`));
  if (stays.length > 0) return stays;
  try {
    files.remove(path);
    return [];
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return [{ at: path, words: error.message }];
  }
}

let joins = 0;

/** Text that was put together of very many pieces takes many times its room until it is looked at. */
function whole(text: string): string {
  joins += 1;
  if (joins % 1024 === 0) text.charCodeAt(0);
  return text;
}

const names = (path: string): string[] => path.split('/').filter((name) => name !== '');

const parentPath = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
