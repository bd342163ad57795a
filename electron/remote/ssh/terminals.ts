/** Terminals on an open SSH connection: a login shell, or one command at a terminal of its own. */
import { StringDecoder } from 'node:string_decoder';
import type { Client, ClientChannel } from 'ssh2';
import { failure, problem, type Result, success } from '../../../shared/problem.ts';
import { type RemoteTarget, type RemoteTerminal, type TerminalOptions, targetPlace } from '../remote.ts';

/** What every terminal of ours understands. */
const TERM = 'xterm-256color';
/** In characters: what is not yet taken. More is left at the host, whose program then waits. */
const MOST_AHEAD = 256_000;
/** In bytes: keys that the host has not taken. More are lost, as at any terminal whose program does not read. */
const MOST_TYPED_AHEAD = 1_000_000;
/** How long a host may take to say that a terminal that we close has ended: nobody waits for one that says no more. */
const CLOSING_MS = 2_000;
/** How long a host may take to give us a terminal. */
const OPENING_MS = 20_000;

export function openTerminal(
  client: Client,
  target: RemoteTarget,
  { command, columns, rows, onOutput }: TerminalOptions,
): Promise<Result<RemoteTerminal>> {
  const pty = { term: TERM, cols: columns, rows, width: 0, height: 0, modes: {} };
  return new Promise((resolve) => {
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      resolve(failure(refused(target, `it has not answered for ${OPENING_MS / 1000} s`)));
    }, OPENING_MS);
    const lost = (): void => {
      clearTimeout(patience);
      resolve(failure(refused(target, 'the connection was lost')));
    };
    client.once('close', lost);
    const begin = (error: Error | undefined, channel: ClientChannel): void => {
      clearTimeout(patience);
      client.off('close', lost);
      if (error) resolve(failure(refused(target, error.message)));
      else if (late) channel.close();
      else resolve(success(terminalOn(channel, onOutput)));
    };
    try {
      if (command === undefined) client.shell(pty, begin);
      else client.exec(command, { pty }, begin);
    } catch (error) {
      clearTimeout(patience);
      resolve(failure(refused(target, (error as Error).message)));
    }
  });
}

function terminalOn(channel: ClientChannel, onOutput: TerminalOptions['onOutput']): RemoteTerminal {
  const decoder = new StringDecoder('utf8');
  let ahead = 0;
  channel.on('data', (data: Buffer) => {
    const text = decoder.write(data);
    if (text === '') return;
    ahead += text.length;
    if (ahead > MOST_AHEAD) channel.pause();
    void Promise.resolve(onOutput(text)).then(() => {
      ahead -= text.length;
      if (ahead <= MOST_AHEAD) channel.resume();
    });
  });
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    over = resolve;
  });
  channel.once('close', over);
  // A host may go on though it was told that nobody listens.
  void ended.then(() => channel.removeAllListeners('data').resume());
  // At a terminal everything comes over the one stream; the other has to be read for the channel to close.
  channel.stderr.resume();
  for (const stream of [channel, channel.stderr]) stream.on('error', () => undefined);
  return {
    write(text) {
      if (channel.writable && channel.writableLength < MOST_TYPED_AHEAD) channel.write(text);
    },
    resize: (columns, rows) => channel.setWindow(rows, columns, 0, 0),
    close() {
      channel.close();
      const late = setTimeout(over, CLOSING_MS);
      void ended.then(() => clearTimeout(late));
    },
    ended,
  };
}

/** A host gives only so many sessions on one connection. */
export const NO_ROOM = 'no-room-for-terminal';

export const noRoom = (target: RemoteTarget) =>
  problem({
    code: NO_ROOM,
    subject: target.name,
    message: `${targetPlace(target)} has no session left for another terminal: the last one is for runs.`,
    hint: 'Close another terminal there, and try again.',
  });

const refused = (target: RemoteTarget, message: string) =>
  /open failure/i.test(message)
    ? noRoom(target)
    : problem({
        code: 'no-terminal',
        subject: target.name,
        message: `${targetPlace(target)} would not open a terminal: ${message}.`,
        hint: 'Close another terminal or program that is connected there, and try again.',
      });
