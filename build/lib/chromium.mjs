import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** First the one without a window around the page: a page of ours takes two thirds of the processor's time that it takes in the whole browser. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium of the system for the tests, or the one that `TRUNKLINE_CHROMIUM` names. Undefined: Playwright's own, if it
 * has one.
 * @returns {string | undefined}
 */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return process.env.TRUNKLINE_CHROMIUM || candidates.find((path) => existsSync(path));
}
