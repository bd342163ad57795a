import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from './paths.mjs';
import { bundleProgram } from './typescript-program.mjs';

/** Any lab: a plan on practice hosts takes the way of a deploy, up to the hosts and back. */
const LAB = `trunkline: 1
name: compiled
segments: { lan: }
hosts:
  one:
    ssh: { address: 10.0.0.1 }
    interfaces: { eth0: { segment: lan, address: 10.0.0.1/24 } }
    containers: { box: { image: busybox, networks: { net: 10.0.1.2 } } }
networks:
  net: { driver: macvlan, subnet: 10.0.1.0/24, gateway: 10.0.1.1, parents: { one: eth0 } }
`;

/**
 * Keeps beside the command line's bundle what V8 makes of it, so that commands need not. Where that cannot be, they start
 * slower, and that is all.
 * @param {string} bundle
 */
export async function keepCompiled(bundle) {
  const home = mkdtempSync(join(tmpdir(), 'trunkline-compiled-'));
  try {
    const file = join(home, 'lab.yaml');
    writeFileSync(file, LAB);
    const program = await bundleProgram(inRoot('electron/cli/keep-compiled.ts'));
    const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home };
    await promisify(execFile)(process.execPath, [program, bundle, 'plan', file, '--practice'], { env });
  } catch (error) {
    // There are changes to make: what `plan` ends with.
    if (/** @type {{ code?: unknown }} */ (error).code !== 2) console.warn(`nothing compiled was kept: ${error}`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
