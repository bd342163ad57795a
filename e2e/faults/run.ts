/**
 * The whole matrix, on demand: `npm run faults`. It goes on where an earlier run ended, whose results are in the file named.
 *
 *     npm run faults -- [--results FILE] [--seed N] [--share 0.1] [--only 'REGEX OF FAULT @ PLACE'] [--part 1/2]
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { reset } from '../lab/lab.ts';
import { runMatrix } from './matrix.ts';

const { values } = parseArgs({
  options: {
    results: { type: 'string', default: 'test-results/faults.jsonl' },
    seed: { type: 'string', default: '1' },
    share: { type: 'string', default: '1' },
    only: { type: 'string' },
    part: { type: 'string', default: '1/1' },
  },
});
const [index = 1, of = 1] = values.part.split('/').map(Number);
mkdirSync(dirname(values.results), { recursive: true });
const begun = performance.now();
const { results, table } = await runMatrix({
  seed: Number(values.seed),
  share: Number(values.share),
  ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
  results: values.results,
  part: { of, index: index - 1 },
  say: (line) => console.log(`[${Math.round((performance.now() - begun) / 1000)} s] ${line}`),
});
console.log(table);
// Hosts of cells are not as other specs expect them.
await reset();
process.exit(results.some(({ disagreements }) => disagreements.length > 0) ? 1 : 0);
