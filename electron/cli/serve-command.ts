/** `trunkline serve`: runs until it is ended. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { answered, refused } from '../../shared/outcome.ts';
import { failure, type Problem, problem } from '../../shared/problem.ts';
import type { Files } from '../backend/backend.ts';
import { readCertificate } from '../serve/tls.ts';
import { keptToken } from '../serve/token.ts';
import { startServing } from '../serve.ts';
import { followFile } from '../store/follow-file.ts';
import { readLabFile, writeLabFile } from '../store/lab-files.ts';
import { dataFolder, homeFolder } from '../store/paths.ts';
import { type CommandEnd, lastLine } from './end.ts';
import type { Run } from './run.ts';
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
    follow: (wanted, told) => (wanted === path ? followFile(wanted, told) : undefined),
  };
}

/** Whoever can read what passes between would have the token, and see every terminal. */
const isLoopback = (address: string): boolean => /^(localhost|(::ffff:)?127(\.\d{1,3}){3}|::1)$/i.test(address);

const IN_CLEAR = [
  'warning: Everything between this program and its windows travels in clear: the token, and all that is typed at terminals.',
  '  Give a certificate with --tls-cert PATH and --tls-key PATH, or listen on loopback and reach it by an SSH tunnel.',
];

export async function serve({
  arguments: given,
  backend,
  terminal,
  stop,
}: Pick<Run, 'arguments' | 'backend' | 'terminal' | 'stop'>): Promise<CommandEnd> {
  const certificate = given.tls ? await readCertificate(given.tls.cert, given.tls.key) : undefined;
  if (certificate && !certificate.ok) return { ending: refused(certificate.problems) };
  // What is an error of ours in one request must not end the runs of all windows.
  const goOn = (error: unknown): void => terminal.say(`error: Trunkline met an error of its own: ${words(error)}`);
  process.on('uncaughtException', goOn);
  process.on('unhandledRejection', goOn);
  try {
    const serving = await startServing({
      backend,
      folder: join(__dirname, 'renderer'),
      port: given.port,
      address: given.listen,
      certificate: certificate?.value,
      tokenFor: (port) => tokenFor(port, given.newToken, terminal),
      onTrouble: (error) => terminal.say(`warning: A connection could not be taken: ${error.message}`),
    });
    if (!isLoopback(given.listen) && !certificate) for (const line of IN_CLEAR) terminal.say(line);
    terminal.out(serving.url);
    await once(stop.stopping);
    // Windows hear how their runs end, as long as there is time.
    const cut = (await backend.stopAll(stop.abandoned)).filter(({ ending }) => ending.outcome !== 'done');
    await serving.stop();
    for (const run of cut) terminal.say(`${run.kind} of ${run.lab}: ${lastLine(run.kind, run.ending)?.text}`);
    return { ending: cut.at(-1)?.ending ?? answered(), told: true };
  } catch (error) {
    return { ending: refused([cannotListen(given.listen, words(error))]) };
  } finally {
    process.off('uncaughtException', goOn);
    process.off('unhandledRejection', goOn);
  }
}

async function tokenFor(port: number, renew: boolean, terminal: Terminal): Promise<string> {
  const data = dataFolder({ platform: process.platform, home: homeFolder(homedir), env: process.env });
  const { token, notKept } = await keptToken(data && join(data, 'serve'), port, renew);
  if (notKept !== undefined) {
    terminal.say(`warning: The token of this address could not be kept: ${notKept}.`);
    terminal.say('  After a restart, windows need the new address.');
  }
  return token;
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
