/** A browser has no places on a disk: what was opened from a file is kept as it was, and offered with its picture. */
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

test('a lab that was open is offered again on the welcome page', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Start from a lab' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Recent labs' })).toHaveCount(0);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a lab…' }).click();
  await (await chooser).setFiles({ name: 'mine.yaml', mimeType: 'text/yaml', buffer: Buffer.from(vlansTwoHosts.text) });
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
  await page.reload();
  const recent = page.getByRole('region', { name: 'Recent labs' });
  await expect(recent.getByRole('button', { name: /mine\.yaml/ })).toBeVisible();
  await app.screen('welcome-recent');
  await expectAccessible(page);
  await recent.getByRole('button', { name: /mine\.yaml/ }).click();
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
});

test('what a stranger left in the browser is no lab that is offered', async ({ app }) => {
  const { page } = app;
  await page.evaluate(() => localStorage.setItem('trunkline.recent', '[{"path":7},null,{"path":"x","at":"y"}]'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Start from a lab' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Recent labs' })).toHaveCount(0);
});
