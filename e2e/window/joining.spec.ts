/** Bonds, bridges and dummies are made by hand; and what the first things of a lab are addressed from can be typed over before. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { centre, Hands } from '../fixtures/hands.ts';

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();

test.describe('on a host with two cards', () => {
  test.use({
    labFile: `trunkline: 1
name: cards
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens34: { segment: lan }
    containers:
      box: { image: busybox, networks: { mac: 192.168.1.101 } }
networks:
  mac: { driver: macvlan, subnet: 192.168.1.0/24, gateway: 192.168.1.1, parents: { docker01: ens33 } }
`,
  });

  test('a line from card to card makes a bond, on which everything stands that stood on them', async ({ app }) => {
    const { page } = app;
    const ens34 = thing(page, /^Interface ens34 on docker01/);
    await ens34.hover({ position: { x: 20, y: 12 } });
    const from = await centre(page.getByRole('button', { name: 'Connect docker01:ens34', exact: true }));
    const to = await centre(thing(page, /^Interface ens33 on docker01/));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await expect(
      page.getByRole('status').filter({ hasText: 'Connect docker01:ens34 to docker01:ens33' }),
    ).toBeVisible();
    await app.screen('bond-line');
    await page.mouse.up();
    const bond0 = thing(page, /^Interface bond0 on docker01, 192\.168\.1\.11\/24/);
    // Its kind is told beside its address, and by a sign from further away.
    await expect(bond0).toContainText('bond · 192.168.1.11/24');
    await expect(bond0.locator('svg').first()).toBeVisible();
    await app.screen('bond-made');
    await page.getByRole('button', { name: 'Undo connect docker01:ens34 to docker01:ens33' }).click();
    await expect(page.getByRole('button', { name: /^Interface bond0/ })).toHaveCount(0);
  });

  test('its menu makes them by keys alone, each with a name that can be typed over', async ({ app }) => {
    const { page } = app;
    await thing(page, /^Interface ens34 on docker01/).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Bond', exact: true })).toBeVisible();
    await app.screen('bond-menu');
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Bridge', exact: true }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of br0' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(thing(page, /^Interface br0 on docker01/)).toBeVisible();
    await thing(page, /^Host docker01/).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Dummy interface' }).press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of dummy0' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(thing(page, /^Interface dummy0 on docker01, 172\.16\.100\.1\/24/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
  });
});

test('an empty lab says what its first things are addressed from, and takes other blocks', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const pool = inspector.getByLabel('Addresses of new things');
  await expect(pool).toHaveValue('172.16.0.0/16');
  await pool.fill('10.20.0.1/16');
  await pool.press('Enter');
  await expect(pool).toHaveAccessibleDescription('It has host bits set: the block is 10.20.0.0/16.');
  await expectAccessible(page);
  await pool.fill('10.20.0.0/16');
  await pool.press('Enter');
  await inspector.getByLabel('Address of new hosts').fill('10.0.7.5');
  await inspector.getByLabel('Address of new hosts').press('Enter');
  await inspector.getByLabel('Login to new hosts').fill('student');
  await inspector.getByLabel('Login to new hosts').press('Enter');
  await app.screen('empty-defaults');
  await hands.click('Host');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Host docker01, 10\.0\.7\.5/)).toBeVisible();
  await expect(inspector.getByLabel('SSH user')).toHaveValue('student');
  await hands.click('VLAN');
  await page.keyboard.press('Enter');
  await hands.click('Container');
  await expect(page.getByRole('button', { name: /^Container \S+ on docker01, 10\.20\./ })).toBeVisible();
});
