/** `docker pull`: from a registry on the practice network, or of the built-in catalogue, which stands for the public one. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { openRegistry, type Request } from '../../docker/distribution/registry.ts';
import { catalogued, digestOf, isCatalogued, layersOf, manifestSize } from '../../docker/engine/catalogue.ts';
import { tagged } from '../../docker/engine/images.ts';
import { type Reference, withTag } from '../../docker/engine/reference.ts';
import type { Image } from '../../docker/engine/state.ts';
import { loginsOf } from './login.ts';
import type { Call } from './subcommand.ts';

export async function pull(
  { engine, process, config }: Pick<Call, 'engine' | 'process' | 'config'>,
  reference: Reference,
  say: (line: string) => Promise<void>,
): Promise<void> {
  const { full } = engine;
  const tag = reference.tag ?? 'latest';
  const image = findRemote({ engine, process, config }, reference, tag);
  const name = withTag(reference);
  await say(`${tag}: Pulling from ${reference.path}`);
  const known = full.images.find(({ id }) => id === image.id);
  const upToDate = known?.tags.includes(name) === true && known.digests.length > 0;
  const layers = layersOf(image).map((id) => id.slice(0, 12));
  if (known === undefined) {
    for (const step of isPublic(reference) ? FROM_CATALOGUE : DOWNLOADED) {
      for (const layer of layers) await say(`${layer}: ${step}`);
    }
  }
  const digest = digestOf(image);
  engine.change((world) => ({ ...world, state: tagged(world.state, image, name, `${reference.name}@${digest}`) }));
  await say(`Digest: ${digest}`);
  await say(`Status: ${upToDate ? 'Image is up to date' : 'Downloaded newer image'} for ${name}`);
}

/** The manifest by its tag, and what is not here yet: all of it, or with an image that is here the name by which it is told there. */
function requests(path: string, tag: string, image: Image | undefined, here: Image | undefined): readonly Request[] {
  const at = `/v2/${path}/manifests/${tag}`;
  if (image === undefined) return (['HEAD', 'GET'] as const).map((method) => [method, at, 404, 92] as const);
  const manifest = manifestSize(image);
  const blob = (id: string, size: number): Request => [
    ...(['GET', `/v2/${path}/blobs/sha256:${id.replace('sha256:', '')}`, 200, size] as const),
  ];
  const named = here?.digests.some((name) => name.endsWith(`/${path}@${digestOf(image)}`)) === true;
  return [
    ['HEAD', at, 200, manifest],
    ...(named ? [] : [['GET', `/v2/${path}/manifests/${digestOf(image)}`, 200, manifest] as const]),
    ...(here === undefined
      ? [...layersOf(image).map((id) => blob(id, Math.round((image.size * 0.54) / image.layers))), blob(image.id, 897)]
      : []),
  ];
}

/** What Docker says where nobody resolves names. */
const UNRESOLVED =
  'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on [::1]:53: read udp [::1]:42589->[::1]:53: read: connection refused';

const DOWNLOADED = ['Pulling fs layer', 'Verifying Checksum', 'Download complete', 'Pull complete'] as const;
/** Nobody shall take it for a download. */
const FROM_CATALOGUE = ['Pulling fs layer', 'Pull complete (a practice image: nothing was downloaded)'] as const;

const isPublic = ({ registry, name }: Reference): boolean => registry === 'docker.io' || isCatalogued(name);

function findRemote(
  { engine, process, config }: Pick<Call, 'engine' | 'process' | 'config'>,
  reference: Reference,
  tag: string,
): Image {
  const { registry, path, name } = reference;
  if (isPublic(reference)) {
    if (!engine.reachesPublicRegistry) throw new Refusal(UNRESOLVED);
    if (!isCatalogued(name)) {
      throw new Refusal(
        `pull access denied for ${name}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
        404,
      );
    }
    const image = catalogued(name, tag, engine.host.clock.now());
    if (image !== undefined) return image;
  } else {
    const store = openRegistry(process.machine, engine, registry, loginsOf({ process, config }));
    const image = store.images.get(`${path}:${tag}`);
    const here = engine.full.images.find(({ id }) => id === image?.id);
    store.note(requests(path, tag, image, here));
    if (image !== undefined) return image;
  }
  throw new Refusal(
    `manifest for ${withTag({ ...reference, tag })} not found: manifest unknown: manifest unknown`,
    404,
  );
}
