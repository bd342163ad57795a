/** Notes on the drawing, and many things at once: chosen, changed, lined up, deleted. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const note = (page: Page) =>
  page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Note', exact: true });

async function boxOf(page: Page, name: RegExp) {
  const box = await thing(page, name).boundingBox();
  if (!box) throw new Error('it is not drawn');
  return box;
}

/** From one point of the window to another, the button held. */
async function dragged(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 3 });
  await page.mouse.move(...to, { steps: 3 });
}

test.use({ labFile: vlansTwoHosts.text });

test('a note is put on the drawing, written in Markdown, moved, saved, deleted and brought back', async ({ app }) => {
  const { page } = app;
  await expect(thing(page, /^Host docker01/)).toBeVisible();
  await note(page).press('Enter');
  const field = page.getByRole('textbox', { name: 'Text of note n1' });
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/Shift with Enter begins a line/);
  const hint = await page.getByText('Shift with Enter begins a line').boundingBox();
  const drawing = await page.getByRole('region', { name: 'Drawing' }).boundingBox();
  expect(hint?.y).toBeGreaterThan((drawing?.y ?? 0) + (drawing?.height ?? 0));
  await field.fill('# Guests\n\n- only **web**\n- <img src=x onerror=alert(1)>');
  await app.screen('note-typed');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Note n1: Guests only web <img/)).toBeFocused();
  await expect(page.getByRole('region', { name: 'Drawing' }).locator('img')).toHaveCount(0);
  await app.screen('note');
  await expectAccessible(page);
  const before = await boxOf(page, /^Note n1/);
  await dragged(page, [before.x + 20, before.y + 20], [before.x + 20, before.y + 120]);
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(page, /^Note n1/)).y).not.toBe(before.y);
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  const saved = readFileSync(app.labPath ?? '', 'utf8');
  expect(saved).toContain('notes:');
  expect(saved).toMatch(/at: \{ x: -?\d+, y: -?\d+ \}/);
  await thing(page, /^Note n1/).click();
  await page.keyboard.press('Delete');
  await expect(thing(page, /^Note n1/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo delete note n1' }).click();
  await expect(thing(page, /^Note n1/)).toBeVisible();
});

test('a lab that a note has outgrown is shown whole again', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(thing(page, /^Segment lan/)).toBeInViewport({ ratio: 0.99 });
  await thing(page, /^Container bbox10 on docker01/).focus();
  await page.keyboard.press('Enter');
  await note(page).press('Enter');
  await page.getByRole('textbox', { name: 'Text of note n1' }).fill('# Guests\n\n- one\n- two\n- three\n- four');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Note n1: Guests/)).toBeFocused();
  await expect(thing(page, /^Note n1: Guests/)).toBeInViewport({ ratio: 0.99 });
  await expect(thing(page, /^Segment lan/)).toBeInViewport({ ratio: 0.99 });
});

test('a note around several things has one frame, and can be dragged out of the palette onto a host', async ({
  app,
}) => {
  const { page } = app;
  await thing(page, /^Host docker01/).click();
  await thing(page, /^Host docker02/).click({ modifiers: ['Shift'] });
  await expect(inspector(page).getByRole('heading', { name: '2 things' })).toBeVisible();
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'Text of note n1' }).fill('Docker hosts');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Note n1: Docker hosts, around docker01, docker02/)).toBeVisible();
  await app.screen('note-frame');
  const from = await note(page).boundingBox();
  const to = await boxOf(page, /^Router router/);
  if (!from) throw new Error('it is not shown');
  await dragged(page, [from.x + 20, from.y + 20], [to.x + 60, to.y + to.height / 2]);
  await expect(page.getByRole('status').filter({ hasText: 'a note around router' })).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole('textbox', { name: 'Text of note n2' })).toBeFocused();
});

test('several things are chosen by Shift, by a rectangle, by kind and by keys', async ({ app }) => {
  const { page } = app;
  await thing(page, /^Container bbox10 on docker01/).click();
  await thing(page, /^Container bbox11 on docker02/).click({ modifiers: ['Control'] });
  await expect(inspector(page).getByText('2 containers')).toBeVisible();
  await inspector(page).getByRole('textbox', { name: 'Image' }).fill('alpine');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo set image of 2 things to alpine' })).toBeVisible();
  await thing(page, /^Container bbox11 on docker02/).focus();
  await page.keyboard.press('Control+Shift+a');
  await expect(inspector(page).getByText('4 containers')).toBeVisible();
  await app.screen('several');
  await expect(inspector(page).getByRole('textbox', { name: 'Image' })).toHaveAttribute(
    'placeholder',
    '2 different ones',
  );
  await page.keyboard.press('Control+a');
  await expect(inspector(page).getByText('2 hosts, 1 router')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inspector(page).getByRole('heading', { name: /things$/ })).toHaveCount(0);

  const [first, bar] = [await boxOf(page, /^Host docker01/), await boxOf(page, /^Segment lan/)];
  await page.keyboard.down('Shift');
  await dragged(page, [first.x - 12, first.y - 30], [first.x + first.width + 12, bar.y - 2]);
  await app.screen('marquee');
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(inspector(page).getByRole('heading', { name: 'docker01' })).toBeVisible();

  await thing(page, /^Host docker01/).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(inspector(page).getByRole('heading', { name: '2 things' })).toBeVisible();
});

test('deleting says first what goes with it, in one step', async ({ app }) => {
  const { page } = app;
  await thing(page, /^Interface ens33\.10 on docker01/).click();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete docker01:ens33.10?' });
  await expect(dialog.getByRole('list', { name: 'Goes with it' })).toContainText('mac_net10 on docker01');
  await expectAccessible(page);
  await app.screen('delete');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(thing(page, /^Interface ens33\.10 on docker01/)).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Interface ens33\.10 on docker01/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo delete docker01:ens33.10' }).click();
  await expect(thing(page, /^Interface ens33\.10 on docker01/)).toBeVisible();
});

test('hosts are lined up by a key, moved together, and tidied back', async ({ app }) => {
  const { page } = app;
  const [before, router] = [await boxOf(page, /^Host docker01/), await boxOf(page, /^Router router/)];
  // Nearly on one height with the router: it goes there by itself.
  await dragged(page, [before.x + 30, before.y + 10], [before.x + 30, router.y + 10 + 4]);
  await app.screen('snap');
  await page.mouse.move(before.x + 34, before.y - 40, { steps: 3 });
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(page, /^Host docker01/)).y).toBeLessThan(before.y - 20);
  await thing(page, /^Host docker01/).click();
  await thing(page, /^Host docker02/).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Alt+w');
  await expect(page.getByRole('button', { name: 'Undo align top edges of 2 things' })).toBeVisible();
  await expect
    .poll(async () => Math.abs((await boxOf(page, /^Host docker01/)).y - (await boxOf(page, /^Host docker02/)).y))
    .toBeLessThan(2);
  await page.keyboard.press('Alt+t');
  await expect(page.getByRole('button', { name: 'Undo tidy up' })).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(app.labPath ?? '', 'utf8')).not.toMatch(/docker0[12]: \{ x:/);
});
