/** The engine's state in the words that a probe of a host uses. */
import type { DockerContainer, DockerEndpoint, DockerNetwork, DockerState } from '../../../../shared/host/state.ts';
import { listed } from './images.ts';
import type { Container, Endpoint, EngineState, Network } from './state.ts';

export const UNREACHABLE =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export const dockerState = (state: EngineState, version: string): DockerState => ({
  kind: 'ready',
  version,
  rootless: false,
  podman: false,
  networks: state.networks.map(networkOf).sort(byName),
  containers: state.containers.map(containerOf).sort(byName),
  images: listed(state).map(({ id, tags }) => ({ id, tags })),
});

const networkOf = ({ id, name, driver, internal, labels, options, pools }: Network): DockerNetwork => ({
  id,
  name,
  driver,
  internal,
  labels,
  options,
  pools: pools.map(({ subnet, gateway, range, reserved }) => ({ subnet, gateway, range, reserved })),
});

const containerOf = (item: Container): DockerContainer => ({
  id: item.id,
  name: item.name,
  image: item.image,
  imageId: item.imageId,
  command: item.config.command ?? [],
  status: item.status,
  pid: item.pid,
  labels: item.config.labels,
  networkMode: item.networkMode,
  endpoints: item.endpoints.map(endpointOf).sort((a, b) => (a.network < b.network ? -1 : 1)),
});

const endpointOf = ({ network, ipamConfig, address, prefix, gateway, mac }: Endpoint): DockerEndpoint => ({
  network,
  fixedAddress: ipamConfig?.IPv4Address,
  address,
  prefix: prefix === 0 ? undefined : prefix,
  gateway,
  mac,
});
