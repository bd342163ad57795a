/** The images that an engine has: finding, tagging, removing. */

import { absentInDaemonsWords } from '../../../../shared/machine/docker/facts.ts';
import { notFound, refuse } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { catalogued } from './catalogue.ts';
import { hexId, shortId } from './ids.ts';
import { parseReference, withTag } from './reference.ts';
import { type EngineState, type Image, isRunning } from './state.ts';
import type { EngineWorld } from './world.ts';

export function imageNamed({ images }: EngineState, name: string): Image | undefined {
  const hex = name.replace(/^sha256:/, '');
  if (/^[0-9a-f]{64}$/.test(hex)) return images.find(({ id }) => id === `sha256:${hex}`);
  const reference = parseReference(name);
  const wanted = withTag(reference);
  const byName = images.find(({ tags, digests }) => tags.includes(wanted) || digests.includes(wanted));
  if (byName !== undefined || !/^[0-9a-f]+$/.test(hex)) return byName;
  return images.find(({ id }) => id.startsWith(`sha256:${hex}`));
}

export function findImage(state: EngineState, name: string): Image {
  const found = imageNamed(state, name);
  if (found === undefined)
    throw notFound('image', /^(?:sha256:)?[0-9a-f]{64}$/.test(name) ? name : withTag(parseReference(name)));
  return found;
}

/** Gives an image a name, taking it from the image that had it. */
export function tagged(state: EngineState, image: Image, name: string, digest?: string): EngineState {
  const digests = digest === undefined ? [] : [digest];
  const others = state.images.map((item) =>
    item.id === image.id ? item : { ...item, tags: item.tags.filter((tag) => tag !== name) },
  );
  const before = others.find(({ id }) => id === image.id);
  const made = before ?? { ...image, tags: [], digests: [] };
  const after: Image = {
    ...made,
    tags: [...new Set([...made.tags, name])].sort(),
    digests: [...new Set([...made.digests, ...digests])].sort(),
  };
  return { ...state, images: before ? others.map((item) => (item === before ? after : item)) : [...others, after] };
}

/** Of one from an archive they stand in its own words. */
export function labelsOf({
  labels,
  config,
}: Pick<Image, 'labels' | 'config'>): Readonly<Record<string, string>> | null {
  const said = config?.Labels;
  const all = { ...(typeof said === 'object' && (said as Readonly<Record<string, string>>)), ...labels };
  return Object.keys(all).length === 0 ? null : all;
}

/** Images that were made from this one here. */
const madeFrom = ({ images }: EngineState, { id }: Image): readonly Image[] =>
  images.filter(({ parent }) => parent === id);

/** A step of a build: it has no name, and others were made from it. */
export function isStep(state: EngineState, image: Image): boolean {
  return image.tags.length === 0 && madeFrom(state, image).length > 0;
}

/** As Docker lists them: the newest first. @param steps those of builds too */
export function listed(state: EngineState, steps = false): readonly Image[] {
  const parents = new Set(state.images.map(({ parent }) => parent));
  return state.images
    .filter(({ id, tags }) => steps || tags.length > 0 || !parents.has(id))
    .sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
}

export interface Removal {
  readonly world: EngineWorld;
  /** What the command prints, line by line. */
  readonly said: readonly string[];
}

