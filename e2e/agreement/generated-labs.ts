/**
 * Labs that nobody thought of, for the real lab's three hosts: everything that a lab file can say and those hosts can make,
 * thrown together, small, and the same again from the same seed. Whether anything in them can ping is left to chance.
 */
import fc from 'fast-check';
import { readLab } from '../../shared/lab/read.ts';
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { refusals } from '../../shared/rules/validate.ts';
import { LAB_HOSTS, labHosts } from '../lab/lab.ts';
import { type DrawnHost, drawn, type Network } from './drawing.ts';
import type { AgreementLab } from './labs.ts';

export const MOST_CONTAINERS = 6;
const dockerHosts = ['docker01', 'docker02'] as const;
type DockerHost = (typeof dockerHosts)[number];

/** What a network stands on, with the block that its own subnet is in. */
const places = {
  /** The NIC itself, in a subnet of its own. */
  untagged: { parent: 'ens33', block: '172.16.1', tag: undefined },
  /** The NIC itself, in the subnet that the hosts are in. */
  hosts: { parent: 'ens33', block: '192.168.1', tag: undefined },
  vlan10: { parent: 'ens33.10', block: '172.16.10', tag: 10 },
  vlan20: { parent: 'ens33.20', block: '172.16.20', tag: 20 },
  /** A tag within the tag 10. */
  stacked: { parent: 'ens33.10.30', block: '172.16.30', tag: 10 },
} as const;
type Spot = keyof typeof places;

/** Last octets. Containers begin at 30: in the hosts' own subnet lower ones are taken. */
const GATEWAY = { router: 1, docker02: 2, nobody: 254 } as const;
const HOST = { docker01: 201, docker02: 202, router: 203 } as const;
const SHIM = 210;
const FIRST_CONTAINER = 30;

type Made<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const networkSeed = fc.record({
  place: fc.constantFrom<Spot>('vlan10', 'vlan10', 'vlan20', 'vlan20', 'untagged', 'hosts', 'stacked'),
  kind: fc.constantFrom('bridge', 'bridge', 'bridge', 'private', 'vepa', 'passthru', 'l2', 'l2', 'l3', 'l3'),
  gateway: fc.constantFrom('router', 'router', 'router', 'router', 'docker02', 'nobody', 'none'),
  on: fc.constantFrom<readonly DockerHost[]>(dockerHosts, dockerHosts, ['docker01'], ['docker02']),
  /** The subnet of the network before, if that is on the other host. */
  twin: fc.boolean(),
  reserved: fc.boolean(),
  own: fc.record({
    docker01: fc.constantFrom('none', 'none', 'inside', 'elsewhere'),
    docker02: fc.constantFrom('none', 'none', 'inside', 'elsewhere'),
    router: fc.constantFrom('gateway', 'gateway', 'gateway', 'gateway', 'inside', 'elsewhere', 'missing'),
  }),
});
type NetworkSeed = Made<typeof networkSeed>;

const routingSeed = fc.record({
  forward: fc.constantFrom(true, true, true, false),
  allow: fc.constantFrom('all', 'all', 'none', 'one-way', 'both-ways'),
  /** Which network's subnet, and by which host. */
  route: fc.option(fc.record({ to: fc.nat(2), via: fc.constantFrom(...labHosts) }), { nil: undefined }),
  masquerade: fc.option(fc.record({ source: fc.nat(2), out: fc.nat(3) }), { nil: undefined, freq: 2 }),
});
type RoutingSeed = Made<typeof routingSeed>;

const containerSeed = fc.record({
  host: fc.constantFrom(...dockerHosts),
  networks: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
  given: fc.constantFrom('address', 'address', 'address', 'address and mac', 'nothing'),
});
type ContainerSeed = Made<typeof containerSeed>;

const labSeed = fc.record({
  networks: fc.uniqueArray(networkSeed, { selector: ({ place }) => places[place].parent, minLength: 2, maxLength: 3 }),
  containers: fc.array(containerSeed, { minLength: 4, maxLength: MOST_CONTAINERS }),
  routing: fc.record({
    docker01: fc.option(routingSeed, { nil: undefined, freq: 2 }),
    docker02: fc.option(routingSeed, { nil: undefined, freq: 2 }),
    router: fc.option(routingSeed, { nil: undefined, freq: 7 }),
  }),
  shim: fc.boolean(),
  promiscuous: fc.constantFrom(true, true, false),
  trunk: fc.constantFrom<number[] | undefined>(undefined, undefined, undefined, [10], [20], [10, 20]),
});
type LabSeed = Made<typeof labSeed>;

/** A network of the drawing and what the hosts need to know of it. */
interface Drawing extends NetworkSeed {
  readonly name: string;
  readonly parent: string;
  readonly tag: number | undefined;
  readonly block: string;
  readonly subnet: string;
}

