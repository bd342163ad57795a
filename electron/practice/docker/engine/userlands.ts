/** Files and programs inside containers. They are made when somebody looks, and kept as long as the container is. */

import type { Clock } from '../../os/clock.ts';
import { boundFiles } from '../../os/files/bound-files.ts';
import { FileError, type Files } from '../../os/files/files.ts';
import { makeDirectories } from '../../os/files/memory-files.ts';
import type { Commands, Userland } from '../../os/machine.ts';
import { imageFiles, networkFiles } from './container-files.ts';
import type { EngineCore } from './core.ts';
import { contentOf, type DiskContent, type FileChange, putOn } from './disk-changes.ts';
import { linkLines } from './linked.ts';
import { HELLO, service } from './mains.ts';
import { mountsOf, volumeFolder } from './mounts.ts';
import type { Container, DiskChange, Image } from './state.ts';

interface Disk {
  readonly files: Files;
  /** What is behind them, where they can only be read. */
  readonly behind: Files;
  /** As it was when the container was made, by path. */
  readonly first: ReadonlyMap<string, Entry>;
  /** Where something else is mounted. */
  readonly except: readonly string[];
  /** What Docker wrote into /etc/hosts last. */
  written: string;
}

export class Userlands {
  private readonly core: EngineCore;
  private readonly disks = new Map<string, Disk>();
  /** Names of the volumes that the host has folders for. */
  private volumes: ReadonlySet<string> = new Set();
  private readonly programs = new Map<string, Commands>();

  constructor(core: EngineCore) {
    this.core = core;
    core.watch(() => this.forget());
  }

  of(container: Container): Userland {
    return {
      hostname: container.config.hostname,
      files: this.diskIn(container),
      commands: this.programsOf(this.core.imageOf(container)),
    };
  }

  /** What an image has on its disk, for whoever looks into it or makes another of it. */
  diskOf(image: Image): Files {
    const files = this.core.options.makeFiles(imageFiles(image), []);
    putOn(files, image.changes ?? [], []);
    return files;
  }

  /** What its processes have added, changed and deleted, in the order of paths. */
  changesOf(container: Container): readonly FileChange[] {
    const files = this.diskIn(container);
    const { first: before = new Map<string, Entry>(), except = [] } = this.disks.get(container.id) ?? {};
    const now = snapshot(files, [...NOT_OWN, ...except]);
    const found = new Map<string, FileChange['how']>();
    const above = (path: string): void => {
      for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
        const folder = path.slice(0, at);
        if (before.has(folder) && !found.has(folder)) found.set(folder, 'C');
      }
    };
    for (const [path, entry] of now) {
      const was = before.get(path);
      if (was === undefined) found.set(path, 'A');
      else if (was.text !== entry.text || was.kind !== entry.kind) found.set(path, 'C');
    }
    for (const path of before.keys()) if (!now.has(path)) found.set(path, 'D');
    // Docker makes the places that something is mounted at.
    const image = this.core.imageOf(container);
    const disk = except.length === 0 || image === undefined ? undefined : this.diskOf(image);
    for (const place of except)
      for (let at = place; at !== '' && disk?.status(at) === undefined; at = at.slice(0, at.lastIndexOf('/')))
        if (disk !== undefined) found.set(at, 'A');
    for (const path of [...found.keys()]) above(path);
    return [...found].map(([path, how]) => ({ how, path })).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The same, as an image keeps it. */
  contentOf(container: Container): DiskContent {
    return contentOf(this.diskIn(container), this.changesOf(container));
  }

  ownerOf(files: Files): string | undefined {
    for (const [id, disk] of this.disks) if (disk.files === files || disk.behind === files) return id;
    return undefined;
  }

  private forget(): void {
    this.keepVolumes();
    if (this.disks.size === 0) return;
    const ids = new Set(this.core.known.containers.map(({ id }) => id));
    for (const id of this.disks.keys()) if (!ids.has(id)) this.disks.delete(id);
  }

  private diskIn(container: Container): Files {
    const image = this.core.imageOf(container) ?? BUSYBOX;
    const files = networkFiles(
      this.core.version,
      container,
      this.resolver(),
      container.config.links === undefined ? [] : linkLines(this.core.known, container),
    );
    const hosts = files['/etc/hosts'] ?? '';
    const disk = this.disks.get(container.id) ?? {
      ...this.newDisk(container, { ...imageFiles(image), ...files }, image.changes),
      written: hosts,
    };
    this.disks.set(container.id, disk);
    if (disk.written !== hosts) {
      disk.written = hosts;
      for (const [path, text] of Object.entries(files)) writeIfPossible(disk.files, path, text);
    }
    return disk.files;
  }

