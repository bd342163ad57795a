/** One story for each reason that a verdict can have: a lab, what happened on its hosts, one ping, and why it comes back or not. */
import { describe, expect, it, test } from 'vitest';
import { parseRule } from '../host/parse-iptables.ts';
import type { Chain, DockerContainer, DockerNetwork, DockerState, HostState, Link, Route } from '../host/state.ts';
import { labOf as labOfText, textOfTemplate } from '../lab/testing/examples.ts';
import { mendOf } from './mends.ts';
import { predictFrom } from './predict.ts';
import { statesWithLab } from './predicted-states.ts';
import { type ReasonCode, reasonCodes } from './reason-codes.ts';
import type { Verdict } from './verdict.ts';

const VLANS = textOfTemplate('vlans-two-hosts');
const MACVLAN = textOfTemplate('macvlan-two-hosts');

type ReadyDocker = Extract<DockerState, { kind: 'ready' }>;
type Change = (state: HostState) => HostState | undefined;

interface Story {
  readonly lab: string;
  readonly ping: readonly [from: string, to: string];
  /** What happened on hosts, by name. */
  readonly happened?: Readonly<Record<string, Change>>;
}

function told({ lab: text, ping: [from, to], happened = {} }: Story): Verdict {
  const lab = labOfText(text);
  const states = new Map(statesWithLab(lab));
  for (const [host, change] of Object.entries(happened)) {
    const state = states.get(host);
    const after = state && change(state);
    if (after === undefined) states.delete(host);
    else states.set(host, after);
  }
  const prediction = predictFrom(lab, states);
  const source = prediction.endpoints.sources.find(({ id }) => id === from);
  const target = prediction.endpoints.targets.find(({ id, address }) => id === to || `${id} ${address}` === to);
  if (source === undefined || target === undefined) throw new Error(`no ${from} or ${to}`);
  return prediction.explain(source, target);
}

/** A lab file by its parts: hosts on one or two segments, networks, and nothing else. */
const labOf = (hosts: string, networks = '', segments = 'lan: { vlans: all }'): string =>
  `trunkline: 1\nname: story\nsegments: { ${segments} }\nhosts:\n${hosts}${networks === '' ? '' : `networks:\n${networks}`}`;
const hostOf = (name: string, interfaces: string, rest = ''): string =>
  `  ${name}: { ssh: { address: ${name} }, interfaces: { ${interfaces} }${rest === '' ? '' : `, ${rest}`} }\n`;
const netOf = (name: string, body: string): string => `  ${name}: { ${body} }\n`;
const boxes = (body: string): string => `containers: { ${body} }`;
const box = (name: string, networks: string): string => `${name}: { image: busybox, networks: { ${networks} } }`;

const link =
  (name: string, change: Partial<Link>): Change =>
  (state) => ({ ...state, links: state.links.map((item) => (item.name === name ? { ...item, ...change } : item)) });
const global = (address: string, prefix: number) => ({ family: 4, address, prefix, scope: 'global' }) as const;
const sysctl =
  (name: string, value: string): Change =>
  (state) => ({ ...state, sysctls: { ...state.sysctls, [name]: value } });
const route =
  (given: Partial<Route> & Pick<Route, 'to'>): Change =>
  (state) => ({
    ...state,
    routes: [
      ...state.routes.filter(({ to }) => to !== given.to),
      {
        type: 'unicast',
        via: undefined,
        dev: undefined,
        source: undefined,
        scope: 'global',
        protocol: 'boot',
        metric: 0,
        table: 'main',
        ...given,
      },
    ],
  });
const rule =
  (chain: string, text: string): Change =>
  (state) => ({
    ...state,
    firewall: {
      ...state.firewall,
      filter: state.firewall.filter.map(
        (item): Chain => (item.name === chain ? { ...item, rules: [parseRule(text), ...item.rules] } : item),
      ),
    },
  });
const all =
  (...changes: readonly Change[]): Change =>
  (state) =>
    changes.reduce<HostState | undefined>((now, change) => now && change(now), state);
const withoutLink =
  (name: string): Change =>
  (state) => ({ ...state, links: state.links.filter((item) => item.name !== name) });
const docker =
  (change: (of: ReadyDocker) => Partial<ReadyDocker>): Change =>
  (state) =>
    state.docker.kind === 'ready' ? { ...state, docker: { ...state.docker, ...change(state.docker) } } : state;
