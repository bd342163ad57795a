import { describe, expect, test } from 'vitest';
import type { HostState } from '../host/state.ts';
import { vlans, withHost } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { perform } from './testing/machine.ts';
import { changes, commands, deploy, deployed, dockerOf, errors } from './testing/story.ts';

const docker01 = machine('docker01', '192.168.1.11');
const run = (state: HostState, ...lines: readonly string[]): HostState =>
  lines.reduce((before, line) => perform(before, line.split(' ')), state);

const byHand = run(
  docker01,
  'ip link add link ens33 name ens33.99 type vlan id 99',
  'ip link set dev ens33.99 up',
  'ip addr add 10.99.0.1/24 dev ens33.99',
  'docker network create -d macvlan --subnet 10.99.0.0/24 -o parent=ens33.99 theirs',
  'docker run -dit --name their-box --network theirs --ip 10.99.0.9 busybox sh',
  'iptables -w -I DOCKER-USER -s 10.99.0.0/24 -j ACCEPT',
);

describe('things on the host that are not ours', () => {
  test('of other names: no command mentions them, and they are there after destroy', () => {
    const standing = deployed(vlans, 'docker01', byHand);
    const programs = [deploy(vlans, 'docker01', byHand), planDestroy(standing, vlans.name, 'docker01')];
    for (const program of programs) {
      expect(program.plan.problems).toEqual([]);
      expect(commands(program).filter((line) => /99|theirs|their-box/.test(line))).toEqual([]);
    }
  });

  test('a container of the same name is a clash', () => {
    const state = run(byHand, 'docker run -dit --name bbox10 --network none busybox sh');
    const program = deploy(vlans, 'docker01', state);
    expect(errors(program)).toEqual(['container-taken']);
    expect(changes(program)).not.toContain('create container:bbox10');
    expect(program.plan.standing.find(({ resource }) => resource === 'container:bbox10')?.state).toBe('clash');
  });

  test('a network of the same name is a clash', () => {
    const state = run(
      byHand,
      'docker network create -d macvlan --subnet 172.16.10.0/24 --gateway 172.16.10.1 -o parent=ens34 mac_net10',
    );
    expect(errors(deploy(vlans, 'docker01', state))).toEqual(['network-taken']);
  });

  test('a network whose subnet overlaps, or on the same parent, is said before Docker refuses', () => {
    const overlapping = run(docker01, 'docker network create -d macvlan --subnet 172.16.0.0/16 -o parent=ens34 wide');
    expect(errors(deploy(vlans, 'docker01', overlapping))).toEqual(['pool-overlap', 'pool-overlap']);

    const shared = run(
      docker01,
      'ip link add link ens33 name ens33.10 type vlan id 10',
      'ip link set dev ens33.10 up',
      'docker network create -d macvlan --subnet 10.0.0.0/24 -o parent=ens33.10 first',
    );
    expect(errors(deploy(vlans, 'docker01', shared))).toEqual(['parent-taken']);
    const newer: HostState = { ...shared, docker: { ...dockerOf(shared), version: '27.3.1' } };
    expect(errors(deploy(vlans, 'docker01', newer))).toEqual([]);
  });

  test('a sub-interface as wanted is used as it is, and stays', () => {
    const state = run(
      docker01,
      'ip link add link ens33 name ens33.10 type vlan id 10',
      'ip link set dev ens33.10 up',
      'ip addr add 192.168.10.10/24 dev ens33.10',
    );
    const program = deploy(vlans, 'docker01', state);
    expect(program.plan.problems).toEqual([]);
    expect(commands(program).some((line) => /^ip .*ens33\.10\b/.test(line))).toBe(false);
    const destroy = planDestroy(deployed(vlans, 'docker01', state), vlans.name, 'docker01');
    expect(commands(destroy).some((line) => /^ip .*ens33\.10\b/.test(line))).toBe(false);
  });

  test.each([
    ['another tag', 'ip link add link ens33 name ens33.10 type vlan id 11', 'interface-taken'],
    ['another parent', 'ip link add link ens34 name ens33.10 type vlan id 10', 'interface-taken'],
    ['being down', 'ip link add link ens33 name ens33.10 type vlan id 10', 'interface-down'],
    ['the tag under another name', 'ip link add link ens33 name vlan10 type vlan id 10', 'tag-taken'],
  ])('a sub-interface of theirs with %s is a clash', (_, command, code) => {
    expect(errors(deploy(vlans, 'docker01', run(docker01, command)))).toEqual([code]);
  });

  test('an address that is on another interface already is a clash', () => {
    expect(errors(deploy(vlans, 'docker01', run(docker01, 'ip addr add 192.168.10.10/24 dev ens34')))).toEqual([
      'address-elsewhere',
    ]);
  });

  test('a route to the same destination is a clash', () => {
    const lab = withHost(vlans, 'docker01', (host) => ({
      ...host,
      routing: { forward: false, allow: 'none', routes: [{ to: '10.9.0.0/16', via: '192.168.10.1' }], masquerade: [] },
    }));
    const state = run(docker01, 'ip route add 10.9.0.0/16 via 192.168.1.1');
    expect(errors(deploy(lab, 'docker01', state))).toEqual(['route-taken']);
    expect(errors(deploy(lab, 'docker01', docker01))).toEqual([]);
  });

  test('a network card that the host does not have is said with those that it has', () => {
    const lab = withHost(vlans, 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.map((item) =>
        item.kind === 'nic' ? { ...item, name: 'eth0' } : { ...item, parent: 'eth0' },
      ),
    }));
    const { problems } = deploy(lab, 'docker01', docker01).plan;
    expect(problems.map(({ message, hint }) => `${message} ${hint}`)).toEqual([
      'docker01 has no interface eth0. Its network cards are ens33, ens34.',
    ]);
  });
});

