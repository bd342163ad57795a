import { expect, it } from 'vitest';
import { editText } from '../lab/edit.ts';
import { TEMPLATES, templateNamed } from '../lab/templates.ts';
import { validate } from './validate.ts';

const vlans = templateNamed('vlans-two-hosts')?.text ?? '';
const codes = (text: string): readonly string[] => validate(text).map((item) => item.code);

const TAUGHT: Readonly<Record<string, readonly string[]>> = {
  'duplicate-address': ['duplicate-address'],
  'one-way-rules': ['one-way-allow'],
};

it('finds nothing in the templates but the mistakes that some of them teach', () => {
  for (const { id, text } of TEMPLATES) expect(codes(text)).toEqual(TAUGHT[id] ?? []);
});

it('finds the article’s step 6 as printed: the same addresses on both hosts', () => {
  const printed = vlans
    .replace('bbox11: {', 'bbox10: {')
    .replace('bbox21: {', 'bbox20: {')
    .replace('172.16.10.11', '172.16.10.10')
    .replace('172.16.20.21', '172.16.20.20');
  const found = validate(printed);
  expect(found.map((item) => [item.code, item.subject])).toEqual([
    ['duplicate-address', 'docker02/bbox10'],
    ['duplicate-address', 'docker02/bbox20'],
  ]);
  expect(found[0]?.message).toContain('docker01/bbox10');
  const first = printed.split('\n').findIndex((line) => line.includes('bbox10: {')) + 1;
  expect(found[0]?.also).toMatchObject([{ subject: 'docker01/bbox10', at: { line: first } }]);
  expect(found[0]?.at?.line).toBe(printed.split('\n').findLastIndex((line) => line.includes('bbox10: {')) + 1);
});

it('finds the article’s pull without a port, and mends it', () => {
  const printed =
    vlans.replace('bbox11: { image: busybox', 'bbox11: { image: 192.168.1.11/busybox:v1') +
    'registry: { host: docker01, port: 5000, images: [{ image: busybox, as: busybox:v1 }] }\n';
  const [found] = validate(printed);
  expect(found).toMatchObject({ code: 'registry-port-missing', subject: 'docker02/bbox11' });
  const mended = editText(printed, found?.fix?.edits ?? []);
  expect(mended.ok && validate(mended.value)).toEqual([]);
});

it('finds images that the lab’s registry would not have, and a name that it needs itself', () => {
  const registry = 'registry: { host: docker01, port: 5000, images: [{ image: busybox, as: busybox:v1 }] }\n';
  const of = (image: string): string =>
    vlans.replace('bbox11: { image: busybox', `bbox11: { image: ${image}`) + registry;
  expect(codes(of('192.168.1.11:5000/busybox:v1'))).toEqual([]);
  expect(codes(of('192.168.1.11:5000/busybox:v2'))).toEqual(['registry-image-missing']);
  expect(codes(of('busybox').replace('bbox10: {', 'registry: {'))).toEqual(['registry-name-taken']);
  const two = of('192.168.1.11:5000/busybox:v1').replace(
    'bbox21: { image: busybox',
    'bbox21: { image: docker01:5000/busybox:v1',
  );
  const [found] = validate(two);
  expect(found).toMatchObject({ code: 'registry-two-names', subject: 'docker02/bbox21' });
  const mended = editText(two, found?.fix?.edits ?? []);
  expect(mended.ok && validate(mended.value)).toEqual([]);
});

