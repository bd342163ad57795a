import { describe, expect, it } from 'vitest';
import { freshHost } from '../host/fresh-host.ts';
import { keepersIn, type LinkKeeper, type Manager } from '../host/managers.ts';
import type { HostState } from '../host/state.ts';
import type { Operation } from '../machine/operation.ts';
import { type Configuration, configurationFor, managerOf } from './configuration.ts';
import { lastingOf } from './lasting.ts';

/** As a router and Docker host at once would be made: a tag on the card, one on that, a shim, and what is set on all of them. */
const MADE: readonly Operation[] = [
  { do: 'set-link', name: 'ens33', promiscuous: true },
  { do: 'add-link', kind: 'vlan', name: 'ens33.10', parent: 'ens33', vlan: 10 },
  { do: 'set-link', name: 'ens33.10', alias: 'trunkline:vlans', up: true },
  { do: 'set-link', name: 'ens33.10', mtu: 1400 },
  { do: 'add-link', kind: 'vlan', name: 'ens33.10.7', parent: 'ens33.10', vlan: 7 },
  { do: 'add-address', dev: 'ens33.10', cidr: '172.16.10.1/24' },
  { do: 'add-address', dev: 'ens33.10', cidr: '172.16.11.1/24' },
  { do: 'add-address', dev: 'ens34', cidr: '10.0.0.1/24' },
  { do: 'add-link', kind: 'macvlan', name: 'shim0', parent: 'ens33.10', mode: 'bridge' },
  { do: 'add-address', dev: 'shim0', cidr: '172.16.10.9/32' },
  { do: 'add-route', to: '172.16.10.10', dev: 'shim0' },
  { do: 'add-route', to: '10.9.0.0/16', via: '172.16.10.254' },
  {
    do: 'insert-rule',
    table: 'filter',
    chain: 'DOCKER-USER',
    spec: { in: 'ens33.10', out: 'ens33.20', target: 'ACCEPT' },
    comment: 'trunkline:vlans',
  },
  { do: 'set-sysctl', name: 'net.ipv4.ip_forward', value: '1' },
  { do: 'remove-volume', name: 'docker keeps its own' },
];

function host(keepers: readonly LinkKeeper[], ...managers: readonly Manager[]): HostState {
  const state = freshHost('docker01', { nics: [{ name: 'ens33', address: '192.168.1.11/24' }, { name: 'ens34' }] });
  return { ...state, facts: { ...state.facts, managers, keepers, sshAddress: '192.168.1.11' } };
}

const shown = ({ files, checks, manager }: Configuration): string =>
  [
    `manager: ${manager ?? 'nobody'}\n`,
    ...files.map(({ path, mode, text }) => `\n=== ${path} ${mode}\n${text}`),
    ...checks.map((check) => `\n$ ${check.join(' ')}\n`),
  ].join('');

const configured = (state: HostState): Configuration => configurationFor(lastingOf('vlans', MADE, state), state.facts);

