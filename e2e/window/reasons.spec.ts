/** What cannot be done now says why not, wherever it stands: in header, menus, palette, questions and forms. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { offsOf } from '../fixtures/reasons.ts';

const TEMPLATE = /Two VLANs, two hosts and a router/;

/** @param least so many are off at least: else nothing would be looked at */
async function expectReasons(page: Page, least = 0): Promise<void> {
  // What was just opened may still be coming.
  await expect.poll(async () => (await offsOf(page)).all.length).toBeGreaterThanOrEqual(least);
  expect((await offsOf(page)).mute).toEqual([]);
}

async function expectReasonsInPalette(page: Page, least: number): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('textbox', { name: 'Find anything' });
  await field.fill('>');
  await expect(page.getByRole('button', { name: /^Save as…/ })).toBeAttached();
  await expectReasons(page, least);
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
}

const THINGS: readonly (readonly [string, RegExp])[] = [
  ['a segment', /^Segment lan/],
  ['a host', /^Host docker01/],
  ['a router', /^Router router/],
  ['a card', /^Interface ens33 on docker01/],
  ['a sub-interface', /^Interface ens33\.10 on docker01/],
  ['a network', /^Network mac_net10 on docker01/],
  ['a container', /^Container bbox10 on docker01/],
];

test('before a lab is open', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('button', { name: TEMPLATE })).toBeVisible();
  await expectReasons(page);
  await expectReasonsInPalette(page, 10);
});

test('of each kind of thing, in its menu and beside it', async ({ app }) => {
  test.slow();
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  await expectReasons(page, 1);
  await expectReasonsInPalette(page, 10);
  for (const [what, name] of THINGS) {
    await test.step(what, async () => {
      // Over a segment lie its VLANs.
      await page.getByRole('button', { name }).dispatchEvent('contextmenu');
      await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeVisible();
      await expectReasons(page, 1);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
    });
  }
  await page.getByRole('button', { name: /^Host docker01/ }).click({ button: 'right' });
  const move = page.getByRole('menuitem', { name: 'Move to…', exact: true });
  await expect(move.getByText('choose a container, a network or an interface')).toBeVisible();
  // It is reached by the arrow keys like all others, and does nothing.
  for (let presses = 0; presses < 12 && !(await move.evaluate((one) => one === document.activeElement)); presses += 1)
    await page.keyboard.press('ArrowDown');
  await expect(move).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(move).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page);
  await app.screen('menu-with-reasons');
});

test('of a pair, in questions, while a packet walks, and when nothing is found', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  const cell = page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox21: predicted reachable/ });
  await cell.click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Expect what is predicted' })).toBeVisible();
  await expectReasons(page, 1);
  await page.getByRole('menuitem', { name: 'Walk the packet' }).click();
  await expect(page.getByRole('toolbar', { name: 'Walk' })).toBeVisible();
  await expectReasons(page, 1);
  await page.getByRole('button', { name: 'End the walk' }).click();

  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
  for (const key of ['m', 'l', 'Shift+L', 'Shift+M']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectReasons(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('textbox', { name: 'Search the drawing' }).fill('nothing is called so');
  await expect(page.getByRole('button', { name: 'Next found' })).toBeVisible();
  await expectReasons(page, 3);
});

test('where the window is narrow', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 900, height: 720 });
  await page.getByRole('button', { name: TEMPLATE }).click();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: /^Practice/ })).toBeVisible();
  await expectReasons(page, 1);
});

test('while the file has an error', async ({ app }) => {
  test.slow();
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  await page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox21: predicted reachable/ }).click();
  await expect(page.getByRole('heading', { name: 'docker01/bbox10 → docker02/bbox21' })).toBeVisible();
  await page.getByRole('tab', { name: 'YAML' }).click();
  const file = page.getByRole('region', { name: 'Lab file' });
  await file.getByRole('textbox', { name: 'Text of the lab file' }).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('}');
  await expect(file.getByText('The drawing keeps the last good text.')).toBeVisible();
  await expectReasons(page, 10);
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible();
  await expectReasons(page, 10);
  await expect(page.getByRole('menuitem', { name: 'mac_net20 on docker02' })).toHaveCount(0);
  await app.screen('menu-of-broken-file');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Reachability' }).click();
  await expectReasons(page, 10);
});

test('while something runs', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expectReasons(page, 1);
});
