/** Labs with more pairs than anybody pings. */
import { twoVlans } from '../../shared/verify/testing/two-vlans.ts';
import { expect, test } from '../fixtures/app.ts';
import { choosePractice, LONG, pressDeploy } from '../fixtures/lab-window.ts';

test.use({ labFile: twoVlans(4, 26) });
test.setTimeout(180_000);

test('a covering sample is measured, and the window says how much that is and what it stands for', async ({ app }) => {
  const { page } = app;
  await choosePractice(page);
  await pressDeploy(page);
  const said = page.getByText(/measured .* on simulated practice hosts · \d+ of \d+ as predicted · they stand for 11,/);
  await expect(said).toBeVisible({ timeout: LONG });
  await expect(page.getByText(/^Measured are \d+ of 11,\d+ pairs/)).toBeVisible();
  await page.getByRole('button', { name: /^Measure \d,\d+ pairs$/ }).click();
  await expect(page.getByText(/measuring since .* as predicted/)).toBeVisible({ timeout: LONG });
  await page.getByRole('button', { name: 'Cancel' }).click();
  // What was not pinged is not said to be as predicted.
  await expect(page.getByText(/ · [\d,]+ not pinged/)).toBeVisible({ timeout: LONG });
});
