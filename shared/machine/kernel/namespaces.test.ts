import { expect, test } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import { editLink, findLink, type KernelState, linkOf } from './kernel.ts';
import { addLink, deleteLink, setUp } from './links.ts';
import {
  addNamespace,
  carriesOthers,
  deleteNamespace,
  farEnd,
  kernelIn,
  moveLink,
  renumber,
  spacesOf,
  withKernelIn,
} from './namespaces.ts';
import { addRoute } from './routes.ts';
import { addRule } from './rules.ts';
import { settle } from './settle.ts';

function fresh(): KernelState {
  const { docker: _docker, records: _records, ...kernel } = freshHost('docker01', { nics: [{ name: 'ens33' }] });
  return settle(kernel);
}

const pair = (): KernelState => addLink(addNamespace(fresh(), 'red'), { name: 'v0', kind: 'veth', peer: 'v1' });
const upIn = (kernel: KernelState, space: string, name: string): KernelState =>
  withKernelIn(kernel, space, setUp(kernelIn(kernel, space), name));

test('a new namespace has a loopback that is down, and its address comes with it', () => {
  const kernel = addNamespace(fresh(), 'red');
  expect(kernelIn(kernel, 'red').links).toMatchObject([{ name: 'lo', up: false, addresses: [] }]);
  const up = settle(upIn(kernel, 'red', 'lo'));
  expect(kernelIn(up, 'red').links[0]?.addresses).toContainEqual({
    ...{ family: 4, address: '127.0.0.1', prefix: 8, scope: 'host' },
  });
  expect(() => addNamespace(kernel, 'red')).toThrow('File exists');
});

test('a cable between two namespaces has a carrier when both ends are up', () => {
  const moved = settle(moveLink(pair(), '', 'v1', 'red'));
  const one = settle(upIn(moved, '', 'v0'));
  expect(findLink(one, 'v0')?.carrier).toBe(false);
  const both = settle(upIn(one, 'red', 'v1'));
  expect(findLink(both, 'v0')?.carrier).toBe(true);
  expect(findLink(kernelIn(both, 'red'), 'v1')?.carrier).toBe(true);
});

test('a link that moves loses what it had, and both ends know where the other is', () => {
  const kernel = settle(moveLink(upIn(pair(), '', 'v1'), '', 'v1', 'red', 'eth0'));
  const there = findLink(kernelIn(kernel, 'red'), 'eth0');
  const here = findLink(kernel, 'v0');
  expect(there).toMatchObject({
    up: false,
    carrier: false,
    used: false,
    addresses: [],
    peer: { index: here?.index, elsewhere: true, space: '' },
  });
  expect(here?.peer).toEqual({ index: there?.index, elsewhere: true, space: 'red' });
  expect(kernel.namespaces?.[0]?.number).toBe(0);
  const back = settle(moveLink(kernel, 'red', 'eth0', '', 'v1'));
  expect(findLink(back, 'v0')?.peer).toEqual({ index: findLink(back, 'v1')?.index });
  expect(findLink(back, 'v1')).toMatchObject({
    kind: 'veth',
    mac: findLink(pair(), 'v1')?.mac,
    peer: { index: findLink(back, 'v0')?.index },
  });
});

test('a card comes back when its namespace goes; a cable goes with either of its ends', () => {
  const away = moveLink(moveLink(pair(), '', 'v1', 'red'), '', 'ens33', 'red');
  expect(findLink(away, 'ens33')).toBeUndefined();
  const gone = settle(deleteNamespace(away, 'red'));
  expect(findLink(gone, 'ens33')).toMatchObject({ up: false, addresses: [] });
  expect(findLink(gone, 'v0')).toBeUndefined();
});

test('the loopback, bridges and bonds stay where they are', () => {
  const kernel = addLink(addLink(pair(), { name: 'br0', kind: 'bridge' }), { name: 'bond0', kind: 'bond' });
  expect(() => moveLink(kernel, '', 'bond0', 'red')).toThrow('Invalid argument');
  expect(() => moveLink(kernel, '', 'lo', 'red')).toThrow('Invalid argument');
  expect(() => moveLink(kernel, '', 'br0', 'red')).toThrow('Invalid argument');
});

