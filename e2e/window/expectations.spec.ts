/** A ping is wanted or forbidden by hand; what does otherwise is a problem with its place and reason. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

const cell = (page: Page, from: string, to: string) =>
  page.getByRole('button', { name: new RegExp(`^${from} to ${to}: `) });

test.use({ labFile: vlansTwoHosts.text });

test('expected by the menu of a cell, told where it is not so, and taken back', async ({ app }) => {
  const { page } = app;
  await page.getByRole('tab', { name: 'Reachability' }).click();
  const allowed = cell(page, 'docker01/bbox10', 'docker02/bbox11');
  await allowed.click({ button: 'right' });
  const menu = page.getByRole('menu');
  await expect(menu).toContainText('docker01/bbox10 → docker02/bbox11');
  await expect(menu.getByRole('menuitem')).toHaveText([
    /^Explain this ping/,
    /^Walk the packet/,
    /^Ping it from a terminal/,
    /^Expect it to reach/,
    /^Expect it not to reach/,
    /^Expect what is predicted/,
  ]);
  await expect(menu.getByRole('menuitem', { name: 'Expect what is predicted' })).toBeDisabled();
  await app.screen('matrix-menu');
  await menu.getByRole('menuitem', { name: 'Expect it not to reach' }).click();
  await expect(allowed).toHaveAccessibleName(/predicted reachable, but expected unreachable/);
  await page.getByRole('button', { name: '1 warning' }).click();
  const problems = page.getByRole('list', { name: 'Problems' });
  await expect(problems).toContainText('docker01/bbox10 is expected not to reach docker02/bbox11, and does: ');
  await expect(problems).toContainText(/line \d+/);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Reachability' }).click();
  await page.getByRole('radiogroup', { name: 'Expected' }).getByText('Reachable', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  await app.screen('expected-pair');
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(app.labPath ?? '', 'utf8')).toContain('reachable: true');
  // Nothing is chosen: the inspector shows the lab, and what is expected of it.
  await page.getByRole('button', { name: /^Host docker01/ }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Expected pings' })).toContainText('as expected');
  await app.screen('expected-list');
  await page.getByRole('button', { name: 'Expect no longer: docker01/bbox10 to docker02/bbox11' }).click();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  expect(readFileSync(app.labPath ?? '', 'utf8').trimEnd()).toBe(vlansTwoHosts.text.trimEnd());
});

test('by the keyboard alone: the cell’s menu, and a key', async ({ app }) => {
  const { page } = app;
  await page.getByRole('tab', { name: 'Reachability' }).click();
  await cell(page, 'docker01/bbox10', 'docker01:ens33').focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toContainText('docker01/bbox10 → docker01:ens33');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await page.keyboard.press('Shift+E');
  await expect(
    page.getByRole('button', { name: 'Undo expect docker01/bbox10 not to reach docker01:ens33' }),
  ).toBeVisible();
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test.describe('on practice hosts', () => {
  test('the ping is typed into a terminal where it begins', async ({ app }) => {
    const { page } = app;
    await page.getByText('Practice', { exact: true }).click();
    await page.getByRole('tab', { name: 'Reachability' }).click();
    await cell(page, 'docker01', 'docker02:ens33').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Ping it from a terminal' }).click();
    await expect(page.getByRole('tab', { name: 'Terminal' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.locator('.xterm-rows')).toContainText('ping -c 3 192.168.1.13');
  });
});

test.describe('a ping that is expected and will not come back', () => {
  test.use({
    labFile: `${vlansTwoHosts.text.replace(/ {2}router:\n( {4}.*\n)+/, '')}\nexpect: [{ from: docker01/bbox10, to: docker02/bbox21, reachable: true }]\n`,
  });

  test('is offered what would change that among the problems, too', async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: /^\d+ warnings?$/ }).click();
    const problems = page.getByRole('list', { name: 'Problems' });
    await expect(problems).toContainText('docker01/bbox10 is expected to reach docker02/bbox21, and does not: ');
    await app.screen('problem-cure');
    await expectAccessible(page);
    await problems.getByRole('button', { name: /^Add a router between/ }).click();
    await expect(page.getByRole('button', { name: /^Undo add router/ })).toBeVisible();
    await expect(page.getByText('is expected to reach')).toHaveCount(0);
  });
});
