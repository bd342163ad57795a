import { expect, test } from 'vitest';
import { debianCommand, installedNames } from './debian.mjs';

test('a package counts as installed by its own name and by the names it provides', () => {
  const listing = [
    'install ok installed\tlibgtk-3-0t64, libgtk-3-0 (= 3.24.49-3), libgtk-3-0-t64',
    'install ok installed\txvfb, xserver',
    'deinstall ok config-files\tchromium, www-browser',
    'install ok half-configured\tdebootstrap, ',
    '',
  ].join('\n');
  const present = installedNames(listing);
  expect(['libgtk-3-0', 'libgtk-3-0t64', 'xvfb'].filter((name) => !present.has(name))).toEqual([]);
  expect(['chromium', 'debootstrap', 'www-browser'].filter((name) => present.has(name))).toEqual([]);
});

test('who may not install is told one command', () => {
  expect(debianCommand(['chromium', 'xvfb'])).toBe('sudo apt-get install --no-install-recommends chromium xvfb');
});
