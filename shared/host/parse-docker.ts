import type { DockerContainer, DockerEndpoint, DockerImage, DockerNetwork, DockerPool, DockerState } from './state.ts';
import { asList, asNumber, asRecord, asText, asTexts, parseJson, textOrNone, type Unknown } from './untrusted.ts';

/** The JSON of Docker's API, however it was come by. */
export interface DockerAnswers {
  readonly version: unknown;
  readonly info: unknown;
  readonly networks: unknown;
  readonly containers: readonly unknown[];
  readonly images: unknown;
}

export function dockerState(answers: DockerAnswers): DockerState {
  const version = asRecord(answers.version);
  const components = asList(version.Components).map((item) => asText(asRecord(item).Name));
  const security = asList(asRecord(answers.info).SecurityOptions).map(asText);
  return {
    kind: 'ready',
    version: asText(version.Version),
    rootless: security.some((option) => option.includes('name=rootless')),
    podman: components.some((name) => name.includes('Podman')),
    networks: asList(answers.networks).map(asRecord).filter(hasName).map(networkOf),
    containers: answers.containers.map(asRecord).filter(hasName).map(containerOf),
    images: asList(answers.images).map(asRecord).map(imageOf),
  };
}

/** Lines of `docker image ls --format '{{json .}}'` as the API's list. */
export function imagesOfLines(text: string): readonly unknown[] {
  return text
    .split('\n')
    .map((line) => asRecord(parseJson(line)))
    .filter((item) => asText(item.ID) !== '')
    .map((item) => ({ Id: item.ID, RepoTags: [`${asText(item.Repository)}:${asText(item.Tag)}`] }));
}

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
    pid: asNumber(state.Pid),
    labels: asTexts(config.Labels),
    networkMode: asText(asRecord(item.HostConfig).NetworkMode),
    endpoints: endpoints.map(([network, endpoint]) => endpointOf(network, asRecord(endpoint))),
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

const imageOf = (item: Unknown): DockerImage => ({
  id: asText(item.Id),
  tags: asList(item.RepoTags).map(asText),
});