/** Links of a namespace as `ip -br link` lists them. */
const linksIn = (kernel: KernelState, space: string): readonly string[] =>
  kernelIn(kernel, space).links.map(({ index, name }) => `${index} ${name}`);

test('a new namespace begins with the host’s settings for all links and new ones, and has no rules of iptables', () => {
  const host = fresh();
  const set = (of: string, value: string) => ({ [`net.ipv4.conf.${of}.rp_filter`]: value });
  const kernel = addNamespace(
    { ...host, sysctls: { ...host.sysctls, ...set('all', '2'), ...set('default', '1'), ...set('ens33', '1') } },
    'red',
  );
  const { sysctls, firewall, routes } = kernelIn(kernel, 'red');
  expect(sysctls).toMatchObject({
    'net.ipv4.ip_forward': '1',
    'net.ipv4.conf.all.rp_filter': '2',
    'net.ipv4.conf.default.rp_filter': '1',
    'net.ipv4.conf.lo.rp_filter': '1',
    'net.ipv4.conf.lo.forwarding': '1',
  });
  expect(Object.keys(sysctls).filter((name) => name.includes('ens33'))).toEqual([]);
  expect([firewall.filter, firewall.nat, routes]).toEqual([[], [], []]);
  const off = addNamespace({ ...host, sysctls: {} }, 'red');
  expect(kernelIn(off, 'red').sysctls['net.ipv4.ip_forward']).toBe('0');
});

test('what is done in a namespace leaves the host and other namespaces as they are', () => {
  const kernel = addNamespace(addNamespace(fresh(), 'red'), 'blue');
  expect(kernel.namespaces?.map(({ name }) => name)).toEqual(['blue', 'red']);
  const inRed = addRule(addLink(kernelIn(kernel, 'red'), { name: 'd0', kind: 'dummy' }), {
    action: 'lookup',
    table: '7',
  });
  const done = withKernelIn(kernel, 'red', inRed);
  expect(kernelIn(done, 'red').rules).toHaveLength(4);
  expect(linksIn(done, 'red')).toEqual(['1 lo', '2 d0']);
  expect([linksIn(done, 'blue'), linksIn(done, '')]).toEqual([['1 lo'], linksIn(kernel, '')]);
  expect(kernelIn(done, '').rules).toBeUndefined();
  expect(withKernelIn(kernel, '', inRed)).toBe(inRed);
  expect(deleteNamespace(done, 'red').namespaces?.map(({ name }) => name)).toEqual(['blue']);
  expect(() => deleteNamespace(kernel, 'green')).toThrow('No such file or directory');
});

test('a link that moves keeps its number where nobody has it, and its place among the others', () => {
  const host = [{ name: 'a' }, { name: 'b' }].reduce(
    (kernel, { name }) => addLink(kernel, { name, kind: 'dummy' }),
    pair(),
  );
  const [a, b] = [findLink(host, 'a')?.index ?? 0, findLink(host, 'b')?.index ?? 0];
  const moved = moveLink(moveLink(host, '', 'b', 'red'), '', 'a', 'red');
  expect(linksIn(moved, 'red')).toEqual(['1 lo', `${a} a`, `${b} b`]);
  // A new link is the second of its own namespace, and the next passes over a number that was brought along.
  const own = addLink(kernelIn(moved, 'red'), { name: 'd0', kind: 'dummy' });
  expect(findLink(own, 'd0')?.index).toBe(2);
  const full = { ...own, lastIndex: a - 1 };
  expect(findLink(addLink(full, { name: 'd1', kind: 'dummy' }), 'd1')?.index).toBe(b + 1);
  const taken = moveLink(withKernelIn(moved, 'red', own), '', 'ens33', 'red');
  expect(findLink(kernelIn(taken, 'red'), 'ens33')?.index).toBe(3);
  // One that it was given there is used up by that.
  const dummies = Array.from({ length: a - 1 }, (_, at) => `d${at}`);
  const inRed = dummies.reduce((kernel, name) => addLink(kernel, { name, kind: 'dummy' }), kernelIn(host, 'red'));
  const given = kernelIn(moveLink(withKernelIn(host, 'red', inRed), '', 'a', 'red'), 'red');
  expect(findLink(given, 'a')?.index).toBe(a + 1);
  expect(findLink(addLink(deleteLink(given, 'a'), { name: 'new', kind: 'dummy' }), 'new')?.index).toBe(a + 2);
});

