/** One lab file, and what may become of it while it is open: another name, another window. */
import { mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, choosePractice, pressDeploy } from '../fixtures/lab-window.ts';
import { serve } from '../fixtures/served.ts';

test.use({ labFile: templateNamed('vlans-two-hosts')?.text ?? '' });

test('a file that was given another name has its past: all that was measured is there again', async ({ app }) => {
  test.slow();
  const { page, home, labPath } = app;
  await choosePractice(page);
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  const moved = join(mkdtempSync(join(home.path, 'moved-')), 'friday.yaml');
  renameSync(labPath ?? '', moved);
  const again = await serve([moved], home);
  const other = await page.context().newPage();
  await other.goto(again.url);
  await choosePractice(other);
  await allPinged(other, 'simulated practice hosts', 54);
  await expect(other.getByText(/^Deployed /)).toBeVisible();
  await other.close();
  await again.stop();
});

test('what one window saves the other shows, and edits of both are kept', async ({ app }) => {
  const { page, labPath } = app;
  const second = await app.secondWindow();
  const readdress = async (where: Page, container: RegExp, to: string): Promise<void> => {
    await where.getByRole('button', { name: container }).click();
    await where.getByLabel('Address', { exact: true }).fill(to);
    await where.getByLabel('Address', { exact: true }).press('Enter');
  };
  const [bbox10, bbox11] = [/^Container bbox10 on docker01/, /^Container bbox11 on docker02/];
  const addressIn = async (where: Page, container: RegExp): Promise<string> => {
    await where.getByRole('button', { name: container }).click();
    return where.getByLabel('Address', { exact: true }).inputValue();
  };

  await readdress(page, bbox10, '172.16.10.77');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  await expect(second.getByText('the window shows it as it is now')).toBeVisible();
  expect(await addressIn(second, bbox10)).toBe('172.16.10.77');

  await readdress(page, bbox10, '172.16.10.78');
  await readdress(second, bbox11, '172.16.10.99');
  await page.keyboard.press('Control+s');
  const dialog = second.getByRole('dialog', { name: 'lab.yaml was changed by another program' });
  await dialog.getByRole('button', { name: 'Keep both changes' }).click();
  await second.keyboard.press('Control+s');
  await expect(second.getByText('saved', { exact: true })).toBeVisible();
  await expect(page.getByText('the window shows it as it is now')).toBeVisible();
  expect(await addressIn(page, bbox11)).toBe('172.16.10.99');
  const kept = readFileSync(labPath ?? '', 'utf8');
  expect([kept.includes('172.16.10.78'), kept.includes('172.16.10.99')]).toEqual([true, true]);
  await second.close();
});
