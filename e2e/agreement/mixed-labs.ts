/**
 * Labs that nobody thought of, over all the language: a generated one, with two to four words thrown in of what real labs hold (bonds,
 * bridges, second cards, switch ports, Docker's own networks …), the same again from the same seed. Nothing in them is refused.
 */
import fc from 'fast-check';
import { readLab } from '../../shared/lab/read.ts';
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { refusals } from '../../shared/rules/validate.ts';
import type { LabHost } from '../lab/lab.ts';
import { generatedLab } from './generated-labs.ts';
import { type ChangedHost, fileOf, type Hand, handOn, type Json } from './hand.ts';
import type { AgreementLab, ByHand } from './labs.ts';

type Word = (hand: Hand) => void;

const block = (subnet: unknown): string => String(subnet).replace(/\.\d+\/\d+$/, '');
const OCTET: Readonly<Record<string, number>> = { docker01: 201, docker02: 202 };

/** An interface of a host has another name, wherever the lab speaks of it. */
function rename(hand: Hand, host: string, from: string, to: string): void {
  const { interfaces = {}, routing } = hand.lab.hosts[host] ?? {};
  for (const drawn of Object.values(interfaces) as Json[]) if (drawn.parent === from) drawn.parent = to;
  for (const { parents } of Object.values(hand.networks) as { parents?: Json }[])
    if (parents?.[host] === from) parents[host] = to;
  for (const rule of (routing?.masquerade ?? []) as Json[]) if (rule.out === from) rule.out = to;
  interfaces[to] = interfaces[from];
  delete interfaces[from];
}

/** Puts a sub-interface of the first card on another link, with all that stands on it. */
function moveTag(hand: Hand, host: string, link: string): void {
  const { interfaces = {} } = hand.lab.hosts[host] ?? {};
  const tags = Object.entries(interfaces as Record<string, Json>).filter(
    ([, drawn]) => drawn.parent === 'ens33' && drawn.vlan,
  );
  const found = hand.one(tags);
  if (found === undefined) return;
  const [name, drawn] = found;
  drawn.parent = link;
  rename(hand, host, name, `${link}.${drawn.vlan}`);
}

/** Further cards are given once. */
function cards(host: ChangedHost, ...names: readonly string[]): boolean {
  if (names.some((name) => name in host.interfaces)) return false;
  for (const name of names) host.interfaces[name] = { segment: 'lan' };
  return true;
}

function addBox(host: ChangedHost, name: string, networks: Json, more: Json = {}): void {
  host.containers = { ...host.containers, [name]: { image: 'busybox', command: 'sh', networks, ...more } };
}

/** A link of its own in a subnet of its own, for a network and a container on it; the other host may be there too. */
function ownSubnet(hand: Hand, host: string, link: string, subnet: string): void {
  const mode = hand.one(['bridge', 'private', 'l2', 'l3']);
  hand.networks.extra = {
    ...(mode === 'l2' || mode === 'l3' ? { driver: 'ipvlan', mode } : { driver: 'macvlan', mode }),
    subnet: `${subnet}.0/24`,
    ...(hand.one([true, false]) && { gateway: `${subnet}.1` }),
    parents: { [host]: link },
  };
  const on = hand.lab.hosts[host];
  if (on === undefined) return;
  addBox(on, 'x0', { extra: `${subnet}.40` });
  if (hand.one([true, false])) addBox(on, 'x1', { extra: `${subnet}.41` });
}

const twoHosts = ['docker01', 'docker02'];
const other = (host: string): string => (host === 'docker01' ? 'docker02' : 'docker01');

