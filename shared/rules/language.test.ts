/** Words of the language that are wrong in their place, each told with the key and what to do. */
import { expect, it } from 'vitest';
import { templateNamed } from '../lab/templates.ts';
import { containers } from '../lab/things/container.ts';
import { placeOf } from '../lab/things/place.ts';
import { textOfData, typedData } from '../lab/things/typed.ts';
import { validate } from './validate.ts';

const macvlan = templateNamed('macvlan-two-hosts')?.text ?? '';
const box = 'bbox1: { image: busybox,';
const said = (text: string) => validate(text).map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
const codes = (text: string) => validate(text).map(({ severity, code }) => `${severity} ${code}`);
const withBox = (options: string): string => macvlan.replace(box, `${box} ${options},`);

it('takes a container’s options in both of Compose’s forms', () => {
  const maps =
    'restart: unless-stopped, hostname: web, environment: { TZ: UTC, N: 1 }, volumes: ["/srv:/srv:ro", "data:/var/data"], cap_add: [NET_ADMIN], privileged: false, sysctls: { net.ipv4.ip_forward: 1 }, dns: 9.9.9.9, labels: { purpose: test }, entrypoint: [sh, -c], user: 1000';
  const lists =
    'environment: [TZ=UTC], sysctls: ["net.ipv4.ip_forward=1"], dns: [9.9.9.9], labels: [purpose=test], user: "1000:1000"';
  expect([said(withBox(maps)), said(withBox(lists))]).toEqual([[], []]);
});

it('names the option that Docker would not take', () => {
  expect(said(withBox('cap_add: [NET_ADMN]'))[0]).toContain(
    '"NET_ADMN", which is no capability of the kernel; it may be NET_ADMIN.',
  );
  expect(said(withBox('ports: ["80:http"]'))[0]).toContain('which is no published port');
  expect(said(withBox('ports: ["80:70000"]'))[0]).toContain('which has a port above 65535');
  expect(said(withBox('volumes: ["./www:/srv"]'))[0]).toContain('begins at a folder of this machine');
  expect(said(withBox('restart: sometimes'))[0]).toContain('which is no restart policy');
  expect(said(withBox('labels: { dev.trunkline.lab: x }'))[0]).toContain('as Trunkline’s own marks do');
  expect(codes(withBox('environment: 5'))).toEqual(['error wrong-value']);
});

it('finds a port that two containers publish, and ports that macvlan publishes nowhere', () => {
  expect(codes(withBox('ports: ["80:80"]'))).toEqual(['warning published-nowhere']);
  const bridge = `
trunkline: 1
name: ports
hosts:
  one:
    ssh: { address: 10.0.0.1 }
    containers:
      aa: { image: busybox, ports: ["8080:80"], networks: { back: } }
      bb: { image: busybox, ports: ["8000-8090:80"], networks: { back: } }
      cc: { image: busybox, ports: ["8080:80/udp", "80"], networks: { back: } }
networks: { back: { driver: bridge, subnet: 172.30.0.0/24 } }
`;
  expect(codes(bridge)).toEqual(['error port-published-twice']);
});

it('tells which keys belong to which driver, and what a machine that is not ours cannot have', () => {
  const network = (body: string): string =>
    `trunkline: 1\nname: keys\nsegments: { lan: {} }\nhosts: { one: { ssh: { address: a }, interfaces: { eth0: { segment: lan } } } }\nnetworks: { net: { ${body} } }\n`;
  expect(said(network('driver: bridge, subnet: 10.0.0.0/24, parents: { one: eth0 }'))[0]).toContain(
    'which a bridge network does not have',
  );
  expect(said(network('driver: macvlan, subnet: 10.0.0.0/24, hosts: [one]'))[0]).toContain(
    'which a network of the driver macvlan does not have',
  );
  expect(said(network('driver: bridge, mode: l2, subnet: 10.0.0.0/24'))[0]).toContain('which is no mode of bridge');
  expect(said(network('driver: bridge'))[0]).toContain('net has no subnet');
  expect(said(network('driver: bridge, subnet: 10.0.0.0/24, hosts: [two]'))[0]).toContain(
    'there is no host of that name',
  );
  expect(
    said(network('driver: macvlan, subnet: 10.0.0.0/24, ranges: { one: 10.1.0.0/25 }, parents: { one: eth0 }'))[0],
  ).toContain('is not in 10.0.0.0/24');
  expect(
    said(macvlan.replace('ssh: { address: 192.168.1.11', 'unmanaged: true, ssh: { address: 192.168.1.11')),
  ).not.toEqual([]);
  expect(said('trunkline: 1\nname: keys\nhosts: { one: { interfaces: {} } }\n')[0]).toContain('one has no ssh');
});

