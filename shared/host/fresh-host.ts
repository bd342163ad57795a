/**
 * A machine as it is before anybody has put a lab on it: what is assumed of a host that was not looked at, and where tests
 * begin. As read on Debian 12 with its Docker 20.10.24, iptables 1.8.9 and kernel 6.1.
 */

import { connectedRoute, plainRoute } from '../machine/kernel/connected.ts';
import { addressPart } from '../net/ip.ts';
import { parseCidr } from '../net/ipv4.ts';
import { plainDaemon } from './daemon.ts';
import { firewallOfDocker, openFirewall } from './fresh-firewall.ts';
import type { Address, DockerNetwork, DockerState, HostFacts, HostState, Link, Route } from './state.ts';

export interface FreshNic {
  readonly name: string;
  /** `192.168.1.11/24`; without one the card is up and has no address. */
  readonly address?: string | undefined;
}

export interface FreshHostOptions {
  readonly nics?: readonly FreshNic[];
  /** Default true. Docker switches forwarding on and sets the policy of FORWARD to DROP, which makes a host no router. */
  readonly docker?: boolean;
  readonly dockerVersion?: string;
  /** Tags of images that are there already: `busybox:latest`. */
  readonly images?: readonly string[];
  /** As systemd-detect-virt says; by default `none`, a physical machine. */
  readonly virtualization?: string;
  /** The address that our SSH connection comes in on; by default the first NIC's. */
  readonly sshAddress?: string | undefined;
  /** Where the default route goes to: `192.168.1.1`. By default there is none. */
  readonly gateway?: string | undefined;
}

export function freshHost(name: string, options: FreshHostOptions = {}): HostState {
  const { nics = [], docker = true, dockerVersion = '20.10.24', gateway } = options;
  const cards = nics.map(card);
  const links = [loopback, ...cards, ...(docker ? [docker0(cards.length + 2)] : [])];
  const first = cards.flatMap(({ addresses }) => addresses)[0]?.address;
  return {
    hostname: name,
    facts: facts(docker, options.virtualization ?? 'none', options.sshAddress ?? first),
    links,
    routes: [...(gateway === undefined ? [] : [defaultRoute(gateway, cards)]), ...links.flatMap(connectedRoutes)],
    sysctls: {
      'net.ipv4.ip_forward': docker ? '1' : '0',
      ...Object.fromEntries(
        ['all', 'default', ...links.map((link) => link.name)].map((of) => [`net.ipv4.conf.${of}.rp_filter`, '0']),
      ),
    },
    firewall: docker ? firewallOfDocker(dockerVersion) : openFirewall,
    docker: docker
      ? readyDocker(dockerVersion, options.images ?? [])
      : { kind: 'missing', message: 'there is no docker command' },
    records: [],
  };
}

const facts = (docker: boolean, virtualization: string, sshAddress: string | undefined): HostFacts => ({
  os: 'Debian GNU/Linux 12 (bookworm)',
  kernel: '6.1.0-40-amd64',
  virtualization,
  user: 'root',
  privilege: 'root',
  modules: { '8021q': true, macvlan: true, ipvlan: true },
  managers: ['ifupdown'],
  firewallManager: undefined,
  sshAddress,
  commands: [
    'ip',
    'bridge',
    ...(docker ? ['docker'] : []),
    'iptables',
    'nsenter',
    'ping',
    'flock',
    'arping',
    'curl',
    'sysctl',
    'systemctl',
  ],
});

/** A link as most are: up, with a carrier, standing on nothing and a port of nothing. */
export const plainLink = {
  mtu: 1500,
  up: true,
  carrier: true,
  promiscuous: false,
  alias: undefined,
  parent: undefined,
  master: undefined,
  vlan: undefined,
  mode: undefined,
} as const;

const loopback: Link = {
  ...plainLink,
  name: 'lo',
  index: 1,
  kind: 'loopback',
  mac: '00:00:00:00:00:00',
  mtu: 65536,
  addresses: [{ family: 4, address: '127.0.0.1', prefix: 8, scope: 'host' }],
};

const card = ({ name, address }: FreshNic, at: number): Link => ({
  ...plainLink,
  name,
  index: at + 2,
  kind: 'nic',
  mac: `52:54:00:00:00:${(at + 1).toString(16).padStart(2, '0')}`,
  addresses: address === undefined ? [] : addressOf(address),
});

/** Without a running container on it a bridge has no carrier. */
const docker0 = (index: number): Link => ({
  ...plainLink,
  name: 'docker0',
  index,
  kind: 'bridge',
  mac: '02:42:00:00:00:01',
  carrier: false,
  addresses: addressOf('172.17.0.1/16'),
});

function addressOf(text: string): readonly Address[] {
  const cidr = parseCidr(text);
  return cidr ? [{ family: 4, address: addressPart(text), prefix: cidr.prefix, scope: 'global' }] : [];
}

const connectedRoutes = ({ name, kind, addresses }: Link): readonly Route[] =>
  kind === 'loopback' ? [] : addresses.flatMap((item) => connectedRoute(name, item) ?? []);

const defaultRoute = (via: string, [first]: readonly Link[]): Route => ({
  ...plainRoute,
  to: '0.0.0.0/0',
  via,
  dev: first?.name,
  source: undefined,
  scope: 'global',
  protocol: 'boot',
});

const network = (name: string, driver: string): DockerNetwork => ({
  id: `fresh-${name}`,
  name,
  driver,
  internal: false,
  labels: {},
  options: {},
  pools: [],
});

const readyDocker = (version: string, images: readonly string[]): DockerState => ({
  kind: 'ready',
  version,
  rootless: false,
  podman: false,
  networks: [
    {
      ...network('bridge', 'bridge'),
      options: { 'com.docker.network.bridge.name': 'docker0', 'com.docker.network.bridge.default_bridge': 'true' },
      pools: [{ subnet: '172.17.0.0/16', gateway: '172.17.0.1', range: undefined, reserved: {} }],
    },
    network('host', 'host'),
    network('none', 'null'),
  ],
  containers: [],
  volumes: [],
  daemon: plainDaemon,
  registries: [],
  images: images.map((tag, at) => ({ id: `sha256:${at.toString(16).padStart(64, '0')}`, tags: [tag] })),
});
