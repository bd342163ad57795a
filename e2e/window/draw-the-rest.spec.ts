/** What real labs hold besides: a bond, a bridge that tells VLANs apart, Docker's own bridge with a published port, a network that is there already, and a home router. */
import { expect, test } from '../fixtures/app.ts';
import { drawTheRest, PAIRS_OF_THE_REST } from '../fixtures/draw-the-rest.ts';
import { allPinged, destroy, pressDeploy } from '../fixtures/lab-window.ts';

test('a lab of all that real labs hold is drawn, deployed on practice hosts, pinged and destroyed', async ({ app }) => {
  test.slow();
  const { page } = app;
  await drawTheRest(page);
  await app.screen('draw-the-rest');
  // Practice hosts come with the networks that are drawn as being there.
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', PAIRS_OF_THE_REST);
  await destroy(page);
  await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeEnabled();
});