const WORDS: Readonly<Record<string, Word>> = {
  'a bond'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    if (host === undefined || !cards(host, 'ens34', 'ens35')) return;
    const address = `10.34.0.${OCTET[name]}/24`;
    const kind = hand.one(['address', 'tag', 'parent']);
    host.interfaces.bond0 = { bond: ['ens34', 'ens35'], mode: 'active-backup', ...(kind === 'address' && { address }) };
    if (kind === 'tag') moveTag(hand, name, 'bond0');
    else ownSubnet(hand, name, 'bond0', kind === 'address' ? '10.34.0' : '10.36.0');
  },
  'a bridge'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    if (host === undefined || 'br0' in host.interfaces || !cards(host, 'ens34')) return;
    const filtering = hand.one([true, true, false]);
    const kind = hand.one(['address', 'tag', 'parent']);
    host.interfaces.br0 = {
      bridge: ['ens34'],
      ...(filtering && { 'vlan-filtering': true }),
      ...(kind === 'address' && { address: `10.34.0.${OCTET[name]}/24` }),
    };
    if (kind === 'tag') moveTag(hand, name, 'br0');
    else ownSubnet(hand, name, 'br0', kind === 'address' ? '10.34.0' : '10.36.0');
  },
  'a bridge over a sub-interface'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    if (host === undefined || 'br7' in host.interfaces) return;
    host.interfaces['ens33.70'] = { parent: 'ens33', vlan: 70 };
    host.interfaces.br7 = { bridge: ['ens33.70'], address: `10.70.0.${OCTET[name]}/24` };
    const far = hand.lab.hosts[other(name)];
    if (far) far.interfaces['ens33.70'] = { parent: 'ens33', vlan: 70, address: `10.70.0.${OCTET[other(name)]}/24` };
    ownSubnet(hand, name, 'br7', '10.70.0');
  },
  'a dummy'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    if (host === undefined || 'extra' in hand.networks) return;
    host.interfaces.lab0 = { dummy: true, ...(hand.one([true, false]) && { address: `10.50.0.${OCTET[name]}/24` }) };
    ownSubnet(hand, name, 'lab0', '10.50.0');
  },
  'a second card'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    if (host === undefined || 'extra' in hand.networks || !cards(host, 'ens34')) return;
    const subnet = hand.one(['192.168.1', '10.34.0']) ?? '';
    ownSubnet(hand, name, 'ens34', subnet);
    if (subnet === '192.168.1') Object.assign(hand.networks.extra ?? {}, { gateway: '192.168.1.254' });
  },
  'a tag on a second card'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    if (host && cards(host, 'ens34')) moveTag(hand, name, 'ens34');
  },
  'an access port'(hand) {
    const name = hand.dockerHostName();
    const host = hand.lab.hosts[name];
    const taken = Object.values(hand.networks).filter(({ parents }) => name in ((parents as Json | undefined) ?? {}));
    const free = [10, 20].filter((vlan) => !taken.some(({ subnet }) => subnet === `172.16.${vlan}.0/24`));
    const vlan = hand.one(free) ?? 40;
    if (host === undefined || 'extra' in hand.networks || !cards(host, 'ens34')) return;
    host.interfaces.ens34 = { segment: 'lan', port: { access: vlan } };
    const far = hand.lab.hosts[other(name)];
    if (far && vlan === 40)
      far.interfaces['ens33.40'] = { parent: 'ens33', vlan, address: `172.16.40.${OCTET[other(name)]}/24` };
    const subnet = `172.16.${vlan}`;
    hand.networks.extra = {
      driver: 'macvlan',
      subnet: `${subnet}.0/24`,
      gateway: `${subnet}.1`,
      parents: { [name]: 'ens34' },
    };
    addBox(host, 'x0', { extra: `${subnet}.40` });
  },
  'a trunk port'(hand) {
    const host = hand.host();
    const card = host.interfaces.ens33 as Json;
    card.port = { tagged: hand.one([[10], [20], [10, 20], [30]]), untagged: 1 };
  },
  'a port of own addresses'(hand) {
    const card = hand.dockerHost().interfaces.ens33 as Json;
    card.port = { ...(card.port as Json), macs: 'own' };
  },
  'a bridge network'(hand) {
    const name = hand.dockerHostName();
    hand.networks.back = {
      driver: 'bridge',
      subnet: '172.30.0.0/24',
      ...(hand.one([true, false, false]) && { internal: true }),
      hosts: hand.one([[name], twoHosts]),
    };
    const host = hand.lab.hosts[name];
    if (host) addBox(host, 'web', { back: '172.30.0.10' }, hand.one<Json>([{ ports: ['8080:80'] }, {}]));
    const [, both] = Object.entries(host?.containers ?? {})[0] ?? [];
    if (both && hand.one([true, false]))
      both.networks = { ...(both.networks as Json), back: hand.one(['172.30.0.12', null]) };
  },
  'a second bridge network'(hand) {
    const name = hand.dockerHostName();
    hand.networks.front = { driver: 'bridge', subnet: '172.31.0.0/24', hosts: [name] };
    const host = hand.lab.hosts[name];
    if (host) addBox(host, 'db', { front: hand.one(['172.31.0.10', null]) });
  },
  'a way into a bridge network'(hand) {
    const [name, far] = hand.one([twoHosts, twoHosts.toReversed()]) ?? [];
    const from = hand.lab.hosts[far ?? ''];
    const addresses: Json = { docker01: '192.168.1.11', docker02: '192.168.1.13' };
    if (name === undefined || from === undefined) return;
    hand.networks.back ??= { driver: 'bridge', subnet: '172.30.0.0/24', hosts: [name] };
    const host = hand.lab.hosts[name];
    if (host) addBox(host, 'api', { back: '172.30.0.20' });
    const routes = (from.routing?.routes ?? []) as Json[];
    from.routing = { ...from.routing, routes: [...routes, { to: '172.30.0.0/24', via: addresses[name] }] };
  },
  'a network that is there already'(hand) {
    const network = hand.one(
      Object.values(hand.networks).filter(
        ({ driver, parents }) =>
          driver === 'bridge' ||
          Object.values((parents as Json | undefined) ?? {}).every((parent) => parent === 'ens33'),
      ),
    );
    if (network) network.external = true;
  },
  'no way out'(hand) {
    const network = hand.network();
    if (network) network.internal = true;
  },
  'a range for each host'(hand) {
    const network = hand.one(
      Object.values(hand.networks).filter(
        ({ parents }) => Object.keys((parents as Json | undefined) ?? {}).length === 2,
      ),
    );
    if (network === undefined) return;
    const own = block(network.subnet);
    network.ranges = { docker01: `${own}.128/27`, docker02: `${own}.160/27` };
    const name = Object.keys(hand.networks).find((key) => hand.networks[key] === network) ?? '';
    for (const at of twoHosts) {
      const host = hand.lab.hosts[at];
      if (host) addBox(host, 'auto', { [name]: null });
    }
  },
  'a machine that is not ours'(hand) {
    hand.lab.hosts.desk = {
      unmanaged: true,
      interfaces: { lan0: { segment: 'lan', address: '192.168.1.1/24' } },
    } as unknown as ChangedHost;
  },
  'the internet'(hand) {
    hand.lab.segments.wan = { internet: true };
    hand.lab.hosts.desk = {
      unmanaged: true,
      interfaces: { lan0: { segment: 'lan', address: '192.168.1.1/24' }, wan0: { segment: 'wan' } },
      routing: { forward: true, allow: 'all', masquerade: [{ source: '192.168.1.0/24', out: 'wan0' }] },
    } as unknown as ChangedHost;
    const host = hand.host();
    const routes = (host.routing?.routes ?? []) as Json[];
    host.routing = { ...host.routing, routes: [...routes, { to: '8.8.8.0/24', via: '192.168.1.1' }] };
    const expected = Object.entries(hand.lab.hosts).flatMap(([name, { containers = {} }]) =>
      name === 'desk' ? [] : [name, ...Object.keys(containers).map((box) => `${name}/${box}`)],
    );
    (hand.lab as unknown as Json).expect = expected.map((from) => ({ from, to: '8.8.8.8', reachable: true }));
  },
  'an MTU'(hand) {
    const host = hand.host();
    const tags = Object.values(host.interfaces as Record<string, Json>).filter(({ vlan }) => vlan);
    const drawn = hand.one(tags);
    if (drawn) drawn.mtu = 1400;
    const network = hand.network();
    if (drawn === undefined && network) network.mtu = 1400;
  },
  'options of a container'(hand) {
    const box = hand.box();
    if (box)
      Object.assign(
        box,
        hand.one<Json>([
          { cap_add: ['NET_ADMIN'], hostname: 'web' },
          { sysctls: { 'net.ipv4.ip_forward': '1' }, environment: { TZ: 'UTC' } },
          { volumes: ['/srv:/srv:ro'], user: '1000:1000' },
          { restart: 'unless-stopped', dns: ['192.168.1.1'], labels: { 'com.example.of': 'agreement' } },
          { privileged: true },
          { entrypoint: ['sleep'], command: '600' },
        ]),
      );
  },
  replies(hand) {
    const host = hand.lab.hosts.router ?? hand.host();
    const subnets = Object.values(hand.networks).map(({ subnet }) => subnet);
    const [from, to] = [hand.one(subnets), hand.one(subnets)];
    if (from !== to) host.routing = { ...host.routing, forward: true, allow: [{ from, to, replies: true }] };
  },
};

