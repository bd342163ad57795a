/** What a drawing takes to be there already is there on a practice host that is new. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { labOf } from '../../../shared/lab/testing/examples.ts';
import { planHost } from '../../../shared/plan/plan-host.ts';
import { keptLabs } from './kept-labs.ts';
import { practiceMachines } from './practice-machines.ts';

const text = `
trunkline: 1
name: existing
segments: { lan: {} }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      eno1: { segment: lan }
      eno2: { segment: lan }
      bond0: { bond: [eno1, eno2], mode: active-backup, address: 192.168.1.11/24 }
    containers: { app: { image: busybox, networks: { flat: 192.168.1.60 } } }
  box: { unmanaged: true, interfaces: { lan0: { segment: lan, address: 192.168.1.1/24 } } }
networks:
  flat: { external: true, driver: macvlan, subnet: 192.168.1.0/24, gateway: 192.168.1.1, parents: { docker01: bond0 } }
`;

it('the bond that we come by, and an external network: the plan makes neither, and a machine that is not ours is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'existing-'));
  try {
    const lab = labOf(text);
    const found = await practiceMachines(keptLabs(folder)).of(lab);
    if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('\n'));
    expect([...found.value.keys()]).toEqual(['docker01']);
    const [host] = lab.hosts;
    const state = found.value.get('docker01')?.state();
    if (host === undefined || state === undefined) throw new Error('no docker01');
    const { plan } = planHost(lab, host, state, 'deploy');
    expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(plan.changes.map(({ resource }) => resource)).toEqual(['record', 'container:app']);
    expect(state.links.find(({ name }) => name === 'bond0')).toMatchObject({
      up: true,
      carrier: true,
      mode: 'active-backup',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

it('an external network of which only the driver is said is on the card whose subnet its containers are in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'existing-'));
  try {
    const lab = labOf(`
trunkline: 1
name: existing
segments: { lan: {} }
hosts:
  docker01:
    ssh: { address: 10.0.0.11 }
    interfaces: { eno1: { segment: lan, address: 10.0.0.11/24 }, eno2: { segment: lan, address: 192.168.1.11/24 } }
    containers: { app: { image: busybox, networks: { flat: 192.168.1.60, plain: } } }
networks:
  flat: { external: true, driver: macvlan }
  plain: { external: true, driver: bridge }
`);
    const found = await practiceMachines(keptLabs(folder)).of(lab);
    if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('\n'));
    const docker = found.value.get('docker01')?.state().docker;
    if (docker?.kind !== 'ready') throw new Error('no Docker');
    expect(docker.networks.filter(({ name }) => name === 'flat' || name === 'plain')).toMatchObject([
      { name: 'flat', driver: 'macvlan', options: { parent: 'eno2' }, pools: [{ subnet: '192.168.1.0/24' }] },
      { name: 'plain', driver: 'bridge', pools: [{ subnet: '172.18.0.0/16' }] },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
