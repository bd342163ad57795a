/** `npm run record [-- SESSION…]`: records on the real lab what hosts answer, for practice hosts to be held against. */
import { installPackages } from './lib/npm.mjs';
import { inRoot } from './lib/paths.mjs';
import { preparation } from './lib/preparation.mjs';
import { endAll, run } from './lib/run.mjs';
import { bundleProgram } from './lib/typescript-program.mjs';

/** @param {string} line */
const say = (line) => console.error(line);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => endAll());

const installed = await installPackages({ say });
const prepared = preparation(['lab'], say);
if (installed.ok) prepared.begin();
const readiness = installed.ok ? await prepared.ready('lab') : undefined;
if (readiness && readiness.kind !== 'ready') say(readiness.reason);
let ok = readiness?.kind === 'ready';
if (ok) {
  const program = await bundleProgram(inRoot('e2e/conformance/record.ts'));
  const command = [process.execPath, '--enable-source-maps', program, ...process.argv.slice(2)];
  ok = (await run([inRoot('e2e/lab/lab'), 'alone', ...command])).ok;
}
await prepared.end();
process.exit(ok ? 0 : 1);
