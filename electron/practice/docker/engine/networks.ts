/** Making and removing networks. */

import { placeBridge, unplaceBridge } from '../../../../shared/machine/docker/bridges.ts';
import { networkProblemsListed, sentencesOf28 } from '../../../../shared/machine/docker/facts.ts';
import { type AskedPool, automaticPool, takePool } from '../../../../shared/machine/docker/ipam.ts';
import { checkNewNetwork, parentOf } from '../../../../shared/machine/docker/parents.ts';
import { refuse } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import { parseCidr } from '../../../../shared/net/ipv4.ts';
import { findNetwork } from './find.ts';
import { addDummy, addVlan, hasLink, removeLink } from './host-links.ts';
import { nextId, shortId } from './ids.ts';
import type { EngineState, Network, UnusedPool } from './state.ts';
import type { EngineWorld } from './world.ts';

export interface AskedNetwork {
  readonly name: string;
  readonly driver: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly ipamOptions: Readonly<Record<string, string>>;
  readonly pools: readonly AskedPool[];
  readonly unused6?: readonly UnusedPool[];
}

export const isPredefined = (name: string): boolean => ['bridge', 'host', 'none', 'default'].includes(name);

export const isUserDefined = (mode: string): boolean => !isPredefined(mode) && !mode.startsWith('container:');

export function createNetwork(
  world: EngineWorld,
  asked: AskedNetwork,
): { readonly world: EngineWorld; readonly id: string } {
  const { name, driver } = asked;
  if (isPredefined(name)) refuse(`operation is not permitted on predefined ${name} network`, 403);
  const listed = holds(networkProblemsListed, world.version);
  if (listed) checkSubnets(world.version, asked.pools);
  if (world.state.networks.some((network) => network.name === name)) {
    refuse(`network with name ${name} already exists`, 409);
  }
  if (!listed) checkSubnets(world.version, asked.pools);
  if (name.trim() === '') refuse(`invalid name: ${name}`, 400);
  checkDriver(driver);
  const { id, state } = nextId(world.state, world.seed);
  const pools: Network['pools'][number][] = [];
  const wanted =
    asked.pools.length > 0
      ? asked.pools
      : [
          automaticPool(
            state.networks.flatMap((network) => network.pools),
            world.kernel.routes.map(({ to }) => to),
          ),
        ];
  for (const pool of wanted) {
    const taken = [...state.networks.flatMap((network) => network.pools), ...pools];
    pools.push(takePool(world.version, asked, taken, pool));
  }
  if (driver === 'bridge' && pools.length > 1) refuse("bridge driver doesn't support multiple subnets");
  const network: Network = {
    ...asked,
    id,
    created: world.now,
    pools,
    chosen: asked.pools.length > 0,
    madeParent: false,
    lost: false,
  };
  const made = place({ ...world, state }, network);
  return { id, world: { ...made.world, state: { ...state, networks: [...state.networks, made.network] } } };
}

function checkSubnets(version: string, pools: readonly AskedPool[]): void {
  for (const { subnet } of pools) if (parseCidr(subnet) === undefined) refuse(invalidSubnet(version, subnet));
}

/** Of all that is wrong with a network, from 25 on, in a list. */
const invalidSubnet = (version: string, subnet: string): string =>
  holds(networkProblemsListed, version)
    ? `invalid network config:\ninvalid subnet ${subnet}: invalid CIDR block notation`
    : `Invalid subnet ${subnet} : invalid CIDR address: ${subnet}`;

function checkDriver(driver: string): void {
  if (['bridge', 'macvlan', 'ipvlan'].includes(driver)) return;
  if (driver === 'host' || driver === 'null') refuse(`only one instance of "${driver}" network is allowed`, 403);
  if (driver === 'overlay') {
    refuse(
      'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.',
    );
  }
  refuse(`plugin "${driver}" not found`, 404);
}

/** What the driver does on the host. */
function place(world: EngineWorld, network: Network): { readonly world: EngineWorld; readonly network: Network } {
  const { driver } = network;
  if (driver === 'bridge')
    return { network, world: { ...world, kernel: placeBridge(world.kernel, world.version, network) } };
  checkNewNetwork(world.version, world.state.networks, network);
  const parent = parentOf(network);
  if (hasLink(world.kernel, parent)) return { network, world };
  const kernel = makeParent(world, network, parent);
  return { network: { ...network, madeParent: true }, world: { ...world, kernel } };
}

/** Docker makes a parent that is not there only where its name says of which link and tag: `ens33.10`. */
export function makeParent(
  { kernel }: Pick<EngineWorld, 'kernel'>,
  network: Network,
  parent: string,
): EngineWorld['kernel'] {
  if ((network.options.parent ?? '') === '') return addDummy(kernel, parent);
  const parts = parent.split('.');
  if (parts.length === 1) refuse(`invalid subinterface vlan name ${parent}, example formatting is eth0.10`);
  const [below = '', tag = ''] = parts;
  if (parts.length !== 2) {
    refuse(`required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10, instead received ${parent}`);
  }
  if (!/^[+-]?\d+$/.test(tag)) refuse(`unable to parse a valid vlan id from: ${tag} (ex. eth0.10 for vlan 10)`);
  if (!hasLink(kernel, below)) refuse(`-o parent interface does was not found on the host: ${below}`);
  const vlan = Number(tag);
  if (vlan > 4094 || vlan < 1) refuse(`vlan id must be between 1-4094, received: ${vlan}`);
  return addVlan(kernel, below, vlan, parent);
}

function inUse({ state, version }: EngineWorld, { id, name }: Network): string {
  if (!holds(sentencesOf28, version)) return `network ${name} id ${id} has active endpoints`;
  const told = state.containers.flatMap((user) =>
    user.endpoints
      .filter((end) => end.networkId === id && end.id !== '')
      .map((end) => `name:"${user.name}" id:"${shortId(end.id)}"`),
  );
  return `network ${name} has active endpoints (${told.join(', ')})`;
}

export function removeNetwork(world: EngineWorld, name: string): EngineWorld {
  const network = findNetwork(world.state, name);
  if (isPredefined(network.name)) refuse(`${network.name} is a pre-defined network and cannot be removed`, 403);
  if (isUsed(world.state, network)) {
    refuse(`error while removing network: ${inUse(world, network)}`, 403);
  }
  const networks = world.state.networks.filter((item) => item !== network);
  return { ...world, kernel: unplace(world, network), state: { ...world.state, networks } };
}

/** Of a container that runs. Those that are stopped do not hold their networks. */
export const isUsed = ({ containers }: EngineState, { id }: Network): boolean =>
  containers.some(({ endpoints }) => endpoints.some((end) => end.networkId === id && end.id !== ''));

function unplace({ kernel, version }: EngineWorld, network: Network): EngineWorld['kernel'] {
  if (network.driver === 'bridge') return unplaceBridge(kernel, version, network);
  return network.madeParent ? removeLink(kernel, parentOf(network)) : kernel;
}