it('finds what Docker or the kernel would refuse', () => {
  expect(codes(vlans.replace('172.16.10.11', '172.16.10.1'))).toContain('address-not-free');
  expect(codes(vlans.replace('172.16.10.11', '172.16.10.255'))).toEqual(['address-not-free']);
  expect(
    codes(
      vlans.replace(
        'ens33.10: { parent: ens33, vlan: 10 }',
        'ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }',
      ),
    ),
  ).toContain('gateway-on-own-host');
  const ipvlan = vlans.replace(
    /mac_net20:\n {4}driver: macvlan\n {4}mode: bridge/,
    'mac_net20:\n    driver: ipvlan\n    mode: l2',
  );
  expect(codes(ipvlan)).toEqual([]);
  expect(codes(ipvlan.replace('docker01: ens33.20', 'docker01: ens33.10'))).toEqual([
    'subnet-in-two-vlans',
    'macvlan-and-ipvlan',
  ]);
  expect(codes(vlans.replace('subnet: 172.16.20.0/24', 'subnet: 172.16.0.0/16'))).toContain('overlapping-subnets');
  expect(
    codes(vlans.replace('ens33.20: { parent: ens33, vlan: 20 }', 'ens33.20: { parent: ens33, vlan: 21 }')),
  ).toEqual(['subnet-in-two-vlans', 'misleading-interface-name']);
});

const macvlan = templateNamed('macvlan-two-hosts')?.text ?? '';
/** The macvlan template with containers that leave their addresses to Docker. */
const automatic = macvlan.replace('mac_net1: 172.22.16.10', 'mac_net1:').replace('mac_net1: 172.22.16.20', 'mac_net1:');

/** Applies the one click of the first problem of a code, and checks again. */
function mend(text: string, code: string): readonly string[] {
  const fix = validate(text).find((item) => item.code === code)?.fix;
  const mended = editText(text, fix?.edits ?? []);
  return mended.ok ? codes(mended.value) : mended.problems.map((item) => item.code);
}

it('finds that two hosts hand out the same first address, and gives one of them another', () => {
  const [found] = validate(automatic);
  expect(found).toMatchObject({ code: 'handed-out-twice', subject: 'docker02/bbox2' });
  expect(found?.message).toContain('172.22.16.2');
  expect(mend(automatic, 'handed-out-twice')).toEqual([]);
  expect(codes(automatic.replace('{ mac_net1: }', '{ mac_net1: 172.22.16.2 }'))).toEqual(['handed-out-twice']);
  expect(codes(automatic.replace('{ mac_net1: }', '{ mac_net1: 172.22.16.3 }'))).toEqual([]);
});

it('finds that Docker would hand out a host’s own address, and reserves it', () => {
  const shared = macvlan
    .replaceAll('172.22.16.', '192.168.1.')
    .replace('mac_net1: 192.168.1.10', 'mac_net1:')
    .replace('gateway: 192.168.1.1\n', 'gateway: 192.168.1.1\n    range: 192.168.1.64/27\n')
    .replace('address: 192.168.1.11/24', 'address: 192.168.1.64/24');
  expect(codes(shared)).toEqual(['unreserved-address']);
  expect(mend(shared, 'unreserved-address')).toEqual([]);
});

it('finds gateways that are missing or that nobody has', () => {
  expect(codes(macvlan.replace('    gateway: 172.22.16.1\n', ''))).toEqual(['no-gateway']);
  expect(codes(vlans.replace('vlan: 20, address: 172.16.20.1/24', 'vlan: 20, address: 172.16.20.2/24'))).toEqual([
    'gateway-of-nobody',
  ]);
});

it('tells subnets that share a VLAN from a subnet that is in two', () => {
  const onEns10 = vlans.replace(
    'parents: { docker01: ens33.20, docker02: ens33.20 }',
    'parents: { docker01: ens33.10, docker02: ens33.10 }',
  );
  const parents = ['parent-used-twice', 'parent-used-twice'];
  expect(codes(onEns10)).toEqual(parents);
  const apart = onEns10.replace('forward: true', 'forward: false');
  expect(codes(apart)).toEqual(['subnets-in-one-vlan', ...parents]);
  const split = vlans.replace('docker02: ens33.10 }', 'docker02: ens33 }');
  expect(validate(split)).toMatchObject([{ code: 'subnet-in-two-vlans', severity: 'warning' }]);
  const expected = `${split}expect: [{ from: docker01/bbox10, to: docker02/bbox11, reachable: true }]\n`;
  expect(validate(expected)).toMatchObject([{ code: 'subnet-in-two-vlans', severity: 'error' }]);
});

