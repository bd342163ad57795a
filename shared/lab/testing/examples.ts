/**
 * Labs for the tests of all sides: read from text, or put together from parts. Parts are written as the lab file writes them and made
 * into things as a file's are, so that shapes and defaults stand in `shared/lab/things` alone.
 */
import type { Data } from '../data.ts';
import type { Attachment, Container, Host, Interface, Lab, Network } from '../lab.ts';
import { readLab } from '../read.ts';
import { templateNamed } from '../templates.ts';
import { LAB_VERSION } from '../things/lab.ts';
import { toLab } from '../things/model.ts';

/** The lab that this text says; throws with the problems where it is none. */
export function labOf(text: string): Lab {
  const read = readLab(text);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.value;
}

export const textOfTemplate = (id: string): string => {
  const found = templateNamed(id);
  if (found === undefined) throw new Error(`no template ${id}`);
  return found.text;
};
export const labOfTemplate = (id: string): Lab => labOf(textOfTemplate(id));

type Entry = Readonly<Record<string, unknown>>;

/** As it is, whatever it says: tests draw labs too that a file could not have. */
const madeOf = (sections: Entry): Lab => toLab(dataOf({ trunkline: LAB_VERSION, name: 'test', ...sections }));

const dataOf = (value: unknown): Data => {
  if (Array.isArray(value)) return value.map(dataOf);
  if (typeof value !== 'object' || value === null) return (value ?? null) as Data;
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, dataOf(inner)] as const])),
  );
};

function first<T>(things: readonly T[] | undefined): T {
  const [thing] = things ?? [];
  if (thing === undefined) throw new Error('nothing was made');
  return thing;
}

const hostWith = (sections: Entry): Host =>
  first(madeOf({ hosts: { host: { ssh: { address: 'host' }, ...sections } } }).hosts);
const interfaceOf = (name: string, said: Entry): Interface =>
  first(hostWith({ interfaces: { [name]: said } }).interfaces);

/** A network card, on the segment `lan` unless another is named. */
export const nic = (name: string, address?: string, promiscuous = false, segment = 'lan'): Interface =>
  interfaceOf(name, { segment, address, promiscuous });
export const nicOn = (segment: string, name: string): Interface => nic(name, undefined, false, segment);
export const vlan = (parent: string, tag: number, address?: string): Interface =>
  interfaceOf(`${parent}.${tag}`, { parent, vlan: tag, address });
export const shim = (name: string, parent: string, address: string, ...reaches: string[]): Interface =>
  interfaceOf(name, { parent, shim: 'bridge', address, reaches });

/** A place on a network; without an address Docker picks one. */
export const on = (network: string, address?: string, mac?: string): Attachment =>
  first(
    first(
      hostWith({ containers: { container: { image: 'busybox', networks: { [network]: { address, mac } } } } })
        .containers,
    ).attachments,
  );
export const container = (name: string, ...attachments: readonly Attachment[]): Container => ({
  ...first(hostWith({ containers: { [name]: { image: 'busybox', command: 'sh', networks: {} } } }).containers),
  attachments,
});

export const host = (name: string, address: string, rest: Partial<Host> = {}): Host => ({
  ...first(madeOf({ hosts: { [name]: { ssh: { address } } } }).hosts),
  ...rest,
});

/** One of the driver macvlan; `parents` names its parent interface on each host. */
export const network = (
  name: string,
  subnet: string,
  parents: Readonly<Record<string, string>>,
  rest: Partial<Network> = {},
): Network =>
  ({ ...first(madeOf({ networks: { [name]: { driver: 'macvlan', subnet, parents } } }).networks), ...rest }) as Network;

/** With one segment, `lan`, unless others are said. */
export const lab = (parts: Partial<Lab> = {}): Lab => ({
  ...madeOf({ segments: { lan: { vlans: 'all' } } }),
  ...parts,
});

/** The article's labs as the templates have them. */
export const articleMacvlan: Lab = labOfTemplate('macvlan-two-hosts');
export const articleVlans: Lab = labOfTemplate('vlans-two-hosts');

