/** Carriers, queues and the order of routes: what follows by itself when links come up and go down (net/core/link_watch.c, and each driver). */
import { describe, expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import { editLink, findLink, type KernelState, linkOf } from './kernel.ts';
import { qdiscOf } from './link-status.ts';
import { addLink, type LinkAsked, setDown, setMaster, setUp } from './links.ts';
import { addRoute } from './routes.ts';
import { settle, withCarriersFrom } from './settle.ts';

const fresh: KernelState = freshHost('docker01', { nics: [{ name: 'ens33' }, { name: 'ens34' }], docker: false });
const made = (...asked: readonly LinkAsked[]): KernelState => asked.reduce(addLink, fresh);
const bridge = { name: 'br0', kind: 'bridge' } as const;
const cable = { name: 'v0', kind: 'veth', peer: 'v1' } as const;
const vlan = (parent: string, tag: number) => ({ name: `${parent}.${tag}`, kind: 'vlan', parent, vlan: tag }) as const;
const shim = (name: string, parent: string) => ({ name, kind: 'macvlan', parent, mode: 'bridge' }) as const;
const up = (kernel: KernelState, ...names: readonly string[]): KernelState => names.reduce(setUp, kernel);
const withCarrier = (kernel: KernelState): readonly string[] =>
  kernel.links.flatMap(({ name, kind, carrier }) => (carrier && kind !== 'loopback' && kind !== 'nic' ? [name] : []));

describe('when one link has come up', () => {
  const come = (kernel: KernelState, name: string): readonly string[] =>
    withCarrier(withCarriersFrom(setUp(kernel, name), name));

  it('the bridge that it is a port of has a carrier, and so has what stands on that', () => {
    const kernel = up(
      setMaster(made(bridge, vlan('br0', 7), shim('mv', 'br0.7')), 'ens34', 'br0'),
      'br0',
      'br0.7',
      'mv',
    );
    expect(come(setDown(kernel, 'ens34'), 'ens34')).toEqual(['br0', 'br0.7', 'mv']);
    const turned = { ...setDown(kernel, 'ens34'), links: setDown(kernel, 'ens34').links.toReversed() };
    expect(come(turned, 'ens34').toSorted()).toEqual(['br0', 'br0.7', 'mv']);
    const tagged = up(setMaster(made(bridge, vlan('ens34', 5)), 'ens34.5', 'br0'), 'br0');
    expect(come(tagged, 'ens34.5')).toEqual(['br0', 'ens34.5']);
    expect(come(editLink(tagged, 'ens34', { unplugged: true, carrier: false }), 'ens34.5')).toEqual([]);
    const lower = setDown(kernel, 'br0.7');
    expect(come(setDown(lower, 'ens34'), 'ens34')).toEqual(['br0']);
  });

  it('a bridge has one when a port has, and no other link gets one by that', () => {
    const kernel = up(made(bridge, { name: 'br1', kind: 'bridge' }, { name: 'd0', kind: 'dummy' }), 'br1', 'd0');
    expect(come(kernel, 'br0')).toEqual([]);
    expect(come(setMaster(kernel, 'd0', 'br0'), 'br0')).toEqual(['br0']);
    expect(come(editLink(kernel, 'd0', { master: 'br1' }), 'br0')).toEqual([]);
    expect(come(made({ name: 'd1', kind: 'dummy' }), 'd1')).toEqual(['d1']);
  });

  it('a sub-interface has that of its parent, also where the parent is not known', () => {
    const kernel = made(vlan('ens33', 10));
    expect(come(kernel, 'ens33.10')).toEqual(['ens33.10']);
    expect(come(editLink(kernel, 'ens33', { carrier: false }), 'ens33.10')).toEqual([]);
    const alone = {
      ...made(shim('mv', 'ens33')),
      links: made(shim('mv', 'ens33')).links.filter(({ kind }) => kind !== 'nic'),
    };
    expect(come(alone, 'mv')).toEqual(['mv']);
  });

  it('goes down with what stands on it', () => {
    const kernel = settle(up(setMaster(made(bridge, vlan('br0', 7)), 'ens34', 'br0'), 'br0', 'br0.7'));
    expect(withCarrier(kernel)).toEqual(['br0', 'br0.7']);
    expect(withCarrier(withCarriersFrom(setDown(kernel, 'br0'), 'br0'))).toEqual([]);
    // Of a card nobody asks here: what it had, it has.
    expect(findLink(withCarriersFrom(setDown(kernel, 'ens33'), 'ens33'), 'ens33')?.carrier).toBe(true);
  });
});

describe('a carrier', () => {
  it('of a bond or a bridge is that of any of its ports', () => {
    const both = made({ name: 'bond0', kind: 'bond' }, { name: 'd0', kind: 'dummy' }, { name: 'd1', kind: 'dummy' });
    const joined = setMaster(setMaster(both, 'd0', 'bond0'), 'd1', 'bond0');
    expect(withCarrier(settle(up(joined, 'bond0')))).toEqual(['bond0', 'd0', 'd1']);
    expect(withCarrier(settle(setDown(up(joined, 'bond0'), 'd0')))).toEqual(['bond0', 'd1']);
    expect(withCarrier(settle(setDown(setDown(up(joined, 'bond0'), 'd0'), 'd1')))).toEqual([]);
    expect(withCarrier(settle(joined))).toEqual(['d0', 'd1']);
  });

  it('stays with what stands on a card that is down, which says nothing of its cable, but for one that is pulled', () => {
    const kernel = up(made(shim('mv', 'ens34')), 'mv');
    const down = setDown(kernel, 'ens34');
    expect([withCarrier(settle(down)), withCarrier(withCarriersFrom(down, 'mv'))]).toEqual([['mv'], ['mv']]);
    const pulled = editLink(down, 'ens34', { unplugged: true, carrier: false });
    expect([withCarrier(settle(pulled)), withCarrier(withCarriersFrom(pulled, 'mv'))]).toEqual([[], []]);
    const tagged = up(made(vlan('ens34', 5), shim('mv5', 'ens34.5')), 'ens34.5', 'mv5');
    expect(withCarrier(settle(setDown(tagged, 'ens34.5')))).toEqual([]);
  });

  it('of a cable is there while the other end is up', () => {
    const kernel = made(cable);
    expect(withCarrier(settle(up(kernel, 'v0')))).toEqual([]);
    expect(withCarrier(settle(up(kernel, 'v0', 'v1')))).toEqual(['v1', 'v0']);
  });

  it('of a cable to a container does not follow a link of the host that has the same number', () => {
    const kernel = up(made(cable), 'v0');
    const { index } = linkOf(kernel, 'v1');
    expect(withCarrier(settle(editLink(kernel, 'v0', { peer: { index, elsewhere: true } })))).toEqual(['v0']);
  });

  it('is not looked for in a circle that nobody could make', () => {
    const kernel = up(made(bridge, vlan('br0', 7)), 'br0', 'br0.7');
    expect(withCarrier(settle(editLink(kernel, 'br0.7', { master: 'br0' })))).toEqual([]);
  });
});

it('a card that was up once keeps its queue, with a cable or without', () => {
  const pulled = settle(editLink(fresh, 'ens34', { unplugged: true, carrier: false }));
  expect(qdiscOf(linkOf(settle(setDown(pulled, 'ens34')), 'ens34'))).toBe('pfifo_fast');
  expect(qdiscOf(linkOf(settle(editLink(fresh, 'ens34', { up: false })), 'ens34'))).toBe('noop');
});

it('each table of routes is a tree of its own, the main one first', () => {
  const to = (first: number) => ({ to: { address: first * 2 ** 24, prefix: 8 }, dev: 'ens33' });
  const kernel = [
    { ...to(11), table: '200' },
    { ...to(10), table: '200' },
    { ...to(12), table: '100' },
    { ...to(13) },
    { ...to(9), table: '100' },
  ].reduce((before, route) => addRoute(before, route), fresh);
  expect(settle(kernel).routes.map(({ table, to }) => `${table} ${to}`)).toEqual([
    'main 13.0.0.0/8',
    '100 9.0.0.0/8',
    '100 12.0.0.0/8',
    '200 10.0.0.0/8',
    '200 11.0.0.0/8',
  ]);
  const two = [{ ...to(10), table: '200' }, { ...to(11), table: '100' }, { ...to(12) }];
  const tables = (of: typeof two) =>
    settle(of.reduce((before, route) => addRoute(before, route), fresh)).routes.map(({ table }) => table);
  expect([tables(two), tables(two.slice(0, 2))]).toEqual([
    ['main', '100', '200'],
    ['100', '200'],
  ]);
});

it('what has nothing to do with a change stays the very same, by which others know it', () => {
  const kernel = settle(fresh);
  expect(settle(kernel)).toBe(kernel);
  const changed = settle(setDown(kernel, 'ens34'));
  expect(findLink(changed, 'ens33')).toBe(findLink(kernel, 'ens33'));
  expect(findLink(changed, 'ens34')).not.toBe(findLink(kernel, 'ens34'));
});
