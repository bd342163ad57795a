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
