import { type DockerNetwork, type DockerPool, type HostState, ownerLabel } from '../host/state.ts';
import type { Network } from '../lab/lab.ts';
import { firstMode, NO_PARENT, rangeOn } from '../lab/things/network.ts';
import { mayShareParent, modeOf } from '../machine/docker/parents.ts';
import { bounds } from '../machine/docker/pools.ts';
import type { Operation } from '../machine/operation.ts';
import { addressPart, sameIp } from '../net/ip.ts';
import { type Cidr, formatCidr, formatIpv4, overlaps, parseCidr } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { labelOf } from './docker.ts';
import { groundKeys } from './nic.ts';
import { type Presence, type ResourceKind, type Standing, standing, type Wanted } from './resource.ts';

const kind = 'network';
export const networkKey = (name: string): string => `${kind}:${name}`;

type Drawn = Pick<
  Network,
  'name' | 'driver' | 'mode' | 'subnet' | 'gateway' | 'range' | 'reserved' | 'internal' | 'external' | 'mtu'
> & {
  readonly parent: string;
};

const made = (lab: string, host: string, name: string, parent: string): Standing =>
  standing({
    kind,
    key: networkKey(name),
    subject: name,
    noun: `Docker network ${name}`,
    requires: groundKeys(parent),
    // One parent has one network, and subnets must not overlap: of several that change, all go before the first comes.
    occupies: ['docker-networks'],
    needs: ['docker'],
    mark: { kind, name, lab },
    remove: () => [{ do: 'remove-network', name }],
    removalProblems: (state) => foreignContainers(state, lab, host, name),
  });

function network(lab: string, host: string, drawn: Drawn): Wanted {
  const { name, driver, subnet, parent } = drawn;
  return {
    ...made(lab, host, name, parent),
    explain: `Make the Docker network ${name}: ${parent === NO_PARENT ? driver : `${driver} on ${parent}`}${drawn.internal ? ' without a way out' : ''}, with the addresses of ${subnet}.`,
    needs: driver === 'bridge' ? ['docker'] : ['docker', driver],
    presentIn: (state) => presence(state, lab, host, drawn),
    create: () => (drawn.external ? [] : [create(lab, drawn)]),
  };
}

const modeOption = (driver: Drawn['driver']): string => `${driver}_mode`;

const MTU = 'com.docker.network.driver.mtu';

function create(lab: string, drawn: Drawn): Operation {
  const { name, driver, mode, subnet, gateway, range, reserved, parent, internal, mtu } = drawn;
  // Saying nothing reads as people write it.
  const ofMode = mode === undefined || mode === firstMode(driver) ? {} : { [modeOption(driver)]: mode };
  return {
    do: 'create-network',
    name,
    driver,
    internal,
    labels: { [ownerLabel]: lab },
    subnet,
    gateway,
    range,
    reserved: Object.fromEntries(reserved.map((item) => [item.name, item.address])),
    options: driver === 'bridge' ? (mtu === undefined ? {} : { [MTU]: String(mtu) }) : { parent, ...ofMode },
  };
}

function presence(state: HostState, lab: string, host: string, wanted: Drawn): Presence {
  const { name } = wanted;
  if (state.docker.kind !== 'ready') return { kind: 'absent' };
  const named = state.docker.networks.filter((item) => item.name === name);
  if (wanted.external) return externalPresence(named[0], host, wanted);
  const ours = named.find(({ labels }) => labelOf(labels, ownerLabel) === lab);
  if (ours !== undefined) {
    const how = difference(ours, wanted);
    return how === undefined ? { kind: 'present', owned: true } : { kind: 'differs', change: 'replace', how };
  }
  const [taken] = named;
  const clash = taken === undefined ? inTheWay(state, lab, host, wanted) : nameTaken(host, taken);
  return clash === undefined ? { kind: 'absent' } : { kind: 'clash', problem: clash };
}

