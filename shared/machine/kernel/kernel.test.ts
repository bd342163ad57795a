/** Addresses, routes, sysctls and what follows by itself, as the kernel of real hosts does it (the practice corpus, and its sources). */
import { describe, expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import { parseCidr, parseIpv4 } from '../../net/ipv4.ts';
import { addAddress, broadcastFor, deleteAddress, isSecondary } from './addresses.ts';
import { editLink, hashOf, type KernelState, linkOf, macFor, Refusal } from './kernel.ts';
import type { KernelLink } from './kernel-link.ts';
import { flagBits, flagsOf, operstate, qdiscOf, queueLength } from './link-status.ts';
import { addLink, setDown, setUp } from './links.ts';
import { addRoute, deleteRoute, lookup, ownLink, type RouteAsked, type RouteWanted, sourceOf } from './routes.ts';
import { settle } from './settle.ts';
import { allSysctls, isProbed, linkOfSysctl, setSysctl } from './sysctls.ts';

const fresh: KernelState = (() => {
  const host = freshHost('docker01', {
    nics: [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }],
    docker: false,
  });
  return { ...host, sysctls: allSysctls(['lo', 'ens33', 'ens34'], {}) };
})();
const onKernel = (kernel: string): KernelState => ({ ...fresh, facts: { ...fresh.facts, kernel } });
const four = (address: string, prefix: number) => ({ family: 4, address, prefix, scope: 'global' }) as const;
const six = (address: string) => ({ family: 6, address, prefix: 64, scope: 'link' }) as const;

