/** `docker history`: the steps that an image was made by. */
import { humanDuration, humanSize } from '../../docker/api/time.ts';
import { shortId } from '../../docker/engine/ids.ts';
import { findImage } from '../../docker/engine/images.ts';
import type { HistoryStep, Image } from '../../docker/engine/state.ts';
import { flags } from './flags.ts';
import { CliError, exactly, type Subcommand } from './subcommand.ts';
import { type Listing, type Row, renderList } from './table.ts';

const listing: Listing = {
  headings: {
    ID: 'IMAGE',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    CreatedBy: 'CREATED BY',
    Size: 'SIZE',
    Comment: 'COMMENT',
  },
  columns: ['ID', 'CreatedSince', 'CreatedBy', 'Size', 'Comment'],
  type: '*formatter.historyContext',
};

/** An image of one layer was imported, as those of the real lab are. */
const imported = ({ created, size }: Image): HistoryStep => ({ created, by: '', size, comment: 'Imported from -' });

const WIDTH = 45;
const cut = (text: string): string => (text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text);

const history: Subcommand = {
  paths: ['history', 'image history'],
  usage: '[OPTIONS] IMAGE',
  summary: 'Show the history of an image',
  flags: flags('format:string human,H no-trunc quiet,q'),
  words: exactly(1),
  async run({ engine, flags: given, words: [name = ''], process }) {
    const image = findImage(engine.full, name);
    const parents = chainOf(engine.full.images, image);
    const base = parents.at(-1) ?? image;
    const own = image.history ?? [];
    const isKnown = base.layers <= 1 && base.diffIds === undefined;
    const from = base.history === undefined && isKnown ? [imported(base)] : [];
    const whole = given.on('no-trunc');
    const human = !given.has('human') || given.on('human');
    const now = engine.host.clock.now();
    const rows = [...own, ...from].map(({ created, by, size, comment }, at): Row => {
      const id = parents[at]?.id;
      const text = by.replaceAll('\t', ' ');
      return {
        ID: id === undefined ? '<missing>' : whole ? id : shortId(id),
        CreatedSince: human ? `${humanDuration(now - created)} ago` : timeOf(created),
        CreatedAt: timeOf(created),
        CreatedBy: whole ? text : cut(text),
        Size: human ? humanSize(size, 3) : String(size),
        Comment: comment,
      };
    });
    const format = given.text('format') || (given.on('quiet') ? '{{.ID}}' : undefined);
    await process.stdout.write(renderList(listing, rows, format));
    if (base.history === undefined && !isKnown)
      throw new CliError(
        `docker history: practice hosts do not simulate how ${base.tags[0] ?? shortId(base.id)} was made elsewhere`,
      );
    return 0;
  },
};

const timeOf = (created: number): string => `${new Date(created).toISOString().slice(0, 19)}Z`;

/** The image and those that it was made from here, as far as they are there. */
function chainOf(images: readonly Image[], image: Image): readonly Image[] {
  const parent = images.find(({ id }) => id === image.parent);
  return parent === undefined ? [image] : [image, ...chainOf(images, parent)];
}

export const historyCommands: readonly Subcommand[] = [history];
