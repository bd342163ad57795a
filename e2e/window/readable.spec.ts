/** The drawing can be read at any size of lab and window. */
import type { Locator, Page } from '@playwright/test';
import { vlansTwoHosts } from '../../shared/lab/templates/vlans-two-hosts.ts';
import { expectAccessible } from '../fixtures/accessible.ts';
import { expect, test } from '../fixtures/app.ts';
import { crossedWords, wordsOnDrawing, wordsOverEdges } from '../fixtures/drawing.ts';
import { manyHosts } from '../fixtures/many-hosts.ts';

const TEMPLATE = /Two VLANs, two hosts and a router/;

test('three hosts fit a window of 1280×720 with no word under 11 px, and again when panels fold', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: TEMPLATE }).click();
  const drawing = page.getByRole('region', { name: 'Drawing' });
  const host = page.getByRole('button', { name: /^Host docker02/ });
  await expect(host).toBeInViewport({ ratio: 0.999 });
  const words = await wordsOnDrawing(page);
  expect(words.map(({ words: text }) => text)).toEqual(
    expect.arrayContaining(['bbox10', '172.16.10.10', 'ens33.10', 'VLAN 20']),
  );
  expect(words.filter(({ size }) => size < 10.99)).toEqual([]);
  await app.screen('fit-1280');

  const before = (await drawing.boundingBox())?.width ?? 0;
  const widthOf = async (): Promise<number> => (await host.boundingBox())?.width ?? 0;
  const small = await widthOf();
  await page.getByRole('button', { name: 'Fold the inspector' }).click();
  await page.getByRole('button', { name: 'Fold the panels' }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  expect((await drawing.boundingBox())?.width).toBeGreaterThan(before);
  await expect.poll(widthOf).toBeGreaterThan(small);
  await expectAccessible(page);
  await page.reload();
  await expect(
    page.getByRole('button', { name: 'Unfold the inspector' }).or(page.getByRole('button', { name: TEMPLATE })),
  ).toBeVisible();
});

test('words stay inside the boxes that they are written in, at the fit of a small window', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  // Of all templates the one with the longest addresses.
  await page.getByRole('button', { name: /^The whole article/ }).click();
  const sub = page.getByRole('button', { name: /^Interface ens33\.20 on docker02/ });
  await expect(sub).toBeInViewport({ ratio: 0.999 });
  await expect(sub.getByText('192.168.20.21/24', { exact: true })).toBeVisible();
  await expect.poll(() => wordsOverEdges(page)).toEqual([]);
  await app.screen('words-in-boxes');
});

test('names of sub-interfaces are whole in a narrow window, and so is the word of a router', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1000, height: 760 });
  await page.getByRole('button', { name: TEMPLATE }).click();
  const drawing = page.getByRole('region', { name: 'Drawing' });
  await expect(page.getByRole('button', { name: /^Interface ens33\.20 on docker02/ })).toBeInViewport({ ratio: 0.999 });
  await expect(drawing.getByText('ens33.10', { exact: true })).toHaveCount(3);
  const cut = await drawing
    .getByText(/^(ens33|forwarding)/)
    .evaluateAll((words) => words.flatMap((one) => (one.scrollWidth > one.clientWidth ? [one.textContent] : [])));
  expect(cut).toEqual([]);
});

test('the panels have their part of the window when it becomes larger', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: TEMPLATE }).click();
  const panel = page.getByRole('tabpanel');
  const height = async (): Promise<number> => (await panel.boundingBox())?.height ?? 0;
  await expect(panel).toBeVisible();
  const small = await height();
  await page.setViewportSize({ width: 1280, height: 1000 });
  await expect.poll(height).toBeGreaterThan(small + 20);
});

/** By how much it is narrower than its words: a part of a pixel is enough for an ellipsis. */
const wholeWidth = (one: Locator): Promise<number> =>
  one.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Math.max(
      0,
      Math.round((range.getBoundingClientRect().width - element.getBoundingClientRect().width) * 100) / 100,
    );
  });

test('the name of the lab is whole beside what was done last', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('button', { name: TEMPLATE }).click();
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
  const address = page.getByLabel('Address', { exact: true });
  await address.fill('172.16.10.99');
  await address.press('Enter');
  await expect(page.getByRole('button', { name: /^Undo set address/ })).toBeVisible();
  const name = page.getByRole('heading', { name: 'vlans-two-hosts', level: 1 });
  expect(await name.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  // With more room more is told of it, and less of what was done.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Command', { exact: true }).fill('sleep infinity');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Undo set command/ })).toBeVisible();
  expect(await wholeWidth(name)).toBe(0);
});

