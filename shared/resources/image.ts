import type { HostState } from '../host/state.ts';
import { ownerLabel } from '../host/state.ts';
import type { Host, Lab } from '../lab/lab.ts';
import { isServed, pullsPlainly, registryAddress, registryOn, withTag } from '../lab/registry.ts';
import type { Operation } from '../machine/operation.ts';
import { type Problem, problem } from '../problem.ts';
import { type Claimed, claimed, claimsOf, nothingBefore, ownClaim } from './claimed.ts';
import { imageName, labelOf, readyDocker, shortImageName } from './docker.ts';
import { hasTag, imageWith, registryImage, registryImages, registryKey } from './registry-image.ts';
import type { ResourceKind, Wanted } from './resource.ts';
import { trustKey } from './trust.ts';

const kind = 'image';
export const imageKey = (name: string): string => `${kind}:${shortImageName(name)}`;

type Own = Pick<Claimed, 'explain' | 'create'> &
  Partial<Pick<Claimed, 'stands' | 'obstacle' | 'requires' | 'noun' | 'standsAfterAll'>>;

/**
 * An image that the lab needs on a host. It is a step of its own, before whatever needs it; gone with the lab when it was
 * not there before and nobody else uses it by then.
 */
const image = (lab: string, host: string, name: string, own: Own): Wanted =>
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
    ...own,
  });

/** Nothing is fetched that the lab says is on its hosts: what is missing is said before anything is done. */
const expected = (host: string, name: string): Partial<Own> => ({
  obstacle: () =>
    problem({
      code: 'image-not-there',
      subject: host,
      message: `${host} has no image ${name}, and the lab says that its hosts have it already (from: host).`,
      hint: `Load it there with "docker load" or "docker pull ${name}", or let the lab fetch it: from: pull.`,
    }),
});

const isFromHost = ({ images }: Lab, name: string): boolean =>
  images.some(({ image: listed, from }) => from === 'host' && imageName(listed) === imageName(name));

const pulled = (name: string): Own => ({
  explain: `Fetch the image ${name}.`,
  create: { do: 'pull-image', image: name },
  standsAfterAll: ['docker', 'image', 'inspect', name],
});

/**
 * By this name, or by its identifier when no name is left that stays: Docker then refuses to remove it. As long as an image has
 * another name, taking one away only takes the name (https://docs.docker.com/reference/cli/docker/image/rm/).
 */
function usedByOthers(state: HostState, lab: string, name: string): boolean {
  const there = imageWith(state, name);
  const named = (tag: string): boolean => imageName(tag) === imageName(name);
  const staysNamed = there?.tags.some((tag) => !named(tag) && ownClaim(state, lab, imageKey(tag)) === undefined);
  const others = readyDocker(state)?.containers.filter((item) => labelOf(item.labels, ownerLabel) !== lab) ?? [];
  return others.some((item) => named(item.image) || (!staysNamed && item.imageId === there?.id));
}

/** Docker lists images by their tags. One that is named by its digest or id is left to `docker run` to find. */
const isTag = (name: string): boolean => !/@|^(?:sha256:)?[0-9a-f]{12,64}$/.test(name);

/**
 * One that the registry on this host is given. It is pushed by way of the loopback address, which every Docker trusts, and
 * has its full name here too, so that containers of this host call it as those of others do.
 */
function published(lab: Lab, host: Host, port: number, source: string, as: string): Wanted {
  const full = `${registryAddress(lab)}/${withTag(as)}`;
  const local = `127.0.0.1:${port}/${withTag(as)}`;
  const create: readonly Operation[] = [
    { do: 'tag-image', image: source, as: local },
    { do: 'push-image', image: local },
    { do: 'remove-image', image: local },
    { do: 'tag-image', image: source, as: full },
  ];
  return image(lab.name, host.name, full, {
    noun: `image ${full} in the registry`,
    explain: `Give the registry the image ${source} as ${withTag(as)}.`,
    requires: [imageKey(source), registryKey],
    create,
    obstacle: (state) => otherImage(state, lab.name, host.name, full, source),
    stands(state) {
      const [here, original] = [imageWith(state, full), imageWith(state, source)];
      const served = readyDocker(state)?.registries.find((item) => item.port === port);
      return here !== undefined && here === original && served?.tags.includes(withTag(as)) === true;
    },
  });
}

/** Somebody else's image has the name that ours is to have. */
function otherImage(state: HostState, lab: string, host: string, full: string, source: string): Problem | undefined {
  const [there, original] = [imageWith(state, full), imageWith(state, source)];
  if (there === undefined || there === original || ownClaim(state, lab, imageKey(full)) !== undefined) return undefined;
  return problem({
    code: 'image-taken',
    subject: host,
    message: `${host} has an image ${full} already, which is another one than ${source}.`,
    hint: `Give the image another name under registry: in the lab, or remove the one there with "docker image rm ${full}".`,
  });
}

/** Where an image of the registry comes from: it is there when the registry's host has given it, or at least when the registry runs. */
function fromRegistry(lab: Lab, host: Host, name: string): Pick<Wanted, 'requires' | 'awaits'> {
  const address = registryAddress(lab) ?? '';
  const { host: at = '', images = [] } = lab.registry ?? {};
  const given = images.some(({ as }) => `${address}/${withTag(as)}` === withTag(name));
  return {
    requires: pullsPlainly(lab, host) ? [trustKey(address), ...(at === host.name ? [registryKey] : [])] : [],
    awaits: at === host.name ? [] : [{ host: at, key: given ? imageKey(name) : registryKey }],
  };
}

const fetched = (lab: Lab, host: Host, name: string): Own => ({
  ...pulled(name),
  ...(isFromHost(lab, name) && expected(host.name, name)),
});

/** By their keys: an image that is needed for several reasons is one thing. */
function wantedOn(lab: Lab, host: Host): ReadonlyMap<string, Wanted> {
  const all = new Map<string, Wanted>();
  const add = (name: string, wanted: Wanted): void => {
    if (isTag(name) && !all.has(imageKey(name))) all.set(imageKey(name), wanted);
  };
  const registry = registryOn(lab, host);
  for (const { image: source, as } of registry?.images ?? []) {
    add(`${registryAddress(lab)}/${withTag(as)}`, published(lab, host, registry?.port ?? 0, source, as));
  }
  if (registry !== undefined) {
    add(
      registryImage,
      image(lab.name, host.name, registryImage, {
        ...pulled(registryImage),
        stands: (state) => registryImages.some((name) => hasTag(state, name)),
      }),
    );
  }
  for (const { image: name } of host.containers) {
    const plain = image(lab.name, host.name, name, fetched(lab, host, name));
    add(name, isServed(lab, name) ? { ...plain, ...fromRegistry(lab, host, name) } : plain);
  }
  for (const { image: name } of registry?.images ?? [])
    add(name, image(lab.name, host.name, name, fetched(lab, host, name)));
  return all;
}

export const imageKind: ResourceKind = {
  kind,
  desired: (lab, host) => [...wantedOn(lab, host).values()],
  owned: (state, lab, host) => claimsOf(state, lab, kind).map((name) => image(lab, host, name, pulled(name))),
};
