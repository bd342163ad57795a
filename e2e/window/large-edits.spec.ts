/** Edits of a large lab: what was edited is drawn anew, and nothing else. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/app.ts';
import { manyHosts } from '../fixtures/many-hosts.ts';

test.use({ labFile: manyHosts({ hosts: 50, containers: 1000 }) });
test.setTimeout(180_000);

const LONG = 60_000;

/** From now on, what of the drawing is made anew. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const touched = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const node = (target instanceof Element ? target : target.parentElement)?.closest('.react-flow__node');
        if (node) touched.add(node.getAttribute('data-id') ?? '');
      }
    });
    const nodes = document.querySelector('.react-flow__nodes');
    if (nodes) observer.observe(nodes, { childList: true, characterData: true, subtree: true });
    (window as unknown as { touched: Set<string> }).touched = touched;
  });

const touched = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]);

test('a container that is added, addressed and taken back is drawn with its host, and no other host is drawn anew', async ({
  app: { page },
}) => {
  await page.locator('[data-cell="1,2"]').waitFor({ timeout: LONG });
  const drawing = page.getByRole('region', { name: 'Drawing' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const add = page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Container', exact: true });
  const made = drawing.locator('[data-thing^="node02/"][data-kind=container][data-selected=true]');
  await drawing.locator('[data-thing=node02]').click();
  // The first one brings its host near, and with it the containers of those around.
  await add.click();
  await expect(made).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawing.locator('[data-thing^="node03/"]').first()).toBeAttached();

  await watch(page);
  await add.click();
  await page.keyboard.press('Escape');
  await expect(made).toBeVisible();
  const field = inspector.getByLabel('Address', { exact: true });
  const address = (await field.inputValue()).replace(/\d+$/, '99');
  await field.fill(address);
  await field.press('Enter');
  await expect(made).toContainText(address);
  await made.press('Control+z');
  await expect(made).not.toContainText(address);
  expect(await touched(page)).toEqual(['host node02']);
});

test('words of hosts out of sight stay as they were told, and are told as all others when they are seen', async ({
  app: { page },
}) => {
  const drawing = page.getByRole('region', { name: 'Drawing' });
  const kept = drawing.locator('.react-flow__node-host [data-detail]');
  await expect(drawing.locator('[data-thing=node02]')).toBeVisible({ timeout: LONG });
  await expect(kept).toHaveCount(0);
  await drawing.locator('[data-thing=node02]').click();
  await page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Container', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(drawing.locator('[data-thing=node50]')).not.toBeInViewport();
  await expect(kept).not.toHaveCount(0);
  await expect(kept.locator('[data-thing=node50]')).toBeAttached();
  await drawing.getByRole('button', { name: 'Show the whole lab' }).click();
  await expect(drawing.locator('[data-thing=node50]')).toBeInViewport();
  await expect(kept).toHaveCount(0);
});
