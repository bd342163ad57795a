/** A lab whose file is gone: its marks on the hosts are enough to take it off. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { trunkline } from '../fixtures/cli.ts';
import { doneOf } from '../fixtures/cli-json.ts';
import { asRoot, inventories, makeThingsByHand } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';

const { home, file, run } = realLabCli((cli) => cli.run('destroy', '--yes'));
test.beforeEach(makeThingsByHand);

test('a lab whose file is lost is taken off by its marks', { tag: '@lab' }, async () => {
  writeFileSync(file(), templateNamed('macvlan-two-hosts')?.text ?? '');
  const before = await inventories();
  expect(doneOf(await run('deploy', '--yes', '--json')).ok).toBe(true);
  const ran = await trunkline(
    [
      'destroy',
      '--lab',
      'macvlan-two-hosts',
      '--host',
      'root@192.168.1.11',
      '--host',
      'root@192.168.1.13',
      '--yes',
      '--json',
      ...asRoot(home()),
    ],
    home(),
  );
  expect(doneOf(ran)).toMatchObject({ ok: true, residue: [] });
  expect(await inventories()).toEqual(before);
});
