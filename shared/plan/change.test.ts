import { describe, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.ts';
import { container, nic, on, vlan, vlans, withHost } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed, errors } from './testing/story.ts';

const docker01 = machine('docker01', '192.168.1.11');

describe('changing a lab that stands', () => {
  const standing = deployed(vlans, 'docker01', docker01);
  const edited = (
    change: (containers: readonly ReturnType<typeof container>[]) => readonly ReturnType<typeof container>[],
  ) => withHost(vlans, 'docker01', (host) => ({ ...host, containers: change(host.containers) }));

  test("a container's new address replaces that container alone", () => {
    const lab = edited(([, other]) => [
      container('bbox10', on('mac_net10', '172.16.10.12')),
      ...(other ? [other] : []),
    ]);
    const program = deploy(lab, 'docker01', standing);
    expect(changes(program)).toEqual(['replace container:bbox10']);
    expect(program.plan.changes[0]?.summary).toBe(
      'Replace the container bbox10: its address on mac_net10 is 172.16.10.10, not 172.16.10.12.',
    );
    expect(commands(program)).toEqual([
      'docker rm -f -v bbox10',
      'docker run -dit --name bbox10 --label dev.trunkline.lab=vlans --network mac_net10 --ip 172.16.10.12 busybox sh',
    ]);
    expect(deploy(lab, 'docker01', runProgram(standing, program)).plan.changes).toEqual([]);
  });

  test.each([
    ['image', { image: 'alpine' }],
    ['command', { command: ['sleep', '9'] }],
    ['no command', { command: [] }],
    ['MAC address', { attachments: [on('mac_net10', '172.16.10.10', '02:00:00:00:00:09')] }],
    ['network', { attachments: [on('mac_net20', '172.16.20.10')] }],
    ['second network', { attachments: [on('mac_net10', '172.16.10.10'), on('mac_net20', '172.16.20.10')] }],
    ['no fixed address', { attachments: [on('mac_net10')] }],
  ])('another %s replaces that container alone, once', (_, change) => {
    const lab = edited((list) => list.map((item) => (item.name === 'bbox10' ? { ...item, ...change } : item)));
    const program = deploy(lab, 'docker01', standing);
    expect(changes(program)).toEqual(['replace container:bbox10']);
    expect(deploy(lab, 'docker01', runProgram(standing, program)).plan.changes).toEqual([]);
  });

  test('the same image by its longer name is the same image', () => {
    const lab = edited((list) => list.map((item) => ({ ...item, image: 'docker.io/library/busybox:latest' })));
    expect(deploy(lab, 'docker01', standing).plan.changes).toEqual([]);
  });

  test('two containers swap their addresses: both go before the first comes', () => {
    const lab = edited(() => [
      container('bbox10', on('mac_net10', '172.16.10.99')),
      container('bbox20', on('mac_net20', '172.16.20.20')),
      container('bbox30', on('mac_net10', '172.16.10.10')),
    ]);
    const moved = deploy(lab, 'docker01', standing);
    expect(changes(moved)).toEqual(['replace container:bbox10', 'create container:bbox30']);
    const both = runProgram(standing, moved);

    const swapped = withHost(lab, 'docker01', (host) => ({
      ...host,
      containers: [
        container('bbox10', on('mac_net10', '172.16.10.10')),
        container('bbox20', on('mac_net20', '172.16.20.20')),
        container('bbox30', on('mac_net10', '172.16.10.99')),
      ],
    }));
    const program = deploy(swapped, 'docker01', both);
    expect(changes(program)).toEqual(['replace container:bbox10', 'replace container:bbox30']);
    expect(program.plan.changes[0]?.commands.slice(0, 2)).toEqual(['docker rm -f -v bbox30', 'docker rm -f -v bbox10']);
    expect(program.plan.changes[1]?.after).toEqual(['container:bbox10']);
    expect(deploy(swapped, 'docker01', runProgram(both, program)).plan.changes).toEqual([]);
  });

  test('a new container takes over the address of one that goes', () => {
    const lab = edited(([, other]) => [...(other ? [other] : []), container('fresh', on('mac_net10', '172.16.10.10'))]);
    const program = deploy(lab, 'docker01', standing);
    expect(changes(program)).toEqual(['delete container:bbox10', 'create container:fresh']);
    expect(deploy(lab, 'docker01', runProgram(standing, program)).plan.changes).toEqual([]);
  });

  test('a thing that leaves the drawing is deleted, and only it', () => {
    const lab = edited((list) => list.slice(1));
    expect(changes(deploy(lab, 'docker01', standing))).toEqual(['delete container:bbox10']);
    expect(commands(deploy(lab, 'docker01', standing))).toEqual(['docker rm -f -v bbox10']);
  });

  test('an address that leaves the drawing goes, and its claim with it', () => {
    const lab = withHost(vlans, 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.map((item) => (item.name === 'ens33.10' ? vlan('ens33', 10) : item)),
    }));
    const program = deploy(lab, 'docker01', standing);
    expect(commands(program)).toEqual([
      'ip addr del 192.168.10.10/24 dev ens33.10',
      'rm -f /var/lib/trunkline/vlans/saved/address:ens33.10=192.168.10.10%2F24',
    ]);
    expect(deploy(lab, 'docker01', runProgram(standing, program)).plan.changes).toEqual([]);
  });

  test("a network's new gateway replaces it with its containers, others untouched", () => {
    const lab: Lab = {
      ...vlans,
      networks: vlans.networks.map((item) =>
        item.name === 'mac_net10' ? { ...item, gateway: '172.16.10.254' } : item,
      ),
    };
    const program = deploy(lab, 'docker01', standing);
    expect(changes(program)).toEqual(['replace network:mac_net10', 'replace container:bbox10']);
    expect(program.plan.changes[0]?.commands.slice(0, 2)).toEqual([
      'docker rm -f -v bbox10',
      'docker network rm mac_net10',
    ]);
    expect(program.plan.changes[1]?.commands).toHaveLength(1);
    expect(deploy(lab, 'docker01', runProgram(standing, program)).plan.changes).toEqual([]);
  });

  test('a sub-interface with another tag takes along all that stands on it, and brings it back', () => {
    const lab = withHost(vlans, 'docker01', (host) => ({
      ...host,
      interfaces: host.interfaces.map((item) =>
        item.kind === 'vlan' && item.vlan === 10 ? { ...item, vlan: 30 } : item,
      ),
    }));
    const program = deploy(lab, 'docker01', standing);
    expect(changes(program)).toEqual([
      'replace vlan:ens33.10',
      'replace address:ens33.10=192.168.10.10/24',
      'replace network:mac_net10',
      'replace container:bbox10',
    ]);
    const after = runProgram(standing, program);
    expect(deploy(lab, 'docker01', after).plan.changes).toEqual([]);
    expect(after.records).toEqual(standing.records);
  });

  test('two networks swap their parents', () => {
    const lab: Lab = {
      ...vlans,
      networks: vlans.networks.map((item) => ({
        ...item,
        parents: item.parents.map(({ host, interface: face }) => ({
          host,
          interface: face === 'ens33.10' ? 'ens33.20' : 'ens33.10',
        })),
      })),
    };
    const program = deploy(lab, 'docker01', standing);
    expect(deploy(lab, 'docker01', runProgram(standing, program)).plan.changes).toEqual([]);
  });

  test('a lab that moves to another network card leaves nothing on the first', () => {
    const lab = withHost(
      {
        ...vlans,
        networks: vlans.networks.map((item) => ({
          ...item,
          parents: item.parents.map(({ host, interface: face }) => ({ host, interface: face.replace('33', '34') })),
        })),
      },
      'docker01',
      (host) => ({
        ...host,
        interfaces: [
          nic('ens34', undefined, true),
          ...host.interfaces.flatMap((item) => (item.kind === 'vlan' ? [vlan('ens34', item.vlan, item.address)] : [])),
        ],
      }),
    );
    const program = deploy(lab, 'docker01', standing);
    expect(errors(program)).toEqual([]);
    const state = runProgram(standing, program);
    expect(deploy(lab, 'docker01', state).plan.changes).toEqual([]);
    expect(runProgram(state, planDestroy(state, lab.name, 'docker01'))).toEqual(docker01);
  });
});
