/** The article's first lab in the window: one macvlan network across two hosts. */
import { templateNamed } from '../../shared/lab/templates.ts';
import { expect, test } from '../fixtures/app.ts';
import { labPlaces } from '../fixtures/lab-places.ts';
import { allPinged, destroy, LONG } from '../fixtures/lab-window.ts';

for (const place of labPlaces) {
  test.describe(`one network across two ${place.name}`, { tag: [...place.tag] }, () => {
    test.use({
      labFile: templateNamed('macvlan-two-hosts')?.text ?? '',
      appArguments: [...place.appArguments],
    });

    test('is drawn, deployed, pinged, found complete and destroyed', async ({ app }) => {
      test.setTimeout(8 * 60_000);
      const { page } = app;
      await place.prepare();
      const before = await place.inventories();
      await place.enter(page);

      await test.step('the drawing shows what will be there', async () => {
        await expect(page.getByRole('button', { name: /Container bbox1 on docker01/ })).toBeVisible();
        await expect(page.getByRole('button', { name: /Container bbox2 on docker02/ })).toBeVisible();
      });

      await test.step('it is deployed, and the pings come back', async () => {
        await place.deployFirst(page, 2);
        await allPinged(page, place.measuredOn, 12);
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
        await app.screen(place.name === 'real hosts' ? 'macvlan-pinged' : 'practice-macvlan-pinged');
      });

      await test.step('a second deploy finds nothing to do, and ends in a measurement too', async () => {
        await page.getByRole('button', { name: 'Deploy', exact: true }).click();
        await expect(page.getByText('Nothing to do: everything stands as drawn.')).toBeVisible({ timeout: LONG });
        await allPinged(page, place.measuredOn, 12);
      });

      await test.step('destroy leaves nothing', async () => {
        await destroy(page);
        expect(await place.inventories()).toEqual(before);
      });
    });
  });
}
