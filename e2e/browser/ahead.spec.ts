/** What is fetched before it is asked for, so that nobody waits for it. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

test.use({ labFile: vlansTwoHosts.text });

const INSPECTORS = /\/assets\/ThingInspector-.*\.js$/;

const NEVER = new Promise<void>(() => undefined);

const isFetched = (page: Page): Promise<boolean> =>
  page.evaluate(
    (pattern) => performance.getEntriesByType('resource').some(({ name }) => new RegExp(pattern).test(name)),
    INSPECTORS.source,
  );

const byPointer = async (page: Page): Promise<void> => {
  await page.mouse.move(500, 300);
  await page.mouse.move(510, 310);
};
const byKey = (page: Page): Promise<void> => page.keyboard.press('F6');

for (const [how, come] of [
  ['the pointer', byPointer],
  ['a key', byKey],
] as const) {
  test(`inspectors are there before the first thing is chosen by ${how}`, async ({ app: { page } }) => {
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    expect(await isFetched(page)).toBe(false);
    const fetched = page.waitForResponse(INSPECTORS);
    await come(page);
    await (await fetched).finished();
    // From here on nothing comes any more.
    await page.route(/\/assets\//, () => NEVER);
    await page.getByRole('button', { name: /^Host docker01/ }).click();
    await expect(page.getByRole('heading', { name: 'docker01', level: 2 })).toBeVisible();
    await page.getByRole('button', { name: /^Container bbox10/ }).click();
    await expect(page.getByRole('heading', { name: 'bbox10', level: 2 })).toBeVisible();
  });
}
