/** A session's channel as a program's standard streams. */
import { StringDecoder } from 'node:string_decoder';
import type { ServerChannel } from 'ssh2';
import { turns } from '../../os/processes/pace.ts';
import { Pipe } from '../../os/processes/pipe.ts';
import { BrokenPipe, type Input, type Output } from '../../os/streams.ts';

export interface Size {
  columns: number;
  rows: number;
}

/**
 * What is text here is a string. What is compressed or an archive is one too, a character for each byte, from the piece on that
 * begins so; who sends it sends it in pieces of its own.
 */
const isPacked = (text: string): boolean => text.startsWith('\x1f\x8b') || text.startsWith('ustar', 257);

export function channelInput(channel: ServerChannel): Input {
  const decoder = new StringDecoder('utf8');
  const pipe = new Pipe();
  let last: Promise<void> = Promise.resolve();
  let binary = false;
  channel.on('data', (data: Buffer) => {
    binary ||= isPacked(data.toString('latin1', 0, 512));
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

/** As much as the pipe between a program and sshd holds before its writer has to wait. */
const CAPACITY = 65536;

interface ChannelStream {
  write(data: string | Buffer, done: () => void): unknown;
}

interface Chunk {
  readonly stream: ChannelStream;
  readonly binary: boolean;
  text: string;
}

/**
 * What is written in one turn of the event loop goes out in one piece, as what a program writes goes through a pipe to sshd: a
 * packet for each line of six lanes costs more than the lines. One piece after the other: when both of a channel's streams wait
 * for the client's window, ssh2's server wakes only one.
 *
 * @param size of the terminal, where there is one; both outputs are then the same screen
 */
export function channelOutputs(channel: ServerChannel, size?: Size): ChannelOutputs {
  let chunks: Chunk[] = [];
  let held = 0;
  let sending: Promise<void> | undefined;
  let closed = false;
  let binary = false;
  channel.once('close', () => {
    closed = true;
  });
  const sent = ({ stream, text, binary: inBytes }: Chunk): Promise<void> =>
    new Promise((resolve) => {
      if (closed) return resolve();
      channel.once('close', resolve);
      stream.write(inBytes ? Buffer.from(text, 'latin1') : text, () => {
        channel.off('close', resolve);
        resolve();
      });
    });
  const send = async (): Promise<void> => {
    while (chunks.length > 0) {
      await turns(1);
      const now = chunks;
      chunks = [];
      held = 0;
      for (const chunk of now) await sent(chunk);
    }
    sending = undefined;
  };
  const put = (stream: ChannelStream, text: string): void => {
    binary ||= stream === channel && isPacked(text);
    const inBytes = binary && stream === channel;
    const last = chunks.at(-1);
    if (last?.stream === stream && last.binary === inBytes) last.text += text;
    else chunks.push({ stream, binary: inBytes, text });
    held += text.length;
    sending ??= send();
  };
  const output = (stream: ChannelStream): Output => ({
    get terminal() {
      return size;
    },
    async write(text) {
      if (closed) throw new BrokenPipe();
      if (text === '') return;
      put(stream, text);
      if (held <= CAPACITY) return;
      await sending;
      if (closed) throw new BrokenPipe();
    },
  });
  const stdout = output(channel);
  return {
    stdout,
    stderr: size === undefined ? output(channel.stderr) : stdout,
    written: () => sending ?? Promise.resolve(),
  };
}
