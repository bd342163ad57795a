import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseProbe } from './parse-probe.ts';
import { probeScript } from './probe-script.ts';
import type { HostState } from './state.ts';
import { networkOf, nonce, plainFacts, plainLinks, probeOutput, section } from './testing/probe-output.ts';

const options = { nonce, host: 'docker01', password: false };

function stateOf(text: string, password = false): HostState {
  const result = parseProbe(text, { ...options, password });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.value;
}

describe('a host that is looked at', () => {
  test('tells its links with parent, tag and alias, and which were set promiscuous', () => {
    const flags = ['BROADCAST', 'PROMISC', 'UP', 'LOWER_UP'];
    const base = { mtu: 1500, link_type: 'ether', addr_info: [] };
    const vlan = (id: number, protocol = '802.1Q') => ({ info_kind: 'vlan', info_data: { protocol, id } });
    const { links } = stateOf(
      probeOutput({
        network: networkOf([
          { ...base, ifindex: 2, ifname: 'ens33', flags, promiscuity: 3 },
          { ...base, ifindex: 3, ifname: 'ens34', flags: ['UP', 'LOWER_UP'], promiscuity: 1 },
          { ...base, ifindex: 5, link: 'ens33', ifname: 'ens33.10', ifalias: 'trunkline:two', linkinfo: vlan(10) },
          { ...base, ifindex: 6, link: 'ens33', ifname: 'outer', linkinfo: vlan(10, '802.1ad') },
          {
            ...base,
            ifindex: 7,
            link: 'ens34',
            ifname: 'm0',
            linkinfo: { info_kind: 'macvlan', info_data: { mode: 'bridge' } },
          },
          {
            ...base,
            ifindex: 8,
            link_index: 9,
            link_netnsid: 0,
            ifname: 'veth1',
            linkinfo: { info_kind: 'veth' },
            master: 'br0',
          },
          {},
        ]),
      }),
    );
    expect(
      links.map(({ name, kind, parent, vlan: tag, mode, master, alias, promiscuous }) =>
        [name, kind, parent, tag, mode, master, alias, promiscuous && 'promiscuous']
          .map((item) => item || '-')
          .join(' '),
      ),
    ).toEqual([
      'ens33 nic - - - - - promiscuous',
      'ens34 nic - - - - - -',
      'ens33.10 vlan ens33 10 - - trunkline:two -',
      'outer vlan ens33 - - - - -',
      'm0 macvlan ens34 - bridge - - -',
      'veth1 veth - - - br0 - -',
    ]);
  });

  test('tells which addresses are its own and which were leased', () => {
    const { links } = stateOf(
      probeOutput({
        network: networkOf([
          {
            ifname: 'ens33',
            link_type: 'ether',
            addr_info: [
              { family: 'inet', local: '192.168.1.11', prefixlen: 24, scope: 'global' },
              { family: 'inet', local: '10.0.0.5', prefixlen: 8, scope: 'global', dynamic: true },
              { family: 'inet6', local: 'fe80::1', prefixlen: 64, scope: 'link' },
              { family: 'mpls' },
            ],
          },
        ]),
      }),
    );
    expect(links[0]?.addresses.map(({ address, dynamic }) => [address, dynamic])).toEqual([
      ['192.168.1.11', undefined],
      ['10.0.0.5', true],
      ['fe80::1', undefined],
    ]);
  });

  test('tells its routes: one for each next hop, none that the kernel does not use', () => {
    const { routes } = stateOf(
      probeOutput({
        network: networkOf(plainLinks, [
          { dst: 'default', gateway: '192.168.1.1', dev: 'ens33', protocol: 'dhcp', metric: 100, flags: [] },
          { dst: '10.0.0.7', gateway: '192.168.1.2', dev: 'ens33', flags: [] },
          { type: 'blackhole', dst: '10.1.0.0/16', flags: [] },
          {
            dst: '10.2.0.0/16',
            flags: [],
            nexthops: [
              { gateway: '192.168.1.3', dev: 'ens33', flags: [] },
              { via: { family: 'inet6', host: 'fe80::3' }, dev: 'ens34', flags: ['dead'] },
              { via: { family: 'inet6', host: 'fe80::4' }, dev: 'ens33', flags: [] },
            ],
          },
        ]),
      }),
    );
    expect(routes.map(({ to, type, via, metric }) => [to, type, via, metric])).toEqual([
      ['0.0.0.0/0', 'unicast', '192.168.1.1', 100],
      ['10.0.0.7/32', 'unicast', '192.168.1.2', 0],
      ['10.1.0.0/16', 'blackhole', undefined, 0],
      ['10.2.0.0/16', 'unicast', '192.168.1.3', 0],
      ['10.2.0.0/16', 'unicast', 'fe80::4', 0],
    ]);
  });

  test('tells its settings, with the dots of interface names as they are', () => {
    const state = stateOf(
      probeOutput({
        files:
          '/proc/sys/kernel/hostname:docker01\n/etc/os-release:PRETTY_NAME="Debian GNU/Linux 12: bookworm"\n/etc/ufw/ufw.conf:ENABLED=yes\n/proc/sys/net/bridge/bridge-nf-call-iptables:1\nip_forward:1\nconf/ens33.10/rp_filter:2',
      }),
    );
    expect(state.sysctls).toEqual({
      'net.bridge.bridge-nf-call-iptables': '1',
      'net.ipv4.ip_forward': '1',
      'net.ipv4.conf.ens33.10.rp_filter': '2',
    });
    expect(state.hostname).toBe('docker01');
    expect(state.facts).toMatchObject({
      os: 'Debian GNU/Linux 12: bookworm',
      firewallManager: 'ufw',
      sshAddress: '192.168.1.11',
    });
  });

  test.each([
    ['root', plainFacts, '', false, 'root'],
    ['a user of sudo', plainFacts.replace('sudo-user ', 'sudo-user ada'), '', false, 'sudo'],
    ['a user who gave a password', plainFacts.replace('sudo-user ', 'sudo-user ada'), '', true, 'sudo-password'],
    [
      'one who must give one',
      plainFacts.replace('uid 0', 'uid 1000'),
      'sudo: a password is required',
      false,
      'sudo-password',
    ],
    [
      'one who must in Rust',
      plainFacts.replace('uid 0', 'uid 1000'),
      'sudo: interactive authentication is required',
      false,
      'sudo-password',
    ],
    ['one who may not', plainFacts.replace('uid 0', 'uid 1000'), 'sudo: sorry, you must have a tty', false, 'none'],
  ])('knows how %s becomes root', (_who, facts, sudo, password, privilege) => {
    expect(stateOf(probeOutput({ facts, sudo }), password).facts.privilege).toBe(privilege);
  });

  test('tells what was kept for each lab, and nothing that we did not write', () => {
    const state = stateOf(
      probeOutput({
        files: '/var/lib/trunkline/two/inventory:link lo loopback up\n/var/lib/trunkline/two/inventory:a: b',
        records: [
          section('record two'),
          section('saved promiscuous:ens33', 'off'),
          section('saved address:ens33=192.168.1.11%2F24', 'absent\nmore'),
          section('saved %zz', 'x'),
          section('saved __proto__', 'x'),
          section('record other'),
        ].join(''),
      }),
    );
    expect(state.records[0]?.inventory).toBe('link lo loopback up\na: b\n');
    expect(Object.entries(state.records[0]?.saved ?? {})).toEqual([
      ['promiscuous:ens33', 'off'],
      ['address:ens33=192.168.1.11/24', 'absent'],
      ['__proto__', 'x'],
    ]);
    expect(state.records[1]).toEqual({ lab: 'other', inventory: undefined, saved: {} });
  });
});

