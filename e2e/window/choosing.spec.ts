/** Choosing takes the work that it is, and waits for nothing else. */
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expect, test } from '../fixtures/app.ts';

test.use({ labFile: vlansTwoHosts.text });

/** One of each kind, and what then stands at the head of the inspector. */
const KINDS = [
  [/^Host docker01/, 'docker01'],
  [/^VLAN 10 on lan/, 'VLAN 10'],
  [/^Container bbox10 on docker01/, 'bbox10'],
  [/^Interface ens33\.10 on docker01/, 'ens33.10'],
  [/^Segment lan/, 'lan'],
  [/^Network mac_net10 on docker01/, 'mac_net10'],
] as const;

test('the first thing of each kind, and each panel, is shown while no clock goes on', async ({ app }) => {
  const { page } = app;
  // Before the window's code, which keeps the timers that it finds.
  await page.clock.install();
  await page.reload();
  await expect(page.getByRole('button', { name: KINDS[0][0] })).toBeVisible();
  await page.clock.pauseAt(Date.now() + 60_000);
  for (const [name, heading] of KINDS) {
    await page.getByRole('button', { name }).first().dispatchEvent('click');
    await expect(
      page.getByRole('complementary', { name: 'Inspector' }).getByRole('heading', { name: heading, level: 2 }),
    ).toBeVisible();
  }
  for (const tab of ['Plan', 'Run', 'Problems', 'YAML']) {
    await page.getByRole('tab', { name: tab }).dispatchEvent('click');
    await expect(page.getByRole('tabpanel', { name: tab })).not.toBeEmpty();
  }
});

test('once one thing was chosen, the first of every other kind asks for nothing more', async ({ app }) => {
  const { page } = app;
  const [[host, name], ...others] = KINDS;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await page.getByRole('button', { name: host }).dispatchEvent('click');
  await expect(inspector.getByRole('heading', { name, level: 2 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  asked.length = 0;
  for (const [other, heading] of others) {
    await page.getByRole('button', { name: other }).first().dispatchEvent('click');
    await expect(inspector.getByRole('heading', { name: heading, level: 2 })).toBeVisible();
  }
  expect(asked).toEqual([]);
});
