import type { Attachment, Container, Host, Interface, Lab, Network } from '../../lab/lab.ts';

export const nic = (name: string, address?: string, promiscuous = false): Interface => ({
  kind: 'nic',
  name,
  segment: 'lan',
  address,
  promiscuous,
});

export const vlan = (parent: string, tag: number, address?: string): Interface => ({
  kind: 'vlan',
  name: `${parent}.${tag}`,
  parent,
  vlan: tag,
  address,
});

export const shim = (name: string, parent: string, address: string, ...reaches: string[]): Interface => ({
  kind: 'shim',
  name,
  parent,
  mode: 'bridge',
  address,
  reaches,
});

export const on = (network: string, address?: string, mac?: string): Attachment => ({ network, address, mac });

export const container = (name: string, ...attachments: readonly Attachment[]): Container => ({
  name,
  image: 'busybox',
  command: ['sh'],
  attachments,
});

export const host = (name: string, address: string, rest: Partial<Host> = {}): Host => ({
  name,
  ssh: { address, port: 22, user: 'root', key: undefined },
  interfaces: [],
  containers: [],
  routing: undefined,
  ...rest,
});

export const network = (
  name: string,
  subnet: string,
  parents: Readonly<Record<string, string>>,
  rest: Partial<Pick<Network, 'gateway' | 'range' | 'reserved'>> = {},
): Network => ({
  driver: 'macvlan',
  mode: 'bridge',
  name,
  subnet,
  gateway: undefined,
  range: undefined,
  reserved: [],
  parents: Object.entries(parents).map(([of, face]) => ({ host: of, interface: face })),
  ...rest,
});

export const lab = (name: string, hosts: readonly Host[], networks: readonly Network[]): Lab => ({
  name,
  segments: [{ name: 'lan', vlans: 'all' }],
  hosts,
  networks,
  registry: undefined,
  images: [],
  persist: false,
  expect: [],
  layout: { positions: [] },
  notes: [],
});

/** The article's first lab: one macvlan network across two hosts. */
export const twoHosts: Lab = lab(
  'two-hosts',
  [
    host('docker01', '192.168.1.11', {
      interfaces: [nic('ens33', '192.168.1.11/24', true)],
      containers: [container('bbox1', on('mac_net1', '172.22.16.10'))],
    }),
    host('docker02', '192.168.1.13', {
      interfaces: [nic('ens33', '192.168.1.13/24', true)],
      containers: [container('bbox2', on('mac_net1', '172.22.16.20'))],
    }),
  ],
  [network('mac_net1', '172.22.16.0/24', { docker01: 'ens33', docker02: 'ens33' }, { gateway: '172.22.16.1' })],
);

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
export const vlans: Lab = lab(
  'vlans',
  [
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
  [
    network('mac_net10', '172.16.10.0/24', { docker01: 'ens33.10', docker02: 'ens33.10' }, { gateway: '172.16.10.1' }),
    network('mac_net20', '172.16.20.0/24', { docker01: 'ens33.20', docker02: 'ens33.20' }, { gateway: '172.16.20.1' }),
  ],
);

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
