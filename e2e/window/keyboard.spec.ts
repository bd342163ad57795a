/** The main job by the keyboard alone: chosen, deployed, pinged, followed and destroyed, and the focus never lost. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, LONG } from '../fixtures/lab-window.ts';

/** The focus is on something that a person can see or hear. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement === null || activeElement === document.body ? 'nothing' : activeElement.tagName;
  });

const keepsFocus = (page: Page): Promise<void> => expect.poll(() => focused(page)).not.toBe('nothing');

/** Goes on with Tab until the focus is there. Beyond the last thing it leaves the page for a moment. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const wanted = page.locator(':focus').and(target);
  for (let steps = 0; steps < 60; steps++) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeVisible();
}

async function ask(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type(action);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Find anything' })).toBeHidden();
}

test('the focus goes with the copy of a thing, which the next key is for', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
  await page.keyboard.press('Control+d');
  const copy = page.getByRole('button', { name: /^Container bbox12 on docker01/ });
  await expect(copy).toHaveAttribute('aria-pressed', 'true');
  await expect(copy).toBeFocused();

  // Undone it is gone, and the focus stays on the drawing, where arrows go on.
  await page.keyboard.press('Control+z');
  await expect(copy).toBeHidden();
  await expect(page.locator(':focus')).toHaveAttribute('data-thing', /./);
});

test('a lab is chosen, deployed, pinged, followed and destroyed by keys, and the focus is never lost', async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  await expect(page.getByRole('button', { name: /Two VLANs, two hosts and a router/ })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Drawing' })).toBeVisible();
  await keepsFocus(page);

  await tabTo(page, page.getByRole('button', { name: 'Deploy', exact: true }));
  await page.keyboard.press('Enter');
  await keepsFocus(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await keepsFocus(page);

  // One stop for the matrix, at its first cell.
  await tabTo(page, page.locator('[data-cell="0,0"]'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'docker01/bbox20 → docker01/bbox10', level: 2 })).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeVisible();
  await keepsFocus(page);
  await page.keyboard.press('Escape');
  await keepsFocus(page);
  await page.keyboard.press('p');
  await expect(page.getByRole('toolbar', { name: 'Palette' })).toBeHidden();
  await keepsFocus(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: 'Palette' })).toBeVisible();
  await keepsFocus(page);

  await ask(page, 'Destroy');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Destroy' })).toBeEnabled({ timeout: LONG });
  await keepsFocus(page);
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Destroy' }));
  await page.keyboard.press('Enter');
  await keepsFocus(page);
  await expect(page.getByText(/^Destroyed /).first()).toBeVisible({ timeout: LONG });
  await keepsFocus(page);
});
