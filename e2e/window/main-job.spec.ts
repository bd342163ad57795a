/** The main job in the window: the article's lab is drawn, deployed, pinged, changed and destroyed. */
import { templateNamed } from '../../shared/lab/templates.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { labPlaces } from '../fixtures/lab-places.ts';
import { allPinged, destroy } from '../fixtures/lab-window.ts';

for (const place of labPlaces) {
  test.describe(`a lab on ${place.name}`, { tag: [...place.tag] }, () => {
    test.use({
      labFile: templateNamed('vlans-two-hosts')?.text ?? '',
      appArguments: [...place.appArguments],
    });

    test('is drawn, deployed, pinged, changed and destroyed', async ({ app }) => {
      test.setTimeout(8 * 60_000);
      const { page } = app;
      const picture = place.name === 'real hosts' ? 'lab' : 'practice';
      await place.prepare();
      const before = await place.inventories();
      await place.enter(page);

      await test.step('the drawing shows what will be there', async () => {
        await expect(page.getByRole('button', { name: /Container bbox10 on docker01/ })).toBeVisible();
        await app.screen(`${picture}-1-drawn`);
      });

      await test.step('each step of a deploy is told while it runs, and then the pings come back', async () => {
        await place.deployFirst(page, 3);
        await app.screen(`${picture}-2-deploying`);
        await allPinged(page, place.measuredOn, 54);
        await app.screen(`${picture}-3-deployed`);
      });

      await test.step('a pair of the matrix lights its way on the drawing', async () => {
        const cell = page.getByRole('button', { name: /docker01\/bbox10 to docker02\/bbox21/ });
        await expect(cell).toHaveAttribute('data-voice', 'measured');
        await expect(cell).toHaveAttribute('data-verdict', 'reachable');
        await cell.click();
        await app.screen(`${picture}-4-pinged`);
        await expectAccessible(page);
      });

      await test.step('another address in the inspector is one change', async () => {
        await page.getByRole('button', { name: /Container bbox11 on docker02/ }).click();
        const address = page.getByLabel('Address');
        await address.fill('172.16.10.12');
        await address.press('Enter');
        await place.deploy(page, '1 change');
        await allPinged(page, place.measuredOn, 54);
      });

      await test.step('destroy leaves nothing', async () => {
        await destroy(page);
        await app.screen(`${picture}-5-destroyed`);
        expect(await place.inventories()).toEqual(before);
      });
    });
  });
}
