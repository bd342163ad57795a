/**
 * The window in Chromium: what a first visit fetches and how soon it can be used on a slow line and a slow processor; and for
 * labs of three sizes how long opening, choosing and editing take, how smoothly it moves beside a bare React Flow, and its memory.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire as requireFrom } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { build } from 'esbuild';
import { makeHome } from '../fixtures/home.ts';
import { manyHosts } from '../fixtures/many-hosts.ts';
import { serve } from '../fixtures/served.ts';
import { launchBrowser } from '../fixtures/shells.ts';
import { editTimes } from './lib/edits.ts';
import { buttonShown, clickUntil, drag, heap, pan, workOf } from './lib/in-browser.ts';
import { median } from './lib/measure.ts';

const SIZES = [
  { hosts: 10, containers: 60 },
  { hosts: 50, containers: 1_000 },
  { hosts: 200, containers: 10_000 },
] as const;
const VIEWPORT = { width: 1440, height: 900 };
/** Of opening the largest lab, in milliseconds. */
const LONG = 120_000;

/** Away from the edge of the drawing, where React Flow would move all of it at the same time. */
const HELD = '[data-thing=node05]';

/** What is chosen, one after the other: where one clicks, and the heading that says that it is there. */
const HOSTS: Clicks = ['node05', 'node02', 'node07', 'node03', 'node09'].map((name) => [`[data-thing=${name}]`, name]);
const BESIDE: Clicks = [
  ['[data-thing=lan]', 'lan'],
  ['[data-thing="lan#20"]', 'VLAN 20'],
];
/** In the block of two hosts. */
const CONTAINERS: Clicks = [0, 1, 2].map((n) => [`table button[title="node02/web2-${n}"]`, `web2-${n}`]);
const PAIRS: Clicks = [1, 2, 3].map((n) => [`[data-cell="${n},1"]`, `node02/web2-${n} → node03/web3-1`]);

type Clicks = readonly (readonly [selector: string, shown: string])[];

const ms = (value: number): string => `${Math.round(value)} ms`;
const kb = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const rate = (frames: number): string => `${frames.toFixed(0)}/s`;
const say = (what: string, value: string): void => console.log(`  ${what.padEnd(44)} ${value}`);

const browser = await launchBrowser();

async function firstVisit(): Promise<void> {
  const home = makeHome();
  const served = await serve([], home);
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 40,
    downloadThroughput: 10e6 / 8,
    uploadThroughput: 10e6 / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(served.url, { waitUntil: 'commit' });
  const until = await buttonShown(page, 'Two VLANs, two hosts and a router');
  const fetched = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  console.log('first visit, 10 Mbit/s, 40 ms, processor four times slower');
  say('a lab can be chosen after', ms(until));
  say('fetched until then', kb(fetched));
  await context.close();
  await served.stop();
  home.dispose();
}

async function ofLab({ hosts, containers }: (typeof SIZES)[number]): Promise<void> {
  const home = makeHome();
  const path = join(home.path, 'lab.yaml');
  writeFileSync(path, manyHosts({ hosts, containers }));
  const served = await serve([path], home);
  const page = await newPage(browser);
  const begun = performance.now();
  await page.goto(served.url);
  await page.locator('[data-thing=node01]').waitFor({ timeout: LONG });
  const opened = performance.now() - begun;
  const session = await page.context().newCDPSession(page);
  const used = await heap(session);
  await counted(page);
  const { result: panned, work: panWork } = await workOf(session, () => pan(page));
  const { result: dragged, work: dragWork } = await workOf(session, () => drag(page, HELD));
  const lines: string[] = [];
  const choose = async (what: string, clicks: Clicks): Promise<void> => {
    const times: number[] = [];
    const works: number[] = [];
    for (const [selector, shown] of clicks) {
      await page.locator(selector).first().waitFor({ timeout: LONG });
      const { result, work } = await workOf(session, () => clickUntil(page, selector, shown));
      times.push(result);
      works.push(work);
    }
    lines.push(`${what}: ${ms(median(times))}, ${ms(Math.max(...times))}; ${ms(median(works))}`);
  };
  // The drop was an edit.
  await counted(page);
  await choose('hosts', HOSTS);
  await choose('a segment, a VLAN', BESIDE);
  await page.locator('[data-cell="1,2"]').click();
  await choose('containers', CONTAINERS);
  await choose('pairs', PAIRS);
  const edits = await editTimes(page);
  await page.context().close();
  await served.stop();
  home.dispose();
  const bare = await bareFlow(hosts + 2);
  console.log(`${hosts} hosts, ${containers} containers`);
  say('opened after', ms(opened));
  for (const line of lines) say('chosen after (median, worst; at work)', line);
  for (const [what, times] of edits)
    say('drawn after an edit (median, worst)', `${what}: ${ms(median(times))}, ${ms(Math.max(...times))}`);
  say('frames while panning, and beside a bare flow', `${rate(panned)}, ${ratio(panned, bare.panned)}`);
  say('at work while panning, bare', `${ms(panWork)}, ${ms(bare.panWork)}`);
  say('frames while dragging, and beside a bare flow', `${rate(dragged)}, ${ratio(dragged, bare.dragged)}`);
  say('at work while dragging, bare', `${ms(dragWork)}, ${ms(bare.dragWork)}`);
  say('heap', mb(used));
}

/** Blocks of the matrix are predicted and counted in the background; until then the window has something else to do. */
async function counted(page: Page): Promise<void> {
  await page.locator('[data-cell="1,2"]').waitFor({ timeout: LONG });
  await page.getByText('being counted').first().waitFor({ state: 'detached', timeout: LONG });
}

const ratio = (ours: number, bare: number): string => `${(ours / bare).toFixed(2)} of ${rate(bare)}`;

interface Bare {
  readonly panned: number;
  readonly panWork: number;
  readonly dragged: number;
  readonly dragWork: number;
}

async function bareFlow(nodes: number): Promise<Bare> {
  const page = await newPage(browser);
  await page.goto(
    `data:text/html,<style>html,body,%23root{height:100%;margin:0}</style><div id=root></div>%23#nodes=${nodes}`,
  );
  const { script, style } = await bareBundle();
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: script });
  await page.locator('.react-flow__node').first().waitFor();
  const session = await page.context().newCDPSession(page);
  const { result: panned, work: panWork } = await workOf(session, () => pan(page));
  const { result: dragged, work: dragWork } = await workOf(session, () => drag(page, '.react-flow__node'));
  await page.context().close();
  return { panned, panWork, dragged, dragWork };
}

let bundled: Promise<{ readonly script: string; readonly style: string }> | undefined;

/** React Flow as it comes, without anything of ours. */
function bareBundle() {
  bundled ??= build({
    entryPoints: [new URL('lib/bare-flow.ts', import.meta.url).pathname],
    bundle: true,
    write: false,
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  }).then(({ outputFiles: [script] }) => ({
    script: script?.text ?? '',
    style: readFileSync(requireFrom(import.meta.url).resolve('@xyflow/react/dist/style.css'), 'utf8'),
  }));
  return bundled;
}

async function newPage(on: Browser): Promise<Page> {
  const context = await on.newContext({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  return context.newPage();
}

await firstVisit();
for (const size of SIZES) await ofLab(size);
await browser.close();
