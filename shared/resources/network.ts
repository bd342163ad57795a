import { type DockerNetwork, type DockerPool, type HostState, ownerLabel } from '../host/state.ts';
import type { Network } from '../lab/lab.ts';
import { mayShareParent, type ParentUse } from '../machine/docker/parents.ts';
import { bounds } from '../machine/docker/pools.ts';
import { addressPart, sameIp } from '../net/ip.ts';
import { formatIpv4, overlaps, parseCidr } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { labelOf } from './docker.ts';
import { withDocker } from './edit-state.ts';
import { vlanKey } from './nic.ts';
import type { Argv, Presence, Resource, ResourceKind } from './resource.ts';

const kind = 'network';
export const networkKey = (name: string): string => `${kind}:${name}`;

type Wanted = Pick<Network, 'driver' | 'mode' | 'subnet' | 'gateway' | 'range' | 'reserved'>;

function network(lab: string, host: string, name: string, parent: string, wanted: Wanted | undefined): Resource {
  const remove: Argv = ['docker', 'network', 'rm', name];
  return {
    kind,
    key: networkKey(name),
    subject: name,
    noun: `Docker network ${name}`,
    explain: `Make the Docker network ${name}: ${wanted?.driver} on ${parent}, with the addresses of ${wanted?.subnet}.`,
    requires: [vlanKey(parent)],
    // One parent has one network, and subnets must not overlap: of several that change, all go before the first comes.
    occupies: ['docker-networks'],
    needs: wanted === undefined ? ['docker'] : ['docker', wanted.driver],
    presentIn: (state) =>
      wanted === undefined ? { kind: 'absent' } : presence(state, lab, host, name, parent, wanted),
    saves: () => [],
    create: () => (wanted === undefined ? [] : [create(lab, name, parent, wanted)]),
    update: () => [],
    mark: { kind, name, lab },
    remove: () => [remove],
    removalProblems: (state) => foreignContainers(state, lab, host, name),
    undoFailedCreate: () => [],
    applyTo(state) {
      if (wanted === undefined) return state;
      const found = presence(state, lab, host, name, parent, wanted);
      if (found.kind === 'present' || found.kind === 'clash') return state;
      const made = predicted(lab, name, parent, wanted);
      return withDocker(state, (docker) => ({
        ...docker,
        networks: [...docker.networks.filter((item) => item.name !== name), made],
      }));
    },
  };
}

const modeOption = (driver: Wanted['driver']): string => `${driver}_mode`;
/** What Docker takes when nothing is said; saying nothing then reads as people write it. */
const defaultMode = (driver: Wanted['driver']): string => (driver === 'macvlan' ? 'bridge' : 'l2');

function create(lab: string, name: string, parent: string, wanted: Wanted): Argv {
  const { driver, mode, subnet, gateway, range, reserved } = wanted;
  return [
    ...['docker', 'network', 'create', '-d', driver, '--label', `${ownerLabel}=${lab}`, '--subnet', subnet],
    ...(gateway === undefined ? [] : ['--gateway', gateway]),
    ...(range === undefined ? [] : ['--ip-range', range]),
    ...reserved.flatMap((item) => ['--aux-address', `${item.name}=${item.address}`]),
    ...['-o', `parent=${parent}`],
    ...(mode === defaultMode(driver) ? [] : ['-o', `${modeOption(driver)}=${mode}`]),
    name,
  ];
}

function presence(state: HostState, lab: string, host: string, name: string, parent: string, wanted: Wanted): Presence {
  if (state.docker.kind !== 'ready') return { kind: 'absent' };
  const named = state.docker.networks.filter((item) => item.name === name);
  const ours = named.find(({ labels }) => labelOf(labels, ownerLabel) === lab);
  if (ours !== undefined) {
    const how = difference(ours, parent, wanted);
    return how === undefined ? { kind: 'present', owned: true } : { kind: 'differs', change: 'replace', how };
  }
  const [taken] = named;
  const clash = taken === undefined ? inTheWay(state, lab, host, name, parent, wanted) : nameTaken(host, taken);
  return clash === undefined ? { kind: 'absent' } : { kind: 'clash', problem: clash };
}

function difference(found: DockerNetwork, parent: string, wanted: Wanted): string | undefined {
  const { driver, mode, subnet, gateway, range, reserved } = wanted;
  const [pool] = found.pools;
  const says = (what: string, is: string | undefined, should: string | undefined): string =>
    `its ${what} is ${is ?? 'not set'}, not ${should ?? 'unset'}`;
  if (found.driver !== driver) return says('driver', found.driver, driver);
  const foundParent = labelOf(found.options, 'parent');
  if (foundParent !== parent) return says('parent interface', foundParent, parent);
  const foundMode = labelOf(found.options, modeOption(driver)) ?? defaultMode(driver);
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
function inTheWay(
  state: HostState,
  lab: string,
  host: string,
  name: string,
  parent: string,
  wanted: Wanted,
): Problem | undefined {
  if (state.docker.kind !== 'ready') return undefined;
  const { version } = state.docker;
  const others = state.docker.networks.filter(({ labels }) => labelOf(labels, ownerLabel) !== lab);
  const subnet = parseCidr(wanted.subnet);
  for (const other of others) {
    if (other.pools.some((pool) => subnet && overlapsWith(pool, subnet))) {
      return problem({
        code: 'pool-overlap',
        subject: name,
        message: `The subnet ${wanted.subnet} of ${name} overlaps with that of the Docker network ${other.name} on ${host}.`,
        hint: `Give ${name} another subnet, or remove ${other.name} there.`,
      });
    }
    const shares = labelOf(other.options, 'parent') === parent && isVlanDriver(other.driver);
    const shareable = mayShareParent(version, asShape(other), wanted);
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

const asShape = ({ driver, options }: DockerNetwork): ParentUse => ({
  driver,
  mode: labelOf(options, `${driver}_mode`) ?? '',
});

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

function predicted(lab: string, name: string, parent: string, wanted: Wanted): DockerNetwork {
  const { driver, mode, subnet, gateway, range, reserved } = wanted;
  return {
    id: `predicted-${name}`,
    name,
    driver,
    internal: false,
    labels: { [ownerLabel]: lab },
    options: { parent, ...(mode === defaultMode(driver) ? {} : { [modeOption(driver)]: mode }) },
    pools: [
      {
        subnet,
        gateway,
        range,
        reserved: Object.fromEntries(reserved.map((item) => [item.name, item.address])),
      },
    ],
  };
}

export const networkKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    lab.networks.flatMap((item) =>
      item.parents
        .filter((parent) => parent.host === host.name)
        .map((parent) => network(lab.name, host.name, item.name, parent.interface, item)),
    ),
  owned: (state, lab, host) =>
    state.docker.kind !== 'ready'
      ? []
      : state.docker.networks
          .filter(({ labels }) => labelOf(labels, ownerLabel) === lab)
          .map((item) => network(lab, host, item.name, labelOf(item.options, 'parent') ?? '', undefined)),
};
