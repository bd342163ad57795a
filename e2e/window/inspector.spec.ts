/** Every fact of every thing is a field of the inspector: what is typed there stands in the file, as one step that can be undone. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { type App, expect, test } from '../fixtures/app.ts';

const inspectorOf = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

async function choose(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
}

async function saved({ page, labPath }: App): Promise<string> {
  await page.keyboard.press('Control+s');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  return readFileSync(labPath ?? '', 'utf8');
}

test.use({ labFile: vlansTwoHosts.text });

test('a value that is none is told at its field, and one that is good is a named step', async ({ app }) => {
  const { page } = app;
  await choose(page, /^Container bbox10 on docker01/);
  const address = inspectorOf(page).getByLabel('Address', { exact: true });
  await address.fill('172.16.10.300');
  await address.press('Enter');
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await expect(address).toHaveAccessibleDescription(
    '"172.16.10.300" is not an IPv4 address. Write four numbers, such as 172.16.10.10.',
  );
  await expectAccessible(page);
  await address.fill('172.16.10.77');
  await address.press('Enter');
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker01, 172\.16\.10\.77/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo set address of docker01/bbox10 to 172.16.10.77' }).click();
  await expect(address).toHaveValue('172.16.10.10');
});

test('both partners of a duplicate are marked, each at its field', async ({ app }) => {
  const { page } = app;
  await choose(page, /^Container bbox10 on docker01/);
  const address = inspectorOf(page).getByLabel('Address', { exact: true });
  await address.fill('172.16.10.11');
  await address.press('Enter');
  await expect(address).toHaveAttribute('aria-invalid', 'true');
  await choose(page, /^Container bbox11 on docker02/);
  await expect(address).toHaveValue('172.16.10.11');
  await expect(address).toHaveAccessibleDescription(/has the address 172\.16\.10\.11, which docker01\/bbox10 has too/);
  await app.screen('inspector-duplicate');
});

test('what can be said besides is listed, routes and rules too, and what names a thing leads to it', async ({
  app,
}) => {
  const { page } = app;
  const inspector = inspectorOf(page);
  await choose(page, /^Router router/);
  await expect(inspector.getByLabel('SSH port')).toHaveCount(0);
  await inspector.getByRole('button', { name: 'Add…' }).click();
  await page.getByRole('menuitem', { name: 'SSH port' }).click();
  await expect(inspector.getByLabel('SSH port')).toBeFocused();
  await page.keyboard.type('2222');
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: 'Add…' }).click();
  await page.getByRole('menuitem', { name: 'Routes' }).click();
  const route = inspector.getByRole('group', { name: 'new route' });
  await expect(route.getByLabel('To')).toBeFocused();
  await route.getByLabel('To').fill('10.9.0.1/16');
  await route.getByLabel('To').press('Enter');
  await expect(route).toContainText('has host bits set; its subnet is 10.9.0.0/16');
  await route.getByLabel('To').fill('10.9.0.0/16');
  await route.getByLabel('Via').fill('172.16.10.254');
  await route.getByLabel('Via').press('Enter');
  await expect(inspector.getByRole('group', { name: 'route 1' }).getByLabel('Via')).toHaveValue('172.16.10.254');
  await expect(inspector.getByRole('group', { name: 'route 1' }).getByLabel('Via')).toBeFocused();
  await inspector.getByRole('button', { name: 'Remove forward rule 2' }).click();
  await expect(inspector.getByRole('group', { name: 'forward rule 2' })).toHaveCount(0);
  await inspector.getByRole('combobox', { name: 'Lets through' }).selectOption('all');
  await inspector.getByRole('button', { name: 'Add…' }).click();
  await page.getByRole('menuitem', { name: 'Masquerade' }).click();
  const rule = inspector.getByRole('group', { name: 'new masquerade rule' });
  await rule.getByLabel('Source').fill('172.16.10.0/24');
  await rule.getByLabel('Source').press('Enter');
  await rule.getByLabel('Leaves by').focus();
  await rule.getByLabel('Leaves by').selectOption('ens33');
  // With what it lacked it is a rule, and who chose that there is still there: anywhere else the next letter draws.
  await expect(inspector.getByRole('group', { name: 'masquerade rule 1' }).getByLabel('Leaves by')).toBeFocused();
  await app.screen('inspector-routing');
  await expectAccessible(page);
  const text = await saved(app);
  expect(text).toContain('port: 2222');
  expect(text).toContain('to: 10.9.0.0/16, via: 172.16.10.254');
  expect(text).toContain('source: 172.16.10.0/24, out: ens33');
  expect(text).toMatch(/allow: all/);
  await inspector.getByRole('button', { name: 'Go to router:ens33' }).click();
  await expect(inspector.getByRole('heading', { name: 'ens33' })).toBeVisible();
  await inspector.getByRole('button', { name: 'Go to lan' }).click();
  await expect(inspector.getByLabel('VLANs')).toHaveValue('all');
});

test('a network’s driver takes its mode with it; parents are chosen; a name is typed over', async ({ app }) => {
  const { page } = app;
  const inspector = inspectorOf(page);
  await choose(page, /^Network mac_net10 on docker01/);
  await inspector.getByLabel('Mode').selectOption('private');
  await inspector.getByLabel('Driver').selectOption('ipvlan');
  await expect(inspector.getByLabel('Mode').locator('option')).toHaveText(['l2 (default)', 'l3', 'l3s']);
  await inspector.getByLabel('Parent interfaces: docker02').selectOption('ens33.20');
  await expect(
    page.getByRole('button', { name: 'Undo set parent interfaces of mac_net10: docker02 to ens33.20' }),
  ).toBeVisible();
  // What is said of it has the whole row, not the width of its field.
  const said = await inspector.getByText(/ARP never crosses/).boundingBox();
  expect(said?.width).toBeGreaterThan(200);
  await inspector.getByLabel('Name', { exact: true }).fill('blue');
  await inspector.getByLabel('Name', { exact: true }).press('Enter');
  await expect(inspector.getByRole('heading', { name: 'blue' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo rename mac_net10 to blue' })).toBeVisible();
});

test('a thing that gets another name in its field keeps its fields, and whoever is in one stays there', async ({
  app,
}) => {
  const { page } = app;
  await choose(page, /^Container bbox10 on docker01/);
  const name = inspectorOf(page).getByLabel('Name', { exact: true });
  const before = await name.elementHandle();
  await name.fill('web');
  await name.press('Enter');
  await expect(inspectorOf(page).getByRole('heading', { name: 'web' })).toBeVisible();
  await expect(name).toBeFocused();
  expect(await name.evaluate((field, was) => field === was, before)).toBe(true);
});

test('whoever goes on with the keyboard right after a choice in the inspector is not taken back', async ({ app }) => {
  const { page } = app;
  const host = page.getByRole('button', { name: /^Host docker01/ });
  await expect(host).toBeVisible();
  const elsewhere = await inspectorOf(page).getByRole('button', { name: 'untagged' }).elementHandle();
  await host.evaluate(async (element, button) => {
    (button as HTMLElement).click();
    (element as HTMLElement).focus();
    for (let frame = 0; frame < 4; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, elsewhere);
  await expect(host).toBeFocused();
});

test('addresses stand in the face of digits, words in that of words', async ({ app }) => {
  const { page } = app;
  const inspector = inspectorOf(page);
  const [digits, words] = [/JetBrains/, /Inter/];
  await expect(inspector.getByRole('button', { name: 'untagged' })).toHaveCSS('font-family', words);
  await expect(inspector.getByRole('button', { name: '192.168.1.11' })).toHaveCSS('font-family', digits);
  await inspector.getByRole('button', { name: 'untagged' }).click();
  await expect(inspector.getByText('192.168.1.11/24')).toHaveCSS('font-family', digits);
  await choose(page, /^Host docker01/);
  await expect(inspector.getByRole('button', { name: 'no address' }).first()).toHaveCSS('font-family', words);
});

test('a container is put on another network with a free address, and taken off again', async ({ app }) => {
  const { page } = app;
  const inspector = inspectorOf(page);
  await choose(page, /^Container bbox10 on docker01/);
  await inspector.getByRole('button', { name: 'Add…' }).click();
  await page.getByRole('menuitem', { name: /^mac_net20, 172\.16\.20\./ }).click();
  const there = inspector.getByRole('region', { name: 'mac_net20' });
  await expect(there.getByLabel('Address', { exact: true })).toHaveValue(/^172\.16\.20\./);
  await there.getByRole('button', { name: 'Take it off mac_net20' }).click();
  await expect(there).toHaveCount(0);
});

test('where images come from, and the registry, are fields of the lab made from their description', async ({ app }) => {
  const { page } = app;
  const inspector = inspectorOf(page);
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
  await inspector.getByRole('button', { name: 'Add…' }).click();
  await page.getByRole('menuitem', { name: 'Images' }).first().click();
  const draft = inspector.getByRole('group', { name: 'new in images' });
  await expect(draft.getByLabel('Name in images')).toBeFocused();
  await draft.getByLabel('Name in images').fill('app:1');
  await draft.getByLabel('Name in images').press('Enter');
  await draft.getByLabel('From').selectOption('archive');
  await expect(inspector.getByText(/is to come from an archive, and no file is named/)).toBeVisible();
  await app.screen('inspector-images-fault');
  await draft.getByLabel('Archive').fill('./app.tar');
  await draft.getByLabel('Archive').press('Enter');
  const image = inspector.getByRole('region', { name: 'app:1' });
  await expect(image.getByLabel('Archive')).toHaveValue('./app.tar');
  await app.screen('inspector-images');
  await expectAccessible(page);
  await image.getByLabel('Name', { exact: true }).fill('app:2');
  await image.getByLabel('Name', { exact: true }).press('Enter');
  await expect(inspector.getByRole('region', { name: 'app:2' })).toBeVisible();
  await inspector.getByRole('region', { name: 'app:2' }).getByLabel('From').selectOption('docker01');
  await inspector.getByRole('button', { name: 'Add…' }).click();
  await page.getByRole('menuitem', { name: 'Host', exact: true }).click();
  const registry = inspector.getByRole('region', { name: 'Registry' });
  await registry.getByLabel('Host', { exact: true }).selectOption('docker02');
  const text = await saved(app);
  expect(text).toContain('app:2');
  expect(text).toMatch(/registry:\s*\{?\s*host: docker02/);
  await inspector.getByRole('button', { name: 'Remove app:2' }).click();
  await expect(inspector.getByRole('region', { name: 'app:2' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo remove app:2' })).toBeVisible();
});
