/** What whoever draws a lab for the first time looks for: by other words, by a right click anywhere, beside the words that speak of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();
const found = (page: Page) => page.getByRole('dialog', { name: 'Find anything' }).getByRole('button');

test.describe('in the article’s lab', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('what can be said of things is found by its name, and its field has the focus', async ({ app }) => {
    const { page } = app;
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(thing(page, /^Host docker01/)).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('masq');
    await expect(found(page).first()).toContainText('Masquerade of router');
    await app.screen('find-masquerade');
    await page.keyboard.press('Enter');
    await expect(inspector.getByRole('heading', { name: 'router', exact: true })).toBeVisible();
    await expect(inspector.getByRole('group', { name: 'Masquerade', exact: true })).toBeVisible();
    await expect(inspector.getByLabel('Source')).toBeFocused();

    for (const [words, label] of [
      ['internet', 'The internet'],
      ['persist', 'Survives a restart'],
    ] as const) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(words);
      await found(page)
        .filter({ hasText: `${label} of` })
        .click();
      await expect(inspector.getByRole('switch', { name: label })).toBeFocused();
    }
  });

  test('Enter does what stands first, also when that came after the words', async ({ app }) => {
    const { page } = app;
    await expect(thing(page, /^Host docker01/)).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('masq');
    await expect(found(page).first()).toContainText('Masquerade of router');
    const path = app.labPath ?? '';
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('bbox21', 'masq21'));
    await expect(found(page).first()).toContainText('masq21');
    await page.keyboard.press('Enter');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector.getByRole('heading', { name: 'masq21', exact: true })).toBeVisible();
  });

  test('every row of the list has an icon, and actions are found by other words', async ({ app }) => {
    const { page } = app;
    await expect(thing(page, /^Host docker01/)).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('>');
    const rows = found(page);
    await expect(rows.filter({ hasText: 'Align left edges' })).toBeVisible();
    const count = await rows.count();
    expect(await rows.filter({ has: page.locator('svg') }).count()).toBe(count);
    await page.keyboard.type('layout');
    await expect(rows.first()).toContainText('Tidy up');
    await page.keyboard.press('Escape');
  });

  test('a right click between the things of a host is meant for the host', async ({ app }) => {
    const { page } = app;
    const box = await page.getByRole('group', { name: 'docker02' }).boundingBox();
    if (!box) throw new Error('the host is not shown');
    await page.mouse.click(box.x + box.width - 6, box.y + box.height / 2, { button: 'right' });
    await expect(page.getByRole('menu')).toContainText('docker02');
    await expect(page.getByRole('menuitem', { name: 'Open a terminal' })).toBeVisible();
    await app.screen('menu-of-host-body');
  });

  test('what a restart would take away has its switch beside it', async ({ app }) => {
    const { page } = app;
    await thing(page, /^Host docker01/).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByRole('switch', { name: 'The lab survives a restart' }).check();
    await expect(inspector).toContainText('The lab survives it');
    await expect(page.getByRole('button', { name: 'Undo switch on "Survives a restart" of the lab' })).toBeVisible();
    await app.screen('persist-switch');
  });

  test('a switch that is chosen from Add… has the focus', async ({ app }) => {
    const { page } = app;
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await thing(page, /^Network mac_net10/).click();
    await inspector.getByRole('button', { name: 'Add…' }).click();
    await page.getByRole('menuitem', { name: 'Without a way out' }).click();
    await expect(inspector.getByRole('switch', { name: 'Without a way out' })).toBeFocused();
  });

  test('the controls of a walk leave the search free beside the file', async ({ app }) => {
    const { page } = app;
    await page.getByRole('tab', { name: 'YAML' }).click();
    await page.getByRole('button', { name: 'Beside' }).click();
    await page.getByRole('tab', { name: 'Reachability' }).click();
    await page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox11/ }).click();
    await page.getByRole('button', { name: 'Walk', exact: true }).click();
    const walk = await page.getByRole('toolbar', { name: 'Walk' }).boundingBox();
    const search = await page.getByRole('search').boundingBox();
    await app.screen('walk-beside');
    if (!walk || !search) throw new Error('one of them is not shown');
    const apart =
      walk.x >= search.x + search.width || walk.x + walk.width <= search.x || walk.y + walk.height <= search.y;
    expect(apart).toBe(true);
  });
});

test('after Draw a lab the focus is on the next step, and stays on what comes of it', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Draw a lab' }).press('Enter');
  await expect(page.getByRole('button', { name: /Draw a segment/ })).toBeFocused();
  await app.screen('empty-focus');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of lan' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('h');
  await expect(page.getByRole('textbox', { name: 'Name of docker01' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Host docker01/)).toBeFocused();
});
