/** What is said of a ping follows its state: cell, inspector, way, drawing and whoever hears the window are told the same. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, LONG, pressDeploy } from '../fixtures/lab-window.ts';

const VLANS = /Two VLANs, two hosts and a router/;

const cell = (page: Page, from: string, to: string) =>
  page.getByRole('table', { name: /each row pings/ }).getByRole('button', { name: new RegExp(`^${from} to ${to}:`) });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const heard = (page: Page, words: string | RegExp) => page.locator('[aria-live]').filter({ hasText: words });

async function deployed(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: VLANS }).click();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
}

test('after a change of the drawing what was measured is told as of before, beside what is predicted now', async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  await deployed(page);
  await page.getByRole('button', { name: /^Interface ens33\.20 on docker02/ }).click();
  const tag = inspector(page).getByLabel('Tag', { exact: true });
  await tag.fill('30');
  await tag.press('Enter');
  await expect(page.getByText(/54 of 54 as predicted.* before the last change/)).toBeVisible();
  await expect(heard(page, 'All 54 pings came out as predicted, before the last change of the lab.')).toHaveCount(1);

  // What the change takes away is to be seen: the drawing speaks, and what was measured is history.
  const lost = cell(page, 'docker01/bbox20', 'docker02/bbox21');
  await expect(lost).toHaveAttribute('data-verdict', 'unreachable');
  await expect(lost).toHaveAttribute('data-voice', 'predicted');
  const words = /measured before the last change: reachable, [\d.]+ ms; predicted unreachable now/;
  await expect(lost).toHaveAccessibleName(words);
  await lost.click();
  await expect(heard(page, words)).toHaveCount(1);
  const pair = page.getByRole('region', { name: 'docker01/bbox20 to docker02/bbox21' });
  await expect(pair).toContainText('before the last change');
  await expect(pair).toContainText('predicted unreachable now');
  await expect(pair).toContainText('Predicted: ');
  await expect(page.getByRole('region', { name: 'Drawing' }).getByText('✕ predicted unreachable')).toBeVisible();
  await app.screen('measured-before-a-change');

  // What it leaves as it was is pale, and told as of before.
  const kept = cell(page, 'docker01/bbox10', 'docker02/bbox11');
  await expect(kept).toHaveAttribute('data-voice', 'measured');
  await expect(kept).toHaveAccessibleName(/measured before the last change: reachable, .* predicted reachable now/);
  await kept.click();
  await expect(page.getByRole('region', { name: 'Drawing' }).getByText(/^✓ [\d.]+ ms before$/)).toBeVisible();
  await page.getByRole('button', { name: /^Container bbox20 on docker01/ }).click();
  const row = inspector(page).getByRole('button', { name: /docker02\/bbox21/ });
  await expect(row).toHaveAccessibleName(words);

  await page.keyboard.press('Control+z');
  await expect(lost).toHaveAccessibleName(/: reachable, [\d.]+ ms, as predicted/);
  await allPinged(page, 'simulated practice hosts', 54);
});

test('a key of what cannot be done now says why not, until it can, and what is typed into a field is no key', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: VLANS }).click();
  const messages = page.getByRole('region', { name: 'Messages' });
  const drawing = page.getByRole('region', { name: 'Drawing' });
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).focus();
  await page.keyboard.press('F2');
  await expect(messages).toContainText('Rename is not possible now: nothing is chosen on the drawing.');
  await page.keyboard.press('w');
  await expect(messages).toContainText('Walk the packet is not possible now: choose a pair in the matrix.');
  await expect(messages.getByRole('alert')).toHaveCount(1);
  await page.keyboard.press('Control+c');
  await expect(messages).toContainText('Copy is not possible now: nothing is chosen on the drawing.');
  await expectAccessible(page);
  await app.screen('not-now');

  await page.keyboard.press('Enter');
  await expect(inspector(page).getByRole('heading', { name: 'bbox10' })).toBeVisible();
  await expect(messages.getByRole('alert')).toHaveCount(0);
  const name = inspector(page).getByLabel('Name', { exact: true });
  await name.focus();
  await page.keyboard.type('wme');
  await page.keyboard.press('Control+Shift+a');
  await expect(messages.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(drawing.getByRole('button', { name: /^Container bbox10 on docker01/ })).toBeVisible();
});

test('what a practice host tells after a restart is what is said of it: its cards are there, and what it lost is lost', async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  await deployed(page);
  await page.getByRole('button', { name: /^Host docker02/ }).click();
  await page.getByRole('button', { name: 'Reboot docker02' }).click();
  await expect(page.getByText('docker02 in sync')).toBeHidden({ timeout: LONG });
  const card = cell(page, 'docker01', 'docker02:ens33');
  await expect(cell(page, 'docker01/bbox10', 'docker02/bbox11')).toHaveAttribute('data-voice', 'now');
  await expect(card).toHaveAccessibleName(/: reachable, [\d.]+ ms, as predicted/);
  await expect(page.getByRole('button', { name: /^Interface ens33 on docker02, .*, differs/ })).toBeVisible();
  await expect(heard(page, /^Something has changed on a host: \d+ pings would go differently now\.$/)).toHaveCount(1);
  await app.screen('after-a-restart');

  // Nor while somebody looks for what is to be done about it: a plan changes nothing.
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const tell = (): void => {
      for (const thing of document.querySelectorAll('[data-thing="docker02:ens33"]'))
        told.push(thing.textContent ?? '');
    };
    new MutationObserver(tell).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await expect(page.getByRole('tabpanel', { name: 'Plan' })).toContainText('promiscuous', { timeout: LONG });
  const told = await page.evaluate(() => (window as unknown as { told: readonly string[] }).told);
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((name) => !name.includes('differs'))).toEqual([]);
});

test('a terminal that stays open while another lab is looked at says of which lab its host is', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: VLANS }).click();
  await page.getByRole('button', { name: /^Host docker01/ }).dblclick();
  await expect(page.getByRole('region', { name: 'Terminal on docker01, simulated', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New lab' }).click();
  await inspector(page)
    .getByRole('button', { name: /One network across two hosts/ })
    .click();
  await expect(
    page.getByRole('region', { name: 'Terminal on docker01, simulated, of the lab vlans-two-hosts' }),
  ).toContainText('of vlans-two-hosts');
});

test('who leaves a lab that is deployed is told that it stays on its hosts', async ({ app }) => {
  test.slow();
  const { page } = app;
  await deployed(page);
  await page.getByRole('button', { name: /^Network mac_net10 on docker01/ }).click();
  // Two at once are two this time; the next one is one.
  await page.getByRole('button', { name: 'One more at once' }).click();
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: /^Container \S+ on / })).toHaveCount(6);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: /^Container \S+ on / })).toHaveCount(7);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New lab' }).click();
  const question = page.getByRole('dialog', { name: 'Save the changes to vlans-two-hosts?' });
  await expect(question).toContainText('What was deployed stays on its hosts until it is destroyed.');
});
