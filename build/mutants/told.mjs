/** Writes each mutant down as soon as it is judged (`test-results/mutants.jsonl`): a run that is interrupted was not for nothing. */
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { inRoot } from '../lib/paths.mjs';

const FILE = inRoot('test-results', 'mutants.jsonl');

/** @typedef {import('./sample.mjs').Mutant & { readonly status: string; readonly mutatorName: string }} Judged */

function told() {
  mkdirSync(dirname(FILE), { recursive: true });
  rmSync(FILE, { force: true });
  return {
    /** @param {Judged} mutant */
    onMutantTested({ fileName, location: { start, end }, mutatorName, replacement, status }) {
      if (status === 'CompileError') return;
      const lines = readFileSync(fileName, 'utf8').split('\n');
      const first = lines[start.line - 1] ?? '';
      const was =
        start.line === end.line ? first.slice(start.column - 1, end.column - 1) : first.slice(start.column - 1);
      const at = `${relative(inRoot(), fileName)}:${start.line}`;
      appendFileSync(FILE, `${JSON.stringify({ status, at, mutatorName, was, replacement })}\n`);
    },
  };
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'told', factory: told }];
