/** Commands on an open SSH connection. */
import { StringDecoder } from 'node:string_decoder';
import type { Client, ClientChannel } from 'ssh2';
import { type Limit, limit } from '../limit.ts';
import type { ExecEnd, ExecOptions, ExecResult } from '../remote.ts';

/** sshd allows 10 sessions on a connection (MaxSessions); others may want some. */
export const MOST_CHANNELS = 5;
/** In characters, of one command. */
const MOST_OUTPUT = 64_000_000;
/** How long we wait for the host to close a channel that we gave up. */
const CLOSING_MS = 1_000;

export interface Channels {
  exec(command: string, options: ExecOptions): Promise<ExecResult>;
  /**
   * Opens something else on the connection, only if a session for commands is left then: `undefined` when there would be none.
   * How many sessions a host gives is found by asking it.
   */
  beside<T>(open: () => Promise<T>): Promise<T | undefined>;
  /** Something else has ended: there may be room again. */
  roomier(): void;
  busy(): number;
}

/** @param lost resolves when the connection is gone */
export function channels(client: Client, lost: Promise<void>, isOpen: () => boolean): Channels {
  const places: Limit = limit(MOST_CHANNELS);
  const openings: Limit = limit(1);
  const without = (end: ExecEnd): ExecResult => ({ ...end, stdout: '', stderr: '' });

  async function exec(command: string, options: ExecOptions): Promise<ExecResult> {
    let leave: () => void;
    try {
      leave = await places.enter(options.signal);
    } catch {
      return without({ kind: 'cancelled' });
    }
    try {
      for (;;) {
        if (!isOpen()) return without({ kind: 'lost' });
        const started = await start(client, command, options, lost);
        if (started.kind === 'started') return await started.result;
        if (started.kind === 'no-room' && openings.active() > 0) {
          // What is being opened beside holds our place for a moment.
          (await openings.enter(options.signal))();
          continue;
        }
        // Somebody else's sessions, or a smaller MaxSessions: go on with as many as there are now.
        if (started.kind !== 'no-room' || places.active() <= 1) {
          return without(started.kind === 'lost' ? started : { kind: 'refused', message: started.message });
        }
        places.shrink(places.active() - 1);
        leave();
        leave = await places.enter(options.signal);
      }
    } catch {
      return without({ kind: 'cancelled' });
    } finally {
      leave();
    }
  }

  async function beside<T>(open: () => Promise<T>): Promise<T | undefined> {
    const leave = await openings.enter();
    try {
      // Who runs something has a session, and keeps it until it opens the next.
      const spare = places.active() > 0 ? undefined : await holdSession(client);
      if (spare === 'no-room') return undefined;
      const opened = await open();
      await spare?.();
      return opened;
    } finally {
      leave();
    }
  }

  return {
    exec,
    beside,
    roomier: () => places.reset(),
    busy: () => places.active() + places.waiting(),
  };
}

/** A session of a command that waits for its input; the result ends it, and resolves when it has ended. */
function holdSession(client: Client): Promise<(() => Promise<void>) | 'no-room' | undefined> {
  return new Promise((resolve) => {
    try {
      client.exec('exec cat', (error, channel) => {
        if (error) return resolve(isNoRoom(error) ? 'no-room' : undefined);
        for (const stream of [channel, channel.stderr]) {
          stream.on('error', () => undefined);
          stream.resume();
        }
        const closed = new Promise<void>((done) => channel.once('close', done));
        resolve(() => {
          channel.end();
          const late = setTimeout(() => channel.close(), CLOSING_MS);
          return closed.finally(() => clearTimeout(late));
        });
      });
    } catch {
      resolve(undefined);
    }
  });
}

const isNoRoom = ({ message }: Error): boolean => /open failure/i.test(message);

type Started =
  | { readonly kind: 'started'; readonly result: Promise<ExecResult> }
  | { readonly kind: 'no-room' | 'refused'; readonly message: string }
  | { readonly kind: 'lost' };

function start(client: Client, command: string, options: ExecOptions, lost: Promise<void>): Promise<Started> {
  return new Promise((resolve) => {
    void lost.then(() => resolve({ kind: 'lost' }));
    try {
      client.exec(command, (error, channel) => {
        // Listened to within this very call: a short command's exit may have come in the same packet, and is told next.
        if (!error) return resolve({ kind: 'started', result: run(channel, options, lost) });
        const gone = /No response from server|Not connected/i.test(error.message);
        resolve(gone ? { kind: 'lost' } : { kind: isNoRoom(error) ? 'no-room' : 'refused', message: error.message });
      });
    } catch {
      resolve({ kind: 'lost' });
    }
  });
}

function run(channel: ClientChannel, options: ExecOptions, lost: Promise<void>): Promise<ExecResult> {
  const { stdin, onOutput, signal } = options;
  return new Promise((resolve) => {
    const collected = { stdout: '', stderr: '' };
    let printed = 0;
    let end: ExecEnd = { kind: 'lost' };
    let settled = false;
    let closing: NodeJS.Timeout | undefined;

    const settle = (): void => {
      if (settled) return;
      settled = true;
      clearTimeout(closing);
      signal?.removeEventListener('abort', abort);
      resolve({ ...end, ...collected });
    };
    const giveUp = (kind: 'cancelled' | 'flooded'): void => {
      if (settled || closing) return;
      end = { kind };
      closing = setTimeout(settle, CLOSING_MS);
      channel.close();
    };
    const abort = (): void => giveUp('cancelled');

    // Both streams are read to their end, whoever wants them: a channel with unread output never closes.
    for (const [name, stream] of [
      ['stdout', channel],
      ['stderr', channel.stderr],
    ] as const) {
      const decoder = new StringDecoder('utf8');
      const take = (text: string): void => {
        if (text === '' || settled || closing) return;
        printed += text.length;
        if (printed > MOST_OUTPUT) giveUp('flooded');
        else if (onOutput) onOutput(text, name);
        else collected[name] += text;
      };
      stream.on('data', (data: Buffer) => take(decoder.write(data)));
      stream.on('end', () => take(decoder.end()));
      stream.on('error', () => undefined);
    }
    channel.on('exit', (code: number | null, killedBy?: string) => {
      if (closing) return;
      end = code === null ? { kind: 'signalled', name: killedBy ?? 'a signal' } : { kind: 'exited', code };
    });
    let ended = 0;
    const endedOne = (): void => {
      ended += 1;
      if (ended === 2) settle();
    };
    channel.on('close', endedOne);
    channel.stderr.on('close', endedOne);
    // What had arrived before the connection broke is read first.
    void lost.then(() => setTimeout(settle, 100));
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    channel.end(stdin ?? '');
  });
}
