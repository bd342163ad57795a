/** What the window shows is of this lab, where it runs, and as it is; a fault in one region stays there. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { Hands } from '../fixtures/hands.ts';
import { allPinged, destroy, pressDeploy } from '../fixtures/lab-window.ts';

const open = async (page: Page, template: RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New lab' }).click();
  await page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: template }).click();
};
const VLANS = /Two VLANs, two hosts and a router/;
const MACVLAN = /One network across two hosts/;
const choose = (page: Page, pair: RegExp): Promise<void> => page.getByRole('button', { name: pair }).first().click();

test('runs and measurements of a lab are shown with that lab only, and are there again when it is opened again', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: VLANS }).click();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await open(page, MACVLAN);
  await expect(page.getByText('54 of 54 as predicted')).toBeHidden();
  await expect(page.getByText(/^Deployed /)).toBeHidden();
  await expect(page.getByText('in sync')).toHaveCount(0);
  await open(page, VLANS);
  await allPinged(page, 'simulated practice hosts', 54);
  await expect(page.getByText(/^Deployed /)).toBeVisible();
  await destroy(page);
  await expect(page.getByText('54 of 54 as predicted')).toBeHidden();
});

test('a new lab is another one than the new lab before it, and shows nothing of what that has left', async ({
  app,
}) => {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  for (const tool of ['Host', 'Host']) {
    await hands.click(tool);
    await hands.key('Enter');
  }
  await pressDeploy(page);
  await expect(page.getByText(/^Deployed /)).toBeVisible();
  await hands.file('New lab');
  await hands.click("Don't save");
  await expect(page.getByRole('heading', { name: 'new-lab2', level: 1 })).toBeVisible();
  await expect(page.getByText(/^Deployed /)).toBeHidden();
  await hands.click('Host');
  await hands.key('Enter');
  await expect(page.getByText('in sync')).toHaveCount(0);
});

test('a lab whose destroy is thought better of looks as it did before', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: VLANS }).click();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await page.getByRole('button', { name: 'Destroy', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Destroy/ });
  await expect(dialog.getByRole('button', { name: 'Destroy' })).toBeEnabled();
  const container = page.getByRole('button', { name: /^Container bbox10 on docker01/, includeHidden: true });
  await expect(container).toHaveAttribute('data-state', 'leaving');
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(container).toHaveAttribute('data-state', 'present');
  await expect(page.getByRole('tab', { name: 'Plan', exact: true })).toBeVisible();
});

test('where a host is cut off, the word for it lies over nothing, and the cross is on what is down', async ({
  app,
}) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: VLANS }).click();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await page.getByRole('button', { name: /^Host docker01/ }).dblclick();
  const terminal = page.getByRole('region', { name: 'Terminal on docker01, simulated' });
  await expect(terminal).toContainText('root@docker01:~#');
  await page.keyboard.type('ip link set ens33.10 down');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Reachability' }).click();
  await choose(page, /^docker01\/bbox10 to docker02\/bbox11:/);
  const word = page.getByRole('region', { name: 'Drawing' }).getByText('unreachable now');
  const box = async (of: ReturnType<Page['getByRole']>) =>
    (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const host = await box(page.getByRole('group', { name: 'docker01', exact: true }));
  await expect.poll(async () => (await box(word)).y).toBeGreaterThanOrEqual(host.y + host.height - 1);
  await app.screen('cut-off');
});

test('a packet is walked step by step, back and forth, and as far as it gets', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: VLANS }).click();
  await choose(page, /^docker01\/bbox10 to docker02\/bbox21: predicted reachable/);
  await page.getByRole('button', { name: 'Walk', exact: true }).click();
  const bar = page.getByRole('toolbar', { name: 'Walk' });
  await expect(bar).toContainText('step 1 of');
  await expect(bar.getByRole('button', { name: 'Back' })).toBeDisabled();
  await bar.getByRole('button', { name: 'Next' }).click();
  await bar.getByRole('button', { name: 'Next' }).click();
  await expect(bar).toContainText('step 3 of');
  await expect(page.getByRole('listitem').and(page.locator('[aria-current=step]'))).toContainText('VLAN 10');
  await app.screen('walk');
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Back' }).click();
  await expect(bar).toContainText('step 2 of');
  await bar.getByRole('button', { name: 'Speed' }).click();
  await expect(bar.getByRole('button', { name: 'Speed' })).toContainText('2×');
  await bar.getByRole('button', { name: 'Play' }).click();
  await expect(bar).toContainText('step 3 of');
  await bar.getByRole('button', { name: 'Pause' }).click();
  await bar.getByRole('button', { name: 'End the walk' }).click();
  await expect(bar).toBeHidden();

  await choose(page, /^docker01\/bbox10 to docker01:ens33: predicted unreachable/);
  await page.getByRole('button', { name: 'Walk', exact: true }).click();
  const next = bar.getByRole('button', { name: 'Next' });
  while (await next.isEnabled()) await next.click();
  await expect(page.locator('li[aria-current=step]')).toHaveAttribute('data-outcome', 'stop');
  await app.screen('walk-dies');
});

test('a fault in one region leaves the others and the lab as they were', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: VLANS }).click();
  await choose(page, /^docker01\/bbox10 to docker02\/bbox21: predicted reachable/);
  await page.evaluate(() => {
    Element.prototype.scrollIntoView = () => {
      throw new Error('a fault for this test');
    };
  });
  await page.getByRole('button', { name: 'Walk', exact: true }).click();
  const broken = page.getByRole('alert').filter({ hasText: 'could not be shown' });
  await expect(broken).toContainText('a fault for this test');
  await app.screen('a-region-failed');
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker01/ })).toBeVisible();
  await page.evaluate(() => {
    Element.prototype.scrollIntoView = () => undefined;
  });
  await broken.getByRole('button', { name: 'Show it again' }).click();
  await expect(broken).toBeHidden();
  await expect(page.getByRole('toolbar', { name: 'Walk' })).toBeVisible();
});
