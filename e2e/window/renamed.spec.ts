/** A lab with another name is another lab to the hosts, which the window says before anything is left behind. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, LONG, pressDeploy } from '../fixtures/lab-window.ts';

const OLD = 'vlans-two-hosts';
const NEW = 'vlans-of-friday';
const VLANS = /Two VLANs, two hosts and a router/;

/** Deployed on practice hosts, and given another name since. */
async function renamed(page: Page): Promise<void> {
  await page.getByRole('button', { name: VLANS }).click();
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await page.getByLabel('Name', { exact: true }).fill(NEW);
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: NEW, level: 1 })).toBeVisible();
}

test('the name of a deployed lab is changed: it is taken off under the old one first, and has the new one then', async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  await renamed(page);
  const message = page.getByRole('alert').filter({ hasText: `${OLD} is still on its hosts` });
  await expect(message).toBeVisible();
  await expectAccessible(page);
  await app.screen('renamed');
  await message.getByRole('button', { name: `Destroy ${OLD} first` }).click();
  const dialog = page.getByRole('dialog', { name: `Destroy ${OLD}?` });

  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click({ timeout: LONG });
  await expect(page.getByRole('heading', { name: NEW, level: 1 })).toBeVisible();
  await expect(message).toBeVisible();

  await message.getByRole('button', { name: `Destroy ${OLD} first` }).click();
  await dialog.getByRole('button', { name: 'Destroy' }).click({ timeout: LONG });
  await expect(page.getByRole('heading', { name: OLD, level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: NEW, level: 1 })).toBeVisible({ timeout: LONG });
  await expect(message).toBeHidden();
});
