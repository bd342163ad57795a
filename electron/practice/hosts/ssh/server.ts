/**
 * The SSH server in front of one practice host: a real one, ssh2's, on loopback only, at a port that the system chooses. Who
 * has the one key that this program made for itself may log in, as any user of the host.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type AuthContext, type Connection, type ParsedKey, Server, type ServerChannel, utils } from 'ssh2';
import type { Input, Output } from '../../os/streams.ts';
import { channelInput, channelOutputs, type Size } from './channel.ts';

export interface SessionStreams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when the client is gone or sends a signal. */
  readonly signal: AbortSignal;
}

export interface TerminalStreams extends SessionStreams {
  /** Called with what is to be told when the terminal has another size. */
  readonly onResize: (resized: () => void) => void;
}

/** What stands behind the server. Both end with the session's exit status. */
export interface Service {
  knows(user: string): boolean;
  exec(command: string, streams: SessionStreams, user: string): Promise<number>;
  /** At a terminal: a login shell, or a command. */
  terminal(
    command: string | undefined,
    streams: TerminalStreams,
    user: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<number>;
}

export interface PracticeServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Sessions at once on one connection, as sshd's MaxSessions. */
const MOST_SESSIONS = 10;

/** @param hostKey private key in OpenSSH's format @param authorized public key in OpenSSH's format */
export async function startServer(hostKey: string, authorized: string, service: Service): Promise<PracticeServer> {
  const sockets = new Set<Socket>();
  const server = new Server({ hostKeys: [hostKey], ident: 'practice' }, (client) => {
    let user = '';
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      user = context.username;
      if (service.knows(user) && proves(context, authorized)) context.accept();
      else context.reject(['publickey']);
    });
    client.on('ready', () => serve(client, service, () => user));
  });
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    (server as unknown as { injectSocket(socket: Socket): void }).injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(0, '127.0.0.1', resolve);
  });
  // Such as too many open files: that one connection is lost, and whoever wanted it is told.
  front.on('error', () => undefined);
  return {
    port: (front.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function proves(context: AuthContext, authorized: string): boolean {
  if (context.method !== 'publickey') return false;
  const key = utils.parseKey(authorized) as ParsedKey;
  if (!key.getPublicSSH().equals(context.key.data)) return false;
  // Without a signature it only asks whether this key would do.
  return !context.signature || !context.blob || key.verify(context.blob, context.signature, context.hashAlgo) === true;
}

function serve(client: Connection, service: Service, user: () => string): void {
  let sessions = 0;
  client.on('session', (accept, reject) => {
    if (sessions >= MOST_SESSIONS) return reject();
    sessions += 1;
    const session = accept();
    const environment: Record<string, string> = {};
    let size: Size | undefined;
    let resized: () => void = () => undefined;
    let interrupt: () => void = () => undefined;
    session.on('close', () => {
      sessions -= 1;
    });
    session.on('env', (acceptEnv, _reject, { key, val }) => {
      // As sshd's AcceptEnv.
      if (/^(LANG|LC_[A-Z]+)$/.test(key)) environment[key] = val;
      acceptEnv?.();
    });
    session.on('pty', (acceptPty, _reject, { cols, rows }) => {
      size = sized({ columns: 80, rows: 24 }, cols, rows);
      acceptPty?.();
    });
    session.on('window-change', (acceptChange, _reject, { cols, rows }) => {
      if (size !== undefined) sized(size, cols, rows);
      resized();
      acceptChange?.();
    });
    session.on('signal', (acceptSignal) => {
      interrupt();
      acceptSignal?.();
    });
    const begin = (channel: ServerChannel, work: (streams: SessionStreams) => Promise<number>): void => {
      interrupt = runOn(channel, size, work);
    };
    const atTerminal = (streams: SessionStreams, command?: string): Promise<number> =>
      service.terminal(
        command,
        {
          ...streams,
          onResize: (told) => {
            resized = told;
          },
        },
        user(),
        environment,
      );
    session.on('exec', (acceptExec, _reject, { command }) =>
      begin(acceptExec(), (streams) =>
        size === undefined ? service.exec(command, streams, user()) : atTerminal(streams, command),
      ),
    );
    session.on('shell', (acceptShell) => begin(acceptShell(), (streams) => atTerminal(streams)));
    return undefined;
  });
}

/** Runs a session's program; the result interrupts it. */
function runOn(
  channel: ServerChannel,
  size: Size | undefined,
  work: (streams: SessionStreams) => Promise<number>,
): () => void {
  const stop = new AbortController();
  for (const stream of [channel, channel.stderr]) stream.on('error', () => undefined);
  let ended = false;
  channel.once('close', () => ended || stop.abort());
  const { stdout, stderr, written } = channelOutputs(channel, size);
  const end = async (status: number): Promise<void> => {
    ended = true;
    await written();
    channel.exit(status);
    channel.end();
  };
  work({ stdin: channelInput(channel), stdout, stderr, signal: stop.signal }).then(end, () => end(255));
  return () => stop.abort();
}

const MOST_COLUMNS = 1000;

/** Changes the size in place, for those who look at it later. */
function sized(size: Size, columns: number, rows: number): Size {
  const within = (value: number, otherwise: number): number =>
    value > 0 && value <= MOST_COLUMNS ? Math.floor(value) : otherwise;
  size.columns = within(columns, size.columns);
  size.rows = within(rows, size.rows);
  return size;
}
