/** What a host may print when it is asked how it is: nearly right, and wrong somewhere. All of it is left to chance. */
import {
  answer,
  networkOf,
  nonce,
  plainFacts,
  probeOutput,
  section,
} from '../../../shared/host/testing/probe-output.ts';
import type { Random } from './random.ts';

type Json = unknown;

const ID = (index: number): string => index.toString(16).padStart(64, 'c');

const LABELS = { 'dev.trunkline.lab': 'fuzzed' };

const network = (index: number): Json => ({
  Name: ['mac_net10', 'bridge', 'host', 'none', 'other'][index] ?? `net${index}`,
  Id: ID(1_000 + index),
  Driver: index === 0 ? 'macvlan' : 'bridge',
  Internal: false,
  IPAM: {
    Config: [
      {
        Subnet: `172.16.${index % 250}.0/24`,
        Gateway: `172.16.${index % 250}.1`,
        AuxiliaryAddresses: { a: '172.16.0.9' },
      },
    ],
  },
  Options: { parent: 'ens33.10', macvlan_mode: 'bridge' },
  Labels: LABELS,
});

const container = (index: number): Json => ({
  Id: ID(index),
  Name: `/${index === 0 ? 'bbox10' : `box${index}`}`,
  Image: `sha256:${ID(1)}`,
  State: { Status: 'running', Pid: 1_000 + index },
  Config: { Image: 'busybox', Cmd: ['sh'], Labels: LABELS },
  HostConfig: { NetworkMode: 'mac_net10' },
  NetworkSettings: {
    Networks: {
      mac_net10: {
        IPAMConfig: { IPv4Address: '172.16.10.10' },
        IPAddress: '172.16.10.10',
        IPPrefixLen: 24,
        Gateway: '172.16.10.1',
        MacAddress: `02:42:ac:10:${(index >> 8) % 256}:${index % 256}`,
      },
    },
  },
});

const image = (index: number): Json => ({
  Id: `sha256:${ID(index)}`,
  RepoTags: [index === 1 ? 'busybox:latest' : `i${index}:1`],
});

const link = (index: number): Json => ({
  ifindex: index + 1,
  ifname: ['lo', 'ens33', 'ens33.10', 'docker0'][index] ?? `ens${index + 40}`,
  flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
  mtu: 1500,
  link_type: index === 0 ? 'loopback' : 'ether',
  address: '02:54:4c:00:00:0b',
  ...(index === 2 && { link: 'ens33', linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 10 } } }),
  ...(index === 2 && { ifalias: 'trunkline:fuzzed' }),
  ...(index === 3 && { linkinfo: { info_kind: 'bridge' } }),
  addr_info: [{ family: 'inet', local: `192.168.${index % 250}.11`, prefixlen: 24, scope: 'global' }],
});

const route = (index: number): Json =>
  index === 0
    ? { dst: 'default', gateway: '192.168.1.1', dev: 'ens33', protocol: 'dhcp', metric: 100, flags: [] }
    : { dst: `10.${index % 250}.0.0/16`, gateway: '192.168.1.2', dev: 'ens33', flags: [] };

const rule = (index: number): string =>
  [
    '-A FORWARD -j DOCKER-USER',
    '-A DOCKER-USER -s 172.16.10.0/24 -d 172.16.20.0/24 -i ens33.10 -o ens33.20 -m comment --comment "trunkline:fuzzed" -j ACCEPT',
    '-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ][index % 3] ?? '';

/** How many of each there are. */
export interface Sizes {
  readonly networks: number;
  readonly containers: number;
  readonly images: number;
  readonly links: number;
  readonly addresses: number;
  readonly routes: number;
  readonly chains: number;
  readonly rules: number;
  readonly sysctls: number;
  readonly records: number;
  readonly saved: number;
  readonly labels: number;
  readonly endpoints: number;
  readonly pools: number;
  readonly facts: number;
  readonly inventory: number;
}

export const SMALL: Sizes = {
  networks: 5,
  containers: 2,
  images: 2,
  links: 4,
  addresses: 1,
  routes: 2,
  chains: 2,
  rules: 3,
  sysctls: 3,
  records: 1,
  saved: 1,
  labels: 1,
  endpoints: 1,
  pools: 1,
  facts: 1,
  inventory: 2,
};

const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index));
const named = (size: number, prefix: string, value: Json): Record<string, Json> =>
  Object.fromEntries(many(size, (index) => [`${prefix}${index}`, value]));

interface Told {
  readonly networks: Json;
  readonly images: Json;
  readonly containers: readonly Json[];
  readonly links: Json;
  readonly routes: Json;
}

