/** A tenth of the matrix, chosen by a seed, with every fault among it; `TRUNKLINE_FAULTS=all` runs the whole of it. */
import { expect, test } from '@playwright/test';
import { reset } from '../lab/lab.ts';
import { runMatrix } from './matrix.ts';

const all = process.env.TRUNKLINE_FAULTS === 'all';

test.afterAll(() => reset());

test('a matrix of faults: what the program says is true, and a second run mends it', { tag: '@lab' }, async () => {
  test.setTimeout((all ? 240 : 20) * 60_000);
  const { results, table } = await runMatrix({ seed: 1, share: all ? 1 : 0.1, say: console.log });
  console.log(table);
  expect(results.filter(({ disagreements }) => disagreements.length > 0)).toEqual([]);
});
