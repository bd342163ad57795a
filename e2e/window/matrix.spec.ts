/** The matrix of a million pairs: blocks with counts that open, found and walked by keys, and never empty. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { manyHosts } from '../fixtures/many-hosts.ts';

test.describe('of a lab of fifty hosts', () => {
  test.use({ labFile: manyHosts({ hosts: 50, containers: 1000 }) });

  test('blocks by host, network or VLAN with counts; one opens by a click, and shows the chosen pair', async ({
    app,
  }) => {
    test.slow();
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const blocks = page.getByRole('table', { name: 'Reachability by host' });
    const block = blocks.getByRole('button', { name: /^node02 to node04: \d+ of 441 pairs reach, predicted/ });
    await expect(block).toBeVisible();
    // They are predicted beside the window, which waits for nothing meanwhile.
    expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([
      expect.stringMatching(/^\/.*worker-[^/]+\.js$/),
    ]);
    // Of a million pairs only those are there that are seen.
    expect(await blocks.getByRole('button', { name: / pairs reach|being counted/ }).count()).toBeLessThan(1200);
    await app.screen('matrix-blocks');
    await page.getByRole('combobox', { name: 'Blocks by' }).selectOption('network');
    await expect(page.getByRole('button', { name: /^net10 to net20: [\d]+ of [\d]+ pairs reach/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Blocks by' }).selectOption('VLAN');
    await expect(page.getByRole('button', { name: /^VLAN 10 to VLAN 20: / })).toBeVisible();
    await page.getByRole('combobox', { name: 'Blocks by' }).selectOption('host');

    await block.click();
    const pairs = page.getByRole('table', { name: /each row pings/ });
    await pairs.getByRole('button', { name: /^node02\/web2-1 to node04\/web4-3: predicted/ }).click();
    await expect(page.getByRole('heading', { name: 'node02/web2-1 → node04/web4-3' })).toBeVisible();
    await app.screen('matrix-block-open');
    await page.getByRole('button', { name: 'All blocks' }).click();
    await expect(block).toBeVisible();
    await expect(page.getByRole('button', { name: /^Container web2-1 on node02, 10\./ })).toBeVisible();
  });

  test('something is found by its address, on the drawing and in the matrix', async ({ app }) => {
    test.slow();
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const field = page.getByRole('textbox', { name: 'Search the drawing' });
    await field.fill('web44-7');
    await expect(page.getByRole('status').filter({ hasText: '1 found' })).toBeVisible();
    await field.press('Enter');
    await expect(page.getByRole('button', { name: /^Container web44-7 on node44, 10\./ })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('rowheader', { name: 'node44' })).toBeInViewport();
    await field.fill('10.200.0.31');
    await field.press('Enter');
    await expect(page.getByRole('heading', { name: 'node31', level: 2 })).toBeVisible();
  });
});

test('one tab stop, and arrow keys from cell to cell', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('tab', { name: 'Reachability' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator('[data-cell="0,0"]')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: /^docker01\/bbox10 to docker01\/bbox20:/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'docker01/bbox20 → docker01:ens33' })).toBeVisible();
  await page.keyboard.press('Control+End');
  await expect(page.locator('[data-cell]:focus')).toHaveAttribute('data-cell', '6,8');
  await page.getByRole('button', { name: 'docker02/bbox11', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'bbox11', level: 2 })).toBeVisible();
  await expectAccessible(page);
});

test('the names of rows and columns are whole: two that are cut look like one', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  const pairs = page.getByRole('table', { name: /each row pings/ });
  await expect(pairs.getByRole('rowheader', { name: 'docker01/bbox10' })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  const cut = await pairs
    .locator('th button')
    .evaluateAll((names) => names.flatMap((name) => (name.scrollWidth > name.clientWidth ? [name.textContent] : [])));
  expect(cut).toEqual([]);
});

test('every column of the article’s lab has room in a small window', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  const pairs = page.getByRole('table', { name: /each row pings/ });
  await expect(pairs.getByRole('button', { name: /^docker01\/bbox10 to router:ens33\.20: / })).toBeInViewport({
    ratio: 1,
  });
  const beyond = await pairs.evaluate(({ parentElement: frame }) =>
    frame ? frame.scrollWidth - frame.clientWidth : 0,
  );
  expect(beyond).toBe(0);
  const headings = await pairs
    .locator('thead button')
    .evaluateAll((names) => names.map((name) => name.scrollWidth <= name.clientWidth));
  expect(headings).toEqual(Array(9).fill(true));
});

/** Of the table, what lies beyond its edge; and the names of its columns that are not whole. */
const seenOf = (page: Page) =>
  page.getByRole('table', { name: /each row pings/ }).evaluate((table) => ({
    beyond: (table.parentElement?.scrollWidth ?? 0) - (table.parentElement?.clientWidth ?? 0),
    cut: [...table.querySelectorAll('thead button')].flatMap((name) =>
      name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight ? [name.textContent] : [],
    ),
  }));

