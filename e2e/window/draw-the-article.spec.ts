/** The article's lab is drawn from nothing, by hand alone, and does what the template's does: nothing is named or addressed. */
import type { Page } from '@playwright/test';
import { openLab } from '../../shared/lab/edit.ts';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { predictLab } from '../../shared/reach/predict.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { type App, expect, test } from '../fixtures/app.ts';
import { Hands } from '../fixtures/hands.ts';
import { type LabPlace, labPlaces } from '../fixtures/lab-places.ts';
import { allPinged, destroy } from '../fixtures/lab-window.ts';
import { shell } from '../lab/lab.ts';

/** Fewer than so many actions draw it. */
const MOST = 60;

async function drawByMouse(app: App): Promise<number> {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  await expect(page.getByRole('heading', { name: 'new-lab', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Draw a lab' })).toBeVisible();
  await app.screen('draw-empty');
  await expectAccessible(page);
  await hands.click('Host');
  await app.screen('draw-first-host');
  await hands.click('Host');
  await hands.drag('VLAN', /^Segment lan/);
  await hands.drag('VLAN', /^Segment lan/);
  for (const host of ['docker01', 'docker02']) {
    for (const tag of [10, 20]) await hands.drag('Container', new RegExp(`^Interface ens33\\.${tag} on ${host}`));
  }
  await hands.click('Router');
  await app.screen('draw-by-mouse');
  return hands.actions;
}

async function drawByKeyboard(app: App): Promise<number> {
  const { page } = app;
  const hands = new Hands(page);
  await expect(page.getByRole('heading', { name: 'Start from a lab' })).toBeVisible();
  await hands.key('Control+Alt+n');
  await expect(page.getByRole('heading', { name: 'new-lab', level: 1 })).toBeVisible();
  const add = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      await hands.key(key);
      await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeFocused();
      await hands.key('Enter');
      await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeHidden();
    }
  };
  await add('h', 'v', 'c');
  await app.screen('draw-by-keyboard-begun');
  await add('v', 'c', 'h', 'v', 'c', 'v', 'c', 'r');
  await app.screen('draw-by-keyboard');
  return hands.actions;
}

const WAYS = [
  { by: 'the mouse alone', draw: drawByMouse },
  { by: 'the keyboard alone', draw: drawByKeyboard },
] as const;

/** `docker01/bbox10 to docker02/bbox11: reachable` for every ping of the template, which does as it is predicted. */
function pingsOfTemplate(): readonly string[] {
  const { lab } = openLab(vlansTwoHosts.text);
  if (lab === undefined) throw new Error('the template cannot be read');
  const prediction = predictLab(lab);
  return prediction.endpoints.sources.flatMap((from) =>
    prediction.endpoints.targets
      .filter(({ id }) => id !== from.id && !id.startsWith(`${from.id}:`))
      .map((to) => `${from.id} to ${to.id}: ${prediction.outcome(from, to).verdict}`),
  );
}

/** The same of what was measured, as the matrix says it. */
async function pingsMeasured(page: Page): Promise<readonly string[]> {
  const cells = await page
    .getByRole('table', { name: /each row pings/ })
    .getByRole('button', { name: / to .*, as predicted/ })
    .evaluateAll((all) =>
      all.map((cell) => [cell.getAttribute('title') ?? '', cell.getAttribute('data-verdict')] as const),
    );
  return cells.map(([words, verdict]) => `${words.split(': ', 1)[0]}: ${verdict}`);
}

/** Before drawing, what was drawn says that docker02 is reached at .12: the hosts of the real lab have .13 of their own. */
async function drawnAddress(place: LabPlace, verb: 'add' | 'del'): Promise<void> {
  if (place.name === 'real hosts') await shell('docker02', `ip address ${verb} 192.168.1.12/24 dev ens33`);
}

for (const place of labPlaces) {
  test.describe(`the article’s lab from New lab, on ${place.name}`, { tag: [...place.tag] }, () => {
    test.use({ appArguments: [...place.appArguments] });

    for (const { by, draw } of WAYS) {
      test(`with ${by}`, async ({ app }) => {
        test.setTimeout(8 * 60_000);
        const { page } = app;
        await place.prepare();
        await drawnAddress(place, 'add');
        try {
          const before = await place.inventories();
          const actions = await draw(app);
          console.log(`with ${by}: ${actions} actions`);
          expect(actions).toBeLessThan(MOST);
          for (const name of [
            /^Container bbox10 on docker01, 172\.16\.10\.10, VLAN 10/,
            /^Container bbox20 on docker01, 172\.16\.20\.20, VLAN 20/,
            /^Container bbox11 on docker02, 172\.16\.10\.11, VLAN 10/,
            /^Container bbox21 on docker02, 172\.16\.20\.21, VLAN 20/,
            /^Router router, 192\.168\.1\.254/,
          ]) {
            await expect(page.getByRole('button', { name })).toBeVisible();
          }
          await expect(page.getByRole('button', { name: 'No problems' })).toBeVisible();
          await page.getByRole('radiogroup', { name: 'Where the lab runs' }).getByText(place.inWindow).click();
          await place.deployFirst(page, 3);
          await allPinged(page, place.measuredOn, 54);
          expect([...(await pingsMeasured(page))].sort()).toEqual([...pingsOfTemplate()].sort());
          await destroy(page);
          expect(await place.inventories()).toEqual(before);
        } finally {
          await drawnAddress(place, 'del');
        }
      });
    }
  });
}