/** It is to be there already, as far as the drawing says what it is. */
function externalPresence(found: DockerNetwork | undefined, host: string, wanted: Drawn): Presence {
  const { name, driver, parent, subnet } = wanted;
  const [pool] = found?.pools ?? [];
  const is =
    found &&
    [
      found.driver === driver ? undefined : `its driver is ${found.driver}, not ${driver}`,
      parent === NO_PARENT || labelOf(found.options, 'parent') === parent
        ? undefined
        : `its parent interface is ${labelOf(found.options, 'parent') ?? 'not set'}, not ${parent}`,
      subnet === '' || pool?.subnet === subnet
        ? undefined
        : `its subnet is ${pool?.subnet ?? 'not set'}, not ${subnet}`,
    ].find((how) => how !== undefined);
  if (found !== undefined && is === undefined) return { kind: 'present', owned: false };
  return {
    kind: 'clash',
    problem: problem({
      code: found === undefined ? 'external-network-missing' : 'external-network-differs',
      subject: name,
      message:
        found === undefined
          ? `${host} has no Docker network ${name}, which is external: it has to be there already.`
          : `The Docker network ${name} of ${host} is not as drawn: ${is}.`,
      hint:
        found === undefined
          ? 'Make it there, or take external: true away: then Trunkline makes and removes it.'
          : 'Draw it as it is, or leave out what is not known.',
    }),
  };
}

function difference(found: DockerNetwork, wanted: Drawn): string | undefined {
  const { parent, driver, mode, subnet, gateway, range, reserved } = wanted;
  const [pool] = found.pools;
  const says = (what: string, is: string | undefined, should: string | undefined): string =>
    `its ${what} is ${is ?? 'not set'}, not ${should ?? 'unset'}`;
  if (found.driver !== driver) return says('driver', found.driver, driver);
  const foundParent = labelOf(found.options, 'parent');
  if ((foundParent ?? NO_PARENT) !== parent) return says('parent interface', foundParent, parent);
  if (found.internal !== (wanted.internal ?? false)) return `it is ${found.internal ? 'internal' : 'not internal'}`;
  if (driver === 'bridge' && labelOf(found.options, MTU) !== wanted.mtu?.toString())
    return says('MTU', labelOf(found.options, MTU), wanted.mtu?.toString());
  const foundMode = labelOf(found.options, modeOption(driver)) ?? firstMode(driver);
  if (foundMode !== mode) return says('mode', foundMode, mode);
  if (pool === undefined || found.pools.length !== 1) return says('subnet', undefined, subnet);
  if (pool.subnet !== subnet) return says('subnet', pool.subnet, subnet);
  if (!gatewayFits(pool, gateway)) return says('gateway', pool.gateway, gateway);
  if (pool.range !== range) return says('range', pool.range, range);
  const list = (items: readonly (readonly [string, string])[]): string =>
    items
      .map(([key, value]) => `${key} ${value}`)
      .sort()
      .join(', ');
  const is = list(Object.entries(pool.reserved));
  const should = list(reserved.map((item) => [item.name, item.address]));
  return is === should ? undefined : says('list of reserved addresses', is || undefined, should || undefined);
}

/** Without a gateway in the drawing Docker may have taken the first address (`silent-gateway`). */
function gatewayFits({ subnet, range, gateway }: DockerPool, wanted: string | undefined): boolean {
  if (wanted !== undefined) return gateway !== undefined && sameIp(addressPart(gateway), wanted);
  const first = bounds({ subnet, range })?.[0];
  return gateway === undefined || (first !== undefined && gateway === formatIpv4(first));
}

function nameTaken(host: string, { name, labels }: DockerNetwork): Problem {
  const other = labelOf(labels, ownerLabel);
  return problem({
    code: other === undefined ? 'network-taken' : 'network-of-other-lab',
    subject: name,
    message:
      other === undefined
        ? `${host} has a Docker network ${name} already, which Trunkline did not make.`
        : `The Docker network ${name} of ${host} belongs to the lab ${other}.`,
    hint:
      other === undefined
        ? `Give the network in the drawing another name, or remove the one there with "docker network rm ${name}".`
        : 'Give the network in this lab another name, or destroy the other lab first.',
  });
}