test('a link that moves leaves its routes and settings, and takes the new place’s', () => {
  const host = addRoute(setUp(pair(), 'v1'), { to: { address: 0x0a_09_00_00, prefix: 16 }, dev: 'v1' });
  const kernel = moveLink(
    { ...host, sysctls: { ...host.sysctls, 'net.ipv4.conf.v1.rp_filter': '2' } },
    '',
    'v1',
    'red',
  );
  expect(kernel.routes.filter(({ dev }) => dev === 'v1')).toEqual([]);
  expect(kernel.sysctls['net.ipv4.conf.v1.rp_filter']).toBeUndefined();
  expect(kernelIn(kernel, 'red').sysctls['net.ipv4.conf.v1.rp_filter']).toBe('0');
  expect(moveLink(host, '', 'v1', '')).toBe(host);
  expect(() => moveLink(host, '', 'v1', 'red', 'lo')).toThrow('File exists');
  expect(() => moveLink(host, '', 'v9', 'red')).toThrow('No such device');
});

test('a port that moves is a port no more, and its bridge has no MAC address of it', () => {
  const bridged = addLink(pair(), { name: 'br0', kind: 'bridge' });
  const port = editLink(bridged, 'v1', { master: 'br0', portVlans: [10] });
  const kernel = moveLink(port, '', 'v1', 'red');
  expect(findLink(kernelIn(kernel, 'red'), 'v1')).toMatchObject({ master: undefined });
  expect(findLink(kernelIn(kernel, 'red'), 'v1')).not.toHaveProperty('portVlans');
  expect(findLink(kernel, 'br0')?.mac).toBe('00:00:00:00:00:00');
});

test('a macvlan in a namespace stands on the card of its host, and goes with it', () => {
  const made = addLink(addNamespace(fresh(), 'red'), { name: 'mv', kind: 'macvlan', parent: 'ens33', mode: 'bridge' });
  expect([carriesOthers(made, 'ens33'), carriesOthers(made, 'mv')]).toEqual([true, false]);
  const kernel = upIn(moveLink(made, '', 'mv', 'red'), 'red', 'mv');
  const there = (of: KernelState) => linkOf(kernelIn(of, 'red'), 'mv');
  const { index } = linkOf(kernel, 'ens33');
  expect(there(kernel)).toMatchObject({ parent: undefined, peer: { index, elsewhere: true, space: '' } });
  expect(farEnd(kernel, 'red', there(kernel))).toEqual({ space: '', link: linkOf(kernel, 'ens33') });
  expect(there(settle(kernel)).carrier).toBe(true);
  expect(there(settle(editLink(kernel, 'ens33', { unplugged: true }))).carrier).toBe(false);
  const back = moveLink(settle(kernel), 'red', 'mv', '');
  expect(linkOf(back, 'mv')).toMatchObject({ parent: 'ens33', up: false, carrier: false });
  expect(linkOf(back, 'mv')).not.toHaveProperty('peer');
  const gone = settle({ ...kernel, links: kernel.links.filter(({ name }) => name !== 'ens33') });
  expect(linksIn(gone, 'red')).toEqual(['1 lo']);
});

test('the end of a cable is nowhere that has a name when a container has it', () => {
  const kernel = pair();
  const [v0, v1] = [linkOf(kernel, 'v0'), linkOf(kernel, 'v1')];
  expect(farEnd(kernel, '', v0)).toEqual({ space: '', link: v1 });
  expect(farEnd(kernel, '', { ...v0, peer: { index: v1.index, elsewhere: true } })).toBeUndefined();
  const { peer: _, ...without } = v0;
  expect(farEnd(kernel, '', without)).toBeUndefined();
});

