/** A practice host as it is put away and brought back: plain data, for a file. What runs in it is not kept, but started again. */

import type { KernelState } from '../../../shared/machine/kernel/kernel.ts';
import type { KeptEngine } from '../docker/engine/host.ts';
import { FileError, type FileStatus, type Files } from '../os/files/files.ts';

export interface KeptMachine {
  readonly kernel: KernelState;
  readonly engine: KeptEngine | undefined;
  readonly files: readonly KeptFile[];
}

export interface KeptFile {
  readonly path: string;
  readonly mode: number;
  /** Undefined: root. */
  readonly owner?: string;
  /** Undefined: the one that is called as its owner. */
  readonly group?: string;
  /** Undefined: a directory. */
  readonly text?: string;
  /** What a symbolic link says. */
  readonly link?: string;
  /** The first name of a file that has several: this is another one. */
  readonly also?: string;
}

/** Files that are larger are of no use to anybody tomorrow. */
const LARGEST = 1_000_000;

/** All files and directories; a directory comes before what is in it. */
export function keepFiles(files: Files, path = '/', named = new Map<number, string>()): readonly KeptFile[] {
  return files.list(path).flatMap((name): readonly KeptFile[] => {
    const at = path === '/' ? `/${name}` : `${path}/${name}`;
    const link = files.readLink?.(at);
    if (link !== undefined) return [{ path: at, mode: 0o777, link }];
    const status = files.status(at);
    if (status?.kind === 'directory')
      return [{ path: at, mode: status.mode, ...ownerOf(status) }, ...keepFiles(files, at, named)];
    if (status?.kind !== 'file' || status.size > LARGEST) return [];
    const first = status.inode === undefined ? undefined : named.get(status.inode);
    if (first !== undefined) return [{ path: at, mode: status.mode, also: first }];
    if (status.inode !== undefined && (status.names ?? 1) > 1) named.set(status.inode, at);
    return [{ path: at, mode: status.mode, ...ownerOf(status), text: files.read(at) }];
  });
}

const ownerOf = ({ owner, group }: FileStatus) => ({ ...(owner !== 'root' && { owner }), ...(group && { group }) });

/** Puts them back over what is there already. */
export function bringBackFiles(files: Files, kept: readonly KeptFile[]): void {
  for (const { path, mode, owner, group, text, link, also } of kept) {
    try {
      if (link !== undefined) files.makeLink?.(path, link);
      else if (also !== undefined) {
        if (files.status(path) !== undefined) files.remove(path);
        files.makeName?.(path, also);
      } else if (text === undefined) {
        if (files.status(path) === undefined) files.makeDirectory(path, mode, owner);
      } else files.write(path, text, { mode, owner });
      if (group !== undefined) files.setOwner?.(path, owner ?? 'root', group);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }
}
