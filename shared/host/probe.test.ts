import { describe, expect, test } from 'vitest';
import { inventory, residue } from './inventory.ts';
import { parseIptablesSave, parseRule } from './parse-iptables.ts';
import { parseProbe } from './parse-probe.ts';
import { probeScript } from './probe-script.ts';

const nonce = 'abcdefghijklmnop1234';
const options = { nonce, host: 'docker01', password: false };
const section = (name: string, text = ''): string => `\n@${nonce} ${name}\n${text}\n`;
const facts =
  'hostname docker01\nkernel 6.1.0\nos "Debian GNU/Linux 12"\nuid 0\nuser root\nssh 192.168.1.1 5000 192.168.1.11 22\ncommand ip\nmodule 8021q';
const links = JSON.stringify([
  { ifindex: 1, ifname: 'lo', flags: ['LOOPBACK', 'UP', 'LOWER_UP'], mtu: 65536, link_type: 'loopback', addr_info: [] },
  {
    ifindex: 2,
    ifname: 'ens33',
    flags: ['BROADCAST', 'MULTICAST', 'PROMISC', 'UP', 'LOWER_UP'],
    mtu: 1500,
    link_type: 'ether',
    address: '02:54:4c:00:00:0b',
    linkinfo: {},
    addr_info: [{ family: 'inet', local: '192.168.1.11', prefixlen: 24, scope: 'global' }],
  },
  {
    ifindex: 5,
    link: 'ens33',
    ifname: 'ens33.10',
    ifalias: 'trunkline:two',
    flags: ['BROADCAST', 'UP', 'LOWER_UP'],
    mtu: 1500,
    link_type: 'ether',
    linkinfo: { info_kind: 'vlan', info_data: { protocol: '802.1Q', id: 10 } },
    addr_info: [],
  },
]);
const output = (parts: string): string =>
  `${section('facts', facts)}${section('links', links)}${section('routes', '[]')}${parts}${section('end')}`;

function stateOf(text: string) {
  const result = parseProbe(text, options);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.value;
}

