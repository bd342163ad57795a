/** `trunkline serve` is ended while a window of it deploys to real hosts. */
import { expect, test } from '@playwright/test';
import { macvlanTwoHosts } from '../../shared/lab/templates/macvlan-two-hosts.ts';
import { deployHeld, openLab, restoreHeld } from '../fixtures/held-deploy.ts';
import { makeHome } from '../fixtures/home.ts';
import { cleanLab } from '../fixtures/real-lab.ts';
import { serve } from '../fixtures/served.ts';
import { launchBrowser } from '../fixtures/shells.ts';

test('it ends in time, and the next one tells every window what it was at', { tag: '@lab' }, async () => {
  const home = makeHome();
  await cleanLab();
  const browser = await launchBrowser();
  const args = openLab(home, macvlanTwoHosts.text);
  const [file = ''] = args;
  const served = await serve(args, home);
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    await deployHeld(page);
    const sent = performance.now();
    await served.end('SIGTERM');
    const ms = Math.round(performance.now() - sent);
    test.info().annotations.push({ type: 'ended after', description: `${ms} ms` });
    expect(ms).toBeLessThan(2_000);

    const next = await serve(args, home);
    const again = await browser.newPage();
    await again.goto(next.url);
    await expect(again.getByText(/Trunkline was ended in the middle of a deploy of macvlan-two-hosts/)).toBeVisible();
    await expect(again.getByText(/not known on: docker01, docker02/)).toBeVisible();
    await next.stop();
  } finally {
    await served.stop();
    await browser.close();
    await restoreHeld(home, file);
    home.dispose();
  }
});