/** What Docker would refuse, said before anything is changed (`macvlan-parent-each`, `ipvlan-parent-each`, `pools-apart`). */
function inTheWay(state: HostState, lab: string, host: string, wanted: Drawn): Problem | undefined {
  const { name, parent } = wanted;
  if (state.docker.kind !== 'ready') return undefined;
  const { version } = state.docker;
  const others = state.docker.networks.filter(({ labels }) => labelOf(labels, ownerLabel) !== lab);
  const subnet = parseCidr(wanted.subnet);
  const cutOff = wanted.driver === 'bridge' && subnet ? onOurWire(state, host, wanted.name, subnet) : undefined;
  if (cutOff !== undefined) return cutOff;
  for (const other of others) {
    if (other.pools.some((pool) => subnet && overlapsWith(pool, subnet))) {
      return problem({
        code: 'pool-overlap',
        subject: name,
        message: `The subnet ${wanted.subnet} of ${name} overlaps with that of ${theirs(other)} on ${host}.`,
        hint: `Give ${name} another subnet, or remove ${other.name} there.`,
      });
    }
    const shares = labelOf(other.options, 'parent') === parent && isVlanDriver(other.driver);
    const shareable = mayShareParent(version, { driver: other.driver, mode: modeOf(other) }, wanted);
    if (shares && !shareable) {
      return problem({
        code: 'parent-taken',
        subject: name,
        message: `${parent} of ${host} is the parent of another Docker network already: ${other.name}.`,
        hint: `Put ${name} on another interface, or remove ${other.name} there.`,
      });
    }
  }
  return undefined;
}

/** What to do with a bridge network of Docker's own that has the addresses of a wire. */
export const awayFromWire = (name: string): string =>
  `Give ${name} a subnet that nothing else has, or make it macvlan, whose containers are on the wire.`;

/** The same as the rule `bridge-on-wire`, where the wire that we come by is not drawn. */
function onOurWire(
  { facts: { sshAddress }, links }: HostState,
  host: string,
  name: string,
  subnet: Cidr,
): Problem | undefined {
  for (const link of links) {
    const own = link.addresses.find(({ address }) => address === sshAddress);
    const wire = own && parseCidr(`${own.address}/${own.prefix}`);
    if (wire === undefined || !overlaps(wire, subnet)) continue;
    return problem({
      code: 'own-connection',
      subject: name,
      message: `Our SSH connection to ${host} comes in on ${sshAddress} of ${link.name}, and a bridge with ${formatCidr(subnet)} there would take its neighbours: ${host} would be cut off.`,
      hint: awayFromWire(name),
    });
  }
  return undefined;
}

const theirs = ({ name, pools }: DockerNetwork): string =>
  name === 'bridge' ? `Docker’s own bridge docker0 (${pools[0]?.subnet})` : `the Docker network ${name}`;

const isVlanDriver = (driver: string): boolean => driver === 'macvlan' || driver === 'ipvlan';

function overlapsWith(pool: DockerPool, subnet: NonNullable<ReturnType<typeof parseCidr>>): boolean {
  const other = parseCidr(pool.subnet);
  return other !== undefined && overlaps(other, subnet);
}

/** Docker removes a network under stopped containers without a word, and they never start again. */
function foreignContainers(state: HostState, lab: string, host: string, name: string): readonly Problem[] {
  if (state.docker.kind !== 'ready') return [];
  return state.docker.containers
    .filter((item) => labelOf(item.labels, ownerLabel) !== lab && item.endpoints.some((end) => end.network === name))
    .map((item) =>
      problem({
        code: 'network-in-use',
        subject: name,
        message: `The container ${item.name} of ${host} is on ${name}, and is not part of this lab.`,
        hint: `Disconnect it first, with "docker network disconnect ${name} ${item.name}", or remove it.`,
      }),
    );
}

export const networkKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    lab.networks.flatMap((item) =>
      item.parents
        .filter((parent) => parent.host === host.name)
        .map((parent) =>
          network(lab.name, host.name, { ...item, range: rangeOn(item, host.name), parent: parent.interface }),
        ),
    ),
  owned: (state, lab, host) =>
    state.docker.kind !== 'ready'
      ? []
      : state.docker.networks
          .filter(({ labels }) => labelOf(labels, ownerLabel) === lab)
          .map((item) => made(lab, host, item.name, labelOf(item.options, 'parent') ?? '')),
};
