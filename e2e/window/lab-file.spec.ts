/** The lab file typed and drawn at once. */
import { templateNamed } from '../../shared/lab/templates.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

test.use({ labFile: templateNamed('vlans-two-hosts')?.text ?? '' });

test('what is typed is drawn, what is drawn is written, and one undo is for both', async ({ app }) => {
  const { page } = app;
  await page.getByRole('tab', { name: 'YAML' }).click();
  const file = page.getByRole('region', { name: 'Lab file' });
  await file.getByRole('button', { name: 'Beside' }).click();
  const text = file.getByRole('textbox', { name: 'Text of the lab file' });
  await expect(text).toContainText('name: vlans-two-hosts');
  await expect(page.getByRole('tab')).toHaveCount(6);
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Container bbox10/ }).click();
  await expect(text).toContainText('mac_net10: 172.16.10.10');
  await app.screen('yaml-beside');

  await text.getByText('bbox10: { image: busybox').click();
  const meaning = file.getByText(/^An IPv4 address/);
  await expect(meaning).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(meaning).toBeHidden();
  await page.keyboard.type('bbox12: { image: busybox, networks: { mac_net10: 172.16.10.10 } }');
  const typed = page.getByRole('button', { name: /^Container bbox12 on docker01, 172\.16\.10\.10/ });
  await expect(typed).toBeVisible();
  await expect(page.getByRole('button', { name: /^1 error/ })).toBeVisible();
  await app.screen('yaml-duplicate');

  // Half typed: the drawing keeps the last good text, and says so.
  await page.keyboard.type(' }');
  await expect(file.getByText('The drawing keeps the last good text.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^1 error/ })).toBeVisible();
  await expect(typed).toBeVisible();
  await app.screen('yaml-broken');
  await page.keyboard.press('Backspace');
  await expect(file.getByText('The drawing keeps the last good text.')).toBeHidden();

  // Typed in one go or with a rest: as many steps.
  await expect(async () => {
    await page.keyboard.press('Control+z');
    await expect(typed).toBeHidden({ timeout: 500 });
  }).toPass();
});

test('a step is named for what it was typed in, whatever is chosen', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /^Container bbox10/ }).click();
  await page.getByRole('tab', { name: 'YAML' }).click();
  const text = page.getByRole('textbox', { name: 'Text of the lab file' });
  await text.getByText('name: vlans-two-hosts').click();
  await page.keyboard.press('End');
  await page.keyboard.type('2');
  await expect(page.getByRole('button', { name: 'Undo type in the file' })).toBeVisible();
  await text.getByText('bbox20: { image: busybox').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' # second VLAN');
  await expect(page.getByRole('button', { name: 'Undo type in docker01/bbox20' })).toBeVisible();
});

test('keys and names are completed from what the file may have', async ({ app }) => {
  const { page } = app;
  await page.getByRole('tab', { name: 'YAML' }).click();
  const file = page.getByRole('region', { name: 'Lab file' });
  const text = file.getByRole('textbox', { name: 'Text of the lab file' });
  await text.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('    ra');
  const options = page.getByRole('listbox', { name: 'Completions' });
  await expect(options.getByRole('option', { name: /^range(?!s)/ })).toBeVisible();
  await app.screen('yaml-completion');
  // What is said of the half typed line is not said over it.
  const told = file.getByText('The drawing keeps the last good text.');
  await expect(told).toBeVisible();
  await expect(page.getByText(/this text is not a key/i)).toHaveCount(1);
  const typed = await text.getByText('ra', { exact: true }).boundingBox();
  const over = await told.boundingBox();
  expect((typed?.y ?? 0) + (typed?.height ?? 0)).toBeLessThanOrEqual(over?.y ?? 0);
  await page.keyboard.press('Enter');
  await page.keyboard.type('172.16.20.128/25');
  await expect(page.getByText('unsaved changes')).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(file.getByRole('textbox', { name: 'Find' })).toBeFocused();
});

test.describe('of a file that cannot be read', () => {
  test.use({ labFile: (templateNamed('vlans-two-hosts')?.text ?? '').replace('hosts:', 'hosts: [') });

  test('it is said where it would be drawn, and it is drawn as soon as it is mended', async ({ app }) => {
    const { page } = app;
    const drawing = page.getByRole('region', { name: 'Drawing' }).locator('..');
    await expect(drawing.getByText('Nothing is drawn: the file cannot be read')).toBeVisible();
    await expect(drawing.getByText(/^Line \d+: a bracket above is not closed/)).toBeVisible();
    await expect(page.getByRole('button', { name: '1 error' })).toBeVisible();
    await expectAccessible(page);
    await app.screen('unread');
    await drawing.getByRole('button', { name: 'Show the text' }).click();
    const file = page.getByRole('region', { name: 'Lab file' });
    await expect(file.getByText('Nothing is drawn until it is mended.')).toBeVisible();
    await file.getByText('hosts: [').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    await expect(drawing.getByText('Nothing is drawn')).toBeHidden();
  });
});
