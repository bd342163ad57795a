/** Commands on an open SSH connection. */

import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Client, ClientChannel } from 'ssh2';
import { type Limit, limit } from '../limit.ts';
import { BRIEF, RUNNING } from '../limits.ts';
import type { ExecEnd, ExecOptions, ExecResult } from '../remote.ts';
import { type GivenUp, type Watch, watch } from './watch.ts';

/** sshd allows 10 sessions on a connection (MaxSessions); others may want some. */
export const MOST_CHANNELS = 5;
/** How long we wait for the host to close a channel that we gave up, for the result, and before we leave the host. */
const CLOSING_MS = 1_000;
/** The same where somebody wants to end: there must be time for a last word, too. */
const CANCELLING_MS = 400;
const LEAVING_MS = 10_000;
/** A command's exit was told and its channel stays open: something that it started holds it, and may still say something. */
const AFTER_EXIT_MS = 5_000;

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

/** An open connection. */
export interface Line {
  readonly client: Client;
  /** Resolves when the connection is gone. */
  readonly lost: Promise<void>;
  isOpen(): boolean;
  /** Ends it at once, without asking the host. */
  hangUp(): void;
}

export function channels(line: Line): Channels {
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
        if (!line.isOpen()) return without({ kind: 'lost' });
        const started = await start(line, command, options);
        if (started.kind === 'started') return await started.result;
        if (started.kind === 'given-up') return without({ kind: started.why });
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
      const spare = places.active() > 0 ? undefined : await holdSession(line);
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
function holdSession(line: Line): Promise<(() => Promise<void>) | 'no-room' | undefined> {
  return new Promise((resolve) => {
    // A host that does not even say whether it starts a command is of no use.
    const mute = setTimeout(() => line.hangUp(), BRIEF.silenceMs);
    void line.lost.then(() => {
      clearTimeout(mute);
      resolve(undefined);
    });
    try {
      line.client.exec('exec cat', (error, channel) => {
        clearTimeout(mute);
        if (error) return resolve(isNoRoom(error) ? 'no-room' : undefined);
        for (const stream of [channel, channel.stderr]) {
          stream.on('error', () => undefined);
          stream.resume();
        }
        const closed = new Promise<void>((done) => {
          channel.once('close', done);
          void line.lost.then(done);
        });
        resolve(() => {
          channel.end();
          const late = setTimeout(() => leave(line, channel), CLOSING_MS);
          return closed.finally(() => clearTimeout(late));
        });
      });
    } catch {
      clearTimeout(mute);
      resolve(undefined);
    }
  });
}

const isNoRoom = ({ message }: Error): boolean => /open failure/i.test(message);

type Started =
  | { readonly kind: 'started'; readonly result: Promise<ExecResult> }
  | { readonly kind: 'no-room' | 'refused'; readonly message: string }
  | { readonly kind: 'given-up'; readonly why: GivenUp }
  | { readonly kind: 'lost' };

function start(line: Line, command: string, options: ExecOptions): Promise<Started> {
  const { client, lost, hangUp } = line;
  return new Promise((resolve) => {
    const watching = watch(options.limits ?? RUNNING, options.signal);
    let answered = false;
    const settle = (started: Started): void => {
      if (started.kind !== 'started') watching.stop();
      resolve(started);
    };
    watching.onGivenUp((why) => {
      settle({ kind: 'given-up', why });
      // A host that does not even say whether it starts a command is of no use.
      if (why !== 'cancelled') hangUp();
    });
    void lost.then(() => answered || settle({ kind: 'lost' }));
    try {
      client.exec(command, (error, channel) => {
        answered = true;
        if (!error && watching.over()) return leave(line, channel);
        // Listened to within this very call: a short command's exit may have come in the same packet, and is told next.
        if (!error) return settle({ kind: 'started', result: run(line, channel, options, watching) });
        const gone = /No response from server|Not connected/i.test(error.message);
        settle(gone ? { kind: 'lost' } : { kind: isNoRoom(error) ? 'no-room' : 'refused', message: error.message });
      });
    } catch {
      settle({ kind: 'lost' });
    }
  });
}

function run(
  line: Line,
  channel: ClientChannel,
  { stdin, feed, onOutput, onBytes }: ExecOptions,
  watching: Watch,
): Promise<ExecResult> {
  return new Promise((resolve) => {
    const collected = { stdout: '', stderr: '' };
    let end: ExecEnd = { kind: 'lost' };
    let settled = false;
    let givenUp = false;
    let waiting: NodeJS.Timeout | undefined;
    const feeding = new AbortController();

    const settle = (): void => {
      if (settled) return;
      settled = true;
      clearTimeout(waiting);
      watching.stop();
      feeding.abort();
      resolve({ ...end, ...collected });
    };
    watching.onGivenUp((kind) => {
      if (settled) return;
      givenUp = true;
      feeding.abort();
      // What goes on after the exit was told is something that the command has left behind.
      if (kind !== 'endless' || end.kind === 'lost') end = { kind };
      clearTimeout(waiting);
      waiting = setTimeout(settle, kind === 'cancelled' ? CANCELLING_MS : CLOSING_MS);
      leave(line, channel, kind === 'flooded' ? CLOSING_MS : LEAVING_MS);
    });

    // Both streams are read to their end, whoever wants them: a channel with unread output never closes.
    for (const [name, stream] of [
      ['stdout', channel],
      ['stderr', channel.stderr],
    ] as const) {
      const decoder = new StringDecoder('utf8');
      const take = (text: string): void => {
        if (text === '' || settled || givenUp) return;
        if (onOutput) onOutput(text, name);
        else collected[name] += text;
      };
      stream.on('data', (data: Buffer) => {
        watching.heard(data.length);
        if (!givenUp) waiting?.refresh();
        if (name === 'stdout' && onBytes) pausedDuring(stream, settled || givenUp ? undefined : onBytes(data));
        else take(decoder.write(data));
      });
      stream.on('end', () => take(decoder.end()));
      stream.on('error', () => undefined);
    }
    channel.on('exit', (code: number | null, killedBy?: string) => {
      if (givenUp || settled) return;
      end = code === null ? { kind: 'signalled', name: killedBy ?? 'a signal' } : { kind: 'exited', code };
      waiting ??= setTimeout(() => {
        settle();
        leave(line, channel);
      }, AFTER_EXIT_MS);
    });
    let ended = 0;
    const endedOne = (): void => {
      ended += 1;
      if (ended === 2) settle();
    };
    channel.on('close', endedOne);
    channel.stderr.on('close', endedOne);
    // What had arrived before the connection broke is read first.
    void line.lost.then(() => setTimeout(settle, 100));
    if (givenUp) return;
    if (feed === undefined) channel.end(stdin ?? '');
    else void send(channel, stdin ?? '', feed, feeding.signal, () => watching.heard(0));
  });
}

/** Nothing more is read of it until the work is done. */
function pausedDuring(stream: Readable, work: void | Promise<void>): void {
  if (work === undefined) return;
  stream.pause();
  void work.catch(() => undefined).then(() => stream.resume());
}

/**
 * Writes a text, and behind it whatever comes. What breaks off is cut off here too: it is for the command to see that it is
 * not whole.
 */
async function send(
  channel: Writable,
  text: string,
  feed: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  passed: () => void,
): Promise<void> {
  const pieces = feed[Symbol.asyncIterator]();
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  const drained = (): Promise<unknown> => new Promise((resolve) => channel.once('drain', resolve));
  try {
    let room = channel.write(text);
    for (;;) {
      if (!room && (await Promise.race([drained(), aborted])) === 'aborted') return;
      const piece = await Promise.race([pieces.next(), aborted]);
      if (piece === 'aborted' || signal.aborted) return;
      if (piece.done) break;
      room = channel.write(piece.value);
      passed();
    }
  } catch {
    // Told where it is read.
  } finally {
    void pieces.return?.()?.catch(() => undefined);
    if (!signal.aborted) channel.end();
  }
}

/** Closes a channel that the host has not closed; a host that does not agree is left altogether. */
function leave({ hangUp }: Line, channel: ClientChannel, patienceMs: number = LEAVING_MS): void {
  const late = setTimeout(hangUp, patienceMs).unref();
  channel.once('close', () => clearTimeout(late));
  channel.on('error', () => undefined);
  channel.resume();
  channel.stderr.resume();
  channel.close();
}
