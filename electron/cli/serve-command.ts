/** `trunkline serve`: runs until it is ended. */
import { join } from 'node:path';
import { failure, problem } from '../../shared/problem.ts';
import type { Files, LocalBackend } from '../backend/backend.ts';
import { startServing } from '../serve.ts';
import { readLabFile, writeLabFile } from '../store/lab-files.ts';
import type { Arguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

const noDialog = () =>
  failure(
    problem({
      code: 'no-dialog',
      message: 'A browser has no dialog for files of the machine that serves it.',
      hint: 'Upload the file, or download it, in the window.',
    }),
  );

/** A browser may read and write the one file that the program was started with, and no other. */
export function servedFiles(path: string | undefined): Files {
  return {
    open: async (wanted) => (wanted !== undefined && wanted === path ? readLabFile(wanted) : noDialog()),
    save: async ({ path: wanted, text, version }) => {
      if (wanted === undefined || wanted !== path) return noDialog();
      return writeLabFile(wanted, text, version);
    },
  };
}

export async function serve(given: Arguments, backend: LocalBackend, terminal: Terminal): Promise<number> {
  const folder = join(__dirname, 'renderer');
  try {
    const serving = await startServing({ backend, folder, port: given.port, address: given.listen });
    terminal.out(serving.url);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await serving.stop();
    return 0;
  } catch (error) {
    terminal.say(`error: Cannot listen on ${given.listen}: ${error instanceof Error ? error.message : String(error)}`);
    terminal.say('  Choose another --port or --listen.');
    return 1;
  }
}