describe('a host that answers something else', () => {
  test.each([
    ['nothing', '', 'probe-failed'],
    ['half an answer', section('facts', plainFacts), 'probe-failed'],
    ['another thing altogether', '<html>', 'probe-failed'],
    ['no ip command', probeOutput({ facts: 'uid 0' }), 'no-ip'],
    ['an ip command without JSON', probeOutput({ network: 'Option "-j" is unknown, try "ip -help".' }), 'old-ip'],
    ['links and no routes', probeOutput({ network: JSON.stringify(plainLinks) }), 'old-ip'],
    ['wrong types', probeOutput({ network: '[1,null,{"ifname":2}]\n[]' }), 'old-ip'],
  ])('%s: a sentence and what to do', (_what, text, code) => {
    const result = parseProbe(text, options);
    expect(result.ok || result.problems.map((problem) => problem.code)).toEqual([code]);
    expect(!result.ok && result.problems[0]?.hint).toBeTruthy();
  });

  test('what is cut off anywhere is never a state', () => {
    const whole = probeOutput();
    for (let end = 0; end < whole.trimEnd().length; end++) {
      expect(parseProbe(whole.slice(0, end), options).ok).toBe(false);
    }
  });

  test('never an exception, whatever stands in a section', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.constantFrom('[{}]\n[{"dst":"default"}]'));
    const parts = fc.record(
      {
        facts: fc.oneof(anything, fc.constant(plainFacts)),
        sudo: anything,
        files: anything,
        network: fc.oneof(
          anything,
          fc.tuple(fc.jsonValue(), fc.jsonValue()).map(([a, b]) => networkOf(a, b)),
        ),
        iptables: anything,
        docker: anything.map((text) =>
          section('docker-answers', `${text}\n@${nonce} docker-answer 200 http://docker/networks`),
        ),
        records: anything.map((text) => section(`record ${text}`) + section(`saved ${text}`, text)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(parts, (some) => {
        const result = parseProbe(probeOutput(some), options);
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

test('a nonce is nothing that a shell could read', () => {
  expect(() => probeScript('x; rm -rf /')).toThrow();
});