const containers = (change: (item: DockerContainer) => DockerContainer): Change =>
  docker((of) => ({ containers: of.containers.map(change) }));
const networks = (change: (item: DockerNetwork) => DockerNetwork): Change =>
  docker((of) => ({ networks: of.networks.map((item) => (item.driver === 'macvlan' ? change(item) : item)) }));

const across = ['docker01/bbox10', 'docker02/bbox21'] as const;
const within = ['docker01/bbox10', 'docker02/bbox11'] as const;

const two = (mode: string): string =>
  labOf(
    hostOf(
      'one',
      'eth0: { segment: lan, address: 10.0.0.1/24 }',
      boxes(`${box('aa', 'net: 10.1.0.10')}, ${box('bb', 'net: 10.1.0.11')}`),
    ) + hostOf('two', 'eth0: { segment: lan, address: 10.0.0.2/24 }', boxes(box('cc', 'net: 10.1.0.12'))),
    netOf(
      'net',
      `driver: ${mode.startsWith('l') ? 'ipvlan' : 'macvlan'}, mode: ${mode}, subnet: 10.1.0.0/24, ${mode.startsWith('l3') ? '' : 'gateway: 10.1.0.1, '}parents: { one: eth0, two: eth0 }`,
    ),
  );

/** A host with one container, in another subnet than the host's own address. */
const ownHost = (network: string, host = '', rest = '', more = ''): string =>
  labOf(
    hostOf(
      'one',
      `eth0: { segment: lan, address: 10.0.0.1/24 }${host}`,
      `${boxes(box('aa', 'net: 10.1.0.10'))}${rest === '' ? '' : `, ${rest}`}`,
    ) + more,
    netOf(
      'net',
      `${network}, subnet: 10.1.0.0/24, ${/l3/.test(network) ? '' : 'gateway: 10.1.0.1, '}parents: { one: eth0 }`,
    ),
  );

const twoMacs = labOf(
  ['one', 'two', 'three']
    .map((name, at) =>
      hostOf(
        name,
        `eth0: { segment: lan, address: 10.1.0.${at + 1}/24 }`,
        at === 2 ? '' : boxes(box(['aa', 'bb'][at] ?? '', `net: { address: 10.1.0.1${at}, mac: "02:11:22:33:44:55" }`)),
      ),
    )
    .join(''),
  netOf('net', 'driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: eth0, two: eth0 }'),
);

const router = (interfaces: string, routing = 'routing: { forward: true, allow: all }'): string =>
  hostOf('gw', interfaces, routing);

/** Two hosts on two wires, each with a default route by the machine between them; or the second one without its way back. */
const twoWires = (between: string, back = 'routing: { routes: [{ to: default, via: 10.2.0.1 }] }'): string =>
  labOf(
    hostOf(
      'one',
      'eth0: { segment: left, address: 10.1.0.2/24 }',
      'routing: { routes: [{ to: default, via: 10.1.0.1 }] }',
    ) +
      hostOf('two', 'eth0: { segment: right, address: 10.2.0.2/24 }', back) +
      between,
    '',
    'left: {}, right: {}',
  );
const BOTH = 'eth0: { segment: left, address: 10.1.0.1/24 }, eth1: { segment: right, address: 10.2.0.1/24 }';
const BETWEEN = router(BOTH);
const NO_WAY_BACK = '';

