import { describe, expect, it } from 'vitest';
import { interfaceNameFault } from './interface-name.ts';
import { dockerMac, isLocalMac, isMulticastMac, parseMac } from './mac.ts';
import { carries, isVlanId, vlanOfName } from './vlan.ts';

describe('a MAC address', () => {
  it('has one spelling', () => {
    expect(parseMac('02-42-AC-10-0A-0A')).toBe('02:42:ac:10:0a:0a');
    expect(['02:42:ac:10:0a', '02:42-ac:10:0a:0a', '02:42:ac:10:0a:zz', ' 02:42:ac:10:0a:0a'].map(parseMac)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says whether it is a group, or made up', () => {
    expect(isMulticastMac('01:00:5e:00:00:01')).toBe(true);
    expect(isMulticastMac('02:42:ac:10:0a:0a')).toBe(false);
    expect(isLocalMac('02:42:ac:10:0a:0a')).toBe(true);
    expect(isLocalMac('00:0c:29:00:00:01')).toBe(false);
  });

  it('follows from the address in older Docker versions', () => {
    expect(dockerMac('172.16.10.10')).toBe('02:42:ac:10:0a:0a');
    expect(dockerMac('nonsense')).toBeUndefined();
  });
});

describe('a VLAN', () => {
  it('has an id from 1 to 4094', () => {
    expect([0, 1, 4094, 4095, 1.5, '10'].map(isVlanId)).toEqual([false, true, true, false, false, false]);
  });

  it('passes a segment that carries its tag; untagged frames always do', () => {
    expect([carries('all', 10), carries('none', 10), carries([10, 20], 20), carries([10, 20], 30)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(carries('none', 'untagged')).toBe(true);
  });

  it('may be read from an interface’s name', () => {
    expect(vlanOfName('ens33.10')).toEqual({ parent: 'ens33', vlan: 10 });
    expect(vlanOfName('ens33.10.20')).toEqual({ parent: 'ens33.10', vlan: 20 });
    expect(['ens33', 'ens33.0', 'ens33.4095', '.10', 'vlan10'].map(vlanOfName)).toEqual(Array(5).fill(undefined));
  });
});

describe('an interface’s name', () => {
  it('is short, plain and no option', () => {
    expect(['ens33', 'ens33.4094', 'br-lan', 'enp0s31f6.1234', '_x'].map(interfaceNameFault)).toEqual(
      Array(5).fill(undefined),
    );
    for (const name of [
      '',
      '.',
      '..',
      '-a',
      'a/b',
      'a b',
      'a\n',
      'a:1',
      'ü',
      '$(id)',
      'enp0s31f6.12345x',
      'all',
      'default',
    ])
      expect(interfaceNameFault(name), name).toBeTypeOf('string');
  });
});