/** The article's first lab: one macvlan network across two hosts. */
export const twoHosts: Lab = lab({
  name: 'two-hosts',
  hosts: [
    host('docker01', '192.168.1.11', {
      interfaces: [nic('ens33', '192.168.1.11/24', true)],
      containers: [container('bbox1', on('mac_net1', '172.22.16.10'))],
    }),
    host('docker02', '192.168.1.13', {
      interfaces: [nic('ens33', '192.168.1.13/24', true)],
      containers: [container('bbox2', on('mac_net1', '172.22.16.20'))],
    }),
  ],
  networks: [
    network('mac_net1', '172.22.16.0/24', { docker01: 'ens33', docker02: 'ens33' }, { gateway: '172.22.16.1' }),
  ],
});

const dockerHost = (name: string, last: number): Host => {
  const digit = last - 11 === 0 ? 0 : 1;
  return host(name, `192.168.1.${last}`, {
    interfaces: [
      nic('ens33', `192.168.1.${last}/24`, true),
      vlan('ens33', 10, `192.168.10.${10 + digit}/24`),
      vlan('ens33', 20, `192.168.20.${20 + digit}/24`),
    ],
    containers: [
      container(`bbox1${digit}`, on('mac_net10', `172.16.10.${10 + digit}`)),
      container(`bbox2${digit}`, on('mac_net20', `172.16.20.${20 + digit}`)),
    ],
  });
};

/** Its second: two VLANs, two networks, and a router between them. */
export const vlans: Lab = lab({
  name: 'vlans',
  hosts: [
    dockerHost('docker01', 11),
    dockerHost('docker02', 13),
    host('router', '192.168.1.254', {
      interfaces: [
        nic('ens33', '192.168.1.254/24'),
        vlan('ens33', 10, '172.16.10.1/24'),
        vlan('ens33', 20, '172.16.20.1/24'),
      ],
      routing: { forward: true, allow: 'all', routes: [], masquerade: [] },
    }),
  ],
  networks: [
    network('mac_net10', '172.16.10.0/24', { docker01: 'ens33.10', docker02: 'ens33.10' }, { gateway: '172.16.10.1' }),
    network('mac_net20', '172.16.20.0/24', { docker01: 'ens33.20', docker02: 'ens33.20' }, { gateway: '172.16.20.1' }),
  ],
});

/** Many hosts in three VLANs, `containers` on each. */
export function largeLab(hosts: number, containers: number): Lab {
  const tags = [10, 20, 30];
  const names = Array.from({ length: hosts }, (_, index) => `node${String(index + 1).padStart(2, '0')}`);
  const tagOf = (nth: number): number => tags[nth % tags.length] ?? 10;
  return lab({
    name: 'large',
    hosts: names.map((name, at) =>
      host(name, `192.168.1.${at + 1}`, {
        interfaces: [nic('ens33', `192.168.1.${at + 1}/24`, true), ...tags.map((tag) => vlan('ens33', tag))],
        containers: Array.from({ length: containers }, (_, n) =>
          container(`c${at}-${n}`, on(`net${tagOf(n)}`, `10.${tagOf(n)}.${at + 1}.${n + 10}`)),
        ),
      }),
    ),
    networks: tags.map((tag) =>
      network(`net${tag}`, `10.${tag}.0.0/16`, Object.fromEntries(names.map((name) => [name, `ens33.${tag}`])), {
        gateway: `10.${tag}.0.1`,
      }),
    ),
  });
}

/** The lab with one host changed. */
export const withHost = (of: Lab, name: string, change: (host: Host) => Host): Lab => ({
  ...of,
  hosts: of.hosts.map((item) => (item.name === name ? change(item) : item)),
});

export const hostOf = (of: Lab, name: string): Host => {
  const found = of.hosts.find((item) => item.name === name);
  if (found === undefined) throw new Error(`no host ${name}`);
  return found;
};