describe('what lasts over a restart is written in the words of who manages interfaces', () => {
  const FILE = '/etc/systemd/network/10-lan.network';
  it.each<readonly [string, HostState]>([
    [
      'systemd-networkd',
      host(
        [
          { link: 'ens33', by: 'systemd-networkd', file: FILE },
          { link: 'ens34', by: 'systemd-networkd', file: '/run/systemd/network/20-other.network' },
        ],
        'systemd-networkd',
      ),
    ],
    ['netplan', host([{ link: 'ens33', by: 'systemd-networkd', file: FILE }], 'systemd-networkd', 'netplan')],
    ['NetworkManager', host([{ link: 'ens33', by: 'NetworkManager' }], 'NetworkManager')],
    ['ifupdown', host([{ link: 'ens33', by: 'ifupdown' }], 'ifupdown')],
    ['ifcfg', host([], 'ifcfg')],
    ['nobody', host([])],
  ])('%s', async (name, state) => {
    await expect(shown(configured(state))).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  const JOINED: readonly Operation[] = [
    { do: 'add-link', kind: 'bond', name: 'bond0', mode: 'active-backup' },
    { do: 'set-link', name: 'ens34', up: false },
    { do: 'set-link', name: 'ens34', master: 'bond0' },
    { do: 'set-link', name: 'bond0', alias: 'trunkline:vlans', up: true },
    { do: 'add-link', kind: 'vlan', name: 'bond0.10', parent: 'bond0', vlan: 10 },
    { do: 'set-link', name: 'bond0.10', alias: 'trunkline:vlans', up: true },
    { do: 'add-address', dev: 'bond0.10', cidr: '172.16.10.1/24' },
    { do: 'add-link', kind: 'vlan', name: 'ens33.20', parent: 'ens33', vlan: 20 },
    { do: 'set-link', name: 'ens33.20', alias: 'trunkline:vlans', up: true },
    { do: 'add-link', kind: 'bridge', name: 'br0', filters: true },
    { do: 'set-link', name: 'ens33.20', master: 'br0', up: true },
    { do: 'set-port-vlan', name: 'ens33.20', vlan: 30, on: true, self: false },
    { do: 'set-port-vlan', name: 'br0', vlan: 30, on: true, self: true },
    { do: 'set-link', name: 'br0', alias: 'trunkline:vlans', up: true },
    { do: 'add-link', kind: 'dummy', name: 'lab0' },
    { do: 'set-link', name: 'lab0', alias: 'trunkline:vlans', up: true },
    { do: 'add-address', dev: 'lab0', cidr: '10.9.0.1/24' },
  ];

  it('bonds, bridges and dummies are made by the boot script whoever manages interfaces, and so is what stands on them', async () => {
    const state = host([{ link: 'ens33', by: 'ifupdown' }], 'ifupdown');
    const made = configurationFor(lastingOf('vlans', JOINED, state), state.facts);
    await expect(shown(made)).toMatchFileSnapshot('golden/joined.txt');
  });

  it('a file of networkd that several cards share is left alone: each of them would get what one is to have', () => {
    const shared = host(
      [
        { link: 'ens33', by: 'systemd-networkd', file: FILE },
        { link: 'ens34', by: 'systemd-networkd', file: FILE },
      ],
      'systemd-networkd',
    );
    expect(configured(shared).files.filter(({ path }) => path.startsWith('/etc/systemd/network'))).toEqual([]);
  });

  it('no file says address, name, state or master of the card that carries our connection', () => {
    for (const manager of ['netplan', 'NetworkManager', 'ifupdown', 'ifcfg', 'systemd-networkd'] as const) {
      const state = host([{ link: 'ens33', by: manager, file: FILE }], manager);
      for (const { text } of configured(state).files) {
        expect(text).not.toMatch(
          /192\.168\.1\.11|DEVICE=ens33$|iface ens33 |interface-name=ens33$|dev ens33 (?:up|down|name|master)/m,
        );
      }
    }
  });

  it('nothing to remember, no file', () => {
    const state = host([], 'ifupdown');
    expect(configurationFor(lastingOf('vlans', [], state), state.facts)).toEqual({
      manager: 'ifupdown',
      files: [],
      checks: [],
    });
  });
});

describe('who manages interfaces', () => {
  it('is told by the small files that managers keep while they run', () => {
    const files = new Map([
      [
        '/run/systemd/netif/links/2',
        ['# This is private data.', 'ADMIN_STATE=configured', 'NETWORK_FILE=/etc/systemd/network/10-lan.network'],
      ],
      ['/run/systemd/netif/links/3', ['ADMIN_STATE=unmanaged']],
      ['/run/NetworkManager/devices/3', ['[device]', 'managed=true']],
      ['/run/NetworkManager/devices/9', ['managed=true']],
      ['/run/network/ifstate', ['lo=lo', 'ens35=ens35']],
    ]);
    const names = new Map([
      [2, 'ens33'],
      [3, 'ens34'],
    ]);
    expect(keepersIn(files, (index) => names.get(index))).toEqual([
      { link: 'ens33', by: 'systemd-networkd', file: '/etc/systemd/network/10-lan.network' },
      { link: 'ens34', by: 'NetworkManager' },
      { link: 'ens35', by: 'ifupdown' },
    ]);
  });

  it('counts by the card in question, where several are there', () => {
    const state = host(
      [
        { link: 'ens34', by: 'ifupdown' },
        { link: 'ens33', by: 'systemd-networkd' },
      ],
      'systemd-networkd',
      'ifupdown',
    );
    expect(managerOf(lastingOf('vlans', MADE.slice(1, 3), state), state.facts)).toBe('systemd-networkd');
    expect(managerOf(lastingOf('vlans', MADE, host([], 'systemd-networkd')), host([], 'systemd-networkd').facts)).toBe(
      undefined,
    );
  });
});
