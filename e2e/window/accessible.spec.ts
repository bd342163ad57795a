/** In every state that the window has, in light and in dark, nothing keeps anybody out: no finding of axe, and nothing to click under 24 px. */
import type { Locator, Page } from '@playwright/test';
import { accessibilityFindings } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, LONG, pressDeploy } from '../fixtures/lab-window.ts';

// Each looks at many states, each twice.
test.describe.configure({ timeout: 600_000 });

const VLANS = /Two VLANs, two hosts and a router/;

/** The window takes it over when it is told of the change, which may be after the change itself. */
async function inScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

/** Only colours are others in the other scheme. */
async function inBoth(page: Page, state: string): Promise<void> {
  await inScheme(page, 'dark');
  expect.soft(await accessibilityFindings(page, 'colours'), `${state}, dark`).toEqual([]);
  await inScheme(page, 'light');
  expect.soft(await accessibilityFindings(page, 'wcag22'), state).toEqual([]);
}

/** Opens something that Escape closes, and looks at it. */
async function opened(page: Page, state: string, open: () => Promise<unknown>, there: Locator): Promise<void> {
  await open();
  await expect(there.first()).toBeVisible();
  await inBoth(page, state);
  await page.keyboard.press('Escape');
  await expect(there.first()).toBeHidden();
}

test('before a lab is open, and while one is drawn', async ({ app }) => {
  const { page } = app;
  const [menu, dialog] = [page.getByRole('menu'), page.getByRole('dialog')];
  await expect(page.getByRole('button', { name: VLANS })).toBeVisible();
  await inBoth(page, 'welcome');
  await opened(page, 'file menu', () => page.getByRole('button', { name: 'File' }).click(), menu);
  await page.getByRole('button', { name: 'File' }).click();
  await page.getByRole('menuitem', { name: 'New lab' }).click();
  await expect(page.getByRole('toolbar', { name: 'Palette' })).toBeVisible();
  await inBoth(page, 'empty lab');
  await page.keyboard.press('h');
  await expect(page.getByRole('textbox', { name: /name/i }).first()).toBeVisible();
  await inBoth(page, 'name typed in place');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Segment', exact: true }).hover();
  await page.mouse.down();
  await page.mouse.move(400, 300, { steps: 4 });
  await inBoth(page, 'something dragged from the palette');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await opened(page, 'command palette', () => page.keyboard.press('Control+k'), dialog);
  await opened(page, 'keys', () => page.keyboard.press('?'), dialog);
});

test('what is offered where a line ends on nothing', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: VLANS }).click();
  await page.getByRole('button', { name: /^Segment lan/ }).click({ position: { x: 20, y: 12 } });
  const [drawing, port] = [
    await page.getByRole('region', { name: 'Drawing' }).boundingBox(),
    await page.getByRole('button', { name: 'Connect lan', exact: true }).boundingBox(),
  ];
  if (!drawing || !port) throw new Error('it is not shown');
  const offers = page.getByRole('menu');
  const draw = async (): Promise<void> => {
    await page.mouse.move(port.x + port.width / 2, port.y + port.height / 2);
    await page.mouse.down();
    await page.mouse.move(drawing.x + 12, drawing.y + 24, { steps: 4 });
    await page.mouse.up();
  };
  await opened(page, 'offers of a line', draw, offers);
  await draw();
  // What is pointed at has another ground.
  await page.getByRole('menuitem', { name: /^Host docker03/ }).hover();
  await inBoth(page, 'an offer that is pointed at');
});