it('finds two interfaces of a router in one subnet', () => {
  const router = (address: string): readonly string[] =>
    codes(vlans.replace('vlan: 20, address: 172.16.20.1/24', `vlan: 20, address: ${address}`));
  expect(router('172.16.10.1/24')).toContain('ambiguous-routes');
  expect(router('172.16.10.2/24')).toContain('ambiguous-routes');
});

it('finds an ipvlan l3 subnet that nobody outside has a route to', () => {
  const l3 = vlans
    .replace(/mac_net20:\n {4}driver: macvlan\n {4}mode: bridge/, 'mac_net20:\n    driver: ipvlan\n    mode: l3')
    .replace('    gateway: 172.16.20.1\n', '');
  expect(codes(l3)).toEqual(['l3-without-route', 'l3-on-several-hosts']);
  // Without an address of its own there: the kernel takes no second route to one subnet.
  const apart = l3.replace('vlan: 20, address: 172.16.20.1/24', 'vlan: 20');
  const routed = 'forward: true\n      routes: [{ to: 172.16.20.0/24, via: 192.168.1.11 }]';
  // The route leads to one of its two hosts.
  expect(codes(apart.replace('forward: true', routed))).toEqual(['l3-on-several-hosts']);
  const one = apart
    .replace('forward: true', routed)
    .replace('{ docker01: ens33.20, docker02: ens33.20 }', '{ docker01: ens33.20 }')
    .replace(/ {6}bbox21: .*\n/, '');
  expect(codes(one)).toEqual([]);
});

it('finds parents that the kernel, Docker or an access point will not have', () => {
  const ipvlan = vlans.replaceAll('driver: macvlan\n    mode: bridge', 'driver: ipvlan\n    mode: l2');
  const both = ipvlan.replace(
    'parents: { docker01: ens33.20, docker02: ens33.20 }',
    'parents: { docker01: ens33.10, docker02: ens33.10 }',
  );
  expect(codes(both)).toEqual(['parent-used-twice', 'parent-used-twice']);
  expect(codes(macvlan.replaceAll('ens33', 'lo'))).toContain('loopback-parent');
  const wireless = macvlan.replaceAll('ens33', 'wlan0');
  expect(codes(wireless)).toEqual(['wireless-parent', 'wireless-parent']);
  expect(mend(wireless, 'wireless-parent')).toEqual([]);
});

it('refuses a container on an ipvlan L3 network and another one, which Docker does not start', () => {
  const l3 = vlans
    .replaceAll('driver: macvlan\n    mode: bridge', 'driver: ipvlan\n    mode: l3')
    .replace('{ mac_net10: 172.16.10.10 }', '{ mac_net10: 172.16.10.10, mac_net20: 172.16.20.10 }');
  expect(codes(l3)).toContain('two-default-routes');
  expect(codes(l3.replaceAll('mode: l3', 'mode: l2'))).not.toContain('two-default-routes');
});

it('warns of a container on two networks and of more MAC addresses than a card’s filter holds', () => {
  expect(
    codes(vlans.replace('{ mac_net10: 172.16.10.10 }', '{ mac_net10: 172.16.10.10, mac_net20: 172.16.20.10 }')),
  ).toEqual(['several-networks']);
  const box = (at: number): string => `      b${at}: { image: busybox, networks: { mac_net1: 172.22.16.${at} } }\n`;
  const many = Array.from({ length: 33 }, (_, at) => box(at + 100)).join('');
  expect(codes(macvlan.replace('      bbox1:', `${many}      bbox1:`))).toEqual(['many-mac-addresses']);
});
