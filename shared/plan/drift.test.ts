import { describe, expect, test } from 'vitest';
import type { HostState } from '../host/state.ts';
import { vlans } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { perform, runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed, dockerOf } from './testing/story.ts';

const docker01 = machine('docker01', '192.168.1.11');
const router = machine('router', '192.168.1.254');

describe('what changed behind our back', () => {
  const standing = deployed(vlans, 'docker01', docker01);
  const bbox10Is = (change: Partial<NonNullable<ReturnType<typeof dockerOf>>['containers'][number]>): HostState => {
    const docker = dockerOf(standing);
    return {
      ...standing,
      docker: {
        ...docker,
        containers: docker.containers.map((item) => (item.name === 'bbox10' ? { ...item, ...change } : item)),
      },
    };
  };

  test.each([
    ['stopped', 'exited', 'docker start bbox10'],
    ['paused', 'paused', 'docker unpause bbox10'],
  ] as const)('a container that was %s is brought back', (_, status, command) => {
    expect(commands(deploy(vlans, 'docker01', bbox10Is({ status, pid: 0 })))).toEqual([command]);
  });

  test('a container that was never started, after a create that failed, is made anew', () => {
    expect(changes(deploy(vlans, 'docker01', bbox10Is({ status: 'created', pid: 0 })))).toEqual([
      'replace container:bbox10',
    ]);
  });

  test('a network that somebody removed is made again, with its containers, which would never start again', () => {
    const docker = dockerOf(bbox10Is({ status: 'exited', pid: 0 }));
    const state = {
      ...standing,
      docker: { ...docker, networks: docker.networks.filter(({ name }) => name !== 'mac_net10') },
    };
    expect(changes(deploy(vlans, 'docker01', state))).toEqual(['create network:mac_net10', 'replace container:bbox10']);
  });

  test('after the sub-interface was deleted under running containers, they are restarted on the new one', () => {
    const state = { ...standing, links: standing.links.filter(({ name }) => name !== 'ens33.10') };
    expect(changes(deploy(vlans, 'docker01', state))).toEqual([
      'create vlan:ens33.10',
      'create address:ens33.10=192.168.10.10/24',
      'update container:bbox10',
    ]);
    expect(commands(deploy(vlans, 'docker01', state)).at(-1)).toBe('docker restart -t 1 bbox10');
  });

  test('promiscuous mode that was switched off is switched on, and the old value stays the old one', () => {
    const off = perform(standing, ['ip', 'link', 'set', 'dev', 'ens33', 'promisc', 'off']);
    const program = deploy(vlans, 'docker01', off);
    expect(commands(program)).toEqual(['ip link set dev ens33 promisc on']);
    expect(runProgram(off, program).records).toEqual(standing.records);
  });

  test('after a reboot Docker has made the sub-interfaces again, without mark and address: they are ours again', () => {
    const rebooted: HostState = {
      ...standing,
      links: standing.links.map((link) =>
        link.kind === 'vlan' ? { ...link, alias: undefined, addresses: [] } : { ...link, promiscuous: false },
      ),
      routes: docker01.routes,
      docker: {
        ...dockerOf(standing),
        containers: dockerOf(standing).containers.map((item) => ({ ...item, status: 'exited', pid: 0 })),
      },
    };
    const program = deploy(vlans, 'docker01', rebooted);
    expect(changes(program)).toEqual([
      'create promiscuous:ens33',
      'update vlan:ens33.10',
      'update vlan:ens33.20',
      'create address:ens33.10=192.168.10.10/24',
      'create address:ens33.20=192.168.20.20/24',
      'update container:bbox10',
      'update container:bbox20',
    ]);
    const after = runProgram(rebooted, program);
    expect(deploy(vlans, 'docker01', after).plan.changes).toEqual([]);
    expect(after.records).toEqual(standing.records);

    const destroyed = planDestroy(after, vlans.name, 'docker01');
    const links = destroyed.steps.flatMap(({ instructions }) =>
      instructions.flatMap((instruction) =>
        instruction.kind === 'do' && instruction.onLink ? [instruction.onLink] : [],
      ),
    );
    expect(links).toEqual(['ens33.20', 'ens33.10', 'ens33.20', 'ens33.10']);
    expect(runProgram(after, destroyed)).toEqual(docker01);
  });

  test('a forward rule that fell into FORWARD before Docker came is moved to DOCKER-USER', () => {
    const bare = { ...router, firewall: { ...router.firewall, filter: router.firewall.filter.slice(0, 2) } };
    const early = deployed(vlans, 'router', bare);
    const later = {
      ...early,
      firewall: {
        ...early.firewall,
        filter: [...early.firewall.filter, { name: 'DOCKER-USER', policy: undefined, rules: [] }],
      },
    };
    const program = deploy(vlans, 'router', later);
    expect(program.plan.changes.map(({ action }) => action)).toEqual(Array(6).fill('replace'));
    expect(deploy(vlans, 'router', runProgram(later, program)).plan.changes).toEqual([]);
  });
});
