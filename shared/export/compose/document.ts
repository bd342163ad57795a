/** What a Compose file says of a host's containers and networks, in Compose's own names and forms. */
import type { NewContainer, NewEndpoint, NewNetwork, Operation } from '../../machine/operation.ts';
import { volumeNamed } from '../../resources/volume.ts';

export interface Made {
  readonly networks: readonly NewNetwork[];
  readonly containers: readonly NewContainer[];
}

/** Docker's own network of every container that names none, which Compose only knows as a mode. */
const DEFAULT_NETWORK = 'bridge';

export function documentOf({ networks, containers }: Made): object {
  const declared = new Map<string, object>(networks.map((item) => [item.name, network(item)]));
  for (const { networks: places } of containers)
    for (const { network: name } of places)
      if (name !== DEFAULT_NETWORK && !declared.has(name)) declared.set(name, { name, external: true });
  return {
    services: Object.fromEntries(containers.map((item) => [item.name, service(item)])),
    ...(declared.size > 0 && { networks: Object.fromEntries(declared) }),
    ...volumesOf(containers),
  };
}

type MadeContainer = NewContainer & { readonly do: string };

const isContainer = (item: Operation): item is Operation & MadeContainer =>
  item.do === 'run-container' || item.do === 'create-container';

/** One that takes several steps has its further networks from those. */
export function containerOf(operations: readonly Operation[]): NewContainer | undefined {
  const first = operations.find(isContainer);
  if (first === undefined) return undefined;
  const more = operations.flatMap((item): readonly NewEndpoint[] =>
    item.do === 'connect-network' ? [{ network: item.network, address: item.address, mac: undefined }] : [],
  );
  const { do: _, ...made } = first;
  return { ...made, networks: [...made.networks, ...more] };
}

function service(made: NewContainer): object {
  const { name, labels, networks, image, command } = made;
  const [only, ...more] = networks;
  const onDefault = only?.network === DEFAULT_NETWORK && more.length === 0;
  return {
    container_name: name,
    image: literal(image),
    ...(command.length > 0 && { command: command.map(literal) }),
    stdin_open: true,
    tty: true,
    ...optionsOf(made),
    labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, literal(value)])),
    ...(only === undefined && { network_mode: 'none' }),
    ...(onDefault && { network_mode: DEFAULT_NETWORK }),
    // Every Docker takes it here, but only for a container on one network.
    ...(more.length === 0 && only?.mac !== undefined && { mac_address: only.mac }),
    ...(only !== undefined &&
      !onDefault && {
        networks: Object.fromEntries(networks.map((item) => [item.network, place(item, more.length > 0)])),
      }),
  };
}

/** Compose's own names and forms, of which a lab file has them. */
function optionsOf(made: NewContainer): object {
  const { restart, hostname, environment, ports, volumes, capAdd, privileged, sysctls, dns, entrypoint, user } = made;
  const said = {
    restart,
    hostname,
    environment: environment?.map(literal),
    ports,
    volumes: volumes?.map(literal),
    cap_add: capAdd,
    privileged,
    sysctls,
    dns,
    entrypoint: entrypoint?.map(literal),
    user,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => !isNothing(value)));
}

/** Volumes that the commands above have made; a path of the host is none. */
function volumesOf(containers: readonly NewContainer[]): object {
  const names = new Set(containers.flatMap(({ volumes = [] }) => volumes.flatMap((text) => volumeNamed(text) ?? [])));
  if (names.size === 0) return {};
  return { volumes: Object.fromEntries([...names].map((name) => [name, { name, external: true }])) };
}

const place = ({ address, mac }: NewEndpoint, several: boolean): object => ({
  ...(address !== undefined && { ipv4_address: address }),
  ...(several && mac !== undefined && { mac_address: mac }),
});

const network = ({
  name,
  driver,
  internal,
  labels,
  subnet,
  gateway,
  range,
  reserved,
  options,
}: NewNetwork): object => ({
  name,
  driver,
  ...(internal === true && { internal }),
  driver_opts: options,
  ipam: {
    config: [
      {
        subnet,
        ...(gateway !== undefined && { gateway }),
        ...(range !== undefined && { ip_range: range }),
        ...(Object.keys(reserved).length > 0 && { aux_addresses: reserved }),
      },
    ],
  },
  labels,
});

/** Compose puts variables in where a dollar stands. */
const literal = (text: string): string => text.replaceAll('$', '$$$$');

const SAID = new Set([
  ...['do', 'name', 'labels', 'networks', 'image', 'command'],
  ...[
    'restart',
    'hostname',
    'environment',
    'ports',
    'volumes',
    'capAdd',
    'privileged',
    'sysctls',
    'dns',
    'entrypoint',
    'user',
  ],
  ...['driver', 'internal', 'subnet', 'gateway', 'range', 'reserved', 'options'],
]);

/** What a container or network may have that is not written here yet is named, and not dropped. */
export const notSaid = (made: NewContainer | NewNetwork): readonly string[] =>
  Object.entries(made)
    .filter(([key, value]) => !SAID.has(key) && !isNothing(value))
    .map(([key, value]) => `${key} of ${made.name} is not in the file: ${JSON.stringify(value)}.`);

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
