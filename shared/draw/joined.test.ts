/** Gestures on cards that bonds and bridges have joined, on dummies, on machines that are not ours, and on Docker's own networks. */
import { expect, test } from 'vitest';
import { labOf } from '../lab/testing/examples.ts';
import { draw } from './draw.ts';
import { letGo } from './hold.ts';
import { boxes, done } from './testing/drawn.ts';
import { type Outcome, placeOf, type Tool } from './tools.ts';

const text = `trunkline: 1
name: odd
segments: { lan: { vlans: all }, back: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      eno1: { segment: lan }
      eno2: { segment: lan }
      bond0: { bond: [eno1, eno2], address: 192.168.1.11/24 }
      eno3: { segment: back }
      br0: { bridge: [eno3] }
      lab0: { dummy: true, address: 10.0.0.1/24 }
    containers:
      web: { image: busybox, networks: { inner: {} } }
  docker02:
    ssh: { address: 192.168.1.12 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.12/24, promiscuous: true }
    containers:
      box: { image: busybox, networks: { mac: 192.168.1.101 } }
  nas:
    unmanaged: true
    interfaces:
      eth0: { segment: lan, address: 192.168.1.50/24 }
networks:
  inner: { driver: bridge, subnet: 172.30.0.0/24 }
  mac: { driver: macvlan, mode: bridge, subnet: 192.168.1.0/24, gateway: 192.168.1.1, parents: { docker02: ens33 } }
`;
const lab = labOf(text);

const drop = (tool: Tool, at: string): Outcome => draw(lab, { tool, at: placeOf(lab, at), exact: true });
const take = (how: 'move' | 'connect', what: string, to: string): Outcome =>
  letGo(lab, { how, what: placeOf(lab, what) }, placeOf(lab, to));
const why = (outcome: Outcome): string => (outcome.ok ? outcome.says : outcome.why);
const made = (outcome: Outcome): readonly string[] => {
  done(text, outcome);
  return outcome.ok ? outcome.made : [];
};

test('a VLAN stands on the bond or bridge that has the card, wherever it is dropped', () => {
  for (const at of ['docker01:bond0', 'docker01:eno1', 'docker01:eno2', 'docker01'])
    expect(made(drop('vlan', at)), at).toEqual(['docker01:bond0.10']);
  for (const at of ['docker01:br0', 'docker01:eno3']) expect(made(drop('vlan', at)), at).toEqual(['docker01:br0.10']);
  const all = draw(lab, { tool: 'vlan', at: placeOf(lab, 'lan'), exact: true });
  expect(made(all)).toEqual(['docker01:bond0.10', 'docker02:ens33.10', 'nas:eth0.10']);
});

test('so does a network, and a container that comes to the host', () => {
  for (const at of ['docker01:bond0', 'docker01']) {
    const lab = done(text, drop('network', at));
    expect(lab.networks.find(({ name }) => name === 'mac')?.parents).toContainEqual({
      host: 'docker01',
      interface: 'bond0',
    });
  }
  const moved = done(text, take('move', 'docker02/box', 'docker01'));
  expect(boxes(moved)).toContain('docker01/box mac 192.168.1.101');
});

test('what cannot be says why, in the thing’s own words', () => {
  expect(why(drop('vlan', 'docker01:lab0'))).toBe('lab0 is a dummy: no frame of it leaves docker01');
  expect(why(take('connect', 'docker01:lab0', 'lan'))).toBe('lab0 is a dummy: no line leads out of it');
  expect(why(take('move', 'docker01:eno1', 'back'))).toBe(
    'eno1 is in bond0 with eno2: they are plugged into one segment',
  );
  expect(why(take('move', 'docker01:bond0', 'back'))).toBe('bond0 stays with eno1 and eno2');
  expect(why(drop('network', 'nas'))).toBe('nas is unmanaged, so that no Docker network can be made there');
  expect(why(drop('container', 'nas:eth0'))).toBe('nas is unmanaged, so that no Docker network can be made there');
  expect(why(take('move', 'inner', 'docker02:ens33'))).toBe('inner stands on nothing that could be left');
});

test('a container goes from Docker’s own network to a macvlan one and back', () => {
  expect(boxes(done(text, take('move', 'docker01/web', 'mac')))).toContain('docker02/web mac 192.168.1.102');
  expect(boxes(done(text, take('move', 'docker02/box', 'inner')))).toContain('docker01/box inner 172.30.0.101');
  expect(boxes(done(text, take('connect', 'docker02/box', 'inner')))).toContain(
    'docker02/box mac 192.168.1.101, inner undefined',
  );
});
