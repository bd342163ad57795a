/**
 * Labs that are put on real hosts to see whether what is predicted of them is so. Each is small and about one thing; `shows`
 * names the reasons that it is about, so that none of them agrees by saying nothing.
 */
import type { LabFile } from '../../shared/lab/things/lab.ts';
import type { ReasonCode } from '../../shared/reach/reason-codes.ts';
import { LAB_HOSTS, type LabHost } from '../lab/lab.ts';
import { box, type Carried, type DrawnHost, drawn, type Network, tagged } from './drawing.ts';

/** What nobody can draw: done on a real host after the deploy, and undone after the measurement. */
export interface ByHand {
  readonly host: LabHost;
  readonly does: string;
  readonly undoes: string;
}

export interface AgreementLab {
  readonly title: string;
  readonly file: LabFile;
  /** Reason codes of certain verdicts that must be among those compared. */
  readonly shows: readonly ReasonCode[];
  /** The tags that the wire itself is told to carry. */
  readonly trunk?: readonly number[];
  readonly byHand?: readonly ByHand[];
  /** Done before the deploy, and undone when the lab is gone. */
  readonly before?: readonly ByHand[];
  /** The drawing of what was made by hand, where the hosts' state does not tell of it. */
  readonly nowLike?: LabFile;
}

/** 172.16.VLAN.0/24 with the gateway .1, on a sub-interface of both Docker hosts. */
const vlanNetwork = (vlan: number, more: Partial<Network> = {}): Network => ({
  driver: 'macvlan',
  subnet: `172.16.${vlan}.0/24`,
  gateway: `172.16.${vlan}.1`,
  parents: { docker01: `ens33.${vlan}`, docker02: `ens33.${vlan}` },
  ...more,
});

const net10 = '172.16.10.0/24';
const net20 = '172.16.20.0/24';
const twoWays = [
  { from: net10, to: net20 },
  { from: net20, to: net10 },
];
const gateways = { ...tagged(10, '172.16.10.1/24'), ...tagged(20, '172.16.20.1/24') };

/** VLAN 10 and 20 with a container of each on docker01 and one of VLAN 20 on docker02; the router as given. */
const twoVlans = (
  name: string,
  router: DrawnHost,
  network20: Partial<Network> = {},
  segment: Carried = 'all',
): LabFile =>
  drawn(
    name,
    {
      docker01: {
        interfaces: { ...tagged(10), ...tagged(20) },
        containers: { bbox10: box({ net10: '172.16.10.10' }), bbox20: box({ net20: '172.16.20.20' }) },
      },
      docker02: {
        interfaces: { ...tagged(10), ...tagged(20) },
        containers: { bbox11: box({ net10: '172.16.10.11' }), bbox21: box({ net20: '172.16.20.21' }) },
      },
      router,
    },
    { net10: vlanNetwork(10), net20: vlanNetwork(20, network20) },
    segment,
  );

/** One VLAN with two containers on docker01 and one on docker02, where both hosts have an address in it. */
const oneVlan = (name: string, network: Partial<Network>): LabFile =>
  drawn(
    name,
    {
      docker01: {
        interfaces: tagged(10, '172.16.10.201/24'),
        containers: { bbox10: box({ net10: '172.16.10.10' }), bbox11: box({ net10: '172.16.10.11' }) },
      },
      docker02: {
        interfaces: tagged(10, '172.16.10.202/24'),
        containers: { bbox12: box({ net10: '172.16.10.12' }) },
      },
    },
    {
      net10: vlanNetwork(10, {
        range: '172.16.10.0/26',
        ...network,
      }),
    },
  );

