/**
 * All unit tests in one script, each evaluated only when it is asked for, and everything that it imports with it: a mutant that acts
 * while a file is loaded is judged as any other, in a process that stays warm.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

/** @typedef {(file: string) => Promise<unknown>} Evaluate a fresh copy of a test file and of all that stands below it */

/** Paths of the test files below folders, as `shared/lab/read.test.ts`. @param {string} root @param {readonly string[]} folders */
export function testFiles(root, folders) {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, String(file))))
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
}

/**
 * One script of all test files, with some sources replaced. Where a file is said to be by `import.meta` stays what it is.
 * @param {string} root
 * @param {readonly string[]} files
 * @param {ReadonlyMap<string, string>} replaced text by absolute path
 * @returns {Promise<string>}
 */
export async function bundleTests(root, files, replaced) {
  const { build } = await import('esbuild');
  const imports = files.map((file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(resolve(root, file))}),`);
  const { outputFiles } = await build({
    stdin: { contents: `export const files = {\n${imports.join('\n')}\n};`, resolveDir: root },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins: [
      {
        name: 'replaced',
        setup(build) {
          build.onLoad({ filter: /\.(ts|mjs)$/ }, async ({ path }) => {
            if (path.includes('node_modules')) return undefined;
            const contents = (replaced.get(path) ?? (await readFile(path, 'utf8')))
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
              .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
            return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
          });
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * @param {string} root
 * @param {string} script what `bundleTests` made
 * @param {unknown} vitest what `import … from 'vitest'` gives
 * @returns {() => Evaluate} each call begins anew, with nothing evaluated yet
 */
export function evaluator(root, script, vitest) {
  const packages = createRequire(join(root, 'package.json'));
  /** @param {string} name */
  const required = (name) => (name === 'vitest' ? vitest : packages(name));
  const wrapped = new Script(`(function (require, module, exports) {${script}\n})`, {
    filename: 'unit-tests.cjs',
  }).runInThisContext();
  return () => {
    /** @type {{ exports: { files?: Record<string, () => Promise<unknown>> } }} */
    const module = { exports: {} };
    wrapped(required, module, module.exports);
    return async (file) => module.exports.files?.[file]?.();
  };
}
