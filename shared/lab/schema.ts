/**
 * The lab file's shape, version 1. Every map is strict: a key that is not here is an error that names the key it may have been meant to be.
 * An optional key may stand there with nothing after its colon, as people leave it while they write.
 */
import { z } from 'zod';
import type { Data } from './edit/data.ts';
import {
  address,
  block,
  command,
  coordinate,
  described,
  image,
  interfaceAddress,
  mac,
  oneOf,
  port,
  reference,
  routeTarget,
  say,
  subnet,
  textLeaf,
  truth,
  vlan,
} from './leaves.ts';
import {
  containerNameFault,
  hostNameFault,
  interfaceFault,
  keyPathFault,
  labNameFault,
  type NameFault,
  networkNameFault,
  segmentNameFault,
  sshAddressFault,
  sshUserFault,
} from './names.ts';
import { noted, type ThingKind } from './things/notes.ts';

export const LAB_VERSION = 1;
export const DEFAULT_SSH_PORT = 22;
export const DEFAULT_SSH_USER = 'root';
export const DEFAULT_REGISTRY_PORT = 5000;

/** A map with fixed keys. `what` names it in errors: `a host`. */
const strict = <S extends z.ZodRawShape>(what: string, shape: S) =>
  described(
    z.strictObject(shape, {
      error: (issue) => {
        const keys = Object.keys(shape);
        if (issue.code === 'unrecognized_keys') return say(what, keys.join(' '));
        return say(
          `${what}: a map with the keys ${keys.join(', ')}`,
          'Write `key: value` pairs, each on a line of its own or within { }.',
        );
      },
    }),
    what,
    '',
  );

/** A map whose keys are names that people give; `kind`: those of things. */
const named = <V extends z.ZodType>(what: string, fault: NameFault, hint: string, value: V, kind?: ThingKind) =>
  noted(
    described(
      z.record(textLeaf('a name', hint, fault), value, {
        error: say(`${what}, each under its name`, 'Write `name:` and what belongs to it.'),
      }),
      `${what}, each under its name`,
      hint,
    ),
    kind === undefined ? {} : { thing: { kind, fault } },
  );

/** A key that may be left out, or have nothing after its colon; `absent` is what that means. */
const optional = <V extends z.ZodType>(
  value: V,
  absent?: Data | ((owner: ReadonlyMap<string, Data>) => Data | undefined),
) => (absent === undefined ? value.nullish() : noted(value.nullish(), { absent }));

const LIST_HINT = 'Write each on a line that begins with a dash, or all within [ ].';
const list = <V extends z.ZodType>(what: string, value: V) =>
  described(z.array(value, { error: say(what, LIST_HINT) }), what, LIST_HINT);

/** A value that may have several shapes. */
const either = <const S extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(
  shapes: S,
  expected: string,
  hint: string,
) => described(z.union(shapes, { error: say(expected, hint) }), expected, hint);

const hostRef = reference('a host’s name', 'Name a host that is under hosts.');
const interfaceRef = reference('an interface’s name', 'Name an interface of that host.');

const DOCKER_NAME_HINT = 'Use letters, digits, _, . and -, and begin with a letter or digit.';
const INTERFACE_NAME_HINT = 'Use at most 15 letters, digits, _, . and -.';

const segment = strict('a segment', {
  vlans: optional(
    either(
      [oneOf('all', 'none'), list('a list of VLAN ids', vlan)],
      'all, none or a list of VLAN ids',
      'Write all, none, or ids such as [10, 20].',
    ),
    'all',
  ),
});

const nic = strict('a network card', {
  segment: reference('the name of a segment', 'Name a segment that is under segments.'),
  address: interfaceAddress.nullish(),
  promiscuous: optional(truth, false),
});
const vlanInterface = strict('a VLAN sub-interface', {
  parent: interfaceRef,
  vlan,
  address: interfaceAddress.nullish(),
});
const shim = strict('a shim', {
  parent: interfaceRef,
  shim: oneOf('bridge'),
  address: interfaceAddress.nullish(),
  reaches: list('a list of subnets', block).nullish(),
});

const attachment = noted(
  either(
    [address, strict('a container’s place on a network', { address: address.nullish(), mac: mac.nullish() })],
    'an address, or a map with the keys address and mac',
    'Write an address such as 172.16.10.10, or { address: 172.16.10.10 }.',
  ),
  { short: 'address' },
);

const container = strict('a container', {
  image,
  command: optional(command, []),
  networks: named('networks', networkNameFault, DOCKER_NAME_HINT, attachment.nullish(), 'attachment').nullish(),
});

