/**
 * Images in a file, as `docker save` packs them. What practice hosts write has all that they know of an image among what it says of
 * itself; nothing of what is in the layers of one that comes from another computer can be run here.
 */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Parser } from 'tar';
import { asList, asRecord, asText, parseJson, type Unknown } from '../../../../shared/host/untrusted.ts';
import { sentencesOf25 } from '../../../../shared/machine/docker/facts.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { imageJson } from '../../docker/api/image-json.ts';
import { hexId } from '../../docker/engine/ids.ts';
import { noInput } from '../../docker/engine/mains.ts';
import type { Image } from '../../docker/engine/state.ts';
import { isBinary } from '../../os/files/bytes.ts';
import { type TarEntry, tarOf } from '../../os/files/tar.ts';
import type { Input } from '../../os/streams.ts';

/** Where a practice host's own words about an image stand. */
const OWN = 'practice';

const ROOT = { name: '', id: 0 };
const folderOf = (path: string, modified: number): TarEntry => ({
  ...{ path, kind: 'directory', mode: 0o755, owner: ROOT, group: ROOT, modified, text: '' },
});
const fileOf = (path: string, modified: number, text: string): TarEntry => ({
  ...{ path, kind: 'file', mode: 0o644, owner: ROOT, group: ROOT, modified, text },
});

/** What is on an image's disk that somebody put there: all in one layer, the others are empty. */
const layerOf = ({ files = {}, changes = [], created }: Image): string =>
  tarOf([
    ...changes.flatMap(({ kind, path }) => (kind === 'directory' ? [folderOf(`${path.slice(1)}/`, created)] : [])),
    ...Object.entries(files).map(([path, text]) => fileOf(path.slice(1), created, text)),
  ]);

