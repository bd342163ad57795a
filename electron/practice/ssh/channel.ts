/** A session's channel as a program's standard streams. */
import { StringDecoder } from 'node:string_decoder';
import type { ServerChannel } from 'ssh2';
import { BrokenPipe, type Input, type Output } from '../process.ts';

export interface Size {
  columns: number;
  rows: number;
}

/** While nobody reads, so many characters are kept before the client is told to wait. */
const KEPT = 1 << 16;

export function channelInput(channel: ServerChannel): Input {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  let ended = false;
  let wake: () => void = () => undefined;
  const end = (): void => {
    ended = true;
    wake();
  };
  channel.on('data', (data: Buffer) => {
    kept += decoder.write(data);
    if (kept.length > KEPT) channel.pause();
    wake();
  });
  channel.once('end', end);
  channel.once('close', end);

  const more = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      channel.resume();
    });
  /** What is kept up to `length`, out of it. */
  const take = (length: number): string => {
    const taken = kept.slice(0, length);
    kept = kept.slice(length);
    return taken;
  };
  return {
    async read() {
      while (kept === '' && !ended) await more();
      return kept === '' ? undefined : take(kept.length);
    },
    async line() {
      while (!kept.includes('\n') && !ended) await more();
      const at = kept.indexOf('\n');
      if (at >= 0) return take(at + 1).slice(0, -1);
      return kept === '' ? undefined : take(kept.length);
    },
    async all() {
      let text = '';
      for (;;) {
        while (kept === '' && !ended) await more();
        if (kept === '') return text;
        text += take(kept.length);
      }
    },
  };
}

export interface ChannelOutputs {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Resolves when all that was written is on its way. */
  written(): Promise<void>;
}

/**
 * One write after the other: when both of a channel's streams wait for the client's window, ssh2's server wakes only one.
 * @param size of the terminal, where there is one; both outputs are then the same screen
 */
export function channelOutputs(channel: ServerChannel, size?: Size): ChannelOutputs {
  let last: Promise<void> = Promise.resolve();
  let closed = false;
  channel.once('close', () => {
    closed = true;
  });
  const output = (stream: { write(text: string, done: () => void): unknown }): Output => ({
    get terminal() {
      return size;
    },
    write(text) {
      if (text === '') return closed ? Promise.reject(new BrokenPipe()) : Promise.resolve();
      const turn = last.then(
        () =>
          new Promise<void>((resolve, reject) => {
            if (closed) return reject(new BrokenPipe());
            const lost = (): void => reject(new BrokenPipe());
            channel.once('close', lost);
            stream.write(text, () => {
              channel.off('close', lost);
              resolve();
            });
          }),
      );
      last = turn.catch(() => undefined);
      return turn;
    },
  });
  const stdout = output(channel);
  return { stdout, stderr: size === undefined ? output(channel.stderr) : stdout, written: () => last };
}
