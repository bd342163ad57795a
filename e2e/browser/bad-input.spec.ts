/** What only a browser can do: a second window on the same file, and a real folder dropped by its own protocol. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();

async function readdress(page: Page, container: RegExp, to: string): Promise<void> {
  await thing(page, container).click();
  await page.getByLabel('Address', { exact: true }).fill(to);
  await page.getByLabel('Address', { exact: true }).press('Enter');
}

test.use({ labFile: vlansTwoHosts.text });

test('a folder that is dropped is told in a sentence', async ({ app }) => {
  const { page } = app;
  await expect(thing(page, /^Host docker01/)).toBeVisible();
  const folder = join(app.home.path, 'labs');
  mkdirSync(folder);
  const session = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', {
      type,
      x: 600,
      y: 300,
      data: { items: [], files: [folder], dragOperationsMask: 1 },
    });
  }
  await expect(page.getByText(/Not opened: "labs" is a folder/)).toBeVisible();
  await expect(thing(page, /^Host docker01/)).toBeVisible();
});

test('two windows that edit one lab file keep what both have done', async ({ app }) => {
  const { page, labPath } = app;
  const second = await app.secondWindow();
  await readdress(page, /^Container bbox10 on docker01/, '172.16.10.77');
  await readdress(second, /^Container bbox11 on docker02/, '172.16.10.99');
  await second.keyboard.press('Control+s');
  await expect(second.getByText('saved', { exact: true })).toBeVisible();
  const dialog = page.getByRole('dialog', { name: 'lab.yaml was changed by another program' });
  await dialog.getByRole('button', { name: 'Keep both changes' }).click();
  await expect(thing(page, /^Container bbox11 on docker02, 172\.16\.10\.99/)).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  await expect(thing(second, /^Container bbox10 on docker01, 172\.16\.10\.77/)).toBeVisible();
  const file = readFileSync(labPath ?? '', 'utf8');
  expect(file).toContain('172.16.10.77');
  expect(file).toContain('172.16.10.99');
});
