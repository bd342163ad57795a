/** Nothing is lost: what was not saved comes back, and what somebody else has saved is not overwritten unseen. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { type App, expect, test } from '../fixtures/app.ts';

const text = templateNamed('vlans-two-hosts')?.text ?? '';
test.use({ labFile: text });

/** Another address for a container, in the window. */
async function readdress(page: Page, container: RegExp, to: string): Promise<void> {
  await page.getByRole('button', { name: container }).click();
  await page.getByLabel('Address', { exact: true }).fill(to);
  await page.getByLabel('Address', { exact: true }).press('Enter');
}
const BBOX10 = /Container bbox10 on docker01/;
const pathOf = ({ labPath }: App): string => labPath ?? '';

test('what was not saved is offered again after the window was loaded anew, and goes on from there', async ({
  app,
}) => {
  const { page } = app;
  await readdress(page, BBOX10, '172.16.10.77');
  await expect(page.getByRole('button', { name: 'unsaved changes' })).toBeVisible();
  await page.reload();
  const offer = page.getByRole('alert').filter({ hasText: 'Unsaved changes of vlans-two-hosts' });
  await expect(offer).toBeVisible();
  await expectAccessible(page);
  await offer.getByRole('button', { name: 'Ask again next time' }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await offer.getByRole('button', { name: 'Restore' }).click();
  await expect(offer).toBeHidden();
  await page.getByRole('button', { name: BBOX10 }).click();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('172.16.10.77');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(pathOf(app), 'utf8')).toBe(text.replace('172.16.10.10', '172.16.10.77'));
  await page.reload();
  await page.getByRole('button', { name: BBOX10 }).click();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('172.16.10.77');
  await expect(offer).toBeHidden();
});

test('a file that somebody else has changed is shown as it is, where nothing was edited here', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('button', { name: BBOX10 })).toBeVisible();
  writeFileSync(pathOf(app), text.replace('172.16.10.10', '172.16.10.88'));
  await expect(page.getByText('the window shows it as it is now')).toBeVisible();
  await page.getByRole('button', { name: BBOX10 }).click();
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('172.16.10.88');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
});

test('edits here and there at different places are both kept', async ({ app }) => {
  const { page } = app;
  await readdress(page, BBOX10, '172.16.10.77');
  await expect(page.getByRole('button', { name: 'unsaved changes' })).toBeVisible();
  writeFileSync(pathOf(app), text.replace('172.16.10.11', '172.16.10.99'));
  const dialog = page.getByRole('dialog', { name: 'lab.yaml was changed by another program' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'See both' }).click();
  // The whole of each line: what differs is at its end.
  const mine = dialog.getByRole('region', { name: 'Mine' }).locator('pre');
  expect(await mine.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expectAccessible(page);
  await app.screen('file-changed');
  await dialog.getByRole('button', { name: 'Keep both changes' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(pathOf(app), 'utf8')).toBe(
    text.replace('172.16.10.10', '172.16.10.77').replace('172.16.10.11', '172.16.10.99'),
  );
});

test('edits of the same line are shown beside each other, and a person decides', async ({ app }) => {
  const { page } = app;
  await readdress(page, BBOX10, '172.16.10.77');
  await expect(page.getByRole('button', { name: 'unsaved changes' })).toBeVisible();
  writeFileSync(pathOf(app), text.replace('172.16.10.10', '172.16.10.66'));
  const dialog = page.getByRole('dialog', { name: 'lab.yaml was changed by another program' });
  await expect(dialog.getByRole('button', { name: 'Keep both changes' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'See both' }).click();
  await expect(dialog.getByRole('region', { name: 'Theirs' })).toContainText('172.16.10.66');
  await dialog.getByRole('button', { name: 'Keep mine' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(pathOf(app), 'utf8')).toBe(text.replace('172.16.10.10', '172.16.10.77'));
});
