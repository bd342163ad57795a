/** The signals that end a command. */
import { listenForSignals, type Signals } from '../signals.ts';

/**
 * Listened for from the first moment on, while the rest of the program is still being loaded. The signal itself ends what
 * cannot end by itself: `process.exit` would wait for a file that is being read.
 */
export const signals: Signals = listenForSignals(process, (signal) => {
  process.exitCode = 1;
  process.stderr.write('stopped; nothing more is known. Plan again to see what stands.\n');
  process.kill(process.pid, signal);
});
