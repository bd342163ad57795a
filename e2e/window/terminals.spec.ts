/** Terminals belong to their window: loaded anew, it goes on with them; closed, it takes them along. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';
import { choosePractice } from '../fixtures/lab-window.ts';

test.use({ labFile: vlansTwoHosts.text });

const terminalOf = (page: Page) => page.getByRole('region', { name: 'Terminal on docker01, simulated' });

test('a window that is loaded anew finds its terminals, with what they have printed', async ({ app }) => {
  const { page } = app;
  await choosePractice(page);
  await page.getByRole('button', { name: /^Host docker01/ }).dblclick();
  await expect(terminalOf(page)).toContainText('root@docker01:~#');
  await page.keyboard.type('cd /etc; told=kept-$((40+2)); echo $told');
  await page.keyboard.press('Enter');
  await expect(terminalOf(page)).toContainText('kept-42');

  await page.reload();
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await expect(terminalOf(page)).toContainText('kept-42');
  await terminalOf(page).click();
  // The very same shell.
  await page.keyboard.type('echo again-$told in $PWD');
  await page.keyboard.press('Enter');
  await expect(terminalOf(page)).toContainText('again-kept-42 in /etc');
  await expect(terminalOf(page)).toHaveCount(1);
});
