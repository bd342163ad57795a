/**
 * The words for what real labs hold, for real hosts: bonds, bridges, dummies, switch ports, Docker's own bridge networks, what is there
 * already, what is beyond a router.
 */
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { box, type DrawnHost, drawn, type Network, tagged } from './drawing.ts';
import type { AgreementLab } from './labs.ts';

const cards = { ens34: { segment: 'lan' }, ens35: { segment: 'lan' } };
const card = { ens34: { segment: 'lan' } };
const net = (subnet: string, parents: Record<string, string>, more: Partial<Network> = {}): Network => ({
  driver: 'macvlan',
  subnet: `${subnet}.0/24`,
  gateway: `${subnet}.1`,
  parents,
  ...more,
});
const back = (subnet: string, more: Partial<Network> = {}): Network => ({
  driver: 'bridge',
  subnet: `${subnet}.0/24`,
  hosts: ['docker01'],
  ...more,
});
const gateways = { ...tagged(10, '172.16.10.1/24'), ...tagged(20, '172.16.20.1/24') };

/** VLAN 10 on what docker01 has it on, and on a sub-interface of docker02's card. */
const meeting = (name: string, docker01: DrawnHost['interfaces'], parent: string): LabFile =>
  drawn(
    name,
    {
      docker01: {
        interfaces: docker01 ?? {},
        containers: { bbox10: box({ net10: '172.16.10.10' }), bbox11: box({ net10: '172.16.10.11' }) },
      },
      docker02: {
        interfaces: tagged(10, '172.16.10.202/24'),
        containers: { bbox12: box({ net10: '172.16.10.12' }) },
      },
    },
    { net10: net('172.16.10', { docker01: parent, docker02: 'ens33.10' }) },
  );

/** An untagged subnet on what docker01 has it on, and on docker02's second card. */
const untagged = (name: string, docker01: DrawnHost['interfaces'], parent: string): LabFile =>
  drawn(
    name,
    {
      docker01: { interfaces: docker01 ?? {}, containers: { bbox30: box({ net30: '172.16.30.30' }) } },
      docker02: {
        interfaces: { ens34: { segment: 'lan', address: '172.16.30.202/24' } },
        containers: { bbox31: box({ net30: '172.16.30.31' }) },
      },
    },
    { net30: net('172.16.30', { docker01: parent, docker02: 'ens34' }) },
  );

/** VLAN 10 and 20 between the Docker hosts, and the router with this routing. */
const routedVlans = (
  name: string,
  routing: DrawnHost['routing'],
  networks: { readonly net10?: Partial<Network>; readonly net20?: Partial<Network> } = {},
): LabFile =>
  drawn(
    name,
    {
      docker01: {
        interfaces: { ...tagged(10), ...tagged(20) },
        containers: { bbox10: box({ net10: '172.16.10.10' }), bbox20: box({ net20: '172.16.20.20' }) },
      },
      docker02: { interfaces: tagged(10), containers: { bbox11: box({ net10: '172.16.10.11' }) } },
      router: { interfaces: gateways, ...(routing && { routing }) },
    },
    {
      net10: net('172.16.10', { docker01: 'ens33.10', docker02: 'ens33.10' }, networks.net10),
      net20: net('172.16.20', { docker01: 'ens33.20' }, networks.net20),
    },
  );

const withHost = (file: LabFile, hosts: LabFile['hosts']): LabFile => ({ ...file, hosts: { ...file.hosts, ...hosts } });

