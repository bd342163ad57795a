/** Archives for tests, as `docker save` and `tar` write them. */
import { createHash } from 'node:crypto';
import { TAR_END, tarFile } from '../archive/tar-file.ts';

export interface Entry {
  readonly path: string;
  readonly data: Buffer;
}

/** A tar with these files. */
export function tarOf(entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.map(({ path, data }) => tarFile(path, data)), TAR_END]);
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

export interface SavedImage {
  readonly tag: string;
  /** What its one layer holds: a file of that text, or what this tar does. */
  readonly file?: string | Buffer;
  readonly layer?: Buffer;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** What `docker save` of Docker 20.10 writes, with only what is read of it. */
export function savedImages(images: readonly SavedImage[]): Buffer {
  const made = images.map(({ tag, file = '', layer: given, config = { Cmd: ['sh'] } }) => {
    const layer = given ?? tarOf([{ path: 'file', data: Buffer.from(file) }]);
    const said = JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
    });
    return { tag, layer, folder: sha256(`folder of ${sha256(layer)}`), config: `${sha256(said)}.json`, said };
  });
  const manifest = made.map(({ tag, folder, config }) => ({
    Config: config,
    RepoTags: [tag],
    Layers: [`${folder}/layer.tar`],
  }));
  return tarOf([
    ...made.flatMap(({ folder, layer, config, said }) => [
      { path: `${folder}/layer.tar`, data: layer },
      { path: config, data: Buffer.from(said) },
    ]),
    { path: 'manifest.json', data: Buffer.from(JSON.stringify(manifest)) },
    { path: 'repositories', data: Buffer.from('{}') },
  ]);
}
