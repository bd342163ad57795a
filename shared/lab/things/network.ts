import { isMap } from '../data.ts';
import { hostNameFault, networkNameFault } from '../names.ts';
import { address, oneOf, say, subnet } from './leaves.ts';
import { mtuKey } from './link.ts';
import { type Check, noted } from './notes.ts';
import { DOCKER_NAME_HINT, type KeysOf, key, map, named, optional } from './shapes.ts';
import { interfaceRef } from './standing.ts';
import { outside } from './within.ts';

export type NetworkDriver =
  | { readonly driver: 'macvlan'; readonly mode: 'bridge' | 'private' | 'vepa' | 'passthru' }
  | { readonly driver: 'ipvlan'; readonly mode: 'l2' | 'l3' | 'l3s' };

/** One Docker network of this name on every host under `parents`. */
export type Network = NetworkDriver & {
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string | undefined;
  readonly range: string | undefined;
  /** The largest packet of its containers, in bytes: that of its parents, which is set to this where they state none. */
  readonly mtu?: number | undefined;
  /** Names and addresses that Docker must not hand out (`--aux-address`). */
  readonly reserved: readonly { readonly name: string; readonly address: string }[];
  /** Host and its parent interface. */
  readonly parents: readonly { readonly host: string; readonly interface: string }[];
};

/** The first mode of each driver is the one that Docker takes by itself. */
const MODES: Readonly<Record<NetworkDriver['driver'], readonly string[]>> = {
  macvlan: ['bridge', 'private', 'vepa', 'passthru'],
  ipvlan: ['l2', 'l3', 'l3s'],
};

const check: Check = ({ path, data }) => {
  if (!isMap(data)) return [];
  const network = { name: String(path.at(-1)), subnet: String(data.get('subnet')) };
  const reserved = data.get('reserved');
  const stated = (['gateway', 'range'] as const).map((what) => [what, data.get(what), [...path, what]] as const);
  const kept = [...(isMap(reserved) ? reserved : [])].map(
    ([name, value]) => [`reserved address ${name}`, value, [...path, 'reserved', name]] as const,
  );
  return [...stated, ...kept].flatMap(([what, value, at]) =>
    typeof value === 'string' ? outside(network, value, at, what) : [],
  );
};

const network = noted(
  map('a network', {
    driver: key(oneOf('macvlan', 'ipvlan'), { label: 'Driver' }),
    mode: optional(
      oneOf('bridge', 'private', 'vepa', 'passthru', 'l2', 'l3', 'l3s'),
      { label: 'Mode' },
      {
        absent: (owner) => MODES[owner.get('driver') === 'ipvlan' ? 'ipvlan' : 'macvlan'][0],
        written: 'always',
      },
    ),
    subnet: key(subnet, { label: 'Subnet', example: '172.16.10.0/24' }),
    gateway: optional(address, { label: 'Gateway', example: '172.16.10.1' }),
    range: optional(subnet, { label: 'Range', example: '172.16.10.128/25' }),
    mtu: mtuKey('1400'),
    reserved: optional(
      named('reserved addresses', hostNameFault, DOCKER_NAME_HINT, address, {
        entry: { name: 'name', value: 'address' },
      }),
      { label: 'Reserved addresses', example: '{ printer: 172.16.10.200 }' },
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
    const modes = MODES[value.driver];
    if (value.mode === null || value.mode === undefined || modes.includes(value.mode)) return;
    context.addIssue({
      code: 'custom',
      path: ['mode'],
      message: say(`is no mode of ${value.driver}`, `Modes of ${value.driver} are ${modes.join(', ')}.`),
    });
  }),
  { check },
);

export const networks = named('networks', networkNameFault, DOCKER_NAME_HINT, network, {
  thing: { kind: 'network', fault: networkNameFault },
});
