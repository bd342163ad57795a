/** From the drawing to a file: as briefly as it reads the same. The other way is told in `../read.test.ts`. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Data, sameData } from '../data.ts';
import { TEMPLATES } from '../templates.ts';
import { labOf, nic, on, shim, vlan } from '../testing/examples.ts';
import {
  attachmentData,
  containerData,
  hostData,
  interfaceData,
  labData,
  networkData,
  noteData,
  routingData,
  segmentData,
  toLab,
} from './model.ts';

/** One of everything, each as it is best written. */
const BRIEF = `
trunkline: 1
name: brief
segments:
  lan: { vlans: all }
  dmz: { vlans: [10, 20], mtu: 9000 }
  closed: { vlans: none }
  net: { vlans: all, internet: true }
hosts:
  docker01:
    ssh: { address: 192.168.1.11, port: 2222, key: ~/.ssh/lab }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, port: { tagged: [10, 20], macs: any }, promiscuous: true }
      ens34: { segment: lan, port: { tagged: all, untagged: 20 } }
      ens35: { segment: dmz, port: { access: 10 } }
      ens36: { segment: dmz }
      ens37: { segment: dmz }
      ens33.10: { parent: ens33, vlan: 10, mtu: 1400 }
      shim10: { parent: ens33.10, shim: bridge, address: 172.16.10.250/32, reaches: [172.16.10.0/24] }
      bond0: { bond: [ens36], mode: 802.3ad }
      bond1: { bond: [ens37] }
      br0: { bridge: [ens34], vlan-filtering: true }
      lab0: { dummy: true }
    containers:
      plain: { image: busybox }
      place: { image: busybox, command: sleep 3600, networks: { mac_net10: 172.16.10.10 } }
      words: { image: busybox, command: [sh, -c, echo it's], networks: { mac_net10: {}, plain: {} } }
      both: { image: busybox, networks: { mac_net10: { address: 172.16.10.11, mac: "02:42:ac:10:0a:0b" } } }
      much: { image: nginx, restart: always, environment: [TZ=UTC], cap_add: [NET_ADMIN], privileged: true, user: "1000" }
    routing:
      forward: true
      allow: [{ from: 172.16.10.0/24, to: 172.16.20.7, replies: true }]
      routes: [{ to: 0.0.0.0/0, via: 192.168.1.1 }]
      masquerade: [{ source: 172.16.10.0/24, out: ens33 }]
  router:
    ssh: { address: 192.168.1.254, user: admin }
    routing: { forward: false, allow: all }
  printer: { unmanaged: true, interfaces: { eth0: { segment: lan, address: 192.168.1.9/24 } } }
networks:
  mac_net10:
    driver: macvlan
    mode: bridge
    subnet: 172.16.10.0/24
    gateway: 172.16.10.1
    ranges: { docker01: 172.16.10.128/27 }
    reserved: { printer: 172.16.10.200 }
    parents: { docker01: ens33.10 }
  ip_net: { driver: ipvlan, mode: l3, subnet: 172.16.30.0/24, internal: true, mtu: 1400, parents: { docker01: ens34 } }
  plain: { driver: bridge, subnet: 172.16.40.0/24 }
  named: { driver: bridge, subnet: 172.16.41.0/24, hosts: [docker01] }
  theirs: { driver: macvlan, external: true, mode: bridge }
registry:
  host: docker01
  port: 5001
  images: [{ image: busybox, as: busybox:v1 }]
  tls: { cert: ./reg.crt, key: ./reg.key }
  user: lab
images:
  busybox: { from: archive, archive: ./app.tar }
persist: true
expect: [{ from: docker01/plain, to: router, reachable: false }]
layout:
  docker01: { x: 10, y: -20.5 }
notes:
  n1: { text: "**guests**", at: { x: 1, y: 2 }, frame: [docker01] }
`;

const dataOf = (text: string): Data => parse(text, { mapAsMap: true }) as Data;
/** As YAML would have it, in the order of keys. */
const plain = (data: Data): unknown => JSON.stringify(data, (_, value) => (value instanceof Map ? [...value] : value));

