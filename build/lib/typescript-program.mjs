import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';

/**
 * Keeps `import.meta.url` of each source file what it says, though all end up in one bundle elsewhere.
 * @type {import('esbuild').Plugin}
 */
const ownUrls = {
  name: 'own-urls',
  setup(build) {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const source = await readFile(path, 'utf8');
      return {
        contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      };
    });
  },
};

/**
 * Node finds only some of the names that this CommonJS package exports: it is taken whole instead.
 * @type {import('esbuild').Plugin}
 */
const wholePackages = {
  name: 'whole-packages',
  setup(build) {
    build.onResolve({ filter: /^ssh2$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'whole' },
    );
    build.onLoad({ filter: /.*/, namespace: 'whole' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
      loader: 'js',
    }));
  },
};
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Makes one JavaScript file of a TypeScript program of ours, packages left outside, for Node to run.
 * @param {string} entry absolute path of its first file
 * @param {string} [kind] keeps programs of the same name apart
 * @returns {Promise<string>} absolute path of the result
 */
export async function bundleProgram(entry, kind = '') {
  const { build } = await import('esbuild');
  const outfile = inRoot('.cache', 'programs', kind, `${basename(entry, '.ts')}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [ownUrls, wholePackages],
    banner: { js: REQUIRE },
  });
  return outfile;
}