/** Each of what is thrown in, as titles name it. */
export const wordsOfLabs = Object.keys(WORDS);
const wordsSeed = fc.record({
  base: fc.nat(10_000),
  words: fc.uniqueArray(fc.constantFrom(...wordsOfLabs), { minLength: 2, maxLength: 4 }),
  numbers: fc.array(fc.nat(999), { minLength: 16, maxLength: 24 }),
});

/** Words that found something to say. */
function spoken(base: number, words: readonly string[], numbers: readonly number[]) {
  const hand = handOn(generatedLab(base).file, numbers);
  const said = words.filter((word) => {
    const before = JSON.stringify(hand.lab);
    WORDS[word]?.(hand);
    return JSON.stringify(hand.lab) !== before;
  });
  return { said, file: fileOf(hand), base };
}

/** What is there already is made by hand, as it is stated. */
function madeBefore({ networks, hosts }: LabFile): readonly ByHand[] {
  return Object.entries(networks ?? {}).flatMap(
    ([name, { external, driver, mode, subnet, gateway, range, reserved, internal, parents, ...network }]) => {
      if (!external) return [];
      const on = (network.hosts ?? Object.keys(parents ?? {})) as readonly LabHost[];
      const bare = (on.length > 0 ? on : Object.keys(hosts ?? {})) as readonly LabHost[];
      return bare.map((host) => {
        const words = [
          ...['docker', 'network', 'create', '-d', driver, '--subnet', subnet],
          ...(gateway ? ['--gateway', gateway] : []),
          ...(range ? ['--ip-range', range] : []),
          ...Object.entries(reserved ?? {}).flatMap(([key, address]) => ['--aux-address', `${key}=${address}`]),
          ...(internal ? ['--internal'] : []),
          ...(driver === 'bridge'
            ? []
            : ['-o', `parent=${parents?.[host]}`, ...(mode ? ['-o', `${driver}_mode=${mode}`] : [])]),
          name,
        ];
        return { host, does: words.join(' '), undoes: `docker network rm ${name}` };
      });
    },
  );
}

const isTaken = (file: LabFile): boolean => {
  const read = readLab(JSON.stringify(file));
  return read.ok && refusals(read.value).length === 0;
};

/** @param seed any integer: the same seed, the same lab */
export function mixedLab(seed: number): AgreementLab {
  const labs = wordsSeed
    .map(({ base, words, numbers }) => spoken(base, words, numbers))
    .filter(({ said, file }) => said.length > 0 && isTaken(file));
  const [made] = fc.sample(labs, { seed, numRuns: 1 });
  if (made === undefined) throw new Error(`no lab from the seed ${seed}`);
  const { trunk } = generatedLab(made.base);
  return {
    title: `mixed from the seed ${seed}: ${made.said.join(', ')}`,
    file: { ...made.file, name: `mixed-${seed}` },
    shows: [],
    before: madeBefore(made.file),
    ...(trunk ? { trunk } : {}),
  };
}
