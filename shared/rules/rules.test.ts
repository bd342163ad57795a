import { expect, it } from 'vitest';
import { editText } from '../lab/edit.ts';
import { TEMPLATES, templateNamed } from '../lab/templates.ts';
import { validate } from './validate.ts';

const vlans = templateNamed('vlans-two-hosts')?.text ?? '';
const codes = (text: string): readonly string[] => validate(text).map((item) => item.code);

it('finds nothing in the templates', () => {
  for (const { text } of TEMPLATES) expect(validate(text)).toEqual([]);
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
  expect(found[0]?.at?.line).toBe(printed.split('\n').findLastIndex((line) => line.includes('bbox10: {')) + 1);
});

it('finds the article’s pull without a port, and mends it', () => {
  const printed =
    vlans.replace('bbox11: { image: busybox', 'bbox11: { image: 192.168.1.11/busybox:v1') +
    'registry: { host: docker01, port: 5000 }\n';
  const [found] = validate(printed);
  expect(found).toMatchObject({ code: 'registry-port-missing', subject: 'docker02/bbox11' });
  const mended = editText(printed, found?.fix?.edits ?? []);
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
  expect(codes(ipvlan.replace('docker01: ens33.20', 'docker01: ens33.10'))).toEqual(['macvlan-and-ipvlan']);
  expect(codes(vlans.replace('subnet: 172.16.20.0/24', 'subnet: 172.16.0.0/16'))).toContain('overlapping-subnets');
  expect(
    codes(vlans.replace('ens33.20: { parent: ens33, vlan: 20 }', 'ens33.20: { parent: ens33, vlan: 21 }')),
  ).toEqual(['misleading-interface-name']);
});
