/**
 * What people met with macvlan, VLANs and Docker and asked about in public, as lab files in words of this repository, each with
 * what is right to say of it: by `validate`, by `predict`, and on hosts.
 */
import type { ReleaseName } from '../../electron/practice/os/releases.ts';
import type { VerdictKind } from '../../shared/reach/verdict.ts';

export interface Situation {
  readonly title: string;
  readonly lab: string;
  /** `SEVERITY CODE`, in the order of the file's problems. */
  readonly problems: readonly string[];
  /** `FROM → TO`: the verdict and its reason, by the drawing alone. */
  readonly pings: Readonly<Record<string, `${VerdictKind} ${string}`>>;
  /** What the plan refuses it with, on which hosts; on the others it is deployed, verified and destroyed. */
  readonly refused?: { readonly says: string; readonly by: readonly ReleaseName[] };
}

const all: readonly ReleaseName[] = ['bookworm', 'trixie', 'forky'];

const host = (address: string, more: string): string =>
  `{ ssh: { address: ${address}, user: root }, interfaces: { eth0: { segment: lan, address: ${address}/24 }${more} } }`;
const tag = (vlan: number, rest = ''): string => `, eth0.${vlan}: { parent: eth0, vlan: ${vlan}${rest} }`;
const box = (networks: string, more = ''): string =>
  `{ image: busybox, command: sleep 3600${more}, networks: { ${networks} } }`;

/** One host `one`, with cards, containers and networks as given; the segment carries every tag. */
const alone = (
  name: string,
  {
    cards = '',
    boxes,
    networks,
  }: { readonly cards?: string; readonly boxes: readonly string[]; readonly networks: readonly string[] },
): string => `trunkline: 1
name: ${name}
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.9.0.11, user: root }
    interfaces: { eth0: { segment: lan, address: 10.9.0.11/24 }${cards} }
    containers:
${boxes.map((item) => `      ${item}`).join('\n')}
networks:
${networks.map((item) => `  ${item}`).join('\n')}
`;

/** Hosts `one` and `two` with a container of VLAN 7 and one of VLAN 8 each, and the host `gate` between, with this routing. */
const between = (name: string, routing: string): string => {
  const boxes = (last: number): string => `{ a7: ${box(`v7: 10.7.0.${last}`)}, a8: ${box(`v8: 10.8.0.${last}`)} }`;
  const docker = (address: string, last: number): string =>
    host(address, tag(7) + tag(8)).replace(/ }$/, `, containers: ${boxes(last)} }`);
  return `trunkline: 1
name: ${name}
segments: { lan: { vlans: all } }
hosts:
  one: ${docker('10.9.0.11', 11)}
  two: ${docker('10.9.0.12', 12)}
  gate: ${host('10.9.0.1', tag(7, ', address: 10.7.0.1/24') + tag(8, ', address: 10.8.0.1/24')).replace(/ }$/, `, routing: ${routing} }`)}
networks:
  v7: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0.7, two: eth0.7 } }
  v8: { driver: macvlan, subnet: 10.8.0.0/24, gateway: 10.8.0.1, parents: { one: eth0.8, two: eth0.8 } }
`;
};

const v7 = (rest: string): string => `v7: { driver: macvlan, subnet: 10.7.0.0/24, ${rest}parents: { one: eth0.7 } }`;