function told(sizes: Sizes): Told {
  const grown = (base: Json, more: object): Json => ({ ...(base as object), ...more });
  const labels = { ...LABELS, ...named(sizes.labels - 1, 'label', 'x') };
  const pool = (index: number): Json => ({ Subnet: `10.${index >> 8}.${index % 256}.0/24` });
  return {
    networks: many(sizes.networks, (index) =>
      grown(network(index), {
        Labels: labels,
        ...(sizes.pools > 1 && { IPAM: { Config: many(sizes.pools, pool) } }),
      }),
    ),
    images: many(sizes.images, image),
    containers: many(sizes.containers, (index) =>
      sizes.endpoints > 1
        ? grown(container(index), {
            NetworkSettings: { Networks: named(sizes.endpoints, 'net', { IPAddress: '172.16.10.10' }) },
          })
        : container(index),
    ),
    links: many(sizes.links, (index) =>
      sizes.addresses > 1
        ? grown(link(index), {
            addr_info: many(sizes.addresses, (at) => ({
              family: 'inet',
              local: `10.${(at >> 16) % 256}.${(at >> 8) % 256}.${at % 256}`,
              prefixlen: 24,
              scope: 'global',
            })),
          })
        : link(index),
    ),
    routes: many(sizes.routes, route),
  };
}

function printed(
  sizes: Sizes,
  { networks, images, containers, links, routes }: Told,
  docker: 'api' | 'command',
): string {
  const list = containers.map((one, index) => ({ Id: ID(index), Names: ['/x'], ...(one === null ? {} : {}) }));
  const byApi = [
    section('docker-answers'),
    answer('networks', networks),
    answer('images/json', images),
    answer('containers/json?all=1', list),
    ...containers.map((one, index) => answer(`containers/${ID(index)}/json`, one)),
  ].join('');
  const lines = (images as readonly { Id?: Json }[]).map((one) =>
    JSON.stringify({ ID: one?.Id, Repository: 'busybox', Tag: 'latest' }),
  );
  const byCommand = [
    section('docker-version', JSON.stringify({ Client: {}, Server: { Version: '20.10.24' } })),
    section('docker-security', '["name=seccomp"]'),
    section('docker-networks', JSON.stringify(networks)),
    section('docker-containers', JSON.stringify(containers)),
    section('docker-images', lines.join('\n')),
  ].join('');
  return probeOutput({
    docker: docker === 'api' ? byApi : byCommand,
    facts: [
      plainFacts,
      ...many(sizes.facts, (index) => `command c${index}`),
      ...['docker', 'iptables', 'iptables-save', 'flock', 'ping', 'nsenter', 'sysctl', 'modprobe', 'find'].map(
        (name) => `command ${name}`,
      ),
      ...['8021q', 'macvlan', 'ipvlan'].map((name) => `module ${name}`),
    ].join('\n'),
    files: [
      '/proc/sys/kernel/hostname:docker01',
      'ip_forward:0',
      ...many(sizes.sysctls, (index) => `conf/ens${index + 33}/rp_filter:${index % 3}`),
      ...many(sizes.inventory, (index) => `/var/lib/trunkline/fuzzed/inventory:link ens${index} nic up`),
    ].join('\n'),
    network: networkOf(links, routes),
    iptables: [
      '# Generated by iptables-save v1.8.9 (nf_tables)',
      '*filter',
      ':FORWARD DROP [0:0]',
      ':DOCKER-USER - [0:0]',
      ...many(sizes.chains, (index) => `:CHAIN${index} - [0:0]`),
      ...many(sizes.rules, rule),
      ...(sizes.chains > 10 ? many(sizes.chains, (index) => `-A CHAIN${index} -j CHAIN${index + 1}`) : []),
      'COMMIT',
    ].join('\n'),
    records: many(
      sizes.records,
      (index) =>
        section(`record ${index === 0 ? 'fuzzed' : `lab${index}`}`) +
        many(sizes.saved, (at) => section(`saved promiscuous:ens${at + 33}`, 'off')).join(''),
    ).join(''),
  });
}

export const sized = (sizes: Partial<Sizes>): string =>
  printed({ ...SMALL, ...sizes }, told({ ...SMALL, ...sizes }), 'api');

const TEXTS = [
  '',
  ' ',
  '/',
  '\0',
  '\n',
  '__proto__',
  'constructor',
  'toString',
  '../..',
  '$(reboot)',
  "'; reboot; '",
  '-rf',
  '--help',
  '%s%n',
  'default',
  '0.0.0.0/0',
  '0.0.0.0',
  '255.255.255.255',
  '1.2.3.4/33',
  '1.2.3.4/-1',
  '1.2.3.4/',
  '999.1.1.1',
  '::',
  'fe80::1%eth0',
  '172.16.10.10/24/24',
  'ens33',
  'ens33.10',
  'mac_net10',
  'bbox10',
  'trunkline:',
  'trunkline:fuzzed',
  'fuzzed',
  'lo',
  'busybox',
  'bridge',
  'macvlan',
  'container:',
  'container:bbox10',
  '\u001b[2J',
  '\u202e',
  '\ud800',
  'é'.repeat(300),
  'x'.repeat(70_000),
  '4294967296',
  '1e309',
  'NaN',
  '-1',
  '0x10',
  '010.1.1.1',
];
const NUMBERS = [0, -1, 1, 32, 33, 128, 4095, 4096, 65_535, 2 ** 31, 2 ** 53, -(2 ** 53), 0.5, 1e308, -0];
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  '',
  'Name',
  'Id',
  'Labels',
  'ifname',
  'dst',
];

