/** `npm run record [-- SESSION…]`: records on the real lab what hosts answer, for practice hosts to be held against. */
import { onLab } from './lib/on-lab.mjs';

process.exit((await onLab('e2e/conformance/record.ts', ['lab'])) ? 0 : 1);
