/** A gesture that loses pings says how to keep them, while it is held, after it, and by key before it is done. */
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { centre } from '../fixtures/hands.ts';

/** Both VLANs, and nothing between them. */
const withoutRouter = vlansTwoHosts.text.replace(/ {2}router:\n[\s\S]*?(?=\nnetworks:)/, '');

test.use({ labFile: withoutRouter });

const thing = (page: Page, name: RegExp) => page.getByRole('button', { name }).first();

test('a container dragged out of its VLAN: a router is offered, and brings the ping back', async ({ app }) => {
  const { page } = app;
  const from = await centre(thing(page, /^Container bbox10 on docker01/));
  const to = await centre(thing(page, /^Network mac_net20 on docker01/));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.move(to.x, to.y, { steps: 4 });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText('Add a router between 10 and 20: offered after the drop')).toBeVisible();
  await app.screen('cure-held');
  await page.mouse.up();
  await expect(inspector.getByRole('region', { name: 'Pings lost' })).toContainText('Want to keep both?');
  await app.screen('cure-offered');
  await expectAccessible(page);
  await inspector.getByRole('button', { name: 'Add a router between 10 and 20' }).click();
  await expect(thing(page, /^Router router/)).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^docker01\/bbox10 to docker02\/bbox11: predicted reachable/ }),
  ).toBeVisible();
  await expect(inspector.getByRole('region', { name: 'Pings lost' })).toHaveCount(0);
});

test('by key it is one step with the move', async ({ app }) => {
  const { page } = app;
  await thing(page, /^Container bbox10 on docker01/).click();
  await page.keyboard.press('m');
  const question = page.getByRole('dialog', { name: 'Move docker01/bbox10' });
  await expect(question.getByRole('combobox', { name: 'To' })).toBeFocused();
  await page.keyboard.type('mac_net20 on docker01');
  // The drawing shows it on the other network: so do its marks.
  await expect(thing(page, /^Container bbox20 on docker01/)).toContainText('✓');
  await expect(thing(page, /^Container bbox11 on docker02/)).toContainText('✕');
  await app.screen('cure-by-key');
  await question.getByRole('button', { name: 'Add a router between 10 and 20' }).click();
  await expect(thing(page, /^Container bbox10 on docker01, 172\.16\.20\./)).toBeVisible();
  await expect(thing(page, /^Router router/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo move bbox10 to mac_net20 and add router' }).click();
  await expect(thing(page, /^Container bbox10 on docker01, 172\.16\.10\.10/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Router router/ })).toHaveCount(0);
});

test.describe('a router that meets the internet', () => {
  test.use({
    labFile: vlansTwoHosts.text
      .replace(/allow:\n( {8}- .*\n)+/, 'allow: all\n')
      .replace('lan: { vlans: all }', 'lan: { vlans: all }\n  wan: { internet: true }')
      .concat('\nexpect: [{ from: docker01/bbox10, to: 8.8.8.8, reachable: true }]\n'),
  });

  test('masquerades what is behind it, and a host without a way out is given one beside the reason', async ({
    app,
  }) => {
    const { page } = app;
    await thing(page, /^Router router/).click();
    await page.keyboard.press('l');
    const line = page.getByRole('dialog', { name: 'Connect' });
    await expect(line.getByRole('status')).toContainText('Connect router to wan');
    await expect(line.getByRole('combobox', { name: 'To' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(thing(page, /^Interface ens34 on router, on wan/)).toBeVisible();
    await page.getByRole('tab', { name: 'Reachability' }).click();
    await page.getByRole('button', { name: /^docker01 to 8\.8\.8\.8: predicted unreachable/ }).click();
    const detail = page.getByRole('region', { name: 'docker01 to 8.8.8.8' });
    await expect(detail).toContainText('has no route to 8.8.8.8');
    await app.screen('cure-beside-reason');
    await detail.getByRole('button', { name: 'Default route of docker01 via 192.168.1.254' }).click();
    await expect(page.getByRole('button', { name: /^docker01 to 8\.8\.8\.8: predicted reachable/ })).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Undo add default route of docker01 via 192.168.1.254' }),
    ).toBeVisible();
  });
});

test.describe('a host that does not reach its own container', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('is told what a shim is, gets one beside the reason, and by hand', async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: /^docker01 to docker01\/bbox10: predicted unreachable/ }).click();
    const detail = page.getByRole('region', { name: 'docker01 to docker01/bbox10' });
    await expect(detail).toContainText(
      'give the host a shim there (an interface of the host’s own on the macvlan network)',
    );
    await app.screen('cure-by-shim');
    await detail.getByRole('button', { name: 'Add a shim on docker01:ens33.10' }).click();
    await expect(
      page.getByRole('button', { name: /^docker01 to docker01\/bbox10: predicted reachable/ }),
    ).toBeVisible();
    await expect(thing(page, /^Interface shim0 on docker01/)).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: /^Interface shim0 on docker01/ })).toHaveCount(0);

    await thing(page, /^Interface ens33\.20 on docker02/).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find anything' }).fill('shim');
    await page.getByRole('dialog', { name: 'Find anything' }).getByRole('button', { name: 'Host shim' }).click();
    await expect(thing(page, /^Interface shim0 on docker02/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo add docker02:shim0' })).toBeVisible();
    await expect(
      page.getByRole('button', { name: /^docker02 to docker02\/bbox21: predicted reachable/ }),
    ).toBeVisible();
  });
});