const stories: Partial<Record<ReasonCode, Story>> = {
  'same-segment': { lab: VLANS, ping: within },
  'same-parent': { lab: two('bridge'), ping: ['one/aa', 'one/bb'] },
  'host-shim': {
    lab: VLANS.replace(
      'ens33.10: { parent: ens33, vlan: 10 }',
      'ens33.10: { parent: ens33, vlan: 10 }\n      shim10: { parent: ens33.10, shim: bridge, address: 172.16.10.250/32, reaches: [172.16.10.0/24] }',
    ),
    ping: ['docker01', 'docker01/bbox10'],
  },
  'any-interface': { lab: VLANS, ping: ['docker01/bbox10', 'router:ens33.20'] },
  routed: { lab: VLANS, ping: across },
  masqueraded: {
    lab: twoWires(
      router(BOTH, 'routing: { forward: true, allow: all, masquerade: [{ source: 10.1.0.0/24, out: eth1 }] }'),
      NO_WAY_BACK,
    ),
    ping: ['one', 'two:eth0'],
  },
  'ipvlan-l3-siblings': { lab: two('l3'), ping: ['one/aa', 'one/bb'] },
  'not-started': { lab: two('bridge').replaceAll('10.1.0', '172.17.0'), ping: ['one/aa', 'one/bb'] },
  'not-there': { lab: VLANS, ping: across, happened: { docker02: docker(() => ({ containers: [] })) } },
  'not-running': {
    lab: VLANS,
    ping: across,
    happened: { docker02: containers((item) => ({ ...item, status: 'exited' })) },
  },
  'parent-missing': { lab: VLANS, ping: within, happened: { docker02: withoutLink('ens33.10') } },
  'parent-down': { lab: VLANS, ping: within, happened: { docker02: link('ens33.10', { up: false, carrier: false }) } },
  'link-down': {
    lab: VLANS,
    ping: ['docker01', 'router:ens33'],
    happened: { router: link('ens33', { carrier: false }) },
  },
  'no-route': { lab: VLANS, ping: ['docker01', 'docker02/bbox11'] },
  'gateway-off-link': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: { one: route({ to: '0.0.0.0/0', via: '10.9.0.1' }) },
  },
  'router-no-route': {
    lab: twoWires(router('eth0: { segment: left, address: 10.1.0.1/24 }'), NO_WAY_BACK),
    ping: ['one', 'two:eth0'],
  },
  'no-return-route': { lab: twoWires(BETWEEN, NO_WAY_BACK), ping: ['one', 'two:eth0'] },
  'route-forbids': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: { gw: route({ to: '10.2.0.2/32', type: 'blackhole' }) },
  },
  'routing-loop': {
    lab: labOf(
      hostOf(
        'one',
        'eth0: { segment: lan, address: 10.1.0.2/24 }',
        'routing: { routes: [{ to: default, via: 10.1.0.1 }] }',
      ) +
        hostOf(
          'gw',
          'eth0: { segment: lan, address: 10.1.0.1/24 }',
          'routing: { forward: true, allow: all, routes: [{ to: 10.9.0.0/24, via: 10.1.0.3 }] }',
        ) +
        hostOf(
          'gw2',
          'eth0: { segment: lan, address: 10.1.0.3/24 }',
          'routing: { forward: true, allow: all, routes: [{ to: 10.9.0.0/24, via: 10.1.0.1 }] }',
        ) +
        hostOf('far', 'eth0: { segment: other, address: 10.9.0.2/24 }'),
      '',
      'lan: {}, other: {}',
    ),
    ping: ['one', 'far:eth0'],
  },
  'no-such-address': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan, address: 10.0.0.1/24 }') +
        hostOf('two', 'eth0: { segment: lan, address: 10.0.0.2/24 }'),
    ),
    ping: ['one', 'two:eth0'],
    happened: { one: route({ to: '10.0.0.0/24', dev: 'eth0', scope: 'link', source: '10.0.0.99' }) },
  },
  'gateway-missing': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: { gw: route({ to: '10.2.0.2/32', via: '10.2.0.77', dev: 'eth1' }) },
  },
  'different-vlan': {
    lab: VLANS.replace('docker02: ens33.10 }', 'docker02: ens33.20 }')
      .replace(/parents: { docker01: ens33\.20, docker02: ens33\.20 }/, 'parents: { docker01: ens33.20 }')
      .replace(/ {6}bbox21: .*\n/, ''),
    ping: within,
  },
  'different-segment': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: left, address: 10.0.0.1/24 }') +
        hostOf('two', 'eth0: { segment: right, address: 10.0.0.2/24 }'),
      '',
      'left: {}, right: {}',
    ),
    ping: ['one', 'two:eth0'],
  },
  'different-vlan-no-router': { lab: VLANS.replace(/ {2}router:\n(?: {4}.*\n)+/, ''), ping: across },
  'different-segment-no-router': { lab: twoWires(''), ping: ['one', 'two:eth0'] },
  'different-subnet-no-router': {
    lab: twoWires('')
      .replaceAll('segment: left', 'segment: lan')
      .replaceAll('segment: right', 'segment: lan')
      .replace('left: {}, right: {}', 'lan: {}'),
    ping: ['one', 'two:eth0'],
  },
  'vlan-not-carried': { lab: VLANS.replace('lan: { vlans: all }', 'lan: { vlans: [20] }'), ping: within },
  'host-to-own-macvlan': {
    lab: VLANS.replace(
      'ens33.10: { parent: ens33, vlan: 10 }',
      'ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.2/24 }',
    ),
    ping: ['docker01', 'docker01/bbox10'],
  },
  'mode-private': { lab: two('private'), ping: ['one/aa', 'one/bb'] },
  'mode-vepa': { lab: two('vepa'), ping: ['one/aa', 'one/bb'] },
  'passthru-gateway': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan, address: 10.1.0.2/24 }', boxes(box('aa', 'net: 10.1.0.10'))) +
        hostOf('two', 'eth0: { segment: lan }', boxes(box('bb', 'net: 10.1.0.11'))) +
        hostOf('far', 'eth0: { segment: lan, address: 10.2.0.2/24 }'),
      netOf(
        'net',
        'driver: macvlan, mode: passthru, subnet: 10.1.0.0/24, gateway: 10.1.0.2, parents: { one: eth0, two: eth0 }',
      ),
    ),
    ping: ['two/bb', 'far:eth0'],
  },
  'passthru-parent': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan, address: 10.1.0.2/24 }', boxes(box('aa', 'net: 10.1.0.10'))) +
        hostOf('two', 'eth0: { segment: lan, address: 10.1.0.3/24 }'),
      netOf('net', 'driver: macvlan, mode: passthru, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: eth0 }'),
    ),
    ping: ['two', 'one:eth0'],
  },
  'ipvlan-l3-no-arp': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan }', boxes(box('aa', 'net: 10.1.0.10'))) +
        hostOf('two', 'eth0: { segment: lan, address: 10.1.0.3/24 }'),
      netOf('net', 'driver: ipvlan, mode: l3, subnet: 10.1.0.0/24, parents: { one: eth0 }'),
    ),
    ping: ['two', 'one/aa'],
  },
  'forwarding-off': { lab: VLANS, ping: across, happened: { router: sysctl('net.ipv4.ip_forward', '0') } },
  'forward-denied': {
    lab: VLANS.replace(/ {8}- { from: 172\.16\.10\.0\/24, to: 172\.16\.20\.0\/24 }\n/, ''),
    ping: across,
  },
  'input-denied': {
    lab: VLANS,
    ping: ['docker01/bbox10', 'router:ens33.10'],
    happened: { router: rule('INPUT', '-p icmp -j DROP') },
  },
  'output-denied': {
    lab: VLANS,
    ping: ['docker01', 'router:ens33'],
    happened: { docker01: rule('OUTPUT', '-p icmp -j DROP') },
  },
  'rp-filter': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: {
      gw: all(
        sysctl('net.ipv4.conf.all.rp_filter', '1'),
        route({ to: '10.1.0.0/24', dev: 'eth1', scope: 'link', protocol: 'kernel' }),
      ),
    },
  },
  'martian-source': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: {
      two: link('eth0', { addresses: [global('10.2.0.2', 24), global('10.1.0.2', 32)] }),
    },
  },
  'other-owner': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: { gw: link('eth0', { addresses: [global('10.1.0.1', 24), global('10.2.0.2', 32)] }) },
  },
  'bridge-port': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan, address: 10.0.0.1/24 }') +
        hostOf('two', 'eth0: { segment: lan, address: 10.0.0.2/24 }'),
    ),
    ping: ['one', 'two:eth0'],
    happened: { two: link('eth0', { master: 'br0' }) },
  },
  'own-address': {
    lab: VLANS,
    ping: ['docker01/bbox10', 'docker01:ens33'],
    happened: { docker01: containers((item) => ({ ...item, networkMode: 'host' })) },
  },
  'no-address': {
    lab: twoWires(BETWEEN),
    ping: ['one', 'two:eth0'],
    happened: { one: link('eth0', { addresses: [] }) },
  },
  'same-bridge': {
    lab: two('bridge'),
    ping: ['one/aa', 'one/bb'],
    happened: {
      one: networks((network) => ({
        ...network,
        driver: 'bridge',
        options: { 'com.docker.network.bridge.name': 'docker0' },
      })),
    },
  },
  'duplicate-address': { lab: VLANS.replace('mac_net10: 172.16.10.11', 'mac_net10: 172.16.10.10'), ping: within },
  'hypervisor-filter': {
    lab: MACVLAN,
    ping: ['docker01/bbox1', 'docker02/bbox2'],
    happened: {
      docker02: (state) => ({ ...state, facts: { ...state.facts, virtualization: 'vmware' } }),
    },
  },
  'port-security': {
    lab: MACVLAN.replace('ens33: { segment: lan,', 'ens33: { segment: lan, port: { macs: own },'),
    ping: ['docker01/bbox1', 'docker02/bbox2'],
  },
  'card-answers': {
    lab: labOf(
      hostOf(
        'one',
        'eth0: { segment: lan, address: 10.0.0.2/24, port: { macs: own } }, s0: { parent: eth0, shim: bridge, address: 10.1.0.210/32, reaches: [10.1.0.0/24] }',
      ) + hostOf('two', 'eth0: { segment: lan, address: 10.0.0.3/24 }', boxes(box('bb', 'net: 10.1.0.10'))),
      netOf('net', 'driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: eth0, two: eth0 }'),
    ),
    ping: ['one', 'two/bb'],
  },
  'duplicate-mac': { lab: twoMacs, ping: ['one/aa', 'two/bb'] },
  'shared-mac': { lab: twoMacs, ping: ['three', 'two/bb'] },
  'wireless-card': {
    lab: MACVLAN.replaceAll('ens33', 'wlp2s0'),
    ping: ['docker01/bbox1', 'docker02/bbox2'],
  },
  'other-nic-of-own-host': {
    lab: labOf(
      hostOf(
        'one',
        'eth0: { segment: lan, address: 10.0.0.2/24 }, eth1: { segment: lan, address: 10.1.0.2/24 }',
        boxes(box('aa', 'net: 10.1.0.10')),
      ),
      netOf('net', 'driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: eth0 }'),
    ),
    ping: ['one', 'one/aa'],
  },
  'unknown-match': {
    lab: VLANS,
    ping: across,
    happened: { router: rule('FORWARD', '-m limit --limit 1/sec -j DROP') },
  },
  'firewall-unknown': {
    lab: VLANS,
    ping: across,
    happened: {
      router: (state) => ({ ...state, firewall: { known: false, backend: undefined, filter: [], nat: [] } }),
    },
  },
  'firewall-manager': {
    lab: VLANS,
    ping: across,
    happened: { router: (state) => ({ ...state, facts: { ...state.facts, firewallManager: 'firewalld' } }) },
  },
  'nat-uncertain': {
    lab: VLANS,
    ping: across,
    happened: {
      router: (state) => ({
        ...state,
        firewall: {
          ...state.firewall,
          nat: state.firewall.nat.map(
            (chain): Chain =>
              chain.name === 'POSTROUTING'
                ? { ...chain, rules: [parseRule('-s 172.16.10.0/24 -j SNAT --to-source 172.16.20.1-172.16.20.9')] }
                : chain,
          ),
        },
      }),
    },
  },
  'network-unknown': {
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan }', boxes(box('aa', 'flat: 10.1.0.10'))),
      netOf('flat', 'external: true, driver: macvlan'),
    ),
    ping: ['one', 'one/aa'],
  },
  'host-unknown': { lab: VLANS, ping: across, happened: { docker02: () => undefined } },
};

