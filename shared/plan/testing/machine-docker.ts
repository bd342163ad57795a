import type { DockerContainer, DockerEndpoint, DockerNetwork, HostState } from '../../host/state.ts';
import { endpointMac } from '../../machine/docker/endpoints.ts';
import { gatewayOf, lowestFree } from '../../machine/docker/pools.ts';
import { formatIpv4, overlaps, parseCidr, parseIpv4 } from '../../net/ipv4.ts';
import type { ReadyDocker } from '../../resources/docker.ts';
import type { Argv } from '../../resources/resource.ts';
import { refuse } from './machine.ts';

export function docker(state: HostState, argv: Argv): HostState {
  const before = state.docker;
  if (before.kind !== 'ready') return refuse('Cannot connect to the Docker daemon');
  const change = (after: ReadyDocker): HostState => ({ ...state, docker: after });
  const [verb, ...rest] = argv;
  switch (verb) {
    case 'network':
      return change(network(before, state, rest));
    case 'run':
      return change(start(create(before, rest), nameIn(rest), state));
    case 'create':
      return change(create(before, rest));
    case 'start':
    case 'restart':
      return change(start(before, rest.at(-1) ?? '', state));
    case 'unpause':
      return change(edit(before, rest[0] ?? '', (item) => ({ ...item, status: 'running' })));
    case 'pull':
      return change({ ...before, images: [...before.images, { id: `id-${rest[0]}`, tags: [tagged(rest[0] ?? '')] }] });
    case 'image':
      return change({ ...before, images: before.images.filter(({ tags }) => !tags.includes(tagged(rest[1] ?? ''))) });
    case 'rm': {
      const name = rest.at(-1);
      if (!before.containers.some((item) => item.name === name)) return refuse(`Error: No such container: ${name}`);
      return change({ ...before, containers: before.containers.filter((item) => item.name !== name) });
    }
    default:
      return refuse(`docker ${argv.join(' ')}`);
  }
}

const tagged = (name: string): string => (name.includes(':') ? name : `${name}:latest`);

/** Options with values, and the words after them. */
function parse(words: Argv, flags: readonly string[]): { options: [string, string][]; words: string[] } {
  const options: [string, string][] = [];
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (flags.includes(word)) continue;
    if (!word.startsWith('-')) break;
    at += 1;
    options.push([word, words[at] ?? '']);
  }
  return { options, words: words.slice(at) };
}

const nameIn = (words: Argv): string => words[words.indexOf('--name') + 1] ?? '';

const pairs = (options: readonly [string, string][], flag: string): Record<string, string> =>
  Object.fromEntries(
    options
      .filter(([name]) => name === flag)
      .map(([, value]) => [value.split('=')[0], value.split('=').slice(1).join('=')]),
  );

function network(before: ReadyDocker, state: HostState, [verb, ...rest]: Argv): ReadyDocker {
  if (verb === 'rm') {
    const [name] = rest;
    const found = before.networks.find((item) => item.name === name) ?? refuse(`Error: No such network: ${name}`);
    if (before.containers.some((item) => item.endpoints.some((end) => end.network === name))) {
      return refuse(`error while removing network: network ${name} has active endpoints`);
    }
    return { ...before, networks: before.networks.filter((item) => item !== found) };
  }
  if (verb === 'connect') {
    const { options, words } = parse(rest, []);
    const [to = '', name = ''] = words;
    const address = options.find(([flag]) => flag === '--ip')?.[1];
    return edit(before, name, (item) => ({
      ...item,
      endpoints: [...item.endpoints, endpoint(before, to, address, undefined)],
    }));
  }
  if (verb !== 'create') return refuse(`docker network ${verb}`);
  const { options, words } = parse(rest, []);
  const value = (flag: string): string | undefined => options.find(([name]) => name === flag)?.[1];
  const made: DockerNetwork = {
    id: `id-${words[0]}`,
    name: words[0] ?? '',
    driver: value('-d') ?? 'bridge',
    internal: false,
    labels: pairs(options, '--label'),
    options: pairs(options, '-o'),
    pools: [
      {
        subnet: value('--subnet') ?? '',
        gateway: value('--gateway'),
        range: value('--ip-range'),
        reserved: pairs(options, '--aux-address'),
      },
    ],
  };
  return admit(before, state, made);
}