function drawingsOf(networks: readonly NetworkSeed[]): readonly Drawing[] {
  return networks.map((item, index) => {
    const { parent, tag, block: own } = places[item.place];
    const before = networks[index - 1];
    const apart = before !== undefined && !before.on.some((host) => item.on.includes(host));
    const block = item.twin && apart ? places[before.place].block : own;
    return { ...item, name: `net${index}`, parent, tag, block, subnet: `${block}.0/24` };
  });
}

const isHostsOwn = ({ block }: Drawing): boolean => block === places.hosts.block;

function gatewayOf(network: Drawing): string | undefined {
  const { gateway, block } = network;
  if (gateway === 'none') return undefined;
  if (isHostsOwn(network) && gateway !== 'nobody') return LAB_HOSTS[gateway];
  return `${block}.${isHostsOwn(network) ? 250 : GATEWAY[gateway]}`;
}

/** Docker picks addresses where no other Docker can pick the same. */
const isAutomatic = (network: Drawing): boolean => network.on.length === 1;

function networkOf(network: Drawing): Network {
  const { kind, subnet, block, reserved, on, parent } = network;
  const gateway = gatewayOf(network);
  const mode = kind === 'l2' || kind === 'l3' ? kind : undefined;
  return {
    ...(mode === undefined ? { driver: 'macvlan', mode: kind } : { driver: 'ipvlan', mode }),
    subnet,
    ...(gateway === undefined ? {} : { gateway }),
    ...(isAutomatic(network) ? { range: `${block}.64/26` } : {}),
    ...(reserved ? { reserved: { printer: `${block}.9` } } : {}),
    parents: Object.fromEntries(on.map((host) => [host, parent])),
  };
}

/** The address of a host's sub-interface; the NIC has the one that we log in to. */
function ownAddress(network: Drawing, host: keyof typeof HOST): string | undefined {
  const { own, block, gateway, tag } = network;
  if (tag === undefined || isHostsOwn(network)) return undefined;
  const place = gateway === 'docker02' && host === 'docker02' ? 'gateway' : own[host];
  switch (place) {
    case 'gateway':
      return `${block}.${host === 'docker02' ? GATEWAY.docker02 : GATEWAY.router}/24`;
    case 'inside':
      return `${block}.${HOST[host]}/24`;
    case 'elsewhere':
      return `10.${block.split('.')[2]}.0.${HOST[host]}/24`;
    case 'none':
    case 'missing':
      return undefined;
  }
}

type Interfaces = NonNullable<DrawnHost['interfaces']>;

function interfacesOf(networks: readonly Drawing[], host: keyof typeof HOST): Interfaces {
  const here = networks.filter(
    ({ tag, on, own }) =>
      tag !== undefined && (host === 'router' ? own.router !== 'missing' : on.some((other) => other === host)),
  );
  return Object.fromEntries(
    here.flatMap((network): readonly (readonly [string, Interfaces[string]])[] => {
      const { parent, place, tag = 0 } = network;
      const address = ownAddress(network, host);
      const rest = address === undefined ? {} : { address };
      if (place !== 'stacked') return [[parent, { parent: 'ens33', vlan: tag, ...rest }]];
      const outer = here.some((other) => other.place === 'vlan10')
        ? []
        : [['ens33.10', { parent: 'ens33', vlan: 10 }] as const];
      return [...outer, [parent, { parent: 'ens33.10', vlan: 30, ...rest }]];
    }),
  );
}

type Containers = NonNullable<DrawnHost['containers']>;

function containersOf(seeds: readonly ContainerSeed[], networks: readonly Drawing[], host: DockerHost): Containers {
  const alone = new Set<Drawing>();
  const drawn: [string, Containers[string]][] = [];
  for (const [index, { host: at, networks: picks, given }] of seeds.entries()) {
    const on = picks
      .flatMap((pick) => networks[pick % networks.length] ?? [])
      .filter((network, position, all) => all.indexOf(network) === position)
      .filter((network) => network.on.includes(host) && !alone.has(network));
    if (at !== host || on.length === 0) continue;
    for (const network of on) if (network.kind === 'passthru') alone.add(network);
    const places = on.map((network, position) => [network.name, attachment(network, given, index, position)]);
    drawn.push([`c${index}`, { image: 'busybox', command: 'sh', networks: Object.fromEntries(places) }]);
  }
  return Object.fromEntries(drawn);
}

function attachment(network: Drawing, given: ContainerSeed['given'], index: number, position: number) {
  const address = `${network.block}.${FIRST_CONTAINER + index}`;
  // Docker before 25 gives a MAC address on the first network only, and an ipvlan child has its parent's.
  const own = given === 'address and mac' && position === 0 && network.kind.length > 2;
  if (given === 'nothing' && isAutomatic(network)) return null;
  return own ? { address, mac: `02:00:00:00:00:${10 + index}` } : address;
}

