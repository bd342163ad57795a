/** Images, the lab's registry and a restart, as somebody sees and does them in the window on practice hosts. */
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { choosePractice, LONG, pressDeploy } from '../fixtures/lab-window.ts';

const LAB = `trunkline: 1
name: served
segments: { lan: { vlans: all } }
hosts:
  docker01:
    ssh: { address: 192.168.1.11 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.11/24 } }
  docker02:
    ssh: { address: 192.168.1.13 }
    interfaces: { ens33: { segment: lan, address: 192.168.1.13/24, promiscuous: true } }
    containers: { box: { image: '192.168.1.11:5000/busybox:v1', command: sh, networks: { net: 10.1.0.13 } } }
networks: { net: { driver: macvlan, subnet: 10.1.0.0/24, gateway: 10.1.0.1, parents: { docker02: ens33 } } }
registry: { host: docker01, images: [{ image: busybox, as: busybox:v1 }] }
`;

test('the inspector says where images come from, and a practice host is started anew by a button', async ({ app }) => {
  const { page } = app;
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a lab…' }).click();
  await (await chooser).setFiles({
    name: 'served.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from(LAB),
  });
  await page.getByRole('button', { name: /^Host docker02/ }).click();
  await expect(page.getByRole('heading', { name: 'Images' })).toBeVisible();
  await expect(page.getByText('from the registry on docker01')).toBeVisible();
  await choosePractice(page);
  await pressDeploy(page);
  const reboot = page.getByRole('button', { name: 'Reboot docker02' });
  await expect(page.getByRole('button', { name: 'Destroy', exact: true })).toBeEnabled({ timeout: LONG });
  await expect(page.getByText('docker02 in sync')).toBeVisible({ timeout: LONG });
  await reboot.click();
  await expect(page.getByText('docker02 in sync')).toBeHidden({ timeout: LONG });
  await app.screen('inspector-images');
  await expectAccessible(page);
});
