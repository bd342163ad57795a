import type { HostState } from '../host/state.ts';
import { registryContainer } from '../lab/registry.ts';
import { imageName, readyDocker } from './docker.ts';

export const registryKey = `container:${registryContainer}`;

/** What a registry is made of, unless the host has another edition of it already. */
export const registryImage = 'registry:2';
export const registryImages: readonly string[] = [registryImage, 'registry:latest', 'registry:3'];

/** The one that a host has. */
export const registryImageIn = (state: HostState): string =>
  registryImages.find((name) => hasTag(state, name)) ?? registryImage;

export const hasTag = (state: HostState, name: string): boolean => imageWith(state, name) !== undefined;

/** The image that has this name on a host. */
export const imageWith = (state: HostState, name: string) =>
  readyDocker(state)?.images.find(({ tags }) => tags.some((tag) => imageName(tag) === imageName(name)));
