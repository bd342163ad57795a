import { describe, expect, it } from 'vitest';
import type { Host } from '../../../shared/lab/lab.ts';
import { addAddress, deleteAddress } from '../../../shared/machine/kernel/addresses.ts';
import { findLink, type KernelState, Refusal } from '../../../shared/machine/kernel/kernel.ts';
import { addLink, deleteLink, rename, setDown, setMaster, setUp } from '../../../shared/machine/kernel/links.ts';
import { addRoute, deleteRoute, lookup } from '../../../shared/machine/kernel/routes.ts';
import { settle } from '../../../shared/machine/kernel/settle.ts';
import { setSysctl } from '../../../shared/machine/kernel/sysctls.ts';
import { parseCidr } from '../../../shared/net/ipv4.ts';
import { freshKernel } from './fresh-kernel.ts';

const host: Host = {
  name: 'docker01',
  ssh: { address: '192.168.1.11', port: 22, user: 'root', key: undefined },
  interfaces: [{ kind: 'nic', name: 'ens33', segment: 'lan', address: '192.168.1.11/24', promiscuous: false }],
  containers: [],
  routing: undefined,
};
const fresh = freshKernel(host, { docker: true });

/** One thing after the other, and after each what the kernel does by itself. */
const grown = (...steps: readonly ((kernel: KernelState) => KernelState)[]): KernelState =>
  steps.reduce((kernel, step) => settle(step(kernel)), fresh);

const to = (text: string) => parseCidr(text) ?? { address: 0, prefix: 0 };
const ten = (kernel: KernelState) => addLink(kernel, { name: 'ens33.10', kind: 'vlan', parent: 'ens33', vlan: 10 });
const address = { family: 4, address: '192.168.10.10', prefix: 24, scope: 'global' } as const;
const routesOf = ({ routes }: KernelState): readonly string[] => routes.map((route) => `${route.to} ${route.dev}`);
const flags = (kernel: KernelState, name: string): string => {
  const link = findLink(kernel, name);
  return link === undefined ? 'gone' : `${link.up ? 'up' : 'down'} ${link.carrier ? 'carrier' : 'no carrier'}`;
};

function refusal(what: () => unknown): string {
  try {
    what();
  } catch (error) {
    if (error instanceof Refusal) return error.explained ?? error.message;
    throw error;
  }
  return 'done';
}

describe('a sub-interface', () => {
  it('routes to its subnet only while it is up', () => {
    const added = grown(ten, (kernel) => addAddress(kernel, 'ens33.10', address));
    expect(routesOf(added)).not.toContain('192.168.10.0/24 ens33.10');
    expect(routesOf(settle(setUp(added, 'ens33.10')))).toContain('192.168.10.0/24 ens33.10');
  });

  it('loses its static routes when it goes down, and only the way to its own subnet comes back', () => {
    const kernel = grown(
      ten,
      (next) => addAddress(next, 'ens33.10', address),
      (next) => setUp(next, 'ens33.10'),
      (next) => addRoute(next, { to: to('10.9.0.0/16'), via: '192.168.10.254' }),
      (next) => setDown(next, 'ens33.10'),
      (next) => setUp(next, 'ens33.10'),
    );
    expect(routesOf(kernel)).toEqual(['172.17.0.0/16 docker0', '192.168.1.0/24 ens33', '192.168.10.0/24 ens33.10']);
  });

  it('goes down and comes up with its parent', () => {
    const down = grown(
      ten,
      (next) => setUp(next, 'ens33.10'),
      (next) => setDown(next, 'ens33'),
    );
    expect(flags(down, 'ens33.10')).toBe('down no carrier');
    expect(refusal(() => setUp(down, 'ens33.10'))).toBe('Network is down');
    expect(flags(settle(setUp(down, 'ens33')), 'ens33.10')).toBe('up carrier');
  });

  it('is there once for a tag and once for a name', () => {
    const kernel = grown(ten);
    expect(refusal(() => ten(kernel))).toBe('File exists');
    expect(refusal(() => addLink(kernel, { name: 'other', kind: 'vlan', parent: 'ens33', vlan: 10 }))).toBe(
      '8021q: VLAN device already exists.',
    );
  });

  it('goes with its parent, and its settings with it', () => {
    const kernel = grown(
      (next) => addLink(next, { name: 'br0', kind: 'bridge' }),
      (next) => addLink(next, { name: 'br0.5', kind: 'vlan', parent: 'br0', vlan: 5 }),
      (next) => deleteLink(next, 'br0'),
    );
    expect(flags(kernel, 'br0.5')).toBe('gone');
    expect(Object.keys(kernel.sysctls).filter((name) => name.includes('br0'))).toEqual([]);
  });

  it('has a new name only while it is down', () => {
    const up = grown(ten, (next) => setUp(next, 'ens33.10'));
    expect(refusal(() => rename(up, 'ens33.10', 'vlan10'))).toBe('Device or resource busy');
    const renamed = rename(setDown(up, 'ens33.10'), 'ens33.10', 'vlan10');
    expect(renamed.sysctls['net.ipv4.conf.vlan10.rp_filter']).toBe('0');
  });
});

