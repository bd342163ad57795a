/**
 * A real SSH server that is hostile after the key exchange: it does what a script of plain data says, and nothing else is left
 * to chance. Commands may be passed on to an honest host behind it; what that answers comes back whole, cut or not at all.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type AuthContext, type Connection, Server, type ServerChannel, type Session } from 'ssh2';
import type { ExecOptions, ExecResult } from '../../../electron/remote/remote.ts';
import { newKey } from '../../../electron/remote/ssh/new-key.ts';

/** One thing that the server does. Channels are numbered as the client numbers its own. */
export type Act =
  /** What the honest host prints, as it comes. */
  | { readonly do: 'live' }
  /** The same when it has ended, up to a part of it, in pieces of these sizes. */
  | { readonly do: 'out' | 'err'; readonly part: number; readonly sizes: readonly number[] }
  /** What nobody behind has said; `%NONCE%` is the one of the script that came in. */
  | { readonly do: 'forge'; readonly to: 'out' | 'err'; readonly text: string; readonly times: number }
  /** As the honest one ended. */
  | { readonly do: 'exit' }
  | { readonly do: 'exit-as'; readonly code: number }
  | { readonly do: 'signal'; readonly name: string; readonly words: string }
  | { readonly do: 'eof' | 'close' | 'end' }
  /** Past all that the server's library would keep right. */
  | { readonly do: 'raw'; readonly payload: readonly number[] }
  | { readonly do: 'raw-data'; readonly channel: number; readonly bytes: number; readonly stderr: boolean }
  | { readonly do: 'window'; readonly channel: number; readonly bytes: number }
  | { readonly do: 'global'; readonly name: string; readonly wantsReply: boolean }
  | { readonly do: 'rekey' | 'silence' | 'cut' | 'half-close' }
  | { readonly do: 'disconnect'; readonly reason: number }
  | { readonly do: 'wait'; readonly ms: number };

export type AuthAnswer =
  | { readonly do: 'accept' | 'never' | 'cut' | 'success-twice' }
  | { readonly do: 'refuse'; readonly methods: readonly string[]; readonly partial: boolean }
  | {
      readonly do: 'ask';
      readonly name: string;
      readonly instructions: string;
      readonly prompts: readonly string[];
      readonly echo: boolean;
    }
  | { readonly do: 'disconnect'; readonly reason: number };

export type OpenAnswer =
  | { readonly do: 'accept' | 'never' | 'twice' | 'accept-then-refuse' }
  | { readonly do: 'refuse'; readonly lateMs: number }
  | { readonly do: 'late'; readonly ms: number };

export interface ExecAnswer {
  readonly reply: 'success' | 'failure' | 'never' | 'twice';
  /** How much of what is sent to it the honest host gets, from 0 to 1; undefined: it is not asked. */
  readonly passes: number | undefined;
  readonly acts: readonly Act[];
}

export interface Script {
  readonly banner: string;
  /** One after the other, over all connections; then everything is as it should be. */
  readonly auth: readonly AuthAnswer[];
  readonly opens: readonly OpenAnswer[];
  readonly execs: readonly ExecAnswer[];
  /** Beside all that, after a login. */
  readonly beside: readonly { readonly afterMs: number; readonly act: Act }[];
  readonly keepalive: 'answers' | 'refuses' | 'silent';
}

const HONEST: ExecAnswer = { reply: 'success', passes: 1, acts: [{ do: 'live' }, { do: 'exit' }, { do: 'end' }] };

/** Runs a command on the honest host. */
export type Behind = (command: string, options: ExecOptions) => Promise<ExecResult>;

export interface HostileServer {
  readonly port: number;
  /** From now on. */
  follow(script: Script, behind: Behind): void;
  /** Connections that are open. */
  open(): number;
  /** Resolves when nothing runs behind any more. */
  settled(): Promise<void>;
  cut(): void;
}

/** What of ssh2 its types do not name. */
interface RawProtocol {
  _cipher: { allocPacket(length: number): Buffer; encrypt(packet: Buffer): void };
  channelSuccess(channel: number): void;
  channelOpenConfirm(remote: number, local: number, window: number, packet: number): void;
  channelOpenFail(remote: number, reason: number, words: string): void;
  channelWindowAdjust(channel: number, bytes: number): void;
  channelData(channel: number, data: Buffer): void;
  channelExtData(channel: number, data: Buffer, type: number): void;
  exitSignal(channel: number, name: string, dumped: boolean, words: string): void;
  authSuccess(): void;
  disconnect(reason: number): void;
}
const wireOf = (client: Connection): RawProtocol => (client as unknown as { _protocol: RawProtocol })._protocol;
const theirs = (of: unknown): number => (of as { outgoing?: { id: number } }).outgoing?.id ?? 0;

const WINDOW = 2 * 1024 * 1024;
const PACKET = 32 * 1024;
const GLOBAL_REQUEST = 80;
/** Longer than the client waits for anything; in its own time. */
const STUCK_MS = 60_000;