it('asks nothing of a machine that is not ours', () => {
  const text = `
trunkline: 1
name: others
segments: { lan: {} }
hosts:
  one: { ssh: { address: 10.0.0.1 }, interfaces: { eth0: { segment: lan, address: 10.0.0.1/24 } } }
  box: { unmanaged: true, interfaces: { lan0: { segment: lan, address: 10.0.0.2/24 } } }
networks: { net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { box: lan0 } } }
registry: { host: box }
expect: [{ from: box, to: one, reachable: true }, { from: one, to: box, reachable: true }]
`;
  expect(validate(text).map(({ code, subject, path }) => [code, subject, path.slice(0, 2).join('.')])).toEqual([
    ['not-ours', 'box', 'networks.net'],
    ['not-ours', 'box', 'expect.0'],
    ['not-ours', 'box', 'registry.host'],
  ]);
});

const interfaces = (text: string, networks = ''): string =>
  `trunkline: 1\nname: keys\nsegments: { lan: {} }\nhosts: { one: { ssh: { address: a }, interfaces: { ${text} } } }\n${networks}`;

it('finds cards that stand in themselves, that are in two, and that something else stands on', () => {
  expect(codes(interfaces('br0: { bridge: [br1] }, br1: { bridge: [br0] }'))).toContain('error parent-cycle');
  expect(codes(interfaces('br0: { bridge: [eth9] }'))).toEqual(['error unknown-interface']);
  const two = 'eth0: { segment: lan }, eth1: { segment: lan }';
  expect(codes(interfaces(`${two}, bond0: { bond: [eth0, eth1] }, br0: { bridge: [eth1] }`))).toEqual([
    'error member-twice',
  ]);
  expect(codes(interfaces(`${two}, br0: { bridge: [eth1] }, bond0: { bond: [eth0, br0] }`))).toEqual([
    'error member-of-wrong-kind',
  ]);
  expect(codes(interfaces(`${two}, bond0: { bond: [] }`))).toEqual(['error member-of-wrong-kind']);
  expect(said(interfaces('eth0: { segment: lan, address: 10.0.0.1/24 }, br0: { bridge: [eth0] }'))).toEqual([
    'error port-in-use: one:eth0 is a part of br0 and has the address 10.0.0.1/24 too, where nothing arrives: what comes in is br0’s.',
  ]);
  const net =
    'networks: { net: { driver: macvlan, subnet: 10.0.0.0/24, gateway: 10.0.0.1, parents: { one: eth0 } } }\n';
  expect(codes(interfaces('eth0: { segment: lan }, br0: { bridge: [eth0] }', net))).toEqual(['error port-in-use']);
  expect(codes(interfaces(`${two}, br0: { bridge: [eth0], vlan-filtering: true }`))).toEqual([]);
  expect(codes(interfaces('d0: { dummy: no }'))).toEqual(['error wrong-value']);
});

it('finds switch ports that are two things at once', () => {
  expect(codes(interfaces('eth0: { segment: lan, port: { access: 10, tagged: [20] } }'))).toEqual(['error bad-value']);
  expect(codes(interfaces('eth0: { segment: lan, port: { acess: 10 } }'))).toEqual(['error unknown-key']);
});

it('offers an access port where only that would put both sides of a subnet into one VLAN', () => {
  const two = templateNamed('vlans-two-hosts')?.text ?? '';
  const flat = two
    .replace('parents: { docker01: ens33.10, docker02: ens33.10 }', 'parents: { docker01: ens33, docker02: ens33.10 }')
    .replace(
      'ens33: { segment: lan, address: 192.168.1.11/24',
      'ens33: { segment: lan, port: { access: 10 }, address: 192.168.1.11/24',
    );
  const hints = (text: string) =>
    validate(text)
      .filter(({ code }) => code === 'subnet-in-two-vlans')
      .map(({ hint }) => hint);
  expect(hints(flat)).toEqual([]);
  expect(hints(flat.replace('port: { access: 10 }, ', ''))[0]).toContain('port: { access: 10 }');
});

it('shows variables as one line in a form, however the file has them', () => {
  const environment = [...(placeOf(containers).entry?.keys ?? [])].find(([key]) => key === 'environment')?.[1];
  if (environment === undefined) throw new Error('a container has no environment');
  expect(textOfData(environment, new Map([['TZ', 'UTC']]))).toBe('TZ=UTC');
  expect(textOfData(environment, typedData(environment, 'TZ=UTC, N=1'))).toBe('TZ=UTC, N=1');
});
