import { describe, expect, it } from 'vitest';
import { labOf } from '../testing/examples.ts';
import { standsOn } from './interface.ts';
import { placedAgain } from './lab.ts';
import { NO_PARENT, rangeOn } from './network.ts';

const lab = labOf(`
trunkline: 1
name: placed
segments: { lan: {} }
hosts:
  d1:
    ssh: { address: d1 }
    interfaces:
      e0: { segment: lan }
      e1: { segment: lan }
      e0.10: { parent: e0, vlan: 10 }
      s0: { parent: e0.10, shim: bridge }
      bond0: { bond: [e0, e1] }
      br0: { bridge: [e1] }
      d0: { dummy: true }
    containers: { c1: { image: a, networks: { b: } }, c2: { image: a, networks: { theirs: } } }
  d2: { ssh: { address: d2 }, containers: { c3: { image: a, networks: { b: , m: } } }, interfaces: { e0: { segment: lan } } }
  d3: { ssh: { address: d3 } }
networks:
  b: { driver: bridge, subnet: 10.0.0.0/24 }
  named: { driver: bridge, subnet: 10.1.0.0/24, hosts: [d3, d1] }
  theirs: { driver: macvlan, external: true }
  stated: { driver: macvlan, external: true, parents: { d2: e0 } }
  m: { driver: macvlan, subnet: 10.3.0.0/24, range: 10.3.0.0/25, parents: { d2: e0 } }
  r: { driver: macvlan, subnet: 10.4.0.0/24, ranges: { d1: 10.4.0.64/26, d2: 10.4.0.128/26 }, parents: { d1: e0, d2: e0 } }
`);
const network = (name: string, of = lab) => of.networks.find((item) => item.name === name);
const on = (name: string, of = lab) =>
  network(name, of)?.parents.map(({ host, interface: parent }) => `${host} ${parent}`.trim());

describe('a network without parents', () => {
  it('is on the hosts that it names, else on those that have a container on it', () => {
    expect([on('b'), on('named'), on('theirs')]).toEqual([['d1', 'd2'], ['d1', 'd3'], ['d1']]);
    expect(network('b')?.parents[0]?.interface).toBe(NO_PARENT);
  });

  it('that states its parents is where these are', () => {
    expect([on('stated'), on('m')]).toEqual([['d2 e0'], ['d2 e0']]);
  });

  it('goes with its containers', () => {
    const [d1, ...others] = lab.hosts;
    if (d1 === undefined) throw new Error('no d1');
    const less = placedAgain({ ...lab, hosts: [{ ...d1, containers: [] }, ...others] });
    expect(['b', 'named', 'theirs', 'stated', 'm'].map((name) => on(name, less))).toEqual([
      ...[['d2'], ['d1', 'd3'], [], ['d2 e0'], ['d2 e0']],
    ]);
    const back = placedAgain({ ...less, hosts: lab.hosts });
    expect(back).toEqual(lab);
    expect(network('m', less)).toBe(network('m'));
    const still = { ...lab, networks: lab.networks.filter(({ name }) => name === 'm') };
    expect(placedAgain(still)).toBe(still);
  });
});

it('a network hands out on a host the range of that, else its own', () => {
  const [m, r] = [network('m'), network('r')];
  expect(r && ['d1', 'd2', 'd3'].map((host) => rangeOn(r, host))).toEqual(['10.4.0.64/26', '10.4.0.128/26', undefined]);
  expect(m && rangeOn(m, 'd2')).toBe('10.3.0.0/25');
});

it('an interface stands on its parent, or on all that it joins', () => {
  expect(lab.hosts[0]?.interfaces.map((item) => [item.name, ...standsOn(item)].join(' '))).toEqual([
    ...['e0', 'e1', 'e0.10 e0', 's0 e0.10', 'bond0 e0 e1', 'br0 e1', 'd0'],
  ]);
});
