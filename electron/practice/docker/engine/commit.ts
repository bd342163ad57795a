/** An image of what a container has become. */
import { type DiskContent, layeredOver } from './disk-changes.ts';
import { findContainer } from './find.ts';
import { nextId } from './ids.ts';
import { findImage, labelsOf, tagged } from './images.ts';
import { parseReference, withTag } from './reference.ts';
import type { Image } from './state.ts';
import type { EngineWorld } from './world.ts';

/** `FROM scratch`: nothing at all. */
export const SCRATCH: Image = {
  ...{ id: '', tags: [], digests: [], created: 0, size: 0, command: null, entrypoint: null, env: [], exposed: [] },
  ...{ volumes: [], workingDir: '', userland: 'none', services: [], layers: 0 },
};

/** What is said of an image that is made here, besides what it is made from. */
export interface Made {
  /** As `docker history` tells it. */
  readonly by: string;
  readonly comment?: string;
  readonly author?: string;
  /** Settings that are others than its base has them. */
  readonly settings?: Partial<Image>;
}

/** @param content what is new or other on its disk */
export function imageOver(
  world: EngineWorld,
  base: Image,
  content: DiskContent,
  { by, comment = '', author, settings = {} }: Made,
): { readonly world: EngineWorld; readonly image: Image } {
  const { id: hex, state } = nextId(world.state, `${world.seed} commit`);
  const size = Object.values(content.files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const isEmpty = content.changes.length === 0 && Object.keys(content.files).length === 0;
  // What an archive says of itself and of its layers is not true of this one.
  const { diffIds: _diffIds, config: _config, author: _author, container: _container, ...inherited } = base;
  const image: Image = {
    ...inherited,
    labels: labelsOf(base) ?? {},
    ...settings,
    ...layeredOver(base, content),
    id: `sha256:${hex}`,
    tags: [],
    digests: [],
    created: world.now,
    ...(base.id !== '' && { parent: base.id }),
    ...(author && { author }),
    history: [{ created: world.now, by, size, comment }, ...(base.history ?? [])],
    layers: base.layers + (isEmpty ? 0 : 1),
    size: base.size + size,
  };
  return { image, world: { ...world, state: { ...state, images: [...state.images, image] } } };
}

/** @param tag as it was written; undefined: it gets no name. @throws Refusal */
export function commitContainer(
  world: EngineWorld,
  name: string,
  tag: string | undefined,
  content: DiskContent,
  said: Pick<Made, 'comment' | 'author' | 'settings'> = {},
): { readonly world: EngineWorld; readonly id: string } {
  const { id: container, imageId, config } = findContainer(world.state, name);
  const { command, entrypoint, env, exposed, workingDir, user, labels } = config;
  const by = [...(entrypoint ?? []), ...(command ?? [])].join(' ');
  const settings = { command, entrypoint, env, exposed, workingDir, user, labels, container, ...said.settings };
  const made = imageOver(world, findImage(world.state, imageId), content, { ...said, by, settings });
  const { id } = made.image;
  if (tag === undefined) return { id, world: made.world };
  return { id, world: { ...made.world, state: tagged(made.world.state, made.image, withTag(parseReference(tag))) } };
}
