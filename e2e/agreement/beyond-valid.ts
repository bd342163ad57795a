/**
 * Labs that go beyond what is valid: generated ones with bonds, bridges and options thrown in, and then one to three things done
 * to each that people get wrong. Many are refused by the reader, a rule or the plan; what these accept, every host has to take.
 */
import fc from 'fast-check';
import type { LabFile } from '../../shared/lab/things/lab.ts';
import { generatedLab } from './generated-labs.ts';
import { fileOf, type Hand, handOn, type Json } from './hand.ts';

const block = (network: Json | undefined): string =>
  String(network?.subnet ?? '10.0.0.0/24').replace(/\.\d+\/\d+$/, '');
const addressed = (place: unknown): Json =>
  typeof place === 'string' ? { address: place } : { ...((place as Json | null) ?? {}) };

type Slip = (hand: Hand) => void;

/** What a container is given, where Docker or its image may refuse it. */
const OPTIONS: readonly Json[] = [
  { ports: ['8080:80'] },
  { ports: ['22:22'] },
  { ports: ['8080:80', '8080:81'] },
  { ports: ['127.0.0.1:8081:80/udp'] },
  { ports: ['70000:80'] },
  { volumes: ['/srv:/srv:ro'] },
  { volumes: ['data:/data'] },
  { volumes: ['srv:/srv', '/tmp:/srv'] },
  { volumes: ['./here:/here'] },
  { volumes: ['/srv'] },
  { cap_add: ['NET_ADMIN'] },
  { cap_add: ['NET_FOO'] },
  { sysctls: { 'net.ipv4.ip_forward': '1' } },
  { sysctls: { 'kernel.hostname': 'x' } },
  { sysctls: { 'vm.swappiness': '1' } },
  { dns: ['192.168.1.1'] },
  { dns: ['nowhere'] },
  { hostname: 'web' },
  { hostname: 'web_1' },
  { user: '1000:1000' },
  { entrypoint: ['sleep'], command: '60' },
  { restart: 'on-failure:3' },
  { restart: 'always:3' },
  { environment: { TZ: 'UTC' } },
  { labels: { 'dev.trunkline.lab': 'other' } },
  { privileged: true },
  { image: 'no/such image' },
  { image: 'BusyBox' },
];

/** Interfaces that are put beside those of a host. */
const LINKS: readonly Json[] = [
  { lab0: { dummy: true, address: '10.77.0.1/24' } },
  { lab0: { dummy: true }, br0: { bridge: ['lab0'], address: '10.77.0.1/24' } },
  { br0: { bridge: [], address: '10.77.0.1/24' } },
  { br0: { bridge: ['ens33'] } },
  { br0: { bridge: ['br0'] } },
  { docker0: { bridge: [] } },
  { 'ens33.99': { parent: 'ens33', vlan: 99 }, br0: { bridge: ['ens33.99'], address: '10.77.0.1/24' } },
  { lab0: { dummy: true }, bond0: { bond: ['lab0'], mode: 'active-backup' } },
  {
    lab0: { dummy: true },
    lab1: { dummy: true },
    bond0: { bond: ['lab0', 'lab1'], mode: 'balance-rr', address: '10.77.0.1/24' },
  },
  { lab0: { dummy: true }, bond0: { bond: ['lab0'], mode: 'active-backup' }, br0: { bridge: ['lab0'] } },
  {
    lab0: { dummy: true },
    br0: { bridge: ['lab0'], 'vlan-filtering': true },
    'br0.7': { parent: 'br0', vlan: 7, address: '10.77.7.1/24' },
  },
  { 'ens33.10': { parent: 'ens33', vlan: 10 }, ten: { parent: 'ens33', vlan: 10 } },
  { eins: { parent: 'ens33', vlan: 1 } },
  { 'ens33.10': { parent: 'ens33', vlan: 10, mtu: 9000 } },
  { 'ens33.98': { parent: 'ens33', vlan: 98, mtu: 1400 } },
  { shim9: { parent: 'ens33', shim: 'bridge', address: '192.168.1.99/32', reaches: ['192.168.1.64/26'] } },
  { 'ens33.97': { parent: 'ens33', vlan: 97, address: '192.168.1.97/24' } },
  { 'ens33.96': { parent: 'ens33', vlan: 96, address: '172.17.0.9/16' } },
  { lo: { dummy: true } },
];

const BRIDGES: readonly Json[] = [
  { subnet: '172.30.0.0/24' },
  { subnet: '172.30.0.0/24', gateway: '172.30.0.254' },
  { subnet: '172.17.0.0/24' },
  { subnet: '172.30.0.0/24', internal: true },
  { subnet: '172.30.0.0/30' },
  { subnet: '172.30.0.0/31' },
  { subnet: '192.168.1.0/24' },
  { subnet: '10.0.0.0/8', range: '10.5.0.0/29' },
  { subnet: '127.0.0.0/8' },
  { subnet: '224.1.0.0/24' },
];