test('the wheel pans, and zooms with Ctrl', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  const host = page.getByRole('button', { name: /^Host docker01/ });
  const box = async () => (await host.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await expect(host).toBeInViewport({ ratio: 0.99 });
  const before = await box();
  await page.mouse.move(400, 300);
  await page.mouse.wheel(0, 60);
  await expect.poll(async () => (await box()).y).toBeLessThan(before.y - 20);
  expect((await box()).width).toBeCloseTo(before.width, 0);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await box()).width).toBeGreaterThan(before.width * 1.05);
});

test.describe('a trunk of many VLANs with a network on each', () => {
  const tags = [10, 20, 30, 40, 100, 4094];
  const trunk = 'trunk-of-all-machines-in-the-basement';
  const on = (host: string): string => `${host}: ens33.`;
  const subs = tags.map((tag) => `ens33.${tag}: { parent: ens33, vlan: ${tag} }`).join(', ');
  const networks = tags.map(
    (tag, at) =>
      `  mac_gpy${tag}: { driver: macvlan, mode: bridge, subnet: 172.16.${at}.0/24, parents: { ${on('docker01')}${tag}, ${on('docker02')}${tag} } }`,
  );
  const host = (name: string, last: number): string =>
    `  ${name}: { ssh: { address: 192.168.1.${last} }, interfaces: { ens33: { segment: ${trunk} }, ${subs} }, containers: { bbox: { image: busybox, networks: { mac_gpy10: } } } }`;
  const places = 'layout: { docker01: { x: 0, y: -400 }, docker02: { x: 0, y: 300 } }';
  test.use({
    labFile: `trunkline: 1
name: many-vlans
segments: { ${trunk}: { vlans: all } }
hosts:
${host('docker01', 11)}
${host('docker02', 12)}
networks:
${networks.join('\n')}
${places}
`,
  });

  test('has no wire through a name and no word at another from any distance', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    const host = page.getByRole('button', { name: /^Host docker02/ });
    await expect(host).toBeInViewport({ timeout: 30_000 });
    const detail = page.getByRole('region', { name: 'Drawing' }).locator('[data-detail]');
    const met = new Set<string | null>();
    await page.mouse.move(600, 250);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -800);
    await expect(detail).toHaveAttribute('data-detail', /^(all|terse)$/);
    for (let step = 0; step < 8; step += 1) {
      await expect.poll(() => crossedWords(page)).toEqual([]);
      met.add(await detail.getAttribute('data-detail'));
      const before = (await host.boundingBox())?.width ?? 0;
      await page.mouse.wheel(0, 110);
      await expect.poll(async () => (await host.boundingBox())?.width).not.toBe(before);
    }
    await page.keyboard.up('Control');
    expect([...met]).toEqual(expect.arrayContaining(['terse', 'names', 'looked']));
  });
});

test.describe('a note', () => {
  const text =
    '# Guests of this lab\\n\\nAll **guests** live in VLAN 10 and reach nothing else.\\n\\n- a point that is rather long\\n- another';
  const notes = `notes:\n  n1: { text: "${text}", frame: [docker01] }\n  n2: { text: "short" }\n`;
  test.use({ labFile: vlansTwoHosts.text + notes });

  test('ends with a whole line at any zoom', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    const note = page.getByRole('button', { name: /^Note n1/ });
    await expect(note).toBeInViewport({ ratio: 0.999 });
    for (let zoom = 0; zoom < 3; zoom += 1) {
      await expect.poll(() => linesOfNotes(page)).toEqual({ cut: [], first: ['Guests', 'short'] });
      const before = (await note.boundingBox())?.width ?? 0;
      await page.getByRole('button', { name: 'Zoom out' }).click();
      await expect.poll(async () => (await note.boundingBox())?.width).toBeLessThan(before);
    }
  });
});

