/** Keys that are pressed before what they are meant for is there. */
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

test.use({ labFile: vlansTwoHosts.text });

test('what is typed right after Ctrl+K is found and done, though the field comes later', async ({ app: { page } }) => {
  const docker02 = page.getByRole('button', { name: /^Host docker02/ });
  await docker02.click();
  let come = (): void => undefined;
  const typed = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/CommandPalette/, async (route) => {
    await typed;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bbox12', { delay: 0 });
  await page.keyboard.press('Backspace');
  await page.keyboard.type('1');
  come();
  const field = page.getByRole('textbox', { name: 'Find anything' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('bbox11');
  await page.keyboard.type(' ');
  await expect(field).toHaveValue('bbox11 ');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();

  // Nothing of that went to what had the focus before, and the name is looked for anew.
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Host docker01/ }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('bbox11');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'bbox11', level: 2 })).toBeVisible();
});

test('what is dropped before that which moves it has come is moved when it has', async ({ app: { page } }) => {
  let come = (): void => undefined;
  const dropped = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/\/hold-/, async (route) => {
    await dropped;
    await route.continue();
  });
  const bbox10 = page.getByRole('button', { name: /^Container bbox10 on docker01/ });
  await bbox10.hover();
  await page.mouse.down();
  await page.getByRole('button', { name: /^Network mac_net20 on docker02/ }).hover();
  await page.mouse.up();
  await expect(bbox10).toBeVisible();
  come();
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker02, 172\.16\.20\./ })).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Undo move bbox10 to mac_net20 on docker02', exact: true }),
  ).toBeVisible();
});
