/** Putting a container that runs on a network, and taking it off. */

import { bridgeOf } from '../../../../shared/machine/docker/bridges.ts';
import { endpointMac, shownGateway } from '../../../../shared/machine/docker/endpoints.ts';
import { addRules, portRules, removeRules } from '../../../../shared/machine/docker/host-rules.ts';
import { askedAddress, takeAddress } from '../../../../shared/machine/docker/ipam.ts';
import { checkChild, parentOf, type Siblings, standsOnParent } from '../../../../shared/machine/docker/parents.ts';
import { notFound, Refusal, refuse } from '../../../../shared/machine/docker/refusal.ts';
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { containsAddress, parseCidr, parseIpv4, subnetOf } from '../../../../shared/net/ipv4.ts';
import { editContainer, findNetwork } from './find.ts';
import { addVeth, removeLink } from './host-links.ts';
import { hexId, nextId, shortId } from './ids.ts';
import { isUserDefined } from './networks.ts';
import { type Container, type Endpoint, type EngineState, isRunning, type Network } from './state.ts';
import { wrongPlace } from './words.ts';
import type { EngineWorld } from './world.ts';

export const idleEndpoint = (network: string, asked?: Partial<Endpoint>): Endpoint => ({
  network,
  networkId: '',
  ipamConfig: null,
  aliases: null,
  id: '',
  address: undefined,
  prefix: 0,
  gateway: undefined,
  mac: undefined,
  veth: undefined,
  ...asked,
});

/** What is left of an endpoint when its container stops. */
export const idle = ({ network, networkId, ipamConfig, aliases, links, askedMac }: Endpoint): Endpoint =>
  idleEndpoint(network, {
    ...{ networkId, ipamConfig, aliases },
    ...(links !== undefined && { links }),
    ...(askedMac !== undefined && { askedMac }),
  });

/** The network that an endpoint is for: the one it was on last, whatever has its name now. */
export function networkOf(state: EngineState, { network, networkId }: Endpoint): Network {
  const wanted = isUserDefined(network) && networkId !== '' ? networkId : network;
  const found = findNetwork(state, wanted);
  if (found.lost) throw notFound('network', wanted);
  return found;
}

/** On user-defined networks a container answers to its short id too. */
export function aliasesOf(
  container: Container,
  network: Network,
  before: readonly string[] | null,
): readonly string[] | null {
  if (!isUserDefined(network.name)) return before;
  const wanted = [...(before ?? []), shortId(container.id), container.config.hostname];
  return [...new Set(wanted)];
}

/** What is wrong with an address, said when the container is made: nothing stands then. @throws Refusal */
export function checkPlace(network: Network, address: string | undefined): void {
  try {
    checkAddressing(network, address);
    const own = address === undefined ? undefined : parseIpv4(address);
    const pools = network.pools.flatMap(({ subnet }) => parseCidr(subnet) ?? []);
    if (own !== undefined && pools.length > 0 && !pools.some((pool) => containsAddress(subnetOf(pool), own))) {
      refuse(`no configured subnet or ip-range contain the IP address ${address}`, 400);
    }
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(wrongPlace(network.name, error.message), 400) : error;
  }
}

/** What Docker checks already when a network is named for a container, running or not. */
export function checkAddressing({ name, chosen }: Network, address: string | undefined): void {
  if (askedAddress(address) === undefined) return;
  if (!isUserDefined(name)) refuse('user specified IP address is supported on user defined networks only', 400);
  if (!chosen) {
    refuse('user specified IP address is supported only when connecting to networks with user configured subnets', 400);
  }
}

