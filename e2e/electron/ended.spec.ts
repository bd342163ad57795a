import type { ElectronApplication } from '@playwright/test';
import { macvlanTwoHosts } from '../../shared/lab/templates/macvlan-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';
import { deployHeld, restoreHeld } from '../fixtures/held-deploy.ts';
import { cleanLab } from '../fixtures/real-lab.ts';
import { labKey } from '../lab/lab.ts';

/** Sends a signal to the program. @returns after how many milliseconds it had ended */
async function endedBy(signal: NodeJS.Signals, program: ElectronApplication | null) {
  if (program === null) throw new Error('this is for Electron');
  const ended = program.waitForEvent('close');
  const sent = performance.now();
  program.process().kill(signal);
  await ended;
  const ms = Math.round(performance.now() - sent);
  test.info().annotations.push({ type: 'ended after', description: `${ms} ms` });
  return ms;
}

test.describe('a signal ends the program in time and asks nobody', () => {
  test.use({ labFile: macvlanTwoHosts.text });

  test('though the drawing is not saved', async ({ app }) => {
    await app.page.getByRole('button', { name: /^Container bbox1 / }).click();
    const address = app.page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Address', { exact: true });
    await address.fill('172.22.16.12');
    await address.press('Enter');
    await expect(app.page.getByRole('button', { name: /^Container bbox1 on docker01, 172\.22\.16\.12/ })).toBeVisible();
    expect(await endedBy('SIGTERM', app.electron)).toBeLessThan(2_000);
  });

  test.describe('though it deploys to real hosts', { tag: '@lab' }, () => {
    test.use({ appArguments: ['--key', labKey] });

    test('of which one takes its time', async ({ app }) => {
      await cleanLab();
      try {
        await deployHeld(app.page);
        expect(await endedBy('SIGTERM', app.electron)).toBeLessThan(2_000);
      } finally {
        await restoreHeld(app.home, app.labPath ?? '');
      }
    });
  });
});
