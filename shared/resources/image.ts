import type { HostState } from '../host/state.ts';
import type { Host, Lab, Registry } from '../lab/lab.ts';
import { asksRegistry, isServed, registryAddress, registryOn, servedAs, withTag } from '../lab/registry.ts';
import type { Operation, RegistryLogin } from '../machine/operation.ts';
import { perObject } from '../per-object.ts';
import { type Problem, problem } from '../problem.ts';
import { certificateKey } from './certificate.ts';
import { claimsOf, ownClaim } from './claimed.ts';
import { readyDocker } from './docker.ts';
import { copied } from './image-copy.ts';
import { image, imageKey, imageThing as kind, type Own } from './image-thing.ts';
import { hasTag, imageWith, registryImage, registryImages, registryKey } from './registry-image.ts';
import type { ResourceKind, Wanted } from './resource.ts';
import { copiedImages, type Supplies, sourceOf, wayOf } from './supply.ts';
import { trustKey } from './trust.ts';

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

const pulled = (name: string, login?: RegistryLogin): Own => ({
  explain: `Fetch the image ${name}.`,
  create: { do: 'pull-image', image: name, login },
  standsAfterAll: ['docker', 'image', 'inspect', name],
});

/** Who we are for the lab's registry, where it asks; an image of its own host goes by the loopback address. */
function loginOf({ registry }: Lab, host: Host, image: string): RegistryLogin | undefined {
  if (registry?.user === undefined) return undefined;
  return {
    registry: image.slice(0, image.indexOf('/')),
    user: registry.user,
    feed: { kind: 'registry-password', host: host.name, image },
  };
}

/** Docker lists images by their tags. One that is named by its digest or id is left to `docker run` to find. */
const isTag = (name: string): boolean => !/@|^(?:sha256:)?[0-9a-f]{12,64}$/.test(name);

/**
 * One that the registry on this host is given. It is pushed by way of the loopback address, which every Docker trusts, and
 * has its full name here too, so that containers of this host call it as those of others do.
 */
