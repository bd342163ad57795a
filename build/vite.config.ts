import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { OLDEST_CHROMIUM } from './lib/targets.mjs';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Brings `es2023-window.mjs` before the window begins: only to browsers that lack it, for the others need not fetch it. */
const es2023: Plugin = {
  name: 'es2023',
  transform: {
    filter: { id: /\/renderer\/main\.tsx$/ },
    handler: (code) =>
      `if (!Array.prototype.toSorted) await import(${JSON.stringify(here('es2023-window.mjs'))});\n${code}`,
  },
};

/** The worker carries it: what is posted to it while a module still waits for another would be lost. */
const es2023InWorker: Plugin = {
  name: 'es2023-in-worker',
  transform: {
    filter: { id: /\/renderer\/derived\/foresight\/worker\.ts$/ },
    handler: (code) => `import ${JSON.stringify(here('es2023-window.mjs'))};\n${code}`,
  },
};

/** Of the component kit's styles those of the components that are used, in the order in which these come. */
const kitStyles: Plugin = {
  name: 'kit-styles',
  transform: {
    filter: { id: /\/@mantine\/core\/esm\/.*\.module\.mjs$/ },
    handler(code, id) {
      const style = `@mantine/core/styles/${/(\w+)\.module\.mjs$/.exec(id)?.[1]}.css`;
      return `import ${JSON.stringify(style)};\n${code}`;
    },
  },
};

/** The window asks facts which versions they hold for; their words are for `docs/facts.md`, and some ten kilobytes. */
const wordlessFacts: Plugin = {
  name: 'wordless-facts',
  enforce: 'pre',
  transform: {
    filter: { id: /\/shared\/machine\/(?:docker|kernel)\/facts\.ts$/ },
    handler: (code) => code.replace(/^ {2}(?:says|source):\s*(['"`]).*\1,$/gm, ''),
  },
};

/** Of reasons the window has sentences of its own; the lines that say what each of them means are for whoever reads the list. */
const wordlessReasons: Plugin = {
  name: 'wordless-reasons',
  enforce: 'pre',
  transform: {
    filter: { id: /\/shared\/reach\/reason-codes\.ts$/ },
    handler: (code) => code.replace(/:\s*(['"`]).*\1,$/gm, ": '',"),
  },
};

/**
 * zod has each schema know its JSON Schema, which is 20 kB that no window asks for: the YAML editor reads `lab.schema.json`. What
 * is called there answers with a function, as one that makes a schema does, and one that has no bounds.
 */
const schemalessZod: Plugin = {
  name: 'schemaless-zod',
  transform: {
    filter: { id: /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/ },
    handler: (code) =>
      [...code.matchAll(/^export (?:const|function|class) (\w+)|^export \{ \w+ as (\w+) \}/gm)]
        .map(([, name, alias]) => `export const ${name ?? alias} = () => () => ({});\n`)
        .join(''),
  },
};

/** d3 moves the drawing from view to view, which are numbers; that it could also mix colours on the way is 14 kB. To it none is one. */
const colourlessD3: Plugin = {
  name: 'colourless-d3',
  transform: {
    filter: { id: /\/d3-color\/dist\/d3-color\.mjs$/ },
    handler: (code) =>
      [...(/^export \{(.*)\}/m.exec(code)?.[1] ?? '').matchAll(/\w+/g)]
        .map(([name]) => `export function ${name}() {}\n`)
        .join(''),
  },
};

/** VLANs' colours are computed and never read: 12 kB of the words that a colour can be written in, and of how they are parsed. */
const unreadColours: Plugin = {
  name: 'unread-colours',
  transform: {
    filter: { id: /\/culori\/src\/(?:\w+\/)?parse\w*\.js$/ },
    handler: () => 'export const Tok = {};\nexport default () => undefined;\n',
  },
};

/**
 * Of ours what the first screen needs, not what is fetched when it is asked for; of the drawing and the inspector the few files that
 * what is fetched later shares with them, each of which would be a piece of its own; and of libraries those that its parts share.
 */
const FIRST =
  /\/shared\/(?:lab\/(?!(?:dropped|merge|readdress)\.)|(?:net|rules|markdown)\/)|\/shared\/draw\/(?!clip\/|(?:carry|changes|connect|cures|hold|leading|many|offers|renumber|together)\.)|\/shared\/drawing\/(?!(?:mark-place|outline|packet-place)\.)|\/renderer\/(?:store|bridge|ui|actions)\/(?!(?:ContextItems|Later|MoveItems|PairItems|Spoiler|action-icons|outline)\.)|\/renderer\/(?:canvas\/(?:choose|names|pointing)|derived\/(?:commands-of|interface-words|ping-changes|read-root|walking)|features\/(?:inspector\/(?:Listed|parts|Inspector\.module)|reach\/(?:Legend|ReachPanel\.module)))\.|\/icons\/Icon(?:ChevronDown|ChevronRight|FolderOpen|ListTree|Pencil|PlayerPlayFilled|PlugConnected|Plus|Presentation|Search|X)\.|\/node_modules\/(?:react|react-dom|scheduler|zustand|zundo|zod|yaml|ipaddr\.js|use-sync-external-store)\//;

/** The window. It is served from `app://` by Electron and over HTTP by `trunkline serve`, hence the relative base. */
export default defineConfig({
  root: here('../renderer'),
  base: './',
  cacheDir: here('../.cache/vite'),
  plugins: [
    es2023,
    es2023InWorker,
    kitStyles,
    wordlessFacts,
    wordlessReasons,
    schemalessZod,
    colourlessD3,
    unreadColours,
    react(),
  ],
  worker: {
    format: 'es',
    plugins: () => [es2023InWorker, wordlessFacts, wordlessReasons, schemalessZod, unreadColours],
  },
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    target: OLDEST_CHROMIUM,
    cssTarget: OLDEST_CHROMIUM,
    // The content security policy allows fonts and scripts from our own origin only: nothing may become a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What every window begins with is one piece: in pieces for all that is fetched later it would be compressed worse.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: FIRST }] } } },
    chunkSizeWarningLimit: 6000,
  },
});