function admit(before: ReadyDocker, state: HostState, made: DockerNetwork): ReadyDocker {
  const parent = made.options.parent ?? '';
  const subnet = parseCidr(made.pools[0]?.subnet ?? '') ?? refuse('invalid CIDR address');
  if (before.networks.some(({ name }) => name === made.name))
    return refuse(`network with name ${made.name} already exists`);
  if (!state.links.some(({ name }) => name === parent)) return refuse(`invalid subinterface vlan name ${parent}`);
  for (const other of before.networks) {
    if (other.options.parent === parent)
      return refuse(`network ${other.name} is already using parent interface ${parent}`);
    const cidr = parseCidr(other.pools[0]?.subnet ?? '');
    if (cidr && overlaps(cidr, subnet)) return refuse('Pool overlaps with other one on this address space');
  }
  return { ...before, networks: [...before.networks, made] };
}

function create(before: ReadyDocker, args: Argv): ReadyDocker {
  const { options, words } = parse(args, ['-dit', '-it']);
  const name = nameIn(args);
  if (before.containers.some((item) => item.name === name))
    return refuse(`The container name "/${name}" is already in use`);
  const [image = '', ...command] = words;
  const value = (flag: string): string | undefined => options.find(([key]) => key === flag)?.[1];
  const networks = options.filter(([flag]) => flag === '--network').map(([, to]) => to);
  const endpoints = networks
    .filter((to) => to !== 'none')
    .map((to) => {
      if (!to.includes('=')) return endpoint(before, to, value('--ip'), value('--mac-address'));
      const fields = Object.fromEntries(to.split(',').map((field) => field.split('=')));
      return endpoint(before, fields.name ?? '', fields.ip, fields['mac-address']);
    });
  const made: DockerContainer = {
    id: `id-${name}`,
    name,
    image,
    imageId: before.images.find(({ tags }) => tags.includes(image))?.id ?? '',
    command: command.length === 0 ? ['image', 'default'] : command,
    status: 'created',
    pid: 0,
    labels: pairs(options, '--label'),
    networkMode: networks[0] ?? 'bridge',
    endpoints,
  };
  return { ...before, containers: [...before.containers, made] };
}

function endpoint(
  before: ReadyDocker,
  network: string,
  fixed: string | undefined,
  mac: string | undefined,
): DockerEndpoint {
  const found = before.networks.find(({ name }) => name === network) ?? refuse(`network ${network} not found`);
  return {
    network,
    fixedAddress: fixed,
    address: undefined,
    prefix: undefined,
    gateway: found.pools[0]?.gateway,
    mac,
  };
}

const edit = (before: ReadyDocker, name: string, change: (item: DockerContainer) => DockerContainer): ReadyDocker => {
  if (!before.containers.some((item) => item.name === name)) return refuse(`Error: No such container: ${name}`);
  return { ...before, containers: before.containers.map((item) => (item.name === name ? change(item) : item)) };
};

function start(before: ReadyDocker, name: string, state: HostState): ReadyDocker {
  return edit(before, name, (item) => ({
    ...item,
    status: 'running',
    pid: 4711,
    endpoints: item.endpoints.map((end) => up(before, state, name, end)),
  }));
}

function up(before: ReadyDocker, state: HostState, name: string, end: DockerEndpoint): DockerEndpoint {
  const found = before.networks.find((item) => item.name === end.network) ?? refuse(`network ${end.network} not found`);
  const parent = found.options.parent ?? '';
  if (!state.links.some((link) => link.name === parent))
    return refuse(`the requested parent interface ${parent} was not found`);
  const pool = found.pools[0] ?? refuse('no pool');
  const gateway = gatewayOf(before.version, found, pool);
  const others = before.containers
    .filter((item) => item.name !== name && item.status === 'running')
    .flatMap(({ endpoints }) => endpoints.filter(({ network }) => network === end.network).map((item) => item.address));
  const taken = new Set(
    [...Object.values(pool.reserved), ...others].map((item) => (item === undefined ? undefined : parseIpv4(item))),
  );
  taken.add(gateway);
  const free = end.fixedAddress === undefined ? lowestFree(pool, taken as Set<number>) : parseIpv4(end.fixedAddress);
  if (free === undefined) return refuse('no available IPv4 addresses on this network');
  const address = formatIpv4(free);
  if (taken.has(free)) return refuse('Address already in use');
  return {
    ...end,
    address,
    gateway: gateway === undefined ? undefined : formatIpv4(gateway),
    prefix: parseCidr(pool.subnet)?.prefix,
    mac: end.mac ?? endpointMac(before.version, address, undefined),
  };
}
