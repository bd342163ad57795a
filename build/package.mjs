/**
 * `npm run package`: the program as users get it, into `dist/package/`.
 * `--test`: the same with the inspector allowed, around an Electron that is on this machine, into `.cache/electron-test/`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { builderConfig } from './electron-builder.config.mjs';
import { electronForTests, installedElectron } from './electron-dist.mjs';
import { inRoot, root } from './lib/paths.mjs';

const forTests = process.argv.includes('--test');
const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const dist = forTests
  ? await electronForTests({ log: inRoot('.cache', 'logs', 'electron-dist.log') })
  : installedElectron();

if (!existsSync(inRoot('dist/electron/main.cjs'))) throw new Error('nothing to package: run npm run build first');

/** Without an Electron here the packager fetches the one of package.json by itself. */
const electronVersion = dist?.version ?? devDependencies.electron;
console.log(`Packaging around Electron ${electronVersion}${dist ? ` (${dist.source})` : ''}`);

const { build } = await import('electron-builder');
await build({
  projectDir: root,
  config: {
    ...builderConfig({ forTests, electronVersion }),
    electronVersion,
    ...(dist ? { electronDist: dist.dir } : {}),
  },
});
