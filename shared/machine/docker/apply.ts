/** What Docker makes of an operation, in the words of a probed state. */
import {
  type DockerContainer,
  type DockerEndpoint,
  type DockerNetwork,
  type DockerState,
  type HostState,
  linkNamed,
  registryLabel,
} from '../../host/state.ts';
import { formatIpv4 } from '../../net/ipv4.ts';
import { hashOf } from '../kernel/kernel.ts';
import type { DaemonChange, NewContainer, NewNetwork, Operation } from '../operation.ts';
import { placeBridge, unplaceBridge } from './bridges.ts';
import { changedDaemon } from './daemon.ts';
import { endpointMac, shownGateway } from './endpoints.ts';
import { type Pool, takeAddress, takePool } from './ipam.ts';
import { checkChild, checkNewNetwork, parentOf, type Siblings } from './parents.ts';
import { gatewayOf } from './pools.ts';
import { notFound, Refusal } from './refusal.ts';
import { Running } from './running.ts';

type ReadyDocker = Extract<DockerState, { readonly kind: 'ready' }>;

type OfDocker = Extract<
  Operation,
  {
    readonly do:
      | 'create-network'
      | 'remove-network'
      | 'connect-network'
      | `${'create' | 'fill' | 'run' | 'start' | 'restart' | 'unpause' | 'update' | 'remove'}-container`
      | 'remove-unstarted'
      | `${'pull' | 'push' | 'load' | 'tag' | 'remove' | 'forget'}-image`
      | `${'create' | 'remove'}-volume`
      | 'await-registry'
      | DaemonChange['do'];
  }
>;

export const isOfDocker = (operation: Operation): operation is OfDocker =>
  /-(?:network|container|image|unstarted|volume|registry|daemon-file|daemon|trust)$/.test(operation.do);

/** @throws Refusal */
export function applyToDocker(state: HostState, operation: OfDocker): HostState {
  const { docker } = state;
  if (docker.kind !== 'ready') throw new Refusal('Cannot connect to the Docker daemon', 0);
  const after = changed(state, docker, operation);
  return onHost({ ...state, docker: after }, docker, after);
}

/** What a bridge network brings to its host, or takes away with it. */
function onHost(state: HostState, before: ReadyDocker, after: ReadyDocker): HostState {
  if (before.networks === after.networks) return state;
  const bridges = (of: ReadyDocker, other: ReadyDocker): readonly Made[] =>
    of.networks
      .filter((item) => item.driver === 'bridge' && !other.networks.includes(item))
      .map((item) => asMade(of.version, item));
  const { docker, records, ...kernel } = state;
  const without = bridges(before, after).reduce((now, item) => unplaceBridge(now, before.version, item), kernel);
  const placed = bridges(after, before).reduce((now, item) => placeBridge(now, after.version, item), without);
  return { ...state, ...placed, docker, records };
}

