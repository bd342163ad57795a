/** `npm run compare [-- --minutes N --seed N --generation NAME]`: types random sessions on the real lab and on practice hosts. */
import { onLab } from './lib/on-lab.mjs';

process.exit((await onLab('e2e/conformance/compare.ts', ['lab'])) ? 0 : 1);
