/** What a container sees at places of its own that are somebody else's: directories of the host, volumes, empty file systems. */
import { Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import { boundFiles } from '../../os/files/bound-files.ts';
import { FileError, type Files } from '../../os/files/files.ts';
import { type Mount, makeDirectories } from '../../os/files/memory-files.ts';
import type { MountSeen } from '../../os/machine.ts';
import type { ContainerConfig } from './state.ts';

export interface Bind {
  /** A path of the host, or a volume's name. */
  readonly from: string;
  /** In the container. */
  readonly at: string;
  readonly readOnly: boolean;
}

/** `SOURCE:PLACE[:MODE]`; a volume without a name may be at any place that somebody wrote, colons and all. */
export function partsOf(bind: string): { readonly from: string; readonly at: string; readonly mode: string } {
  const [, from = '', rest = ''] = /^([^:]*):(.*)$/.exec(bind) ?? [];
  if (!rest.startsWith('/')) return { from, at: rest, mode: '' };
  const [at = '', mode = ''] = rest.split(':');
  return { from, at, mode };
}

export const bindsOf = ({ binds }: Pick<ContainerConfig, 'binds'>): readonly Bind[] =>
  binds.map((written) => {
    const { from, at, mode } = partsOf(written);
    const path = at.startsWith('/') ? at : `/${at}`;
    return { from, at: path.replace(/(.)\/+$/, '$1'), readOnly: mode.split(',').includes('ro') };
  });

const MODES = /^(?:ro|rw|z|Z|nocopy|consistent|cached|delegated|r?(?:shared|slave|private))$/;

/** What Docker refuses of mounts before it makes the container. @throws Refusal */
export function checkBinds({ binds, anonymous = [] }: Pick<ContainerConfig, 'binds' | 'anonymous'>): void {
  const places = new Set<string>();
  for (const written of binds) {
    const [from = '', at = '', mode, ...more] = written.split(':');
    const kind = from.startsWith('/') ? 'bind' : 'volume';
    if (more.length > 0 || at === '' || from === '') refuse(`invalid volume specification: '${written}'`, 400);
    if (mode !== undefined && !mode.split(',').every((word) => MODES.test(word))) refuse(`invalid mode: ${mode}`, 400);
    if (!at.startsWith('/')) wrong(written, kind, `invalid mount path: '${at}' mount path must be absolute`);
    if (isRoot(at)) wrong(written, kind, NOT_AT_ROOT);
    if (places.has(at)) refuse(`Duplicate mount point: ${at}`, 400);
    places.add(at);
  }
  for (const at of anonymous) if (isRoot(at)) wrong(at, 'volume', NOT_AT_ROOT);
}

const NOT_AT_ROOT = "invalid specification: destination can't be '/'";
const isRoot = (path: string): boolean => /^\/+$/.test(path);

const wrong = (written: string, kind: 'bind' | 'volume', why: string): never =>
  refuse(`invalid volume specification: '${written}': invalid mount config for type "${kind}": ${why}`, 400);

export const volumeFolder = (name: string): string => `/var/lib/docker/volumes/${name}/_data`;

/** As `mount` in the container shows them. */
export const mountsSeen = (config: ContainerConfig): readonly MountSeen[] =>
  [
    ...bindsOf(config).map(({ at, readOnly }): MountSeen => ({ at, readOnly, size: undefined, onDisk: true })),
    ...(config.tmpfs ?? []).map((written): MountSeen => {
      const [at = '', options = ''] = written.split(':');
      const size = /(?:^|,)size=([^,]+)/.exec(options)?.[1];
      return { at, readOnly: /(?:^|,)ro(?:,|$)/.test(options), size, onDisk: false };
    }),
  ].toSorted((a, b) => a.at.split('/').length - b.at.split('/').length);

/** Docker makes a directory of the host that is not there. @throws Refusal */
function hostPath(host: Files, path: string): string {
  try {
    if (host.status(path) === undefined) makeDirectories(host, path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new Refusal(
      `error while creating mount source path '${path}': mkdir ${path}: ${error.message.toLowerCase()}`,
    );
  }
  return path;
}

/** @param volume the files of a volume by its name; @param empty files of nobody. @throws Refusal */
export function mountsOf(
  config: ContainerConfig,
  { host, volume, empty }: { readonly host: Files; volume(name: string): Files; empty(): Files },
): readonly Mount[] {
  const bound = bindsOf(config).map(({ from, at, readOnly }): Mount => {
    const root = from.startsWith('/') ? hostPath(host, from) : '/';
    return { path: at, files: boundFiles(from.startsWith('/') ? host : volume(from), root, readOnly ? [] : undefined) };
  });
  return [...bound, ...(config.tmpfs ?? []).map((written) => ({ path: written.split(':')[0] ?? '', files: empty() }))];
}
