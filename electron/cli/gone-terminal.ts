/** The terminal that a command was typed at, once it has been closed. */
import { closeSync, writeSync } from 'node:fs';

/**
 * At its very end Node sets terminals back as it found them, and aborts, with a core dump and no exit status of ours, where one is
 * not there any more (`ResetStdio` of its src/node.cc). What is closed it leaves alone.
 */
export function leaveGoneTerminal(): void {
  for (const stream of [0, 1, 2]) {
    try {
      writeSync(stream, '');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EIO') closeSync(stream);
    }
  }
}
