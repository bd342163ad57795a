/** `docker images`, `image inspect`, `history` and `image prune`. */
import { imageJson } from '../../docker/api/image-json.ts';
import { humanDuration, humanSize, plainTime } from '../../docker/api/time.ts';
import { shortId } from '../../docker/engine/ids.ts';
import { findImage, isStep, labelsOf, listed, removeImage } from '../../docker/engine/images.ts';
import type { Image } from '../../docker/engine/state.ts';
import { confirmed } from './confirm.ts';
import { any, filtersOf, labelsFit, prunable } from './filters.ts';
import { flags } from './flags.ts';
import { inspect } from './inspect.ts';
import { anyNumber, type Call, exactly, type Subcommand, saidOf } from './subcommand.ts';
import { type Listing, type Row, renderList } from './table.ts';

const listing: Listing = {
  headings: {
    ID: 'IMAGE ID',
    Repository: 'REPOSITORY',
    Tag: 'TAG',
    Digest: 'DIGEST',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    Size: 'SIZE',
    Containers: 'CONTAINERS',
    VirtualSize: 'SIZE',
    SharedSize: 'SHARED SIZE',
    UniqueSize: 'UNIQUE SIZE',
  },
  columns: ['Repository', 'Tag', 'ID', 'CreatedSince', 'Size'],
  type: '*formatter.imageContext',
};

/** One row for each tag; an image without any has one too. */
function rowsOf(image: Image, now: number, whole: boolean): readonly Row[] {
  const common = {
    ID: whole ? image.id : shortId(image.id),
    CreatedSince: `${humanDuration(now - image.created)} ago`,
    CreatedAt: plainTime(image.created),
    Size: humanSize(image.size, 3),
    Containers: 'N/A',
    VirtualSize: humanSize(image.size),
    SharedSize: 'N/A',
    UniqueSize: 'N/A',
  };
  const names = image.tags.length > 0 ? image.tags : [undefined];
  return names.map((name) => {
    const at = name?.lastIndexOf(':') ?? -1;
    const repository = name?.slice(0, at) ?? '<none>';
    const digest = image.digests.find((item) => item.startsWith(`${repository}@`))?.split('@')[1];
    return { ...common, Repository: repository, Tag: name?.slice(at + 1) ?? '<none>', Digest: digest ?? '<none>' };
  });
}

const withTags = (image: Image, fits: (tag: string) => boolean): Image | undefined => {
  const tags = image.tags.filter(fits);
  return tags.length === 0 ? undefined : { ...image, tags };
};

/** A filter's reference is a pattern, of the whole name or of the name without its tag (distribution's FamiliarMatch). */
function likeAny(image: Image, patterns: readonly string[] | undefined): Image | undefined {
  if (patterns === undefined) return image;
  const matches = patterns.map((pattern) => {
    const text = pattern
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '[^/]*')
      .replaceAll('?', '[^/]');
    return new RegExp(`^${text}$`);
  });
  return withTags(image, (item) => matches.some((like) => like.test(item) || like.test(item.replace(/:[^:/]*$/, ''))));
}

const images: Subcommand = {
  paths: ['images', 'image ls', 'image list'],
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  summary: 'List images',
  flags: flags('all,a digests filter,f:list format:string no-trunc quiet,q'),
  words: { min: 0, max: 1 },
  async run({ engine, flags: given, words: [wanted], process }) {
    const filters = filtersOf(given.list('filter'), ['dangling', 'label', 'before', 'since', 'reference']);
    const createdOf = (name: string): number => findImage(engine.full, name).created;
    const before = Math.min(Number.POSITIVE_INFINITY, ...(filters.get('before') ?? []).map(createdOf));
    const since = Math.max(Number.NEGATIVE_INFINITY, ...(filters.get('since') ?? []).map(createdOf));
    const whole = given.on('no-trunc');
    const now = engine.host.clock.now();
    const rows = listed(engine.full, given.on('all'))
      .flatMap((image) => likeAny(image, wanted === undefined ? undefined : [wanted]) ?? [])
      .flatMap((image) => likeAny(image, filters.get('reference')) ?? [])
      .filter((image) => image.created < before && image.created > since && labelsFit(filters, labelsOf(image) ?? {}))
      .filter((image) =>
        any(
          filters,
          'dangling',
          (value) => (image.tags.length === 0 && !isStep(engine.full, image)) === (value === 'true'),
        ),
      )
      .flatMap((image) => rowsOf(image, now, whole));
    const columns = given.on('digests')
      ? ['Repository', 'Tag', 'Digest', 'ID', 'CreatedSince', 'Size']
      : listing.columns;
    const format = given.text('format') || (given.on('quiet') ? '{{.ID}}' : undefined);
    await process.stdout.write(renderList({ ...listing, columns }, rows, format));
    return 0;
  },
};

const show: Subcommand = {
  paths: ['image inspect'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Display detailed information on one or more images',
  flags: flags('format,f:string'),
  words: anyNumber,
  run: (call) =>
    inspect(
      call,
      (name) => imageJson(findImage(call.engine.full, name)),
      (error, name) => saidOf(call.engine, error, 'image', name),
    ),
};

export async function pruneImages({ engine, say, flags: given }: Call, all: boolean): Promise<void> {
  const { images: here, containers } = engine.full;
  const fits = prunable(given.list('filter'), engine.host.clock.now());
  const unused = here.filter(
    (image) =>
      (all || image.tags.length === 0) &&
      !isStep(engine.full, image) &&
      !containers.some((item) => item.imageId === image.id) &&
      fits({ created: image.created, labels: labelsOf(image) ?? {} }),
  );
  const lines: string[] = [];
  // What was made from another goes before it.
  for (const { id } of unused.toSorted((a, b) => b.created - a.created)) {
    // One that another was made from may have gone with it.
    if (!engine.full.images.some((image) => image.id === id)) continue;
    const removed = engine.make((world) => removeImage(world, id, true));
    lines.push(...removed.said.map((line) => line.replace(/^\w/, (letter) => letter.toLowerCase())));
  }
  if (lines.length > 0) await say(`Deleted Images:\n${lines.join('\n')}\n`);
}

const prune: Subcommand = {
  paths: ['image prune'],
  usage: '[OPTIONS]',
  summary: 'Remove unused images',
  flags: flags('all,a force,f filter:list'),
  words: exactly(0),
  async run(call) {
    const all = call.flags.on('all');
    const what = all ? 'all images without at least one container associated to them' : 'all dangling images';
    const warning = `WARNING! This will remove ${what}.\nAre you sure you want to continue?`;
    if (!call.flags.on('force') && !(await confirmed(call, warning))) return 0;
    await pruneImages(call, all);
    await call.say('Total reclaimed space: 0B');
    return 0;
  },
};

export const imageLists: readonly Subcommand[] = [images, prune, show];
