/** A lab is drawn: nothing is named or addressed by hand. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { Hands, paletteButton } from '../fixtures/hands.ts';

const boxOf = async (of: Locator | undefined) => (await of?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

/** How many pixels of the window two have in common. */
async function overlap(one: Locator, other: Locator): Promise<number> {
  const [a, b] = [await boxOf(one), await boxOf(other)];
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}

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
  // What it would write into the file, too.
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector.getByText('+ ens33.10: { parent: ens33, vlan: 10 }')).toBeVisible();
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

test('a drop says on which hosts it lands, and on which it would with Shift; a port goes when the pointer leaves the drawing', async ({
  app,
}) => {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  for (const tool of ['Host', 'Host']) {
    await hands.click(tool);
    await page.keyboard.press('Escape');
  }
  const says = (words: string) => page.getByRole('status').filter({ hasText: words });
  await hands.hold('Network', /^Interface ens33 on docker01/);
  await expect(says('mac_net on ens33 of docker01')).toContainText('Shift: docker02 too');
  await page.keyboard.down('Shift');
  await expect(says('mac_net on ens33 of docker01 and docker02')).not.toContainText('Shift:');
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.keyboard.press('Escape');
  await hands.hold('Container', /^Network mac_net on docker01/);
  await page.keyboard.down('Shift');
  await expect(says('bbox1 and bbox2 to mac_net on docker01 and docker02')).toContainText('192.168.1.1');
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Segment lan/ }).hover({ position: { x: 20, y: 12 } });
  const port = page.getByRole('button', { name: 'Connect lan', exact: true });
  await expect(port).toBeVisible();
  await page.getByRole('tab', { name: 'Reachability' }).hover();
  await expect(port).toBeHidden();
});

test('a lab that grows stays whole in sight', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await hands.file('New lab');
  for (const tool of ['Host', 'Host', 'Router', 'VLAN']) {
    await hands.click(tool);
    await page.keyboard.press('Enter');
  }
  const drops: readonly (readonly [string, RegExp])[] = [
    ['VLAN', /^Interface ens33 on docker01/],
    ['Network', /^Interface ens33\.10 on docker01/],
    ['VLAN', /^Interface ens33 on router/],
    ['Network', /^Interface ens33\.20 on docker01/],
    ['Container', /^Network mac_net10 on docker01/],
    ['Container', /^Network mac_net20 on docker01/],
  ];
  const drawing = await boxOf(page.getByRole('region', { name: 'Drawing' }));
  for (const [tool, to] of drops) {
    await page.keyboard.down('Shift');
    await hands.drag(tool, to);
    await page.keyboard.up('Shift');
    await page.keyboard.press('Escape');
    for (const thing of [/^Segment lan/, /^Host docker01/, /^Host docker02/]) {
      await expect
        .poll(async () => {
          const { x, width } = await boxOf(page.getByRole('button', { name: thing }));
          return x >= drawing.x && x + width <= drawing.x + drawing.width;
        }, `${thing} after ${tool} on ${to}`)
        .toBe(true);
    }
  }
});

test('what a drop would make is in sight while it is held, in a window that has no room for it, and lies as before after', async ({
  app,
}) => {
  const { page } = app;
  const hands = new Hands(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  const docker02 = page.getByRole('button', { name: /^Host docker02/ });
  await expect(docker02).toBeInViewport({ ratio: 0.999 });
  const before = await docker02.boundingBox();
  await hands.hold('Host', /^Segment lan/);
  await expect(page.getByRole('button', { name: /^Host docker03/ })).toBeInViewport({ ratio: 0.99 });
  await app.screen('draw-drag-in-sight');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(page.getByRole('button', { name: /^Host docker03/ })).toHaveCount(0);
  await expect.poll(() => docker02.boundingBox()).toEqual(before);
  await hands.drag('Host', /^Segment lan/);
  await expect(page.getByRole('textbox', { name: 'Name of docker03' })).toBeInViewport({ ratio: 0.99 });
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeInViewport({ ratio: 0.99 });
});

test('the words at the pointer lie neither over what would land nor over where', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).click();
  await expect(page.getByRole('button', { name: /^Host docker02/ })).toBeInViewport({ ratio: 0.999 });
  await hands.hold('Host', /^Segment lan/);
  const chip = page.getByRole('status').filter({ hasText: 'docker03 into lan' });
  const landing = page.getByRole('group', { name: 'docker03', exact: true });
  await expect(landing).toBeInViewport({ ratio: 0.99 });
  for (const seen of [landing, page.getByRole('button', { name: /^Segment lan/ })]) {
    await expect.poll(() => overlap(chip, seen)).toBe(0);
  }
  await page.keyboard.press('Escape');
  await page.mouse.up();
  // What would land is drawn after the words stand.
  await hands.hold('Container', /^Network mac_net10 on docker02/);
  const words = page.getByRole('status').filter({ hasText: 'mac_net10 on docker02' });
  const ghost = page.locator('button[data-ghost]');
  await expect(ghost.first()).toBeVisible();
  await expect.poll(() => overlap(words, ghost.first())).toBe(0);
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

for (const [width, height] of [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const) {
  test(`an empty canvas of ${width}×${height} teaches in three steps, none over another`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height });
    await page.getByRole('button', { name: 'Draw a lab' }).click();
    const steps = [
      page.getByRole('heading', { name: 'Draw a lab' }),
      page.getByRole('button', { name: /Drop a host here/ }),
      page.getByRole('button', { name: /Draw a segment/ }),
      page.getByText('Fill a host'),
    ];
    for (const step of steps) await expect(step).toBeInViewport({ ratio: 1 });
    for (const [index, step] of steps.entries()) {
      for (const other of steps.slice(index + 1)) expect(await overlap(step, other)).toBe(0);
    }
    const [host, filled] = [await boxOf(steps[1]), await boxOf(steps[3])];
    expect(filled.x).toBeGreaterThan(host.x + host.width);
  });
}

