import { expect, test } from 'vitest';
import { missingPackages } from './npm.mjs';

const wanted = {
  packages: {
    '': {},
    'node_modules/react': { version: '19.3.1' },
    'node_modules/electron/node_modules/@types/node': { version: '24.1.0' },
    'node_modules/@esbuild/win32-x64': { version: '0.28.2', optional: true },
  },
};

test('nothing installed: everything that every platform needs is missing', () => {
  expect(missingPackages(wanted, {})).toEqual(['react', '@types/node']);
});

test('installed as locked: nothing is missing, though optional packages of other platforms are absent', () => {
  const { '': _, 'node_modules/@esbuild/win32-x64': __, ...packages } = wanted.packages;
  expect(missingPackages(wanted, { packages })).toEqual([]);
});

test('another version than the locked one counts as missing', () => {
  const packages = { ...wanted.packages, 'node_modules/react': { version: '18.0.0' } };
  expect(missingPackages(wanted, { packages })).toEqual(['react']);
});
