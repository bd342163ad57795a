/** The lab of all that real labs hold, from the drawing to real hosts and off them again. */
import { expect, test } from '../fixtures/app.ts';
import { drawTheRest, PAIRS_OF_THE_REST } from '../fixtures/draw-the-rest.ts';
import { labPlaces } from '../fixtures/lab-places.ts';
import { allPinged, destroy } from '../fixtures/lab-window.ts';
import { shell } from '../lab/lab.ts';

/** What is drawn as being there already; and the drawing says that docker02 is reached at .12, where the real one has .13. */
const BEFORE =
  'docker network create --subnet 172.16.31.0/24 --gateway 172.16.31.1 corp && ip address add 192.168.1.12/24 dev ens33';
const AFTER = 'docker network rm corp; ip address del 192.168.1.12/24 dev ens33; true';

for (const place of labPlaces.filter(({ name }) => name === 'real hosts')) {
  test.describe('a lab of all that real labs hold', { tag: [...place.tag] }, () => {
    test.use({ appArguments: [...place.appArguments] });

    test('is drawn, deployed on real hosts, pinged and destroyed without a trace', async ({ app }) => {
      test.setTimeout(8 * 60_000);
      const { page } = app;
      await place.prepare();
      await shell('docker02', BEFORE);
      try {
        const before = await place.inventories();
        await drawTheRest(page);
        await page.getByRole('radiogroup', { name: 'Where the lab runs' }).getByText(place.inWindow).click();
        await place.deployFirst(page, 2);
        await allPinged(page, place.measuredOn, PAIRS_OF_THE_REST);
        await destroy(page);
        expect(await place.inventories()).toEqual(before);
      } finally {
        await shell('docker02', AFTER);
      }
    });
  });
}