test.describe('a note that is longer than its box', () => {
  const items = Array.from({ length: 50 }, (_, at) => `- point ${at + 1} of many`).join('\\n');
  const notes = `notes:\n  n1: { text: "${items}", at: { x: 0, y: -900 } }\n  n2: { text: "short" }\n`;
  test.use({ labFile: vlansTwoHosts.text + notes });

  test('says so, and shows all of it under the pointer, with the focus and when it is chosen', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 900 });
    const [note, short] = [/^Note n1/, /^Note n2/].map((name) => page.getByRole('button', { name }));
    if (!note || !short) throw new Error('two notes are drawn');
    const [more, last] = [note.getByText('…', { exact: true }), note.getByText('point 50 of many', { exact: true })];
    const drawing = page.getByRole('region', { name: 'Drawing' });
    /** All of it, or as much as the window has room for, and the rest by its wheel. */
    const isGrown = async (): Promise<boolean> => {
      const [box, room] = [await note.boundingBox(), await drawing.boundingBox()];
      return box !== null && room !== null && box.height > small + 20 && box.height < room.height * 0.6;
    };
    const isSeen = async (): Promise<boolean> => {
      const [box, words] = [await note.boundingBox(), await last.boundingBox()];
      return (
        box !== null && words !== null && words.y + words.height <= box.y + box.height && words.x < box.x + box.width
      );
    };
    await expect(note).toBeInViewport({ ratio: 0.999, timeout: 30_000 });
    const small = (await note.boundingBox())?.height ?? 0;
    await expect(more).toBeVisible();
    await expect(short.getByText('…', { exact: true })).toHaveCount(0);
    expect(await isSeen()).toBe(false);
    await app.screen('note-cut');

    await note.hover({ position: { x: 10, y: 10 } });
    await expect.poll(isGrown).toBe(true);
    await expect(more).toBeHidden();
    const place = await short.boundingBox();
    await page.mouse.wheel(0, 5000);
    await expect.poll(isSeen).toBe(true);
    expect(await short.boundingBox()).toEqual(place);
    await app.screen('note-whole');
    await page.getByRole('heading', { level: 1 }).hover();
    await expect.poll(isGrown).toBe(false);
    await note.dispatchEvent('click');
    await expect(note).toHaveAttribute('aria-pressed', 'true');
    await note.focus();
    await expect.poll(isGrown).toBe(true);
    for (let press = 0; press < 6; press += 1) await page.keyboard.press('PageDown');
    await expect.poll(isSeen).toBe(true);
    await short.dispatchEvent('click');
    await expect(more).toBeVisible();

    await page.keyboard.press('p');
    await expect(page.getByRole('main', { name: 'Presentation' })).toBeVisible();
    await note.dispatchEvent('click');
    await note.focus();
    for (let press = 0; press < 8; press += 1) await page.keyboard.press('PageDown');
    await expect.poll(isSeen).toBe(true);
  });
});

test.describe('a folded router in more VLANs than have room', () => {
  const host = (index: number): string =>
    `  node${index}: { ssh: { address: 192.168.1.${index} }, interfaces: { ens33: { segment: lan } } }\n`;
  const subs = [10, 20, 30, 40, 50, 60].map((tag) => `ens33.${tag}: { parent: ens33, vlan: ${tag} }`).join(', ');
  const hosts = Array.from({ length: 12 }, (_, index) => host(index + 1)).join('');
  test.use({
    labFile: `trunkline: 1
name: many-tags
segments: { lan: { vlans: all } }
hosts:
${hosts}  router:
    ssh: { address: 192.168.1.254 }
    interfaces: { ens33: { segment: lan }, ${subs} }
    routing: { forward: true }
`,
  });

  test('squeezes no tag', async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    const router = page.getByRole('button', { name: /^Router router/ });
    await expect(router).toBeInViewport({ ratio: 0.999 });
    const tag = router.getByText('10', { exact: true });
    while (!(await tag.isVisible())) {
      const before = (await router.boundingBox())?.width ?? 0;
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await expect.poll(async () => (await router.boundingBox())?.width).toBeGreaterThan(before);
    }
    const beside = await router.getByText(/^\d0$/).evaluateAll((tags) =>
      tags.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return one.getBoundingClientRect().width - range.getBoundingClientRect().width;
      }),
    );
    expect(beside).toHaveLength(4);
    for (const room of beside) expect(room).toBeGreaterThan(4);
    await expect(router.getByText('…', { exact: true })).toBeVisible();
  });
});

