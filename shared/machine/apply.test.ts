/** What the kernel and iptables make of an operation on a whole host. */
import { expect, it } from 'vitest';
import { freshHost } from '../host/fresh-host.ts';
import type { HostState, LabRecord, Rule } from '../host/state.ts';
import { apply, isRefusal } from './apply.ts';
import { bare, blockOf, everywhere, isRule, matchesOf, REPLIES, ruleOf } from './firewall/rule.ts';
import type { Operation } from './operation.ts';

const host = freshHost('docker01', { nics: [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }] });
const done = (...operations: readonly Operation[]): HostState => operations.reduce(apply, host);

function refused(operation: Operation): string {
  try {
    apply(host, operation);
  } catch (error) {
    if (isRefusal(error)) return error.message;
    throw error;
  }
  return 'done';
}

it.each<[Operation, string]>([
  [{ do: 'add-address', dev: 'ens34', cidr: '10.0.0.1/24' }, 'done'],
  [{ do: 'add-address', dev: 'ens34', cidr: '10.0.0.1' }, 'Invalid argument'],
  [{ do: 'delete-address', dev: 'ens34', cidr: '10.0.0.1/24' }, 'Cannot assign requested address'],
  [{ do: 'add-route', to: '10.9.0.0/16', via: '192.168.1.1' }, 'done'],
  [{ do: 'add-route', to: '10.9.0.1/16', via: '192.168.1.1' }, 'Invalid argument'],
  [{ do: 'add-route', to: 'x', via: '192.168.1.1' }, 'Invalid argument'],
  [{ do: 'add-route', to: '10.9.0.1', via: '192.168.1.1' }, 'done'],
  [{ do: 'delete-route', to: '10.9.0.1' }, 'No such process'],
  [{ do: 'set-sysctl', name: 'net.ipv4.none', value: '1' }, 'No such file or directory'],
  [{ do: 'set-link', name: 'x', promiscuous: true }, 'No such device'],
  [{ do: 'delete-link', name: 'ens33' }, 'Operation not supported'],
])('%o: %s', (operation, said) => {
  expect(refused(operation)).toBe(said);
});

it('a link is made, set as said and taken away, and nothing else changes', () => {
  const made = done(
    { do: 'add-link', name: 'ens33.10', parent: 'ens33', kind: 'vlan', vlan: 10 },
    { do: 'set-link', name: 'ens33.10', alias: 'trunkline:lab', mtu: 1400, promiscuous: true, up: true },
    { do: 'add-address', dev: 'ens33.10', cidr: '10.0.0.1/24' },
    { do: 'add-route', to: '10.9.0.0/16', via: '10.0.0.254' },
  );
  expect(made.links.at(-1)).toMatchObject({
    name: 'ens33.10',
    alias: 'trunkline:lab',
    mtu: 1400,
    promiscuous: true,
    up: true,
    carrier: true,
    addresses: [{ family: 4, address: '10.0.0.1', prefix: 24, scope: 'global' }],
  });
  expect(made.routes.slice(-2).map(({ to, dev }) => `${to} ${dev}`)).toEqual([
    '10.0.0.0/24 ens33.10',
    '10.9.0.0/16 ens33.10',
  ]);
  const less = apply(made, { do: 'set-link', name: 'ens33.10', promiscuous: false });
  expect(less.links.at(-1)).toMatchObject({ promiscuous: false, alias: 'trunkline:lab', mtu: 1400, up: true });
  expect(apply(less, { do: 'delete-link', name: 'ens33.10' })).toEqual(host);
  expect(apply(made, { do: 'delete-address', dev: 'ens33.10', cidr: '10.0.0.1/24' }).routes).toEqual(host.routes);
  const down = done(
    { do: 'add-link', name: 'm', parent: 'ens33', kind: 'macvlan', mode: 'bridge' },
    { do: 'set-link', name: 'm', alias: 'x' },
  );
  expect(down.links.at(-1)).toMatchObject({ up: false, carrier: false });
});

it('a card is put into a bridge and taken out of it, and carriers follow', () => {
  const set = (name: string, rest: object) => ({ do: 'set-link', name, ...rest }) as const;
  const link = (state: HostState, name: string) => state.links.find((item) => item.name === name);
  const made = done({ do: 'add-link', name: 'br0', kind: 'bridge', filters: true }, set('br0', { up: true }));
  expect(link(made, 'br0')).toMatchObject({ up: true, carrier: false, filters: true });
  const joined = apply(made, set('ens34', { master: 'br0' }));
  expect(link(joined, 'ens34')?.master).toBe('br0');
  expect(link(joined, 'br0')?.carrier).toBe(true);
  const told = apply(joined, { do: 'set-port-vlan', name: 'ens34', vlan: 10, on: true, self: false });
  expect(link(told, 'ens34')?.portVlans).toEqual([10]);
  const left = apply(told, set('ens34', { master: 'none' }));
  expect(link(left, 'ens34')).toMatchObject({ master: undefined, up: true });
  expect(link(apply(joined, set('br0', { up: false })), 'br0')).toMatchObject({ up: false, carrier: false });
  // Nothing of that is asked of what is set otherwise.
  expect(link(apply(made, set('ens34', { mtu: 1400 })), 'ens34')).toEqual({ ...link(host, 'ens34'), mtu: 1400 });
});

