import { installPackages } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { preparation } from './preparation.mjs';
import { endAll, run } from './run.mjs';
import { bundleProgram } from './typescript-program.mjs';

/** @param {string} line */
const say = (line) => console.error(line);

/**
 * Runs a TypeScript program of ours within the real lab's network namespace, alone, with this command's own options.
 * @param {string} program path from the root
 * @param {readonly (keyof typeof import('./needs.mjs').needs)[]} needs
 * @returns {Promise<boolean>} whether it ended well
 */
export async function onLab(program, needs) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => endAll());
  const installed = await installPackages({ say });
  const prepared = preparation([...needs], say);
  if (installed.ok) prepared.begin();
  let ok = installed.ok;
  for (const need of needs) {
    const readiness = ok ? await prepared.ready(need) : undefined;
    if (readiness && readiness.kind !== 'ready') {
      say(readiness.reason);
      ok = false;
    }
  }
  if (ok) {
    const command = [process.execPath, '--enable-source-maps', await bundleProgram(inRoot(program))];
    ok = (await run([inRoot('e2e/lab/lab'), 'alone', ...command, ...process.argv.slice(2)], { minutes: 240 })).ok;
  }
  await prepared.end();
  return ok;
}
