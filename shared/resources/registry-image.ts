import type { HostState } from '../host/state.ts';
import { registryContainer } from '../lab/registry.ts';
import { perObject } from '../per-object.ts';
import { imageName, readyDocker } from './docker.ts';

export const registryKey = `container:${registryContainer}`;

/** What a registry is made of, unless the host has another edition of it already. */
export const registryImage = 'registry:2';
export const registryImages: readonly string[] = [registryImage, 'registry:latest', 'registry:3'];

/** The one that a host has. */
export const registryImageIn = (state: HostState): string =>
  registryImages.find((name) => hasTag(state, name)) ?? registryImage;

export const hasTag = (state: HostState, name: string): boolean => imageWith(state, name) !== undefined;

type Images = NonNullable<ReturnType<typeof readyDocker>>['images'];

/** The first that has a tag has it. */
const byTag = perObject(
  (images: Images) =>
    new Map(images.flatMap((image) => image.tags.map((tag) => [imageName(tag), image] as const)).reverse()),
);

/** The image that has this name on a host; asked for each image of the lab. */
export function imageWith(state: HostState, name: string): Images[number] | undefined {
  const images = readyDocker(state)?.images;
  return images && byTag(images).get(imageName(name));
}
