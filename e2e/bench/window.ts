/**
 * The window in Chromium: what a first visit fetches and how soon it can be used on a slow line and a slow processor; and for
 * labs of three sizes how long opening and choosing take, how smoothly it moves beside a bare React Flow, and its memory.
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
import { clickUntil, drag, heap, pan } from './lib/in-browser.ts';
import { median } from './lib/measure.ts';

const SIZES = [
  { hosts: 10, containers: 60 },
  { hosts: 50, containers: 1_000 },
  { hosts: 200, containers: 10_000 },
] as const;
const VIEWPORT = { width: 1440, height: 900 };
/** Of opening the largest lab, in milliseconds. */
const LONG = 120_000;

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
  await page.getByRole('button', { name: /Two VLANs, two hosts and a router/ }).waitFor({ timeout: LONG });
  const [until, fetched] = await page.evaluate(() => [
    performance.now(),
    performance
      .getEntriesByType('resource')
      .concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  ]);
  console.log('first visit, 10 Mbit/s, 40 ms, processor four times slower');
  say('a lab can be chosen after', ms(until ?? 0));
  say('fetched until then', kb(fetched ?? 0));
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
  const times: number[] = [];
  for (const name of ['node05', 'node02', 'node07', 'node03', 'node09']) {
    times.push(await clickUntil(page, `[data-thing=${name}]`, name));
  }
  await page.keyboard.press('Escape');
  const panned = await pan(page);
  const dragged = await drag(page, '[data-thing=node01]');
  await page.context().close();
  await served.stop();
  home.dispose();
  const bare = await bareFlow(hosts + 2);
  console.log(`${hosts} hosts, ${containers} containers`);
  say('opened after', ms(opened));
  say('chosen after (median of 5, worst)', `${ms(median(times))}, ${ms(Math.max(...times))}`);
  say('frames while panning, and beside a bare flow', `${rate(panned)}, ${ratio(panned, bare.panned)}`);
  say('frames while dragging, and beside a bare flow', `${rate(dragged)}, ${ratio(dragged, bare.dragged)}`);
  say('heap', mb(used));
}

const ratio = (ours: number, bare: number): string => `${(ours / bare).toFixed(2)} of ${rate(bare)}`;

async function bareFlow(nodes: number): Promise<{ readonly panned: number; readonly dragged: number }> {
  const page = await newPage(browser);
  await page.goto(
    `data:text/html,<style>html,body,%23root{height:100%;margin:0}</style><div id=root></div>%23#nodes=${nodes}`,
  );
  const { script, style } = await bareBundle();
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: script });
  await page.locator('.react-flow__node').first().waitFor();
  const panned = await pan(page);
  const dragged = await drag(page, '.react-flow__node');
  await page.context().close();
  return { panned, dragged };
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
