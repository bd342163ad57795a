import { describe, expect, test } from 'vitest';
import { freshHost } from './fresh-host.ts';
import { inventory, residue } from './inventory.ts';
import { parseRule } from './parse-iptables.ts';
import { type HostState, type Link, ownerLabel } from './state.ts';

const nics = [{ name: 'ens33', address: '192.168.1.11/24' }];
const fresh = freshHost('docker01', { nics, images: ['busybox:latest'] });
const nic = fresh.links.find(({ name }) => name === 'ens33') as Link;

const sub = (tag: number, lab: string | undefined): Link => ({
  ...nic,
  name: `ens33.${tag}`,
  index: 90 + tag,
  kind: 'vlan',
  parent: 'ens33',
  vlan: tag,
  alias: lab && `trunkline:${lab}`,
  addresses: [],
});
const withLinks = (state: HostState, ...links: readonly Link[]): HostState => ({
  ...state,
  links: [...state.links, ...links],
});
const withRule = (state: HostState, chain: string, text: string): HostState => ({
  ...state,
  firewall: {
    ...state.firewall,
    filter: state.firewall.filter.map((item) =>
      item.name === chain ? { ...item, rules: [...item.rules, parseRule(text)] } : item,
    ),
  },
});
const changes = (before: HostState, after: HostState, lab = 'two'): readonly string[] =>
  residue(inventory(before, lab), inventory(after, lab));

describe('what is left over', () => {
  test('is nothing on a host that was not touched', () => {
    expect(changes(fresh, fresh)).toEqual([]);
  });

  test('is told one thing a line, with what came and what is gone', () => {
    const after: HostState = {
      ...withRule(withLinks(fresh, sub(10, 'two')), 'DOCKER-USER', '-m comment --comment "trunkline:two" -j ACCEPT'),
      sysctls: { ...fresh.sysctls, 'net.ipv4.ip_forward': '0', 'net.ipv4.conf.ens33.forwarding': '0' },
    };
    expect(changes(fresh, after)).toEqual([
      '+ link ens33.10 vlan on ens33 tag 10 mtu 1500 up alias trunkline:two',
      '+ rule filter DOCKER-USER -m comment --comment "trunkline:two" -j ACCEPT',
      '+ sysctl net.ipv4.ip_forward = 0',
      '- sysctl net.ipv4.ip_forward = 1',
    ]);
  });

  test('is not that Docker, started anew, shows the gateway which it had chosen by itself for somebody’s bridge network', () => {
    const shown = (line: string, gateway: string, range = '') =>
      residue(`network theirs ${line}${range}\n`, `network theirs ${line} gateway ${gateway}${range}\n`);
    expect(shown('bridge 10.99.0.0/24', '10.99.0.1')).toEqual([]);
    expect(shown('bridge 10.99.0.0/24', '10.99.0.65', ' range 10.99.0.64/26')).toEqual([]);
    expect(shown('bridge 10.99.0.0/24', '10.99.0.9')).toHaveLength(2);
    expect(shown('macvlan 10.99.0.0/24', '10.99.0.1')).toHaveLength(2);
    expect(residue('', 'network theirs bridge 10.99.0.0/24 gateway 10.99.0.1\n')).toHaveLength(1);
  });

  test('counts things that look the same', () => {
    const twice = withRule(withRule(fresh, 'FORWARD', '-j ACCEPT'), 'FORWARD', '-j ACCEPT');
    expect(changes(withRule(fresh, 'FORWARD', '-j ACCEPT'), twice)).toEqual(['+ rule filter FORWARD -j ACCEPT']);
  });

  test('has the images that a deploy pulled', () => {
    const docker = fresh.docker.kind === 'ready' ? fresh.docker : undefined;
    const after = { ...fresh, docker: { ...docker, images: [...(docker?.images ?? []), { id: 'i', tags: ['a:1'] }] } };
    expect(changes(fresh, after as HostState)).toEqual(['+ image a:1']);
  });

  test('stays one line when a name has line ends', () => {
    expect(changes(fresh, withLinks(fresh, { ...sub(10, undefined), alias: 'a\n+ link b' }))).toHaveLength(1);
  });
});