describe('each reason', () => {
  for (const [code, story] of Object.entries(stories)) {
    it(`${code}`, () => {
      const { reason, hops } = told(story);
      expect([reason.code, reason.text]).toEqual([code, expect.stringMatching(/^.+\.$/s)]);
      for (const hop of hops) expect(hop.text).not.toBe('');
    });
  }
});

describe('a host and its own container on the parent', () => {
  const reasonOf = (lab: string, ...ping: readonly [string, string]) => {
    const { reason } = told({ lab, ping });
    return { ...reason, mend: mendOf(reason) };
  };
  const inOther = (network: string) => reasonOf(ownHost(network), 'one/aa', 'one:eth0');
  const GATED = 'routing: { routes: [{ to: default, via: 10.0.0.254 }] }';

  test('in two subnets are not told to use one, where they would not meet either', () => {
    const there = inOther('driver: macvlan');
    expect(there.text).toContain('in one subnet they would not hear each other either');
    expect(there.mend).toBe(
      'Draw a router, on another machine, with an address in both subnets, or give the host a shim there (an interface of the host’s own on the macvlan network): the container then reaches the host at the shim’s address.',
    );
    const back = reasonOf(ownHost('driver: macvlan', '', GATED), 'one', 'one/aa');
    expect([back.code, back.mend]).toEqual([
      'different-subnet-no-router',
      'Draw a router, on another machine, with an address in both subnets, or give the host a shim there (an interface of the host’s own on the macvlan network).',
    ]);
    expect(inOther('driver: ipvlan, mode: l2').mend).toBe(
      'Draw a router, on another machine, with an address in both subnets.',
    );
    expect(inOther('driver: macvlan, mode: private').mend).not.toContain('shim');
  });

  test('a shim there helps, as is said', () => {
    const shim = ', s0: { parent: eth0, shim: bridge, address: 10.1.0.250/32, reaches: [10.1.0.0/24] }';
    const lab = ownHost('driver: macvlan', shim);
    expect(told({ lab, ping: ['one', 'one/aa'] }).verdict).toBe('reachable');
    expect(told({ lab, ping: ['one/aa', 'one:s0'] }).verdict).toBe('reachable');
    expect(told({ lab, ping: ['one/aa', 'one:eth0'] }).verdict).toBe('unreachable');
  });

  test('without a route, or in one subnet, it is a shim in bridge mode only', () => {
    const withoutRoute = (network: string) => reasonOf(ownHost(network), 'one', 'one/aa').mend;
    expect(reasonOf(ownHost('driver: macvlan'), 'one', 'one/aa').text).toBe(
      'one has no route to 10.1.0.10, and one out of eth0 would not help: a host and its own macvlan children never meet on their parent, one:eth0.',
    );
    expect(withoutRoute('driver: macvlan')).toContain('a shim there');
    expect(withoutRoute('driver: macvlan, mode: private')).toBe(
      'Give the host a route by a router, on another machine, that both reach.',
    );
    const inOne = (network: string) =>
      reasonOf(ownHost(network).replace('10.0.0.1/24', '10.1.0.2/24'), 'one', 'one/aa');
    expect(inOne('driver: macvlan').mend).toContain('Give the host a shim there');
    expect(inOne('driver: macvlan, mode: private')).toMatchObject({
      code: 'host-to-own-macvlan',
      mend: 'Give the two different subnets, and draw a router, on another machine, with an address in both.',
    });
    expect(inOne('driver: ipvlan, mode: l2').mend).not.toContain('shim');
    expect(inOne('driver: macvlan, mode: passthru').mend).toBe(
      'Use another mode, or another card for the host itself.',
    );
  });

  test('of ipvlan L3 are not told to take a route that leads nowhere', () => {
    const network = 'driver: ipvlan, mode: l3';
    const lab = ownHost(network);
    const both = [reasonOf(lab, 'one', 'one/aa'), reasonOf(lab, 'one/aa', 'one:eth0')];
    expect(both.map(({ code }) => code)).toEqual(['no-route', 'no-return-route']);
    for (const { text, mend } of both) {
      expect(text).toContain('one and its own ipvlan L3 container one/aa never meet on eth0');
      expect(mend).toContain('by a router on its segment');
    }
    // As measured: by a route out of the parent nothing comes back.
    const byParent = told({
      lab,
      ping: ['one', 'one/aa'],
      happened: { one: route({ to: '10.1.0.0/24', dev: 'eth0' }) },
    });
    expect([byParent.verdict, byParent.reason.text]).toEqual([
      'unreachable',
      expect.stringContaining('never meet on eth0'),
    ]);
    const byRouter = ownHost(
      network,
      '',
      'routing: { routes: [{ to: 10.1.0.0/24, via: 10.0.0.254 }] }',
      router(
        'eth0: { segment: lan, address: 10.0.0.254/24 }',
        'routing: { forward: true, allow: all, routes: [{ to: 10.1.0.0/24, via: 10.0.0.1 }] }',
      ),
    );
    expect(told({ lab: byRouter, ping: ['one', 'one/aa'] }).verdict).toBe('reachable');
    expect(told({ lab: byRouter, ping: ['one/aa', 'one:eth0'] }).verdict).toBe('reachable');
  });
});