export const situations: readonly Situation[] = [
  {
    title: 'a router that forwards beside Docker, whose FORWARD policy is DROP',
    lab: between('forward-drop', '{ forward: true }'),
    problems: ['warning forward-without-allow'],
    pings: {
      'one/a7 → two/a7': 'reachable same-segment',
      'one/a7 → two/a8': 'unreachable forward-denied',
      'one/a7 → gate:eth0.8': 'reachable any-interface',
    },
  },
  {
    title: 'rules that let one direction through and no replies',
    lab: between('one-way', '{ forward: true, allow: [{ from: 10.7.0.0/24, to: 10.8.0.0/24 }] }'),
    problems: ['warning one-way-allow'],
    pings: { 'one/a7 → two/a8': 'unreachable forward-denied', 'two/a8 → one/a7': 'unreachable forward-denied' },
  },
  {
    title: 'the same rules with replies',
    lab: between('replies', '{ forward: true, allow: [{ from: 10.7.0.0/24, to: 10.8.0.0/24, replies: true }] }'),
    problems: [],
    pings: { 'one/a7 → two/a8': 'reachable routed', 'two/a8 → one/a7': 'unreachable forward-denied' },
  },
  {
    title: 'two macvlan networks on one parent, which Docker allows since 27',
    lab: alone('one-parent', {
      boxes: [`c1: ${box('blue: 10.1.0.5')}`, `c2: ${box('green: 10.2.0.5')}`],
      networks: ['blue', 'green'].map(
        (name, index) =>
          `${name}: { driver: macvlan, subnet: 10.${index + 1}.0.0/24, gateway: 10.${index + 1}.0.1, parents: { one: eth0 } }`,
      ),
    }),
    problems: [
      'warning gateway-of-nobody',
      'warning gateway-of-nobody',
      'warning subnets-in-one-vlan',
      'warning parent-used-twice',
    ],
    pings: { 'one/c1 → one/c2': 'unreachable not-started' },
    refused: { says: 'allows one macvlan network on a parent', by: ['bookworm', 'trixie'] },
  },
  {
    title: 'a container on the address of its gateway',
    lab: alone('own-gateway', {
      cards: tag(7),
      boxes: [`keeper: ${box('v7: 10.7.0.254')}`, `member: ${box('v7: 10.7.0.10')}`],
      networks: [v7('gateway: 10.7.0.254, ')],
    }),
    problems: ['error address-not-free'],
    pings: { 'one/keeper → one/member': 'unreachable not-started' },
    refused: { says: 'one/keeper cannot have 10.7.0.254: it is the gateway of v7.', by: all },
  },
  {
    title: 'the first address of a network whose gateway nobody stated',
    lab: alone('first-address', {
      cards: tag(7),
      boxes: [`first: ${box('v7: 10.7.0.1')}`],
      networks: [v7('')],
    }),
    problems: ['warning no-gateway', 'warning first-address-taken'],
    pings: { 'one/first → one:eth0': 'unreachable not-started' },
    refused: { says: 'takes it as the gateway of v7, because nobody stated one', by: all },
  },
  {
    title: 'one network on two hosts, which hand out a range each',
    lab: `trunkline: 1
name: ranges
segments: { lan: { vlans: all } }
hosts:
  one: ${host('10.9.0.11', tag(7)).replace(/ }$/, `, containers: { r1: ${box('pool:')} } }`)}
  two: ${host('10.9.0.12', tag(7)).replace(/ }$/, `, containers: { r2: ${box('pool:')} } }`)}
networks:
  pool:
    driver: macvlan
    subnet: 10.7.0.0/24
    gateway: 10.7.0.1
    ranges: { one: 10.7.0.128/27, two: 10.7.0.160/27 }
    parents: { one: eth0.7, two: eth0.7 }
`,
    problems: [],
    pings: { 'one/r1 → two/r2': 'reachable same-segment', 'two/r2 → one/r1': 'reachable same-segment' },
  },
  {
    title: 'macvlan on a wireless card',
    lab: `trunkline: 1
name: wireless
segments: { home: { vlans: none } }
hosts:
  laptop:
    ssh: { address: 10.9.0.11, user: root }
    interfaces: { wlan0: { segment: home, address: 10.9.0.11/24 } }
    containers: { app: ${box('flat: 10.9.0.60')} }
  desk:
    ssh: { address: 10.9.0.12, user: root }
    interfaces: { eth0: { segment: home, address: 10.9.0.12/24 } }
networks: { flat: { driver: macvlan, subnet: 10.9.0.0/24, gateway: 10.9.0.1, parents: { laptop: wlan0 } } }
`,
    problems: ['error wireless-parent'],
    pings: { 'desk → laptop/app': 'uncertain wireless-card', 'desk → laptop:wlan0': 'reachable same-segment' },
  },
  {
    title: 'a bond that we come by, a VLAN on it and macvlan on that',
    lab: alone('bonded', {
      cards: ', x: { segment: lan }',
      boxes: [`app: ${box('v7: 10.7.0.10')}`],
      networks: [`v7: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: bond0.7 } }`],
    }).replace(
      /interfaces: .*/,
      'interfaces: { eno1: { segment: lan }, eno2: { segment: lan }, bond0: { bond: [eno1, eno2], mode: active-backup, address: 10.9.0.11/24 }, bond0.7: { parent: bond0, vlan: 7 } }',
    ),
    problems: [],
    pings: { 'one/app → one:bond0': 'unreachable different-vlan-no-router' },
  },
  {
    title: 'a bridge that we come by as the parent of macvlan',
    lab: alone('bridged', {
      boxes: [`app: ${box('flat: 10.9.0.60')}`],
      networks: ['flat: { driver: macvlan, subnet: 10.9.0.0/24, gateway: 10.9.0.254, parents: { one: br0 } }'],
    }).replace(
      /interfaces: .*/,
      'interfaces: { eth0: { segment: lan }, br0: { bridge: [eth0], address: 10.9.0.11/24 } }',
    ),
    problems: [],
    pings: { 'one/app → one:br0': 'unreachable host-to-own-macvlan' },
  },
  {
    title: 'a container on macvlan and on one of Docker’s own bridges',
    lab: alone('plus-bridge', {
      cards: tag(7),
      boxes: [`proxy: ${box('public: 10.7.0.30, backend:')}`, `app: ${box('backend:')}`],
      networks: [
        'public: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0.7 } }',
        'backend: { driver: bridge, subnet: 172.30.0.0/24 }',
      ],
    }),
    problems: ['warning gateway-of-nobody', 'warning several-networks'],
    pings: { 'one/proxy → one/app': 'reachable same-bridge', 'one/app → one:eth0': 'reachable any-interface' },
  },
  {
    title: 'macvlan without a way out',
    lab: alone('internal', {
      cards: tag(7),
      boxes: [`svc: ${box('v7: 10.7.0.5')}`, `other: ${box('v7: 10.7.0.6')}`],
      networks: [v7('internal: true, ')],
    }),
    problems: [],
    pings: { 'one/svc → one/other': 'reachable same-parent', 'one/svc → one:eth0': 'unreachable no-route' },
  },
  {
    title: 'an MTU on network, sub-interface, card and switch',
    lab: alone('mtu', {
      cards: tag(7, ', mtu: 1500'),
      boxes: [`app: ${box('v7: 10.7.0.5')}`],
      networks: [v7('gateway: 10.7.0.1, mtu: 1450, ')],
    })
      .replace('vlans: all', 'vlans: all, mtu: 9000')
      .replace('address: 10.9.0.11/24 }', 'address: 10.9.0.11/24, mtu: 9000 }'),
    problems: ['warning mtu-of-parent-holds'],
    pings: { 'one → one/app': 'unreachable no-route' },
  },
  {
    title: 'one MAC address twice on a parent',
    lab: alone('mac-twice', {
      cards: tag(7),
      boxes: [5, 6].map((last) => `c${last}: ${box(`v7: { address: 10.7.0.${last}, mac: "02:00:00:00:00:07" }`)}`),
      networks: [v7('gateway: 10.7.0.1, ')],
    }),
    problems: ['error duplicate-mac'],
    pings: { 'one/c5 → one/c6': 'unreachable not-started' },
    refused: { says: 'has the MAC address 02:00:00:00:00:07, which one/c5 has too', by: all },
  },
  {
    title: 'one MAC address on two hosts of a VLAN',
    lab: `trunkline: 1
name: mac-on-two
segments: { lan: { vlans: all } }
hosts:
  one: ${host('10.9.0.11', tag(7)).replace(/ }$/, `, containers: { c1: ${box('v7: { address: 10.7.0.5, mac: "02:00:00:00:00:07" }')} } }`)}
  two: ${host('10.9.0.12', tag(7)).replace(/ }$/, `, containers: { c2: ${box('v7: { address: 10.7.0.6, mac: "02:00:00:00:00:07" }')} } }`)}
networks: { v7: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0.7, two: eth0.7 } } }
`,
    problems: ['error duplicate-mac'],
    pings: { 'one/c1 → two/c2': 'unreachable duplicate-mac', 'two/c2 → one/c1': 'unreachable duplicate-mac' },
  },
  {
    title: 'two containers on a parent in mode passthru',
    lab: alone('passthru', {
      cards: tag(7),
      boxes: [`c1: ${box('v7: 10.7.0.5')}`, `c2: ${box('v7: 10.7.0.6')}`],
      networks: [v7('mode: passthru, gateway: 10.7.0.1, ')],
    }),
    problems: ['error second-on-passthru'],
    pings: { 'one/c1 → one/c2': 'unreachable not-started' },
    refused: { says: 'a parent in mode passthru has one child', by: all },
  },
  {
    title: 'a subnet inside that of docker0',
    lab: alone('docker0', {
      cards: tag(7),
      boxes: [`c1: ${box('v7: 172.17.44.5')}`],
      networks: ['v7: { driver: macvlan, subnet: 172.17.44.0/24, gateway: 172.17.44.1, parents: { one: eth0.7 } }'],
    }),
    problems: ['warning pool-of-docker0'],
    pings: { 'one → one/c1': 'unreachable not-started' },
    refused: { says: 'overlaps with that of Docker’s own bridge docker0 (172.17.0.0/16)', by: all },
  },
  {
    title: 'a registry that speaks plain HTTP',
    lab: `trunkline: 1
name: plain-http
segments: { lan: { vlans: all } }
hosts:
  one: ${host('10.9.0.11', tag(7)).replace(/ }$/, `, containers: { c1: ${box('v7: 10.7.0.5').replace('busybox', '"10.9.0.11:5000/busybox:v1"')} } }`)}
  two: ${host('10.9.0.12', tag(7)).replace(/ }$/, `, containers: { c2: ${box('v7: 10.7.0.6').replace('busybox', '"10.9.0.11:5000/busybox:v1"')} } }`)}
networks: { v7: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0.7, two: eth0.7 } } }
registry: { host: one, port: 5000, images: [{ image: busybox, as: "busybox:v1" }] }
`,
    problems: [],
    pings: { 'one/c1 → two/c2': 'reachable same-segment' },
  },
  ...[', port: { access: 7 }', ''].map((port): Situation => {
    const meets = port === '' ? 'unreachable different-vlan' : 'reachable same-segment';
    return {
      title: `an untagged card beside a tagged one, ${port === '' ? 'and nothing said of its switch port' : 'at an access port of the VLAN'}`,
      lab: `trunkline: 1
name: access-port
segments: { lan: { vlans: [7, 8] } }
hosts:
  one:
    ssh: { address: 10.7.0.11, user: root }
    interfaces: { eth0: { segment: lan${port}, address: 10.7.0.11/24 } }
    containers: { c1: ${box('flat: 10.7.0.50')} }
  two: ${host('10.9.0.12', tag(7)).replace(/ }$/, `, containers: { c2: ${box('tagged: 10.7.0.60')} } }`)}
networks:
  flat: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0 } }
  tagged: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { two: eth0.7 } }
`,
      problems: port === '' ? ['warning subnet-in-two-vlans'] : [],
      pings: { 'one/c1 → two/c2': meets, 'two/c2 → one:eth0': meets },
    };
  }),
  {
    title: 'a host that answers a routed ping by its own address in the VLAN',
    lab: `trunkline: 1
name: own-way-back
segments: { lan: { vlans: all } }
hosts:
  one: ${host('10.9.0.11', tag(7, ', address: 10.7.0.11/24')).replace(/ }$/, `, containers: { c1: ${box('v7: 10.7.0.50')} } }`)}
  two: ${host('10.9.0.12', tag(7, ', address: 10.7.0.12/24') + tag(8, ', address: 10.8.0.12/24'))}
  gate: ${host('10.9.0.1', tag(7, ', address: 10.7.0.1/24') + tag(8, ', address: 10.8.0.1/24')).replace(/ }$/, ', routing: { forward: true, allow: all } }')}
networks: { v7: { driver: macvlan, subnet: 10.7.0.0/24, gateway: 10.7.0.1, parents: { one: eth0.7 } } }
`,
    problems: [],
    pings: { 'one/c1 → two:eth0.8': 'reachable routed', 'one/c1 → one:eth0.7': 'unreachable host-to-own-macvlan' },
  },
  {
    title: 'a parent that is not drawn',
    lab: alone('undrawn', {
      boxes: [`c1: ${box('v7: 10.7.0.5')}`],
      networks: [v7('gateway: 10.7.0.1, ')],
    }),
    problems: ['error unknown-interface'],
    pings: {},
    refused: { says: 'Draw it under interfaces of one: eth0.7: { parent: eth0, vlan: 7 }', by: all },
  },
  {
    title: 'a home router that is not ours, and the internet beyond it',
    lab: `trunkline: 1
name: at-home
segments: { lan: { vlans: none }, wan: { internet: true } }
hosts:
  one: ${host('10.9.0.11', '').replace(/ }$/, `, containers: { c1: ${box('flat: 10.9.0.77')} } }`)}
  box:
    unmanaged: true
    interfaces: { lan0: { segment: lan, address: 10.9.0.1/24 }, wan0: { segment: wan, address: 203.0.113.2/24 } }
    routing: { forward: true, allow: all, routes: [{ to: default, via: 203.0.113.1 }], masquerade: [{ source: 10.9.0.0/24, out: wan0 }] }
networks: { flat: { driver: macvlan, subnet: 10.9.0.0/24, gateway: 10.9.0.1, parents: { one: eth0 } } }
expect: [{ from: one/c1, to: 9.9.9.9, reachable: true }]
`,
    problems: [],
    pings: { 'one/c1 → 9.9.9.9': 'reachable masqueraded', 'one/c1 → box:lan0': 'reachable same-segment' },
  },
  {
    title: 'Compose’s options on a network that is there already',
    lab: alone('compose', {
      boxes: [
        `hole: ${box('flat: 10.9.0.77', ', ports: ["80:80"], restart: unless-stopped, hostname: hole, environment: { TZ: UTC }, volumes: ["/srv:/srv"], cap_add: [NET_ADMIN]')}`,
      ],
      networks: ['flat: { external: true, driver: macvlan }'],
    }),
    problems: ['warning published-nowhere'],
    pings: { 'one → one/hole': 'uncertain network-unknown' },
  },
  {
    title: 'a MAC address on ipvlan',
    lab: alone('ipvlan-mac', {
      boxes: [`x1: ${box('flat: { address: 10.9.0.75, mac: "52:54:00:7c:00:01" }')}`],
      networks: [
        'flat: { driver: ipvlan, mode: l2, subnet: 10.9.0.0/24, gateway: 10.9.0.254, parents: { one: eth0 } }',
      ],
    }),
    problems: ['error mac-on-ipvlan'],
    pings: { 'one → one/x1': 'unreachable not-started' },
    refused: { says: 'ipvlan containers share the one of their parent', by: all },
  },
  {
    title: 'a second card for macvlan, so that the host reaches its containers',
    lab: alone('second-card', {
      cards: ', eth1: { segment: lan }',
      boxes: [`x1: ${box('flat: 10.9.0.75')}`],
      networks: ['flat: { driver: macvlan, subnet: 10.9.0.0/24, gateway: 10.9.0.254, parents: { one: eth1 } }'],
    }),
    problems: [],
    pings: { 'one → one/x1': 'reachable same-segment', 'one/x1 → one:eth0': 'reachable same-segment' },
  },
  {
    title: 'a macvlan network that is there already',
    lab: alone('existing', {
      boxes: [`app1: ${box('flat: 10.9.0.149')}`, `app2: ${box('flat: 10.9.0.150')}`],
      networks: [
        'flat: { external: true, driver: macvlan, subnet: 10.9.0.0/24, gateway: 10.9.0.254, reserved: { h: 10.9.0.11 }, parents: { one: eth0 } }',
      ],
    }),
    problems: [],
    pings: { 'one/app1 → one/app2': 'reachable same-parent', 'one → one/app1': 'unreachable host-to-own-macvlan' },
  },
  {
    title: 'ipvlan l3 on two hosts that have routes to each other’s subnets',
    lab: `trunkline: 1
name: layer-three
segments: { lan: { vlans: none } }
hosts:
  one: ${host('10.9.0.11', '').replace(/ }$/, `, containers: { p1: ${box('l3a: 10.61.0.10')} }, routing: { routes: [{ to: 10.62.0.0/24, via: 10.9.0.12 }] } }`)}
  two: ${host('10.9.0.12', '').replace(/ }$/, `, containers: { p2: ${box('l3b: 10.62.0.10')} }, routing: { routes: [{ to: 10.61.0.0/24, via: 10.9.0.11 }] } }`)}
networks:
  l3a: { driver: ipvlan, mode: l3, subnet: 10.61.0.0/24, parents: { one: eth0 } }
  l3b: { driver: ipvlan, mode: l3, subnet: 10.62.0.0/24, parents: { two: eth0 } }
expect: [{ from: one/p1, to: two/p2, reachable: true }]
`,
    problems: [],
    pings: { 'one/p1 → two/p2': 'reachable routed', 'two/p2 → one/p1': 'reachable routed' },
  },
];
