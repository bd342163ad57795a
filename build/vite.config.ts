import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { OLDEST_CHROMIUM } from './lib/targets.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Puts `es2023.mjs` in front of the window's first module. */
const es2023: Plugin = {
  name: 'es2023',
  transform: {
    filter: { id: /\/renderer\/main\.tsx$/ },
    handler: (code) => `import ${JSON.stringify(here('es2023.mjs'))};\n${code}`,
  },
};

/** The window. It is served from `app://` by Electron and over HTTP by `trunkline serve`, hence the relative base. */
export default defineConfig({
  root: here('../renderer'),
  base: './',
  cacheDir: here('../.cache/vite'),
  plugins: [es2023, react()],
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: OLDEST_CHROMIUM,
    cssTarget: OLDEST_CHROMIUM,
    // The content security policy allows fonts and scripts from our own origin only: nothing may become a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 6000,
  },
});
