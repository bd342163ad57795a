/** What the program reads when it draws a picture: the rasteriser, and the window's fonts in the one form that it takes. */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

const ASSETS = [
  '@resvg/resvg-wasm/index_bg.wasm',
  '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
];

/** @param {string} folder made anew */
export function copyAssets(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const path of ASSETS) {
    copyFileSync(inRoot('node_modules', path), join(folder, path.slice(path.lastIndexOf('/') + 1)));
  }
}
