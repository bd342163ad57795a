/** A deploy that somebody stops in the middle: nothing half done, an honest count, and the next deploy does the rest. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { trunkline } from '../fixtures/cli.ts';
import { doneOf, planOf } from '../fixtures/cli-json.ts';
import { asRoot, inventories } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';

const cli = realLabCli(({ run }) => run('destroy', '--yes'));

test('a deploy that is cancelled in the middle', { tag: '@lab' }, async () => {
  writeFileSync(cli.file(), templateNamed('vlans-two-hosts')?.text ?? '');
  const before = await inventories();
  const missing = async (): Promise<number> =>
    Object.values(planOf(await cli.run('plan', '--json')).summary).reduce((sum, count) => sum + count, 0);
  const all = await missing();

  const ran = await trunkline(['deploy', cli.file(), '--yes', '--json', ...asRoot(cli.home())], cli.home(), {
    interruptAt: (line) => line.includes('"step-started"') && line.includes('"network:mac_net10"'),
  });
  expect(ran.code).toBe(1);
  const { ok, changed } = doneOf(ran);
  expect(ok).toBe(false);
  expect(ran.stderr).toBe(`Cancelled after ${changed} of ${all} changes; plan again to see what stands.\n`);

  await test.step('what is counted as done is what stands', async () => {
    expect(changed).toBeGreaterThan(0);
    expect(changed).toBeLessThan(all);
    expect(await missing()).toBe(all - changed);
  });
  await test.step('a deploy does the rest', async () => {
    const again = await cli.run('deploy', '--yes', '--json');
    expect(again.code, again.stderr).toBe(0);
    expect(doneOf(again).changed).toBe(all - changed);
    expect((await cli.run('verify', '--json')).code).toBe(0);
  });
  await test.step('destroy leaves nothing', async () => {
    expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
    expect(await inventories()).toEqual(before);
  });
});