/** A message past the library's own order: its type, then its content. */
function sendRaw(client: Connection, payload: Uint8Array): void {
  const { _cipher: cipher } = wireOf(client);
  const packet = cipher.allocPacket(payload.length);
  packet.set(payload, 5);
  cipher.encrypt(packet);
}

export async function hostileServer(): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const behindNow = new Set<Promise<unknown>>();
  let script: Script = { banner: '', auth: [], opens: [], execs: [], beside: [], keepalive: 'answers' };
  let behind: Behind = async () => ({ kind: 'lost', stdout: '', stderr: '' });
  let turn = { auth: 0, opens: 0, execs: 0 };

  /** Whatever the wire does with it: the other side may be gone by now. */
  const attempt = (what: () => unknown): void => {
    try {
      what();
    } catch {
      // Then it is not sent.
    }
  };

  function authenticate(client: Connection, socket: Socket, context: AuthContext): unknown {
    const answer = script.auth[turn.auth++] ?? { do: 'accept' };
    switch (answer.do) {
      case 'accept':
        return context.accept();
      case 'success-twice':
        context.accept();
        return wireOf(client).authSuccess();
      case 'never':
        return undefined;
      case 'cut':
        return socket.destroy();
      case 'disconnect':
        return wireOf(client).disconnect(answer.reason);
      case 'refuse':
        return context.reject(answer.methods as never, answer.partial);
      case 'ask': {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        const prompts = answer.prompts.map((prompt) => ({ prompt, echo: answer.echo }));
        // What is answered is asked about next, until the script lets in.
        context.prompt(prompts, answer.name, answer.instructions, () =>
          attempt(() => authenticate(client, socket, context)),
        );
        return undefined;
      }
    }
  }

  function openSession(client: Connection, socket: Socket, accept: () => Session, reject: () => void): unknown {
    const answer = script.opens[turn.opens++] ?? { do: 'accept' };
    const taken = (): Session => {
      const session = accept();
      session.on('exec', (acceptExec, rejectExec, { command }) =>
        attempt(() => answerExec(client, socket, acceptExec, rejectExec, command)),
      );
      session.on('pty', (acceptPty) => acceptPty?.());
      session.on('shell', (acceptShell) => {
        attempt(() => void answerShell(client, socket, acceptShell()));
      });
      return session;
    };
    const channelOf = (session: Session): number => theirs((session as unknown as { _channel: unknown })._channel);
    switch (answer.do) {
      case 'never':
        return undefined;
      case 'accept':
        return taken();
      case 'late':
        return setTimeout(() => attempt(taken), answer.ms);
      case 'refuse':
        return setTimeout(() => attempt(reject), answer.lateMs);
      case 'twice':
        return wireOf(client).channelOpenConfirm(channelOf(taken()), 7, WINDOW, PACKET);
      case 'accept-then-refuse':
        return wireOf(client).channelOpenFail(channelOf(taken()), 2, 'no');
    }
  }

  async function answerShell(client: Connection, socket: Socket, channel: ServerChannel): Promise<void> {
    const { acts } = script.execs[turn.execs++] ?? HONEST;
    channel.on('error', () => undefined);
    channel.resume();
    await play(acts, { client, socket, channel, nonce: '', answered: Promise.resolve(undefined) });
  }

  function answerExec(
    client: Connection,
    socket: Socket,
    accept: (() => ServerChannel) | undefined,
    reject: (() => void) | undefined,
    command: string,
  ): unknown {
    const answer = script.execs[turn.execs++] ?? HONEST;
    if (answer.reply === 'never') return undefined;
    if (answer.reply === 'failure' || accept === undefined) return reject?.();
    const channel = accept();
    channel.on('error', () => undefined);
    // Its second stream ends with it and knows that on its own: what is written there late is lost.
    channel.stderr.on('error', () => undefined);
    if (answer.reply === 'twice') wireOf(client).channelSuccess(theirs(channel));
    let input = '';
    channel.on('data', (data: Buffer) => {
      input += data.toString();
    });
    channel.once('end', () => {
      const nonce = /\b([0-9a-f]{32})\b/.exec(input)?.[1] ?? '';
      const live = answer.acts.some((act) => act.do === 'live');
      const { passes } = answer;
      const answered =
        passes === undefined
          ? Promise.resolve(undefined)
          : behind(command, {
              stdin: input.slice(0, Math.floor(input.length * passes)),
              ...(live && {
                onOutput: (text: string, stream: 'stdout' | 'stderr') =>
                  attempt(() => (stream === 'stdout' ? channel : channel.stderr).write(text)),
              }),
            });
      behindNow.add(answered);
      void answered.finally(() => behindNow.delete(answered)).catch(() => undefined);
      void play(answer.acts, { client, socket, channel, nonce, answered });
    });
    return undefined;
  }

  interface Stage {
    readonly client: Connection;
    readonly socket: Socket;
    readonly channel: ServerChannel | undefined;
    readonly nonce: string;
    readonly answered: Promise<ExecResult | undefined>;
  }

  async function play(acts: readonly Act[], stage: Stage): Promise<void> {
    for (const act of acts) {
      try {
        await perform(act, stage);
      } catch {
        // The other side is gone, or the library will not; what follows is tried all the same.
      }
    }
  }

  async function perform(act: Act, { client, socket, channel, nonce, answered }: Stage): Promise<void> {
    switch (act.do) {
      case 'live':
        await answered;
        return;
      case 'out':
      case 'err': {
        const told = await answered;
        const data = Buffer.from(told === undefined ? '' : act.do === 'out' ? told.stdout : told.stderr);
        const stream = act.do === 'out' ? channel : channel?.stderr;
        await inPieces(data.subarray(0, Math.floor(data.length * act.part)), act.sizes, stream, channel);
        return;
      }
      case 'forge': {
        const text = act.text.replaceAll('%NONCE%', nonce);
        const stream = act.to === 'out' ? channel : channel?.stderr;
        for (let times = 0; times < act.times; times++) await inPieces(Buffer.from(text), [PACKET], stream, channel);
        return;
      }
      case 'exit': {
        const told = await answered;
        if (told?.kind === 'signalled') channel?.exit(told.name, false, '');
        else if (told === undefined || told.kind === 'exited') channel?.exit(told?.code ?? 0);
        return;
      }
      case 'exit-as':
        channel?.exit(act.code);
        return;
      case 'signal':
        wireOf(client).exitSignal(theirs(channel), act.name, true, act.words);
        return;
      case 'eof':
        channel?.eof();
        return;
      case 'close':
        channel?.close();
        return;
      case 'end':
        channel?.end();
        return;
      case 'raw':
        sendRaw(client, Uint8Array.from(act.payload));
        return;
      case 'raw-data': {
        const data = Buffer.alloc(act.bytes, '.');
        if (act.stderr) wireOf(client).channelExtData(act.channel, data, 1);
        else wireOf(client).channelData(act.channel, data);
        return;
      }
      case 'window':
        wireOf(client).channelWindowAdjust(act.channel, act.bytes);
        return;
      case 'global': {
        const name = Buffer.from(act.name);
        const payload = Buffer.alloc(6 + name.length);
        payload[0] = GLOBAL_REQUEST;
        payload.writeUInt32BE(name.length, 1);
        payload.set(name, 5);
        payload[5 + name.length] = act.wantsReply ? 1 : 0;
        sendRaw(client, payload);
        return;
      }
      case 'rekey':
        client.rekey();
        return;
      case 'silence':
        // What comes is thrown away: a wire that nobody reads from would not tell when the other side has gone.
        socket.removeAllListeners('data');
        socket.resume();
        return;
      case 'cut':
        socket.destroy();
        return;
      case 'half-close':
        socket.end();
        return;
      case 'disconnect':
        wireOf(client).disconnect(act.reason);
        return;
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, act.ms));
    }
  }

  /** One after the other; a channel that nobody reads any more holds nothing up. */
  async function inPieces(
    data: Buffer,
    sizes: readonly number[],
    stream: NodeJS.WritableStream | undefined,
    channel: ServerChannel | undefined,
  ): Promise<void> {
    for (let at = 0, piece = 0; at < data.length && channel?.writable && stream?.writable; piece++) {
      const size = Math.max(1, sizes[piece % Math.max(1, sizes.length)] ?? PACKET);
      const next = data.subarray(at, at + size);
      at += size;
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, STUCK_MS);
        channel.once('close', resolve);
        stream?.write(next, () => {
          clearTimeout(late);
          channel.off('close', resolve);
          resolve();
        });
      });
    }
  }

  function serve(client: Connection, socket: Socket): void {
    client.on('error', () => undefined);
    client.on('authentication', (context) => attempt(() => authenticate(client, socket, context)));
    client.on('request', (accept, reject) => {
      if (script.keepalive === 'answers') accept?.();
      else if (script.keepalive === 'refuses') reject?.();
    });
    client.on('ready', () => {
      client.on('session', (accept, reject) => attempt(() => openSession(client, socket, accept, reject)));
      const stage = { client, socket, channel: undefined, nonce: '', answered: Promise.resolve(undefined) };
      for (const { afterMs, act } of script.beside) setTimeout(() => void play([act], stage), afterMs);
    });
  }

  const hostKey = newKey().private;
  const front = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => socket.end());
    socket.on('error', () => socket.destroy());
    const banner = script.banner === '' ? {} : { banner: script.banner };
    const server = new Server({ hostKeys: [hostKey], ...banner }, (client) => serve(client, socket));
    (server as unknown as { injectSocket(socket: Socket): void }).injectSocket(socket);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));

  return {
    port: (front.address() as AddressInfo).port,
    follow(next, host) {
      script = next;
      behind = host;
      turn = { auth: 0, opens: 0, execs: 0 };
    },
    open: () => sockets.size,
    async settled() {
      while (behindNow.size > 0) await Promise.allSettled(behindNow);
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
