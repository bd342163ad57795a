/** The article's first lab in the window, on real hosts: one macvlan network across two of them. */
import { templateNamed } from '../../shared/lab/templates.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, deployNow, deployTrusting, destroy, LONG } from '../fixtures/lab-window.ts';
import { cleanLab, inventories, makeThingsByHand } from '../fixtures/real-lab.ts';
import { labKey } from '../lab/lab.ts';

test.describe('one network across two real hosts', { tag: '@lab' }, () => {
  test.use({
    labFile: templateNamed('macvlan-two-hosts')?.text ?? '',
    appArguments: ['--key', labKey],
  });

  test('is drawn, deployed, pinged, found complete and destroyed', async ({ app }) => {
    test.setTimeout(8 * 60_000);
    const { page } = app;
    await cleanLab();
    await makeThingsByHand();
    const before = await inventories();

    await test.step('the drawing shows what will be there', async () => {
      await expect(page.getByRole('button', { name: /Container bbox1 on docker01/ })).toBeVisible();
      await expect(page.getByRole('button', { name: /Container bbox2 on docker02/ })).toBeVisible();
    });

    await test.step('it is deployed, and the pings come back', async () => {
      await deployTrusting(page, 2);
      await deployNow(page);
      await allPinged(page, 12);
    });

    await test.step('neighbours on different hosts reach each other, a host never its own containers', async () => {
      const measured = async (pair: RegExp, verdict: string): Promise<void> => {
        const cell = page.getByRole('button', { name: pair });
        await expect(cell).toHaveAttribute('data-voice', 'measured');
        await expect(cell).toHaveAttribute('data-verdict', verdict);
      };
      await measured(/docker01\/bbox1 to docker02\/bbox2/, 'reachable');
      await measured(/docker02\/bbox2 to docker01\/bbox1/, 'reachable');
      await measured(/docker01 to docker01\/bbox1/, 'unreachable');
      await page.getByRole('button', { name: /docker01\/bbox1 to docker02\/bbox2/ }).click();
      await app.screen('macvlan-pinged');
    });

    await test.step('a second deploy finds nothing to do', async () => {
      await page.getByRole('button', { name: 'Deploy', exact: true }).click();
      await expect(page.getByText('Nothing to do: everything stands as drawn.')).toBeVisible({ timeout: LONG });
      await page.getByRole('dialog', { name: 'Deploy' }).getByRole('button', { name: 'Close' }).click();
    });

    await test.step('destroy leaves nothing', async () => {
      await destroy(page);
      expect(await inventories()).toEqual(before);
    });
  });
});
