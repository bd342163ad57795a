import { isMap } from '../data.ts';
import { hostNameFault, networkNameFault } from '../names.ts';
import { address, oneOf, reference, say, subnet, truth } from './leaves.ts';
import { mtuKey } from './link.ts';
import { type Check, noted } from './notes.ts';
import { DOCKER_NAME_HINT, type KeysOf, key, list, map, named, optional } from './shapes.ts';
import { interfaceRef } from './standing.ts';
import { outside } from './within.ts';

export type NetworkDriver =
  | { readonly driver: 'macvlan'; readonly mode: 'bridge' | 'private' | 'vepa' | 'passthru' }
  | { readonly driver: 'ipvlan'; readonly mode: 'l2' | 'l3' | 'l3s' }
  | { readonly driver: 'bridge'; readonly mode: undefined };

/** One Docker network of this name on every host under `parents`. */
export type Network = NetworkDriver & {
  readonly name: string;
  /** It is there already: used, never made and never removed. What it does not state, only its hosts know. */
  readonly external?: boolean | undefined;
  /** '': an external network that does not state it. */
  readonly subnet: string;
  readonly gateway: string | undefined;
  readonly range: string | undefined;
  /** What each host hands out, where one has a range of its own. */
  readonly ranges?: readonly { readonly host: string; readonly range: string }[] | undefined;
  /** Without a way out. */
  readonly internal?: boolean | undefined;
  /** The largest packet of its containers, in bytes: that of its parents, which is set to this where they state none. */
  readonly mtu?: number | undefined;
  /** Names and addresses that Docker must not hand out (`--aux-address`). */
  readonly reserved: readonly { readonly name: string; readonly address: string }[];
  /** Of a bridge network, the hosts that have it, where the file names them. */
  readonly hosts?: readonly string[] | undefined;
  /**
   * Host and its parent interface. `NO_PARENT` is that of a bridge network, whose bridge Docker makes itself, and of an external
   * network that states none; these stand for the hosts that have the network, as `hosts` or its containers say.
   */
  readonly parents: readonly { readonly host: string; readonly interface: string }[];
};

export const NO_PARENT = '';

/** The first mode of each driver is the one that Docker takes by itself. */
const MODES = {
  macvlan: ['bridge', 'private', 'vepa', 'passthru'],
  ipvlan: ['l2', 'l3', 'l3s'],
  bridge: [],
} as const satisfies Readonly<Record<NetworkDriver['driver'], readonly string[]>>;
const modesOf = (driver: unknown): readonly string[] =>
  MODES[driver === 'ipvlan' || driver === 'bridge' ? driver : 'macvlan'];

/** What Docker takes when no mode is said. */
export const firstMode = (driver: NetworkDriver['driver']): string | undefined => modesOf(driver)[0];

const check: Check = ({ path, data }) => {
  if (!isMap(data)) return [];
  const network = { name: String(path.at(-1)), subnet: String(data.get('subnet')) };
  const [reserved, ranges] = [data.get('reserved'), data.get('ranges')];
  const stated = (['gateway', 'range'] as const).map((what) => [what, data.get(what), [...path, what]] as const);
  const kept = [...(isMap(reserved) ? reserved : [])].map(
    ([name, value]) => [`reserved address ${name}`, value, [...path, 'reserved', name]] as const,
  );
  const each = [...(isMap(ranges) ? ranges : [])].map(
    ([host, value]) => [`range of ${host}`, value, [...path, 'ranges', host]] as const,
  );
  return [...stated, ...each, ...kept].flatMap(([what, value, at]) =>
    typeof value === 'string' ? outside(network, value, at, what) : [],
  );
};

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

const SUBNET_HINT = 'Write the subnet with its prefix length, such as 172.16.10.0/24.';

