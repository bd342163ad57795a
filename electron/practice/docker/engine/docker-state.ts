/** The engine's state in the words that a probe of a host uses. */
import type { DockerDaemon } from '../../../../shared/host/daemon.ts';
import {
  type DockerContainer,
  type DockerEndpoint,
  type DockerNetwork,
  type DockerState,
  registryLabel,
  type ServedRegistry,
} from '../../../../shared/host/state.ts';
import { perObject } from '../../../../shared/per-object.ts';
import { listed } from './images.ts';
import type { Container, Endpoint, EngineState, Network } from './state.ts';
import { servedBy } from './volumes.ts';

export const UNREACHABLE =
  'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export const dockerState = (state: EngineState, version: string, daemon: DockerDaemon): DockerState => ({
  kind: 'ready',
  version,
  rootless: false,
  podman: false,
  networks: state.networks.map(networkOf).sort(byName),
  containers: state.containers.map(containerOf).sort(byName),
  images: listed(state).map(({ id, tags }) => ({ id, tags })),
  volumes: state.volumes.map(({ name, labels }) => ({ name, labels: labels ?? {} })).sort(byName),
  daemon,
  registries: registriesOf(state),
});

/** Those of labs, in the order in which a probe finds them: the newest container first. */
function registriesOf(state: EngineState): readonly ServedRegistry[] {
  const running = state.containers.filter(({ status }) => status === 'running').toReversed();
  const ports = new Map(
    running.flatMap((item) => {
      const port = item.config.labels[registryLabel];
      return port === undefined ? [] : [[port, item] as const];
    }),
  );
  return [...ports].map(([port, item]) => ({ port: Number(port), tags: [...servedBy(state, item).keys()].sort() }));
}

// Each change makes a new state of which nearly everything is as it was: that is told by the same words as before.
const networkOf = perObject(
  ({ id, name, driver, internal, labels, options, pools }: Network): DockerNetwork => ({
    id,
    name,
    driver,
    internal,
    labels,
    options,
    pools: pools.map(({ subnet, gateway, range, reserved }) => ({ subnet, gateway, range, reserved })),
  }),
);

const containerOf = perObject(
  (item: Container): DockerContainer => ({
    id: item.id,
    name: item.name,
    image: item.image,
    imageId: item.imageId,
    command: item.config.command ?? [],
    status: item.status,
    pid: item.pid,
    labels: item.config.labels,
    networkMode: item.networkMode,
    restart: item.config.restart.name,
    endpoints: item.endpoints.map(endpointOf),
    ...(Object.keys(item.config.sysctls).length > 0 && { sysctls: item.config.sysctls }),
    ...(item.ownNetwork && { ownNetwork: item.ownNetwork }),
  }),
);

const endpointOf = ({ network, ipamConfig, address, prefix, gateway, mac }: Endpoint): DockerEndpoint => ({
  network,
  fixedAddress: ipamConfig?.IPv4Address,
  address,
  prefix: prefix === 0 ? undefined : prefix,
  gateway,
  mac,
});
