/** Archives of this computer that a lab names: what image is in one, and its bytes as a host's Docker is to have them. */
import { createHash } from 'node:crypto';
import { contentOfConfig, imageContent } from '../../../shared/host/image-content.ts';
import { asList, asRecord, asText, parseJson, type Unknown } from '../../../shared/host/untrusted.ts';
import { shown } from '../../../shared/shown.ts';
import { NotThatFile } from '../regular-file.ts';
import { eachEntry } from './entries.ts';
import { type FileMark, openArchive, sameMark } from './open-archive.ts';
import { withManifest } from './rewrite.ts';

/** What was found in an archive. */
export interface ImageArchive {
  readonly path: string;
  readonly mark: FileMark;
  readonly form: 'image' | 'files';
  readonly content: string;
  /** Of the tar itself, unpacked. */
  readonly bytes: number;
  /** Which of the images in it is meant: its place in the archive's own list. */
  readonly manifest: Unknown | undefined;
}

/** Of one small file in it, and of all that are kept while it passes. */
const MOST_TEXT = 4_000_000;
const MOST_KEPT = 32_000_000;

/** Where `docker save` of its versions puts what an image says of itself. */
const CONFIG = /^(?:[0-9a-f]{64}\.json|blobs\/sha256\/[0-9a-f]{64})$/;

/**
 * Reads it through once.
 *
 * @param sameName whether a tag in it is the name that the lab has for the image
 * @throws NotThatFile what is in the way, for the end of a sentence; what the file system says
 */
export async function lookIntoArchive(
  path: string,
  sameName: (tag: string) => boolean,
  signal: AbortSignal,
): Promise<ImageArchive> {
  const archive = await openArchive(path);
  const hash = createHash('sha256');
  const texts = new Map<string, string>();
  const names = new Set<string>();
  let [bytes, kept] = [0, 0];

  async function* passing(): AsyncGenerator<Buffer> {
    for await (const chunk of archive.bytes()) {
      signal.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  await eachEntry(passing(), (entry) => {
    const name = entry.path.replace(/^\.\//, '').replace(/\/$/, '');
    if (names.size < 10_000) names.add(name);
    const wanted = name === 'manifest.json' || CONFIG.test(name);
    if (!wanted || entry.size > MOST_TEXT || kept + entry.size > MOST_KEPT) return void entry.resume();
    kept += entry.size;
    const parts: Buffer[] = [];
    entry.on('data', (data: Buffer) => parts.push(data));
    entry.on('end', () => texts.set(name, Buffer.concat(parts).toString('utf8')));
  });
  const found = { path, mark: archive.mark, bytes };
  const manifest = texts.get('manifest.json');
  if (manifest !== undefined) {
    const one = chosen(manifest, sameName);
    for (const layer of asList(one.Layers).map(asText))
      if (!names.has(layer)) throw new NotThatFile(`it is not whole: it has no layer ${shown(layer)}`);
    const content = contentOfConfig(asRecord(parseJson(texts.get(asText(one.Config)) ?? '')));
    if (content === undefined)
      throw new NotThatFile('it is not whole: the image in it does not say what it is made of');
    return { ...found, form: 'image', content, manifest: one };
  }
  if (names.has('oci-layout'))
    throw new NotThatFile('it is in OCI’s own form; write it with "docker save", which every Docker reads');
  // Of an imported file system Docker makes one layer, whose digest is that of the tar.
  const content = imageContent([`sha256:${hash.digest('hex')}`], {});
  return { ...found, form: 'files', content, manifest: undefined };
}

/** The image that is meant: the one of that name, or the only one. */
function chosen(manifest: string, sameName: (tag: string) => boolean): Unknown {
  const all = asList(parseJson(manifest)).map(asRecord);
  const tagsOf = (one: Unknown): readonly string[] => asList(one.RepoTags).map(asText);
  const found = all.find((one) => tagsOf(one).some(sameName)) ?? (all.length === 1 ? all[0] : undefined);
  if (found !== undefined) return found;
  if (all.length === 0) throw new NotThatFile('it has no image in it');
  const tags = all.flatMap(tagsOf).slice(0, 5).map(shown).join(', ');
  throw new NotThatFile(`there are ${all.length} images in it and none of that name: ${tags}`);
}

/**
 * The bytes as Docker is to have them: of several images only the one, under the one name, so that loading it takes no name from
 * anything that a host has.
 *
 * @throws NotThatFile it is another file by now; what the file system says
 */
export async function* archiveBytes(archive: ImageArchive, image: string): AsyncGenerator<Buffer> {
  const open = await openArchive(archive.path);
  if (!sameMark(open.mark, archive.mark)) {
    await open.close();
    throw new NotThatFile('it has changed since it was looked at');
  }
  if (archive.manifest === undefined) yield* open.bytes();
  else yield* withManifest(open.bytes(), [{ ...archive.manifest, RepoTags: [image] }]);
}
