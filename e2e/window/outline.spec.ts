/** The drawing read and drawn without seeing it: as a tree, part by part of the window, and in words. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { manyHosts } from '../fixtures/many-hosts.ts';

const row = (page: Page, name: RegExp) => page.getByRole('treeitem', { name });
const said = (page: Page, words: string) => page.locator('[aria-live]').filter({ hasText: words });

test.describe('the article’s lab', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('is a tree of what stands on what, read and chosen by arrow keys', async ({ app }) => {
    const { page } = app;
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    await page.keyboard.press('o');
    await expect(page.getByRole('tree', { name: 'Outline' })).toBeVisible();
    const segment = row(page, /^Segment lan, all VLANs, 3 hosts/);
    await expect(segment).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(segment).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('ArrowDown');
    await expect(row(page, /^Host docker01, 192\.168\.1\.11/)).toBeFocused();
    for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('ArrowRight');
    const bbox10 = row(page, /^Container bbox10, 172\.16\.10\.10, VLAN 10/);
    await expect(bbox10).toBeFocused();
    await expect(bbox10).toHaveAttribute('aria-level', '5');
    await page.keyboard.press('Enter');
    await expect(bbox10).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('heading', { name: 'bbox10', level: 2 })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Container bbox10 on docker01/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await app.screen('outline');
    await expectAccessible(page);
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: /^Move to/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(bbox10).toBeFocused();
    await page.keyboard.press('o');
    await expect(page.getByRole('tree')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Drawing' }).locator(':focus')).toBeVisible();
  });

  test('F6 goes from part to part of the window and comes back to where one was', async ({ app }) => {
    const { page } = app;
    const bbox10 = page.getByRole('button', { name: /^Container bbox10 on docker01/ });
    await bbox10.focus();
    await page.keyboard.press('F6');
    await expect(page.getByRole('tab', { name: 'Reachability' })).toBeFocused();
    await page.keyboard.press('F6');
    await expect(page.getByRole('complementary', { name: 'Inspector' }).locator(':focus')).toBeVisible();
    await page.keyboard.press('F6');
    await expect(page.getByRole('contentinfo')).toBeFocused();
    await page.keyboard.press('F6');
    await expect(page.getByRole('banner').locator(':focus')).toBeVisible();
    await page.keyboard.press('F6');
    await expect(page.getByRole('toolbar', { name: 'Palette' }).locator(':focus')).toBeVisible();
    await page.keyboard.press('F6');
    await expect(bbox10).toBeFocused();
    await page.keyboard.press('Shift+F6');
    await expect(page.getByRole('toolbar', { name: 'Palette' }).locator(':focus')).toBeVisible();
  });

  test('what each gesture did is said, and what undo took back', async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
    await page.keyboard.press('Delete');
    await expect(said(page, 'Done: delete docker01/bbox10')).toHaveCount(1);
    await page.keyboard.press('Control+z');
    await expect(said(page, 'Undone: delete docker01/bbox10')).toHaveCount(1);
    await page.keyboard.press('Control+y');
    await expect(said(page, 'Done again: delete docker01/bbox10')).toHaveCount(1);
  });
});

test('a lab is drawn within the tree: the focus stays there, at what was added', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Start from a lab' })).toBeVisible();
  await page.keyboard.press('Control+Alt+n');
  await expect(page.getByRole('heading', { name: 'new-lab', level: 1 })).toBeVisible();
  await page.keyboard.press('h');
  await page.keyboard.press('Enter');
  await page.keyboard.press('o');
  await expect(row(page, /^Host docker01/)).toBeFocused();
  for (const [key, name] of [
    ['v', /^Interface ens33\.10, tag 10/],
    ['c', /^Container bbox10, 172\.16\.10\.10, VLAN 10/],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(row(page, name)).toBeFocused();
  }
  await expect(said(page, 'Done: add docker01/bbox10')).toHaveCount(1);
});

test.describe('a lab of fifty hosts', () => {
  test.use({ labFile: manyHosts({ hosts: 50, containers: 1000 }) });

  test('is closed to its hosts, and what is chosen in it is brought near on the drawing', async ({ app }) => {
    test.slow();
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(page.getByRole('button', { name: /^Host node01/ })).toBeVisible();
    await page.keyboard.press('o');
    await expect(row(page, /^Host node50/)).toBeAttached();
    await expect(row(page, /^Container /)).toHaveCount(0);
    // The last is a note.
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await expect(row(page, /^Host node50/)).toBeFocused();
    for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const chosen = page.getByRole('treeitem', { selected: true });
    await expect(chosen).toHaveCount(1);
    await app.screen('outline-fifty');
  });
});
