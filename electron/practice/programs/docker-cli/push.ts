/** `docker push` to a registry on the practice network. */

import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { openRegistry, type Request } from '../../docker/distribution/registry.ts';
import { digestOf, layersOf, manifestSize } from '../../docker/engine/catalogue.ts';
import { type Reference, withTag } from '../../docker/engine/reference.ts';
import type { Image } from '../../docker/engine/state.ts';
import { loginsOf } from './login.ts';
import type { Call } from './subcommand.ts';
import { CliError } from './subcommand.ts';

export async function push(
  { engine, process, config, say }: Call,
  reference: Reference,
  quiet: boolean,
): Promise<void> {
  const name = withTag(reference);
  const tag = reference.tag ?? 'latest';
  const tell = async (line: string): Promise<void> => (quiet ? undefined : await say(line));
  await tell(`The push refers to repository [${reference.registry}/${reference.path}]`);
  const image = engine.full.images.find(({ tags }) => tags.includes(name));
  if (image === undefined) throw new CliError(`An image does not exist locally with the tag: ${reference.name}`);
  const layers = layersOf(image).map((id) => id.slice(0, 12));
  const store =
    reference.registry === 'docker.io'
      ? undefined
      : opened(process.machine, engine, reference.registry, loginsOf({ process, config }));
  for (const layer of layers) await tell(`${layer}: Preparing`);
  if (store === undefined) throw new CliError('denied: requested access to the resource is denied');
  const has = [...store.images.values()].some(({ id }) => id === image.id);
  for (const layer of layers) await tell(`${layer}: ${has ? 'Layer already exists' : 'Pushed'}`);
  store.note(has ? requestsAgain(reference.path, tag, image) : requests(reference.path, tag, image));
  store.put(`${reference.path}:${tag}`, { ...image, tags: [], digests: [] });
  const digest = digestOf(image);
  engine.change((world) => ({
    ...world,
    state: {
      ...world.state,
      images: world.state.images.map((item) =>
        item.id === image.id
          ? { ...item, digests: [...new Set([...item.digests, `${reference.name}@${digest}`])] }
          : item,
      ),
    },
  }));
  await tell(`${tag}: digest: ${digest} size: ${manifestSize(image)}`);
}

const blob = (path: string, id: string): string => `/v2/${path}/blobs/sha256:${id.replace('sha256:', '')}`;

/** What is not there yet is brought in three steps, and looked at then; the manifest comes last. */
function requests(path: string, tag: string, image: Image): readonly Request[] {
  const upload = (id: string): readonly Request[] => {
    const at = `/v2/${path}/blobs/uploads/`;
    return [
      ['POST', at, 202, 0],
      ['PATCH', `${at}${id.slice(-32)}`, 202, 0],
      ['PUT', `${at}${id.slice(-32)}?digest=sha256%3A${id.replace('sha256:', '')}`, 201, 0],
      ['HEAD', blob(path, id), 200, 0],
    ];
  };
  return [
    ...layersOf(image).flatMap(upload),
    ['HEAD', blob(path, image.id), 404, 157],
    ...upload(image.id),
    ['PUT', `/v2/${path}/manifests/${tag}`, 201, 0],
  ];
}

const requestsAgain = (path: string, tag: string, image: Image): readonly Request[] => [
  ...[...layersOf(image), image.id].map((id) => ['HEAD', blob(path, id), 200, 0] as const),
  ['PUT', `/v2/${path}/manifests/${tag}`, 201, 0],
];

/** What goes wrong on the way is told without `Error response from daemon`. */
function opened(...args: Parameters<typeof openRegistry>): ReturnType<typeof openRegistry> {
  try {
    return openRegistry(...args);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new CliError(error.message);
  }
}
