/**
 * `npm start [-- FILE]`: installs what is missing, builds what has changed, and opens the program: in Electron where its
 * binary and a display are there, otherwise the same window in a browser. Needs nothing but Node.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { installedElectron } from './electron-dist.mjs';
import { installPackages } from './lib/npm.mjs';
import { inRoot } from './lib/paths.mjs';
import { endAll, run } from './lib/run.mjs';

/** @param {string} line */
const say = (line) => console.log(`trunkline: ${line}`);

/** @param {string} what @param {{ ok: boolean, code?: number | null }} ended */
function orExit(what, ended) {
  if (ended.ok) return;
  say(`${what} failed; the reason stands above.`);
  process.exit(ended.code ?? 1);
}

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** Electron's own sandbox refuses to run as root. */
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} dir of an unpacked Electron @returns {string | undefined} */
function executableIn(dir) {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const path = join(dir, /** @type {Record<string, string>} */ (names)[process.platform] ?? 'electron');
  return isExecutable(path) ? path : undefined;
}

/** @param {readonly string[]} files @returns {Promise<string[] | undefined>} a command that opens the program in Electron */
async function electronCommand(files) {
  if (!hasDisplay()) return undefined;
  if (!installedElectron()) {
    say('Fetching Electron, once (npx install-electron) …');
    const log = inRoot('.cache', 'logs', 'install-electron.log');
    await run([process.execPath, inRoot('node_modules/electron/install.js')], { minutes: 10, log });
  }
  const dist = installedElectron();
  const executable = dist && executableIn(dist.dir);
  if (!dist || !executable) {
    say('There is no Electron on this machine and it could not be fetched: opening in a browser instead.');
    return undefined;
  }
  if (existsSync(join(dist.dir, 'resources', 'default_app.asar')) || process.platform !== 'linux') {
    return [executable, inRoot('.'), ...sandbox, ...files];
  }
  // This one can only run programs that are packaged with it.
  say(`Packaging for Electron ${dist.version} (${dist.source}) …`);
  const log = inRoot('.cache', 'logs', 'package.log');
  const packaged = await run([process.execPath, inRoot('build/package.mjs'), '--test'], { minutes: 10, log });
  if (!packaged.ok) console.error(packaged.tail);
  orExit('Packaging', packaged);
  return [inRoot('.cache/electron-test/linux-unpacked/trunkline'), ...sandbox, ...files];
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => endAll(signal));

// npm changes to the repository's folder; a file is named from where the person is.
const cwd = process.env.INIT_CWD ?? process.cwd();
const files = process.argv.slice(2);
orExit('Installing npm packages', await installPackages({ say }));
orExit('Building', await run([process.execPath, inRoot('build/bundle.mjs'), '--if-changed'], { minutes: 10 }));

const electron = await electronCommand(files);
if (electron) {
  say('Opening Trunkline.');
  const opened = await run(electron, { cwd, minutes: Infinity });
  if (opened.ok || opened.signal !== null) process.exit(0);
  say('Electron ended with an error (above): opening in a browser instead.');
} else if (!hasDisplay()) {
  say('No display here: open this address in a browser. Ctrl+C ends it.');
}
const served = await run([process.execPath, inRoot('dist/cli.cjs'), 'serve', ...files], {
  cwd,
  minutes: Infinity,
});
process.exit(served.code ?? 0);
