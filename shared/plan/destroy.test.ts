import { describe, expect, test } from 'vitest';
import { inventory, residue } from '../host/inventory.ts';
import type { DockerContainer, HostState } from '../host/state.ts';
import type { Lab } from '../lab/lab.ts';
import { container, network, on, twoHosts, vlan, vlans, withHost } from '../lab/testing/examples.ts';
import { planDestroy } from './plan-host.ts';
import { machine } from './testing/hosts.ts';
import { runProgram } from './testing/machine.ts';
import { changes, commands, deploy, deployed, dockerOf, errors } from './testing/story.ts';

const docker01 = machine('docker01', '192.168.1.11');

describe('destroying', () => {
  test.each(vlans.hosts)('$name: nothing is left, and every old value is back', (host) => {
    const before = machine(host.name, host.ssh.address);
    const program = planDestroy(deployed(vlans, host.name, before), vlans.name, host.name);
    expect(program.plan.problems).toEqual([]);
    expect(runProgram(deployed(vlans, host.name, before), program)).toEqual(before);
    expect(program.plan.changes.at(-1)?.resource).toBe('record');
  });

  test('goes in the exact reverse of making', () => {
    const made = changes(deploy(vlans, 'docker01', docker01)).map((line) => line.split(' ')[1]);
    const gone = changes(planDestroy(deployed(vlans, 'docker01', docker01), 'vlans', 'docker01'));
    expect(gone.map((line) => line.split(' ')[1])).toEqual(made.toReversed());
  });

  test('what was on before stays on', () => {
    const before = { ...docker01, links: docker01.links.map((link) => ({ ...link, promiscuous: true })) };
    const state = deployed(twoHosts, 'docker01', before);
    expect(commands(planDestroy(state, 'two-hosts', 'docker01')).join()).not.toContain('promisc');
  });

  test('of a lab that never was here does nothing', () => {
    expect(planDestroy(docker01, 'never', 'docker01').plan).toEqual({
      host: 'docker01',
      changes: [],
      standing: [],
      forgets: [],
      problems: [],
    });
  });

  test('with only the record left takes the record', () => {
    const state = { ...docker01, records: [{ lab: 'vlans', inventory: '', saved: {} }] };
    expect(commands(planDestroy(state, 'vlans', 'docker01'))).toEqual([
      'rm -rf /var/lib/trunkline/vlans',
      'find /var/lib/trunkline -maxdepth 0 -empty -delete',
      'sync /var/lib',
    ]);
  });

  test('the lab’s own things are not taken for what was there before when the record was lost', () => {
    const lost = { ...deployed(vlans, 'docker01', docker01), records: [] };
    const wider = withHost(vlans, 'docker01', (host) => ({
      ...host,
      containers: [...host.containers, container('more', on('mac_net10'))],
    }));
    const again = deployed(wider, 'docker01', lost);
    expect(again.records[0]?.inventory).not.toContain('mac_net10');
    const after = runProgram(again, planDestroy(again, 'vlans', 'docker01'));
    // Nobody remembers that the card was not promiscuous.
    const promiscuous = docker01.links.map((link) => (link.name === 'ens33' ? { ...link, promiscuous: true } : link));
    expect(after).toEqual({ ...docker01, links: promiscuous });
    expect(residue(again.records[0]?.inventory ?? '', inventory(after, 'vlans'))).toEqual([]);
  });

  test('is refused while Docker cannot say what is there', () => {
    const state: HostState = {
      ...deployed(vlans, 'docker01', docker01),
      docker: { kind: 'stopped', message: 'Cannot connect to the Docker daemon' },
    };
    expect(errors(planDestroy(state, 'vlans', 'docker01'))).toContain('docker-unseen');
  });
});

test('a name that the lab gave to an image goes though another container runs it by its other name, and not by its own', () => {
  const given = '192.168.1.11:5000/busybox:v1';
  const state = (tags: readonly string[], runs: string): HostState => {
    const docker = dockerOf(docker01);
    const [image] = docker.images;
    if (image === undefined) throw new Error('no image');
    const other: DockerContainer = {
      id: 'c1',
      name: 'handmade',
      image: runs,
      imageId: image.id,
      command: ['sh'],
      status: 'running',
      pid: 7,
      labels: {},
      networkMode: 'bridge',
      endpoints: [],
    };
    return {
      ...docker01,
      docker: { ...docker, images: [{ ...image, tags }], containers: [other] },
      records: [{ lab: 'shop', inventory: undefined, saved: { [`image:${given}`]: 'absent' } }],
    };
  };
  const gone = (of: HostState): string => commands(planDestroy(of, 'shop', 'docker01')).join('\n');
  expect(gone(state(['busybox:latest', given], 'busybox'))).toContain(given);
  expect(gone(state(['busybox:latest', given], given))).not.toContain(given);
  expect(gone(state([given], 'busybox'))).not.toContain(given);
});

test('an image that Docker lists no more, and the lab still claims, is written off too: it came back with the next start of a Docker whose disk was full', () => {
  const claiming = (lab: string): HostState['records'][number] => ({
    lab,
    inventory: undefined,
    saved: { 'image:alpine:3': 'absent' },
  });
  const state: HostState = { ...docker01, records: [claiming('shop')] };
  const plan = planDestroy(state, 'shop', 'docker01');
  expect(commands(plan).join('\n')).toContain('docker tag "$any" "$1" && docker image rm "$1"');
  expect(runProgram(state, plan)).toEqual({ ...docker01, records: [] });
  // Another lab has it still to itself.
  const shared: HostState = { ...docker01, records: [claiming('shop'), claiming('other')] };
  expect(commands(planDestroy(shared, 'shop', 'docker01')).join('\n')).not.toContain('docker tag');
});

describe('two labs on one host', () => {
  const other: Lab = withHost(
    {
      ...vlans,
      name: 'other',
      networks: [network('their_net', '10.1.0.0/24', { docker01: 'ens33.30' })],
    },
    'docker01',
    (host) => ({
      ...host,
      interfaces: [...host.interfaces.slice(0, 1), vlan('ens33', 30)],
      containers: [container('theirs', on('their_net'))],
      routing: { forward: true, allow: 'none', routes: [], masquerade: [] },
    }),
  );
  const forwarding = withHost(vlans, 'docker01', (host) => ({
    ...host,
    routing: { forward: true, allow: 'none', routes: [], masquerade: [] },
  }));
  const both = deployed(other, 'docker01', deployed(forwarding, 'docker01', docker01));

  test('stand beside each other', () => {
    expect(deploy(forwarding, 'docker01', both).plan.changes).toEqual([]);
    expect(deploy(other, 'docker01', both).plan.changes).toEqual([]);
  });

  test.each([
    [forwarding, other],
    [other, forwarding],
  ])('destroying one leaves the other whole; destroying both leaves nothing', (first, second) => {
    const one = runProgram(both, planDestroy(both, first.name, 'docker01'));
    expect(deploy(second, 'docker01', one).plan.changes).toEqual([]);
    expect(runProgram(one, planDestroy(one, second.name, 'docker01'))).toEqual(docker01);
  });

  test("one lab's sub-interface, network and container are not the other's", () => {
    const same = { ...vlans, name: 'copycat' };
    const program = deploy(same, 'docker01', deployed(vlans, 'docker01', docker01));
    expect(errors(program)).toEqual(
      expect.arrayContaining(['interface-of-other-lab', 'network-of-other-lab', 'container-of-other-lab']),
    );
  });
});