describe('children of one parent', () => {
  it('have no carrier while their parent is down, unless that is a card', () => {
    const kernel = grown(
      (next) => addLink(next, { name: 'ens33.10', kind: 'vlan', parent: 'ens33', vlan: 10 }),
      (next) => addLink(next, { name: 'shim', kind: 'macvlan', parent: 'ens33', mode: 'bridge' }),
      (next) => addLink(next, { name: 'shim10', kind: 'macvlan', parent: 'ens33.10', mode: 'bridge' }),
      (next) => setUp(setUp(setUp(next, 'ens33.10'), 'shim10'), 'shim'),
      (next) => setDown(next, 'ens33'),
    );
    expect([flags(kernel, 'shim'), flags(kernel, 'shim10')]).toEqual(['up carrier', 'up no carrier']);
  });

  it('are of one kind, and their parent is no port of a bridge', () => {
    const kernel = grown(
      (next) => addLink(next, { name: 'shim', kind: 'macvlan', parent: 'ens33', mode: 'bridge' }),
      (next) => addLink(next, { name: 'br0', kind: 'bridge' }),
    );
    expect(refusal(() => addLink(kernel, { name: 'ip0', kind: 'ipvlan', parent: 'ens33' }))).toBe(
      'Device or resource busy',
    );
    expect(refusal(() => setMaster(kernel, 'ens33', 'br0'))).toBe('Device or resource busy');
  });
});

describe('addresses', () => {
  it('of one subnet go with the first of it', () => {
    const kernel = grown(
      (next) => addAddress(next, 'ens33', { ...address, address: '10.0.0.1' }),
      (next) => addAddress(next, 'ens33', { ...address, address: '10.0.0.2' }),
      (next) => deleteAddress(next, 'ens33', '10.0.0.1/24'),
    );
    expect(findLink(kernel, 'ens33')?.addresses.map((item) => item.address)).not.toContain('10.0.0.2');
  });

  it('take all routes of their link along with the last of them', () => {
    const kernel = grown(
      (next) => addRoute(next, { to: to('10.9.0.0/16'), via: '192.168.1.254' }),
      (next) => deleteAddress(next, 'ens33', '192.168.1.11/24'),
    );
    expect(routesOf(kernel)).toEqual(['172.17.0.0/16 docker0']);
  });
});

describe('routes', () => {
  it('need a next hop that is a neighbour', () => {
    expect(refusal(() => addRoute(fresh, { to: to('10.0.0.0/8'), via: '10.99.0.1' }))).toBe(
      'Nexthop has invalid gateway.',
    );
    expect(refusal(() => addRoute(fresh, { to: to('10.0.0.7/8'), dev: 'ens33' }))).toBe(
      'Invalid prefix for given prefix length.',
    );
  });

  it('are found by the longest prefix, then by the lowest metric', () => {
    const kernel = grown(
      (next) => addRoute(next, { to: to('10.0.0.0/8'), via: '192.168.1.1' }),
      (next) => addRoute(next, { to: to('10.1.0.0/16'), via: '192.168.1.2', metric: 5 }),
      (next) => addRoute(next, { to: to('10.1.0.0/16'), via: '192.168.1.3', metric: 4 }),
    );
    expect(lookup(kernel, to('10.1.2.3/32').address)?.via).toBe('192.168.1.3');
    expect(lookup(kernel, to('10.2.2.3/32').address)?.via).toBe('192.168.1.1');
    expect(refusal(() => deleteRoute(kernel, { to: to('10.7.0.0/16') }))).toBe('No such process');
  });
});

it('switches forwarding of every interface with ip_forward, and no longer believes redirects', () => {
  const off = setSysctl(fresh, 'net.ipv4.ip_forward', '0');
  expect(off.sysctls['net.ipv4.conf.ens33.forwarding']).toBe('0');
  expect(off.sysctls['net.ipv4.conf.all.accept_redirects']).toBe('1');
  const on = setSysctl(off, 'net.ipv4.ip_forward', '1');
  expect(on.sysctls['net.ipv4.conf.docker0.forwarding']).toBe('1');
  expect(on.sysctls['net.ipv4.conf.all.accept_redirects']).toBe('0');
  expect(refusal(() => setSysctl(on, 'net.ipv4.ip_forward', 'maybe'))).toBe('Invalid argument');
});
