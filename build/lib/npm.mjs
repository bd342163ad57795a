import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { inRoot, root } from './paths.mjs';
import { runTwice } from './run.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, link?: boolean }> }} Lock */

/**
 * Names of the packages that the lock file asks for and that are not installed in that version. Optional ones are left
 * out: those of other platforms are never installed.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} present node_modules/.package-lock.json, which npm writes as it installs
 */
export function missingPackages(wanted, present) {
  return Object.entries(wanted.packages ?? {})
    .filter(([path, { version, optional }]) => {
      return path !== '' && !optional && present.packages?.[path]?.version !== version;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/** @param {string} path @returns {Lock} */
const readLock = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {});

/** @returns {string[]} packages that still have to be installed */
export function packagesToInstall() {
  const folder = inRoot('node_modules');
  // A folder that is linked from elsewhere is looked after elsewhere.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return [];
  return missingPackages(readLock(inRoot('package-lock.json')), readLock(inRoot('node_modules', '.package-lock.json')));
}

/** The command that npm itself runs scripts with, else the one in PATH. @returns {string[]} */
export function npm() {
  const path = process.env.npm_execpath;
  return path && /npm-cli\.[cm]?js$/.test(path) ? [process.execPath, path] : ['npm'];
}

/**
 * Installs what the lock file asks for, unless it is there.
 * @param {{ log?: string, say: (line: string) => void }} options
 */
export async function installPackages({ log, say }) {
  const missing = packagesToInstall();
  if (missing.length === 0) return { ok: true, tail: '' };
  say(`Installing ${missing.length} npm packages (npm ci) …`);
  // electron asks for a newer Node than we need: it is right about its own installer only, which we do not run.
  return runTwice([...npm(), 'ci', '--loglevel=error', '--ignore-scripts'], {
    cwd: root,
    minutes: 15,
    ...(log ? { log } : {}),
  });
}
