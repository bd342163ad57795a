/** What of Docker is to be seen in its host's files: a directory for each container, and the socket. */
import type { FileStatus, Files } from '../machine/files.ts';
import { FileError } from '../machine/files.ts';
import { containerJson } from './api/container-json.ts';
import type { DockerEngine } from './engine/engine.ts';

/** Where the tree of `containerFolders` is to be mounted. */
export const CONTAINERS = '/var/lib/docker/containers';
export const SOCKET = '/var/run/docker.sock';

const FILES = ['config.v2.json', 'hostconfig.json', 'hostname', 'hosts', 'resolv.conf'] as const;

/** `/var/lib/docker/containers` as files that can only be read; its own root is `/`. */
export function containerFolders(engine: () => DockerEngine): Files {
  const folder = (path: string): { readonly id: string; readonly file: string | undefined } | undefined => {
    const [, id = '', file, ...more] = path.split('/');
    if (more.length > 0 || !engine().known.containers.some((item) => item.id === id)) return undefined;
    return file === undefined || isFile(file) ? { id, file } : undefined;
  };
  const status = (path: string): FileStatus | undefined => {
    const modified = engine().host.clock.now();
    const directory: FileStatus = { kind: 'directory', owner: 'root', mode: 0o710, modified, size: 4096 };
    if (path === '/') return directory;
    const found = folder(path);
    if (found === undefined) return undefined;
    if (found.file === undefined) return directory;
    return { kind: 'file', owner: 'root', mode: 0o644, modified, size: read(path).length };
  };
  const read = (path: string): string => {
    const found = folder(path);
    if (found === undefined) throw new FileError('ENOENT');
    if (found.file === undefined) throw new FileError('EISDIR');
    return textOf(engine(), found.id, found.file);
  };
  const readOnly = (): never => {
    throw new FileError('EROFS');
  };
  return {
    status,
    read,
    list(path) {
      if (path === '/')
        return engine()
          .known.containers.map(({ id }) => id)
          .sort();
      const found = folder(path);
      if (found === undefined) throw new FileError('ENOENT');
      if (found.file !== undefined) throw new FileError('ENOTDIR');
      return FILES;
    },
    write: readOnly,
    makeDirectory: readOnly,
    remove: readOnly,
    rename: readOnly,
    setMode: readOnly,
  };
}

const isFile = (name: string): boolean => FILES.some((file) => file === name);

function textOf(engine: DockerEngine, id: string, file: string): string {
  const container = engine.known.containers.find((item) => item.id === id);
  if (container === undefined) throw new FileError('ENOENT');
  const inside = engine.inside(id)?.files;
  if (file === 'hostname' || file === 'hosts' || file === 'resolv.conf') return inside?.read(`/etc/${file}`) ?? '';
  const told = containerJson(container, engine.imageOf(container));
  return JSON.stringify(file === 'hostconfig.json' ? told.HostConfig : told);
}