test('an empty lab has nothing to run, and says what would stand in its panels', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Draw a lab' }).click();
  await expect(page.getByRole('heading', { name: 'new-lab', level: 1 })).toBeVisible();
  await expect(page.getByText('Nothing can ping yet')).toBeVisible();
  for (const name of ['Plan', 'Deploy', 'Verify', 'Destroy']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeDisabled();
  }
  await paletteButton(page, 'Host').press('Enter');
  await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeEnabled();
  // One host alone has nobody to ping, and no cell to choose.
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeVisible();
  await expect(page.getByText('Nothing can ping yet')).toBeVisible();
});

test('a host that grows stays in sight where somebody has looked closer', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Draw a lab' }).click();
  await hands.click('Host');
  await page.keyboard.press('Escape');
  await hands.click('Container');
  await page.keyboard.press('Escape');
  await hands.click('Zoom in');
  await page.getByRole('button', { name: /^Container bbox1 / }).click();
  for (const name of [2, 3, 4, 5, 6, 7, 8, 9]) {
    await page.keyboard.press('Control+d');
    await expect(page.getByRole('button', { name: new RegExp(`^Container bbox${name} `) })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  }
  await expect(page.getByRole('button', { name: /^Host docker01/ })).toBeInViewport({ ratio: 0.99 });
});

test('a name is typed over in place, and undo says what it takes back', async ({ app }) => {
  const { page } = app;
  const hands = new Hands(page);
  await hands.file('New lab');
  await paletteButton(page, 'Host').press('Enter');
  await page.getByRole('textbox', { name: 'Name of docker01' }).fill('web 1');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('has other characters than letters');
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
    await expect(page.getByRole('button', { name: /^New lab/ })).toBeVisible();
    const top = (await field.boundingBox())?.y;
    await field.fill('bbox1');
    await expect(page.getByRole('button', { name: /^bbox11 on docker02/ })).toBeVisible();
    // Fewer are found: what is typed into stays where it is.
    expect((await field.boundingBox())?.y).toBe(top);
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

  test('has room in the window of a projector, without scrolling', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    const menu = page.getByRole('menu');
    for (const name of [/^Container bbox10 on docker01/, /^Host docker01/, /^Interface ens33 on docker02/]) {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Shift+F10');
      await expect(menu.getByRole('menuitem', { name: /^Note/ })).toBeInViewport({ ratio: 1 });
      await expect(menu).toBeInViewport({ ratio: 1 });
      expect(await menu.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(1);
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
    }
    // Of a stripe only what it can: nothing else is ever done with one.
    await page.getByRole('button', { name: 'VLAN 10 on lan' }).focus();
    await page.keyboard.press('Shift+F10');
    await expect(menu.getByRole('menuitem', { name: /^Connect/ })).toBeVisible();
    await expect(menu.getByRole('menuitem', { name: /^Rename/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
    await page.getByRole('complementary', { name: 'Inspector' }).getByRole('button', { name: 'Add…' }).click();
    await expect(menu).toBeInViewport({ ratio: 1 });
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

  test('at 200 % zoom everything is there, and nothing covers anything', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 640, height: 360 });
    await page.reload();
    const header = page.getByRole('banner').getByRole('button');
    await expect(page.getByRole('button', { name: /^Container bbox10 on docker01/ })).toBeInViewport({ ratio: 0.99 });
    const boxes = await Promise.all((await header.all()).map((one) => one.boundingBox()));
    const seen = boxes.flatMap((box) => box ?? []).sort((a, b) => a.x - b.x);
    expect(seen.length).toBeGreaterThan(4);
    for (const [index, { x }] of seen.entries()) {
      const before = seen[index - 1];
      expect(x).toBeGreaterThanOrEqual(before ? before.x + before.width : 0);
    }
    await page.getByRole('button', { name: 'Unfold the inspector' }).click();
    await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).dispatchEvent('click');
    await expect(page.getByRole('heading', { name: 'bbox10', level: 2 })).toBeInViewport({ ratio: 0.99 });
    await app.screen('zoomed');
    await page.getByRole('button', { name: 'Fold the inspector' }).click();
    await page.getByRole('tab', { name: 'Reachability' }).click();
    await expect(page.getByRole('button', { name: /^docker01\/bbox10 to docker01\/bbox20: / })).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
    await app.screen('zoomed-matrix');
    // What was folded for want of room is there again when there is room.
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  });
});