  private newDisk(
    container: Container,
    initial: Readonly<Record<string, string>>,
    changes: readonly DiskChange[] = [],
  ): Pick<Disk, 'files' | 'behind' | 'first' | 'except'> {
    const { id, config } = container;
    const empty = (): Files => this.core.options.makeFiles({});
    const mounts = mountsOf(config, {
      host: this.core.host.files(),
      volume: (name) => this.volumeOf(name),
      empty,
    });
    const files = this.core.options.makeFiles(initial, mounts, {
      id,
      privileged: config.privileged,
      memory: config.memory || undefined,
      processes: config.nanoCpus === undefined ? undefined : config.nanoCpus / 1e9,
      programs: [...this.programsOf(this.core.imageOf(container)).keys()].sort(),
      net: () => this.core.namespaceOf(this.core.container(id) ?? container),
    });
    const free = mounts.map(({ path }) => path);
    putOn(files, changes, free);
    if (config.workingDir !== '') makeDirectories(files, config.workingDir);
    if (files.status('/etc/mtab') === undefined && files.readLink?.('/etc/mtab') === undefined)
      files.makeLink?.('/etc/mtab', '/proc/mounts');
    const first = snapshot(files, [...NOT_OWN, ...free]);
    return { behind: files, first, except: free, files: config.readOnly ? boundFiles(files, '/', free) : files };
  }

  /** What is in a volume stands on the host, where root may look at it. */
  private volumeOf(name: string): Files {
    const files = this.core.host.files();
    makeFolder(files, volumeFolder(name));
    return boundFiles(files, volumeFolder(name));
  }

  /** A new volume has its folder at once, and one that is removed takes it along. */
  private keepVolumes(): void {
    const names = new Set(this.core.known.volumes.map(({ name }) => name));
    const files = this.core.host.files();
    for (const name of names) if (!this.volumes.has(name)) makeFolder(files, volumeFolder(name));
    for (const name of this.volumes)
      if (!names.has(name)) removeFolder(files, volumeFolder(name).replace(/\/_data$/, ''));
    this.volumes = names;
  }

  private resolver(): string {
    const files = this.core.host.files();
    return files.status('/etc/resolv.conf')?.kind === 'file' ? files.read('/etc/resolv.conf') : '';
  }

  private programsOf(image: Image | undefined): Commands {
    const key = image?.id ?? '';
    const known = this.programs.get(key);
    if (known !== undefined) return known;
    const clock = (): Clock => this.core.host.clock;
    const own = (image?.services ?? []).map((name) => [name, service(clock, name === 'hello' ? HELLO : '')] as const);
    const base = this.core.options.programs(image?.userland ?? 'busybox');
    const made = own.length === 0 ? base : new Map([...base, ...own]);
    this.programs.set(key, made);
    return made;
  }
}

/** What is taken for the image of a container whose own is gone. */
const BUSYBOX: Pick<Image, 'userland' | 'files' | 'changes'> = { userland: 'busybox' };

/** Somebody may have taken the disk's folders away, or filled it. */
function makeFolder(files: Files, path: string): void {
  try {
    if (files.status(path) === undefined) makeDirectories(files, path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}

function removeFolder(files: Files, path: string): void {
  try {
    if (files.status(path)?.kind === 'directory' && files.readLink?.(path) === undefined)
      for (const name of files.list(path)) removeFolder(files, `${path}/${name}`);
    files.remove(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}

/** Not of the container: made by the kernel, by Docker, or of the image's programs. */
const NOT_OWN = [
  '/proc',
  '/sys',
  '/dev',
  '/bin',
  '/usr/bin',
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/etc/mtab',
];

/** What stands at a path: its kind with owner and permissions, and the text of a file or what a link says. */
interface Entry {
  readonly kind: string;
  readonly text: string;
}

function snapshot(files: Files, except: readonly string[], folder = ''): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const name of files.list(folder || '/')) {
    const path = `${folder}/${name}`;
    if (except.includes(path)) continue;
    const target = files.readLink?.(path);
    const status = files.status(path);
    if (target !== undefined) found.set(path, { kind: 'link', text: target });
    else if (status?.kind === 'directory' || status?.kind === 'file') {
      const { kind, owner, group = '', mode } = status;
      found.set(path, { kind: `${kind} ${owner} ${group} ${mode}`, text: kind === 'file' ? files.read(path) : '' });
      if (kind === 'directory') for (const [inner, entry] of snapshot(files, except, path)) found.set(inner, entry);
    }
  }
  return found;
}

/** Whoever is in the container may have taken its folder away. */
function writeIfPossible(files: Files, path: string, text: string): void {
  try {
    files.write(path, text);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
}