export function join(
  world: EngineWorld,
  container: Container,
  end: Endpoint,
): { readonly world: EngineWorld; readonly endpoint: Endpoint } {
  const network = networkOf(world.state, end);
  const asked = end.ipamConfig?.IPv4Address;
  checkAddressing(network, asked);
  // One that cannot be is forgotten, its number too: whatever is made next is not to have its id.
  const { id, state } = nextId(world.state, `${world.seed} endpoint`);
  const base: Endpoint = {
    ...end,
    network: network.name,
    networkId: network.id,
    aliases: aliasesOf(container, network, end.aliases),
    id,
  };
  if (network.driver === 'host' || network.driver === 'null') return { world: { ...world, state }, endpoint: base };
  const inUse = new Set(
    state.containers.flatMap(({ endpoints }) =>
      endpoints.filter(({ networkId }) => networkId === network.id).map((item) => parseIpv4(item.address ?? '')),
    ),
  );
  const { address, prefix } = takeAddress(world.version, network, (number) => inUse.has(number), asked);
  const ofContainer = container.networkMode === network.name || isDefault(container, network);
  const customMac = end.askedMac ?? (ofContainer ? container.config.mac : undefined);
  const veth = network.driver === 'bridge' ? `veth${hexId('veth', id).slice(0, 7)}` : undefined;
  const endpoint: Endpoint = {
    ...base,
    address,
    prefix,
    gateway: gatewayOf(world.version, network, address),
    mac: network.driver === 'ipvlan' ? undefined : (customMac ?? endpointMac(world.version, address, id)),
    veth,
  };
  checkChild(
    world.kernel.links,
    network,
    { mac: endpoint.mac, asked: customMac },
    siblingsOf(world, network, container),
  );
  checkPorts(world, network, container, id);
  const kernel =
    veth === undefined
      ? world.kernel
      : addRules(addVeth(world.kernel, veth, bridgeOf(network)), published(world.version, container, network, address));
  return { world: { ...world, state, kernel }, endpoint };
}

const isDefault = ({ networkMode }: Container, { name }: Network): boolean =>
  networkMode === 'default' && name === 'bridge';

function gatewayOf(version: string, network: Network, address: string): string | undefined {
  const pool = network.pools.find(({ subnet }) => {
    const [block, own] = [parseCidr(subnet), parseCidr(`${address}/32`)];
    return block && own && block.prefix <= 32 && sameBlock(block.prefix, block.address, own.address);
  });
  return shownGateway(version, network, pool?.taken);
}

const sameBlock = (prefix: number, a: number, b: number): boolean =>
  prefix === 0 || a >>> (32 - prefix) === b >>> (32 - prefix);

function siblingsOf({ state }: EngineWorld, network: Network, own: Container): Siblings {
  const parent = parentOf(network);
  const beside = new Map(
    state.networks
      .filter((item) => standsOnParent(item) && parentOf(item) === parent)
      .map((item) => [item.id, item.driver]),
  );
  const others = state.containers
    .filter((item) => item !== own)
    .flatMap(({ endpoints }) => endpoints.filter(({ id, networkId }) => id !== '' && beside.has(networkId)));
  const count = (driver: string): number => others.filter(({ networkId }) => beside.get(networkId) === driver).length;
  return {
    macvlans: count('macvlan'),
    ipvlans: count('ipvlan'),
    hasMac: (mac) => others.some((item) => item.mac?.toLowerCase() === mac),
  };
}

/** A port of the host is given once; one that nobody chose is above those that people choose. */
function checkPorts({ state }: EngineWorld, network: Network, { id, name, config }: Container, endpoint: string): void {
  if (network.driver !== 'bridge') return;
  const taken = config.ports.find(({ port, hostPort }) => port.endsWith('/tcp') && hostPort === SSH_PORT);
  if (taken !== undefined) {
    refuse(
      `driver failed programming external connectivity on endpoint ${name} (${endpoint}): Error starting userland proxy: listen tcp4 ${taken.hostIp || '0.0.0.0'}:${taken.hostPort}: bind: address already in use`,
    );
  }
  const others = state.containers
    .filter((item) => item.id !== id && isRunning(item))
    .flatMap((item) => item.config.ports);
  const clash = config.ports.find(({ port, hostIp, hostPort }) =>
    others.some(
      (item) =>
        item.hostPort === hostPort &&
        item.port.split('/')[1] === port.split('/')[1] &&
        (item.hostIp === hostIp || isAny(item.hostIp) || isAny(hostIp)),
    ),
  );
  if (clash === undefined) return;
  refuse(
    `driver failed programming external connectivity on endpoint ${name} (${endpoint}): Bind for ${clash.hostIp || '0.0.0.0'}:${clash.hostPort} failed: port is already allocated`,
  );
}

/** The host's own sshd listens there. */
const SSH_PORT = '22';

const isAny = (address: string): boolean => address === '' || address === '0.0.0.0';

