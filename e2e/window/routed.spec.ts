/** Ipvlan l3 drawn by hand: each host has a network of its own, and who has drawn it otherwise is told, and helped by one click. */
import { expect, test } from '../fixtures/app.ts';

const byHand = `trunkline: 1
name: by-hand
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24 }
    containers:
      bbox1: { image: busybox, command: sh, networks: { net: 10.5.0.11 } }
  docker02:
    ssh: { address: 192.168.1.12 }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.12/24 }
    containers:
      bbox2: { image: busybox, command: sh, networks: { net: 10.5.0.12 } }
networks:
  net: { driver: ipvlan, mode: l2, subnet: 10.5.0.0/24, gateway: 10.5.0.1, parents: { docker01: ens33, docker02: ens33 } }
`;

test.describe('a network that becomes l3', () => {
  test.use({ labFile: byHand });

  test('is one for each host, and its containers still reach each other', async ({ app }) => {
    const { page } = app;
    await page
      .getByRole('button', { name: /^Network net on docker01/ })
      .first()
      .click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByLabel('Mode').selectOption('l3');
    await expect(
      page.getByRole('button', { name: /^Network net2 on docker02, 10\.5\.1\.0\/24/ }).first(),
    ).toBeVisible();
    await expect(
      page.getByRole('button', { name: /^docker01\/bbox1 to docker02\/bbox2: predicted reachable/ }),
    ).toBeVisible();
    await app.screen('l3-by-hand');
    await page.getByRole('button', { name: 'Undo make net l3, a network for each host' }).click();
    await expect(page.getByRole('button', { name: /^Network net on docker02/ }).first()).toBeVisible();
  });
});

test.describe('a network of mode l3 on two hosts', () => {
  test.use({ labFile: byHand.replace('mode: l2', 'mode: l3').replace('gateway: 10.5.0.1, ', '') });

  test('is a problem that one click mends', async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: /1 warning/ }).click();
    const problems = page.getByRole('list', { name: 'Problems' });
    await expect(problems).toContainText('docker01 and docker02 share its subnet 10.5.0.0/24');
    await app.screen('l3-problem');
    await problems.getByRole('button', { name: 'A network for each host' }).click();
    await expect(page.getByRole('tabpanel').getByText('No problems', { exact: true })).toBeVisible();
    await page.getByRole('tab', { name: 'Reachability' }).click();
    await expect(
      page.getByRole('button', { name: /^docker02\/bbox2 to docker01\/bbox1: predicted reachable/ }),
    ).toBeVisible();
  });
});
