import { type HostState, ownerLabel } from '../host/state.ts';
import { claimed, claimsOf, nothingBefore } from './claimed.ts';
import { imageName, labelOf, readyDocker, shortImageName } from './docker.ts';
import type { ResourceKind, Wanted } from './resource.ts';

const kind = 'image';
export const imageKey = (name: string): string => `${kind}:${shortImageName(name)}`;

/**
 * An image that a container of the lab needs. Made before the container, so that fetching it is a step of its own; gone with
 * the lab when it was not there before and nobody else uses it by then.
 */
const image = (lab: string, host: string, name: string): Wanted => {
  const stands = (state: HostState): boolean =>
    readyDocker(state)?.images.some(({ tags }) => tags.some((tag) => imageName(tag) === imageName(name))) === true;
  return claimed({
    lab,
    kind,
    key: imageKey(name),
    subject: host,
    noun: `image ${name}`,
    explain: `Fetch the image ${name}.`,
    needs: ['docker'],
    obstacle: () => undefined,
    stands,
    before: () => nothingBefore,
    create: { do: 'pull-image', image: name },
    restore: (state) => (usedByOthers(state, lab, name) ? [] : [{ do: 'remove-image', image: name }]),
  });
};

/** By name or by another tag of the same: Docker then refuses to remove it. */
function usedByOthers(state: HostState, lab: string, name: string): boolean {
  const docker = readyDocker(state);
  const id = docker?.images.find(({ tags }) => tags.some((tag) => imageName(tag) === imageName(name)))?.id;
  const others = docker?.containers.filter((item) => labelOf(item.labels, ownerLabel) !== lab) ?? [];
  return others.some((item) => imageName(item.image) === imageName(name) || item.imageId === id);
}

/** Docker lists images by their tags. One that is named by its digest or id is left to `docker run` to find. */
const hasTag = (name: string): boolean => !/@|^(?:sha256:)?[0-9a-f]{12,64}$/.test(name);

export const imageKind: ResourceKind = {
  kind,
  desired(lab, host) {
    const written = new Set(host.containers.map((item) => item.image).filter(hasTag));
    const names = new Map([...written].reverse().map((name) => [imageKey(name), name]));
    return [...names.values()].reverse().map((name) => image(lab.name, host.name, name));
  },
  owned: (state, lab, host) => claimsOf(state, lab, kind).map((name) => image(lab, host, name)),
};
