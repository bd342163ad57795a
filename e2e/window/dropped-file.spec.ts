/** A lab file is dropped on the window; anything else gives a sentence, and nothing is lost. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

async function drag(page: Page, step: 'dragover' | 'drop', name: string, text: string, type = ''): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content, mime]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: mime }));
      return transfer;
    },
    [name, text, type] as const,
  );
  await page.dispatchEvent('body', step, { dataTransfer: data });
}

test('a lab file is opened wherever it is dropped', async ({ app }) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Start from a lab' })).toBeVisible();
  await drag(page, 'dragover', 'lab.yaml', '');
  await expect(page.getByText('Drop the lab file to open it')).toBeVisible();
  await app.screen('drop-file');
  await drag(page, 'drop', 'lab.yaml', vlansTwoHosts.text);
  await expect(page.getByText('Drop the lab file to open it')).toBeHidden();
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();

  await drag(page, 'drop', 'photo.png', 'x', 'image/png');
  await expect(page.getByText('Not opened: "photo.png" is a picture, and a lab is a text file.')).toBeVisible();
  await drag(page, 'drop', 'compose.yaml', 'services: {}\n');
  await expect(page.getByText(/Not opened: "compose.yaml": .*the key trunkline/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
});

test('what is not saved is asked about before another lab takes its place', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('button', { name: /^Host docker01/ }).focus();
  await page.keyboard.press('h');
  await page.keyboard.press('Enter');
  await drag(page, 'drop', 'other.yaml', 'trunkline: 1\nname: other\n');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'vlans-two-hosts', level: 1 })).toBeVisible();
});
