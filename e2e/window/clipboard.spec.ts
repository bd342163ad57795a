/** Copy, cut, paste and duplicate: by keys, as text, between windows and labs; rubbish is told in a sentence. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();

/** What Ctrl+C would put on the clipboard, and what Ctrl+V would bring from it, without the clipboard of this machine. */
const copied = (page: Page, type: 'copy' | 'cut' = 'copy'): Promise<string> =>
  page.evaluate((name) => {
    const data = new DataTransfer();
    const event = new ClipboardEvent(name, { clipboardData: data, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return data.getData('text/plain');
  }, type);
const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    if (given === 'a picture')
      data.items.add(new File([new Uint8Array([137, 80, 78, 71])], 'a.png', { type: 'image/png' }));
    else data.setData('text/plain', given);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);

test.use({ labFile: vlansTwoHosts.text });

test('a host is copied and pasted by keys, with free names and addresses, in one step', async ({ app }) => {
  const { page } = app;
  // Electron's window has the clipboard without being asked.
  if (app.shell === 'browser') await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await thing(page, /^Host docker01/).click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(thing(page, /^Container bbox12 on docker03, 172\.16\.10\.12, VLAN 10/)).toBeVisible();
  await expect(thing(page, /^Host docker03, 192\.168\.1\.12/)).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  await app.screen('pasted');
  await page.getByRole('button', { name: 'Undo paste docker03' }).click();
  await expect(thing(page, /^Host docker03/)).toHaveCount(0);
});

test('several things are duplicated with what links them, and cut away', async ({ app }) => {
  const { page } = app;
  await thing(page, /^Container bbox10 on docker01/).click();
  await thing(page, /^Container bbox21 on docker02/).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+d');
  await expect(page.getByRole('button', { name: 'Undo duplicate 2 things' })).toBeVisible();
  await expect(thing(page, /^Container bbox12 on docker01, 172\.16\.10\.12/)).toBeVisible();
  await expect(thing(page, /^Container bbox22 on docker02, 172\.16\.20\.22/)).toBeVisible();
  const text = await copied(page, 'cut');
  expect(text).toMatch(/^# copied from Trunkline: \["docker01\/bbox12","docker02\/bbox22"\]\ntrunkline: 1\n/);
  await expect(page.getByRole('button', { name: 'Undo cut 2 things' })).toBeVisible();
  await expect(thing(page, /^Container bbox12/)).toHaveCount(0);
});

test('a part of a lab goes into another lab in another window, as text', async ({ app }) => {
  // The Electron program has one window.
  if (app.shell === 'electron') return;
  const { page } = app;
  await page
    .getByRole('region', { name: 'Drawing' })
    .getByRole('button', { name: /^Host docker01/ })
    .focus();
  await page.keyboard.press('Control+a');
  const text = await copied(page);
  const second = await app.secondWindow();
  await second.getByRole('button', { name: 'File' }).click();
  await second.getByRole('menuitem', { name: 'New lab' }).click();
  await expect(second.getByRole('heading', { name: 'Draw a lab' })).toBeVisible();
  await paste(second, text);
  await expect(thing(second, /^Container bbox11 on docker02, 172\.16\.10\.11/)).toBeVisible();
  await expect(second.getByRole('button', { name: 'No problems' })).toBeVisible();
});

test('rubbish on the clipboard is told in a sentence, and nothing is lost', async ({ app }) => {
  const { page } = app;
  await expect(thing(page, /^Host docker01/)).toBeVisible();
  for (const [text, why] of [
    ['hello', 'is no part of a lab'],
    ['line of text\n'.repeat(100_000), 'is no part of a lab'],
    ['a picture', 'there is a picture or a file on the clipboard'],
    [`hosts:\n  名前: { ssh: { address: 10.0.0.1 } }\n`, 'has other characters than letters'],
    [`hosts:\n  ${'x'.repeat(300)}: { ssh: { address: 10.0.0.1 } }\n`, 'has more than 63 characters'],
  ] as const) {
    await paste(page, text);
    await expect(page.getByText(new RegExp(`Not pasted: .*${why}`)).last()).toBeVisible();
  }
  await app.screen('not-pasted');
  await expect(page.getByText('unsaved changes')).toHaveCount(0);
  await expect(thing(page, /^Host docker01/)).toBeVisible();
});

test('a field keeps its own copy and paste', async ({ app }) => {
  const { page } = app;
  // Electron's window has the clipboard without being asked.
  if (app.shell === 'browser') await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await thing(page, /^Container bbox10 on docker01/).click();
  const image = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Image' });
  await image.fill('alpine');
  await image.press('Control+a');
  await image.press('Control+x');
  await expect(image).toHaveValue('');
  await image.press('Control+v');
  await image.press('Control+v');
  await expect(image).toHaveValue('alpinealpine');
});