describe('a lab', () => {
  it('is written as briefly as it reads the same', () => {
    const written = labData(labOf(BRIEF));
    expect(plain(written)).toEqual(plain(dataOf(BRIEF)));
    expect(sameData(written, dataOf(BRIEF))).toBe(true);
  });

  it('says nothing of what is meant without it', () => {
    const long = `
trunkline: 1
name: long
segments: { lan: }
hosts:
  d1:
    ssh: { address: d1, port: 22, user: root, key: }
    unmanaged:
    interfaces:
      e0: { segment: lan, promiscuous: false, address: }
      b0: { bond: [e0], mode: balance-rr }
      br0: { bridge: [e0], vlan-filtering: false }
    containers:
      c1: { image: a, command: [], networks: { n: { address: 10.0.0.5, mac: } } }
    routing: { forward: false, allow: none, routes: [] }
networks:
  n: { driver: macvlan, subnet: 10.0.0.0/24, mode: bridge, reserved: {}, parents: { d1: e0 } }
registry: { host: d1, port: 5000, images: [] }
images: {}
persist: false
expect: []
layout: {}
notes: {}
`;
    const brief = `
trunkline: 1
name: long
segments: { lan: { vlans: all } }
hosts:
  d1:
    ssh: { address: d1 }
    interfaces: { e0: { segment: lan }, b0: { bond: [e0] }, br0: { bridge: [e0] } }
    containers: { c1: { image: a, networks: { n: 10.0.0.5 } } }
    routing: { forward: false }
networks: { n: { driver: macvlan, mode: bridge, subnet: 10.0.0.0/24, parents: { d1: e0 } } }
registry: { host: d1 }
`;
    expect(plain(labData(labOf(long)))).toEqual(plain(dataOf(brief)));
  });

  it('has its three sections also when they are empty', () => {
    const empty = 'trunkline: 1\nname: empty\n';
    expect(plain(labData(labOf(empty)))).toEqual(plain(dataOf(`${empty}segments: {}\nhosts: {}\nnetworks: {}\n`)));
  });

  it.each(TEMPLATES.map(({ id, text }) => [id, text] as const))('of the template %s reads back the same', (_, text) => {
    const lab = labOf(text);
    expect(toLab(labData(lab))).toEqual(lab);
  });
});

describe('one thing', () => {
  const lab = labOf(BRIEF);
  const file = dataOf(BRIEF) as ReadonlyMap<string, ReadonlyMap<string, Data>>;
  const each = <T extends { readonly name: string }>(things: readonly T[], data: (thing: T) => unknown) =>
    things.map((thing) => [thing.name, data(thing)]);

  it('is written as it is in the whole', () => {
    expect(each(lab.segments, segmentData)).toEqual([...(file.get('segments') ?? [])]);
    expect(each(lab.hosts, hostData)).toEqual([...(file.get('hosts') ?? [])]);
    expect(each(lab.networks.slice(0, 2), networkData)).toEqual([...(file.get('networks') ?? [])].slice(0, 2));
    expect(each(lab.notes, noteData)).toEqual([...(file.get('notes') ?? [])]);
    const [host] = lab.hosts;
    const said = file.get('hosts')?.get('docker01') as ReadonlyMap<string, ReadonlyMap<string, Data>>;
    expect(each(host?.interfaces ?? [], interfaceData)).toEqual([...(said.get('interfaces') ?? [])]);
    expect(each(host?.containers ?? [], containerData)).toEqual([...(said.get('containers') ?? [])]);
    expect(host?.routing && routingData(host.routing)).toEqual(said.get('routing'));
  });

  it('is of its own kind', () => {
    expect(interfaceData(nic('e0'))).toEqual(new Map([['segment', 'lan']]));
    expect([...interfaceData(vlan('e0', 10)).keys()]).toEqual(['parent', 'vlan']);
    expect([...interfaceData(shim('s', 'e0', '10.0.0.1/32')).keys()]).toEqual(['parent', 'shim', 'address']);
  });

  it('that is of the only kind there is does not say of which', () => {
    for (const thing of [...lab.segments, ...lab.hosts, ...lab.networks]) expect(thing).not.toHaveProperty('kind');
  });

  it('that is a place on a network is an address where that is all', () => {
    expect(attachmentData(on('n', '10.0.0.5'))).toBe('10.0.0.5');
    expect(attachmentData(on('n'))).toEqual(new Map());
    expect(attachmentData(on('n', undefined, '02:42:ac:10:0a:0b'))).toEqual(new Map([['mac', '02:42:ac:10:0a:0b']]));
  });
});
