/**
 * `npm run build`: the window, Electron's two entries and the command line, into `dist/`.
 * With `--if-changed` a bundle whose sources are what they were is left alone.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { copyAssets } from './lib/assets.mjs';
import { fingerprint } from './lib/fingerprint.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { OLDEST_ELECTRON_NODE, OLDEST_NODE } from './lib/targets.mjs';

const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  charset: 'utf8',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { TRUNKLINE_VERSION: JSON.stringify(version) },
  // ssh2 and ws look for native helpers inside try blocks and do without them; what we ship is plain JavaScript.
  external: ['electron', 'cpu-features', 'bufferutil', 'utf-8-validate'],
  loader: { '.node': 'empty' },
};

/** @param {import('esbuild').BuildOptions} options */
const withEsbuild = async (options) => {
  const { build } = await import('esbuild');
  await build({ ...node, ...options });
};

/** @type {readonly { name: string, sources: string[], outputs: string[], make: () => Promise<unknown> }[]} */
const bundles = [
  {
    name: 'window',
    sources: ['renderer', 'shared', 'build', 'package-lock.json'],
    outputs: ['dist/renderer/index.html'],
    make: async () => {
      const { build } = await import('vite');
      await build({ configFile: inRoot('build/vite.config.ts'), logLevel: 'warn' });
      const { compressAll } = await import('./lib/compress.mjs');
      await compressAll(inRoot('dist/renderer'));
    },
  },
  {
    name: 'assets',
    sources: ['build', 'package-lock.json'],
    outputs: ['dist/assets/index_bg.wasm'],
    make: async () => copyAssets(inRoot('dist/assets')),
  },
  {
    name: 'electron',
    sources: ['electron', 'shared', 'build', 'package-lock.json', 'package.json'],
    outputs: ['dist/electron/main.cjs', 'dist/electron/preload.cjs'],
    make: async () => {
      await withEsbuild({
        entryPoints: [inRoot('electron/main.ts')],
        outfile: inRoot('dist/electron/main.cjs'),
        inject: [inRoot('build/es2023.mjs')],
        target: OLDEST_ELECTRON_NODE,
      });
      await withEsbuild({
        entryPoints: [inRoot('electron/preload.ts')],
        outfile: inRoot('dist/electron/preload.cjs'),
        target: OLDEST_ELECTRON_NODE,
      });
    },
  },
  {
    name: 'command line',
    sources: ['electron', 'shared', 'build', 'package-lock.json', 'package.json'],
    outputs: ['dist/cli.cjs', 'dist/trunkline.cjs'],
    make: async () => {
      await withEsbuild({
        entryPoints: [inRoot('electron/cli.ts')],
        outfile: inRoot('dist/cli.cjs'),
        target: OLDEST_NODE,
        banner: { js: '#!/usr/bin/env node' },
      });
      await withEsbuild({
        entryPoints: [inRoot('electron/cli/main.ts')],
        outfile: inRoot('dist/trunkline.cjs'),
        target: OLDEST_NODE,
      });
      const { keepCompiled } = await import('./lib/keep-compiled.mjs');
      await keepCompiled(inRoot('dist/trunkline.cjs'));
      const { chmodSync } = await import('node:fs');
      chmodSync(inRoot('dist/cli.cjs'), 0o755);
    },
  },
];

const ifChanged = process.argv.includes('--if-changed');
const stamps = inRoot('dist/.stamps');
mkdirSync(stamps, { recursive: true });

const stale = bundles
  .map((bundle) => ({
    ...bundle,
    stamp: `${stamps}/${bundle.name.replace(' ', '-')}`,
    // Unit tests and editors' leftovers do not end up in a bundle.
    hash: fingerprint(root, bundle.sources, (path) => !path.includes('.test.')),
  }))
  .filter(
    ({ stamp, hash, outputs }) =>
      !(
        ifChanged &&
        existsSync(stamp) &&
        readFileSync(stamp, 'utf8') === hash &&
        outputs.every((path) => existsSync(inRoot(path)))
      ),
  );

for (const { name, make, stamp, hash } of stale) {
  const begun = performance.now();
  rmSync(stamp, { force: true });
  await make();
  writeFileSync(stamp, hash);
  console.log(`built ${name} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}
