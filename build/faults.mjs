/** `npm run faults [-- OPTION…]`: faults on the real lab, at every place of a run (`e2e/faults`); prints a table and counts. */
import { onLab } from './lib/on-lab.mjs';

process.exit((await onLab('e2e/faults/run.ts', ['bundles', 'lab'])) ? 0 : 1);
