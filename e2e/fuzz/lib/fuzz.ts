/**
 * What every fuzzer of this folder is written with. A fuzzer is a program of one file that calls `fuzz`; `npm run fuzz -- NAME`
 * runs it. Options: `--seconds N` (60), `--seed N` (1), `--case N`: that one case only, as a finding names it, made as small
 * as it becomes in those seconds. With `--at-work` seconds count as far as the program was at work (`working-time.ts`).
 */
import { mkdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
// A fuzzer may hurry the timers of what it tries; this one is not to be hurried.
import { setTimeout } from 'node:timers';
import { inspect, parseArgs } from 'node:util';
import { type Random, randomOf, seedOf } from './random.ts';
import { inRunningTime } from './running-time.ts';
import { smallest } from './smaller.ts';
import { watchForHanging } from './watchdog.ts';
import { workedMs } from './working-time.ts';

export type { Random } from './random.ts';

export interface Fuzzer<Case> {
  readonly name: string;
  /** All that a case is made of comes from `random`. */
  make(random: Random): Case;
  /**
   * Throws when something does not hold that must. What it resolves with says what kind of case this was: the kinds are
   * counted, so that one sees what was reached.
   */
  check(made: Case): string | Promise<string>;
  /** Cases with something less in them, to be tried when this one has found something. */
  less?(made: Case): Iterable<Case>;
  /** Of a finding; by default as `util.inspect` has it. */
  show?(made: Case): string;
  /** After which a case that has not ended is a finding. Also for what never gives the processor back. */
  readonly limitMs?: number;
  /** After the last case. */
  end?(): void | Promise<void>;
}

const LIMIT_MS = 20_000;
const MOST_FINDINGS = 5;
/** For making one finding smaller; with `--case` as many `--seconds` as are asked for. */
const SMALLER_MS = 60_000;
const MOST_SHOWN = 4_000;
/** Cases that never wait must let timers and what they have left behind have their turn. */
const BREATH_MS = 100;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
    'at-work': { type: 'boolean', default: false },
  },
});

/** Runs to its end and sets the exit status: 1 with findings. */
export async function fuzz<Case>(fuzzer: Fuzzer<Case>): Promise<void> {
  const { name, limitMs = LIMIT_MS } = fuzzer;
  const seed = Number(options.seed);
  const begun = performance.now();
  const workedBefore = workedMs();
  const patienceMs = Number(options.seconds) * 1000;
  const only = options.case === undefined ? undefined : Number(options.case);
  const watchdog = watchForHanging(limitMs, (index) => `${name}: case ${index} of seed ${seed} does not end`);
  const kinds = new Map<string, number>();
  let findings = 0;
  let index = only ?? 0;
  let made: Case | undefined;

  const find = (error: unknown): void => {
    findings++;
    const shown = made === undefined ? '(not made yet)' : (fuzzer.show?.(made) ?? inspect(made, { depth: 20 }));
    const folder = process.env.TRUNKLINE_FUZZ_FINDINGS;
    if (folder) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${name}-${seed}-${index}.txt`), `${inspect(error)}\n\n${shown}\n`);
    }
    const words = `${inspect(error)}\n${shown}`.slice(0, MOST_SHOWN);
    writeSync(1, `FOUND ${name} --seed ${seed} --case ${index}\n${words}\n\n`);
  };
  // What goes wrong beside a case belongs to it as well: it is the very thing that ends a program.
  process.on('uncaughtException', find);
  process.on('unhandledRejection', find);

  const tell = (): number => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const worked = ((workedMs() - workedBefore) / 1000).toFixed(1);
    const counted = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, times]) => `${kind} ${times}`);
    const cases = index - (only ?? 0);
    writeSync(
      1,
      `${name}: seed ${seed}, ${cases} cases in ${seconds} s, at work for ${worked}, findings ${findings}: ${counted.join(', ')}\n`,
    );
    return cases;
  };
  // Whoever ends it wants to know what an hour has come to.
  process.once('SIGTERM', () => {
    writeSync(1, `${name}: ended in the middle of case ${index}\n`);
    tell();
    process.exit(1);
  });

  const smaller = (found: Case, error: unknown): Promise<Case> | Case => {
    const { less } = fuzzer;
    if (less === undefined) return found;
    const until = only === undefined ? performance.now() + SMALLER_MS : begun + patienceMs;
    const check = async (one: Case): Promise<unknown> => {
      watchdog.begin(index);
      return within(limitMs, fuzzer.check(one));
    };
    return smallest(found, error, less, check, until);
  };

  let breath = begun;
  let passedMs = 0;
  while (findings < MOST_FINDINGS && (only === undefined ? passedMs < patienceMs : index === only)) {
    watchdog.begin(index);
    made = undefined;
    try {
      made = fuzzer.make(randomOf(seedOf(seed, index)));
      // One that never gives the processor back could not be shown afterwards.
      if (only !== undefined) writeSync(1, `${fuzzer.show?.(made) ?? inspect(made, { depth: 20 })}\n`);
      const kind = await within(limitMs, fuzzer.check(made));
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    } catch (error) {
      if (made !== undefined) made = await smaller(made, error);
      find(error);
    }
    if (performance.now() - breath > BREATH_MS) {
      await new Promise(setImmediate);
      breath = performance.now();
      if (options['at-work']) passedMs = workedMs() - workedBefore;
    }
    if (!options['at-work']) passedMs = performance.now() - begun;
    index++;
  }
  await fuzzer.end?.();
  // Errors that nobody heard come after the case that made them.
  await new Promise((resolve) => setTimeout(resolve, 50));
  watchdog.end();

  const cases = tell();
  process.exit(findings > 0 || cases === 0 ? 1 : 0);
}

async function within<T>(limitMs: number, work: T | Promise<T>): Promise<T> {
  return work instanceof Promise ? inRunningTime(limitMs, `did not end within ${limitMs} ms`, work) : work;
}