test('what an ipvlan L3 container sends is looked up by its host: no neighbour is asked, and no forwarding is needed', () => {
  const { reason, hops } = told({ lab: textOfTemplate('ipvlan-l3'), ping: ['docker01/bbox1', 'docker02/bbox2'] });
  const [first, second] = hops;
  expect(first?.text).toMatch(/: out of eth0, and docker01 finds the way: an ipvlan L3 container asks nobody by ARP/);
  expect(second?.text).toContain('docker01 routes for it, out of ens33 only, with packet forwarding on or off');
  expect(reason.text).toBe(
    'docker01 passes the request on, and docker02 passes the reply on; for their ipvlan L3 containers docker01 and docker02 route with packet forwarding on or off.',
  );
});

test('the policy of a router that nobody has looked at is an assumption, and that of one that was is told as read', () => {
  const denied = (happened: Story['happened'] = {}) => {
    const { reason, hops } = told({ ...(stories['forward-denied'] as Story), happened });
    return { text: reason.text, filtered: hops.filter(({ kind }) => kind === 'filter').map(({ rule }) => rule) };
  };
  // One step, not one for the question and one for the answer.
  expect(denied()).toEqual({ text: expect.stringContaining('is assumed to be dropped'), filtered: [''] });
  const lookedAt: Change = ({ firewall: { assumed: _, ...firewall }, ...state }) => ({ ...state, firewall });
  expect(denied({ router: lookedAt })).toEqual({
    text: expect.stringContaining('-P FORWARD DROP, which Docker sets'),
    filtered: ['-P FORWARD DROP'],
  });
});

