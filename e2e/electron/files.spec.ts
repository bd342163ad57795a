/** Files of the packaged program: native dialogs, labs that were open last, and every export. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { formatNamed, formatNames } from '../../shared/export/format-list.ts';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { trunkline } from '../fixtures/cli.ts';
import { openInElectron } from '../fixtures/shells.ts';

/** Answers the system's next dialogs as a person does who chooses that file. */
const choose = (program: ElectronApplication | null, path: string): Promise<void> | undefined =>
  program?.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);

test('a lab is opened and saved by the system’s dialogs, and offered by the next start with its picture', async ({
  app,
}) => {
  const mine = join(app.home.path, 'mine.yaml');
  const other = join(app.home.path, 'other.yaml');
  writeFileSync(mine, vlansTwoHosts.text);
  await test.step('opened and saved as', async () => {
    const { page, electron } = app;
    await expect(page.getByRole('region', { name: 'Recent labs' })).toHaveCount(0);
    await choose(electron, mine);
    await page.getByRole('button', { name: 'Open a lab…' }).click();
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    await choose(electron, other);
    await page.keyboard.press('Control+Shift+s');
    await expect.poll(() => existsSync(other) && readFileSync(other, 'utf8')).toBe(vlansTwoHosts.text);
    await electron?.close();
  });

  const next = await openInElectron([], app.home);
  const { page } = next;
  const recent = page.getByRole('region', { name: 'Recent labs' });
  await test.step('offered, opened and saved in its place without a question', async () => {
    await expect(recent.getByRole('button').nth(0)).toHaveAccessibleName(/^other\.yaml/);
    await expect(recent.getByRole('button').nth(1)).toHaveAccessibleName(/^mine\.yaml/);
    // Too small for names, and its words are the file's: nothing else tells of the picture.
    await expect(recent.getByRole('button').first().locator('svg rect').first()).toBeVisible();
    await page.screenshot({ path: 'test-results/screens/welcome-recent-electron.png' });
    await expectAccessible(page);
    await recent.getByRole('button', { name: /^mine\.yaml/ }).click();
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    await page.keyboard.press('h');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await expect(page.getByText('saved', { exact: true })).toBeVisible();
    expect(readFileSync(mine, 'utf8')).toContain('docker03:');
  });
  await test.step('what is gone is offered no more', async () => {
    rmSync(other);
    await page.reload();
    await expect(recent.getByRole('button')).toHaveCount(1);
    await expect(recent.getByRole('button')).toHaveAccessibleName(/^mine\.yaml/);
  });
  await next.close();
});

test.describe('a lab that is open', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('is exported in each form, the same as by the command line', async ({ app }) => {
    const { page, electron, home } = app;
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    for (const format of formatNames) {
      const file = join(home.path, `out.${format}`);
      await electron?.evaluate(({ session }, path) => {
        session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path));
      }, file);
      await page.keyboard.press('Control+Shift+e');
      const sheet = page.getByRole('dialog', { name: 'Export' });
      await sheet.getByRole('radio', { name: formatNamed(format).title }).check();
      await sheet.getByRole('button', { name: 'Export' }).click();
      await expect.poll(() => existsSync(file), { message: format }).toBe(true);
      await page.keyboard.press('Escape');
      await expect(sheet).toBeHidden();
      if (formatNamed(format).pixels) expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
      else {
        const printed = await trunkline(['export', 'lab.yaml', '--format', format], home);
        expect(readFileSync(file, 'utf8'), format).toBe(printed.stdout);
      }
    }
  });
});