const SLIPS: Readonly<Record<string, Slip>> = {
  'a container has another’s address'(hand) {
    const [one, other] = [hand.place(), hand.place()];
    if (one && other) one[0][one[1]] = addressed(other[0][other[1]]).address ?? null;
  },
  'a container has its gateway’s address'(hand) {
    const place = hand.place();
    if (place?.[2].gateway) place[0][place[1]] = place[2].gateway;
  },
  'a container has an address at the edge'(hand) {
    const place = hand.place();
    if (place) place[0][place[1]] = `${block(place[2])}.${hand.one([0, 1, 2, 64, 127, 128, 254, 255])}`;
  },
  'a container has an address elsewhere'(hand) {
    const place = hand.place();
    if (place) place[0][place[1]] = '10.200.0.9';
  },
  'two containers have one MAC address'(hand) {
    for (const place of [hand.place(), hand.place()])
      if (place) place[0][place[1]] = { ...addressed(place[0][place[1]]), mac: '02:00:00:00:00:77' };
  },
  'a MAC address that none can have'(hand) {
    const place = hand.place();
    const mac = hand.one(['01:00:5e:00:00:01', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '02:00:00:00:00:78']);
    if (place) place[0][place[1]] = { ...addressed(place[0][place[1]]), mac };
  },
  'a network on the parent of another'(hand) {
    const [one, other] = [hand.network(), hand.network()];
    if (one && other) one.parents = { ...(other.parents as Json) };
  },
  'another driver or mode'(hand) {
    const network = hand.network();
    const how = hand.one<Json>([
      { driver: 'ipvlan', mode: 'l2' },
      { driver: 'ipvlan', mode: 'l3' },
      { driver: 'ipvlan', mode: 'l3s' },
      { driver: 'macvlan', mode: 'passthru' },
      { driver: 'macvlan', mode: 'vepa' },
    ]);
    if (network && network.driver !== 'bridge') Object.assign(network, how);
  },
  'a subnet that others have'(hand) {
    const network = hand.network();
    const subnet = hand.one([
      '172.17.0.0/16',
      '172.17.9.0/24',
      '172.16.0.0/16',
      '192.168.1.0/24',
      String(hand.network()?.subnet),
    ]);
    if (network === undefined) return;
    network.subnet = subnet;
    if (hand.one([true, false])) delete network.gateway;
  },
  'no gateway, or another'(hand) {
    const network = hand.network();
    if (network === undefined) return;
    const gateway = hand.one([undefined, '.0', '.1', '.255', '.64', '.127']);
    if (gateway === undefined) delete network.gateway;
    else network.gateway = `${block(network)}${gateway}`;
  },
  'a range that is small or elsewhere'(hand) {
    const network = hand.network();
    if (network)
      network.range = hand.one([
        `${block(network)}.64/31`,
        `${block(network)}.64/32`,
        `${block(network)}.0/30`,
        '10.0.0.0/24',
        network.subnet,
      ]);
  },
  'ranges for each host'(hand) {
    const network = hand.network();
    if (network === undefined) return;
    delete network.range;
    network.ranges = hand.one([
      { docker01: `${block(network)}.128/27`, docker02: `${block(network)}.160/27` },
      { docker01: `${block(network)}.128/26`, docker02: `${block(network)}.160/27` },
      { docker01: `${block(network)}.128/32` },
    ]);
  },
  'no address is chosen'(hand) {
    for (const place of [hand.place(), hand.place(), hand.place()]) if (place) place[0][place[1]] = null;
  },
  'reserved addresses'(hand) {
    const network = hand.network();
    if (network === undefined) return;
    const own = block(network);
    network.reserved = hand.one<Json>([
      { gate: network.gateway ?? `${own}.1` },
      { one: `${own}.9`, two: `${own}.9` },
      { edge: `${own}.0` },
      { first: `${own}.1` },
      { box: addressed(hand.place()?.[0][hand.place()?.[1] ?? ''] ?? null).address ?? `${own}.30` },
    ]);
  },
  'an internal network, or an MTU'(hand) {
    const network = hand.network();
    if (network)
      Object.assign(
        network,
        hand.one<Json>([{ internal: true }, { mtu: 1400 }, { mtu: 9000 }, { mtu: 60 }, { mtu: 1500 }]),
      );
  },
  'a parent that is none'(hand) {
    const network = hand.network();
    const parent = hand.one(['lo', 'ens99', 'docker0', 'ens33', 'br0', 'lab0', 'bond0']);
    if (network?.parents) for (const host of Object.keys(network.parents)) (network.parents as Json)[host] = parent;
  },
  'further interfaces'(hand) {
    const host = hand.host();
    host.interfaces = { ...host.interfaces, ...hand.one(LINKS) };
  },
  'options of a container'(hand) {
    const box = hand.box();
    if (box) Object.assign(box, hand.one(OPTIONS));
  },
  'options of two containers'(hand) {
    const options = hand.one(OPTIONS);
    for (const box of [hand.box(), hand.box()]) if (box) Object.assign(box, options);
  },
  'a bridge network'(hand) {
    hand.networks.back = { driver: 'bridge', ...hand.one(BRIDGES), hosts: ['docker01', 'docker02'] };
    for (const box of [hand.box(), hand.box()])
      if (box)
        box.networks = { ...(box.networks as Json), back: hand.one([null, '172.30.0.9', '172.30.0.1', '10.5.0.2']) };
  },
  'two bridge networks'(hand) {
    hand.networks.back = { driver: 'bridge', ...hand.one(BRIDGES), hosts: ['docker01'] };
    hand.networks.front = { driver: 'bridge', ...hand.one(BRIDGES), hosts: ['docker01'] };
    const box = hand.box();
    if (box) Object.assign(box, { networks: { ...(box.networks as Json), front: null }, ports: ['8080:80'] });
  },
  'on all networks'(hand) {
    const box = hand.box();
    if (box) box.networks = Object.fromEntries(Object.keys(hand.networks).map((name) => [name, null]));
  },
  routes(hand) {
    const host = hand.host();
    const via = hand.one(['192.168.1.254', '192.168.1.11', '10.99.0.1', '192.168.1.77']);
    const to = hand.one([
      '10.99.0.0/24',
      '192.168.1.0/24',
      'default',
      '172.17.0.0/16',
      '10.99.0.7/24',
      String(hand.network()?.subnet),
    ]);
    const route = { to, via };
    host.routing = {
      ...host.routing,
      routes: hand.one([[route], [route, route], [route, { to, via: '192.168.1.13' }]]),
    };
  },
  'addresses of interfaces'(hand) {
    const host = hand.host();
    const name = hand.one(Object.keys(host.interfaces).filter((item) => item !== 'ens33'));
    if (name !== undefined)
      host.interfaces[name] = {
        ...(host.interfaces[name] as Json),
        address: hand.one([
          '172.16.10.0/24',
          '172.16.10.255/24',
          '192.168.1.11/24',
          '172.17.0.1/16',
          '10.1.1.1/32',
          '127.0.0.2/8',
          '224.0.0.1/24',
        ]),
      };
  },
  masquerade(hand) {
    const host = hand.host();
    const out = hand.one(['ens33', 'docker0', ...Object.keys(host.interfaces)]);
    host.routing = {
      ...host.routing,
      masquerade: [{ source: hand.one(['10.1.0.0/16', '0.0.0.0/0', '172.16.10.0/24']), out }],
    };
  },
  'rules and replies'(hand) {
    const host = hand.host();
    const rule = { from: '172.16.10.0/24', to: '172.16.20.0/24', replies: hand.one([true, false]) };
    host.routing = {
      forward: true,
      ...host.routing,
      allow: hand.one([[rule], [rule, rule], [rule, { ...rule, replies: false }]]),
    };
  },
  'a name that is long or odd'(hand) {
    const host = hand.dockerHost();
    const [name] = Object.keys(host.containers ?? {});
    const other = hand.one(['a', `x${'y'.repeat(80)}`, 'Box', 'box.1_-', 'bridge', 'host']);
    if (name !== undefined && other !== undefined && host.containers?.[name]) {
      host.containers = { ...host.containers, [other]: host.containers[name] };
      delete host.containers[name];
    }
  },
};

const slipNames = Object.keys(SLIPS);
const slipSeed = fc.record({
  slips: fc.uniqueArray(fc.constantFrom(...slipNames), { minLength: 1, maxLength: 3 }),
  numbers: fc.array(fc.nat(999), { minLength: 12, maxLength: 24 }),
});

/** @param seed any integer: the same seed, the same lab */
export function beyondValid(seed: number): { readonly slips: readonly string[]; readonly file: LabFile } {
  const [made] = fc.sample(slipSeed, { seed, numRuns: 1 });
  if (made === undefined) throw new Error(`no slips from the seed ${seed}`);
  const hand = handOn(generatedLab(seed % 97).file, made.numbers);
  for (const slip of made.slips) SLIPS[slip]?.(hand);
  return { slips: made.slips, file: { ...fileOf(hand), name: `beyond-${seed}` } };
}
