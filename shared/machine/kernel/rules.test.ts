/** Policy routing as ip-rule(8) tells it, in the order and with the refusals of net/core/fib_rules.c. */
import { describe, expect, it } from 'vitest';
import { freshHost } from '../../host/fresh-host.ts';
import { parseCidr, parseIpv4 } from '../../net/ipv4.ts';
import { type KernelState, type PolicyRule, Refusal } from './kernel.ts';
import { addRoute, type RouteAsked } from './routes.ts';
import { addRule, deleteRule, type Flow, flushRules, hasOwnRules, lookupByRules, rulesOf, wayOf } from './rules.ts';

const fresh: KernelState = freshHost('router', {
  nics: [
    { name: 'ens33', address: '192.168.1.254/24' },
    { name: 'ens34', address: '192.168.2.254/24' },
  ],
  gateway: '192.168.1.1',
  docker: false,
});
const block = (text: string) => parseCidr(text) ?? { address: 0, prefix: 0 };
const number = (text: string) => parseIpv4(text) ?? 0;
const routed = (kernel: KernelState, to: string, rest: Omit<RouteAsked, 'to'>): KernelState =>
  addRoute(kernel, { to: block(to), ...rest });
const into = (table: string, rest: Partial<PolicyRule> = {}) => ({ action: 'lookup', table, ...rest }) as const;

/** The order in which tables are looked up, as `ip rule` lists it. */
const listed = (kernel: KernelState): readonly string[] =>
  rulesOf(kernel).map(({ priority, from, table }) => `${priority}: from ${from ?? 'all'} lookup ${table}`);

function refusal(does: () => unknown): string {
  try {
    does();
  } catch (error) {
    if (error instanceof Refusal) return error.errno;
    throw error;
  }
  return 'done';
}

describe('the list of rules', () => {
  const guests = addRule(fresh, into('100', { from: '192.168.2.0/24' }));

  it('at boot leads to the tables local, main and default', () => {
    expect(listed(fresh)).toEqual([
      '0: from all lookup local',
      '32766: from all lookup main',
      '32767: from all lookup default',
    ]);
    expect([hasOwnRules(fresh), hasOwnRules(guests)]).toEqual([false, true]);
  });

  it('takes a new rule right before the second, and each further one before that (fib_default_rule_pref)', () => {
    const two = addRule(guests, into('200'));
    expect(listed(two).slice(0, 4)).toEqual([
      '0: from all lookup local',
      '32764: from all lookup 200',
      '32765: from 192.168.2.0/24 lookup 100',
      '32766: from all lookup main',
    ]);
    const first = addRule(two, into('300', { priority: 0 }));
    expect(listed(addRule(first, into('400')))[2]).toBe('0: from all lookup 400');
  });

  it('takes one of a stated priority where that belongs, behind others of the same', () => {
    const kernel = [into('7', { priority: 40_000 }), into('8', { priority: 10 }), into('9', { priority: 10 })].reduce(
      addRule,
      fresh,
    );
    expect(listed(kernel).map((line) => line.split(' ').at(-1))).toEqual(['local', '8', '9', 'main', 'default', '7']);
  });

  it('has no rule twice: one that differs in anything is another', () => {
    const asked = into('100', { priority: 10, from: '192.168.2.0/24', iif: 'ens34' });
    const kernel = addRule(fresh, asked);
    expect(refusal(() => addRule(kernel, asked))).toBe('EEXIST');
    for (const other of [
      { priority: 11 },
      { from: undefined },
      { to: '10.0.0.0/8' },
      { iif: 'ens33' },
      { oif: 'ens33' },
      { mark: '0x1' },
      { tos: '0x10' },
      { not: true },
      { table: '101' },
      { action: 'prohibit' as const },
    ])
      expect([other, refusal(() => addRule(kernel, { ...asked, ...other }))]).toEqual([other, 'done']);
  });

  it('loses the first that has all that was said', () => {
    const kernel = addRule(addRule(guests, into('100', { iif: 'ens34' })), into('100', { iif: 'ens33' }));
    const left = (wanted: Partial<PolicyRule>) =>
      rulesOf(deleteRule(kernel, wanted)).filter(({ table }) => table === '100');
    expect(left({ table: '100' }).map(({ from, iif }) => from ?? iif)).toEqual(['ens34', '192.168.2.0/24']);
    expect(left({ table: '100', iif: 'ens34', from: undefined }).map(({ from, iif }) => from ?? iif)).toEqual([
      'ens33',
      '192.168.2.0/24',
    ]);
    expect(refusal(() => deleteRule(kernel, { table: '100', iif: 'ens35' }))).toBe('ENOENT');
    expect(listed(deleteRule(fresh, { priority: 0 }))[0]).toBe('32766: from all lookup main');
  });

  it('is emptied but for the first, which leads to the machine’s own addresses', () => {
    expect(listed(flushRules(guests))).toEqual(['0: from all lookup local']);
    expect(lookupByRules(flushRules(guests), { to: number('192.168.1.5') })).toBeUndefined();
  });
});

