/** A session's channel as a program's standard streams. */
import { StringDecoder } from 'node:string_decoder';
import type { ServerChannel } from 'ssh2';
import { Pipe } from '../../os/processes/pipe.ts';
import { BrokenPipe, type Input, type Output } from '../../os/streams.ts';

export interface Size {
  columns: number;
  rows: number;
}

/**
 * What is text here is a string. What is compressed is one too, a character for each byte, from the piece on that begins so; who
 * sends it sends it in pieces of its own.
 */
const isGzip = (text: string): boolean => text.startsWith('\x1f\x8b');

export function channelInput(channel: ServerChannel): Input {
  const decoder = new StringDecoder('utf8');
  const pipe = new Pipe();
  let last: Promise<void> = Promise.resolve();
  let binary = false;
  channel.on('data', (data: Buffer) => {
    binary ||= isGzip(data.toString('latin1', 0, 2));
    const text = binary ? data.toString('latin1') : decoder.write(data);
    if (text === '') return;
    // The client is told to wait while nobody reads.
    channel.pause();
    last = last
      .then(() => pipe.output.write(text))
      .catch(() => undefined)
      .then(() => void channel.resume());
  });
  const end = (): void => void last.then(() => pipe.closeWriter());
  channel.once('end', end);
  channel.once('close', end);
  return pipe.input;
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
  let binary = false;
  channel.once('close', () => {
    closed = true;
  });
  const output = (stream: { write(data: string | Buffer, done: () => void): unknown }): Output => ({
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
            binary ||= stream === channel && isGzip(text);
            stream.write(binary && stream === channel ? Buffer.from(text, 'latin1') : text, () => {
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
