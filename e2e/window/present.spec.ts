/** In front of a class: the drawing alone, in type for the back row, one sentence, and keys to go on. */
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { wordsOnDrawing } from '../fixtures/drawing.ts';

test('a packet is presented from the back row, step by step, and Escape comes back', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox21: predicted reachable/ }).click();
  await page.getByRole('button', { name: 'Present' }).click();

  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  await expect(page.getByRole('tablist', { name: 'Panels' })).toBeHidden();
  await expect(page.getByRole('banner').getByText('Practice', { exact: true })).toBeVisible();
  const words = await wordsOnDrawing(page);
  expect(words.map(({ words: text }) => text)).toContain('bbox10');
  expect(words.filter(({ size }) => size < 16)).toEqual([]);
  // Addresses keep clear of the edges of their boxes.
  const nearest = await page.locator('[data-kind="vlan"]').evaluateAll((boxes) =>
    boxes.flatMap((box) => {
      const words = [...box.querySelectorAll('span')].find(
        ({ children, textContent }) => children.length === 0 && /\/24$/.test(textContent),
      );
      if (!words) return [];
      const range = document.createRange();
      range.selectNodeContents(words);
      return [range.getBoundingClientRect().left - box.getBoundingClientRect().left];
    }),
  );
  expect(Math.min(...nearest)).toBeGreaterThanOrEqual(8);
  const buttons = page.getByRole('button').filter({ hasText: /^(Plan|Deploy|Verify|Destroy|Walk|Esc ends)$/ });
  await expect(buttons).toHaveCount(6);
  for (const button of await buttons.all()) await expect(button).toHaveCSS('font-size', '16px');

  const caption = page.getByRole('note', { name: 'Caption' });
  await page.keyboard.press('ArrowRight');
  const bar = page.getByRole('toolbar', { name: 'Walk' });
  await expect(bar).toContainText('step 1 of');
  await expect(bar.getByRole('button', { name: /^Speed/ })).toHaveCSS('font-size', '16px');
  const first = await caption.textContent();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(bar).toContainText('step 3 of');
  await expect(caption).toContainText('VLAN 10');
  await expect(caption).not.toHaveText(first ?? '');
  await page.keyboard.press('ArrowLeft');
  await expect(bar).toContainText('step 2 of');
  await expect(page.getByRole('button', { name: /^Container bbox20 on docker01/ })).toHaveCSS('opacity', '0.3');
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker01/ })).toHaveCSS('opacity', '1');
  // What has no part in it steps back once, not once with its host and once by itself.
  await expect(page.getByText('React Flow')).toBeHidden();
  await expectAccessible(page);
  await app.screen('present');

  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Present' })).toBeFocused();
});

test('by its key, and without a matrix: one thing and then another are a pair; what runs is run from there', async ({
  app,
}) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.keyboard.press('p');
  await expect(page.getByRole('main', { name: 'Presentation' })).toBeVisible();
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
  await page.getByRole('button', { name: /^Container bbox11 on docker02/ }).click();
  await expect(page.getByRole('heading', { name: 'docker01/bbox10 pings docker02/bbox11' })).toBeVisible();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Container bbox11 on docker02, .*running/ })).toBeVisible();
  // What asks over it is read from there, too.
  await page.getByRole('button', { name: 'Destroy', exact: true }).click();
  const question = page.getByRole('dialog');
  await expect(question.getByRole('button', { name: /Destroy/ })).toBeVisible();
  const sizes = await question.evaluate((dialog) =>
    [...dialog.querySelectorAll('*')]
      .filter(({ childNodes }) => [...childNodes].some((node) => node.nodeName === '#text' && node.textContent?.trim()))
      .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
      .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
  await app.screen('present-question');
});
