/** What people type and paste that is none, and a file changed from outside: a sentence, nothing lost. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();
const unsaved = (page: Page) => page.getByRole('button', { name: 'unsaved changes' });

const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData('text/plain', given);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);

async function readdress(page: Page, container: RegExp, to: string): Promise<void> {
  await thing(page, container).click();
  await page.getByLabel('Address', { exact: true }).fill(to);
  await page.getByLabel('Address', { exact: true }).press('Enter');
}

test.use({ labFile: vlansTwoHosts.text });

test('a name in Chinese, with 300 characters, with quotes or of nothing is told at the name, and the old one stays', async ({
  app,
}) => {
  test.slow();
  const { page } = app;
  for (const [id, name] of [
    [/^Host docker01/, 'docker01'],
    [/^Container bbox10/, 'bbox10'],
    [/^Network mac_net10/, 'mac_net10'],
    [/^Interface ens33\.10 on docker01/, 'ens33.10'],
  ] as const) {
    await thing(page, id).focus();
    await page.keyboard.press('Enter');
    for (const wrong of ['名前', 'x'.repeat(300), '"quoted"', "it's", 'a/b', '$(reboot)']) {
      await page.keyboard.press('F2');
      const field = page.getByRole('textbox', { name: `Name of ${name}`, exact: true });
      await field.fill(wrong);
      await page.keyboard.press('Enter');
      const told = page.getByRole('alert').filter({ hasText: /[a-z].*\./ });
      await expect(told).toBeVisible();
      expect(await told.evaluate((of) => of.scrollWidth - of.clientWidth)).toBe(0);
      await expect(field).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(field).toBeHidden();
    }
  }
  await expect(unsaved(page)).toHaveCount(0);
});

test('a note takes all of it as it is, and so does the file', async ({ app }) => {
  const { page } = app;
  await expect(thing(page, /^Host docker01/)).toBeVisible();
  await page.keyboard.press('t');
  const words = page.getByRole('textbox', { name: 'Text of note n1' });
  const text = `来宾 "quoted" it's #${'長'.repeat(100)}: { [ & * ! | > % @ \``;
  await words.fill(text);
  await page.keyboard.press('Enter');
  await expect(words).toBeHidden();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText('来宾 "quoted"').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
});

test('a lab of other addresses is pasted beside: renamed, renumbered, in VLANs of its own, without a problem', async ({
  app,
}) => {
  const { page } = app;
  await expect(thing(page, /^Host docker01/)).toBeVisible();
  await page.getByRole('region', { name: 'Drawing' }).click({ position: { x: 5, y: 200 } });
  await paste(page, vlansTwoHosts.text.replaceAll('172.16.', '10.30.').replaceAll('mac_net', 'blue'));
  await expect(thing(page, /^Host docker03/)).toBeVisible();
  await expect(thing(page, /^Router router2/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  await app.screen('pasted-other-addresses');
  await page.getByRole('button', { name: /^Undo paste/ }).click();
  await expect(thing(page, /^Host docker03/)).toHaveCount(0);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'vlans-two-hosts' })).toBeVisible();
  await page.getByRole('button', { name: /^Redo paste/ }).click();
  await expect(inspector.getByRole('heading', { name: /^\d+ things$/ })).toBeVisible();
});

test('undo goes back over a file that was changed from outside, and redo brings it again', async ({ app }) => {
  const { page, labPath } = app;
  const path = labPath ?? '';
  await readdress(page, /^Container bbox10 on docker01/, '172.16.10.77');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  writeFileSync(path, readFileSync(path, 'utf8').replace('172.16.10.11', '172.16.10.99'));
  await expect(thing(page, /^Container bbox11 on docker02, 172\.16\.10\.99/)).toBeVisible();
  await thing(page, /^Host docker02/).focus();
  await page.keyboard.press('Control+z');
  await expect(thing(page, /^Container bbox11 on docker02, 172\.16\.10\.11/)).toBeVisible();
  await expect(thing(page, /^Container bbox10 on docker01, 172\.16\.10\.77/)).toBeVisible();
  await expect(unsaved(page)).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(thing(page, /^Container bbox10 on docker01, 172\.16\.10\.10/)).toBeVisible();
  await page.keyboard.press('Control+y');
  await page.keyboard.press('Control+y');
  await expect(thing(page, /^Container bbox11 on docker02, 172\.16\.10\.99/)).toBeVisible();
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(path, 'utf8')).toContain('172.16.10.99');
});
