/** What is not the same does not look the same: predicted and measured, one rule and the next, what is chosen and where it would land. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, pressDeploy } from '../fixtures/lab-window.ts';

const inspectorOf = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const drawingOf = (page: Page) => page.getByRole('region', { name: 'Drawing' });

test('a ping that is predicted not to arrive looks otherwise on the drawing than one that did not', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  const bbox10 = page.getByRole('button', { name: /^Container bbox10 on docker01/ });
  const mark = page.getByRole('button', { name: /^Interface ens33 on docker01/ }).locator('[data-voice]');
  const pair = page.getByRole('button', { name: /^docker01\/bbox10 to docker01:ens33:/ });
  await bbox10.click();
  await expect(mark).toHaveCSS('border-top-style', 'dashed');
  await pair.click();
  await expect(drawingOf(page).getByText('✕ predicted unreachable')).toHaveCSS('border-top-style', 'dashed');
  await app.screen('dies-predicted');

  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await pair.click();
  await expect(drawingOf(page).getByText('✕ not reached')).toHaveCSS('border-top-style', 'solid');
  await app.screen('dies-measured');
  await bbox10.click();
  await expect(mark).toHaveCSS('border-top-style', 'solid');
});

test('the inspector lists the containers of a VLAN, and tells forward rules apart by their numbers', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('button', { name: /^VLAN 10 on lan/ }).focus();
  await page.keyboard.press('Enter');
  await expect(inspectorOf(page).getByRole('button', { name: 'docker01/bbox10', exact: true })).toBeVisible();
  await expect(inspectorOf(page).getByRole('button', { name: 'docker01/bbox20', exact: true })).toBeHidden();
  await page.getByRole('button', { name: /^Router router/ }).click();
  await expect(inspectorOf(page).getByText('forward rule 2', { exact: true })).toBeVisible();
});

test.describe('of a file that cannot be read', () => {
  test.use({ labFile: vlansTwoHosts.text.replace('name: vlans-two-hosts', 'name vlans-two-hosts') });

  test('a problem tells its line once, and what is to be written as code', async ({ app }) => {
    const { page } = app;
    await page.getByRole('tab', { name: /^Problems/ }).click();
    const row = page.getByRole('list', { name: 'Problems' }).getByRole('listitem').first();
    await expect(row.locator('code').filter({ hasText: 'key: value' })).toBeVisible();
    const words = await row.textContent();
    expect(words).not.toContain('`');
    expect(words?.match(/line \d+/gi)).toHaveLength(1);
  });
});

test.describe('a note', () => {
  test.use({ labFile: `${vlansTwoHosts.text}notes:\n  n1: { text: "some words" }\n` });

  test('keeps its words where they are when it is chosen, and has one edge while it is typed in', async ({ app }) => {
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const note = page.getByRole('button', { name: /^Note n1/ });
    await expect(note).toBeInViewport();
    const words = note.getByText('some words', { exact: true });
    const before = await words.boundingBox();
    await note.click();
    await expect(note).toHaveAttribute('aria-pressed', 'true');
    expect(await words.boundingBox()).toEqual(before);
    await note.dblclick();
    await expect(page.getByRole('textbox', { name: 'Text of note n1' })).toBeFocused();
    await expect(page.locator('[data-thing="note n1"]')).toBeHidden();
  });
});
