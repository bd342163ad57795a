import { relative } from 'node:path';
import { installDebianPackages } from './debian.mjs';
import { needs } from './needs.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {keyof typeof needs} NeedName
 * @typedef {{ kind: 'ready' } | { kind: 'skip' | 'fail', reason: string }} Readiness `skip`: this machine cannot, and that is
 *   nobody's fault; `fail`: it should have worked
 */

/** @type {Readiness} */
const READY = { kind: 'ready' };
const MINUTES = 20;

/** @param {string} name @returns {string} a file for the output of one preparation */
export const logFile = (name) => inRoot('test-results', 'logs', `${name}.log`);

/** @param {NeedName} name @returns {import('./needs.mjs').Need} */
const needOf = (name) => needs[name];

/**
 * Makes the machine ready for suites: all Debian packages at once, then, one after another so that they leave a core to the
 * suites that run meanwhile, what can be made early; and at the right moment what comes last.
 * @param {readonly NeedName[]} names
 * @param {(line: string) => void} say
 */
export function preparation(names, say) {
  /** @type {Map<NeedName, Promise<Readiness>>} */
  const early = new Map();
  /** @type {Map<NeedName, Promise<Readiness>>} */
  const finished = new Map();
  /** @type {NeedName[]} */
  const toEnd = [];

  /** @param {string} name @param {readonly string[]} command @param {string} done @returns {Promise<Readiness>} */
  async function carryOut(name, command, done) {
    const log = logFile(name);
    const begun = performance.now();
    const ended = await run(command, { log, minutes: MINUTES });
    const seconds = Math.round((performance.now() - begun) / 1000);
    if (ended.ok) {
      if (seconds > 2) say(`${name}: ${done} in ${seconds} s`);
      return READY;
    }
    const how = ended.timedOut ? `did not end within ${MINUTES} minutes` : 'failed';
    return {
      kind: 'fail',
      reason: `preparing ${name} ${how}; its output is in ${relative(root, log)}:\n${ended.tail}`,
    };
  }

  const wanted = [...new Set(names.flatMap((name) => needOf(name).packages ?? []))];
  const packages =
    wanted.length === 0
      ? Promise.resolve({ ok: /** @type {const} */ (true) })
      : installDebianPackages(wanted, { log: logFile('debian'), say });

  /** @param {NeedName} name @returns {Promise<Readiness>} */
  async function beginEarly(name) {
    const { packages: needed = [], lacks, early: command, fetched } = needOf(name);
    if (needed.length > 0) {
      const installed = await packages;
      if (!installed.ok && installed.tried) return { kind: 'fail', reason: installed.reason };
      const lacking = await lacks?.();
      if (lacking !== undefined)
        return { kind: 'skip', reason: installed.ok ? lacking : `${lacking}; ${installed.reason}` };
    }
    if (!command) return READY;
    const made = await carryOut(name, command, 'made ahead');
    return made.kind === 'fail' && fetched ? { ...made, kind: 'skip' } : made;
  }

  /** Starts what can be made while suites run. Call it once npm's packages are there. */
  function begin() {
    /** @type {Promise<unknown>} */
    let previous = Promise.resolve();
    for (const name of new Set(names)) {
      const mine = previous.then(() => beginEarly(name));
      early.set(name, mine);
      previous = mine;
    }
  }

  /** @param {NeedName} name @returns {Promise<Readiness>} */
  async function finish(name) {
    const made = await (early.get(name) ?? Promise.resolve(READY));
    const { before, after } = needOf(name);
    if (made.kind !== 'ready' || !before) return made;
    if (after) toEnd.push(name);
    return carryOut(name, before, 'ready');
  }

  /** @param {NeedName} name @returns {Promise<Readiness>} */
  function ready(name) {
    const known = finished.get(name) ?? finish(name);
    finished.set(name, known);
    return known;
  }

  /** Puts away what was set up. */
  async function end() {
    for (const name of toEnd.splice(0)) {
      const { after } = needOf(name);
      if (after) await run(after, { log: logFile(name), minutes: 3 });
    }
  }

  return { begin, ready, end };
}