test('a neighbour with the sender’s own address does not even answer ARP, whatever rp_filter says', () => {
  const { reason } = told({
    lab: labOf(
      hostOf('one', 'eth0: { segment: lan, address: 10.0.0.1/24 }') +
        hostOf('two', 'eth0: { segment: lan, address: 10.0.0.2/24 }, eth1: { segment: other, address: 10.0.0.1/32 }'),
      '',
      'lan: {}, other: {}',
    ),
    ping: ['one', 'two:eth0'],
  });
  expect(reason.code).toBe('martian-source');
});

test('where a third has the address of one of two that are cut off from each other, one way fails for sure and the other is luck', () => {
  const host = (name: string, last: number, ...containers: readonly string[]): string =>
    hostOf(
      name,
      `eth0: { segment: lan, address: 10.0.0.${last}/24 }, eth0.20: { parent: eth0, vlan: 20 }`,
      boxes(containers.join(', ')),
    );
  const lab = labOf(
    host('one', 1, box('aa', 'net: 10.1.0.10')) +
      host('two', 2, box('bb', 'net: 10.1.0.11'), box('cc', 'net: 10.1.0.10')),
    netOf('net', 'driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: eth0.20, two: eth0.20 }'),
    'lan: { vlans: none }',
  );
  const there = told({ lab, ping: ['one/aa', 'two/bb'] });
  const back = told({ lab, ping: ['two/bb', 'one/aa'] });
  expect([there.verdict, there.reason.code]).toEqual(['unreachable', 'vlan-not-carried']);
  expect([back.verdict, back.reason.code]).toEqual(['uncertain', 'other-owner']);
});

