/**
 * The whole article, its registry too, with `persist: true` on real hosts: after a power cut of all of them it is there again
 * without a deploy, whoever manages their interfaces, and destroying it leaves nothing, also not in their files.
 * TRUNKLINE_REBOOTS=all: with each manager there is.
 */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { wholeArticle } from '../../shared/lab/templates/whole-article.ts';
import { doneOf } from '../fixtures/cli-json.ts';
import { type ManagerHere, manageBy, restart } from '../fixtures/lab-managers.ts';
import { bootedAgain, inventories } from '../fixtures/real-lab.ts';
import { realLabCli } from '../fixtures/real-lab-cli.ts';
import { type LabHost, labHosts, reset, up } from '../lab/lab.ts';

type Managers = Readonly<Partial<Record<LabHost, ManagerHere>>>;

/** A host that is not named has nobody but systemd. */
const USUAL: readonly Managers[] = [{ docker02: 'systemd-networkd', router: 'ifupdown' }];
const ALL: readonly Managers[] = [
  ...USUAL,
  { docker01: 'ifupdown', docker02: 'NetworkManager', router: 'systemd-networkd' },
  { docker01: 'systemd-networkd', docker02: 'netplan', router: 'NetworkManager' },
];

const lasting = wholeArticle.text.replace(/^trunkline: 1$/m, 'trunkline: 1\npersist: true');

test.describe('a lab that survives a restart', { tag: '@lab' }, () => {
  // On fresh disks: what another test has made by hand there would be gone after the restart, and destroy says so.
  const cli = realLabCli(
    ({ run }) => run('destroy', '--yes'),
    async () => {
      await reset();
      await up();
    },
  );
  test.afterEach(() => reset());

  for (const managers of process.env.TRUNKLINE_REBOOTS === 'all' ? ALL : USUAL) {
    const who = labHosts.map((host) => `${host} by ${managers[host] ?? 'systemd alone'}`).join(', ');
    test(who, async () => {
      test.setTimeout(1_200_000);
      await test.step('hosts are set up', async () => {
        await Promise.all(
          labHosts.flatMap((host) => (managers[host] === undefined ? [] : [manageBy(host, managers[host])])),
        );
        await up();
      });
      const before = bootedAgain(await inventories(), ...labHosts);
      writeFileSync(cli.file(), lasting);
      expect(doneOf(await cli.run('deploy', '--yes', '--json'))).toMatchObject({ ok: true });
      await test.step('the power is cut, and comes back', async () => {
        await Promise.all(labHosts.map(restart));
        await up();
      });
      const planned = await cli.run('plan');
      expect(planned, planned.stdout).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to change') });
      const verified = await cli.run('verify');
      expect(verified, verified.stdout).toMatchObject({ code: 0 });
      expect(doneOf(await cli.run('destroy', '--yes', '--json'))).toMatchObject({ ok: true, residue: [] });
      await test.step('and what was there starts without it', async () => {
        await Promise.all(labHosts.map(restart));
        await up();
        expect(bootedAgain(await inventories(), ...labHosts)).toEqual(before);
      });
    });
  }
});