export const languageLabs: readonly AgreementLab[] = [
  {
    title: 'a bond of two cards, and a VLAN on it',
    file: meeting(
      'bond-vlan',
      {
        ...cards,
        bond0: { bond: ['ens34', 'ens35'], mode: 'active-backup' },
        'bond0.10': { parent: 'bond0', vlan: 10, address: '172.16.10.201/24' },
      },
      'bond0.10',
    ),
    shows: ['same-segment', 'same-parent', 'host-to-own-macvlan'],
  },
  {
    title: 'a bond that is a parent and has an address',
    file: untagged(
      'bond-parent',
      { ...cards, bond0: { bond: ['ens34', 'ens35'], mode: 'active-backup', address: '172.16.30.201/24' } },
      'bond0',
    ),
    shows: ['same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'a bridge over a card that is a parent and has an address',
    file: untagged('bridge-parent', { ...card, br0: { bridge: ['ens34'], address: '172.16.30.201/24' } }, 'br0'),
    shows: ['same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'a bridge over a sub-interface',
    file: meeting(
      'bridge-over-vlan',
      { ...tagged(10), br10: { bridge: ['ens33.10'], address: '172.16.10.201/24' } },
      'br10',
    ),
    shows: ['same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'a bridge that tells VLANs apart',
    file: drawn(
      'vlan-aware',
      {
        docker01: {
          interfaces: {
            ...card,
            br0: { bridge: ['ens34'], 'vlan-filtering': true, address: '172.16.30.201/24' },
            'br0.10': { parent: 'br0', vlan: 10, address: '172.16.10.201/24' },
            'br0.20': { parent: 'br0', vlan: 20 },
          },
          containers: { bbox10: box({ net10: '172.16.10.10' }), bbox20: box({ net20: '172.16.20.20' }) },
        },
        docker02: {
          interfaces: { ...tagged(10), ...tagged(20), ens34: { segment: 'lan', address: '172.16.30.202/24' } },
          containers: { bbox11: box({ net10: '172.16.10.11' }), bbox21: box({ net20: '172.16.20.21' }) },
        },
      },
      {
        net10: net('172.16.10', { docker01: 'br0.10', docker02: 'ens33.10' }),
        net20: net('172.16.20', { docker01: 'br0.20', docker02: 'ens33.20' }),
      },
    ),
    shows: ['same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'a bridge that tells VLANs apart, and a tag that it was told of no more',
    file: meeting(
      'tag-taken-off',
      { ...card, br0: { bridge: ['ens34'], 'vlan-filtering': true }, 'br0.10': { parent: 'br0', vlan: 10 } },
      'br0.10',
    ),
    byHand: [
      {
        host: 'docker01',
        does: 'bridge vlan del dev ens34 vid 10',
        undoes: 'bridge vlan add dev ens34 vid 10',
      },
    ],
    shows: ['same-parent'],
  },
  {
    title: 'a dummy interface as a parent',
    file: drawn(
      'dummy',
      {
        docker01: {
          interfaces: { lab0: { dummy: true, address: '172.16.50.201/24' } },
          containers: { bbox50: box({ net50: '172.16.50.50' }), bbox51: box({ net50: '172.16.50.51' }) },
        },
      },
      { net50: net('172.16.50', { docker01: 'lab0' }) },
    ),
    shows: ['same-parent', 'host-to-own-macvlan', 'no-route'],
  },
  {
    title: 'a bridge network with a published port',
    file: drawn(
      'published',
      {
        docker01: {
          containers: {
            web: { ...box({ back: '172.30.0.10' }), ports: ['8080:80'] },
            db: box({ back: '172.30.0.11' }),
          },
        },
        docker02: { routing: { routes: [{ to: '172.30.0.0/24', via: '192.168.1.11' }] } },
      },
      { back: back('172.30.0') },
    ),
    shows: ['same-bridge', 'masqueraded', 'no-route'],
  },
  {
    title: 'two bridge networks of one host, and a container on both',
    file: drawn(
      'two-bridges',
      {
        docker01: {
          containers: {
            web: box({ front: '172.30.0.10' }),
            db: box({ back: '172.31.0.11' }),
            both: box({ front: '172.30.0.12', back: '172.31.0.12' }),
          },
        },
      },
      { front: back('172.30.0'), back: back('172.31.0') },
    ),
    shows: ['same-bridge', 'masqueraded', 'forward-denied'],
  },
  {
    title: 'a bridge network without a way out',
    file: drawn(
      'internal-bridge',
      { docker01: { containers: { web: box({ back: '172.30.0.10' }), db: box({ back: '172.30.0.11' }) } } },
      { back: back('172.30.0', { internal: true }) },
    ),
    shows: ['same-bridge', 'no-route'],
  },
  {
    title: 'a container on macvlan and on a bridge network',
    file: drawn(
      'macvlan-and-bridge',
      {
        docker01: {
          interfaces: tagged(10),
          containers: { proxy: box({ net10: '172.16.10.10', back: '172.30.0.10' }), app: box({ back: '172.30.0.11' }) },
        },
        docker02: { interfaces: tagged(10), containers: { bbox11: box({ net10: '172.16.10.11' }) } },
        router: { interfaces: tagged(10, '172.16.10.1/24') },
      },
      { net10: net('172.16.10', { docker01: 'ens33.10', docker02: 'ens33.10' }), back: back('172.30.0') },
    ),
    shows: ['same-bridge', 'same-segment', 'masqueraded'],
  },
  {
    title: 'macvlan without a way out',
    file: routedVlans('internal-macvlan', { forward: true, allow: 'all' }, { net10: { internal: true } }),
    shows: ['same-segment', 'no-route'],
  },
  {
    title: 'a range for each host',
    file: drawn(
      'ranges',
      {
        docker01: {
          interfaces: tagged(10),
          containers: { one: box({ pool: '' }), two: box({ pool: '' }) },
        },
        docker02: { interfaces: tagged(10), containers: { three: box({ pool: '' }) } },
      },
      {
        pool: net(
          '172.16.10',
          { docker01: 'ens33.10', docker02: 'ens33.10' },
          { ranges: { docker01: '172.16.10.128/27', docker02: '172.16.10.160/27' } },
        ),
      },
    ),
    shows: ['same-segment', 'same-parent'],
  },
  {
    title: 'a machine that is not ours',
    file: withHost(
      routedVlans('unmanaged', {
        forward: true,
        allow: 'all',
        masquerade: [{ source: '172.16.10.0/24', out: 'ens33' }],
      }),
      { desk: { unmanaged: true, interfaces: { lan0: { segment: 'lan', address: '192.168.1.1/24' } } } },
    ),
    shows: ['same-segment', 'masqueraded', 'no-return-route'],
  },
  {
    title: 'what is there already: a macvlan network, and a sub-interface on a card that is given an MTU',
    file: drawn(
      'existing',
      {
        docker01: {
          interfaces: { ens33: { segment: 'lan', address: '192.168.1.11/24' } },
          containers: { app: box({ flat: '192.168.1.60' }), other: box({ flat: '192.168.1.61' }) },
        },
        docker02: { interfaces: { ens33: { segment: 'lan', address: '192.168.1.13/24', mtu: 1400 } } },
      },
      {
        flat: net(
          '192.168.1',
          { docker01: 'ens33' },
          { external: true, gateway: '192.168.1.254', reserved: { one: '192.168.1.11', two: '192.168.1.13' } },
        ),
      },
    ),
    before: [
      {
        host: 'docker01',
        does: 'docker network create -d macvlan --subnet 192.168.1.0/24 --gateway 192.168.1.254 --aux-address one=192.168.1.11 --aux-address two=192.168.1.13 -o parent=ens33 flat',
        undoes: 'docker network rm flat',
      },
      // The kernel lowers it with its card: the destroy sets both back.
      {
        host: 'docker02',
        does: 'ip link add link ens33 name ens33.98 type vlan id 98 && ip link set dev ens33.98 up',
        undoes: 'ip link del dev ens33.98',
      },
    ],
    shows: ['same-parent', 'same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'a second card for macvlan',
    file: drawn(
      'second-card',
      { docker01: { interfaces: card, containers: { app: box({ flat: '192.168.1.60' }) } } },
      { flat: net('192.168.1', { docker01: 'ens34' }, { gateway: '192.168.1.254' }) },
    ),
    shows: ['same-segment'],
  },
  {
    title: 'a port that delivers its card’s own MAC address alone',
    file: drawn(
      'own-mac',
      {
        docker01: {
          interfaces: {
            ens33: { segment: 'lan', address: '192.168.1.11/24', promiscuous: true, port: { macs: 'own' } },
            ...tagged(10),
            ...tagged(20),
          },
          containers: { mac: box({ net10: '172.16.10.10' }), ip: box({ net20: '172.16.20.20' }) },
        },
        docker02: {
          interfaces: { ...tagged(10), ...tagged(20) },
          containers: { mac2: box({ net10: '172.16.10.11' }), ip2: box({ net20: '172.16.20.21' }) },
        },
      },
      {
        net10: net('172.16.10', { docker01: 'ens33.10', docker02: 'ens33.10' }),
        net20: net('172.16.20', { docker01: 'ens33.20', docker02: 'ens33.20' }, { driver: 'ipvlan', mode: 'l2' }),
      },
    ),
    shows: ['same-segment', 'port-security'],
  },
  {
    title: 'a rule and its replies',
    file: routedVlans('replies', {
      forward: true,
      allow: [{ from: '172.16.10.0/24', to: '172.16.20.0/24', replies: true }],
    }),
    shows: ['routed', 'forward-denied'],
  },
  {
    title: 'containers with Compose’s options, and an MTU',
    file: drawn(
      'options',
      {
        docker01: {
          interfaces: { 'ens33.10': { parent: 'ens33', vlan: 10, mtu: 1400 } },
          containers: {
            web: {
              ...box({ net10: '172.16.10.10' }),
              hostname: 'web',
              environment: { TZ: 'UTC' },
              cap_add: ['NET_ADMIN'],
              sysctls: { 'net.ipv4.ip_forward': '1' },
              dns: ['192.168.1.1'],
              labels: { 'com.example.of': 'agreement' },
              volumes: ['/srv:/srv:ro'],
              restart: 'unless-stopped',
            },
          },
        },
        docker02: { interfaces: tagged(10), containers: { bbox11: box({ net10: '172.16.10.11' }) } },
      },
      { net10: net('172.16.10', { docker01: 'ens33.10', docker02: 'ens33.10' }) },
    ),
    shows: ['same-segment'],
  },
  {
    title: 'an access port beside a trunk',
    file: drawn(
      'access-port',
      {
        docker01: { interfaces: tagged(10), containers: { bbox10: box({ net10: '172.16.10.10' }) } },
        docker02: {
          interfaces: { ens34: { segment: 'lan', port: { access: 10 }, address: '172.16.10.202/24' } },
          containers: { bbox11: box({ net10: '172.16.10.11' }) },
        },
        router: { interfaces: gateways, routing: { forward: true, allow: 'all' } },
      },
      { net10: net('172.16.10', { docker01: 'ens33.10', docker02: 'ens34' }) },
    ),
    shows: ['same-segment', 'host-to-own-macvlan', 'routed'],
  },
  {
    title: 'an access port, and a sub-interface on its card',
    file: drawn(
      'tag-on-access-port',
      {
        docker01: {
          interfaces: { ...tagged(10, '172.16.10.201/24'), ...tagged(20) },
          containers: { bbox20: box({ net20: '172.16.20.20' }) },
        },
        docker02: {
          interfaces: {
            ens34: { segment: 'lan', port: { access: 10 }, address: '172.16.10.202/24' },
            'ens34.20': { parent: 'ens34', vlan: 20 },
          },
          containers: { bbox21: box({ net20: '172.16.20.21' }) },
        },
      },
      { net20: net('172.16.20', { docker01: 'ens33.20', docker02: 'ens34.20' }) },
    ),
    shows: ['same-segment', 'vlan-not-carried'],
  },
  {
    title: 'a trunk port whose untagged frames are of another VLAN',
    file: drawn(
      'native-vlan',
      {
        docker01: {
          interfaces: { ...tagged(10, '172.16.10.201/24'), ...tagged(20) },
          containers: { bbox20: box({ net20: '172.16.20.20' }) },
        },
        docker02: {
          interfaces: {
            ens34: { segment: 'lan', port: { tagged: [20], untagged: 10 }, address: '172.16.10.202/24' },
            'ens34.20': { parent: 'ens34', vlan: 20 },
          },
          containers: { bbox21: box({ net20: '172.16.20.21' }) },
        },
      },
      { net20: net('172.16.20', { docker01: 'ens33.20', docker02: 'ens34.20' }) },
    ),
    shows: ['same-segment'],
  },
  {
    title: 'a trunk port that does not carry a tag',
    file: drawn(
      'trunk-port',
      {
        docker01: {
          interfaces: {
            ens33: {
              segment: 'lan',
              address: '192.168.1.11/24',
              promiscuous: true,
              port: { tagged: [20], untagged: 1 },
            },
            ...tagged(10),
            ...tagged(20),
          },
          containers: { bbox10: box({ net10: '172.16.10.10' }), bbox20: box({ net20: '172.16.20.20' }) },
        },
        docker02: {
          interfaces: { ...tagged(10), ...tagged(20) },
          containers: { bbox11: box({ net10: '172.16.10.11' }), bbox21: box({ net20: '172.16.20.21' }) },
        },
      },
      {
        net10: net('172.16.10', { docker01: 'ens33.10', docker02: 'ens33.10' }),
        net20: net('172.16.20', { docker01: 'ens33.20', docker02: 'ens33.20' }),
      },
    ),
    shows: ['same-segment', 'vlan-not-carried'],
  },
  {
    title: 'an access port that delivers its card’s own MAC address alone',
    file: drawn(
      'own-mac-access',
      {
        docker01: {
          interfaces: { ens34: { segment: 'lan', port: { access: 10, macs: 'own' } } },
          containers: { ip: box({ net10: '172.16.10.10' }) },
        },
        docker02: { interfaces: tagged(10), containers: { mac: box({ other10: '172.16.10.11' }) } },
      },
      {
        net10: net('172.16.10', { docker01: 'ens34' }, { driver: 'ipvlan', mode: 'l2' }),
        other10: net('172.16.10', { docker02: 'ens33.10' }),
      },
    ),
    shows: ['same-segment'],
  },
  {
    title: 'a home router, and what is beyond it',
    file: {
      ...withHost(
        drawn(
          'internet',
          {
            docker01: {
              containers: { app: box({ flat: '192.168.1.60' }), web: box({ back: '172.30.0.10' }) },
              routing: { routes: [{ to: '8.8.8.0/24', via: '192.168.1.1' }] },
            },
            docker02: { interfaces: tagged(10), containers: { bbox11: box({ net10: '172.16.10.11' }) } },
            router: {
              interfaces: tagged(10, '172.16.10.1/24'),
              routing: {
                forward: true,
                allow: 'all',
                routes: [{ to: '8.8.8.0/24', via: '192.168.1.1' }],
                masquerade: [{ source: '172.16.10.0/24', out: 'ens33' }],
              },
            },
          },
          {
            flat: net('192.168.1', { docker01: 'ens33' }),
            back: back('172.30.0'),
            net10: net('172.16.10', { docker02: 'ens33.10' }),
          },
        ),
        {
          home: {
            unmanaged: true,
            interfaces: { lan0: { segment: 'lan', address: '192.168.1.1/24' }, wan0: { segment: 'wan' } },
            routing: { forward: true, allow: 'all', masquerade: [{ source: '192.168.1.0/24', out: 'wan0' }] },
          },
        },
      ),
      segments: { lan: { vlans: 'all' }, wan: { internet: true } },
      expect: ['docker01', 'docker01/app', 'docker01/web', 'docker02', 'docker02/bbox11', 'router'].map((from) => ({
        from,
        to: '8.8.8.8',
        reachable: from !== 'docker02',
      })),
    },
    shows: ['masqueraded', 'router-no-route', 'no-route'],
  },
  {
    title: 'a tag within a tag, on a bond and on a card',
    file: drawn(
      'stacked',
      {
        docker01: {
          interfaces: {
            ...cards,
            bond0: { bond: ['ens34', 'ens35'], mode: 'active-backup' },
            'bond0.10': { parent: 'bond0', vlan: 10 },
            'bond0.10.30': { parent: 'bond0.10', vlan: 30 },
          },
          containers: { bbox30: box({ net30: '172.16.30.30' }) },
        },
        docker02: {
          interfaces: { ...tagged(10), 'ens33.10.30': { parent: 'ens33.10', vlan: 30, address: '172.16.30.202/24' } },
          containers: { bbox31: box({ net30: '172.16.30.31' }) },
        },
        router: { interfaces: tagged(30, '172.16.30.1/24') },
      },
      { net30: net('172.16.30', { docker01: 'bond0.10.30', docker02: 'ens33.10.30' }) },
    ),
    shows: ['same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'ipvlan on a bridge, and a dummy that is its port',
    file: drawn(
      'ipvlan-on-bridge',
      {
        docker01: {
          interfaces: {
            ...card,
            lab0: { dummy: true },
            br0: { bridge: ['ens34', 'lab0'], address: '172.16.30.201/24' },
          },
          containers: { bbox30: box({ net30: '172.16.30.30' }), bbox32: box({ net30: '172.16.30.32' }) },
        },
        docker02: {
          interfaces: { ens34: { segment: 'lan', address: '172.16.30.202/24' } },
          containers: { bbox31: box({ net30: '172.16.30.31' }) },
        },
      },
      { net30: net('172.16.30', { docker01: 'br0', docker02: 'ens34' }, { driver: 'ipvlan', mode: 'l2' }) },
    ),
    shows: ['same-segment', 'same-parent'],
  },
];
