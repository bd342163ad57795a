/** What suites need of the machine: which Debian packages, what can be made ready early, and what just before. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { inRoot } from './paths.mjs';

/**
 * @typedef {object} Need
 * @property {readonly string[]} [packages] of Debian; installed as root, elsewhere named to the person
 * @property {() => string | undefined | Promise<string | undefined>} [lacks] what is still not there once the packages are,
 *   in words; without packages to install this alone decides
 * @property {readonly string[]} [early] a command that can run while other suites do
 * @property {readonly string[]} [before] a command that runs right before the first suite that needs it
 * @property {readonly string[]} [after] a command that ends it all
 * @property {boolean} [fetched] `early` fetches something that a machine without a network cannot have: then the suites are skipped
 */

/** @param {string} name */
const inPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
const node = process.execPath;

/** The lab's own scripts say what they need. */
function labPackages() {
  const list = /^PACKAGES=\((.*)\)$/m.exec(readFileSync(inRoot('e2e/lab/lib/config.sh'), 'utf8'));
  return list?.[1]?.split(' ') ?? [];
}

/** @satisfies {Record<string, Need>} */
export const needs = {
  // What scripts for hosts are tested with. Without one of them its tests skip themselves; in CI nothing does.
  // Debian has two packages of busybox that cannot stand beside each other: all needs name the one that the lab's image takes.
  tools: { packages: ['shellcheck', 'curl', 'dash', 'busybox-static', 'openssh-client', 'util-linux'] },
  bundles: { before: [node, inRoot('build/bundle.mjs'), '--if-changed'] },
  chromium: {
    packages: ['chromium-headless-shell'],
    lacks: async () => {
      if (findChromium()) return undefined;
      const { chromium } = await import('@playwright/test');
      return existsSync(chromium.executablePath())
        ? undefined
        : 'no Chromium. Get one with: npx playwright install chromium';
    },
  },
  display: {
    packages: ['xvfb', 'xauth', 'libgtk-3-0', 'libnss3', 'libgbm1', 'libxss1', 'libxtst6', 'libnotify4'],
    lacks: () => (process.platform !== 'linux' || inPath('xvfb-run') ? undefined : 'no Xvfb (xvfb-run)'),
  },
  electron: {
    packages: inPath('pip') || inPath('pip3') ? [] : ['python3-pip'],
    early: [node, inRoot('build/electron-dist.mjs')],
    before: [node, inRoot('build/package.mjs'), '--test'],
    fetched: true,
  },
  lab: {
    packages: labPackages(),
    lacks: () => {
      if (process.platform !== 'linux') return 'the real lab runs on Linux only';
      if (process.getuid?.() !== 0) return 'the real lab needs root: sudo npm run test:lab';
      return inPath('debootstrap') ? undefined : 'no debootstrap, which makes its hosts';
    },
    early: [inRoot('e2e/lab/lab'), 'image'],
    before: [inRoot('e2e/lab/lab'), 'up'],
    after: [inRoot('e2e/lab/lab'), 'down'],
  },
};