export function removeImage(world: EngineWorld, name: string, force: boolean): Removal {
  const { state } = world;
  const image = imageNamed(state, name);
  if (image === undefined) {
    const tags = holds(absentInDaemonsWords, world.version) && !/^(?:sha256:)?[0-9a-f]{64}$/.test(name);
    throw notFound('image', tags ? withTag(parseReference(name)) : name);
  }
  const reference =
    /^(?:sha256:)?[0-9a-f]+$/.test(name) && image.id.replace('sha256:', '').startsWith(name.replace('sha256:', ''));
  const byName = !reference;
  const users = state.containers.filter((item) => item.imageId === image.id);
  if (byName) {
    const tag = withTag(parseReference(name));
    const others = image.tags.filter((item) => item !== tag);
    if (others.length > 0) return untag(world, image, tag);
    const [user] = users;
    if (user !== undefined && !force) {
      refuse(
        `conflict: unable to remove repository reference "${name}" (must force) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`,
        409,
      );
    }
    if (user !== undefined || madeFrom(state, image).length > 0) return untag(world, image, tag);
    return erase(world, image);
  }
  if (madeFrom(state, image).length > 0) {
    refuse(
      `conflict: unable to delete ${shortId(image.id)} (cannot be forced) - image has dependent child images`,
      409,
    );
  }
  const running = users.find(isRunning);
  if (running !== undefined) {
    refuse(
      `conflict: unable to delete ${shortId(image.id)} (cannot be forced) - image is being used by running container ${shortId(running.id)}`,
      409,
    );
  }
  const [user] = users;
  if (user !== undefined && !force) {
    refuse(
      `conflict: unable to delete ${shortId(image.id)} (must be forced) - image is being used by stopped container ${shortId(user.id)}`,
      409,
    );
  }
  const names = new Set(image.tags.map((tag) => tag.replace(/:[^:/]*$/, '')));
  if (names.size > 1 && !force) {
    refuse(
      `conflict: unable to delete ${shortId(image.id)} (must be forced) - image is referenced in multiple repositories`,
      409,
    );
  }
  return erase(world, image);
}

/** With the last tag of a repository go the digests that it has there. */
function untag(world: EngineWorld, image: Image, tag: string): Removal {
  const repository = (name: string): string => name.replace(/(?:@sha256:\w+|:[^:/]*)$/, '');
  const tags = image.tags.filter((item) => item !== tag);
  const last = !tags.some((item) => repository(item) === repository(tag));
  const gone = last ? image.digests.filter((item) => repository(item) === repository(tag)) : [];
  const digests = image.digests.filter((item) => !gone.includes(item));
  const images = world.state.images.map((item) => (item === image ? { ...image, tags, digests } : item));
  return {
    world: { ...world, state: { ...world.state, images } },
    said: [tag, ...gone].map((name) => `Untagged: ${name}`),
  };
}

/** With it go its own layers, and the steps that it alone was made from. */
function erase(world: EngineWorld, image: Image): Removal {
  const state = { ...world.state, images: world.state.images.filter((item) => item !== image) };
  const parent = state.images.find(({ id }) => id === image.parent);
  const own = image.layers - (parent?.layers ?? 0);
  const layers = Array.from({ length: own }, (_, at) => `sha256:${hexId(`chain ${image.layers - at}`, image.id)}`);
  const said = [
    ...image.tags.map((tag) => `Untagged: ${tag}`),
    ...image.digests.map((digest) => `Untagged: ${digest}`),
    `Deleted: ${image.id}`,
    ...layers.map((id) => `Deleted: ${id}`),
  ];
  const isFree =
    parent !== undefined &&
    parent.tags.length === 0 &&
    madeFrom(state, parent).length === 0 &&
    !state.containers.some(({ imageId }) => imageId === parent.id);
  if (!isFree) return { world: { ...world, state }, said };
  const below = erase({ ...world, state }, parent);
  return { world: below.world, said: [...said, ...below.said] };
}

/** The images that a fresh host has, by their names: `busybox:latest`. */
export function firstImages(names: readonly string[], now: number): readonly Image[] {
  let state: EngineState = { counter: 0, networks: [], containers: [], images: [], volumes: [], served: [] };
  for (const name of names) {
    const reference = parseReference(name);
    const image = catalogued(reference.name, reference.tag ?? 'latest', now) ?? unknownImage(name, now);
    state = tagged(state, image, withTag(reference));
  }
  return state.images;
}

/** One that the catalogue does not have: a busybox under that name. */
const unknownImage = (name: string, now: number): Image => ({
  ...(catalogued('busybox', 'latest', now) as Image),
  id: `sha256:${hexId('image', name)}`,
});
