/**
 * The command line's entry: a file of its own, so that signals are heard before the rest of the program, which takes a moment
 * to be read, is loaded.
 */
// First of all.
import './cli/stop.ts';
import { join } from 'node:path';
import { loadProgram } from './cli/compiled.ts';
import type { main } from './cli/main.ts';
import { signals } from './cli/stop.ts';

loadProgram<{ readonly main: typeof main }>(join(__dirname, 'trunkline.cjs')).main(signals);
