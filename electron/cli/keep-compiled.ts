/** Run by the build: keeps what is compiled of the bundle named first until the command of the other words has ended. */
import { listenForSignals } from '../signals.ts';
import { loadToKeep } from './compiled.ts';
import type { main } from './main.ts';

const [file = ''] = process.argv.splice(2, 1);
const { program, keep } = loadToKeep<{ readonly main: typeof main }>(file);
process.once('exit', keep);
program.main(listenForSignals(process, () => process.exit(1)));
