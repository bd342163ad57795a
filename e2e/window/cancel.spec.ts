/** Stopping what runs: it is said at once, nothing new begins, and what was not done is not said to be. */
import { twoVlans } from '../../shared/verify/testing/two-vlans.ts';
import { expect, test } from '../fixtures/app.ts';
import { choosePractice, LONG, pressDeploy } from '../fixtures/lab-window.ts';

// Half of its 3,782 pings wait a second for an answer that does not come.
test.use({ labFile: twoVlans(2, 30) });
test.setTimeout(180_000);

test('a measurement that is cancelled says so at once, and speaks only of what was pinged', async ({ app }) => {
  const { page } = app;
  await choosePractice(page);
  await pressDeploy(page);
  await expect(page.getByText(/^measuring since .* as predicted$/)).toBeVisible({ timeout: LONG });
  await page.getByRole('button', { name: 'Cancel' }).click();
  // A quiet machine has ended before anybody can look.
  const ended = page.getByText(/^measured .* as predicted · [\d,]+ not pinged$/);
  await expect(page.getByText('Stopping…').or(ended).first()).toBeVisible();
  await expect(ended).toBeVisible({ timeout: LONG });
  await page.getByRole('tab', { name: 'Run' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Verify cancelled' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Run on h0' })).toContainText('cancelled');
  await expect(page.getByRole('button', { name: 'Verify' })).toBeEnabled();
});
