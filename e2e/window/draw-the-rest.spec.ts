/** What real labs hold besides: a bond, a bridge that tells VLANs apart, Docker's own bridge with a published port, a network that is there already, and a home router. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/app.ts';
import { Hands, paletteButton } from '../fixtures/hands.ts';
import { type LabPlace, labPlaces } from '../fixtures/lab-places.ts';
import { allPinged, destroy } from '../fixtures/lab-window.ts';
import { shell } from '../lab/lab.ts';

/** A person at the drawing: what is chosen is changed. */
class Drawer {
  readonly page: Page;
  readonly hands: Hands;
  constructor(page: Page) {
    this.page = page;
    this.hands = new Hands(page);
  }

  readonly thing = (name: RegExp) => this.page.getByRole('button', { name }).first();
  readonly inspector = () => this.page.getByRole('complementary', { name: 'Inspector' });

  async choose(name: RegExp): Promise<void> {
    await this.thing(name).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.inspector().getByRole('heading', { level: 2 })).toBeVisible();
  }

  /** From the palette onto what is chosen, under this name or the one that it gets by itself. */
  async add(tool: string, name?: string): Promise<void> {
    await paletteButton(this.page, tool).click();
    await this.named(name);
  }

  async named(name?: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: /^Name of/ });
    await expect(field).toBeFocused();
    if (name !== undefined) await field.fill(name);
    await this.page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  }

  async menu(item: string): Promise<void> {
    await this.page.keyboard.press('Shift+F10');
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  async say(fact: string): Promise<void> {
    await this.inspector().getByRole('button', { name: 'Add…', exact: true }).first().click();
    await this.page.getByRole('menuitem', { name: fact, exact: true }).click();
  }

  async secondCard(host: string, name: string): Promise<void> {
    await this.choose(new RegExp(`^Interface ens33 on ${host}`));
    await this.page.keyboard.press('Control+d');
    await expect(this.thing(new RegExp(`^Interface ${name} on ${host}`))).toBeVisible();
  }
}

async function drawAll(page: Page): Promise<void> {
  const drawer = new Drawer(page);
  const { hands, thing } = drawer;
  const inspector = drawer.inspector();
  await hands.file('New lab');
  await expect(page.getByRole('heading', { name: 'new-lab', level: 1 })).toBeVisible();
  await drawer.add('Host');
  await drawer.add('Host');

  await test.step('a bond of two more cards, and a VLAN on it', async () => {
    await drawer.secondCard('docker01', 'ens34');
    await drawer.secondCard('docker01', 'ens35');
    await thing(/^Interface ens34 on docker01/).click();
    await thing(/^Interface ens35 on docker01/).click({ modifiers: ['Shift'] });
    await drawer.menu('Bond');
    await drawer.named();
    await drawer.say('Mode');
    await inspector.getByLabel('Mode').selectOption('active-backup');
    await drawer.choose(/^Interface bond0 on docker01/);
    await drawer.add('VLAN');
  });

  await test.step('a bridge that tells VLANs apart, and the same VLAN on it', async () => {
    await drawer.secondCard('docker02', 'ens34');
    await drawer.choose(/^Interface ens34 on docker02/);
    await drawer.menu('Bridge');
    await drawer.named();
    await drawer.say('Tells VLANs apart');
    await drawer.choose(/^Interface br0 on docker02/);
    await drawer.add('VLAN');
  });
  await drawer.choose(/^Interface bond0\.10 on docker01/);
  await drawer.add('Container');
  await drawer.choose(/^Interface br0\.10 on docker02/);
  await drawer.add('Container');

  await test.step('Docker’s own bridge, with a published port', async () => {
    await drawer.choose(/^Host docker01/);
    await drawer.add('Network', 'back');
    await inspector.getByLabel('Driver').selectOption('bridge');
    await expect(thing(/^Network back on docker01, 172\.16\.30\.0\/24, bridge/)).toBeVisible();
    await drawer.choose(/^Network back on docker01/);
    await drawer.add('Container', 'web');
    await drawer.say('Published ports');
    await page.keyboard.type('8080:80');
    await page.keyboard.press('Enter');
  });

  await test.step('a network that is there already', async () => {
    await drawer.choose(/^Host docker02/);
    await drawer.add('Network', 'corp');
    await inspector.getByLabel('Driver').selectOption('bridge');
    await expect(thing(/^Network corp on docker02, 172\.16\.31\.0\/24, bridge/)).toBeVisible();
    await drawer.say('Is there already');
    await drawer.choose(/^Network corp on docker02/);
    await drawer.add('Container', 'old');
  });

  await test.step('a home router that is not ours, and the internet behind it', async () => {
    await drawer.add('Router', 'home');
    await drawer.say('Not ours to change');
    await drawer.choose(/^Interface ens33\.10 on home/);
    await page.keyboard.press('Delete');
    await drawer.choose(/^Interface ens33 on home/);
    await inspector.getByLabel('Address', { exact: true }).fill('192.168.1.1/24');
    await page.keyboard.press('Enter');
    await expect(thing(/^Interface ens33 on home, 192\.168\.1\.1\/24/)).toBeVisible();
    await drawer.add('Segment', 'wan');
    await drawer.say('The internet');
    await drawer.choose(/^Interface ens33 on home/);
    await page.keyboard.press('Control+d');
    await drawer.choose(/^Interface ens34 on home/);
    await page.keyboard.press('l');
    await page.getByRole('option', { name: /^wan/ }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(thing(/^Interface ens34 on home, .*on wan/)).toBeVisible();
  });
  // Nobody else's commands are told, and nothing of it is an error.
  await drawer.choose(/^Router home/);
  await expect(inspector.getByRole('heading', { name: 'What deploy runs for this' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /error/ })).toHaveCount(0);
}

const CORP = 'docker network create --subnet 172.16.31.0/24 --gateway 172.16.31.1 corp';

/** What somebody else has made on docker02 before; practice hosts come with the networks that are drawn as being there. */
async function makeCorp(place: LabPlace): Promise<void> {
  if (place.name === 'real hosts') await shell('docker02', `${CORP} && ip address add 192.168.1.12/24 dev ens33`);
}

for (const place of labPlaces) {
  test.describe(`a lab of all that real labs hold, on ${place.name}`, { tag: [...place.tag] }, () => {
    test.use({ appArguments: [...place.appArguments] });

    test('is drawn, deployed, pinged and destroyed without a trace', async ({ app }) => {
      test.setTimeout(8 * 60_000);
      const { page } = app;
      await place.prepare();
      try {
        await drawAll(page);
        await page.getByRole('radiogroup', { name: 'Where the lab runs' }).getByText(place.inWindow).click();
        await makeCorp(place);
        const before = await place.inventories();
        await app.screen(`draw-the-rest-${place.name === 'real hosts' ? 'real' : 'practice'}`);
        await place.deployFirst(page, 2);
        await allPinged(page, place.measuredOn, 36);
        await destroy(page);
        expect(await place.inventories()).toEqual(before);
      } finally {
        if (place.name === 'real hosts')
          await shell('docker02', 'docker network rm corp; ip address del 192.168.1.12/24 dev ens33; true');
      }
    });
  });
}
