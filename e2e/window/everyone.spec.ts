/** Everything on the drawing can be chosen, by pointer and by keys; heard as well as seen; and used by everyone in every state. */
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, pressDeploy } from '../fixtures/lab-window.ts';

const TEMPLATE = /Two VLANs, two hosts and a router/;

test('a VLAN is chosen by its stripe, its wire or in the list, and the rest steps back', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  const stripe = page.getByRole('button', { name: 'VLAN 10 on lan' });
  await stripe.click();
  await expect(page.getByRole('heading', { name: 'VLAN 10', level: 2 })).toBeVisible();
  await expect(stripe).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: /^Container bbox20 on docker01/ })).toHaveCSS('opacity', '0.3');
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker01/ })).toHaveCSS('opacity', '1');
  await expectAccessible(page);
  await app.screen('vlan-chosen');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'VLAN 20', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'VLAN 20', level: 2 })).toBeVisible();
  const segment = page.getByRole('button', { name: /^Segment lan/ });
  await segment.click({ position: { x: 30, y: 28 } });
  await expect(page.getByRole('heading', { name: 'lan', level: 2 })).toBeVisible();
  // The middle one of a card's three wires, between the card's host and the segment.
  const card = await page.getByRole('button', { name: /^Interface ens33 on docker01/ }).boundingBox();
  const lan = await segment.boundingBox();
  if (card === null || lan === null) throw new Error('the drawing is not there');
  await page.mouse.click(card.x + card.width / 2, lan.y - 4);
  await expect(page.getByRole('heading', { name: 'VLAN 10', level: 2 })).toBeVisible();
});

test('one tab stop for the drawing, and arrow keys from a card to its segment and on', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  const drawing = page.getByRole('region', { name: 'Drawing' });
  await expect(drawing.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
  await expect(drawing.locator('[data-thing][tabindex="0"]')).toHaveCount(1);
  await drawing.getByRole('button', { name: /^Interface ens33 on docker02/ }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(
    drawing.getByRole('button', { name: /^(Segment lan|untagged on lan)/ }).and(page.locator(':focus')),
  ).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: /lan|VLAN|untagged/ }).first()).toBeVisible();
  await expect(drawing.locator('[data-thing][tabindex="0"]')).toHaveCount(1);
});

test('what was measured is said, and so is the chosen pair; in dark and in light nothing keeps anybody out', async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  // The button that had the focus is gone.
  await expect(page.locator('body:focus')).toHaveCount(0);
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await expect(page.locator('[aria-live]').filter({ hasText: 'All 54 pings came out as predicted.' })).toHaveCount(1);
  await page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox21: / }).click();
  await expect(
    page.locator('[aria-live]').filter({ hasText: /^docker01\/bbox10 to docker02\/bbox21: reachable/ }),
  ).toHaveCount(1);
  for (const scheme of ['dark', 'light']) {
    await page.getByRole('button', { name: `Show in ${scheme}` }).click();
    for (const tab of ['Plan', 'Run', 'Reachability', 'YAML']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectAccessible(page);
    }
    await app.screen(`deployed-${scheme}`);
  }
});

test('in forced colours stripes, rails and what is chosen can still be seen', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('button', { name: TEMPLATE }).click();
  const container = page.getByRole('button', { name: /^Container bbox10 on docker01/ });
  await container.click();
  await expect(container).toHaveCSS('outline-style', 'solid');
  const line = (name: string) =>
    page.getByRole('tab', { name }).evaluate((tab) => getComputedStyle(tab).borderBottomColor);
  expect(await line('Reachability')).not.toBe(await line('Plan'));
  await expect(page.locator('.mantine-SegmentedControl-indicator').first()).toHaveCSS('outline-style', 'solid');
  await app.screen('forced-colours');
});
