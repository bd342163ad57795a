import { test as base, expect, type Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { makeHome } from '../fixtures/home.ts';
import { allPinged, LONG, pressDeploy } from '../fixtures/lab-window.ts';
import { type Served, serve } from '../fixtures/served.ts';
import { launchBrowser } from '../fixtures/shells.ts';

/** A window that outlives its program: `restart` begins another one on the same port. */
const test = base.extend<{
  tab: { page: Page; url(): string; restart(...more: string[]): Promise<void>; end(): Promise<void> };
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter
  tab: async ({}, use) => {
    const home = makeHome();
    let served: Served = await serve([], home);
    const { port } = new URL(served.url);
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.goto(served.url);
    await use({
      page,
      url: () => served.url,
      end: () => served.stop(),
      async restart(...more) {
        await served.stop();
        served = await serve(['--port', port, ...more], home);
      },
    });
    await browser.close();
    await served.stop();
    home.dispose();
  },
});

const first = 'The program behind this window does not answer';
const unknown = 'The program does not know this window';

test('a window finds its program again after a restart, says so, and keeps what was drawn', async ({ tab }) => {
  const { page } = tab;
  await page
    .getByRole('button', { name: new RegExp(vlansTwoHosts.title, 'i') })
    .first()
    .click();
  const host = page.getByRole('button', { name: /^Host docker01/ });
  await expect(host).toBeVisible();
  await tab.end();
  await expect(page.getByText(first)).toBeVisible();
  await tab.restart();
  await expect(page.getByText('Connected again')).toBeVisible();
  await expect(page.getByText(first)).toBeHidden();
  await expect(host).toBeVisible();
});

test('a token that is no longer valid is told apart, and the new address goes into the same tab', async ({ tab }) => {
  const { page } = tab;
  await page
    .getByRole('button', { name: new RegExp(vlansTwoHosts.title, 'i') })
    .first()
    .click();
  const host = page.getByRole('button', { name: /^Host docker01/ });
  await expect(host).toBeVisible();
  await tab.restart('--new-token');
  await expect(page.getByText(unknown)).toBeVisible();
  await page.goto(tab.url());
  await expect(page.getByText('Connected again')).toBeVisible();
  await expect(host).toBeVisible();
  expect(page.url()).not.toContain('token');
});

test('a window without a token says what is missing', async ({ tab }) => {
  await tab.page.evaluate(() => sessionStorage.clear());
  await tab.page.goto(tab.url().replace(/#.*/, ''));
  await expect(tab.page.getByText(unknown)).toBeVisible();
});

test('what was run and measured is known to the next program too, and its practice hosts tell how they are', async ({
  tab,
}) => {
  test.setTimeout(150_000);
  const { page } = tab;
  await page
    .getByRole('button', { name: new RegExp(vlansTwoHosts.title, 'i') })
    .first()
    .click();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  const told = await page.getByText(/^measured .* 54 of 54 as predicted$/).textContent();
  await tab.restart();
  await expect(page.getByText('Connected again')).toBeVisible({ timeout: LONG });
  // The same words, with the time at which it was measured.
  await expect(page.getByText(told ?? '')).toBeVisible();
  await expect(page.getByText(/^Deployed /)).toBeVisible();
  await expect(page.getByRole('contentinfo').getByText(/docker01 in sync/)).toBeVisible();
});
