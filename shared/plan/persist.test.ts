import { describe, expect, test } from 'vitest';
import { inventory, residue } from '../host/inventory.ts';
import { type HostState, linkNamed } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { vlans } from '../lab/testing/examples.ts';
import { phased } from './phases.ts';
import { planDestroy } from './plan-host.ts';
import { phasesOf, visitsOf } from './program.ts';
import { machine } from './testing/hosts.ts';
import { runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed, dockerOf, errors } from './testing/story.ts';

const lasting: Lab = { ...vlans, persist: true };

/** A host whose cards systemd-networkd has. */
function host(name = 'docker01', address = '192.168.1.11'): HostState {
  const state = machine(name, address);
  const keepers = [{ link: 'ens33', by: 'systemd-networkd', file: '/etc/systemd/network/10-lan.network' }] as const;
  return { ...state, facts: { ...state.facts, managers: ['systemd-networkd'], keepers, sshAddress: address } };
}

const filesOf = (state: HostState): readonly string[] =>
  Object.keys(state.records.find(({ lab }) => lab === lasting.name)?.files ?? {});

describe('a lab that survives a restart', () => {
  test('writes files in the words of who manages interfaces, watched until we come again', () => {
    const program = deploy(lasting, 'docker01', host());
    const [last, watch] = program.plan.changes.slice(-2);
    expect(last).toMatchObject({ action: 'create', resource: 'persist', subject: 'docker01' });
    expect(last?.commands.some((line) => line.includes('[VLAN]'))).toBe(true);
    expect(watch).toMatchObject({ resource: 'watch', after: ['persist'] });
    const [part] = phasesOf(phased([program])).flat();
    expect(part && visitsOf(part).map((steps) => steps.length)).toEqual([program.steps.length - 1, 1]);
    expect(filesOf(deployed(lasting, 'docker01', host()))).toContain(
      '/etc/systemd/network/10-lan.network.d/50-trunkline-vlans.conf',
    );
  });

  test('is left alone when it stands already', () => {
    expect(changes(deploy(lasting, 'docker01', deployed(lasting, 'docker01', host())))).toEqual([]);
  });

  test('has each container on the disk when its step is done, and none in a lab that does not', () => {
    const last = (lab: Lab) =>
      deploy(lab, 'docker01', host())
        .plan.changes.filter(({ kind }) => kind === 'container')
        .map(({ commands: lines }) => lines.at(-1) === 'sync');
    expect(last(lasting)).toEqual([true, true]);
    expect(last(vlans)).toEqual([false, false]);
  });

  test('lets Docker start its containers, also those that were there before it was said', () => {
    const before = deployed(vlans, 'docker01', host());
    expect(dockerOf(before).containers.map(({ restart }) => restart)).toEqual(['no', 'no']);
    const program = deploy(lasting, 'docker01', before);
    expect(changes(program)).toEqual([
      'update container:bbox10',
      'update container:bbox20',
      'create persist',
      'update watch',
    ]);
    expect(commands(program)).toContain('docker update --restart unless-stopped bbox10');
    const after = runProgram(before, program);
    expect(changes(deploy(lasting, 'docker01', after))).toEqual([]);
    expect(changes(deploy(vlans, 'docker01', after))).toEqual([
      'delete persist',
      'update container:bbox10',
      'update container:bbox20',
      'update watch',
    ]);
    expect(filesOf(deployed(vlans, 'docker01', after))).toEqual([]);
  });

  test('is mended when somebody has changed a file, and has no file that is wanted no more', () => {
    const standing = deployed(lasting, 'docker01', host());
    const path = '/etc/systemd/network/50-trunkline-vlans-ens33.10.netdev';
    const changed: HostState = {
      ...standing,
      records: standing.records.map((record) => ({ ...record, files: { ...record.files, [path]: 'else\n' } })),
    };
    const program = deploy(lasting, 'docker01', changed);
    expect(changes(program)).toEqual(['update persist', 'update watch']);
    expect(program.plan.changes[0]?.summary).toContain(path);
    expect(runProgram(changed, program)).toEqual(standing);

    const fewer: Lab = {
      ...lasting,
      hosts: lasting.hosts.map((item) => ({
        ...item,
        interfaces: item.interfaces.filter(({ name }) => name !== 'ens33.20'),
        containers: item.containers.filter(({ name }) => !name.startsWith('bbox2')),
      })),
      networks: lasting.networks.filter(({ name }) => name !== 'mac_net20'),
    };
    expect(filesOf(deployed(fewer, 'docker01', standing)).filter((file) => file.includes('ens33.20'))).toEqual([]);
  });

  test('takes nothing for its own that was there before it: no address of the card, no promiscuous mode that somebody has set', () => {
    const ours = host();
    const set: HostState = {
      ...ours,
      links: ours.links.map((link) => (link.name === 'ens33' ? { ...link, promiscuous: true } : link)),
    };
    const after = deployed(lasting, 'docker01', set);
    const texts = Object.values(after.records[0]?.files ?? {}).join('');
    expect(texts).not.toContain('Promiscuous');
    expect(texts).not.toContain('192.168.1.11');
  });

  test('goes without a trace, its files first', () => {
    const before = host('router', '192.168.1.254');
    const after = deployed(lasting, 'router', before);
    expect(filesOf(after)).toContain('/etc/sysctl.d/90-trunkline-vlans.conf');
    const program = planDestroy(after, 'vlans', 'router');
    expect(changes(program)[0]).toBe('delete persist');
    // What is remembered goes only when the watch has been ended.
    const [, again] = program.steps.length > 0 ? visitsOf({ host: 'router', steps: program.steps }) : [];
    expect(again?.map(({ index }) => program.plan.changes[index]?.resource)).toEqual(['watch', 'record']);
    const gone = runProgram(after, program);
    expect(residue(inventory(before, 'vlans'), inventory(gone, 'vlans'))).toEqual([]);
    expect(gone.records).toEqual([]);
    expect(linkNamed(gone, 'ens33.10')).toBeUndefined();
  });

  test('is refused where nothing could start it', () => {
    const state = host();
    const without: HostState = {
      ...state,
      facts: { ...state.facts, commands: state.facts.commands.filter((name) => name !== 'systemctl') },
    };
    expect(errors(deploy(lasting, 'docker01', without))).toEqual(['no-systemd']);
  });
});