/** An ipvlan L3 network with a subnet of its own on each Docker host; docker02's has no route on docker01. */
const layer3 = (name: string, mode: 'l3' | 'l3s'): LabFile => {
  const network = (host: LabHost, subnet: string): Network => ({
    driver: 'ipvlan',
    mode,
    subnet,
    parents: { [host]: 'ens33' },
  });
  const routes = [
    { to: '172.16.30.0/24', via: LAB_HOSTS.docker01 },
    { to: '172.16.40.0/24', via: LAB_HOSTS.docker02 },
  ];
  return drawn(
    name,
    {
      docker01: {
        containers: { bbox30: box({ net30: '172.16.30.30' }), bbox31: box({ net30: '172.16.30.31' }) },
        routing: { routes: routes.slice(1) },
      },
      docker02: {
        containers: { bbox40: box({ net40: '172.16.40.40' }) },
        routing: { routes: routes.slice(0, 1) },
      },
      router: { routing: { routes: routes.slice(0, 1) } },
    },
    { net30: network('docker01', '172.16.30.0/24'), net40: network('docker02', '172.16.40.0/24') },
  );
};

const ipvlanMode = (container: string, mode: 'l3' | 'l3s'): string =>
  `nsenter -t "$(docker inspect -f '{{.State.Pid}}' ${container})" -n ip link set eth0 type ipvlan mode ${mode}`;

const oneWay = (name: string): LabFile =>
  twoVlans(name, {
    interfaces: gateways,
    routing: { forward: true, allow: twoWays.slice(0, 1) },
  });