/** A shim where a host without an address of its own stands on a macvlan network. */
function shimOn(networks: readonly Drawing[]): Interfaces {
  const fitting = networks.find(
    (network) =>
      network.on.includes('docker01') &&
      network.kind.length > 2 &&
      network.kind !== 'passthru' &&
      !isHostsOwn(network) &&
      !ownAddress(network, 'docker01')?.startsWith(`${network.block}.`),
  );
  if (fitting === undefined) return {};
  const { parent, block, subnet } = fitting;
  return { shim: { parent, shim: 'bridge', address: `${block}.${SHIM}/32`, reaches: [subnet] } };
}

function routingOf(
  seed: RoutingSeed | undefined,
  networks: readonly Drawing[],
  interfaces: Interfaces,
  host: keyof typeof HOST,
): Pick<DrawnHost, 'routing'> {
  if (seed === undefined) return {};
  const { forward, allow, route, masquerade } = seed;
  const [first, second = first] = networks;
  const rules = [
    { from: first?.subnet ?? '', to: second?.subnet ?? '' },
    { from: second?.subnet ?? '', to: first?.subnet ?? '' },
  ];
  const to = route && networks[route.to % networks.length];
  // The kernel holds one route to a subnet: not another beside its own interface's.
  const free = to && !isHostsOwn(to) && !JSON.stringify(interfaces).includes(`"${to.block}.`);
  const outs = ['ens33', ...Object.entries(interfaces).flatMap(([name, { address }]) => (address ? [name] : []))];
  const source = masquerade && networks[masquerade.source % networks.length]?.subnet;
  return {
    routing: {
      forward,
      allow: allow === 'one-way' ? rules.slice(0, 1) : allow === 'both-ways' ? rules : allow,
      ...(free && route.via !== host ? { routes: [{ to: to.subnet, via: LAB_HOSTS[route.via] }] } : {}),
      ...(source ? { masquerade: [{ source, out: outs[masquerade.out % outs.length] ?? 'ens33' }] } : {}),
    },
  };
}

function fileOf(name: string, seed: LabSeed): LabFile {
  const networks = drawingsOf(
    seed.networks.filter(({ place, kind }) => place.startsWith('vlan') || kind !== 'passthru'),
  );
  const hosts = labHosts.map((host) => {
    const own = interfacesOf(networks, host);
    const docker = dockerHosts.find((name) => name === host);
    const interfaces = host === 'docker01' && seed.shim ? { ...own, ...shimOn(networks) } : own;
    const nic = {
      segment: 'lan',
      address: `${LAB_HOSTS[host]}/24`,
      promiscuous: seed.promiscuous && docker !== undefined,
    };
    const routing = routingOf(seed.routing[host], networks, interfaces, host);
    const containers = docker ? { containers: containersOf(seed.containers, networks, docker) } : {};
    return [host, { interfaces: { ens33: nic, ...interfaces }, ...containers, ...routing }] as const;
  });
  return drawn(
    name,
    Object.fromEntries(hosts),
    Object.fromEntries(networks.map((network) => [network.name, networkOf(network)])),
    seed.trunk,
  );
}

/** Nothing in it is refused, and there is something to ping. */
function isWorthwhile(file: LabFile): boolean {
  const read = readLab(JSON.stringify(file));
  const containers = Object.values(file.hosts ?? {}).flatMap((host) => Object.keys(host?.containers ?? {}));
  return read.ok && refusals(read.value).length === 0 && containers.length >= 2;
}

/** @param seed any integer: the same seed, the same lab */
export function generatedLab(seed: number): AgreementLab {
  const labs = labSeed
    .map(({ trunk, ...rest }) => ({ trunk, file: fileOf(`generated-${seed}`, { trunk, ...rest }) }))
    .filter(({ file }) => isWorthwhile(file));
  const [lab] = fc.sample(labs, { seed, numRuns: 1 });
  if (lab === undefined) throw new Error(`no lab from the seed ${seed}`);
  const { file, trunk } = lab;
  return { title: `generated from the seed ${seed}`, file, shows: [], ...(trunk ? { trunk } : {}) };
}

/** What every run deploys: of the first few hundred, those that show the most between them. */
export const variedSeeds: readonly number[] = [24, 291, 196, 115];

/** Those, and as many more as are asked for. */
export function generatedLabs(more: number): readonly AgreementLab[] {
  const others = Array.from({ length: more + variedSeeds.length }, (_, seed) => seed);
  const chosen = others.filter((seed) => !variedSeeds.includes(seed)).slice(0, more);
  return [...variedSeeds, ...chosen].map(generatedLab);
}
