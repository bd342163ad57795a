import type { HostState } from '../host/state.ts';
import { type DockerImage, type LabRecord, ownerLabel, recordOf } from '../host/state.ts';
import { perObject } from '../per-object.ts';
import { type Claimed, claimed, nothingBefore, savedIn } from './claimed.ts';
import { imageName, labelOf, readyDocker, shortImageName } from './docker.ts';
import { hasTag, imageWith } from './registry-image.ts';
import type { Wanted } from './resource.ts';

export const imageThing = 'image';
const kind = imageThing;
export const imageKey = (name: string): string => `${kind}:${shortImageName(name)}`;

export type Own = Pick<Claimed, 'explain' | 'create'> &
  Partial<Pick<Claimed, 'stands' | 'obstacle' | 'requires' | 'noun' | 'standsAfterAll'>>;

/**
 * An image that the lab needs on a host. It is a step of its own, before whatever needs it; gone with the lab when it was
 * not there before and nobody else uses it by then.
 */
export const image = (lab: string, host: string, name: string, own: Own): Wanted =>
  claimed({
    lab,
    kind,
    key: imageKey(name),
    subject: host,
    noun: `image ${name}`,
    beside: true,
    needs: ['docker'],
    obstacle: () => undefined,
    stands: (state) => hasTag(state, name),
    before: () => nothingBefore,
    restore: (state) =>
      hasTag(state, name) && !usedByOthers(state, lab, name) ? [{ do: 'remove-image', image: name }] : [],
    // By hand, or by a destroy that failed on a full disk: after that, Docker has it again when it is started.
    restoreGone: () => [{ do: 'forget-image', image: name }],
    ...own,
  });

/**
 * By this name, or by its identifier when no name is left that stays: Docker then refuses to remove it. As long as an image has
 * another name, taking one away only takes the name (https://docs.docker.com/reference/cli/docker/image/rm/).
 */
function usedByOthers(state: HostState, lab: string, name: string): boolean {
  const there = imageWith(state, name);
  const named = (tag: string): boolean => imageName(tag) === imageName(name);
  const staysNamed = there && namesThatStay(there, recordOf(state, lab)).some((tag) => !named(tag));
  const others = readyDocker(state)?.containers.filter((item) => labelOf(item.labels, ownerLabel) !== lab) ?? [];
  return others.some((item) => named(item.image) || (!staysNamed && item.imageId === there?.id));
}

/** Names of an image that are not the lab's to take away; asked for each of them. */
const namesThatStay = (image: DockerImage, record: LabRecord | undefined): readonly string[] =>
  record === undefined ? image.tags : notOf(record)(image);

const notOf = perObject((record: LabRecord) =>
  perObject(({ tags }: DockerImage) => tags.filter((tag) => savedIn(record, imageKey(tag)) === undefined)),
);