function changed(state: HostState, docker: ReadyDocker, operation: OfDocker): ReadyDocker {
  switch (operation.do) {
    case 'create-network':
      return createNetwork(state, docker, operation);
    case 'remove-network': {
      const network = networkNamed(docker, operation.name);
      if (Running.of(docker).on(network.name).containers.size > 0) {
        throw new Refusal(
          `error while removing network: network ${network.name} id ${network.id} has active endpoints`,
          403,
        );
      }
      return { ...docker, networks: docker.networks.filter((item) => item !== network) };
    }
    case 'connect-network':
      return edit(docker, operation.container, (item) => {
        const end = idle({ network: operation.network, address: operation.address, mac: undefined });
        return {
          ...item,
          endpoints: [...item.endpoints, item.status === 'running' ? joined(state, docker, end) : end],
        };
      });
    case 'create-container':
      return Running.of(docker).with(docker, containerOf(docker, operation));
    case 'run-container':
      return started(state, docker, containerOf(docker, operation));
    case 'fill-container':
      containerNamed(docker, operation.name);
      return docker;
    case 'start-container':
      return start(state, docker, operation.name);
    case 'restart-container':
      return start(state, edit(docker, operation.name, stopped), operation.name);
    case 'update-container':
      return edit(docker, operation.name, (item) => ({ ...item, restart: operation.restart }));
    case 'unpause-container':
      return edit(docker, operation.name, (item) => ({ ...item, status: 'running' }));
    case 'remove-container':
      containerNamed(docker, operation.name);
      return registryGone(
        without(docker, ({ name }) => name === operation.name),
        containerNamed(docker, operation.name),
      );
    case 'remove-unstarted':
      return without(docker, ({ name, status }) => name === operation.name && status === 'created');
    case 'pull-image':
    case 'load-image': {
      const tag = tagged(operation.image);
      const others = untagged(docker.images, tag);
      return { ...docker, images: [...others, { id: `predicted-${operation.image}`, tags: [tag] }] };
    }
    case 'remove-image': {
      const tag = tagged(operation.image);
      const others = docker.images.filter(({ tags }) => !(tags.length === 1 && tags.includes(tag)));
      return { ...docker, images: untagged(others, tag) };
    }
    case 'forget-image':
      return docker;
    case 'tag-image': {
      const [from, to] = [tagged(operation.image), tagged(operation.as)];
      if (!docker.images.some(({ tags }) => tags.includes(from))) throw notFound('image', from);
      const images = untagged(docker.images, to).map((item) =>
        item.tags.includes(from) ? { ...item, tags: [...item.tags, to].sort() } : item,
      );
      return { ...docker, images };
    }
    case 'push-image':
      return pushed(docker, tagged(operation.image));
    case 'create-volume':
      return { ...docker, volumes: [...docker.volumes, { name: operation.name, labels: operation.labels }] };
    case 'remove-volume':
      return { ...docker, volumes: docker.volumes.filter(({ name }) => name !== operation.name) };
    case 'await-registry': {
      const { port } = operation;
      const known = docker.registries.some((item) => item.port === port);
      return known ? docker : { ...docker, registries: [...docker.registries, { port, tags: [] }] };
    }
    default:
      return { ...docker, daemon: changedDaemon(docker.daemon, operation) };
  }
}

/** Nobody asks the registry when its container is gone. */
const registryGone = (docker: ReadyDocker, { labels }: DockerContainer): ReadyDocker => ({
  ...docker,
  registries: docker.registries.filter(({ port }) => labels[registryLabel] !== String(port)),
});

const untagged = (images: ReadyDocker['images'], tag: string): ReadyDocker['images'] =>
  images.map((item) =>
    item.tags.includes(tag) ? { ...item, tags: item.tags.filter((other) => other !== tag) } : item,
  );

/** To the registry on this machine; what another machine's keeps is no part of this state. */
function pushed(docker: ReadyDocker, name: string): ReadyDocker {
  const [, port, tag = ''] = /^127\.0\.0\.1:(\d+)\/(.+)$/.exec(name) ?? [];
  const registries = docker.registries.map((item) =>
    String(item.port) === port ? { ...item, tags: [...new Set([...item.tags, tag])].sort() } : item,
  );
  return { ...docker, registries };
}

/** As Docker lists it. */
function tagged(image: string): string {
  const short = image.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}

const without = (docker: ReadyDocker, gone: (item: DockerContainer) => boolean): ReadyDocker => ({
  ...docker,
  containers: docker.containers.filter((item) => !gone(item)),
});

function networkNamed({ networks }: ReadyDocker, name: string): ReadyDocker['networks'][number] {
  const found = networks.find((item) => item.name === name);
  if (found === undefined) throw notFound('network', name);
  return found;
}

function containerNamed(docker: ReadyDocker, name: string): DockerContainer {
  const found = docker.containers[Running.of(docker).at(name) ?? -1];
  if (found === undefined) throw notFound('container', name);
  return found;
}

function edit(docker: ReadyDocker, name: string, change: (item: DockerContainer) => DockerContainer): ReadyDocker {
  return Running.of(docker).with(docker, change(containerNamed(docker, name)));
}

function createNetwork(state: HostState, docker: ReadyDocker, asked: NewNetwork): ReadyDocker {
  const { name, driver, internal = false, labels, options, subnet, gateway, range, reserved } = asked;
  if (docker.networks.some((item) => item.name === name))
    throw new Refusal(`network with name ${name} already exists`, 409);
  const pools = docker.networks.flatMap((item) => item.pools);
  const pool = { subnet, gateway, range, reserved };
  takePool(docker.version, asked, pools, pool);
  const network = { id: idOf(name), name, driver, internal, labels, options, pools: [pool] };
  if (driver === 'bridge') return { ...docker, networks: [...docker.networks, network] };
  checkNewNetwork(docker.version, docker.networks, network);
  const parent = parentOf(network);
  // Parents that Docker could make itself are not taken for granted: they are made before it, by their own operation.
  if (linkNamed(state, parent) === undefined) {
    throw new Refusal(`invalid subinterface vlan name ${parent}, example formatting is eth0.10`);
  }
  return { ...docker, networks: [...docker.networks, network] };
}