const ssh = strict('ssh', {
  address: textLeaf(
    'a host name or an address',
    'Write an address such as 192.168.1.11, or a host name.',
    sshAddressFault,
  ),
  port: optional(port, DEFAULT_SSH_PORT),
  user: optional(
    textLeaf('a user’s name', 'Write the name of a user on that host, such as root.', sshUserFault),
    DEFAULT_SSH_USER,
  ),
  key: textLeaf('the path of a private key', 'Write a path such as ~/.ssh/id_ed25519.', keyPathFault).nullish(),
});

const routing = strict('routing', {
  forward: optional(truth, false),
  allow: optional(
    either(
      [oneOf('all', 'none'), list('a list of { from, to }', strict('a forward rule', { from: block, to: block }))],
      'all, none or a list of { from, to }',
      'Write all, none, or rules such as [{ from: 172.16.10.0/24, to: 172.16.20.0/24 }].',
    ),
    'none',
  ),
  routes: list('a list of { to, via }', strict('a route', { to: routeTarget, via: address })).nullish(),
  masquerade: list(
    'a list of { source, out }',
    strict('a masquerade rule', { source: block, out: interfaceRef }),
  ).nullish(),
});

const host = strict('a host', {
  ssh,
  interfaces: named(
    'interfaces',
    interfaceFault,
    INTERFACE_NAME_HINT,
    either(
      [nic, vlanInterface, shim],
      'an interface',
      'Write { segment: … } for a network card, { parent: …, vlan: … } for a sub-interface, { parent: …, shim: bridge } for a shim.',
    ),
    'interface',
  ).nullish(),
  containers: named('containers', containerNameFault, DOCKER_NAME_HINT, container, 'container').nullish(),
  routing: routing.nullish(),
});

const network = strict('a network', {
  driver: oneOf('macvlan', 'ipvlan'),
  mode: optional(
    oneOf('bridge', 'private', 'vepa', 'passthru', 'l2', 'l3', 'l3s'),
    (network) => MODES[network.get('driver') === 'ipvlan' ? 'ipvlan' : 'macvlan'][0],
  ),
  subnet,
  gateway: address.nullish(),
  range: subnet.nullish(),
  reserved: named('reserved addresses', hostNameFault, DOCKER_NAME_HINT, address).nullish(),
  parents: named('parent interfaces', hostNameFault, 'Name hosts that are under hosts.', interfaceRef).nullish(),
}).superRefine((value, context) => {
  const modes = MODES[value.driver];
  if (value.mode === null || value.mode === undefined || modes.includes(value.mode)) return;
  context.addIssue({
    code: 'custom',
    path: ['mode'],
    message: say(`is no mode of ${value.driver}`, `Modes of ${value.driver} are ${modes.join(', ')}.`),
  });
});

/** The first mode of each driver is the one that Docker takes by itself. */
export const MODES: Readonly<Record<'macvlan' | 'ipvlan', readonly string[]>> = {
  macvlan: ['bridge', 'private', 'vepa', 'passthru'],
  ipvlan: ['l2', 'l3', 'l3s'],
};

const registry = strict('the registry', {
  host: hostRef,
  port: optional(port, DEFAULT_REGISTRY_PORT),
  images: list('a list of { image, as }', strict('an image of the registry', { image, as: image })).nullish(),
});

const END_HINT = 'Name a container as docker01/bbox10, a host as docker01, or an interface as router:ens33.10.';

const expectation = strict('an expectation', {
  from: reference('a container or a host', END_HINT),
  to: reference('a container, a host or an interface', END_HINT),
  reachable: truth,
});

const anyName: NameFault = (text) => (text === '' ? 'is empty' : undefined);

export const labFileSchema = strict('a lab', {
  trunkline: z.literal(LAB_VERSION),
  name: textLeaf(
    'the lab’s name',
    'Use at most 40 lower-case letters, digits and dashes; begin with a letter or digit.',
    labNameFault,
  ),
  segments: named('segments', segmentNameFault, DOCKER_NAME_HINT, segment.nullish(), 'segment').nullish(),
  hosts: named('hosts', hostNameFault, DOCKER_NAME_HINT, host, 'host').nullish(),
  networks: named('networks', networkNameFault, DOCKER_NAME_HINT, network, 'network').nullish(),
  registry: registry.nullish(),
  expect: list('a list of { from, to, reachable }', expectation).nullish(),
  layout: named(
    'positions',
    anyName,
    'Name a thing as docker01, lan or docker01/bbox10.',
    strict('a position', { x: coordinate, y: coordinate }),
  ).nullish(),
});

export type LabFile = z.infer<typeof labFileSchema>;