function hostile(random: Random): Json {
  switch (random.int(0, 8)) {
    case 0:
      return null;
    case 1:
      return random.of([true, false]);
    case 2:
      return random.of(NUMBERS);
    case 3:
      return [];
    case 4:
      return {};
    case 5:
      return nested(random.int(1, 300));
    case 6:
      return many(random.int(0, 30), () => random.of(TEXTS));
    default:
      return random.of(TEXTS);
  }
}

function nested(depth: number): Json {
  let value: Json = 'x';
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { Config: value };
  return value;
}

/** Somewhere in a value, something else. */
function mutated(random: Random, value: Json): Json {
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || random.chance(0.08)) return hostile(random);
  if (Array.isArray(value)) {
    const copy = [...value];
    const at = random.int(0, Math.max(0, copy.length - 1));
    const way = random.int(0, 5);
    if (way === 0) copy.splice(at, 1);
    else if (way === 1) copy.push(...many(random.int(1, 20), () => copy[at] ?? hostile(random)));
    else if (way === 2) copy.reverse();
    else copy[at] = mutated(random, copy[at]);
    return copy;
  }
  const entries = Object.entries(value);
  const at = random.int(0, Math.max(0, entries.length - 1));
  const [key, inner] = entries[at] ?? ['x', null];
  const way = random.int(0, 7);
  if (way === 0) entries.splice(at, 1);
  else if (way === 1) entries.push([random.of(KEYS), hostile(random)]);
  else if (way === 2) entries[at] = [random.of(KEYS), inner];
  else entries[at] = [key, mutated(random, inner)];
  // JSON.parse, where this is read, makes own properties of names such as __proto__; so does this.
  return Object.fromEntries(entries);
}

/** Somewhere in a text, other text. */
function garbled(random: Random, text: string): string {
  const at = random.int(0, text.length);
  const to = Math.min(text.length, at + random.int(0, 40));
  const rest = random.chance(0.1) ? '' : text.slice(to);
  switch (random.int(0, 6)) {
    case 0:
      return text.slice(0, at) + rest;
    case 1:
      return text.slice(0, at) + random.of(TEXTS) + rest;
    case 2:
      return text.slice(0, at) + text.slice(at, to).repeat(random.int(2, 50)) + text.slice(to);
    case 3: {
      const lines = text.split('\n');
      const line = random.int(0, lines.length - 1);
      lines.splice(line, 1, ...many(random.int(0, 4), () => lines[random.int(0, lines.length - 1)] ?? ''));
      return lines.join('\n');
    }
    case 4:
      return text.replaceAll(
        random.of(['172.16', 'ens33', 'trunkline', '"', ':', ' ', 'ACCEPT', '-A', '[', '\n@']),
        random.of(TEXTS).slice(0, 200),
      );
    case 5:
      return (
        text.slice(0, at) +
        `\n@${nonce} ${random.of(['end', 'files', 'network', 'facts', 'docker-answer 200 http://docker/networks', 'record x', 'saved a=b', 'iptables'])}\n` +
        text.slice(at)
      );
    default:
      return text.slice(0, at) + String(random.bytes(random.int(1, 60))) + rest;
  }
}

/** A whole answer, spoiled in a few places. */
export function hostileProbe(random: Random): string {
  const sizes: Sizes = {
    ...SMALL,
    containers: random.int(0, 6),
    links: random.int(1, 6),
    routes: random.int(0, 6),
    rules: random.int(0, 20),
    records: random.int(0, 3),
  };
  let all = told(sizes) as { -readonly [Key in keyof Told]: Json };
  for (let times = random.int(0, 6); times > 0; times--) {
    const part = random.of(Object.keys(all) as (keyof Told)[]);
    const next = mutated(random, all[part]);
    all = { ...all, [part]: part === 'containers' && !Array.isArray(next) ? [next] : next };
  }
  const images = Array.isArray(all.images) ? all.images : [];
  let text = printed(sizes, { ...(all as Told), images }, random.of(['api', 'command']));
  if (random.chance(0.5))
    for (let times = random.int(1, 5); times > 0; times--) text = garbled(random, text).slice(0, 2_000_000);
  return text;
}
