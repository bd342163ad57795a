import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

test('the window opens, says what it is, and can be used by everyone', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Trunkline/);
  await expect(app.page.getByRole('main')).toBeVisible();
  await expectAccessible(app.page);
  await app.screen('opened');
});

test.describe('started with a lab file', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('the window shows its drawing, in light and in dark, and can be used by everyone', async ({ app }) => {
    const { page } = app;
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Router router/ })).toBeVisible();
    await expectAccessible(page);
    await app.screen('lab');
    await page.getByRole('button', { name: 'Show in dark' }).click();
    await expect(page.getByRole('button', { name: 'Show in light' })).toBeVisible();
    await expectAccessible(page);
    await app.screen('lab-dark');
  });
});