function published(
  version: string,
  { config }: Container,
  network: Network,
  address: string,
): Parameters<typeof addRules>[1] {
  return config.ports.flatMap(({ port, hostIp, hostPort }) => {
    const [number = '', protocol = 'tcp'] = port.split('/');
    return portRules(version, { bridge: bridgeOf(network), address, protocol, port: number, hostIp, hostPort });
  });
}

/** The kernel without what this endpoint had on the host. */
export function leave(
  { state, version }: EngineWorld,
  kernel: KernelState,
  container: Container,
  end: Endpoint,
): KernelState {
  const network = state.networks.find(({ id }) => id === end.networkId);
  const without = end.veth === undefined ? kernel : removeLink(kernel, end.veth);
  if (network?.driver !== 'bridge' || end.address === undefined) return without;
  return removeRules(without, published(version, container, network, end.address));
}

/** `docker network connect`. */
export function connect(
  world: EngineWorld,
  container: Container,
  network: string,
  asked: {
    readonly address: string | undefined;
    readonly aliases: readonly string[];
    readonly links?: readonly string[];
  },
): { readonly world: EngineWorld; readonly endpoints: readonly Endpoint[] } {
  if (container.networkMode.startsWith('container:')) refuse(SHARED, 400);
  const end = idleEndpoint(network, {
    ipamConfig: asked.address === undefined ? {} : { IPv4Address: asked.address },
    aliases: asked.aliases.length > 0 ? asked.aliases : null,
    ...(asked.links !== undefined && asked.links.length > 0 && { links: asked.links }),
  });
  if (!isRunning(container)) {
    const found = world.state.networks.find(({ id, name }) => id === network || name === network);
    if (found === undefined) return { world, endpoints: [...container.endpoints, end] };
    const already = checkTogether(container, world.state, found);
    checkAddressing(found, asked.address);
    const made = { ...end, network: found.name, aliases: aliasesOf(container, found, end.aliases) };
    return { world, endpoints: already ? container.endpoints : [...container.endpoints, made] };
  }
  const found = findNetwork(world.state, network);
  checkAddressing(found, asked.address);
  if (checkTogether(container, world.state, found)) {
    refuse(`endpoint with name ${container.name} already exists in network ${found.name}`, 403);
  }
  const joined = join(world, container, { ...end, network: found.name });
  // No name is given twice while it runs.
  const { devices = container.endpoints.length } = container;
  const state = editContainer(joined.world.state, container.id, (item) => ({ ...item, devices: devices + 1 }));
  const endpoint = { ...joined.endpoint, device: `eth${devices}` };
  return { world: { ...joined.world, state }, endpoints: [...container.endpoints, endpoint] };
}

const SHARED =
  'container sharing network namespace with another container or host cannot be connected to any other network';

/** Whether it is on that network already. */
function checkTogether(container: Container, state: EngineState, network: Network): boolean {
  if (container.networkMode !== 'host' && network.driver === 'host') {
    refuse('container cannot be disconnected from host network or connected to host network', 400);
  }
  for (const end of container.endpoints) {
    const other = state.networks.find(({ name }) => name === end.network);
    if (other === undefined) continue;
    if (other.name === network.name) return true;
    if (other.driver === 'host' || network.driver === 'host') refuse(SHARED, 400);
    if (other.name === 'none' || network.name === 'none') {
      refuse('container cannot be connected to multiple networks with one of the networks in private (none) mode', 400);
    }
  }
  return false;
}

/** `docker network disconnect`. */
export function disconnect(
  world: EngineWorld,
  container: Container,
  name: string,
): { readonly world: EngineWorld; readonly endpoints: readonly Endpoint[] } {
  const network = world.state.networks.find(
    (item) => item.name === name || item.id === name || item.id.startsWith(name),
  );
  const known = network?.name ?? name;
  const end = container.endpoints.find((item) => item.network === known);
  if (isRunning(container)) {
    const found = findNetwork(world.state, name);
    if (container.networkMode === 'host' && found.driver === 'host') {
      refuse('container cannot be disconnected from host network or connected to host network', 400);
    }
    if (end === undefined) return refuse(`container ${container.id} is not connected to network ${found.name}`);
  } else if (end === undefined) {
    return refuse(`container ${container.id} is not connected to the network ${known}`);
  }
  const kernel = leave(world, world.kernel, container, end);
  return { world: { ...world, kernel }, endpoints: container.endpoints.filter((item) => item !== end) };
}
