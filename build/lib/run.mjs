import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { root } from './paths.mjs';

/**
 * How a command ended. `code` is null when it was ended by a signal or could not be started at all.
 * @typedef {{ ok: boolean, code: number | null, signal: NodeJS.Signals | null, timedOut: boolean, tail: string }} Ended
 */

/** Groups of processes that are alive, so that none outlives us. @type {Set<import('node:child_process').ChildProcess>} */
const alive = new Set();
const TAIL = 8_000;
const GRACE_MS = 10_000;
const DRAIN_MS = 1_000;
/** At the lowest priority, also where a kernel first shares its processors out among sessions (`sched(7)`, autogroup). */
const ASIDE = ['sh', '-c', '{ echo 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 "$@"', 'aside'];

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Ends everything that `run` has started and that still goes on. @param {NodeJS.Signals} [signal] */
export function endAll(signal = 'SIGTERM') {
  for (const child of alive) signalGroup(child, signal);
}

/**
 * Runs a command in a process group of its own and waits for it; never throws for what the command does.
 * @param {readonly string[]} command program and arguments; no shell
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env] added to our own
 * @param {number} [options.minutes] after which the whole group is ended; Infinity for a program that a person ends
 * @param {string} [options.log] a file that gets the output instead of our own
 * @param {boolean} [options.aside] with what others leave of the processors
 * @returns {Promise<Ended>} `tail` holds the last output if `log` was given
 */
export function run(command, { cwd = root, env = {}, minutes = 60, log, aside = false } = {}) {
  const [program = '', ...args] = aside && process.platform !== 'win32' ? [...ASIDE, ...command] : command;
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
    stdio: ['ignore', log ? 'pipe' : 'inherit', log ? 'pipe' : 'inherit'],
  });
  alive.add(child);

  let tail = '';
  if (log) {
    mkdirSync(dirname(log), { recursive: true });
    const file = createWriteStream(log, { flags: 'a' });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (/** @type {Buffer} */ chunk) => {
        file.write(chunk);
        tail = (tail + chunk.toString()).slice(-TAIL);
      });
    }
    child.once('close', () => file.end());
  }

  return new Promise((resolve) => {
    let timedOut = false;
    const expire = () => {
      timedOut = true;
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref();
    };
    const timer = Number.isFinite(minutes) ? setTimeout(expire, minutes * 60_000) : undefined;
    /** @param {number | null} code @param {NodeJS.Signals | null} [signal] */
    const end = (code, signal = null) => {
      clearTimeout(timer);
      alive.delete(child);
      resolve({ ok: code === 0 && !timedOut, code, signal, timedOut, tail });
    };
    child.once('error', (error) => {
      tail += `${error.message}\n`;
      end(null);
    });
    child.once('close', end);
    // A daemon that inherited the output keeps 'close' from coming; the last words have arrived by then.
    child.once('exit', (code, signal) => setTimeout(() => end(code, signal), DRAIN_MS));
  });
}

/**
 * Runs a command once more when it fails, because networks and mirrors have hiccups.
 * @param {readonly string[]} command @param {Parameters<typeof run>[1]} [options]
 */
export async function runTwice(command, options) {
  const first = await run(command, options);
  return first.ok ? first : run(command, options);
}