test.describe('a lab of fifty hosts', () => {
  test.use({ labFile: manyHosts({ hosts: 50, containers: 1000 }) });

  test('folded hosts say their whole names and states, and who is chosen unfolds and is seen', async ({ app }) => {
    test.slow();
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const node = page.getByRole('button', { name: /^Host node50/ });
    await expect(node).toBeInViewport({ ratio: 0.999 });
    const words = await wordsOnDrawing(page);
    expect(words.map(({ words: text }) => text)).toEqual(expect.arrayContaining(['node01', 'node50', 'router']));
    expect(words.filter(({ size }) => size < 10.99)).toEqual([]);
    await app.screen('fifty-hosts');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const chip = page.getByRole('button', { name: /^Container web25-0 on node25/ });
    await chip.dispatchEvent('click');
    await expect(page.getByRole('heading', { name: 'web25-0', level: 2 })).toBeVisible();
    const whole = page.getByRole('button', { name: /^Container web25-0 on node25, 10\./ });
    await expect(whole).toBeInViewport({ ratio: 0.999 });
    await expect(whole).toHaveAttribute('aria-pressed', 'true');
    await app.screen('fifty-hosts-chosen');
    await expectAccessible(page);
  });

  test('what is chosen in the matrix is brought near, and its name can be read', async ({ app }) => {
    test.slow();
    const { page } = app;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.getByRole('button', { name: /^node02 to node03: / }).click();
    await page.getByRole('button', { name: 'node02/web2-0', exact: true }).click();
    const container = page.getByRole('button', { name: /^Container web2-0 on node02, 10\./ });
    await expect(container).toBeInViewport({ ratio: 0.99 });
    await expect.poll(() => sizeOf(page, 'web2-0')).toBeGreaterThanOrEqual(10.99);

    // The packet goes by the router, which stands at the other end of the drawing.
    await page.getByRole('button', { name: /^node02\/web2-3 to node03\/web3-1: / }).click();
    for (const name of [/^Container web2-3 on node02, 10\./, /^Container web3-1 on node03, 10\./, /^Router router/]) {
      await expect(page.getByRole('button', { name })).toBeInViewport({ ratio: 0.99 });
    }
    for (const name of ['web2-3', 'web3-1', 'router']) {
      await expect.poll(() => sizeOf(page, name)).toBeGreaterThanOrEqual(10.99);
    }
    for (const name of ['web2-3', 'web3-1']) await expect.poll(() => isCut(page, name)).toBe(false);
    await app.screen('fifty-hosts-pair');
  });
});

interface Lines {
  /** Neither wholly inside nor wholly outside of what is seen of their note. */
  readonly cut: readonly string[];
  /** The first word of each note that is seen. */
  readonly first: readonly (string | undefined)[];
}

const linesOfNotes = (page: Page): Promise<Lines> =>
  page.getByRole('button', { name: /^Note / }).evaluateAll((notes) => {
    const cut: string[] = [];
    const first = notes.map((note) => {
      const seen = note.getBoundingClientRect();
      const words = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
      let begins: string | undefined;
      for (let node = words.nextNode(); node; node = words.nextNode()) {
        if (node.parentElement?.closest('.visually-hidden')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const line of range.getClientRects()) {
          const inside = line.bottom <= seen.bottom + 1 && line.right <= seen.right + 1;
          if (inside) begins ??= node.textContent?.split(' ')[0];
          else if (line.left < seen.right) cut.push(node.textContent ?? '');
        }
      }
      return begins;
    });
    return { cut, first };
  });

/** A name in a box of the drawing has no room for its end. */
const isCut = (page: Page, name: string): Promise<boolean> =>
  page
    .getByRole('region', { name: 'Drawing' })
    .getByText(name, { exact: true })
    .evaluate((words) => words.scrollWidth > words.clientWidth);

/** How large a word stands on the drawing; 0: it does not. */
const sizeOf = async (page: Page, words: string): Promise<number> =>
  Math.max(0, ...(await wordsOnDrawing(page)).filter(({ words: text }) => text === words).map(({ size }) => size));

test('the switch between practice and real hosts stays where it is when something is found wrong', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: TEMPLATE }).click();
  const place = page.getByRole('radiogroup', { name: 'Where the lab runs' });
  const before = await place.boundingBox();
  await page.getByRole('button', { name: /^Container bbox10 on docker01/ }).click();
  await page.getByLabel('Address', { exact: true }).fill('172.16.10.11');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '1 error' })).toBeVisible();
  expect((await place.boundingBox())?.x).toBe(before?.x);
});