function refusal(does: () => unknown): string {
  try {
    does();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.errno}: ${error.explained ?? error.message}`;
  }
  return 'done';
}

const addresses = (kernel: KernelState, name: string) =>
  linkOf(kernel, name).addresses.map(({ address, prefix }) => `${address}/${prefix}`);
const shown = (kernel: KernelState) =>
  kernel.routes.map(({ to, via, dev, source, metric }) =>
    [to, via && `via ${via}`, dev && `dev ${dev}`, source && `src ${source}`, metric > 0 && `metric ${metric}`]
      .filter(Boolean)
      .join(' '),
  );

describe('addresses', () => {
  it('the first of each subnet stand before all others, IPv6 behind', () => {
    const kernel = [
      four('192.168.1.12', 24),
      six('fe80::1'),
      four('10.0.0.1', 24),
      four('10.0.0.2', 24),
      six('fe80::2'),
    ].reduce((before, address) => addAddress(before, 'ens33', address), fresh);
    expect(addresses(kernel, 'ens33')).toEqual([
      '192.168.1.11/24',
      '10.0.0.1/24',
      '192.168.1.12/24',
      '10.0.0.2/24',
      'fe80::2/64',
      'fe80::1/64',
    ]);
    const link = linkOf(kernel, 'ens33');
    expect(link.addresses.slice(0, 4).map((address) => isSecondary(link, address))).toEqual([false, false, true, true]);
    expect(shown(kernel)).toEqual(['192.168.1.0/24 dev ens33 src 192.168.1.11', '10.0.0.0/24 dev ens33 src 10.0.0.1']);
  });

  it('of a narrower scope stand before others (inet_insert_ifa)', () => {
    const scoped = (address: string, scope: string) => ({ ...four(address, 24), scope });
    const kernel = [
      scoped('10.0.0.1', 'global'),
      scoped('10.1.0.1', 'host'),
      scoped('10.2.0.1', 'site'),
      scoped('10.3.0.1', 'link'),
      scoped('10.4.0.1', 'global'),
      scoped('10.5.0.1', 'host'),
      scoped('10.1.0.2', 'host'),
    ].reduce((before, address) => addAddress(before, 'ens34', address), fresh);
    expect(addresses(kernel, 'ens34').map((text) => text.slice(0, -3))).toEqual([
      ...['10.1.0.1', '10.5.0.1', '10.3.0.1', '10.2.0.1', '10.0.0.1', '10.4.0.1', '10.1.0.2'],
    ]);
  });

  it('with a peer lead to that: to it alone as /32, else to its subnet (fib_add_ifaddr)', () => {
    const to = (peer: string, prefix: number) =>
      shown(addAddress(fresh, 'ens34', { ...four('10.0.0.1', prefix), peer })).at(-1);
    expect([to('10.7.0.2', 32), to('10.7.0.2', 24)]).toEqual([
      '10.7.0.2/32 dev ens34 src 10.0.0.1',
      '10.7.0.0/24 dev ens34 src 10.0.0.1',
    ]);
  });

  it('of the same subnet are of one scope', () => {
    const kernel = addAddress(fresh, 'ens34', four('10.0.0.1', 24));
    const other = { ...four('10.0.0.2', 24), scope: 'host' };
    expect(refusal(() => addAddress(kernel, 'ens34', other))).toBe('EINVAL: Invalid argument');
    const young = { ...kernel, facts: { ...kernel.facts, kernel: '6.12.48' } };
    expect(refusal(() => addAddress(young, 'ens34', other))).toBe('EINVAL: ipv4: Invalid scope value.');
  });

  it('make no route as /32, on lo, or while the link is down', () => {
    expect(shown(addAddress(fresh, 'ens34', four('10.0.0.1', 32)))).toHaveLength(1);
    expect(shown(addAddress(fresh, 'lo', four('10.0.0.1', 24)))).toHaveLength(1);
    expect(shown(addAddress(setDown(fresh, 'ens34'), 'ens34', four('10.0.0.1', 24)))).toHaveLength(1);
    expect(shown(addAddress(fresh, 'ens34', four('10.0.0.1', 31)))).toContain('10.0.0.0/31 dev ens34 src 10.0.0.1');
    expect(addAddress(fresh, 'ens34', four('10.0.0.1', 24)).routes.at(-1)).toEqual({
      ...{ to: '10.0.0.0/24', type: 'unicast', via: undefined, dev: 'ens34', source: '10.0.0.1' },
      ...{ scope: 'link', protocol: 'kernel', metric: 0, table: 'main' },
    });
  });

  it('are refused twice on one link, and missed where there are none: in a sentence since 6.12', () => {
    const twice = (kernel: KernelState) => () => addAddress(kernel, 'ens33', four('192.168.1.11', 24));
    const missing = (kernel: KernelState) => () => deleteAddress(kernel, 'ens33', '10.9.9.9/24');
    expect([refusal(twice(onKernel('6.1.176'))), refusal(missing(onKernel('6.1.176')))]).toEqual([
      'EEXIST: File exists',
      'EADDRNOTAVAIL: Cannot assign requested address',
    ]);
    expect([refusal(twice(onKernel('6.12.48'))), refusal(missing(onKernel('6.12.48')))]).toEqual([
      'EEXIST: ipv4: Address already assigned.',
      'EADDRNOTAVAIL: ipv4: Address not found.',
    ]);
    expect(refusal(() => addAddress(fresh, 'ens33', four('192.168.1.11', 25)))).toBe('done');
    expect(refusal(() => addAddress(fresh, 'ens34', four('192.168.1.11', 24)))).toBe('done');
    expect(refusal(() => deleteAddress(fresh, 'ens33', '192.168.1.11/25'))).toContain('EADDRNOTAVAIL');
    expect(addresses(deleteAddress(fresh, 'ens33', '192.168.1.11'), 'ens33')).toEqual([]);
  });

  const two = [four('10.0.0.1', 24), four('10.0.0.2', 24), four('10.1.0.1', 24)].reduce(
    (before, address) => addAddress(before, 'ens34', address),
    fresh,
  );

  it('the first of a subnet takes its others along, another does not', () => {
    expect(addresses(deleteAddress(two, 'ens34', '10.0.0.1/24'), 'ens34')).toEqual(['10.1.0.1/24']);
    expect(addresses(deleteAddress(two, 'ens34', '10.0.0.2/24'), 'ens34')).toEqual(['10.0.0.1/24', '10.1.0.1/24']);
    const cidr = parseCidr('10.0.0.2/24');
    expect(cidr && addresses(deleteAddress(two, 'ens34', cidr), 'ens34')).toEqual(['10.0.0.1/24', '10.1.0.1/24']);
    expect(shown(deleteAddress(two, 'ens34', '10.0.0.1/24'))).toEqual([
      '192.168.1.0/24 dev ens33 src 192.168.1.11',
      '10.1.0.0/24 dev ens34 src 10.1.0.1',
    ]);
  });

  it.each(['all', 'ens34'])('with promote_secondaries of %s they stay, and the next makes the route', (of) => {
    const promoting = setSysctl(
      { ...two, sysctls: { ...two.sysctls } },
      `net.ipv4.conf.${of}.promote_secondaries`,
      '1',
    );
    const kernel = deleteAddress(promoting, 'ens34', '10.0.0.1/24');
    expect(addresses(kernel, 'ens34')).toEqual(['10.1.0.1/24', '10.0.0.2/24']);
    expect(shown(kernel)).toContain('10.0.0.0/24 dev ens34 src 10.0.0.2');
  });

  it('the last takes all routes of its link along, another only those with its own source', () => {
    const routed = addRoute(two, asked('10.9.0.0/16', { via: '10.1.0.254' }));
    expect(shown(deleteAddress(routed, 'ens34', '10.0.0.1/24'))).toContain('10.9.0.0/16 via 10.1.0.254 dev ens34');
    const one = deleteAddress(routed, 'ens34', '10.0.0.1/24');
    expect(shown(deleteAddress(one, 'ens34', '10.1.0.1/24'))).toEqual(['192.168.1.0/24 dev ens33 src 192.168.1.11']);
    const sourced = addRoute(two, asked('10.8.0.0/16', { dev: 'ens34', source: '10.0.0.2' }));
    expect(shown(deleteAddress(sourced, 'ens34', '10.0.0.2/24'))).not.toContainEqual(expect.stringContaining('10.8.'));
    const elsewhere = addAddress(sourced, 'ens33', four('10.0.0.2', 32));
    expect(shown(deleteAddress(elsewhere, 'ens34', '10.0.0.2/24'))).toContainEqual(expect.stringContaining('10.8.'));
  });

  it('have the highest of their subnet as broadcast, where there is room for one', () => {
    expect([four('10.0.0.1', 24), four('10.0.0.1', 30), four('10.0.0.1', 31)].map(broadcastFor)).toEqual([
      '10.0.0.255',
      '10.0.0.3',
      undefined,
    ]);
  });
});

function asked(to: string, rest: Omit<RouteAsked, 'to'> = {}): RouteAsked {
  const block = parseCidr(to);
  if (block === undefined) throw new Error(to);
  return { to: block, ...rest };
}

describe('routes', () => {
  it.each<[string, RouteAsked, string]>([
    ['by a neighbour', asked('10.9.0.0/16', { via: '192.168.1.254' }), 'done'],
    ['by its device too', asked('10.9.0.0/16', { via: '192.168.1.254', dev: 'ens33' }), 'done'],
    ['by a device', asked('10.9.0.0/16', { dev: 'ens34' }), 'done'],
    ['by nothing', asked('10.9.0.0/16'), 'ENODEV: No such device'],
    ['by a device that is not there', asked('10.9.0.0/16', { dev: 'x' }), 'ENODEV: No such device'],
    ['by nobody’s address', asked('10.9.0.0/16', { via: '10.5.5.5' }), 'ENETUNREACH: Nexthop has invalid gateway.'],
    ['by its own, which is a way by itself', asked('10.9.0.0/16', { via: '192.168.1.11' }), 'done'],
    ['by no address', asked('10.9.0.0/16', { via: 'x' }), 'ENETUNREACH: Nexthop has invalid gateway.'],
    [
      'by a neighbour on another link',
      asked('10.9.0.0/16', { via: '192.168.1.254', dev: 'ens34' }),
      'ENETUNREACH: Nexthop has invalid gateway.',
    ],
    ['onlink', asked('10.9.0.0/16', { via: '10.5.5.5', dev: 'ens34', onlink: true }), 'done'],
    ['host bits', asked('10.9.0.1/16', { dev: 'ens34' }), 'EINVAL: Invalid prefix for given prefix length.'],
    ['a foreign source', asked('10.9.0.0/16', { dev: 'ens34', source: '1.2.3.4' }), 'EINVAL: Invalid prefsrc address.'],
    [
      'a foreign source by a neighbour',
      asked('10.9.0.0/16', { via: '192.168.1.254', source: '1.2.3.4' }),
      'EINVAL: Invalid prefsrc address.',
    ],
    ['an own source', asked('10.9.0.0/16', { dev: 'ens34', source: '192.168.1.11' }), 'done'],
    ['the same again', asked('192.168.1.0/24', { dev: 'ens34' }), 'EEXIST: File exists'],
    ['the same with another metric', asked('192.168.1.0/24', { dev: 'ens34', metric: 5 }), 'done'],
    ['forbidden', asked('10.9.0.0/16', { type: 'blackhole' }), 'done'],
  ])('%s', (_, wanted, said) => {
    expect(refusal(() => addRoute(fresh, wanted))).toBe(said);
  });

  it('are of one table each: another has its own to the same destination', () => {
    const twice = addRoute(addRoute(fresh, asked('10.9.0.0/16', { dev: 'ens33' })), {
      ...asked('10.9.0.0/16', { dev: 'ens34' }),
      table: '100',
    });
    const left = (kernel: KernelState) => kernel.routes.slice(1).map(({ table, dev }) => `${table} ${dev}`);
    expect(left(twice)).toEqual(['main ens33', '100 ens34']);
    expect(left(deleteRoute(twice, { ...asked('10.9.0.0/16'), table: '100' }))).toEqual(['main ens33']);
    expect(left(deleteRoute(twice, asked('10.9.0.0/16')))).toEqual(['100 ens34']);
    expect(lookup(twice, parseIpv4('10.9.0.1') ?? 0, { table: '100' })?.dev).toBe('ens34');
  });

  it('need a next hop that is an address, whatever is near', () => {
    const all = addRoute(fresh, asked('0.0.0.0/0', { dev: 'ens34' }));
    expect(refusal(() => addRoute(all, asked('10.9.0.0/16', { via: '10.5.5.5' })))).toBe('done');
    expect(refusal(() => addRoute(all, asked('10.9.0.0/16', { via: 'x' })))).toBe(
      'ENETUNREACH: Nexthop has invalid gateway.',
    );
  });

  it('need a next hop that is near, not behind another', () => {
    const all = addRoute(fresh, asked('0.0.0.0/0', { via: '192.168.1.254' }));
    expect(refusal(() => addRoute(all, asked('10.9.0.0/16', { via: '10.5.5.5' })))).toBe(
      'ENETUNREACH: Nexthop has invalid gateway.',
    );
    expect(refusal(() => addRoute(all, asked('10.9.0.0/16', { via: '192.168.1.7' })))).toBe('done');
  });

  it('may have several ways, each by the link of its next hop', () => {
    const kernel = addAddress(fresh, 'ens34', four('10.1.0.1', 24));
    const nexthops = [
      { via: '192.168.1.254', weight: 1 },
      { via: '10.1.0.254', weight: 2 },
      { via: '10.7.7.7', dev: 'ens34', weight: 1 },
    ];
    expect(addRoute(kernel, asked('10.9.0.0/16', { nexthops, onlink: true })).routes.at(-1)).toMatchObject({
      ...{ via: undefined, dev: undefined, scope: 'global' },
      nexthops: [
        { via: '192.168.1.254', dev: 'ens33', weight: 1 },
        { via: '10.1.0.254', dev: 'ens34', weight: 2 },
        { via: '10.7.7.7', dev: 'ens34', weight: 1 },
      ],
    });
    expect(refusal(() => addRoute(kernel, asked('10.9.0.0/16', { nexthops })))).toBe(
      'ENETUNREACH: Nexthop has invalid gateway.',
    );
  });

  it('need a device that is up', () => {
    const down = setDown(fresh, 'ens34');
    expect(refusal(() => addRoute(down, asked('10.9.0.0/16', { dev: 'ens34' })))).toBe(
      'ENETDOWN: Device for nexthop is not up.',
    );
    expect(refusal(() => addRoute(down, asked('10.9.0.0/16', { dev: 'ens34', via: '10.1.1.1' })))).toBe(
      'ENETDOWN: Nexthop device is not up.',
    );
  });

  it('are what they were asked to be', () => {
    expect(addRoute(fresh, asked('10.9.0.0/16', { via: '192.168.1.254' })).routes.at(-1)).toEqual({
      to: '10.9.0.0/16',
      type: 'unicast',
      via: '192.168.1.254',
      dev: 'ens33',
      metric: 0,
      protocol: 'boot',
      table: 'main',
      source: undefined,
      scope: 'global',
    });
    expect(
      addRoute(fresh, asked('10.9.0.0/16', { dev: 'ens34', metric: 7, protocol: 'static' })).routes.at(-1),
    ).toMatchObject({ dev: 'ens34', via: undefined, metric: 7, protocol: 'static', scope: 'link' });
    for (const type of ['blackhole', 'unreachable', 'prohibit'] as const) {
      expect(addRoute(fresh, asked('10.9.0.0/16', { type })).routes.at(-1)).toMatchObject({
        type,
        dev: undefined,
        via: undefined,
        scope: 'global',
      });
    }
    const scoped = asked('10.9.0.0/16', { dev: 'ens34', scope: 'host' });
    expect(addRoute(fresh, scoped).routes.at(-1)?.scope).toBe('host');
    const nexthop = asked('10.9.0.0/16', { via: '192.168.1.254', scope: 'site' });
    expect(addRoute(fresh, nexthop).routes.at(-1)?.scope).toBe('site');
  });

  it('replace what has their destination and metric, or come besides', () => {
    const again = asked('192.168.1.0/24', { dev: 'ens34' });
    expect(shown(addRoute(fresh, again, 'replace'))).toEqual(['192.168.1.0/24 dev ens34']);
    expect(shown(addRoute(fresh, again, 'append'))).toHaveLength(2);
    expect(shown(addRoute(fresh, { ...again, metric: 3 }, 'replace'))).toHaveLength(2);
  });

  const many = [
    asked('10.9.0.0/16', { via: '192.168.1.254' }),
    asked('10.9.0.0/16', { via: '192.168.1.253', metric: 5 }),
    asked('10.9.9.9/32', { dev: 'ens34', source: '192.168.1.11', protocol: 'static' }),
    asked('10.8.0.0/16', { type: 'blackhole' }),
  ].reduce((before, route) => addRoute(before, route), fresh);

  it.each<[Omit<RouteWanted, 'to'>, string, number | undefined]>([
    [{}, '10.9.0.0/16', 1],
    [{ via: '192.168.1.253' }, '10.9.0.0/16', 2],
    [{ metric: 5 }, '10.9.0.0/16', 2],
    [{ metric: 9 }, '10.9.0.0/16', undefined],
    [{ dev: 'ens34' }, '10.9.0.0/16', undefined],
    [{ dev: 'ens33' }, '10.9.0.0/16', 1],
    [{ dev: 'ens34', source: '192.168.1.11', protocol: 'static' }, '10.9.9.9/32', 3],
    [{ source: '192.168.1.12' }, '10.9.9.9/32', undefined],
    [{ protocol: 'kernel' }, '10.9.9.9/32', undefined],
    [{ type: 'blackhole' }, '10.8.0.0/16', 4],
    [{ type: 'unicast' }, '10.8.0.0/16', undefined],
    [{ via: '10.1.1.1' }, '10.9.0.0/16', undefined],
    [{}, '10.7.0.0/16', undefined],
    [{}, '192.168.1.0/24', 0],
    [{ table: '100' }, '10.9.0.0/16', undefined],
  ])('%o of %s goes', (wanted, to, at) => {
    const remove = (): KernelState => deleteRoute(many, { ...asked(to), ...wanted });
    if (at === undefined) expect(refusal(remove)).toBe('ESRCH: No such process');
    else expect(remove().routes).toEqual(many.routes.filter((_, index) => index !== at));
  });

  it('a single address is written with and without its /32', () => {
    const bare = { ...many, routes: many.routes.map((route) => ({ ...route, to: route.to.replace('/32', '') })) };
    expect(deleteRoute(bare, asked('10.9.9.9/32')).routes).toHaveLength(4);
  });

  const way = (kernel: KernelState, to: string, through?: string) => {
    const found = lookup(kernel, parseIpv4(to) ?? 0, { through });
    return found && [found.to, found.via ?? found.dev ?? found.type].join(' ');
  };

  it('the longest prefix is taken, of those the lowest metric', () => {
    expect(way(many, '10.9.9.9')).toBe('10.9.9.9/32 ens34');
    expect(way(many, '10.9.9.8')).toBe('10.9.0.0/16 192.168.1.254');
    expect(way(many, '10.8.1.1')).toBe('10.8.0.0/16 blackhole');
    expect(way(many, '10.9.9.9', 'ens33')).toBe('10.9.0.0/16 192.168.1.254');
    expect(way(many, '1.1.1.1')).toBeUndefined();
    const turned = { ...many, routes: many.routes.toReversed() };
    expect([way(turned, '10.9.9.9'), way(turned, '10.9.9.8')]).toEqual([
      '10.9.9.9/32 ens34',
      '10.9.0.0/16 192.168.1.254',
    ]);
    const other = { ...many, routes: many.routes.map((route) => ({ ...route, table: '100' })) };
    expect(way(other, '10.9.9.9')).toBeUndefined();
  });

  it('the source is the stated one, that of the next hop’s subnet, the link’s first, or any', () => {
    const kernel = [four('10.0.0.1', 24), four('10.1.0.1', 24)].reduce(
      (before, address) => addAddress(before, 'ens34', address),
      fresh,
    );
    const source = (to: string, rest: Omit<RouteAsked, 'to'>) => {
      const routed = addRoute(kernel, asked(to, rest));
      const route = routed.routes.at(-1);
      return route && sourceOf(routed, route);
    };
    expect(source('10.9.0.0/16', { dev: 'ens34', source: '192.168.1.11' })).toBe('192.168.1.11');
    expect(source('10.9.0.0/16', { via: '10.1.0.254' })).toBe('10.1.0.1');
    expect(addRoute(kernel, asked('10.9.0.0/16', { via: '10.1.0.1' })).routes.at(-1)?.dev).toBe('ens34');
    expect(source('10.9.0.0/16', { dev: 'ens34' })).toBe('10.0.0.1');
    expect(source('10.9.0.0/16', { via: '10.7.0.1', dev: 'ens34', onlink: true })).toBe('10.0.0.1');
    expect(source('10.9.0.0/16', { type: 'unreachable' })).toBe('192.168.1.11');
  });

  it('the source is never one of IPv6 or of lo, and none where the machine has no other', () => {
    const route = asked('10.9.0.0/16', { dev: 'ens34' });
    const from = (kernel: KernelState) => {
      const routed = addRoute(addAddress(kernel, 'ens34', six('fe80::1')), route);
      const made = routed.routes.at(-1);
      return made && sourceOf(routed, made);
    };
    expect(from(fresh)).toBe('192.168.1.11');
    expect(from(deleteAddress(fresh, 'ens33', '192.168.1.11'))).toBeUndefined();
  });

  it('a subnet that is given to lo is the machine’s own, 127.0.0.0/8 even where lo has no address', () => {
    const given = addAddress(fresh, 'lo', four('10.9.0.1', 24));
    expect(['10.9.0.1', '10.9.0.77', '10.9.1.1'].map((own) => ownLink(given, own)?.name)).toEqual([
      'lo',
      'lo',
      undefined,
    ]);
    const bare = editLink(fresh, 'lo', { addresses: [] });
    expect(['127.0.0.1', '128.0.0.1'].map((own) => ownLink(bare, own)?.name)).toEqual(['lo', undefined]);
  });

  it('an address of its own leads to its link, all of 127.0.0.0/8 to lo', () => {
    expect(['192.168.1.11', '127.0.0.1', '127.9.9.9', '192.168.1.12'].map((own) => ownLink(fresh, own)?.name)).toEqual([
      'ens33',
      'lo',
      'lo',
      undefined,
    ]);
  });
});

describe('what comes by itself', () => {
  const bare = (of: Partial<KernelLink>): KernelState => editLink(fresh, 'ens34', of);
  const ens34 = (kernel: KernelState): KernelLink => linkOf(settle(kernel), 'ens34');

  it('a link that comes up has the address of RFC 4291 made of its MAC address, once', () => {
    const new34 = { carrier: false, mac: '52:54:00:12:34:56', addresses: [] };
    expect(ens34(bare(new34)).addresses).toEqual([six('fe80::5054:ff:fe12:3456')]);
    expect(ens34(bare({ ...new34, mac: '02:00:00:00:00:01' })).addresses).toEqual([six('fe80::ff:fe00:1')]);
    expect(ens34(bare({ ...new34, mac: '' })).addresses).toEqual([]);
    expect(ens34(bare({ ...new34, carrier: true, used: true })).addresses).toEqual([]);
    expect(ens34(bare({ ...new34, addresses: [six('fe80::9')] })).addresses).toEqual([six('fe80::9')]);
    expect(ens34(bare({ ...new34, unplugged: true }))).toMatchObject({ carrier: false, addresses: [] });
    const lo = editLink(fresh, 'lo', { carrier: false, addresses: [] });
    expect(linkOf(settle(lo), 'lo').addresses).toEqual([{ family: 6, address: '::1', prefix: 128, scope: 'host' }]);
  });

  it('one that goes down loses its carrier and IPv6, and keeps IPv4 and its queue', () => {
    const down = bare({ up: false, used: true, addresses: [four('10.0.0.1', 24), six('fe80::1')] });
    expect(ens34(down)).toMatchObject({ carrier: false, used: true, addresses: [four('10.0.0.1', 24)] });
    expect(qdiscOf(ens34(down))).toBe('pfifo_fast');
  });

  it('carriers follow ports, ends and parents', () => {
    const kernel = settle(
      [
        { name: 'br0', kind: 'bridge', mac: '02:00:00:00:00:01' },
        { name: 'a', kind: 'veth', peer: 'b' },
        { name: 'v', kind: 'vlan', parent: 'ens34', vlan: 3 },
      ].reduce<KernelState>((before, link) => addLink(before, link as Parameters<typeof addLink>[1]), fresh),
    );
    const carriers = (of: KernelState) =>
      ['br0', 'a', 'v'].filter((name) => linkOf(settle(of), name).carrier).join(' ');
    const up = ['br0', 'a', 'v'].reduce(setUp, kernel);
    expect(carriers(kernel)).toBe('');
    expect(carriers(up)).toBe('v');
    expect(carriers(setUp(up, 'b'))).toBe('a v');
    const port = editLink(setUp(up, 'b'), 'b', { master: 'br0' });
    expect(carriers(port)).toBe('br0 a v');
    expect(carriers(editLink(port, 'b', { up: false }))).toBe('v');
    expect(carriers(editLink(up, 'ens34', { unplugged: true }))).toBe('');
    expect(carriers(editLink(up, 'a', { peer: { index: 99, elsewhere: true } }))).toBe('a v');
  });

  it('routes stand as the kernel’s tree holds them', () => {
    const kernel = [
      asked('10.9.0.0/16', { dev: 'ens34', metric: 9 }),
      asked('10.9.0.0/16', { dev: 'ens34' }),
      asked('10.9.0.0/24', { dev: 'ens34' }),
      asked('0.0.0.0/0', { via: '192.168.1.1' }),
    ].reduce((before, route) => addRoute(before, route), fresh);
    expect(shown(settle(kernel))).toEqual([
      '0.0.0.0/0 via 192.168.1.1 dev ens33',
      '10.9.0.0/24 dev ens34',
      '10.9.0.0/16 dev ens34',
      '10.9.0.0/16 dev ens34 metric 9',
      '192.168.1.0/24 dev ens33 src 192.168.1.11',
    ]);
    const settled = settle(settle(kernel));
    expect(settle(settled)).toBe(settled);
  });
});

describe('sysctls', () => {
  const set = (name: string, value: string) => setSysctl(fresh, name, value).sysctls;

  it('forwarding is one for all links, those to come too, and routers believe no redirects', () => {
    for (const name of ['net.ipv4.ip_forward', 'net.ipv4.conf.all.forwarding']) {
      const on = set(name, '1');
      expect(
        [
          'ip_forward',
          'conf.all.forwarding',
          'conf.default.forwarding',
          'conf.ens33.forwarding',
          'conf.all.accept_redirects',
        ].map((item) => on[`net.ipv4.${item}`]),
      ).toEqual(['1', '1', '1', '1', '0']);
      expect(setSysctl({ ...fresh, sysctls: on }, name, '0').sysctls).toEqual(fresh.sysctls);
    }
    const one = set('net.ipv4.conf.ens33.forwarding', '1');
    expect([one['net.ipv4.conf.ens33.forwarding'], one['net.ipv4.ip_forward']]).toEqual(['1', '0']);
    expect(allSysctls(['ens33'], { 'net.ipv4.ip_forward': '1' })).toMatchObject({
      'net.ipv4.conf.ens33.forwarding': '1',
      'net.ipv4.conf.all.accept_redirects': '0',
      'net.ipv4.conf.ens33.accept_redirects': '1',
    });
  });

  it('are numbers, several with a tab between, and there', () => {
    expect(set('net.ipv4.ip_local_port_range', ' 1024  65000 ')['net.ipv4.ip_local_port_range']).toBe('1024\t65000');
    expect(set('net.ipv4.conf.all.rp_filter', '-1')['net.ipv4.conf.all.rp_filter']).toBe('-1');
    expect(refusal(() => set('net.ipv4.conf.all.rp_filter', 'x'))).toBe('EINVAL: Invalid argument');
    expect(refusal(() => set('net.ipv4.conf.all.rp_filter', '1x'))).toBe('EINVAL: Invalid argument');
    expect(refusal(() => set('net.ipv4.conf.all.rp_filter', 'x1'))).toBe('EINVAL: Invalid argument');
    expect(refusal(() => set('net.ipv4.nothing', '1'))).toBe('ENOENT: No such file or directory');
    expect(refusal(() => set('constructor', '1'))).toBe('ENOENT: No such file or directory');
  });

  it('are at first what a fresh Debian 12 has', () => {
    const own = Object.entries(allSysctls([], {})).filter(
      ([name]) => !name.startsWith('net.ipv4.conf.') && !name.startsWith('net.ipv4.neigh.'),
    );
    expect(own.map(([name, value]) => `${name} = ${value}`)).toEqual([
      'net.core.somaxconn = 4096',
      'net.ipv4.icmp_echo_ignore_all = 0',
      'net.ipv4.icmp_echo_ignore_broadcasts = 1',
      'net.ipv4.ip_default_ttl = 64',
      'net.ipv4.ip_forward = 0',
      'net.ipv4.ip_local_port_range = 32768\t60999',
      'net.ipv4.ip_no_pmtu_disc = 0',
      'net.ipv4.ip_nonlocal_bind = 0',
      'net.ipv4.tcp_syncookies = 1',
    ]);
    const on = (of: string, known = {}) =>
      Object.entries(allSysctls(['ens33'], known)).flatMap(([name, value]) =>
        linkOfSysctl(name)?.link === of && value === '1' ? [linkOfSysctl(name)?.item] : [],
      );
    const usual = ['accept_redirects', 'secure_redirects', 'send_redirects', 'shared_media'];
    for (const of of ['all', 'default', 'ens33']) expect(on(of)).toEqual(usual);
    expect(on('ens33', { 'net.ipv4.ip_forward': '1' })).toContain('forwarding');
    expect(on('lo')).toEqual([]);
  });

  it('of links are told by their last dot', () => {
    expect(linkOfSysctl('net.ipv4.conf.ens33.10.rp_filter')).toEqual({ link: 'ens33.10', item: 'rp_filter' });
    expect(linkOfSysctl('net.ipv4.ip_forward')).toBeUndefined();
    expect(linkOfSysctl('net.ipv4.conf.x')).toBeUndefined();
  });

  it('some are told of by a probe', () => {
    const names = [...Object.keys(fresh.sysctls), 'net.bridge.bridge-nf-call-iptables'].filter(isProbed);
    const each = (item: string) =>
      ['all', 'default', 'lo', 'ens33', 'ens34'].map((of) => `net.ipv4.conf.${of}.${item}`);
    expect(names.toSorted()).toEqual(
      [
        ...each('rp_filter'),
        ...each('forwarding'),
        ...each('arp_ignore'),
        'net.ipv4.conf.all.accept_redirects',
        'net.bridge.bridge-nf-call-iptables',
        'net.ipv4.ip_forward',
        'net.ipv4.icmp_echo_ignore_all',
      ].toSorted(),
    );
  });
});

describe('a link as ip shows it', () => {
  const link = (of: Partial<KernelLink>): KernelLink => ({ ...linkOf(fresh, 'ens33'), used: false, ...of });
  const bonded = addLink(fresh, { kind: 'bond', name: 'bond0' });
  it.each<[Partial<KernelLink>, string, number, string, string]>([
    [{}, 'BROADCAST MULTICAST UP LOWER_UP', 0x1003, 'UNKNOWN', 'pfifo_fast'],
    [{ carrier: false }, 'NO-CARRIER BROADCAST MULTICAST UP', 0x1003, 'DOWN', 'pfifo_fast'],
    [{ up: false, carrier: false }, 'BROADCAST MULTICAST', 0x1002, 'DOWN', 'noop'],
    [{ up: false, carrier: false, used: true }, 'BROADCAST MULTICAST', 0x1002, 'DOWN', 'pfifo_fast'],
    [{ promiscuous: true }, 'BROADCAST MULTICAST PROMISC UP LOWER_UP', 0x1103, 'UNKNOWN', 'pfifo_fast'],
    [{ kind: 'loopback' }, 'LOOPBACK UP LOWER_UP', 0x9, 'UNKNOWN', 'noqueue'],
    [{ kind: 'dummy' }, 'BROADCAST NOARP UP LOWER_UP', 0x83, 'UNKNOWN', 'noqueue'],
    [{ kind: 'vlan' }, 'BROADCAST MULTICAST UP LOWER_UP', 0x1003, 'UP', 'noqueue'],
    [{ kind: 'macvlan', carrier: false }, 'NO-CARRIER BROADCAST MULTICAST UP', 0x1003, 'LOWERLAYERDOWN', 'noqueue'],
    [{ kind: 'ipvlan', mode: 'l3' }, 'BROADCAST MULTICAST NOARP UP LOWER_UP', 0x1083, 'UNKNOWN', 'noqueue'],
    [{ kind: 'ipvlan', mode: 'l2' }, 'BROADCAST MULTICAST UP LOWER_UP', 0x1003, 'UNKNOWN', 'noqueue'],
    [{ kind: 'veth' }, 'BROADCAST MULTICAST UP LOWER_UP', 0x1003, 'UP', 'noqueue'],
    [{ kind: 'bridge' }, 'BROADCAST MULTICAST UP LOWER_UP', 0x1003, 'UP', 'noqueue'],
    [{ kind: 'bond', carrier: false }, 'NO-CARRIER BROADCAST MULTICAST MASTER UP', 0x1403, 'DOWN', 'noqueue'],
    [{ master: 'bond0' }, 'BROADCAST MULTICAST SLAVE UP LOWER_UP', 0x1803, 'UNKNOWN', 'pfifo_fast'],
    [{ kind: 'other' }, 'BROADCAST MULTICAST UP LOWER_UP', 0x1003, 'UNKNOWN', 'noqueue'],
  ])('%o', (of, flags, bits, state, qdisc) => {
    expect([
      flagsOf(bonded, link(of)).join(' '),
      flagBits(bonded, link(of)),
      operstate(link(of)),
      qdiscOf(link(of)),
    ]).toEqual([flags, bits, state, qdisc]);
  });

  it('says that what it stands on is down', () => {
    expect(flagsOf(fresh, link({ kind: 'vlan' }), true)).toContain('M-DOWN');
  });

  it('has a queue of a thousand, Docker’s own have none', () => {
    const queue = (name: string, kind: KernelLink['kind'], rest = {}) => queueLength(link({ name, kind, ...rest }));
    expect([queue('docker0', 'bridge'), queue('br-0123456789ab', 'bridge'), queue('veth1234567', 'veth')]).toEqual([
      0, 0, 0,
    ]);
    expect([queue('br0', 'bridge'), queue('mydocker0', 'bridge'), queue('docker0x', 'bridge')]).toEqual([
      1000, 1000, 1000,
    ]);
    expect([queue('vethabc', 'veth'), queue('docker0', 'dummy'), queue('br-0123456789abc', 'bridge')]).toEqual([
      1000, 1000, 1000,
    ]);
    expect([queue('myveth1234567', 'veth'), queue('veth12345678', 'veth')]).toEqual([1000, 1000]);
    expect(queue('ens33', 'nic', { queue: 64 })).toBe(64);
  });
});

it('MAC addresses of new links are local, of one machine, and the same for the same link', () => {
  const macs = ['a', 'b', 'docker01 ens33.10', ''].map(macFor);
  expect(new Set(macs).size).toBe(4);
  for (const mac of macs) expect(mac).toMatch(/^[0-9a-f][26ae](?::[0-9a-f]{2}){5}$/);
  expect(macFor('a')).toBe(macs[0]);
  expect(hashOf('a')).not.toBe(hashOf('b'));
});