/** Docker names a bridge after the first characters of its network's id. */
const idOf = (name: string): string =>
  `${hashOf(name).toString(16).padStart(8, '0')}${hashOf(`${name}+`).toString(16).padStart(8, '0')}`;

const idle = ({ network, address, mac }: NewContainer['networks'][number]): DockerEndpoint => ({
  network,
  fixedAddress: address,
  address: undefined,
  prefix: undefined,
  gateway: undefined,
  mac,
});

const stopped = (item: DockerContainer): DockerContainer => ({
  ...item,
  status: 'exited',
  pid: 0,
  endpoints: item.endpoints.map((end) => ({ ...end, address: undefined, prefix: undefined, gateway: undefined })),
});

function containerOf(docker: ReadyDocker, asked: NewContainer): DockerContainer {
  const { name, labels, networks, image, entrypoint = [] } = asked;
  const command = [...entrypoint.slice(1), ...asked.command];
  if (Running.of(docker).at(name) !== undefined)
    throw new Refusal(`Conflict. The container name "/${name}" is already in use.`, 409);
  return {
    id: `predicted-${name}`,
    name,
    image,
    imageId: docker.images.find(({ tags }) => tags.includes(image) || tags.includes(tagged(image)))?.id ?? '',
    command,
    status: 'created',
    pid: 0,
    labels,
    networkMode: networks[0]?.network ?? 'none',
    restart: asked.restart ?? 'no',
    endpoints: networks.map(idle),
  };
}

const start = (state: HostState, docker: ReadyDocker, name: string): ReadyDocker =>
  started(state, docker, containerNamed(docker, name));

function started(state: HostState, docker: ReadyDocker, item: DockerContainer): ReadyDocker {
  const endpoints = item.endpoints.map((end) => joined(state, docker, end));
  return Running.of(docker).with(docker, { ...item, status: 'running', pid: 1, endpoints });
}

const known = new WeakMap<DockerNetwork, Made>();
type Made = DockerNetwork & { readonly pools: readonly Pool[] };

/** With the gateways that were taken when the network was made. */
function asMade(version: string, network: DockerNetwork): Made {
  const before = known.get(network);
  if (before !== undefined) return before;
  const pools = network.pools.map((pool): Pool => {
    const gateway = gatewayOf(version, network, pool);
    return { ...pool, taken: gateway === undefined ? undefined : formatIpv4(gateway) };
  });
  const full = { ...network, pools };
  known.set(network, full);
  return full;
}

/** The endpoint with what it has while its container runs. */
function joined(state: HostState, docker: ReadyDocker, end: DockerEndpoint): DockerEndpoint {
  if (end.network === 'none' || end.network === 'host') return end;
  const network = networkNamed(docker, end.network);
  if (network.unseen && network.pools.length === 0) return { ...end, address: end.fixedAddress };
  const inUse = Running.of(docker).on(network.name);
  const made = asMade(docker.version, network);
  const { address, prefix } = takeAddress(
    docker.version,
    made,
    (number) => inUse.addresses.has(number),
    end.fixedAddress,
  );
  const mac = end.mac ?? endpointMac(docker.version, address, undefined);
  checkChild(state.links, network, { mac, asked: end.mac }, siblingsOf(docker, network));
  return {
    ...end,
    address,
    prefix,
    gateway: shownGateway(docker.version, network, made.pools[0]?.taken),
    mac: network.driver === 'ipvlan' ? undefined : mac,
  };
}

function siblingsOf(docker: ReadyDocker, network: DockerNetwork): Siblings {
  const { parent } = network.options;
  const running = Running.of(docker);
  const beside = docker.networks.filter((item) => item === network || (parent && item.options.parent === parent));
  const count = (driver: string): number =>
    beside.reduce((sum, item) => (item.driver === driver ? sum + running.on(item.name).containers.size : sum), 0);
  return {
    macvlans: count('macvlan'),
    ipvlans: count('ipvlan'),
    hasMac: (mac) => beside.some((item) => running.on(item.name).macs.has(mac)),
  };
}
