/** A seeded sample of all mutants, as a checker of Stryker's: the others are left out of the score. */
import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/**
 * What this needs of Stryker's mutants; its packages are not ours (`../mutants.mjs`).
 * @typedef {{ readonly line: number; readonly column: number }} Place
 * @typedef {object} Mutant
 * @property {string} id
 * @property {string} fileName
 * @property {{ readonly start: Place; readonly end: Place }} location
 * @property {string} replacement
 */

const share = Number(process.env.TRUNKLINE_MUTANTS_SHARE ?? 1);
const seed = process.env.TRUNKLINE_MUTANTS_SEED ?? '';

/** From 0 to below 1, the same for the same mutant in the same place. @param {Mutant} mutant */
function drawn({ fileName, location: { start, end }, replacement }) {
  const file = relative(process.cwd(), fileName);
  const name = [seed, file, start.line, start.column, end.line, end.column, replacement].join('\0');
  return createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;
}

const sample = () => ({
  init: async () => undefined,
  /** @param {readonly Mutant[]} mutants */
  check: async (mutants) =>
    Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        drawn(mutant) < share ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' },
      ]),
    ),
  /** @param {readonly Mutant[]} mutants */
  group: async (mutants) => [mutants.map(({ id }) => id)],
});

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', factory: sample }];