describe('things that are not ours and stand on ours', () => {
  const standing = deployed(vlans, 'docker01', docker01);

  test("a container by hand on the lab's network keeps the network from being removed", () => {
    const state = run(standing, 'docker run -dit --name mine --network mac_net10 busybox sh');
    const program = planDestroy(state, vlans.name, 'docker01');
    expect(errors(program)).toEqual(['network-in-use']);
    expect(program.plan.problems[0]?.hint).toContain('docker network disconnect mac_net10 mine');
  });

  test("a network or interface by hand on the lab's sub-interface keeps it from being removed", () => {
    const lab = withHost({ ...vlans, networks: [] }, 'docker01', (host) => ({ ...host, containers: [] }));
    const state = run(
      deployed(lab, 'docker01', docker01),
      'docker network create -d macvlan --subnet 10.0.0.0/24 -o parent=ens33.20 mine',
      'ip link add link ens33.10 name mine0 type macvlan mode bridge',
    );
    expect(errors(planDestroy(state, lab.name, 'docker01'))).toEqual(['interface-in-use', 'interface-in-use']);
  });

  test('our own connection is not cut off', () => {
    const state: HostState = { ...standing, facts: { ...standing.facts, sshAddress: '192.168.10.10' } };
    expect(errors(planDestroy(state, vlans.name, 'docker01'))).toContain('own-connection');
    expect(errors(deploy(vlans, 'docker01', state))).toEqual([]);
  });
});

describe('a host that cannot have it', () => {
  const facts = (change: Partial<HostState['facts']>): HostState => ({
    ...docker01,
    facts: { ...docker01.facts, ...change },
  });

  test.each<[string, HostState, string[]]>([
    ['no rights', facts({ privilege: 'none', user: 'ada' }), ['no-root']],
    ['no flock', facts({ commands: ['ip', 'docker', 'iptables'] }), ['no-flock']],
    ['no ip', facts({ commands: ['docker', 'iptables', 'flock'] }), ['no-ip']],
    ['no 8021q', facts({ modules: { '8021q': false, macvlan: true, ipvlan: true } }), ['no-8021q']],
    ['no macvlan', facts({ modules: { '8021q': true, macvlan: false, ipvlan: true } }), ['no-macvlan']],
    ['no Docker', { ...docker01, docker: { kind: 'missing', message: '' } }, ['no-docker']],
    ['Docker stopped', { ...docker01, docker: { kind: 'stopped', message: 'Is it running?' } }, ['docker-stopped']],
    ['Docker denied', { ...docker01, docker: { kind: 'denied', message: 'permission denied' } }, ['docker-denied']],
    ['rootless Docker', { ...docker01, docker: { ...dockerOf(docker01), rootless: true } }, ['docker-rootless']],
    ['podman', { ...docker01, docker: { ...dockerOf(docker01), podman: true } }, ['podman']],
  ])('%s: one sentence, and what to do', (_, state, codes) => {
    const program = deploy(vlans, 'docker01', state);
    expect(errors(program)).toEqual(codes);
    for (const { message, hint } of program.plan.problems) {
      expect(message).toMatch(/\.$/);
      expect(hint).toMatch(/\.$/);
    }
  });

  test('nothing is asked of a host that has nothing to change', () => {
    const standing = deployed(vlans, 'docker01', docker01);
    const plain: HostState = { ...standing, facts: { ...standing.facts, privilege: 'none', commands: [] } };
    expect(deploy(vlans, 'docker01', plain).plan.problems).toEqual([]);
  });

  test('a firewall manager is a warning on the router', () => {
    const state = { ...machine('router', '192.168.1.254') };
    const guarded = { ...state, facts: { ...state.facts, firewallManager: 'firewalld' } };
    expect(deploy(vlans, 'router', guarded).plan.problems).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'firewall-manager' }),
    ]);
  });
});
