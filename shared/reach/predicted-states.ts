/** The host states that a prediction is made from: what is there, or assumed, with the drawing's things in place. */
import { type FreshHostOptions, freshHost } from '../host/fresh-host.ts';
import type { DockerNetwork, Firewall, HostState } from '../host/state.ts';
import type { Host, Lab, Network } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { NO_PARENT, rangeOn } from '../lab/things/network.ts';
import { apply, isRefusal } from '../machine/apply.ts';
import { hashOf } from '../machine/kernel/kernel.ts';
import { perObject } from '../per-object.ts';
import { predictedState } from '../plan/predicted.ts';
import type { States } from './endpoints.ts';

/**
 * @param probed what is really on the hosts: then what is there already counts (a FORWARD that drops, a route of somebody
 * else's). A host without a state is assumed to be as the drawing says and nothing besides.
 */
export const statesWithLab = (lab: Lab, probed?: States): States =>
  new Map(
    lab.hosts.map((host) => {
      const found = host.unmanaged ? undefined : probed?.get(host.name);
      const state = found ? predictedState(lab, host, found) : assumedState(drawingFor(lab, host), host);
      return [host.name, state];
    }),
  );

/**
 * As `statesWithLab` without probed states. A host for which the drawing is what it was has the very state that it had before:
 * an edit seldom touches more than one of many.
 */
export const statesAfterEdit = (lab: Lab, before: States): States =>
  new Map(
    lab.hosts.map((host) => {
      const drawn = drawingFor(lab, host);
      const known = before.get(host.name);
      const same = known !== undefined && JSON.stringify(drawings.get(known)) === JSON.stringify(drawn);
      return [host.name, same ? known : assumedState(drawn, host)];
    }),
  );

/** With those of machines that are not ours, which nobody asks: as they are drawn. */
export function withUnmanaged(lab: Lab, states: States): States {
  const others = lab.hosts.filter(({ name, unmanaged }) => unmanaged && !states.has(name));
  if (others.length === 0) return states;
  return new Map([...states, ...others.map((host) => [host.name, assumedState(drawingFor(lab, host), host)] as const)]);
}

/** What each assumed state was made from. */
const drawings = new WeakMap<HostState, Lab>();

function assumedState(drawn: Lab, host: Host): HostState {
  const made = predictedState(drawn, host, assumedHost(drawn, host));
  const state: HostState = { ...made, firewall: asAssumed(made.firewall) };
  drawings.set(state, drawn);
  return state;
}

/** One for all hosts that have it: alike hosts are told by it. */
const asAssumed = perObject((firewall: Firewall): Firewall => ({ ...firewall, assumed: true }));

/** All of the drawing that can matter on one host. */
const drawingFor = (lab: Lab, host: Host): Lab => ({
  ...lab,
  hosts: lab.hosts.filter((item) => item === host || item.name === lab.registry?.host),
  networks: lab.networks.filter(({ parents }) => parents.some((parent) => parent.host === host.name)),
  expect: [],
  layout: { positions: [] },
  notes: [],
});

/**
 * A machine with the drawing's NICs, and with Docker if something of the drawing needs it there. A router is assumed to have
 * Docker too: then its FORWARD chain drops what no rule lets through, which is how the drawing's `allow` reads; on one
 * without Docker a missing rule may change nothing, as a prediction from its probed state will show.
 */
export function assumedHost(lab: Lab, host: Host, known: FreshHostOptions = {}): HostState {
  const networks = lab.networks.filter(({ parents }) => parents.some((parent) => parent.host === host.name));
  const needsDocker =
    host.containers.length > 0 ||
    host.routing?.forward === true ||
    lab.registry?.host === host.name ||
    networks.length > 0;
  // Of a machine that is not ours only its rules are known, where it has some: then what they do not let through is dropped.
  const filters = typeof host.routing?.allow !== 'string' && host.routing !== undefined;
  const fresh = freshHost(host.name, {
    nics: host.interfaces.flatMap(({ kind, name }) => (kind === 'nic' ? [{ name }] : [])),
    docker: host.unmanaged ? filters : needsDocker,
    images: [...new Set(host.containers.map(({ image }) => image))],
    ...known,
  });
  return withExisting(
    withLeases(fresh, lab, host),
    networks.filter(({ external }) => external),
    host,
  );
}

/** Networks that are there already, as the drawing tells of them. */
function withExisting(state: HostState, networks: readonly Network[], host: Host): HostState {
  if (state.docker.kind !== 'ready') return state;
  return networks.reduce((before, network) => {
    const made = network.driver === 'bridge' && network.subnet !== '' ? withBridge(before, network, host) : undefined;
    return made ?? withNetwork(before, recorded(network, host));
  }, state);
}

/** With the bridge that Docker made for it, its gateway's address and its rules; undefined: no host takes it as it is drawn. */
function withBridge(state: HostState, network: Network, host: Host): HostState | undefined {
  const { name, driver, subnet, gateway, internal } = network;
  const how = { driver, subnet, gateway, internal, range: rangeOn(network, host.name), reserved: reservedOf(network) };
  try {
    const made = apply(state, { do: 'create-network', name, labels: {}, options: {}, ...how });
    if (made.docker.kind !== 'ready') return undefined;
    const all = made.docker.networks.map((item) => (item.name === name ? { ...item, unseen: true as const } : item));
    return { ...made, docker: { ...made.docker, networks: all } };
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function withNetwork(state: HostState, network: DockerNetwork): HostState {
  if (state.docker.kind !== 'ready') return state;
  return { ...state, docker: { ...state.docker, networks: [...state.docker.networks, network] } };
}

const reservedOf = ({ reserved }: Network): Readonly<Record<string, string>> =>
  Object.fromEntries(reserved.map((item) => [item.name, item.address]));

/** Known to Docker alone: its parent may be one that the lab makes. */
function recorded(network: Network, host: Host): DockerNetwork {
  const { name, driver, mode, subnet, gateway, internal = false, parents } = network;
  const parent = parents.find((item) => item.host === host.name)?.interface;
  const range = rangeOn(network, host.name);
  return {
    id: `existing-${name}`,
    name,
    driver,
    internal,
    labels: {},
    options: {
      ...(mode !== undefined && { [`${driver}_mode`]: mode }),
      ...(parent !== undefined && parent !== NO_PARENT && { parent }),
    },
    pools: subnet === '' ? [] : [{ subnet, gateway, range, reserved: reservedOf(network) }],
    unseen: true,
  };
}

/** Where providers have the addresses that they lease, and their router (RFC 6598). */
const PROVIDER = '100.64.0.1';

/** A card on the internet that states no address has one by DHCP, and the default route. */
function withLeases(state: HostState, lab: Lab, host: Host): HostState {
  const cards = host.interfaces.filter(
    (item) => item.kind === 'nic' && item.address === undefined && indexOf(lab).segment(item.segment)?.internet,
  );
  return cards.reduce((before, { name }, at) => {
    const hash = hashOf(`${host.name}:${name}`);
    const address = `100.${64 + (hash & 63)}.${(hash >>> 8) & 255}.${2 + ((hash >>> 16) % 250)}`;
    const leased = apply(before, { do: 'add-address', dev: name, cidr: `${address}/10` });
    const isFirst = at === 0 && !leased.routes.some(({ to }) => to === '0.0.0.0/0');
    return isFirst ? apply(leased, { do: 'add-route', to: '0.0.0.0/0', via: PROVIDER, dev: name }) : leased;
  }, state);
}