describe('a host that is looked at', () => {
  test('tells its links with parent, tag, alias and who set them promiscuous', () => {
    const state = stateOf(output(''));
    expect(
      state.links.map(({ name, kind, parent, vlan, alias, promiscuous }) => [
        name,
        kind,
        parent,
        vlan,
        alias,
        promiscuous,
      ]),
    ).toEqual([
      ['lo', 'loopback', undefined, undefined, undefined, false],
      ['ens33', 'nic', undefined, undefined, undefined, true],
      ['ens33.10', 'vlan', 'ens33', 10, 'trunkline:two', false],
    ]);
    expect(state.facts).toMatchObject({ os: 'Debian GNU/Linux 12', privilege: 'root', sshAddress: '192.168.1.11' });
    expect(state.docker.kind).toBe('missing');
  });

  test('tells what Docker has through its socket', () => {
    const answer = (body: unknown): string => `${JSON.stringify(body)}\n@${nonce} docker-end 200\n`;
    const state = stateOf(
      output(
        section(
          'docker-api',
          [
            answer([]),
            answer({ Version: '20.10.24', Components: [{ Name: 'Engine' }] }),
            answer({ SecurityOptions: ['name=seccomp'] }),
            answer([
              {
                Name: 'mac_net10',
                Id: 'n1',
                Driver: 'macvlan',
                Options: { parent: 'ens33.10' },
                Labels: { 'dev.trunkline.lab': 'two' },
                IPAM: { Config: [{ Subnet: '172.16.10.0/24', Gateway: '172.16.10.1' }] },
              },
            ]),
            answer([{ Id: 'sha256:1', RepoTags: ['busybox:latest'] }]),
            answer({
              Id: 'c1',
              Name: '/bbox10',
              Config: { Image: 'busybox', Cmd: ['sh'], Labels: null },
              State: { Status: 'running', Pid: 7 },
              HostConfig: { NetworkMode: 'mac_net10' },
              NetworkSettings: {
                Networks: {
                  mac_net10: {
                    IPAMConfig: { IPv4Address: '172.16.10.10' },
                    IPAddress: '172.16.10.10',
                    IPPrefixLen: 24,
                  },
                },
              },
            }),
          ].join(''),
        ),
      ),
    );
    if (state.docker.kind !== 'ready') throw new Error('not ready');
    expect(state.docker.networks).toMatchObject([
      { name: 'mac_net10', pools: [{ subnet: '172.16.10.0/24', reserved: {} }] },
    ]);
    expect(state.docker.containers).toMatchObject([
      { name: 'bbox10', pid: 7, command: ['sh'], endpoints: [{ fixedAddress: '172.16.10.10' }] },
    ]);
  });

  test('says which of Docker it may not see, and when it does not run', () => {
    const denied = stateOf(
      output(`${section('docker-version', 'permission denied while trying to connect')}${section('docker-failed')}`),
    );
    expect(denied.docker.kind).toBe('denied');
    const stopped = stateOf(output(section('docker-api', `curl: (7) Failed\n@${nonce} docker-end 000\n`)));
    expect(stopped.docker.kind).toBe('stopped');
  });

  test('tells what was kept for each lab', () => {
    const state = stateOf(
      output(
        `${section('record two')}${section('inventory', 'link lo loopback up')}${section('saved promiscuous:ens33', 'off')}${section('record other')}`,
      ),
    );
    expect(state.records).toEqual([
      { lab: 'two', inventory: 'link lo loopback up\n', saved: { 'promiscuous:ens33': 'off' } },
      { lab: 'other', inventory: undefined, saved: {} },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['half an answer', section('facts', facts)],
    ['something else', '<html>'],
    ['no JSON', `${section('facts', facts)}${section('links', '2: ens33: <UP>')}${section('end')}`],
    ['wrong types', `${section('facts', facts)}${section('links', '{"ifname":1}')}${section('end')}`],
  ])('answers with %s: a sentence, not an exception', (_what, text) => {
    const result = parseProbe(text, options);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.problems[0]?.hint).toBeTruthy();
  });

  test('asks for a password where sudo wants one, and says when there is no way to be root', () => {
    const as = (sudo: string) => stateOf(output('').replace('uid 0', `uid 1000\nsudo ${sudo}`)).facts.privilege;
    expect(as('sudo: a password is required')).toBe('sudo-password');
    expect(as('missing')).toBe('none');
  });
});

describe('iptables rules', () => {
  test('are taken apart as far as a ping needs', () => {
    const rule = parseRule(
      '-s 172.16.10.0/24 ! -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -m comment --comment "trunkline:two \\"x\\"" -j ACCEPT',
    );
    expect(rule).toMatchObject({
      source: { value: '172.16.10.0/24', negated: false },
      out: { value: 'docker0', negated: true },
      states: ['RELATED', 'ESTABLISHED'],
      comment: 'trunkline:two "x"',
      target: 'ACCEPT',
      unknown: [],
    });
    expect(parseRule('-m addrtype --dst-type LOCAL -j DOCKER').unknown).toEqual(['-m', '--dst-type']);
  });

  test('belong to their chain and table', () => {
    const { filter, nat } = parseIptablesSave(
      '*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE\nCOMMIT\n*filter\n:FORWARD DROP [0:0]\n:DOCKER-USER - [0:0]\n-A FORWARD -j DOCKER-USER\nCOMMIT\n',
    );
    expect(filter.map(({ name, policy, rules }) => [name, policy, rules.length])).toEqual([
      ['FORWARD', 'DROP', 1],
      ['DOCKER-USER', undefined, 0],
    ]);
    expect(nat[0]?.rules[0]?.target).toBe('MASQUERADE');
  });
});

describe('inventories', () => {
  test('of the same host are the same, and what is left over has a line', () => {
    const state = stateOf(output(''));
    const before = inventory({ ...state, links: state.links.filter(({ name }) => name !== 'ens33.10') });
    expect(residue(before, before)).toEqual([]);
    expect(residue(before, inventory(state))).toEqual(['+ link ens33.10 vlan on ens33 tag 10 up alias trunkline:two']);
  });
});

test('the probe is one function, called by its last line, and its nonce is checked', () => {
  expect(probeScript(nonce).trimEnd().split('\n').at(-1)).toBe('trunkline_probe');
  expect(() => probeScript('x; rm -rf /')).toThrow();
});
