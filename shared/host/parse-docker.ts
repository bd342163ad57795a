/** Docker's own JSON, of its API and of its `inspect` commands alike, in our words. */
import { contentOfInspect } from './image-content.ts';
import type { DockerContainer, DockerEndpoint, DockerImage, DockerNetwork, DockerPool, DockerVolume } from './state.ts';
import { asList, asNumber, asRecord, asText, asTexts, textOrNone, type Unknown } from './untrusted.ts';

/** A list of networks, as `/networks` or `docker network inspect` tells it. */
export const networksOf = (answer: unknown): readonly DockerNetwork[] =>
  asList(answer).map(asRecord).filter(hasName).map(networkOf).sort(byName);

/** Containers, each as `/containers/ID/json` or `docker container inspect` tells it. */
export const containersOf = (answers: readonly unknown[]): readonly DockerContainer[] =>
  answers.map(asRecord).filter(hasName).map(containerOf).sort(byName);

/** Docker tells things in another order each time. */
const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** `/images/json`. */
export const imagesOf = (answer: unknown): readonly DockerImage[] =>
  asList(answer)
    .map(asRecord)
    .filter(({ Id }) => asText(Id) !== '')
    .map((item) => ({ id: asText(item.Id), tags: asList(item.RepoTags).map(asText).filter(isTag) }));

/** With what `docker image inspect` has told of some of them. */
export function withContents(images: readonly DockerImage[], told: readonly unknown[]): readonly DockerImage[] {
  const byId = new Map(told.map(asRecord).map((item) => [asText(item.Id), item]));
  return images.map((image): DockerImage => {
    const item = byId.get(image.id);
    const content = item && contentOfInspect(item);
    const size = asNumber(item?.Size);
    return content === undefined ? image : { ...image, ...(size > 0 && { size }), content };
  });
}

/** `/volumes`. */
export const volumesOf = (answer: unknown): readonly DockerVolume[] =>
  asList(asRecord(answer).Volumes)
    .map(asRecord)
    .filter(hasName)
    .map(({ Name, Labels }) => ({ name: asText(Name), labels: asTexts(Labels) }))
    .sort(byName);

/** What has lost its tag to a newer image is shown as `<none>:<none>` by some versions. */
const isTag = (tag: string): boolean => tag !== '' && !tag.includes('<none>');

const hasName = (item: Unknown): boolean => asText(item.Name) !== '';

function networkOf(item: Unknown): DockerNetwork {
  return {
    id: asText(item.Id),
    name: asText(item.Name),
    driver: asText(item.Driver),
    internal: item.Internal === true,
    labels: asTexts(item.Labels),
    options: asTexts(item.Options),
    pools: asList(asRecord(item.IPAM).Config)
      .map(asRecord)
      .map(
        (pool): DockerPool => ({
          subnet: asText(pool.Subnet),
          gateway: textOrNone(pool.Gateway),
          range: textOrNone(pool.IPRange),
          reserved: asTexts(pool.AuxiliaryAddresses ?? pool.AuxAddress),
        }),
      ),
  };
}

const STATUSES = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const;

function containerOf(item: Unknown): DockerContainer {
  const config = asRecord(item.Config);
  const state = asRecord(item.State);
  const endpoints = Object.entries(asRecord(asRecord(item.NetworkSettings).Networks));
  return {
    id: asText(item.Id),
    name: asText(item.Name).replace(/^\//, ''),
    image: asText(config.Image),
    imageId: asText(item.Image),
    command: asList(config.Cmd).map(asText),
    status: STATUSES.find((status) => status === state.Status) ?? 'dead',
    ...(asText(state.Error) !== '' && { error: asText(state.Error) }),
    pid: asNumber(state.Pid),
    labels: asTexts(config.Labels),
    networkMode: asText(asRecord(item.HostConfig).NetworkMode),
    restart: asText(asRecord(asRecord(item.HostConfig).RestartPolicy).Name) || 'no',
    endpoints: endpoints
      .map(([network, endpoint]) => endpointOf(network, asRecord(endpoint)))
      .sort((a, b) => (a.network < b.network ? -1 : 1)),
  };
}

function endpointOf(network: string, item: Unknown): DockerEndpoint {
  const prefix = asNumber(item.IPPrefixLen);
  return {
    network,
    fixedAddress: textOrNone(asRecord(item.IPAMConfig).IPv4Address),
    address: textOrNone(item.IPAddress),
    prefix: prefix === 0 ? undefined : prefix,
    gateway: textOrNone(item.Gateway),
    mac: textOrNone(item.MacAddress),
  };
}
