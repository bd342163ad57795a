/** A Compose file for each host: its networks and containers. What Compose has no words for stands at its top, as commands. */

import { stringify } from 'yaml';
import type { Lab } from '../../lab/lab.ts';
import type { NewContainer, NewEndpoint, NewNetwork, Operation } from '../../machine/operation.ts';
import type { Change } from '../../plan/plan.ts';
import { type Result, success } from '../../problem.ts';
import { volumeNamed } from '../../resources/volume.ts';
import { listed } from '../../shown.ts';
import type { Exported } from '../exported.ts';
import { type FreshPlan, freshPlans } from '../fresh-plans.ts';
import { notDeployed } from '../not-deployed.ts';

export function exportCompose(lab: Lab): Result<Exported> {
  const plans = freshPlans(lab, { addressed: 'all' });
  if (!plans.ok) return plans;
  const made = plans.value.map((plan) => onHost(lab, plan));
  const unsaid = [
    ...notDeployed(
      lab,
      plans.value.map(({ program }) => program),
    ),
    ...made.flatMap((host) => host.unsaid),
  ];
  return success({
    files: made.map(({ host, text }) => ({ name: `${host}.yaml`, text: `# ${host}\n${text}` })),
    whole: made.map(({ host, text }) => `# ${host}\n${text}`).join('---\n'),
    unsaid,
  });
}

interface OnHost {
  readonly host: string;
  readonly text: string;
  readonly unsaid: readonly string[];
}

function onHost(lab: Lab, { host, program }: FreshPlan): OnHost {
  const { changes } = program.plan;
  const before: Change[] = [];
  const networks: NewNetwork[] = [];
  const containers: NewContainer[] = [];
  for (const { index, instructions } of program.steps) {
    const operations = instructions.flatMap((item) => (item.kind === 'do' ? [item.operation] : []));
    const change = changes[index];
    const network = operations.find((item) => item.do === 'create-network');
    const container = containerOf(operations);
    if (network) networks.push(network);
    else if (container) containers.push(container);
    else if (change !== undefined && !BY_ITSELF.includes(change.kind)) before.push(change);
  }
  const document = {
    services: Object.fromEntries(containers.map((item) => [item.name, service(item)])),
    ...(networks.length > 0 && { networks: Object.fromEntries(networks.map((item) => [item.name, network(item)])) }),
    ...volumesOf(containers),
  };
  const lost = [...networks, ...containers].flatMap(notSaid).map((what) => `${host.name}: ${what}`);
  const first = before.length === 0 ? [] : [commandsFirst(host.name, before)];
  const head = [
    `The lab ${lab.name} on this host: docker compose -p ${lab.name} -f ${host.name}.yaml up -d`,
    ...(containers.length === 0 ? ['It has no containers, so there is nothing for Compose to start.'] : []),
    ...lost,
    ...(before.length === 0 ? [] : ['', `${TYPED_FIRST}:`, ...before.flatMap(commandsOf)]),
  ];
  const comment = head.flatMap((text) => text.split('\n')).map((text) => `# ${text}`.trimEnd());
  return {
    host: host.name,
    text: `${comment.join('\n')}\n${stringify(document, { lineWidth: 0 })}`,
    unsaid: [...first, ...lost],
  };
}

/** The record is our own destroy's, and Compose fetches images. */
const BY_ITSELF: readonly string[] = ['record', 'image'];

const TYPED_FIRST = 'Compose has no words for interfaces, routes and firewalls. Type these first, as root';

const commandsFirst = (host: string, changes: readonly Change[]): string =>
  `${host}: ${listed([...new Set(changes.map(({ kind }) => WORDS[kind] ?? kind))])} stand at the top of its file as commands: Compose has no words for them.`;

const WORDS: Readonly<Record<string, string>> = {
  joined: 'bonds, bridges and dummies',
  mtu: 'MTUs',
  volume: 'volumes',
  promiscuous: 'promiscuous mode',
  vlan: 'VLAN sub-interfaces',
  address: 'addresses',
  shim: 'shims',
  route: 'routes',
  forward: 'forward rules',
  masquerade: 'masquerading',
  sysctl: 'forwarding',
};

const commandsOf = ({ summary, commands }: Change): readonly string[] => [
  '',
  summary,
  ...commands.filter((command) => !/^(?:printf|#) /.test(command)).map((command) => `  ${command}`),
];

type MadeContainer = NewContainer & { readonly do: string };

const isContainer = (item: Operation): item is Operation & MadeContainer =>
  item.do === 'run-container' || item.do === 'create-container';

/** One that takes several steps has its further networks from those. */
function containerOf(operations: readonly Operation[]): NewContainer | undefined {
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
  return {
    container_name: name,
    image: literal(image),
    ...(command.length > 0 && { command: command.map(literal) }),
    stdin_open: true,
    tty: true,
    ...optionsOf(made),
    labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, literal(value)])),
    ...(only === undefined && { network_mode: 'none' }),
    // Every Docker takes it here, but only for a container on one network.
    ...(more.length === 0 && only?.mac !== undefined && { mac_address: only.mac }),
    ...(networks.length > 0 && {
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
const notSaid = (made: NewContainer | NewNetwork): readonly string[] =>
  Object.entries(made)
    .filter(([key, value]) => !SAID.has(key) && !isNothing(value))
    .map(([key, value]) => `${key} of ${made.name} is not in the file: ${JSON.stringify(value)}.`);

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