test('all columns of the whole article are seen at once in a small window', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: /^The whole article/ }).click();
  await expect(page.getByRole('button', { name: /^docker01\/bbox10 to router:ens33\.20/ }).first()).toBeInViewport({
    ratio: 1,
  });
  await page.evaluate(() => document.fonts.ready);
  expect(await seenOf(page)).toEqual({ beyond: 0, cut: [] });
  await expect(page.getByRole('columnheader', { name: 'ens33.20' }).first()).toHaveText(/\.20$/);
  await app.screen('matrix-whole-article');
  await expectAccessible(page);
});

const many = (count: number): string => {
  const container = (at: number): string =>
    `      frontend-${at + 10}: { image: busybox, networks: { net: 10.1.0.${at + 10} } }\n`;
  return `trunkline: 1
name: many
segments: { lan: { vlans: none } }
hosts:
  one:
    ssh: { address: 10.1.0.1 }
    interfaces: { eth0: { segment: lan, address: 10.1.0.1/24 } }
    containers:
${Array.from({ length: count }, (_, at) => container(at)).join('')}networks:
  net: { driver: macvlan, mode: bridge, subnet: 10.1.0.0/24, parents: { one: eth0 } }
`;
};

test.describe('of fifteen ends with long names', () => {
  test.use({ labFile: many(14) });

  test('all columns are seen at once too, their names upright and whole', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(page.getByRole('button', { name: /^one\/frontend-10 to one:eth0/ })).toBeInViewport({ ratio: 1 });
    await page.evaluate(() => document.fonts.ready);
    expect(await seenOf(page)).toEqual({ beyond: 0, cut: [] });
    await app.screen('matrix-upright');
  });
});

test.describe('of more than have room', () => {
  test.use({ labFile: many(40) });

  test('it is plain that it goes on, until its end is seen', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    const table = page.getByRole('table', { name: /each row pings/ });
    await expect(table).toBeVisible({ timeout: 30_000 });
    const frame = page.locator('[data-more]').filter({ has: table });
    await expect(frame).toHaveAttribute('data-more', 'true');
    await app.screen('matrix-goes-on');
    await frame.evaluate((one) => one.scrollTo({ left: one.scrollWidth }));
    await expect(frame).toHaveAttribute('data-more', 'false');
  });
});

test('a file with an error is not said to be an empty lab', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('tab', { name: 'YAML' }).click();
  const file = page.getByRole('region', { name: 'Lab file' });
  await file.getByRole('textbox', { name: 'Text of the lab file' }).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('}');
  await expect(file.getByText('The drawing keeps the last good text.')).toBeVisible();
  await page.getByRole('tab', { name: 'Reachability' }).click();
  await expect(page.getByText('The file has an error. Every ping stands here again')).toBeVisible();
  await expect(page.getByText('Nothing can ping yet')).toHaveCount(0);
});