test('a cable to a container stays, whatever namespaces have names', () => {
  const kernel = editLink(pair(), 'v0', { peer: { index: 99, elsewhere: true } });
  expect(findLink(settle(kernel), 'v0')).toBeDefined();
});

test('namespaces are numbered as the host’s links come to lead there, after those of containers', () => {
  const blue = addNamespace(pair(), 'blue');
  const both = moveLink(moveLink(blue, '', 'v1', 'red'), '', 'v0', 'blue');
  const numbers = (kernel: KernelState) => (kernel.namespaces ?? []).map(({ name, number }) => `${name} ${number}`);
  // Between the two of them the host has no end.
  expect(numbers(settle(both))).toEqual(['blue undefined', 'red undefined']);
  const first = settle(moveLink(addLink(blue, { name: 'w0', kind: 'veth', peer: 'w1' }), '', 'w1', 'blue'));
  expect(numbers(first)).toEqual(['blue 0', 'red undefined']);
  expect(numbers(settle(moveLink(first, '', 'v1', 'red')))).toEqual(['blue 0', 'red 1']);
  const lent = { container: 'c1', network: 'net', index: 9, kind: 'veth', parent: undefined } as const;
  const after = settle(moveLink({ ...blue, lent: [lent, { ...lent, index: 10 }] }, '', 'v1', 'red'));
  expect(numbers(after)).toEqual(['blue undefined', 'red 1']);
  const two = settle(moveLink({ ...blue, lent: [lent, { ...lent, container: 'c2', index: 10 }] }, '', 'v1', 'red'));
  expect(numbers(two)).toEqual(['blue undefined', 'red 2']);
});

test('a link that is given another number stands where that belongs, and the other end of its cable knows it', () => {
  const kernel = addLink(pair(), { name: 'd0', kind: 'dummy' });
  expect(linksIn(renumber(kernel, '', 'v1', 50), '').at(-1)).toBe('50 v1');
  expect(linkOf(renumber(kernel, '', 'v1', 50), 'v0').peer).toEqual({ index: 50 });
  expect(linksIn(renumber(renumber(kernel, '', 'v1', 50), '', 'd0', 30), '').slice(-2)).toEqual(['30 d0', '50 v1']);
  const apart = renumber(moveLink(kernel, '', 'v1', 'red'), 'red', 'v1', 50);
  expect(linkOf(apart, 'v0').peer).toEqual({ index: 50, elsewhere: true, space: 'red' });
  expect(linksIn(apart, 'red')).toEqual(['1 lo', '50 v1']);
  const alone = renumber(kernel, '', 'd0', 50);
  expect(linkOf(addLink(alone, { name: 'd1', kind: 'dummy' }), 'd1').index).toBe(51);
  expect(linkOf(renumber(deleteLink(alone, 'd0'), '', 'ens33', 20), 'ens33').index).toBe(20);
  const vlan = addLink(kernel, { name: 'ens33.10', kind: 'vlan', parent: 'ens33', vlan: 10 });
  expect(linkOf(renumber(vlan, '', 'ens33.10', 50), 'ens33')).toEqual(linkOf(vlan, 'ens33'));
});

test('a number is not given twice in a namespace', () => {
  const inRed = (kernel: KernelState, step: (red: KernelState) => KernelState): KernelState =>
    settle(withKernelIn(kernel, 'red', step(kernelIn(kernel, 'red'))));
  const add = (name: string) => (red: KernelState) => setUp(addLink(red, { name, kind: 'dummy' }), name);
  const once = inRed(addNamespace(fresh(), 'red'), add('d0'));
  const again = inRed(
    inRed(once, (red) => deleteLink(red, 'd0')),
    add('d1'),
  );
  expect(linksIn(again, 'red')).toEqual(['1 lo', '3 d1']);
  expect(
    linksIn(
      inRed(once, (red) => add('d2')(deleteLink(add('d1')(red), 'd1'))),
      'red',
    ).at(-1),
  ).toBe('4 d2');
  expect([spacesOf(fresh()), spacesOf(once)]).toEqual([[''], ['', 'red']]);
});