const digestOf = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** A tar in the layout that this Docker writes: since 25 it is that of the Open Container Initiative. */
export function packed(images: readonly Image[], version: string): string {
  const young = holds(sentencesOf25, version);
  const entries = new Map<string, TarEntry>();
  const put = (entry: TarEntry): void => void entries.set(entry.path, entry);
  const repositories: Record<string, Record<string, string>> = {};
  const manifest = images.map((image) => {
    const { created } = image;
    const hex = image.id.replace('sha256:', '');
    const config = young ? `blobs/sha256/${hex}` : `${hex}.json`;
    const { Config, RootFS, Created, Architecture, Os } = imageJson(image);
    const said = { architecture: Architecture, config: Config, created: Created, os: Os, rootfs: RootFS };
    const layers = Array.from({ length: Math.max(1, image.layers) }, (_, at) => {
      const content = at === image.layers - 1 || image.layers === 0 ? layerOf(image) : tarOf([]);
      if (young) {
        const path = `blobs/sha256/${digestOf(content)}`;
        put(fileOf(path, created, content));
        return path;
      }
      const id = hexId(`layer ${at}`, image.id);
      put(folderOf(`${id}/`, created));
      put(fileOf(`${id}/VERSION`, created, '1.0'));
      put(fileOf(`${id}/json`, created, JSON.stringify({ id, created: Created, os: Os })));
      put(fileOf(`${id}/layer.tar`, created, content));
      return `${id}/layer.tar`;
    });
    put(fileOf(config, created, JSON.stringify({ ...said, [OWN]: image })));
    for (const name of image.tags) {
      const at = name.lastIndexOf(':');
      const top = (layers.at(-1) ?? '').replace('/layer.tar', '').replace('blobs/sha256/', '');
      repositories[name.slice(0, at)] = { ...repositories[name.slice(0, at)], [name.slice(at + 1)]: top };
    }
    return { Config: config, RepoTags: image.tags.length === 0 ? null : image.tags, Layers: layers };
  });
  const last = [
    ...(young ? [fileOf('index.json', 0, JSON.stringify(index(manifest))), fileOf('oci-layout', 0, LAYOUT)] : []),
    fileOf('manifest.json', 0, `${JSON.stringify(manifest)}\n`),
    ...(Object.keys(repositories).length === 0 ? [] : [fileOf('repositories', 0, `${JSON.stringify(repositories)}\n`)]),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const folders = young ? [folderOf('blobs/', 0), folderOf('blobs/sha256/', 0)] : [];
  return tarOf([...folders, ...entries.values(), ...last]);
}

const LAYOUT = '{"imageLayoutVersion":"1.0.0"}';
const index = (manifest: readonly { readonly Config: string }[]): unknown => ({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: manifest.map(({ Config }) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha256:${Config.replace('blobs/sha256/', '')}`,
  })),
});

/** Whoever edits the file gets told so rather than an image that makes no sense. */
function isImage(value: unknown): boolean {
  const { id, tags, digests, userland, services, env, exposed, volumes, layers, size, created } = asRecord(value);
  return (
    /^sha256:[0-9a-f]{64}$/.test(String(id)) &&
    [tags, digests, services, env, exposed, volumes].every(
      (list) => Array.isArray(list) && list.every((item) => typeof item === 'string'),
    ) &&
    ['busybox', 'debian', 'none'].includes(String(userland)) &&
    [layers, size, created].every((number) => typeof number === 'number' && number >= 0 && number < 1e15) &&
    Number(layers) < 200
  );
}

/** What a tar holds, read as it passes: a character for each byte. */
export interface Passed {
  readonly size: number;
  readonly digest: string;
  /** Small files in it, by their paths. */
  readonly texts: ReadonlyMap<string, string>;
}

/** As much as a disk of a practice host holds. */
const MOST_TEXT = 40_000_000;

/** What an image says of itself. */
const isConfig = (path: string): boolean =>
  /^(?:manifest\.json|[0-9a-f]{64}\.json|blobs\/sha256\/[0-9a-f]{64})$/.test(path);

/** Undefined: it is no whole tar. @param first what was read of it already */
export async function passTar(
  first: string,
  input: Pick<Input, 'read'>,
  wants: (path: string) => boolean = isConfig,
): Promise<Passed | undefined> {
  const hash = createHash('sha256');
  const texts = new Map<string, string>();
  let [size, kept, broken] = [0, 0, false];
  const parser = new Parser({
    strict: true,
    gzip: false,
    brotli: false,
    onReadEntry(entry) {
      if (!wants(entry.path) || kept + entry.size > MOST_TEXT) return void entry.resume();
      kept += entry.size;
      const parts: Buffer[] = [];
      // A layer has the same kind of name as what an image says of itself, and is of no use here.
      let text = true;
      entry.on('data', (data: Buffer) => {
        text &&= parts.length > 0 || !isBinary(data.toString('latin1', 0, 512));
        if (text) parts.push(data);
      });
      entry.on('end', () => text && texts.set(entry.path, Buffer.concat(parts).toString('utf8')));
    },
  });
  parser.on('error', () => {
    broken = true;
  });
  for (let text: string | undefined = first; text !== undefined && !broken; text = await input.read()) {
    const bytes = Buffer.from(text, 'latin1');
    size += bytes.length;
    hash.update(bytes);
    parser.write(bytes);
  }
  parser.end();
  return broken || size < 1024 ? undefined : { size, digest: `sha256:${hash.digest('hex')}`, texts };
}

/** The images in an archive, whoever wrote it. Undefined: there are none. */
export async function imagesIn(input: Input, now: number): Promise<readonly Image[] | undefined> {
  const first = (await input.read()) ?? '';
  const isPacked = first.startsWith('\x1f\x8b');
  const whole = isPacked ? unpacked(first + (await input.all())) : first;
  const tar = whole === undefined ? undefined : await passTar(whole, isPacked ? noInput : input);
  if (tar === undefined) return undefined;
  const manifest = asList(parseJson(tar.texts.get('manifest.json') ?? '')).map(asRecord);
  const images = manifest.flatMap((one) => imageOf(one, tar, now) ?? []);
  return images.length === 0 ? undefined : images;
}

function unpacked(text: string): string | undefined {
  try {
    return gunzipSync(Buffer.from(text, 'latin1')).toString('latin1');
  } catch {
    return undefined;
  }
}

function imageOf(manifest: Unknown, { size, texts }: Passed, now: number): Image | undefined {
  const text = texts.get(asText(manifest.Config));
  const own = asRecord(parseJson(text ?? ''))[OWN];
  if (own !== undefined)
    return isImage(own) ? { ...(own as Image), tags: asList(manifest.RepoTags).map(asText) } : undefined;
  const { config: said, rootfs } = asRecord(parseJson(text ?? ''));
  const diffIds = asList(asRecord(rootfs).diff_ids).map(asText);
  if (text === undefined || diffIds.length === 0) return undefined;
  const config = asRecord(said);
  const words = (value: unknown): readonly string[] | null => (Array.isArray(value) ? value.map(asText) : null);
  return {
    ...plainImage(`sha256:${createHash('sha256').update(text).digest('hex')}`, size, now),
    tags: asList(manifest.RepoTags).map(asText),
    command: words(config.Cmd),
    entrypoint: words(config.Entrypoint),
    env: words(config.Env) ?? [],
    exposed: Object.keys(asRecord(config.ExposedPorts)),
    volumes: Object.keys(asRecord(config.Volumes)),
    workingDir: asText(config.WorkingDir),
    layers: diffIds.length,
    diffIds,
    config,
  };
}

/** Whatever comes from elsewhere is taken for a busybox: what is in it cannot be run here. */
export const plainImage = (id: string, size: number, now: number): Image => ({
  id,
  tags: [],
  digests: [],
  created: now,
  size,
  command: null,
  entrypoint: null,
  env: [],
  exposed: [],
  volumes: [],
  workingDir: '',
  userland: 'busybox',
  services: [],
  layers: 1,
});
