import { expect, it } from 'vitest';
import { addressPart, canonicalIp, cidrContains, compareIps, ipFamily, sameIp, subnetPart } from './ip.ts';

it('tells addresses of both families from anything else', () => {
  expect(['10.0.0.1', 'fe80::1', '::', 'docker01', '10.0.0.1/24', '1.2.3', '12', ''].map(ipFamily)).toEqual([
    4,
    6,
    6,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

it('compares addresses however they are spelt', () => {
  expect(canonicalIp('2001:DB8:0:0:0:0:0:1')).toBe('2001:db8::1');
  expect(sameIp('2001:db8::1', '2001:db8:0::0001')).toBe(true);
  expect(sameIp('10.0.0.1', '10.0.0.2')).toBe(false);
  expect(sameIp('docker01', 'docker01')).toBe(false);
});

it('knows whether a block of either family holds an address', () => {
  expect(cidrContains('172.16.10.0/24', '172.16.10.7')).toBe(true);
  expect(cidrContains('172.16.10.0/24', '172.16.11.7')).toBe(false);
  expect(cidrContains('fd00:1::/64', 'fd00:1::7')).toBe(true);
  expect(cidrContains('fd00:1::/64', 'fd00:2::7')).toBe(false);
  expect(cidrContains('fd00:1::/64', '10.0.0.1')).toBe(false);
  expect(cidrContains('nonsense', '10.0.0.1')).toBe(false);
});

it('takes an interface’s address apart', () => {
  expect(addressPart('192.168.1.11/24')).toBe('192.168.1.11');
  expect(addressPart('192.168.1.11')).toBe('192.168.1.11');
  expect(subnetPart('192.168.10.10/24')).toBe('192.168.10.0/24');
  expect(subnetPart('192.168.10.10')).toBeUndefined();
});

it('orders addresses as people count', () => {
  expect(['docker', 'fd00::10', '10.0.0.10', 'fd00::9', '10.0.0.9', 'a'].sort(compareIps)).toEqual([
    '10.0.0.9',
    '10.0.0.10',
    'fd00::9',
    'fd00::10',
    'a',
    'docker',
  ]);
});
