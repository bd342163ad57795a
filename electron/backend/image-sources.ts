/** Where images that are copied come from: archives of this computer, and other hosts. Looking at them, and reading them. */
import { stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import type { Lab } from '../../shared/lab/lab.ts';
import { withTag } from '../../shared/lab/registry.ts';
import type { Feed, FeedSource } from '../../shared/machine/feed.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { imageName } from '../../shared/resources/docker.ts';
import { copiedImages, type Supplies, type Supply, sourceOf } from '../../shared/resources/supply.ts';
import { shown } from '../../shared/shown.ts';
import type { Clock } from '../clock.ts';
import { archiveBytes, type ImageArchive, lookIntoArchive } from '../store/archive/image-archive.ts';
import { sameMark } from '../store/archive/open-archive.ts';
import { fileWords } from '../store/regular-file.ts';
import type { CopySource } from './copies.ts';
import { type LookedRegistry, lookAtRegistry, registryFiles, registryPassword } from './registry-files.ts';
import type { Rooted } from './root-exec.ts';
import { savedBy } from './saved-image.ts';

/** What this computer has for a lab, as it was when a plan was made. */
export interface LookedArchives {
  readonly supplies: Supplies;
  /** By `imageName`. */
  readonly archives: ReadonlyMap<string, ImageArchive>;
  readonly registry: LookedRegistry | undefined;
}

/** @param folder of the lab file; undefined: it has none yet */
export async function lookAtArchives(
  lab: Lab,
  folder: string | undefined,
  signal: AbortSignal,
): Promise<LookedArchives> {
  const supplies = new Map<string, Supply>();
  const archives = new Map<string, ImageArchive>();
  for (const image of copiedImages(lab)) {
    const source = sourceOf(lab, image);
    if (source?.kind !== 'archive') continue;
    const name = imageName(image);
    try {
      const found = await look(source.path, folder, name, signal);
      archives.set(name, found);
      supplies.set(name, { form: found.form, content: found.content, bytes: found.bytes });
    } catch (error) {
      if (signal.aborted) break;
      supplies.set(name, {
        form: 'image',
        content: undefined,
        bytes: 0,
        problem: unreadable(image, source.path, error),
      });
    }
  }
  const registry = await lookAtRegistry(lab, folder);
  return { supplies: { images: supplies, registry: registry?.files }, archives, registry };
}

/** An archive is large, and read through to know it: once for as long as it stays as it is. */
const known = new Map<string, ImageArchive>();
const MOST_KNOWN = 50;

const isSame = async ({ path, mark }: ImageArchive): Promise<boolean> => {
  const { size, mtimeMs, ino } = await stat(path);
  return sameMark(mark, { size, changed: mtimeMs, inode: ino });
};

class NoFolder extends Error {}

async function look(
  path: string,
  folder: string | undefined,
  name: string,
  signal: AbortSignal,
): Promise<ImageArchive> {
  if (folder === undefined && !isAbsolute(path)) throw new NoFolder();
  const at = resolve(folder ?? '/', path);
  const id = JSON.stringify([at, name]);
  const before = known.get(id);
  if (before !== undefined && (await isSame(before))) return before;
  const found = await lookIntoArchive(at, (tag) => imageName(tag) === name, signal);
  known.delete(id);
  known.set(id, found);
  for (const old of [...known.keys()].slice(0, -MOST_KNOWN)) known.delete(old);
  return found;
}

function unreadable(image: string, path: string, error: unknown): Problem {
  if (error instanceof NoFolder)
    return problem({
      code: 'archive-no-folder',
      message: `The image ${image} is to come from ${shown(path)}, beside the lab file, and this lab is in no file yet.`,
      hint: 'Save the lab beside the archive, or write the whole path of the archive.',
    });
  return problem({
    code: 'archive-unreadable',
    message: `The image ${image} cannot be had from ${shown(path)}: ${fileWords(error)}.`,
    hint: 'Name a file that "docker save" wrote, or a tar of a root file system, compressed with gzip or not at all.',
  });
}

/** Where feeds are read from. */
export interface FeedPlaces extends Pick<LookedArchives, 'archives' | 'registry'> {
  readonly hosts: ReadonlyMap<string, Rooted>;
  /** Of the plan. */
  readonly supplies: Supplies;
  /** The registry's user, where it has one, and the password. */
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly clock: Clock;
}

/** What is read for a feed of a plan. */
export function openFeed(feed: Feed, places: FeedPlaces): CopySource {
  const { user, registry, password } = places;
  switch (feed.kind) {
    case 'registry-password':
      if (password === undefined) throw new Error('nobody was asked for the password of the registry');
      return registryPassword(password);
    case 'registry-files':
      return registryFiles(registry, user === undefined || password === undefined ? undefined : { user, password });
    case 'image':
      return imageFrom(feed.from, feed.image, places);
  }
}

function imageFrom(
  { kind, place }: FeedSource,
  image: string,
  { archives, hosts, supplies, clock }: Pick<FeedPlaces, 'archives' | 'hosts' | 'supplies' | 'clock'>,
): CopySource {
  if (kind === 'host') {
    const rooted = hosts.get(place);
    if (rooted === undefined) throw new Error(`${place} was not looked at`);
    // What docker writes of it is about as long as the image is large.
    const { bytes = 0 } = supplies.images.get(imageName(image)) ?? {};
    return { total: bytes || undefined, read: (signal) => savedBy(rooted, image, { signal, clock }) };
  }
  const archive = archives.get(imageName(image));
  if (archive === undefined) throw new Error(`${place} was not looked at`);
  return { total: archive.bytes, read: () => archiveBytes(archive, withTag(image)) };
}
