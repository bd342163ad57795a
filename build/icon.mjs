/** Draws `icon.png` from `icon.svg` with a browser. Run by hand when the drawing changes; the picture is kept. */
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/paths.mjs';

const executablePath = findChromium();
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-gpu'],
  ...(executablePath ? { executablePath } : {}),
});
const page = await browser.newPage({ viewport: { width: 512, height: 512 } });
const svg = readFileSync(inRoot('build/icon.svg'), 'utf8');
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
await page.screenshot({ path: inRoot('build/icon.png'), omitBackground: true });
await browser.close();