test('a reply that takes another way than the request is told so', () => {
  const vlan = (host: number, tag: number): string =>
    `eth0.${tag}: { parent: eth0, vlan: ${tag}, address: 10.${tag}.0.${host}/24 }`;
  const lab = labOf(
    hostOf('one', 'eth0: { segment: lan }, eth0.61: { parent: eth0, vlan: 61 }', boxes(box('aa', 'net: 10.61.0.50'))) +
      hostOf('two', `eth0: { segment: lan }, ${vlan(2, 61)}, ${vlan(2, 62)}`) +
      router(`eth0: { segment: lan }, ${vlan(1, 61)}, ${vlan(1, 62)}`),
    netOf('net', 'driver: macvlan, subnet: 10.61.0.0/24, gateway: 10.61.0.1, parents: { one: eth0.61 }'),
  );
  const { verdict, reason } = told({ lab, ping: ['one/aa', 'two:eth0.62'] });
  expect([verdict, reason.text]).toEqual([
    'reachable',
    'gw passes the request on, and the reply comes straight back, by no router.',
  ]);
});

test('a host reaches its own containers on a card on which it has no address itself, both ways', () => {
  const lab = labOf(
    hostOf(
      'one',
      'eth0: { segment: lan, address: 10.1.0.2/24 }, eth1: { segment: lan }',
      boxes(box('aa', 'net: 10.1.0.10')),
    ),
    netOf('net', 'driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { one: eth1 }'),
  );
  const ways = [told({ lab, ping: ['one', 'one/aa'] }), told({ lab, ping: ['one/aa', 'one:eth0'] })];
  expect(ways.map(({ verdict, reason }) => `${verdict} ${reason.code}`)).toEqual([
    'reachable same-segment',
    'reachable same-segment',
  ]);
});

