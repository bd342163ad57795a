import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';

test('the first minute: a template by its picture, the lab drawn, an address changed, undone, and shown in the file', async ({
  app,
}) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Start from a lab' })).toBeVisible();
  await expectAccessible(page);
  await app.screen('welcome');

  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await expect(page.getByRole('heading', { name: 'vlans-two-hosts', level: 1 })).toBeVisible();
  const bbox10 = page.getByRole('button', { name: /^Container bbox10 on docker01, 172\.16\.10\.10, VLAN 10/ });
  await expect(bbox10).toBeVisible();
  await expect(page.getByRole('button', { name: /^Segment lan/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Forwarding on router: 10 ⇄ 20 allowed/ })).toBeVisible();
  await expectAccessible(page);
  await app.screen('vlan-template');

  await bbox10.click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const address = inspector.getByLabel('Address', { exact: true });
  await address.fill('172.16.10.300');
  await address.press('Enter');
  await expect(inspector.getByText(/not an IPv4 address/)).toBeVisible();
  await expect(bbox10).toBeVisible();

  await address.fill('172.16.10.12');
  await address.press('Enter');
  await expect(page.getByRole('button', { name: /^Container bbox10 on docker01, 172\.16\.10\.12/ })).toBeVisible();
  await page.getByRole('tab', { name: 'YAML' }).click();
  await expect(page.getByRole('region', { name: 'Lab file' })).toContainText('mac_net10: 172.16.10.12');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(bbox10).toBeVisible();
});

test('the drawing is walked with the arrow keys', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await page.getByRole('button', { name: /^Host docker01/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /bbox[12]0/, level: 2 })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'vlans-two-hosts', level: 2 })).toBeVisible();
});

test('two hosts that would hand out one address: said in the list and on the thing, and mended by one click', async ({
  app,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  for (const name of ['bbox10 on docker01', 'bbox11 on docker02']) {
    await page.getByRole('button', { name: new RegExp(`^Container ${name}`) }).click();
    const address = inspector.getByLabel('Address', { exact: true });
    await address.fill('');
    await address.press('Enter');
  }
  await page.getByRole('button', { name: '1 error' }).click();
  const problems = page.getByRole('list', { name: 'Problems' });
  await expect(problems).toContainText('would give docker02/bbox11 the address 172.16.10.2');
  await expectAccessible(page);
  await app.screen('problem-with-a-fix');
  await problems.getByRole('button', { name: 'Give it 172.16.10.3' }).click();
  await expect(page.getByRole('button', { name: /^Container bbox11 on docker02, 172\.16\.10\.3/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
});