export const agreementLabs: readonly AgreementLab[] = [
  {
    title: 'a trunk without the tag',
    file: twoVlans('trunk-without-tag', { interfaces: gateways, routing: { forward: true, allow: twoWays } }, {}, [10]),
    trunk: [10],
    shows: ['same-segment', 'vlan-not-carried'],
  },
  {
    title: 'a gateway that is missing',
    file: twoVlans('missing-gateway', { interfaces: tagged(10, '172.16.10.1/24') }),
    shows: ['same-segment', 'different-vlan-no-router'],
  },
  {
    title: 'two routers, one after the other',
    file: drawn(
      'two-routers',
      {
        docker01: {
          interfaces: { ...tagged(10), ...tagged(20, '172.16.20.2/24'), ...tagged(30, '172.16.30.1/24') },
          containers: { bbox10: box({ net10: '172.16.10.10' }) },
          routing: { forward: true, allow: 'all', routes: [{ to: net10, via: '172.16.20.1' }] },
        },
        docker02: {
          interfaces: tagged(30),
          containers: { bbox30: box({ net30: '172.16.30.30' }) },
        },
        router: {
          interfaces: gateways,
          routing: { forward: true, allow: 'all', routes: [{ to: '172.16.30.0/24', via: '172.16.20.2' }] },
        },
      },
      {
        net10: vlanNetwork(10, { parents: { docker01: 'ens33.10' } }),
        net30: vlanNetwork(30, { parents: { docker02: 'ens33.30' } }),
      },
    ),
    shows: ['routed', 'no-return-route'],
  },
  {
    title: 'forward rules one way',
    file: oneWay('one-way'),
    shows: ['same-segment', 'forward-denied'],
  },
  {
    title: 'forward rules one way, and what belongs to it back',
    file: oneWay('one-way-conntrack'),
    byHand: [
      {
        host: 'router',
        does: 'iptables -I FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        undoes: 'iptables -D FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
      },
    ],
    shows: ['routed', 'forward-denied'],
  },
  {
    title: 'masquerade into a VLAN that knows no way back',
    file: twoVlans(
      'masquerade',
      {
        interfaces: gateways,
        routing: { forward: true, allow: 'all', masquerade: [{ source: net10, out: 'ens33.20' }] },
      },
      { gateway: '172.16.20.254' },
    ),
    shows: ['masqueraded', 'different-vlan-no-router'],
  },
  {
    title: 'macvlan in private mode',
    file: oneVlan('private-mode', { mode: 'private' }),
    shows: ['mode-private', 'same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'macvlan in vepa mode',
    file: oneVlan('vepa-mode', { mode: 'vepa' }),
    shows: ['mode-vepa', 'same-segment'],
  },
  {
    title: 'ipvlan L2',
    file: oneVlan('ipvlan-l2', { driver: 'ipvlan', mode: 'l2' }),
    shows: ['same-parent', 'same-segment', 'host-to-own-macvlan'],
  },
  {
    title: 'ipvlan L3',
    file: layer3('ipvlan-l3', 'l3'),
    shows: ['ipvlan-l3-siblings'],
  },
  {
    title: 'ipvlan L3S',
    file: layer3('ipvlan-l3s', 'l3'),
    // The hosts' Docker refuses to make it, and says l3 of it afterwards. The mode is one for all children of a parent.
    byHand: [
      { host: 'docker01', does: ipvlanMode('bbox30', 'l3s'), undoes: ipvlanMode('bbox30', 'l3') },
      { host: 'docker02', does: ipvlanMode('bbox40', 'l3s'), undoes: ipvlanMode('bbox40', 'l3') },
    ],
    nowLike: layer3('ipvlan-l3s', 'l3s'),
    shows: ['ipvlan-l3-siblings'],
  },
  {
    title: 'one container on two networks',
    file: drawn(
      'two-networks',
      {
        docker01: {
          interfaces: { ...tagged(10), ...tagged(20) },
          containers: { both: box({ net10: '172.16.10.10', net20: '172.16.20.10' }) },
        },
        docker02: {
          interfaces: { ...tagged(10), ...tagged(20) },
          containers: { bbox11: box({ net10: '172.16.10.11' }), bbox21: box({ net20: '172.16.20.21' }) },
        },
        router: { interfaces: gateways, routing: { forward: true, allow: twoWays } },
      },
      { net10: vlanNetwork(10), net20: vlanNetwork(20) },
    ),
    shows: ['same-segment', 'routed'],
  },
  {
    title: 'a host with rp_filter 1 and two ways to it',
    file: drawn(
      'strict-reverse-path',
      {
        docker01: { interfaces: tagged(10, '172.16.10.201/24') },
        docker02: { routing: { routes: [{ to: net10, via: LAB_HOSTS.router }] } },
        router: {
          interfaces: tagged(10, '172.16.10.1/24'),
          routing: { forward: true, allow: 'all' },
        },
      },
      {},
    ),
    byHand: [
      {
        host: 'docker01',
        does: 'sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.ens33.rp_filter=1',
        undoes: 'sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.ens33.rp_filter=0',
      },
    ],
    shows: ['rp-filter'],
  },
  {
    title: 'an address that two have',
    file: oneVlan('duplicate-address', {}),
    byHand: [
      {
        host: 'router',
        does: 'ip link add link ens33 name ens33.10 type vlan id 10 && ip link set ens33.10 up && ip address add 172.16.10.12/24 dev ens33.10',
        undoes: 'ip link delete ens33.10',
      },
    ],
    shows: ['same-parent'],
  },
  {
    title: 'a parent that is down',
    file: oneVlan('parent-down', {}),
    byHand: [{ host: 'docker01', does: 'ip link set ens33.10 down', undoes: 'ip link set ens33.10 up' }],
    shows: ['parent-down'],
  },
  {
    title: 'hosts, their own and foreign containers, and a shim',
    file: drawn(
      'shim',
      {
        docker01: {
          interfaces: {
            ...tagged(10),
            shim10: { parent: 'ens33.10', shim: 'bridge', address: '172.16.10.201/32', reaches: [net10] },
          },
          containers: { bbox10: box({ net10: '172.16.10.10' }), bbox11: box({ net10: '172.16.10.11' }) },
        },
        docker02: {
          interfaces: tagged(10, '172.16.10.202/24'),
          containers: { bbox12: box({ net10: '172.16.10.12' }) },
        },
      },
      { net10: vlanNetwork(10, { range: '172.16.10.0/26' }) },
    ),
    shows: ['host-shim', 'host-to-own-macvlan', 'same-parent', 'same-segment'],
  },
];
