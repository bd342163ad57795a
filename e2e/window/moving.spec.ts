/** Things are moved and connected on the drawing: what a drop would do is seen before it is done. */
import type { Locator, Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { allPinged, choosePractice, pressDeploy } from '../fixtures/lab-window.ts';

test.use({ labFile: vlansTwoHosts.text });

const thing = (page: Page, name: RegExp): Locator => page.getByRole('button', { name }).first();
const undo = (page: Page, step: string): Locator => page.getByRole('button', { name: `Undo ${step}`, exact: true });
const chip = (page: Page, words: string): Locator => page.getByRole('status').filter({ hasText: words });

async function centre(of: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Held over a thing, and not let go. */
async function hold(page: Page, from: Locator, to: Locator): Promise<void> {
  const [begin, end] = [await centre(from), await centre(to)];
  await page.mouse.move(begin.x, begin.y);
  await page.mouse.down();
  await page.mouse.move(begin.x + 8, begin.y + 8);
  await page.mouse.move(end.x, end.y, { steps: 4 });
}

/** The port of a thing appears where the pointer is over it. */
async function port(page: Page, of: Locator, name: string): Promise<Locator> {
  await of.hover({ position: { x: 20, y: 12 } });
  const found = page.getByRole('button', { name: `Connect ${name}`, exact: true });
  await expect(found).toBeVisible();
  return found;
}

test('a container is dragged to another rail, and the drop is seen before it is done', async ({ app }) => {
  const { page } = app;
  const bbox10 = thing(page, /^Container bbox10 on docker01/);
  await hold(page, bbox10, thing(page, /^Network mac_net10 on docker01/));
  await expect(chip(page, 'it is on this one now')).toBeVisible();
  await app.screen('move-refused');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(bbox10).toHaveAccessibleName(/172\.16\.10\.10/);

  await hold(page, bbox10, thing(page, /^Network mac_net20 on docker02/));
  await expect(chip(page, 'Move bbox10 to mac_net20 on docker02')).toContainText('172.16.20.22');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('was docker01');
  await expect(inspector).toContainText('was 172.16.10.10');
  await app.screen('move-container');
  // The accent says what is chosen: where it would land is told otherwise.
  const accent = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'));
  const looks = await page.locator('[data-aimed="true"]').evaluateAll((aimed, colour) => {
    const probe = document.createElement('span');
    probe.style.color = colour;
    document.body.append(probe);
    const rgb = getComputedStyle(probe).color;
    probe.remove();
    return aimed.map((each) => getComputedStyle(each).borderTopColor === rgb);
  }, accent);
  expect(looks.length).toBeGreaterThan(0);
  expect(looks).not.toContain(true);
  await page.mouse.up();
  await expect(thing(page, /^Container bbox10 on docker02, 172\.16\.20\.22, VLAN 20/)).toBeVisible();
  await undo(page, 'move bbox10 to mac_net20 on docker02').click();
  await expect(thing(page, /^Container bbox10 on docker01, 172\.16\.10\.10/)).toBeVisible();
});

test('a network is dragged to its card: its addresses follow, and the matrix marks the pings that this gains and loses', async ({
  app,
}) => {
  const { page } = app;
  await hold(page, thing(page, /^Network mac_net10 on docker01/), thing(page, /^Interface ens33 on docker01/));
  await expect(chip(page, 'Move mac_net10 to docker01:ens33')).toContainText('192.168.1.0/24');
  await expect(
    page.getByRole('button', { name: /^docker01\/bbox10 to docker01\/bbox20: .*, lost by this change/ }),
  ).toBeVisible();
  await app.screen('move-network');
  await page.mouse.up();
  await expect(thing(page, /^Network mac_net10 on docker02, 192\.168\.1\.0\/24/)).toBeVisible();
  await expect(undo(page, 'move mac_net10 to docker01:ens33')).toBeVisible();
});

test('a line goes from a port to a rail, or ends where nothing is and asks what is to be there', async ({ app }) => {
  const { page } = app;
  const bbox10 = thing(page, /^Container bbox10 on docker01/);
  await hold(page, await port(page, bbox10, 'bbox10'), thing(page, /^Network mac_net20 on docker01/));
  await expect(chip(page, 'Connect bbox10 to mac_net20 on docker01')).toContainText('172.16.20.22');
  await app.screen('connect-line');
  await page.mouse.up();
  await expect(undo(page, 'connect bbox10 to mac_net20 on docker01')).toBeVisible();

  const drawing = page.getByRole('region', { name: 'Drawing' });
  const box = await drawing.boundingBox();
  if (!box) throw new Error('there is no drawing');
  const from = await centre(await port(page, thing(page, /^Segment lan/), 'lan'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(box.x + 12, box.y + 24, { steps: 4 });
  await expect(chip(page, 'let go for what fits here')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByRole('menuitem', { name: /^Router router2/ })).toBeVisible();
  await app.screen('connect-offers');
  await page.getByRole('menuitem', { name: /^Host docker03/ }).click();
  await expect(thing(page, /^Host docker03, 192\.168\.1\.12/)).toBeVisible();
  await expect(undo(page, 'add docker03')).toBeVisible();
});

test('all of it by key: a target is chosen from a list that says what each would do', async ({ app }) => {
  const { page } = app;
  await thing(page, /^Container bbox10 on docker01/).click();
  await page.keyboard.press('m');
  const question = page.getByRole('dialog', { name: 'Move docker01/bbox10' });
  await expect(question.getByRole('combobox', { name: 'To' })).toBeFocused();
  const here = question.getByRole('option', { name: /^mac_net10 on docker01/ });
  await expect(here).toHaveAttribute('aria-disabled', 'true');
  await expect(here).toHaveAccessibleDescription('it is on this one now');
  await page.keyboard.type('mac_net20');
  await page.keyboard.press('ArrowDown');
  await expect(question.getByRole('option', { name: /^mac_net20 on docker02/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(question.getByRole('status')).toHaveText(
    'Move bbox10 to mac_net20 on docker02, host docker02, network mac_net20, address 172.16.20.22, no ping changes.',
  );
  await app.screen('move-by-key');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(thing(page, /^Container bbox10 on docker02, 172\.16\.20\.22/)).toBeVisible();

  await page.keyboard.press('l');
  const line = page.getByRole('dialog', { name: 'Connect' });
  await expect(line.getByRole('combobox', { name: 'To' })).toBeFocused();
  await page.keyboard.type('mac_net10 on docker02');
  await expect(line.getByRole('status')).toContainText('Connect bbox10 to mac_net10 on docker02');
  await app.screen('connect-by-key');
  await page.keyboard.press('Enter');
  await expect(undo(page, 'connect bbox10 to mac_net10 on docker02')).toBeVisible();
});

test('a container is offered its network on a host that does not have it yet, and takes it there', async ({ app }) => {
  const { page } = app;
  await page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Host', exact: true }).click();
  await page.keyboard.press('Enter');
  await thing(page, /^Container bbox10 on docker01/).click();
  await page.keyboard.press('m');
  const question = page.getByRole('dialog', { name: 'Move docker01/bbox10' });
  await expect(question.getByRole('combobox', { name: 'To' })).toBeFocused();
  await page.keyboard.type('mac_net20 on docker03');
  await expect(question.getByRole('option', { name: /^mac_net20 on docker03/ })).toContainText('made there');
  await app.screen('move-further');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Container bbox10 on docker03, 172\.16\.20\.22/)).toBeVisible();
  await expect(thing(page, /^Interface ens33\.20 on docker03/)).toBeVisible();
});

test('a router is connected by key to a segment that it is not in yet, by one more card', async ({ app }) => {
  const { page } = app;
  await page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Segment', exact: true }).click();
  await page.keyboard.press('Enter');
  await thing(page, /^Router router/).click();
  await page.keyboard.press('l');
  const line = page.getByRole('dialog', { name: 'Connect' });
  await expect(line.getByRole('combobox', { name: 'To' })).toBeFocused();
  await expect(line.getByRole('status')).toContainText('Connect router to lan2');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Interface ens34 on router, 192\.168\.2\.254\/24, on lan2/)).toBeVisible();
  await expect(thing(page, /^Interface ens33 on router, 192\.168\.1\.254\/24, on lan/)).toBeVisible();
});

test('many hosts are connected by a pattern, and the lab is renumbered as a group', async ({ app }) => {
  const { page } = app;
  await page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Segment', exact: true }).click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeHidden();
  await page.keyboard.press('Shift+L');
  const many = page.getByRole('dialog', { name: 'Connect many' });
  await expect(many.getByRole('textbox', { name: 'With names like' })).toHaveValue('docker*');
  await expect(many).toContainText('2 hosts: docker01, docker02');
  await app.screen('connect-many');
  await many.getByRole('button', { name: 'Connect 2' }).click();
  await expect(thing(page, /^Interface ens34 on docker02, 192\.168\.2\.12\/24, on lan2/)).toBeVisible();
  await expect(undo(page, 'connect docker* to lan2')).toBeVisible();

  await page.keyboard.press('Shift+M');
  const renumber = page.getByRole('dialog', { name: 'Renumber' });
  await expect(renumber).toContainText('192.168.1.0/24 stays: hosts are reached there.');
  await expect(renumber.getByRole('status')).toContainText('no ping changes');
  await app.screen('renumber');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Container bbox10 on docker01, 10\.20\.10\.10/)).toBeVisible();
  await undo(page, 'move the lab to 10.20.0.0/16').click();
  await expect(thing(page, /^Container bbox10 on docker01, 172\.16\.10\.10/)).toBeVisible();
});

test('with Ctrl one more of it goes, and the first stays; hosts are copied where they are let go', async ({ app }) => {
  const { page } = app;
  const bbox10 = thing(page, /^Container bbox10 on docker01/);
  await hold(page, bbox10, thing(page, /^Network mac_net20 on docker02/));
  await expect(chip(page, 'Move bbox10 to mac_net20 on docker02')).toContainText('Ctrl copies');
  await page.keyboard.down('Control');
  await expect(chip(page, 'Copy bbox10 to mac_net20 on docker02')).toContainText('172.16.20.22');
  await app.screen('copy-container');
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(thing(page, /^Container bbox12 on docker02, 172\.16\.20\.22, VLAN 20/)).toBeVisible();
  await expect(bbox10).toHaveAccessibleName(/172\.16\.10\.10/);
  await undo(page, 'copy bbox10 to mac_net20 on docker02').click();

  const header = await centre(thing(page, /^Host docker02/));
  await page.mouse.move(header.x, header.y);
  await page.mouse.down();
  await page.mouse.move(header.x + 40, header.y + 20, { steps: 3 });
  await page.keyboard.down('Control');
  await page.mouse.move(header.x + 60, header.y + 30, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(thing(page, /^Host docker03, 192\.168\.1\.\d+/)).toBeVisible();
  await expect(undo(page, 'copy docker02')).toBeVisible();
});

test('what is chosen together goes together, by pointer and by key', async ({ app }) => {
  const { page } = app;
  const choose = async (...names: readonly RegExp[]): Promise<void> => {
    for (const [index, name] of names.entries())
      await thing(page, name).click(index > 0 ? { modifiers: ['Shift'] } : {});
    await expect(page.locator('[aria-live]').filter({ hasText: `${names.length} things chosen` })).toHaveCount(1);
  };
  await choose(/^Container bbox10 on docker01/, /^Container bbox20 on docker01/);
  await hold(page, thing(page, /^Container bbox10 on docker01/), thing(page, /^Network mac_net20 on docker02/));
  await expect(chip(page, 'Move 2 containers to mac_net20 on docker02')).toBeVisible();
  await app.screen('move-several');
  await page.mouse.up();
  await expect(thing(page, /^Container bbox10 on docker02, 172\.16\.20\.22/)).toBeVisible();
  await expect(thing(page, /^Container bbox20 on docker02, 172\.16\.20\.20/)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('m');
  const question = page.getByRole('dialog', { name: 'Move 2 containers' });
  await expect(question.getByRole('combobox', { name: 'To' })).toBeFocused();
  await page.keyboard.type('mac_net10 on docker01');
  await expect(question.getByRole('status')).toContainText('Move 2 containers to mac_net10 on docker01');
  await page.keyboard.press('Enter');
  await expect(thing(page, /^Container bbox20 on docker01, 172\.16\.10\./)).toBeVisible();
  await expect(undo(page, 'move 2 containers to mac_net10 on docker01')).toBeVisible();
});

test('the drawing of a lab that stands on hosts shows at once what a deploy would change', async ({ app }) => {
  test.slow();
  const { page } = app;
  await choosePractice(page);
  await pressDeploy(page);
  await allPinged(page, 'simulated practice hosts', 54);
  const bbox10 = thing(page, /^Container bbox10 on docker01/);
  await expect(bbox10).toHaveAccessibleName(/running/);
  await bbox10.click();
  await page.keyboard.press('Control+d');
  await expect(thing(page, /^Container bbox12 on docker01, .*, will be created/)).toBeVisible();
  await expect(thing(page, /^Host docker01, .*, has things to create/)).toBeVisible();
  await page.keyboard.press('Control+z');
  await bbox10.click();
  await page.keyboard.press('Delete');
  await expect(thing(page, /^Host docker01, .*, has things to remove/)).toBeVisible();
  await page.keyboard.press('Control+z');
  await thing(page, /^Host docker02/).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Delete');
  const question = page.getByRole('dialog', { name: 'Delete docker02?' });
  await expect(question.getByRole('note')).toContainText('What this lab has put on docker02 stays there');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await app.screen('deployed-edited');
});

test('a host that is held lies over the others and over their wires, and covers nothing when it is let go', async ({
  app,
}) => {
  const { page } = app;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const [docker01, router] = [thing(page, /^Host docker01/), thing(page, /^Router router/)];
  const [from, over] = [await centre(docker01), await centre(thing(page, /^Interface ens33 on router/))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(over.x, over.y, { steps: 6 });
  // What is under the pointer is what is held, and not what it was taken over.
  const onTop = () =>
    page.evaluate(
      ([x = 0, y = 0]) => document.elementFromPoint(x, y)?.closest('.react-flow__node')?.getAttribute('data-id'),
      [over.x, over.y],
    );
  await expect.poll(onTop).toBe('host docker01');
  await expect(page.getByRole('button', { name: /^Undo/ })).toHaveCount(0);
  await app.screen('host-held');
  await page.mouse.up();
  await expect(undo(page, 'move docker01')).toBeVisible();
  const apart = async (): Promise<boolean> => {
    const [a, b] = [await docker01.boundingBox(), await router.boundingBox()];
    if (!a || !b) return false;
    return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  };
  await expect.poll(apart).toBe(true);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Redo move docker01' })).toBeVisible();
});

const lookOf = (field: Locator): Promise<readonly string[]> =>
  field.evaluate((element) => {
    const { backgroundColor, borderTopColor, height } = getComputedStyle(element);
    return [backgroundColor, borderTopColor, height];
  });

test.describe('near the edge of a window that shows the whole lab', () => {
  test.beforeEach(async ({ app: { page } }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect(thing(page, /^Host docker02/)).toBeInViewport({ ratio: 0.999 });
  });

  test('a host that is moved leaves the drawing where it is', async ({ app: { page } }) => {
    const drawing = await page.getByRole('region', { name: 'Drawing' }).boundingBox();
    const host = await thing(page, /^Host docker02/).boundingBox();
    const before = await thing(page, /^Container bbox10 on docker01/).boundingBox();
    if (!drawing || !host) throw new Error('it is not shown');
    await page.mouse.move(host.x + 60, host.y + 12);
    await page.mouse.down();
    await page.mouse.move(host.x + 80, host.y + 8);
    // React Flow would move it in each of these frames.
    for (let step = 0; step < 20; step += 1) {
      await page.mouse.move(drawing.x + drawing.width - 20 - step, host.y + 20 + step);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    expect(await thing(page, /^Container bbox10 on docker01/).boundingBox()).toEqual(before);
    await page.mouse.up();
    await expect(undo(page, 'move docker02')).toBeVisible();
    await expect(thing(page, /^Host docker02/)).toBeInViewport({ ratio: 0.999 });
    await expect(thing(page, /^Container bbox10 on docker01/)).toBeInViewport({ ratio: 0.999 });
  });

  test('what would be there is seen while the pointer is at the edge, and the drawing keeps its size', async ({
    app: { page },
  }) => {
    const drawing = await page.getByRole('region', { name: 'Drawing' }).boundingBox();
    const host = thing(page, /^Host docker01/);
    const before = await host.boundingBox();
    if (!drawing || !before) throw new Error('it is not shown');
    const tool = page.getByRole('toolbar', { name: 'Palette' }).getByRole('button', { name: 'Host', exact: true });
    const from = await centre(tool);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y);
    await page.mouse.move(drawing.x + drawing.width - 10, drawing.y + 100, { steps: 4 });
    await expect(thing(page, /^Host docker03/)).toBeInViewport({ ratio: 0.999 });
    expect((await host.boundingBox())?.width).toBe(before.width);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect.poll(() => host.boundingBox()).toEqual(before);

    // A container makes the host larger that it would land on, beyond the edge.
    const router = thing(page, /^Router router/);
    const size = await router.boundingBox();
    const rail = await centre(thing(page, /^Network mac_net20 on docker02/));
    const container = await centre(thing(page, /^Container bbox10 on docker01/));
    await page.mouse.move(container.x, container.y);
    await page.mouse.down();
    await page.mouse.move(container.x + 20, container.y);
    await page.mouse.move(rail.x, rail.y, { steps: 4 });
    await expect(page.locator('button[data-ghost]').first()).toBeInViewport({ ratio: 0.9 });
    // As long as it takes until it would have moved.
    for (let frame = 0; frame < 40; frame += 1) await page.evaluate(() => new Promise(requestAnimationFrame));
    expect((await router.boundingBox())?.width).toBeCloseTo(size?.width ?? 0, 1);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect.poll(() => host.boundingBox()).toEqual(before);
  });

  test('what an answer would do is seen beside the question', async ({ app: { page } }) => {
    const before = await thing(page, /^Host docker02/).boundingBox();
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await thing(page, /^Container bbox20 on docker01/).click();
    const look = await lookOf(page.getByRole('textbox', { name: 'Name', exact: true }));
    await page.keyboard.press('m');
    const question = page.getByRole('dialog', { name: /^Move/ });
    const to = question.getByRole('combobox', { name: 'To' });
    await to.fill('mac_net10 on docker02');
    const left = async (): Promise<number> => (await question.boundingBox())?.x ?? 0;
    const ghost = page.locator('button[data-ghost]').first();
    const right = async (): Promise<number> => {
      const box = await ghost.boundingBox();
      return box === null ? Number.POSITIVE_INFINITY : box.x + box.width;
    };
    await expect.poll(async () => (await right()) < (await left())).toBe(true);
    await expect(ghost).toBeInViewport({ ratio: 0.999 });
    // Its fields look like those of the inspector.
    await question.getByRole('button', { name: 'Cancel' }).focus();
    expect(await lookOf(to)).toEqual(look);
    await page.keyboard.press('Escape');
    await expect.poll(() => thing(page, /^Host docker02/).boundingBox()).toEqual(before);
  });
});

test('where somebody has looked closer, a host goes on beyond the edge, and no further than the drawing does', async ({
  app,
}) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect(thing(page, /^Host docker02/)).toBeInViewport({ ratio: 0.999 });
  for (const _ of [1, 2]) await page.getByRole('button', { name: 'Zoom in' }).click();
  const host = thing(page, /^Router router/);
  const drawing = await page.getByRole('region', { name: 'Drawing' }).boundingBox();
  const box = await host.boundingBox();
  if (!drawing || !box) throw new Error('it is not shown');
  const right = drawing.x + drawing.width;
  await page.mouse.move(box.x + 70, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 20);
  await page.mouse.move(right - 2, box.y + 20, { steps: 4 });
  const left = async (): Promise<number> => (await thing(page, /^Host docker02/).boundingBox())?.x ?? right;
  await expect.poll(left).toBeLessThan(drawing.x + 200);
  // What is held stays under the pointer meanwhile: as far from it as when it was taken, but for where it lines up.
  expect(Math.abs(((await host.boundingBox())?.x ?? 0) - (right - 2 - 70))).toBeLessThan(30);
  await page.mouse.up();
  await expect(undo(page, 'move router')).toBeVisible();
});
