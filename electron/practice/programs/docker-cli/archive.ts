/**
 * Images in a file: text that only practice hosts write and read, where real ones write a tar. They read such a tar too, as it
 * comes from another computer, though nothing of what is in its layers can be run here.
 */
import { createHash } from 'node:crypto';
import { Parser } from 'tar';
import { asList, asRecord, asText, parseJson, type Unknown } from '../../../../shared/host/untrusted.ts';
import type { Image } from '../../docker/engine/state.ts';
import type { Input } from '../../os/streams.ts';

const FIRST = 'trunkline practice image archive 1';

export const packed = (images: readonly Image[]): string => `${FIRST}\n${JSON.stringify(images)}\n`;

/** Undefined: it is no such archive. */
function unpacked(text: string): readonly Image[] | undefined {
  const at = text.indexOf('\n');
  if (text.slice(0, at) !== FIRST) return undefined;
  const images = asList(parseJson(text.slice(at + 1)));
  return images.every(isImage) ? (images as readonly Image[]) : undefined;
}

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

const MOST_TEXT = 4_000_000;

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
      entry.on('data', (data: Buffer) => parts.push(data));
      entry.on('end', () => texts.set(entry.path, Buffer.concat(parts).toString('utf8')));
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
  let first = '';
  while (first.length < FIRST.length) {
    const more = await input.read();
    if (more === undefined) return undefined;
    first += more;
  }
  if (first.startsWith(FIRST)) return unpacked(first + (await input.all()));
  const tar = await passTar(first, input);
  if (tar === undefined) return undefined;
  const manifest = asList(parseJson(tar.texts.get('manifest.json') ?? '')).map(asRecord);
  const images = manifest.flatMap((one) => imageOf(one, tar, now) ?? []);
  return images.length === 0 ? undefined : images;
}

function imageOf(manifest: Unknown, { size, texts }: Passed, now: number): Image | undefined {
  const text = texts.get(asText(manifest.Config));
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