test('ipvlan containers on a wireless card share its MAC address, which the access point knows', () => {
  const lab = MACVLAN.replaceAll('ens33', 'wlp2s0').replace(
    /driver: macvlan\n( *)mode: bridge/,
    'driver: ipvlan\n$1mode: l2',
  );
  expect(told({ lab, ping: ['docker01/bbox1', 'docker02/bbox2'] }).verdict).toBe('reachable');
});

test('what does not run answers nobody, whatever is known of the host that asks', () => {
  const { verdict, reason } = told({
    lab: VLANS,
    ping: across,
    happened: { docker01: () => undefined, docker02: containers((item) => ({ ...item, status: 'exited' })) },
  });
  expect([verdict, reason.code]).toEqual(['unreachable', 'not-running']);
});

test('a packet dies at the link that is down, on its own host or on the other', () => {
  const down = (host: string, name: string) => ({ [host]: link(name, { up: false, carrier: false }) });
  const waysEnd = (host: string, name: string): readonly string[] =>
    told({ lab: VLANS, ping: within, happened: down(host, name) }).hops.at(-1)?.things ?? [];
  expect(waysEnd('docker01', 'ens33.10')).toEqual(['docker01/bbox10', 'mac_net10', 'docker01:ens33.10']);
  expect(waysEnd('docker02', 'ens33.10')).toEqual([
    'docker01/bbox10',
    'mac_net10',
    'docker01:ens33.10',
    'docker01:ens33',
    'lan',
    'docker02:ens33',
    'docker02:ens33.10',
  ]);
  expect(waysEnd('docker02', 'ens33').at(-1)).toBe('docker02:ens33');
});

const nat =
  (chain: string, text: string): Change =>
  (state) => ({
    ...state,
    firewall: {
      ...state.firewall,
      nat: state.firewall.nat.map(
        (item): Chain => (item.name === chain ? { ...item, rules: [...item.rules, parseRule(text)] } : item),
      ),
    },
  });
const translations = ({ hops }: Verdict): readonly string[] =>
  hops.flatMap(({ kind, leg, rule: said, text }) => (kind === 'nat' ? [`${leg}, ${said}: ${text}`] : []));

test('a router sends a ping for its own address to whom a rule of it names, and the reply comes from that address', () => {
  const told20 = told({
    lab: VLANS,
    ping: ['docker01/bbox10', 'router:ens33.10'],
    happened: { router: nat('PREROUTING', '-d 172.16.10.1/32 -p icmp -j DNAT --to-destination 172.16.20.20') },
  });
  expect([told20.verdict, translations(told20)]).toEqual([
    'reachable',
    [
      'request, DNAT: router sends what is for 172.16.10.1 to 172.16.20.20 instead.',
      'reply, DNAT: router says that the reply of 172.16.20.20 came from 172.16.10.1.',
    ],
  ]);
  const gone = told({
    lab: VLANS,
    ping: ['docker01/bbox10', 'router:ens33.10'],
    happened: { router: nat('PREROUTING', '-i ens33.10 -j DNAT --to-destination 172.16.20.99') },
  });
  expect(gone.verdict).toBe('unreachable');
});

test('a fixed address in place of the sender: a reply to one that the router has comes back, to any other it does not', () => {
  const by = (address: string) =>
    told({
      lab: VLANS,
      ping: across,
      happened: { router: nat('POSTROUTING', `-s 172.16.10.0/24 -j SNAT --to-source ${address}`) },
    });
  expect([by('172.16.20.1').verdict, by('172.16.20.77').verdict]).toEqual(['reachable', 'unreachable']);
  expect(translations(by('172.16.20.1'))[0]).toBe(
    "request, SNAT: router puts the address 172.16.20.1 in place of the sender's 172.16.10.10.",
  );
});

test('what a host sends to one address goes to another where its own rules say so', () => {
  const { verdict } = told({
    lab: VLANS,
    ping: ['docker01', 'docker02:ens33'],
    happened: { docker01: nat('OUTPUT', '-d 192.168.1.13/32 -p icmp -j DNAT --to-destination 192.168.1.99') },
  });
  expect(verdict).toBe('unreachable');
});

test('which reasons have no story', () => {
  // That one is no trace's: `unknown-docker.test.ts` tells it.
  expect(reasonCodes.filter((code) => !(code in stories))).toEqual(['docker-version-unknown']);
});