function published(lab: Lab, host: Host, { port, user }: Registry, source: string, as: string): Wanted {
  const full = `${registryAddress(lab)}/${withTag(as)}`;
  const local = `127.0.0.1:${port}/${withTag(as)}`;
  const create: readonly Operation[] = [
    { do: 'tag-image', image: source, as: local },
    { do: 'push-image', image: local, login: loginOf(lab, host, local) },
    { do: 'remove-image', image: local },
    { do: 'tag-image', image: source, as: full },
  ];
  const given = image(lab.name, host.name, full, {
    noun: `image ${full} in the registry`,
    explain: `Give the registry the image ${source} as ${withTag(as)}.`,
    requires: [imageKey(source), registryKey],
    create,
    obstacle: (state) => otherImage(state, lab.name, host.name, full, source),
    stands(state) {
      const [here, original] = [imageWith(state, full), imageWith(state, source)];
      const served = readyDocker(state)?.registries.find((item) => item.port === port);
      if (here === undefined || here !== original || served === undefined) return false;
      // One that asks who it is tells nobody what it has: then what we have once given is there.
      return user === undefined
        ? served.tags.includes(withTag(as))
        : ownClaim(state, lab.name, imageKey(full)) !== undefined;
    },
  });
  return { ...given, lasts: true };
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

/** What its registry is given, by name and tag. */
const givenIn = perObject(({ registry }: Lab) => new Set((registry?.images ?? []).map(({ as }) => withTag(as))));

/** How containers of the host call their images. */
const calledOn = perObject(({ containers }: Host) => new Set(containers.map(({ image: other }) => withTag(other))));

/** Where an image of the registry comes from: it is there when the registry's host has given it, or at least when the registry runs. */
function fromRegistry(lab: Lab, host: Host, name: string, supplies: Supplies): Pick<Wanted, 'requires' | 'awaits'> {
  const address = registryAddress(lab) ?? '';
  const trusted = lab.registry?.tls === undefined ? trustKey(address) : certificateKey(address, supplies.registry);
  const at = lab.registry?.host ?? '';
  const isGiven = withTag(name).startsWith(`${address}/`) && givenIn(lab).has(withTag(name).slice(address.length + 1));
  return {
    requires: asksRegistry(lab, host) ? [trusted, ...(at === host.name ? [registryKey] : [])] : [],
    awaits: at === host.name ? [] : [{ host: at, key: isGiven ? imageKey(name) : registryKey }],
  };
}

/** From the lab's registry, and called here as the lab calls it: the registry's own name for it goes again. */
function takenFromRegistry(lab: Lab, host: Host, name: string, supplies: Supplies): Wanted {
  const full = servedAs(lab, name);
  const base = fromRegistry(lab, host, full, supplies);
  const kept = calledOn(host).has(full);
  const tag: Operation = { do: 'tag-image', image: full, as: name };
  return {
    ...image(lab.name, host.name, name, {
      explain: `Fetch the image ${name} from the lab's registry, where it is ${full}.`,
      create: kept
        ? [tag]
        : [
            { do: 'pull-image', image: full, login: loginOf(lab, host, full) },
            tag,
            { do: 'remove-image', image: full },
          ],
      standsAfterAll: ['docker', 'image', 'inspect', name],
    }),
    ...base,
    ...(kept && { requires: [...base.requires, imageKey(full)] }),
  };
}

/** An image as the lab says that it comes to a host. */
function fetched(lab: Lab, host: Host, name: string, supplies: Supplies): Wanted {
  if (wayOf(lab, name) === 'registry' && lab.registry !== undefined && !isServed(lab, name) && !registryOn(lab, host))
    return takenFromRegistry(lab, host, name, supplies);
  const source = sourceOf(lab, name);
  if (source !== undefined && !(source.kind === 'host' && source.host === host.name))
    return copied(lab.name, host.name, name, source, supplies);
  const stays = wayOf(lab, name) === 'host' || source !== undefined;
  return image(lab.name, host.name, name, {
    ...pulled(name, isServed(lab, name) ? loginOf(lab, host, name) : undefined),
    ...(stays && expected(host.name, name)),
  });
}

/** By their keys: an image that is needed for several reasons is one thing. */
function wantedOn(lab: Lab, host: Host, supplies: Supplies): ReadonlyMap<string, Wanted> {
  const all = new Map<string, Wanted>();
  const add = (name: string, wanted: Wanted): void => {
    if (isTag(name) && !all.has(imageKey(name))) all.set(imageKey(name), wanted);
  };
  const registry = registryOn(lab, host);
  // A thousand containers have a few images between them.
  const ofContainers = new Set(host.containers.map(({ image: name }) => name));
  const ofRegistry = (registry?.images ?? []).map(({ image: name }) => name);
  const needed = new Set([...ofContainers, ...ofRegistry].map(imageKey));
  // Copies first and in the same order everywhere: hosts that get the same one wait for each other.
  for (const name of copiedImages(lab)) if (needed.has(imageKey(name))) add(name, fetched(lab, host, name, supplies));
  if (registry !== undefined)
    for (const { image: source, as } of registry.images)
      add(`${registryAddress(lab)}/${withTag(as)}`, published(lab, host, registry, source, as));
  if (registry !== undefined) {
    add(
      registryImage,
      image(lab.name, host.name, registryImage, {
        ...pulled(registryImage),
        stands: (state) => registryImages.some((name) => hasTag(state, name)),
      }),
    );
  }
  for (const name of ofContainers) {
    const plain = fetched(lab, host, name, supplies);
    add(name, isServed(lab, name) ? { ...plain, ...fromRegistry(lab, host, name, supplies) } : plain);
  }
  for (const name of ofRegistry) add(name, fetched(lab, host, name, supplies));
  return all;
}

export const imageKind: ResourceKind = {
  kind,
  desired: (lab, host, supplies) => [...wantedOn(lab, host, supplies).values()],
  owned: (state, lab, host) => claimsOf(state, lab, kind).map((name) => image(lab, host, name, pulled(name))),
};
