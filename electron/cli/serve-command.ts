/** `trunkline serve`: runs until it is ended. */
import { join } from 'node:path';
import { answered, refused } from '../../shared/outcome.ts';
import { failure, type Problem, problem } from '../../shared/problem.ts';
import type { Files } from '../backend/backend.ts';
import { startServing } from '../serve.ts';
import { readLabFile, writeLabFile } from '../store/lab-files.ts';
import type { CommandEnd } from './end.ts';
import type { Run } from './run.ts';

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

export async function serve({
  arguments: given,
  backend,
  terminal,
  stop,
}: Pick<Run, 'arguments' | 'backend' | 'terminal' | 'stop'>): Promise<CommandEnd> {
  const folder = join(__dirname, 'renderer');
  try {
    const serving = await startServing({ backend, folder, port: given.port, address: given.listen });
    terminal.out(serving.url);
    await once(stop.stopping);
    await serving.stop();
    return { ending: answered() };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ending: refused([cannotListen(given.listen, why)]) };
  }
}

const once = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const cannotListen = (address: string, why: string): Problem =>
  problem({
    code: 'cannot-listen',
    message: `Cannot listen on ${address}: ${why}.`,
    hint: 'Choose another --port or --listen.',
  });
