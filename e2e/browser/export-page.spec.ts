/** The exported page, opened from the disk by a browser without a network. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { trunkline } from '../fixtures/cli.ts';
import { makeHome } from '../fixtures/home.ts';
import { launchBrowser } from '../fixtures/shells.ts';

const test = base.extend<{ exported: { page: Page; asked: readonly string[]; complaints: readonly string[] } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter
  exported: async ({}, use) => {
    const home = makeHome();
    writeFileSync(join(home.path, 'lab.yaml'), vlansTwoHosts.text);
    const ran = await trunkline(['export', 'lab.yaml', '--format', 'html', '--out', 'lab.html'], home);
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    const browser = await launchBrowser();
    const page = await browser.newPage({ offline: true, viewport: { width: 1280, height: 900 } });
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(home.path, 'lab.html')).href);
    await use({ page, asked, complaints });
    await browser.close();
    home.dispose();
  },
});

test('shows the drawing and the matrix, walks a packet, and asks nobody for anything', async ({ exported }, info) => {
  const { page, asked, complaints } = exported;
  await expect(page.getByRole('img', { name: 'The lab vlans-two-hosts' })).toBeVisible();

  await page.getByRole('button', { name: 'docker01/bbox10 to docker02/bbox21, 172.16.20.21: reachable' }).click();
  await expect(page.getByRole('heading', { name: 'docker01/bbox10 → docker02/bbox21' })).toBeVisible();
  await expect(page.getByText('router passes the packets on, there and back.').first()).toBeVisible();
  await expect(page.locator('.way').first()).toBeAttached();

  const hops = page.getByRole('region', { name: 'Walk' }).getByRole('listitem');
  const all = await hops.count();
  for (let at = 0; at < all; at++) {
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(hops.nth(at)).toHaveAttribute('aria-current', 'step');
    await expect(page.locator('.packet')).toBeAttached();
  }
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();

  await page.getByRole('button', { name: 'Light or dark' }).click();
  await info.attach('page', { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
  expect(asked).toEqual([page.url()]);
  expect(complaints).toEqual([]);
});

test('is used by the keyboard alone, and from the drawing', async ({ exported }) => {
  const { page } = exported;
  const first = page.getByRole('button', { name: /^docker01\/bbox10 to docker01\/bbox20, / });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'docker01/bbox20 → docker01:ens33' })).toBeVisible();

  const drawn = (name: string) => page.getByRole('img').locator(`[data-thing="${name}"][data-vertex]`);
  await drawn('docker01/bbox10').click();
  await expect(page.getByText('Choose on the drawing what it pings.')).toBeVisible();
  await drawn('docker02/bbox11').click();
  await expect(page.getByRole('heading', { name: 'docker01/bbox10 → docker02/bbox11' })).toBeVisible();
});
