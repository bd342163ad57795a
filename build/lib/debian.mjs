import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, runTwice } from './run.mjs';

const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
/** Another apt (unattended upgrades, a colleague) may hold the lock: wait for it rather than fail. */
const APT = ['apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3'];

const isDebian = () => process.platform === 'linux' && existsSync('/etc/debian_version');
const isRoot = () => process.getuid?.() === 0;

/**
 * Names of installed packages and of what they stand in for: Debian 13 has libgtk-3-0t64 where 12 has libgtk-3-0.
 * @param {string} listing one package a line: status, tab, name and provided names with versions, separated by commas
 */
export function installedNames(listing) {
  return new Set(
    listing
      .split('\n')
      .filter((line) => /^\S+ \S+ installed\t/.test(line))
      .flatMap((line) => line.slice(line.indexOf('\t') + 1).split(','))
      .map((name) => name.trim().replace(/ .*/, '')),
  );
}

/** @param {readonly string[]} packages @returns {string[]} those that are not installed */
export function absentDebianPackages(packages) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are dpkg's own placeholders
  const format = '${Status}\t${Package}, ${Provides}\n';
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const present = installedNames(stdout ?? '');
  return packages.filter((name) => !present.has(name));
}

/** What a person types to get packages that we may not install. @param {readonly string[]} packages */
export const debianCommand = (packages) => `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;

/**
 * Installs Debian packages where that is ours to do: on Debian, as root.
 * @param {readonly string[]} packages
 * @param {{ log: string, say: (line: string) => void }} options
 * @returns {Promise<{ ok: true } | { ok: false, tried: boolean, reason: string }>} `tried` is false where we may not install
 */
export async function installDebianPackages(packages, { log, say }) {
  if (!isDebian()) return { ok: false, tried: false, reason: `needs Debian packages: ${packages.join(' ')}` };
  const absent = absentDebianPackages(packages);
  if (absent.length === 0) return { ok: true };
  if (!isRoot())
    return { ok: false, tried: false, reason: `needs packages. Install them with: ${debianCommand(absent)}` };
  say(`Installing Debian packages: ${absent.join(' ')}`);
  const updated = await runTwice([...APT, 'update'], { env, log, minutes: 10 });
  const install = [...APT, 'install', '--no-install-recommends', ...absent];
  let installed = await run(install, { env, log, minutes: 20 });
  if (!installed.ok) {
    // A second index between two mirrors' updates, or an interrupted dpkg, is mended by these two.
    await run(['dpkg', '--configure', '-a'], { env, log, minutes: 10 });
    await run([...APT, 'update'], { env, log, minutes: 10 });
    installed = await run(install, { env, log, minutes: 20 });
  }
  if (installed.ok) return { ok: true };
  const failed = updated.ok ? 'apt-get install failed' : 'apt-get update failed';
  return { ok: false, tried: true, reason: `${failed}; its output is in ${log}:\n${installed.tail}` };
}
