/** Making, renaming and removing containers. */

import { placesCheckedEarly } from '../../../../shared/machine/docker/facts.ts';
import { Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import {
  checkPlace,
  connect as connectEndpoint,
  disconnect as disconnectEndpoint,
  idleEndpoint,
  leave,
} from './endpoints.ts';
import { editContainer, findContainer, findNetwork } from './find.ts';
import { hexId, nextId, shortId } from './ids.ts';
import { findImage } from './images.ts';
import { linkedOf } from './linked.ts';
import { freeName } from './made-up-names.ts';
import { bindsOf, checkBinds } from './mounts.ts';
import { isPredefined, isUserDefined } from './networks.ts';
import { checkPrivileges } from './privileges.ts';
import {
  type Container,
  type ContainerConfig,
  type Endpoint,
  type EngineState,
  isRunning,
  type PublishedPort,
} from './state.ts';
import { createVolume, volumesOf } from './volumes.ts';
import { notRemovable } from './words.ts';
import type { EngineWorld } from './world.ts';

/** A network that a new container is to be on. */
export interface AskedPlace {
  readonly network: string;
  readonly address: string | undefined;
  readonly mac: string | undefined;
  readonly aliases: readonly string[];
}

export interface AskedContainer {
  /** Empty: Docker makes one up. */
  readonly name: string;
  readonly image: string;
  /** `default` when nothing was said. */
  readonly networkMode: string;
  readonly address: string | undefined;
  readonly aliases: readonly string[];
  /** Asked for on the first network alone. */
  readonly mac?: string | undefined;
  /** Networks beside the first (`severalNetworksInRun`). */
  readonly more?: readonly AskedPlace[];
  /** Everything that is exposed gets a port of the host. */
  readonly publishAll?: boolean;
  /** `NAME:ALIAS`, as `--link` has it. */
  readonly links?: readonly string[];
  readonly config: Omit<ContainerConfig, 'hostname' | 'env' | 'exposed'> & {
    /** Empty: the short id. */
    readonly hostname: string;
    readonly env: readonly string[];
    readonly exposed: readonly string[];
  };
}

export function createContainer(
  world: EngineWorld,
  asked: AskedContainer,
): { readonly world: EngineWorld; readonly id: string } {
  const image = findImage(world.state, asked.image);
  const { id, state } = nextId(world.state, world.seed);
  const { config, networkMode } = asked;
  if (asked.name !== '') checkName(world, asked.name);
  if (config.command === null && config.entrypoint === null && image.command === null && image.entrypoint === null) {
    refuse('No command specified', 400);
  }
  checkMode(asked);
  checkPrivileges(config);
  const links = asked.links ?? [];
  const told = isUserDefined(networkMode) && networkMode !== 'default' ? [] : linkedOf(state, links);
  const exposed = [...config.exposed, ...image.exposed, ...config.ports.map(({ port }) => port)];
  const unpublished = asked.publishAll
    ? exposed.filter((port) => !config.ports.some((item) => item.port === port))
    : [];
  const ports = withHostPorts(state, [
    ...config.ports,
    ...[...new Set(unpublished)].map((port) => ({ port, hostIp: '', hostPort: '' })),
  ]);
  checkBinds(config);
  const bound = new Set(bindsOf(config).map(({ at }) => at));
  const unnamed = [...new Set([...(config.anonymous ?? []), ...image.volumes])]
    .filter((at) => !bound.has(at))
    .map((at) => ({ name: hexId(`${world.seed} volume`, `${id} ${at}`), at }));
  const binds = [...config.binds, ...unnamed.map(({ name, at }) => `${name}:${at}`)];
  // One that is not there yet is made, without labels.
  const { volumes } = volumesOf({ config: { binds } }).reduce(
    (before, { name }) => createVolume(before, name, null),
    world,
  ).state;
  const made: Container = {
    id,
    name: asked.name === '' ? freeName(state, id) : asked.name.replace(/^\//, ''),
    created: world.now,
    image: asked.image,
    imageId: image.id,
    config: {
      ...config,
      binds,
      anonymous: unnamed.map(({ name }) => name),
      ports,
      hostname: hostnameOf(world, asked, id),
      ...(told.length > 0 && { links: told }),
      user: config.user || (image.user ?? ''),
      labels: { ...image.labels, ...config.labels },
      env: withDefaults(config.env, image.env),
      exposed: [...new Set(exposed)].sort(),
      command: config.command ?? (config.entrypoint === null ? image.command : null),
      entrypoint: config.entrypoint ?? image.entrypoint,
      workingDir: config.workingDir || image.workingDir,
    },
    networkMode: wholeMode(world, networkMode),
    endpoints: [],
    status: 'created',
    pid: 0,
    exitCode: 0,
    error: '',
    started: undefined,
    finished: undefined,
    restarts: 0,
    stoppedByHand: false,
  };
  const placed = firstEndpoints(world, made, asked);
  const endpoints =
    told.length > 0 || links.length === 0 ? placed : placed.map((end, at) => (at === 0 ? { ...end, links } : end));
  const containers = [...state.containers, { ...made, endpoints }];
  return { id, world: { ...world, state: { ...state, containers, volumes } } };
}

/** A container whose network is shared is remembered by its id; whether it is there is asked at the start. */
function wholeMode({ state }: EngineWorld, mode: string): string {
  if (!mode.startsWith('container:')) return mode;
  const name = mode.slice('container:'.length);
  try {
    return `container:${findContainer(state, name).id}`;
  } catch (error) {
    if (error instanceof Refusal) return mode;
    throw error;
  }
}

function checkName({ state }: EngineWorld, name: string): void {
  const bare = name.replace(/^\//, '');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(bare)) {
    refuse(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`, 400);
  }
  const other = state.containers.find((item) => item.name === bare);
  if (other !== undefined) {
    refuse(
      `Conflict. The container name "/${bare}" is already in use by container "${other.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      409,
    );
  }
}

function checkMode({ networkMode, config }: AskedContainer): void {
  if (networkMode.startsWith('container:') && config.hostname !== '') {
    refuse('conflicting options: hostname and the network mode', 400);
  }
  if (config.mac !== undefined && (networkMode === 'host' || networkMode.startsWith('container:'))) {
    refuse('conflicting options: mac-address and the network mode', 400);
  }
}

/** Ports of the host that nobody chose are taken from those that nobody else has. */
function withHostPorts({ containers }: EngineState, ports: readonly PublishedPort[]): readonly PublishedPort[] {
  const taken = new Set(
    [...containers.flatMap(({ config }) => config.ports), ...ports].map(({ hostPort }) => hostPort),
  );
  return ports.map((item) => {
    if (item.hostPort !== '') return item;
    let hostPort = FIRST_FREE_PORT;
    while (taken.has(String(hostPort))) hostPort += 1;
    taken.add(String(hostPort));
    return { ...item, hostPort: String(hostPort) };
  });
}

const FIRST_FREE_PORT = 49153;

const hostnameOf = (world: EngineWorld, { config, networkMode }: AskedContainer, id: string): string =>
  config.hostname || (networkMode === 'host' ? hostOf(world) : shortId(id));

const hostOf = ({ kernel }: EngineWorld): string => kernel.hostname;

const nameOf = (setting: string): string => setting.split('=')[0] ?? '';

const withDefaults = (own: readonly string[], image: readonly string[]): readonly string[] => [
  ...own,
  ...image.filter((item) => !own.some((other) => nameOf(other) === nameOf(item))),
];

function firstEndpoints(world: EngineWorld, _container: Container, asked: AskedContainer): readonly Endpoint[] {
  const { networkMode, address, mac, aliases, more = [] } = asked;
  if (networkMode.startsWith('container:')) return [];
  const named = networkMode === 'default' ? 'bridge' : networkMode;
  // Nobody looks at an address on the network that nobody named: on 20.10 it changes nothing.
  const first = { network: named, address: networkMode === 'default' ? undefined : address, mac, aliases };
  checkPlaced(world, named, address);
  for (const item of more) checkPlaced(world, item.network, item.address);
  return [first, ...more].map((item) => endpointFor(world, item));
}

function checkPlaced({ state, version }: EngineWorld, name: string, address: string | undefined): void {
  const known = networkCalled(state, name);
  if (known !== undefined && holds(placesCheckedEarly, version)) checkPlace(known, address);
}

const networkCalled = ({ networks }: EngineState, name: string) =>
  networks.find((item) => item.name === name || item.id === name);

function endpointFor({ state }: EngineWorld, { network, address, mac, aliases }: AskedPlace): Endpoint {
  return idleEndpoint(networkCalled(state, network)?.name ?? network, {
    ipamConfig: address === undefined ? null : { IPv4Address: address },
    aliases: aliases.length > 0 ? aliases : null,
    ...(mac !== undefined && { askedMac: mac }),
  });
}

/** @param withVolumes those that nobody named go too, as they do with `--rm` */
export function removeContainer(world: EngineWorld, name: string, force: boolean, withVolumes = false): EngineWorld {
  const container = findContainer(world.state, name);
  if (isRunning(container) && !force) {
    refuse(notRemovable(world.version, container), 409);
  }
  const kernel = container.endpoints.reduce((before, end) => leave(world, before, container, end), world.kernel);
  const containers = world.state.containers.filter((item) => item !== container);
  const served = world.state.served.filter(({ kept }) => kept !== container.id);
  const { autoRemove, anonymous = [] } = container.config;
  const gone = withVolumes || autoRemove ? anonymous : [];
  const volumes = world.state.volumes.filter((item) => !gone.includes(item.name));
  return { ...world, kernel, state: { ...world.state, containers, served, volumes } };
}

export function renameContainer(world: EngineWorld, name: string, next: string): EngineWorld {
  const container = findContainer(world.state, name);
  if (next === '') refuse('Neither old nor new names may be empty', 400);
  if (next.replace(/^\//, '') === container.name) {
    refuse('Renaming a container with the same name as its current name', 400);
  }
  try {
    checkName(world, next);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(`Error when allocating new name: ${error.message}`, 409);
  }
  const state = editContainer(world.state, container.id, (item) => ({ ...item, name: next.replace(/^\//, '') }));
  return { ...world, state };
}

export function connect(
  world: EngineWorld,
  network: string,
  name: string,
  asked: Parameters<typeof connectEndpoint>[3],
): EngineWorld {
  const container = findContainer(world.state, name);
  const after = connectEndpoint(world, container, network, asked);
  return withEndpoints(after, container.id);
}

export function disconnect(world: EngineWorld, network: string, name: string): EngineWorld {
  const container = findContainer(world.state, name);
  return withEndpoints(disconnectEndpoint(world, container, network), container.id);
}

const withEndpoints = (
  { world, endpoints }: { readonly world: EngineWorld; readonly endpoints: readonly Endpoint[] },
  id: string,
): EngineWorld => ({ ...world, state: editContainer(world.state, id, (item) => ({ ...item, endpoints })) });

/** Which networks a prune would take: those that nobody is on, running or not. */
export const unusedNetworks = ({ state }: EngineWorld): readonly string[] =>
  state.networks
    .filter(({ name }) => !isPredefined(name))
    .filter(({ name }) => !state.containers.some((item) => item.endpoints.some((end) => end.network === name)))
    .map(({ name }) => findNetwork(state, name).name);
