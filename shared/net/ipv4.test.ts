import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broadcastOf,
  type Cidr,
  compareCidrs,
  containsAddress,
  containsCidr,
  firstUsable,
  formatCidr,
  formatIpv4,
  isSubnet,
  lastUsable,
  maskOf,
  networkOf,
  overlaps,
  parseCidr,
  parseCidrOrAddress,
  parseIpv4,
  sameSubnet,
  sizeOf,
  subnetOf,
  usableCount,
} from './ipv4.ts';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};
const address = fc.integer({ min: 0, max: 0xffffffff });
const anyCidr = fc.record({ address, prefix: fc.integer({ min: 0, max: 32 }) });

describe('an IPv4 address', () => {
  it('is read as an unsigned integer', () => {
    expect(parseIpv4('0.0.0.0')).toBe(0);
    expect(parseIpv4('172.16.10.10')).toBe(0xac100a0a);
    expect(parseIpv4('255.255.255.255')).toBe(0xffffffff);
  });

  it('is four decimal numbers and nothing else', () => {
    const none = [
      '',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '01.2.3.4',
      '0x1.2.3.4',
      '1.2.3.4 ',
      ' 1.2.3.4',
      '1.2.3.4\n',
      '::1',
    ];
    expect(none.map(parseIpv4)).toEqual(none.map(() => undefined));
  });

  it('is written as it was read', () => {
    fc.assert(fc.property(address, (value) => parseIpv4(formatIpv4(value)) === value));
  });
});

describe('a CIDR block', () => {
  it('keeps the host bits of an interface’s address', () => {
    expect(cidr('192.168.1.11/24')).toEqual({ address: 0xc0a8010b, prefix: 24 });
    expect(formatCidr(subnetOf(cidr('192.168.1.11/24')))).toBe('192.168.1.0/24');
    expect(isSubnet(cidr('192.168.1.11/24'))).toBe(false);
    expect(isSubnet(cidr('192.168.1.0/24'))).toBe(true);
  });

  it('needs a prefix from 0 to 32', () => {
    const none = [
      '10.0.0.0',
      '10.0.0.0/',
      '10.0.0.0/33',
      '10.0.0.0/08',
      '10.0.0.0/-1',
      '10.0.0.0/255.0.0.0',
      '10.0.0.0/24\n',
    ];
    expect(none.map(parseCidr)).toEqual(none.map(() => undefined));
    expect(parseCidrOrAddress('10.0.0.1')).toEqual(cidr('10.0.0.1/32'));
  });

  it('knows its ends', () => {
    const ends = (text: string): readonly string[] =>
      [networkOf, firstUsable, lastUsable, broadcastOf].map((end) => formatIpv4(end(cidr(text))));
    expect(ends('172.16.10.77/25')).toEqual(['172.16.10.0', '172.16.10.1', '172.16.10.126', '172.16.10.127']);
    expect(ends('10.0.0.5/31')).toEqual(['10.0.0.4', '10.0.0.4', '10.0.0.5', '10.0.0.5']);
    expect(ends('10.0.0.5/32')).toEqual(['10.0.0.5', '10.0.0.5', '10.0.0.5', '10.0.0.5']);
    expect(ends('1.2.3.4/0')).toEqual(['0.0.0.0', '0.0.0.1', '255.255.255.254', '255.255.255.255']);
    expect([24, 31, 32, 0].map((prefix) => usableCount({ address: 0, prefix }))).toEqual([254, 2, 1, 2 ** 32 - 2]);
    expect([0, 1, 24, 32].map(maskOf)).toEqual([0, 0x80000000, 0xffffff00, 0xffffffff]);
  });

  it('contains what its bits say', () => {
    expect(containsAddress(cidr('172.16.10.0/24'), 0xac100a0a)).toBe(true);
    expect(containsAddress(cidr('172.16.10.0/24'), 0xac100b0a)).toBe(false);
    expect(containsCidr(cidr('172.16.0.0/16'), cidr('172.16.10.0/24'))).toBe(true);
    expect(containsCidr(cidr('172.16.10.0/24'), cidr('172.16.0.0/16'))).toBe(false);
    expect(sameSubnet(cidr('10.1.1.1/24'), cidr('10.1.1.2/24'))).toBe(true);
    expect(sameSubnet(cidr('10.1.1.1/24'), cidr('10.1.1.1/25'))).toBe(false);
  });

  it('lies between its ends, as long as its size says', () => {
    fc.assert(
      fc.property(anyCidr, address, (block, other) => {
        expect(broadcastOf(block) - networkOf(block) + 1).toBe(sizeOf(block));
        expect(containsAddress(block, other)).toBe(other >= networkOf(block) && other <= broadcastOf(block));
      }),
    );
  });

  it('overlaps another exactly when one holds an end of the other', () => {
    fc.assert(
      fc.property(anyCidr, anyCidr, (a, b) => {
        const apart = broadcastOf(a) < networkOf(b) || broadcastOf(b) < networkOf(a);
        expect(overlaps(a, b)).toBe(!apart);
        expect(overlaps(b, a)).toBe(!apart);
      }),
    );
  });

  it('sorts by number, not by letter', () => {
    const sorted = ['10.0.0.0/8', '9.0.0.0/8', '10.0.0.0/16'].map(cidr).sort(compareCidrs).map(formatCidr);
    expect(sorted).toEqual(['9.0.0.0/8', '10.0.0.0/8', '10.0.0.0/16']);
  });
});
