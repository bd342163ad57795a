/** Labs for unit tests and the window's own development. */
import type { Container, Host, Interface, Lab, Network, Segment } from '../../lab/lab.ts';

export const nic = (name: string, segment = 'lan', address?: string): Interface => ({
  kind: 'nic',
  name,
  segment,
  address,
  promiscuous: true,
});

export const vlan = (parent: string, tag: number, address?: string): Interface => ({
  kind: 'vlan',
  name: `${parent}.${tag}`,
  parent,
  vlan: tag,
  address,
});

export const container = (name: string, networks: Readonly<Record<string, string | undefined>>): Container => ({
  name,
  image: 'busybox',
  command: ['sh'],
  attachments: Object.entries(networks).map(([network, address]) => ({ network, address, mac: undefined })),
});

export const host = (
  name: string,
  address: string,
  interfaces: readonly Interface[],
  rest: Partial<Host> = {},
): Host => ({
  name,
  ssh: { address, port: 22, user: 'root', key: undefined },
  interfaces,
  containers: [],
  routing: undefined,
  ...rest,
});

export const macvlan = (name: string, subnet: string, parents: Readonly<Record<string, string>>): Network => ({
  name,
  driver: 'macvlan',
  mode: 'bridge',
  subnet,
  gateway: subnet.replace(/0\/\d+$/, '1'),
  range: undefined,
  reserved: [],
  parents: Object.entries(parents).map(([on, parent]) => ({ host: on, interface: parent })),
});

export const lab = (parts: Partial<Lab>): Lab => ({
  name: 'test',
  segments: [{ name: 'lan', vlans: 'all' }] satisfies readonly Segment[],
  hosts: [],
  networks: [],
  registry: undefined,
  images: [],
  persist: false,
  expect: [],
  layout: { positions: [] },
  notes: [],
  ...parts,
});

/** The article's VLAN lab: two Docker hosts, two VLANs, a router between them. */
export const vlanLab: Lab = lab({
  name: 'vlans-two-hosts',
  hosts: [
    host('docker01', '192.168.1.11', [nic('ens33', 'lan', '192.168.1.11/24'), vlan('ens33', 10), vlan('ens33', 20)], {
      containers: [
        container('bbox10', { mac_net10: '172.16.10.10' }),
        container('bbox20', { mac_net20: '172.16.20.20' }),
      ],
    }),
    host('docker02', '192.168.1.13', [nic('ens33', 'lan', '192.168.1.13/24'), vlan('ens33', 10), vlan('ens33', 20)], {
      containers: [
        container('bbox11', { mac_net10: '172.16.10.11' }),
        container('bbox21', { mac_net20: '172.16.20.21' }),
      ],
    }),
    host(
      'router',
      '192.168.1.254',
      [
        nic('ens33', 'lan', '192.168.1.254/24'),
        vlan('ens33', 10, '172.16.10.1/24'),
        vlan('ens33', 20, '172.16.20.1/24'),
      ],
      {
        routing: {
          forward: true,
          allow: [
            { from: '172.16.10.0/24', to: '172.16.20.0/24' },
            { from: '172.16.20.0/24', to: '172.16.10.0/24' },
          ],
          routes: [],
          masquerade: [],
        },
      },
    ),
  ],
  networks: [
    macvlan('mac_net10', '172.16.10.0/24', { docker01: 'ens33.10', docker02: 'ens33.10' }),
    macvlan('mac_net20', '172.16.20.0/24', { docker01: 'ens33.20', docker02: 'ens33.20' }),
  ],
});

/** The article's first lab: one macvlan network across two hosts. */
export const singleLab: Lab = lab({
  name: 'macvlan-two-hosts',
  hosts: [
    host('docker01', '192.168.1.11', [nic('ens33', 'lan', '192.168.1.11/24')], {
      containers: [container('bbox1', { mac_net1: '172.22.16.10' })],
    }),
    host('docker02', '192.168.1.13', [nic('ens33', 'lan', '192.168.1.13/24')], {
      containers: [container('bbox2', { mac_net1: '172.22.16.20' })],
    }),
  ],
  networks: [macvlan('mac_net1', '172.22.16.0/24', { docker01: 'ens33', docker02: 'ens33' })],
});

/** Many hosts in three VLANs, `containers` on each. */
export function largeLab(hosts: number, containers: number): Lab {
  const tags = [10, 20, 30];
  const names = Array.from({ length: hosts }, (_, index) => `node${String(index + 1).padStart(2, '0')}`);
  return lab({
    name: 'large',
    hosts: names.map((name, index) =>
      host(
        name,
        `192.168.1.${index + 1}`,
        [nic('ens33', 'lan', `192.168.1.${index + 1}/24`), ...tags.map((tag) => vlan('ens33', tag))],
        {
          containers: Array.from({ length: containers }, (_, n) => {
            const tag = tags[n % tags.length] ?? 10;
            return container(`c${index}-${n}`, { [`net${tag}`]: `10.${tag}.${index + 1}.${n + 10}` });
          }),
        },
      ),
    ),
    networks: tags.map((tag) =>
      macvlan(`net${tag}`, `10.${tag}.0.0/16`, Object.fromEntries(names.map((name) => [name, `ens33.${tag}`]))),
    ),
  });
}
