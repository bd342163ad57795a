import { describe, expect, it } from 'vitest';
import { openLab } from '../../../shared/lab/edit.ts';
import { templateNamed } from '../../../shared/lab/templates.ts';
import { cursorAt } from './context.ts';
import { keysAt, meaningOf, valuesAt } from './schema.ts';
import { thingAt } from './thing-at.ts';

/** The cursor stands at `|`. */
const at = (text: string) => cursorAt(text.replace('|', ''), text.indexOf('|'));

describe('where the cursor stands', () => {
  it('knows the keys around it by indentation, and those beside it', () => {
    expect(at('networks:\n  mac_net10:\n    driver: macvlan\n    mode: bridge\n    ra|')).toEqual({
      path: ['networks', 'mac_net10'],
      word: 'ra',
      key: undefined,
      siblings: ['mode', 'driver'],
    });
    expect(at('trunkline: 1\nname: x\n|')).toMatchObject({ path: [], word: '', siblings: ['trunkline', 'name'] });
    expect(at('hosts:\n  docker01:\n    |')).toMatchObject({ path: ['hosts', 'docker01'] });
  });

  it('knows braces within a line', () => {
    expect(at('hosts:\n  docker01:\n    interfaces:\n      ens33: { segment: lan, pro|')).toMatchObject({
      path: ['hosts', 'docker01', 'interfaces', 'ens33'],
      word: 'pro',
      siblings: ['segment'],
    });
    expect(at('hosts:\n  a1:\n    containers:\n      b1: { image: busybox, networks: { mac|')).toMatchObject({
      path: ['hosts', 'a1', 'containers', 'b1', 'networks'],
      word: 'mac',
    });
  });

  it('knows of which key a value is meant', () => {
    expect(at('segments:\n  lan: { vlans: a|')).toMatchObject({
      path: ['segments', 'lan'],
      key: 'vlans',
      word: 'a',
    });
    expect(at('networks:\n  n1:\n    driver: |')).toMatchObject({
      path: ['networks', 'n1'],
      key: 'driver',
      word: '',
    });
  });

  it('enters lists', () => {
    expect(at('expect:\n  - { from: a, to|')).toMatchObject({ path: ['expect'], word: 'to', siblings: ['from'] });
  });
});

describe('what may stand there', () => {
  it('is told by the schema of the lab file', () => {
    expect(keysAt(['networks', 'any']).map(({ key }) => key)).toContain('range');
    expect(keysAt(['hosts', 'a', 'interfaces', 'b']).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['segment', 'parent', 'vlan']),
    );
    expect(valuesAt(['networks', 'n', 'driver'])).toEqual(expect.arrayContaining(['macvlan', 'ipvlan']));
    expect(valuesAt(['hosts', 'a', 'interfaces', 'b', 'promiscuous'])).toEqual(['true', 'false']);
    expect(meaningOf(['networks', 'n', 'subnet'])).not.toBe('');
  });
});

it('tells the thing of a line', () => {
  const text = templateNamed('vlans-two-hosts')?.text ?? '';
  const { source } = openLab(text);
  const thing = (words: string) => source && thingAt(source.root, text.indexOf(words));
  expect(thing('bbox10: {')).toBe('docker01/bbox10');
  expect(thing('ens33.20: { parent: ens33, vlan: 20 }')).toBe('docker01:ens33.20');
  expect(thing('vlans: all')).toBe('lan');
  expect(thing('subnet: 172.16.20.0/24')).toBe('mac_net20');
});
