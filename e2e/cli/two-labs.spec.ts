/** Two labs on one host: each is planned, verified and destroyed as if the other were not there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { type Ran, trunkline } from '../fixtures/cli.ts';
import { doneOf, measured, pairsOf } from '../fixtures/cli-json.ts';
import { type Home, makeHome } from '../fixtures/home.ts';
import { asRoot, cleanLab, inventories, knowHosts } from '../fixtures/real-lab.ts';

/** On the same NIC, whose promiscuous mode both labs want. */
const OTHER = `trunkline: 1
name: beside
segments:
  lan: { vlans: all }
hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.30: { parent: ens33, vlan: 30 }
    containers:
      left: { image: busybox, command: sh, networks: { net30: 172.16.30.10 } }
      right: { image: busybox, command: sh, networks: { net30: 172.16.30.11 } }
networks:
  net30:
    driver: macvlan
    mode: bridge
    subnet: 172.16.30.0/24
    gateway: 172.16.30.1
    parents: { docker01: ens33.30 }
`;

let home: Home;
test.beforeEach(async () => {
  home = makeHome();
  knowHosts(home);
  writeFileSync(join(home.path, 'first.yaml'), templateNamed('macvlan-two-hosts')?.text ?? '');
  writeFileSync(join(home.path, 'beside.yaml'), OTHER);
  await cleanLab();
});
test.afterEach(() => home.dispose());

const run = (command: string, lab: 'first' | 'beside', ...words: string[]): Promise<Ran> =>
  trunkline([command, join(home.path, `${lab}.yaml`), '--json', ...words, ...asRoot(home)], home);

async function succeeds(command: 'deploy' | 'destroy', lab: 'first' | 'beside'): Promise<void> {
  const ran = await run(command, lab, '--yes');
  expect(ran.code, ran.stderr).toBe(0);
  expect(doneOf(ran).changed).toBeGreaterThan(0);
}

test('destroying one of two labs leaves the other as it is, at work', { tag: '@lab' }, async () => {
  test.setTimeout(400_000);
  const empty = await inventories();
  await succeeds('deploy', 'beside');
  await succeeds('deploy', 'first');

  // The one that came first goes first: what it had turned on, the other one still needs.
  await succeeds('destroy', 'beside');
  const verified = await run('verify', 'first');
  expect(verified.code, verified.stderr).toBe(0);
  expect(measured(pairsOf(verified), 'docker01/bbox1', 'docker02/bbox2')).toBe('reachable');
  expect((await run('plan', 'first')).code, 'the first lab is complete').toBe(0);

  await succeeds('destroy', 'first');
  expect(await inventories()).toEqual(empty);
});