it('files of a lab stand in its record, by their paths, and nothing else about files is known of a state', () => {
  const record = (lab: string): LabRecord => ({ lab, inventory: undefined, saved: {} });
  const before: HostState = { ...host, records: [record('lab'), record('other')] };
  const files = (state: HostState) => state.records.map((item) => item.files);
  const write = (path: string, text: string) =>
    ({ do: 'write-file', lab: 'lab', path, mode: '644', text, fresh: true }) as const;
  const written = [write('/a', '1'), write('/b', '2'), write('/a', '3')].reduce<HostState>(apply, before);
  expect(files(written)).toEqual([{ '/a': '3', '/b': '2' }, undefined]);
  expect(files(apply(written, { do: 'remove-file', lab: 'lab', path: '/a' }))).toEqual([{ '/b': '2' }, undefined]);
  for (const operation of [
    { do: 'check-files', argv: ['netplan', 'generate'] },
    { do: 'reread-units' },
    { do: 'begin-watch', lab: 'lab', paths: ['/a'], reread: [] },
    { do: 'take-back', lab: 'lab' },
    { do: 'end-watch', lab: 'lab' },
  ] satisfies readonly Operation[])
    expect(apply(written, operation)).toBe(written);
});

it('forwarding is switched on and off', () => {
  const off = done({ do: 'set-sysctl', name: 'net.ipv4.ip_forward', value: '0' });
  expect(off.sysctls['net.ipv4.ip_forward']).toBe('0');
});

const spec = { source: '10.1.0.0/24', destination: '10.2.0.0/24', target: 'ACCEPT' } as const;
const comment = 'trunkline:lab';
const edit = (verb: 'insert' | 'append' | 'delete', chain = 'FORWARD') =>
  ({ do: `${verb}-rule`, table: 'filter', chain, spec, comment }) as const;
const rules = (state: HostState, chain = 'FORWARD') =>
  state.firewall.filter.find(({ name }) => name === chain)?.rules.map(({ text }) => text) ?? [];

it('a rule comes first or last in its chain, and one that fits goes', () => {
  const text = '-s 10.1.0.0/24 -d 10.2.0.0/24 -m comment --comment trunkline:lab -j ACCEPT';
  const before = rules(host);
  expect(before.length).toBeGreaterThan(1);
  expect(rules(done(edit('insert')))).toEqual([text, ...before]);
  const twice = done(edit('insert'), edit('append'));
  expect(rules(twice)).toEqual([text, ...before, text]);
  expect(rules(twice, 'INPUT')).toEqual(rules(host, 'INPUT'));
  expect(rules(apply(twice, edit('delete')))).toEqual([...before, text]);
  expect(refused(edit('insert', 'NONE'))).toBe('iptables: No chain/target/match by that name.');
  expect(refused(edit('delete'))).toBe('iptables: Bad rule (does a matching rule exist in that chain?).');
  const other = { ...edit('delete'), comment: 'trunkline:other' };
  expect(() => apply(twice, other)).toThrow('iptables: Bad rule');
});

it('iptables finds a rule by its arguments, with and without the /32 of a single address', () => {
  const rule = (change: Partial<Rule>): Rule => ({
    ...ruleOf({ ...spec, in: 'ens33', out: 'ens34' }, comment),
    ...change,
  });
  const asked = { ...spec, in: 'ens33', out: 'ens34' };
  const is = (value: string, negated = false) => ({ value, negated });
  expect(isRule(rule({}), asked)).toBe(true);
  for (const change of [
    { in: is('ens35') },
    { in: undefined },
    { out: is('ens35') },
    { source: is('10.1.0.0/24', true) },
    { destination: is('10.3.0.0/24') },
    { target: 'DROP' },
    { protocol: is('tcp') },
    { states: ['NEW'] },
    { unknown: ['-m limit'] },
  ] satisfies readonly Partial<Rule>[])
    expect([change, isRule(rule(change), asked)]).toEqual([change, false]);
  expect(isRule(rule({ source: is('10.1.0.5/32') }), { ...asked, source: '10.1.0.5' })).toBe(true);
  expect(isRule(rule({ states: ['ESTABLISHED', 'RELATED'] }), { ...asked, states: REPLIES })).toBe(true);
  expect(isRule(ruleOf({ target: 'ACCEPT' }, comment), { target: 'ACCEPT' })).toBe(true);
  expect(isRule(rule({}), spec)).toBe(false);
});

it('what matches everything is not written', () => {
  expect([bare('10.0.0.1/32'), bare('10.0.0.1'), bare('10.0.0.0/24')]).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.0/24']);
  expect([blockOf(everywhere), blockOf('10.0.0.1/32'), blockOf('10.0.0.0/24')]).toEqual([
    undefined,
    '10.0.0.1',
    '10.0.0.0/24',
  ]);
  expect(matchesOf({ target: 'ACCEPT' })).toEqual([]);
  expect(ruleOf({ out: 'ens33', target: 'MASQUERADE' }, comment)).toEqual({
    text: '-o ens33 -m comment --comment trunkline:lab -j MASQUERADE',
    in: undefined,
    out: { value: 'ens33', negated: false },
    source: undefined,
    destination: undefined,
    protocol: undefined,
    states: [],
    comment,
    target: 'MASQUERADE',
    unknown: [],
  });
});
