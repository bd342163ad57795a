import { expect, it } from 'vitest';
import { editText } from '../lab/edit.ts';
import { validate } from './validate.ts';

const lab = ({
  host = '',
  boxes = '',
  net = '',
}: {
  host?: string;
  boxes?: string;
  net?: string;
}): string => `trunkline: 1
name: slips
segments: { lan: { vlans: all } }
hosts:
  one:
    ssh: { address: 10.9.0.11 }
    interfaces: { eth0: { segment: lan, address: 10.9.0.11/24 }, eth0.7: { parent: eth0, vlan: 7 }${host} }
    containers: { aa: { image: busybox, networks: { v7: 10.7.0.10 } }${boxes} }
networks: { v7: { driver: macvlan, subnet: 10.7.0.0/24, parents: { one: eth0.7 }, ${net || 'gateway: 10.7.0.1'} } }
`;
const said = (text: string): readonly string[] =>
  validate(text).flatMap(({ severity, code, message }) => (severity === 'error' ? `${code}: ${message}` : []));

it('finds a gateway and reserved addresses that Docker cannot take', () => {
  expect(said(lab({ net: 'gateway: 10.7.0.0' }))).toEqual([
    'gateway-not-free: 10.7.0.0 cannot be the gateway of v7: it is the network address of 10.7.0.0/24.',
  ]);
  const reserved = 'gateway: 10.7.0.1, reserved: { a: 10.7.0.9, b: 10.7.0.9, c: 10.7.0.1, d: 10.7.0.255, e: 10.7.0.8 }';
  expect(said(lab({ net: reserved })).map((text) => text.slice(0, 60))).toEqual(
    [
      'reserved-not-free: v7 cannot reserve 10.7.0.9 as b: it is res',
      'reserved-not-free: v7 cannot reserve 10.7.0.1 as c: it is the',
      'reserved-not-free: v7 cannot reserve 10.7.0.255 as d: it is t',
    ].map((text) => text.slice(0, 60)),
  );
});

it('finds one address twice on one network of a host, once', () => {
  expect(said(lab({ boxes: ', bb: { image: busybox, networks: { v7: 10.7.0.10 } }' }))).toEqual([
    'address-twice: one/bb cannot have 10.7.0.10 on v7: one/aa has it there.',
  ]);
});

it('finds one tag twice on a parent, and one place mounted twice', () => {
  expect(said(lab({ host: ', seven: { parent: eth0, vlan: 7 }' }))[0]).toMatch(
    /^tag-twice: one:seven cannot be VLAN 7 of eth0: eth0\.7 is/,
  );
  const box = ', bb: { image: busybox, volumes: ["/srv:/srv", "/tmp:/srv/"], networks: { v7: } }';
  expect(said(lab({ boxes: box }))[0]).toMatch(
    /^mounted-twice: one\/bb mounts \/tmp:\/srv\/ where \/srv:\/srv is already/,
  );
});

it('finds a route that the kernel has already', () => {
  const routed = (routes: string) =>
    lab({}).replace('    containers:', `    routing: { routes: [${routes}] }\n    containers:`);
  expect(said(routed('{ to: 10.1.0.0/16, via: 10.9.0.1 }, { to: 10.1.0.0/16, via: 10.9.0.2 }'))[0]).toMatch(
    /^route-twice: .*to the same addresses/,
  );
  expect(said(routed('{ to: 10.9.0.0/24, via: 10.9.0.1 }'))[0]).toMatch(
    /^route-twice: .*by eth0, whose subnet that is/,
  );
  expect(said(routed('{ to: default, via: 10.9.0.1 }, { to: 10.1.0.0/16, via: 10.9.0.1 }'))).toEqual([]);
});

it('offers what mends each, and nothing is wrong then', () => {
  const broken = lab({
    boxes: ', bb: { image: busybox, volumes: ["/srv:/srv", "/tmp:/srv"], networks: { v7: 10.7.0.10 } }',
    net: 'gateway: 10.7.0.1, reserved: { a: 10.7.0.9, b: 10.7.0.9 }',
  }).replace(
    '    containers:',
    '    routing: { routes: [{ to: 10.1.0.0/16, via: 10.9.0.1 }, { to: 10.1.0.0/16, via: 10.9.0.2 }] }\n    containers:',
  );
  const fixes = validate(broken).flatMap(({ severity, fix }) => (severity === 'error' && fix ? fix.edits : []));
  expect(fixes).toHaveLength(4);
  const mended = editText(broken, fixes);
  expect(mended.ok && said(mended.value)).toEqual([]);
});

it('finds two hosts that are one machine, by address and port; users do not make two of one', () => {
  const hosts = (...ssh: readonly string[]): string =>
    `trunkline: 1\nname: machines\nsegments: { lan: { vlans: all } }\nhosts:\n${ssh
      .map((words, at) => `  h${at}: { ssh: { ${words} }, interfaces: { e0: { segment: lan } } }`)
      .join('\n')}\n  other: { unmanaged: true }\n  another: { unmanaged: true }\n`;
  expect(said(hosts('address: a.example', 'address: a.example, port: 2222', 'address: b.example'))).toEqual([]);
  const one = hosts('address: a.example', 'address: A.example, user: ada, port: 22', 'address: a.example');
  expect(said(one)).toEqual([
    'machine-twice: h1 cannot be at A.example, port 22: h0 is, and two hosts are two machines.',
    'machine-twice: h2 cannot be at a.example, port 22: h0 is, and two hosts are two machines.',
  ]);
});