test('with errors, and with hosts', async ({ app }) => {
  const { page } = app;
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: VLANS }).click();
  // Waited for from before it begins: it does not last long.
  await Promise.all([page.getByRole('button', { name: 'Cancel' }).waitFor(), pressDeploy(page)]);
  await inBoth(page, 'while it is deployed');
  await allPinged(page, 'simulated practice hosts', 54);
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).dblclick();
  await expect(page.getByRole('tabpanel').getByText('docker01/bbox10').first()).toBeVisible();
  await inBoth(page, 'a terminal');
  await page.getByRole('tab', { name: 'Run' }).click();
  await inBoth(page, 'a run');

  await page.getByRole('button', { name: /^Container bbox11 on docker02/ }).click();
  await page.getByLabel('Address', { exact: true }).fill('172.16.10.10');
  await page.getByLabel('Address', { exact: true }).press('Enter');
  await inBoth(page, 'a duplicate address');
  await page.getByRole('tab', { name: 'Problems' }).click();
  await inBoth(page, 'problems');
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Deploy' })).toContainText('error');
  await inBoth(page, 'deploy with errors');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');

  await page.getByRole('button', { name: 'Destroy', exact: true }).click();
  await expect(dialog.getByRole('button', { name: 'Destroy' })).toBeEnabled({ timeout: LONG });
  await inBoth(page, 'destroy');
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: /^Host docker01/ }).click();
  await page.keyboard.press('Delete');
  await expect(dialog).toBeVisible();
  await inBoth(page, 'delete');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Container bbox11 on docker02/ }).click();
  await page.getByLabel('Address', { exact: true }).fill('172.16.10.99');
  await page.getByLabel('Address', { exact: true }).press('Enter');
  await page.keyboard.press('Control+Alt+n');
  await expect(dialog).toBeVisible();
  await inBoth(page, 'leaving what is not saved');
});

test('with less motion nothing is ever in between two colours', async ({ app }) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: VLANS }).click();
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
  const between = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((one) => !/^(0s(, )?)+$/.test(getComputedStyle(one).transitionDuration))
      .map((one) => one.className),
  );
  expect(between).toEqual([]);
});

test('each kind of thing in the inspector with its menu, and what is asked and listed', async ({ app }) => {
  const { page } = app;
  const [menu, dialog] = [page.getByRole('menu'), page.getByRole('dialog')];
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await page.getByRole('button', { name: VLANS }).click();
  for (const name of [
    /^Host docker01/,
    /^Router router/,
    /^Container bbox10 on docker01/,
    /^Interface ens33 on docker01/,
    /^Interface ens33\.10 on docker01/,
    /^Network mac_net10 on docker01/,
    /^Segment lan/,
    /^VLAN 10 on lan/,
  ]) {
    const thing = page.getByRole('button', { name }).first();
    await thing.focus();
    await page.keyboard.press('Enter');
    await expect(thing).toHaveAttribute('aria-pressed', 'true');
    await expect(inspector.getByRole('heading', { level: 2 })).toBeVisible();
    await inBoth(page, `the inspector of ${name}`);
    await opened(page, `the menu of ${name}`, () => page.keyboard.press('Shift+F10'), menu);
  }
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).focus();
  await page.keyboard.press('Enter');
  await opened(
    page,
    'what else can be said',
    () => inspector.getByRole('button', { name: 'Add…' }).first().click(),
    menu,
  );
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).focus();
  for (const [key, sheet] of [
    ['m', 'move'],
    ['l', 'connect'],
    ['Shift+L', 'connect many'],
    ['Shift+M', 'renumber'],
    ['Control+Shift+E', 'export'],
  ] as const) {
    await opened(page, sheet, () => page.keyboard.press(key), dialog);
  }
  await page.keyboard.press('o');
  await expect(page.getByRole('tree')).toBeVisible();
  await inBoth(page, 'outline');
});

test('each panel, a pair with its menu, several things, and what is presented', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: VLANS }).click();
  for (const pair of [/^docker01\/bbox10 to docker02\/bbox21/, /^docker01\/bbox10 to docker01:ens33/]) {
    await page.getByRole('button', { name: pair }).click();
    await expect(page.getByRole('list', { name: 'Way of the request' })).toBeVisible();
    await inBoth(page, `the pair ${pair}`);
    await opened(page, `the menu of ${pair}`, () => page.keyboard.press('Shift+F10'), page.getByRole('menu'));
  }
  for (const tab of ['Problems', 'Plan', 'Run', 'Terminal', 'YAML']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel')).not.toBeEmpty();
    await inBoth(page, `the panel ${tab}`);
  }
  await page.getByRole('button', { name: 'Beside' }).click();
  await expect(page.getByRole('button', { name: 'Below' })).toBeVisible();
  await inBoth(page, 'the file beside the drawing');
  await page.getByRole('button', { name: /^Host docker01/ }).focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('heading', { name: /things$/ })).toBeVisible();
  await inBoth(page, 'several things');
  await page.keyboard.press('p');
  await expect(page.getByRole('main', { name: 'Presentation' })).toBeVisible();
  await inBoth(page, 'what is presented');
});