const network = noted(
  map('a network', {
    driver: key(oneOf('macvlan', 'ipvlan', 'bridge'), { label: 'Driver' }),
    external: optional(truth, { label: 'Is there already' }),
    mode: optional(
      oneOf('bridge', 'private', 'vepa', 'passthru', 'l2', 'l3', 'l3s'),
      { label: 'Mode' },
      { absent: (owner) => modesOf(owner.get('driver'))[0], written: 'always' },
    ),
    subnet: optional(subnet, { label: 'Subnet', example: '172.16.10.0/24' }, { absent: '' }),
    gateway: optional(address, { label: 'Gateway', example: '172.16.10.1' }),
    range: optional(subnet, { label: 'Range', example: '172.16.10.128/25' }),
    ranges: optional(
      named('ranges', hostNameFault, 'Name hosts that are under hosts.', subnet, {
        keyNames: { kind: 'host', code: 'unknown-host' },
        entry: { name: 'host', value: 'range' },
      }),
      { label: 'Range of each host', example: '{ docker01: 172.16.10.128/27 }' },
      { absent: () => undefined },
    ),
    internal: optional(truth, { label: 'Without a way out' }),
    mtu: mtuKey('1400'),
    reserved: optional(
      named('reserved addresses', hostNameFault, DOCKER_NAME_HINT, address, {
        entry: { name: 'name', value: 'address' },
      }),
      { label: 'Reserved addresses', example: '{ printer: 172.16.10.200 }' },
    ),
    hosts: optional(
      list(
        'a list of hosts',
        noted(reference('a host’s name', 'Name a host that is under hosts.'), {
          names: { kind: 'host', code: 'unknown-host' },
        }),
      ),
      { label: 'Hosts', example: '[docker01]' },
      { absent: () => undefined },
    ),
    parents: optional(
      named(
        'parent interfaces',
        hostNameFault,
        'Name hosts that are under hosts.',
        noted(interfaceRef.clone(), { names: { kind: 'interface', code: 'unknown-interface' } }),
        {
          keyNames: { kind: 'host', code: 'unknown-host' },
          entry: { name: 'host', value: 'interface' },
        },
      ),
      { label: 'Parent interfaces', example: '{ docker01: ens33.10 }' },
    ),
  } satisfies KeysOf<Network>).superRefine((value, context) => {
    const { driver, mode } = value;
    const refuse = (at: string, fault: string, hint: string): void =>
      context.addIssue({ code: 'custom', path: [at], message: say(fault, hint) });
    const modes = modesOf(driver);
    if (isThere(mode) && !modes.includes(mode ?? ''))
      refuse(
        'mode',
        `is no mode of ${driver}`,
        driver === 'bridge'
          ? 'Leave it out: the driver bridge has none.'
          : `Modes of ${driver} are ${modes.join(', ')}.`,
      );
    if (!isThere(value.subnet) && value.external !== true)
      context.addIssue({
        code: 'invalid_type',
        expected: 'string',
        input: undefined,
        path: ['subnet'],
        message: say('an IPv4 subnet', SUBNET_HINT),
      });
    if (driver === 'bridge' && isThere(value.parents))
      refuse(
        'parents',
        'a bridge network does not have',
        'Name its hosts instead, hosts: [docker01], or leave that to its containers.',
      );
    if (driver !== 'bridge' && isThere(value.hosts))
      refuse(
        'hosts',
        `a network of the driver ${driver} does not have`,
        'Name a parent interface of each host instead, parents: { docker01: ens33.10 }.',
      );
    if (isThere(value.range) && isThere(value.ranges))
      refuse('ranges', 'stands beside range', 'Write range for all hosts, or ranges for each.');
  }),
  { check },
);

export const networks = named('networks', networkNameFault, DOCKER_NAME_HINT, network, {
  thing: { kind: 'network', fault: networkNameFault },
});

/** The addresses that the network hands out on a host; undefined: all of its subnet. */
export const rangeOn = ({ range, ranges = [] }: Network, host: string): string | undefined =>
  ranges.find((item) => item.host === host)?.range ?? range;
