/** What a browser has to fetch before anything can be done. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/app.ts';

/** Compressed, in bytes: until a lab can be chosen, and with the drawing of one. */
const FIRST_LOAD = 450_000;
const WITH_DRAWING = 520_000;

const fetched = (page: Page): Promise<number> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );

test('the window comes compressed, in less than 450 kB, and hashed files are never asked for again', async ({
  app,
}) => {
  const { page } = app;
  const answers: { readonly url: string; readonly encoding: string; readonly cache: string }[] = [];
  page.on('response', (response) => {
    const headers = response.headers();
    const [encoding, cache] = [headers['content-encoding'] ?? '', headers['cache-control'] ?? ''];
    answers.push({ url: new URL(response.url()).pathname, encoding, cache });
  });
  // What comes while somebody still chooses is held back, to see what choosing takes.
  let go = (): void => undefined;
  const chosen = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route(/\/Workspace-/, async (route) => {
    await chosen;
    await route.continue();
  });
  await page.reload();
  const template = page.getByRole('button', { name: /Two VLANs, two hosts and a router/ });
  await expect(template).toBeVisible();
  const first = await fetched(page);
  expect(first).toBeLessThan(FIRST_LOAD);
  expect(first).toBeGreaterThan(100_000);

  go();
  await template.click();
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker01/ })).toBeVisible();
  expect(await fetched(page)).toBeLessThan(WITH_DRAWING);

  const assets = answers.filter(({ url }) => url.includes('/assets/'));
  const scripts = assets.filter(({ url }) => /\.(js|css)$/.test(url));
  expect(scripts.length).toBeGreaterThan(2);
  expect(scripts.filter(({ encoding }) => encoding !== 'br')).toEqual([]);
  expect(assets.filter(({ cache }) => !/max-age=31536000.*immutable/.test(cache))).toEqual([]);
  expect(answers.find(({ url }) => url === '/')?.cache).toBe('no-cache');
});