describe('what changes by itself is not told', () => {
  test.each<[string, HostState]>([
    ['the link of a container', withLinks(fresh, { ...nic, name: 'veth0a1b2c3', kind: 'veth' })],
    ['the link of one that just starts', withLinks(fresh, { ...sub(9, undefined), name: 'vethf6faf99' })],
    [
      'a rule in a chain that others keep',
      {
        ...fresh,
        firewall: {
          ...fresh.firewall,
          filter: [
            ...fresh.firewall.filter,
            { name: 'f2b-sshd', policy: undefined, rules: [parseRule('-s 10.0.0.7/32 -j REJECT')] },
          ],
        },
      },
    ],
    ['a published port', withRule(fresh, 'FORWARD', '-s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -j MASQUERADE')],
    [
      'a leased address and its routes',
      {
        ...fresh,
        links: fresh.links.map((link) =>
          link.name === 'ens33'
            ? {
                ...link,
                addresses: [
                  ...link.addresses,
                  { family: 4, address: '10.0.0.5', prefix: 8, scope: 'global', dynamic: true },
                ],
              }
            : link,
        ),
        routes: [
          ...fresh.routes,
          ...(['kernel', 'dhcp'] as const).map((protocol) => ({
            to: protocol === 'dhcp' ? '0.0.0.0/0' : '10.0.0.0/8',
            type: 'unicast' as const,
            via: undefined,
            dev: 'ens33',
            source: '10.0.0.5',
            scope: 'link',
            protocol,
            metric: 100,
            table: 'main',
          })),
        ],
      },
    ],
    [
      'a table that has been used and is empty again',
      {
        ...fresh,
        firewall: { ...fresh.firewall, nat: [...fresh.firewall.nat, { name: 'X', policy: 'ACCEPT', rules: [] }] },
      },
    ],
  ])('%s', (_what, after) => {
    expect(changes(fresh, after)).toEqual([]);
  });
});

describe('other labs', () => {
  /** The lab `other` stands, with things that it marked and things that it only changed. */
  const other: HostState = {
    ...withRule(withLinks(fresh, sub(20, 'other')), 'FORWARD', '-m comment --comment "trunkline:other" -j ACCEPT'),
    routes: [
      ...fresh.routes,
      {
        to: '10.9.0.0/16',
        type: 'unicast',
        via: '192.168.1.254',
        dev: 'ens33',
        source: undefined,
        scope: 'global',
        protocol: 'boot',
        metric: 0,
        table: 'main',
      },
    ],
    docker:
      fresh.docker.kind === 'ready'
        ? {
            ...fresh.docker,
            networks: [
              ...fresh.docker.networks,
              {
                id: 'n',
                name: 'mac_net20',
                driver: 'macvlan',
                internal: false,
                labels: { [ownerLabel]: 'other' },
                options: { parent: 'ens33.20' },
                pools: [],
              },
            ],
          }
        : fresh.docker,
    records: [
      {
        lab: 'other',
        inventory: '',
        saved: { 'promiscuous:ens33': 'off', 'route:10.9.0.0/16=192.168.1.254': 'absent' },
      },
    ],
  };
  const promiscuous = {
    ...other,
    links: other.links.map((link) => (link.name === 'ens33' ? { ...link, promiscuous: true } : link)),
  };

  test('that were deployed since are no residue of this one', () => {
    expect(changes(fresh, promiscuous, 'two')).toEqual([]);
  });

  test('that stood before and are gone are not missed', () => {
    expect(changes(promiscuous, fresh, 'two')).toEqual([]);
  });

  test('keep what is theirs in their own inventory', () => {
    expect(changes(fresh, promiscuous, 'other')).toContain(
      '+ link ens33.20 vlan on ens33 tag 20 mtu 1500 up alias trunkline:other',
    );
  });

  test('that switched forwarding on do not hide that it was off', () => {
    const off = freshHost('router', { nics, docker: false });
    const before: HostState = {
      ...off,
      sysctls: {
        ...off.sysctls,
        'net.ipv4.conf.all.accept_redirects': '1',
        'net.ipv4.conf.ens33.forwarding': '0',
      },
    };
    const after: HostState = {
      ...before,
      sysctls: {
        ...before.sysctls,
        'net.ipv4.ip_forward': '1',
        'net.ipv4.conf.all.accept_redirects': '0',
        'net.ipv4.conf.ens33.forwarding': '1',
      },
      records: [{ lab: 'other', inventory: '', saved: { 'sysctl:net.ipv4.ip_forward': '0' } }],
    };
    expect(changes(before, after, 'two')).toEqual([]);
  });
});