describe('a packet', () => {
  /** Guests of 192.168.2.0/24 have a way out of their own, in table 100. */
  const guestWay = routed(fresh, '0.0.0.0/0', { via: '192.168.1.2', table: '100' });
  const nextHop = (kernel: KernelState, flow: Omit<Flow, 'to'> & { readonly to?: number } = {}) => {
    const route = lookupByRules(kernel, { to: number('9.9.9.9'), ...flow });
    return route && (route.via ?? route.dev ?? route.type);
  };
  const guest = { from: number('192.168.2.7'), iif: 'ens34' };

  it('goes by the main table where nobody has said anything else', () => {
    expect([nextHop(guestWay), nextHop(guestWay, guest)]).toEqual(['192.168.1.1', '192.168.1.1']);
    expect(nextHop(guestWay, { to: number('192.168.2.7') })).toBe('ens34');
  });

  it('goes by the table of the first rule that fits its source', () => {
    const kernel = addRule(guestWay, into('100', { from: '192.168.2.0/24' }));
    expect(nextHop(kernel, guest)).toBe('192.168.1.2');
    expect(nextHop(kernel, { from: number('192.168.1.7') })).toBe('192.168.1.1');
    // The machine’s own has no source before a route is found.
    expect(nextHop(kernel)).toBe('192.168.1.1');
  });

  it('goes by that of its destination, a subnet or a single address', () => {
    const kernel = addRule(guestWay, into('100', { to: '9.9.9.9' }));
    expect([nextHop(kernel), nextHop(kernel, { to: number('9.9.9.8') })]).toEqual(['192.168.1.2', '192.168.1.1']);
    const subnet = addRule(guestWay, into('100', { to: '9.9.9.0/24', from: '192.168.2.0/24' }));
    expect([nextHop(subnet, { ...guest, to: number('9.9.9.8') }), nextHop(subnet)]).toEqual([
      '192.168.1.2',
      '192.168.1.1',
    ]);
    expect(nextHop(addRule(guestWay, into('100', { to: 'x' })))).toBe('192.168.1.1');
  });

  it('goes by where it came in: lo is the machine itself', () => {
    const own = addRule(guestWay, into('100', { iif: 'lo' }));
    expect([nextHop(own), nextHop(own, guest)]).toEqual(['192.168.1.2', '192.168.1.1']);
    const others = addRule(guestWay, into('100', { iif: 'ens34' }));
    expect([nextHop(others), nextHop(others, guest)]).toEqual(['192.168.1.1', '192.168.1.2']);
  });

  it('goes by the interface that somebody has bound it to', () => {
    const kernel = addRule(guestWay, into('100', { oif: 'ens33' }));
    expect([nextHop(kernel, { through: 'ens33' }), nextHop(kernel)]).toEqual(['192.168.1.2', '192.168.1.1']);
  });

  it('goes by a rule that is turned round where it does not fit', () => {
    const kernel = addRule(guestWay, into('100', { from: '192.168.2.0/24', not: true }));
    expect([nextHop(kernel, guest), nextHop(kernel, { from: number('192.168.1.7') })]).toEqual([
      '192.168.1.1',
      '192.168.1.2',
    ]);
  });

  it('has no mark and no type of service', () => {
    for (const selector of [{ mark: '0x1' }, { tos: '0x10' }])
      expect(nextHop(addRule(guestWay, into('100', selector)))).toBe('192.168.1.1');
  });

  it('goes first by what somebody has put beside the machine’s own addresses', () => {
    expect(nextHop(routed(fresh, '9.9.9.9/32', { via: '192.168.1.3', table: 'local' }))).toBe('192.168.1.3');
  });

  it('goes on to the next rule where a table has no way', () => {
    expect(nextHop(addRule(fresh, into('100')))).toBe('192.168.1.1');
    const only = deleteRule(addRule(fresh, into('100')), { table: 'main' });
    expect(nextHop(only)).toBeUndefined();
  });

  it('goes on to the next rule where a route throws it back', () => {
    const kernel = addRule(routed(guestWay, '9.9.9.0/24', { type: 'throw', table: '100' }), into('100'));
    expect([nextHop(kernel), nextHop(kernel, { to: number('9.9.8.1') })]).toEqual(['192.168.1.1', '192.168.1.2']);
  });

  it.each(['blackhole', 'unreachable', 'prohibit'] as const)('ends at a rule of the kind %s', (action) => {
    const kernel = addRule(fresh, { action, table: 'main', from: '192.168.2.0/24' });
    expect([nextHop(kernel, guest), nextHop(kernel)]).toEqual([action, '192.168.1.1']);
    expect(lookupByRules(kernel, { to: number('9.9.9.9'), ...guest })).toEqual({
      ...{ to: '0.0.0.0/0', type: action, via: undefined, dev: undefined, source: undefined },
      ...{ scope: 'global', protocol: 'boot', metric: 0, table: 'main' },
    });
  });
});

describe('a route of several ways', () => {
  const nexthops = [
    { via: '192.168.1.1', weight: 1 },
    { via: '192.168.2.1', weight: 3 },
  ];
  const kernel = routed(fresh, '10.0.0.0/8', { nexthops });
  const way = (to: number, from?: number) => {
    const route = kernel.routes.at(-1);
    return route && wayOf(route, { to, from });
  };

  it('takes flows to each in the proportion of their weights, one flow always the same way', () => {
    const ways = Array.from({ length: 80 }, (_, at) => way(number('10.0.0.0') + at)?.via);
    expect(ways.filter((via) => via === '192.168.1.1')).toHaveLength(20);
    expect(ways.filter((via) => via === '192.168.2.1')).toHaveLength(60);
    expect(way(number('10.0.0.0'))).toEqual(way(number('10.0.0.0')));
    expect(way(number('10.0.0.0'))?.dev).toBe('ens33');
    // Another sender is another flow.
    const senders = [0, 1, 2, 3].map((at) => way(number('10.0.0.1'), number('192.168.1.0') + at)?.via);
    expect(senders.toSorted()).toEqual(['192.168.1.1', '192.168.2.1', '192.168.2.1', '192.168.2.1']);
  });

  it('of one way is that way', () => {
    const route = lookupByRules(kernel, { to: number('9.9.9.9') });
    expect(route && wayOf(route, { to: number('9.9.9.9') })).toBe(route);
  });
});
