/** A lab is drawn: nothing is named or addressed by hand. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { type App, expect, test } from '../fixtures/app.ts';
import { allPinged, destroy, pressDeploy } from '../fixtures/lab-window.ts';

/** Everything that a person does is one action here: a click, a drag, a key. */
class Hands {
  actions = 0;
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async click(name: string): Promise<void> {
    this.actions += 1;
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  async file(item: string): Promise<void> {
    await this.click('File');
    this.actions += 1;
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async key(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.actions += 1;
      await this.page.keyboard.press(key);
    }
  }

  /** From the palette to the middle of a thing. */
  async drag(tool: string, to: RegExp): Promise<void> {
    this.actions += 1;
    await this.hold(tool, to);
    await this.page.mouse.up();
  }

  async hold(tool: string, to: RegExp): Promise<void> {
    const from = await centre(paletteButton(this.page, tool));
    const target = await centre(this.page.getByRole('button', { name: to }).first());
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 20, from.y);
    await this.page.mouse.move(target.x, target.y, { steps: 4 });
  }
}

const paletteButton = (page: Page, tool: string) =>
  page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: tool, exact: true });

async function centre(of: ReturnType<Page['getByRole']>): Promise<{ readonly x: number; readonly y: number }> {
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The article's lab: what was drawn deploys on practice hosts, and every ping comes back as the template's do. */
async function isTheArticlesLab(app: App): Promise<void> {
  const { page } = app;
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
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  await destroy(page);
}

test('the article’s lab from New lab, with the mouse alone', async ({ app }) => {
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
  console.log(`with the mouse alone: ${hands.actions} actions`);
  expect(hands.actions).toBeLessThan(60);
  await isTheArticlesLab(app);
});

test('the article’s lab from New lab, with the keyboard alone', async ({ app }) => {
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
  console.log(`with the keyboard alone: ${hands.actions} actions`);
  expect(hands.actions).toBeLessThan(60);
  await app.screen('draw-by-keyboard');
  await isTheArticlesLab(app);
});

test('a drag shows what would land where, or why not, before it does', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  await hands.click('Container');
  await page.keyboard.press('Escape');
  await hands.click('Host');
  await page.keyboard.press('Escape');
  await hands.hold('VLAN', /^Interface ens33 on docker01/);
  await expect(page.getByRole('status').filter({ hasText: 'VLAN 10 on ens33 of docker01' })).toBeVisible();
  await app.screen('draw-drag');
  await page.keyboard.press('4');
  await page.keyboard.press('2');
  await expect(page.getByRole('status').filter({ hasText: 'VLAN 42 on ens33 of docker01' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Interface ens33\.42/ })).toHaveCount(0);
  await hands.hold('VLAN', /^Container bbox1/);
  await expect(page.getByRole('status').filter({ hasText: 'not on a container: it carries no tag' })).toBeVisible();
  await app.screen('draw-drag-refused');
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Interface ens33\.10/ })).toHaveCount(0);
});

test('a name is typed over in place, and undo says what it takes back', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  await paletteButton(page, 'Host').press('Enter');
  await page.getByRole('textbox', { name: 'Name of docker01' }).fill('web 1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('is not made of letters');
  await page.getByRole('textbox', { name: 'Name of docker01' }).fill('web1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Host web1/ })).toBeFocused();
  await page.keyboard.press('c');
  await expect(page.getByRole('textbox', { name: 'Name of bbox1' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Container bbox1 on web1/ })).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('button', { name: /^Container bbox1/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo delete web1/bbox1' }).click();
  await expect(page.getByRole('button', { name: /^Container bbox1 on web1/ })).toBeVisible();
  await page.getByRole('button', { name: 'Steps to go back to' }).click();
  await page.getByRole('menuitem', { name: 'rename docker01 to web1' }).click();
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
});

test('what the file menu has, and Ctrl+S saves to the file that was opened', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'File' }).click();
  await expect(page.getByRole('menuitem')).toHaveText([/^New lab/, /^Open…/, /^Save(?! as)/, /^Save as…/, /^Export…/]);
});

test.describe('a file that the program was started with', () => {
  test.use({ labFile: 'trunkline: 1\nname: mine\n' });

  test('is saved in its place by Ctrl+S', async ({ app }) => {
    const { page } = app;
    await paletteButton(page, 'Host').press('Enter');
    await expect(page.getByRole('button', { name: 'unsaved changes' })).toBeVisible();
    await page.keyboard.press('Control+s');
    await expect(page.getByText('saved', { exact: true })).toBeVisible();
    expect(readFileSync(app.labPath ?? '', 'utf8')).toContain('docker01:');
  });
});

test.describe('the command palette', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('finds things, questions and actions by a key', async ({ app }) => {
    const { page } = app;
    await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('textbox', { name: 'Find anything' });
    await field.fill('bbox1');
    await expect(page.getByRole('button', { name: /^bbox11 on docker02/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /Why can docker01\/bbox10 not reach docker01:ens33/ })).toBeVisible();
    await expectAccessible(page);
    await app.screen('command-palette');
    await page.getByRole('button', { name: /Why can docker01\/bbox10 not reach docker01:ens33/ }).click();
    await expect(field).toBeHidden();
    await expect(page.getByRole('tab', { name: 'Reachability' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Control+k');
    await field.fill('>redo');
    await expect(page.getByText('nothing was undone')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Find anything');
    await app.screen('key-sheet');
  });

  test('the lab is exported in another form', async ({ app }) => {
    const { page } = app;
    await page.getByRole('button', { name: 'File' }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('radio', { name: 'Runbook' }).check();
    await expect(page.getByRole('menu')).toBeHidden();
    await expectAccessible(page);
    await app.screen('export');
    if (app.shell === 'electron') return;
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.md$/);
  });
});

test.describe('what can be done with a thing', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('stands in its menu: one more of it, moved to another network, with the reason where that cannot be', async ({
    app,
  }) => {
    const { page } = app;
    await page.getByRole('button', { name: /^Container bbox10/ }).click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: 'mac_net10 on docker01' })).toBeDisabled();
    await app.screen('context-menu');
    await page.getByRole('menuitem', { name: 'mac_net20 on docker02' }).click();
    const moved = page.getByRole('button', { name: /^Container bbox10 on docker02, 172\.16\.20\.22, VLAN 20/ });
    await expect(moved).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo move bbox10 to mac_net20 on docker02' })).toBeVisible();
    await page.keyboard.press('Control+z');
    const bbox11 = page.getByRole('button', { name: /^Container bbox11/ });
    await bbox11.click();
    await page.keyboard.press('Control+d');
    await expect(page.getByRole('button', { name: /^Container bbox12 on docker02, 172\.16\.10\.12/ })).toBeVisible();
    await bbox11.focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: /^Delete/ })).toBeVisible();
  });
});

test.describe('in a narrow window', () => {
  test.use({ labFile: vlansTwoHosts.text });

  test('the header folds into a menu, and nothing of it is lost', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1000, height: 760 });
    await expect(page.getByRole('button', { name: 'Destroy' })).toBeHidden();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Verify' })).toBeVisible();
    await app.screen('narrow');
    await page.getByRole('menuitem', { name: 'Practice' }).click();
    await expect(page.getByRole('button', { name: 'Practice: simulated hosts' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeVisible();
  });
});
