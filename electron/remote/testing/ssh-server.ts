/**
 * A real SSH server on loopback for tests, ssh2's own. Commands run in this machine's shell unless the test says otherwise.
 * What it is asked to do badly, it does: drop logins, refuse sessions, cut the wire, say nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type AuthContext, type Connection, type ParsedKey, Server, type ServerChannel, utils } from 'ssh2';
import { newKey } from '../ssh/new-key.ts';

export interface TestServer {
  readonly port: number;
  readonly hostKey: { readonly type: string; readonly blob: Buffer };
  /** Connections that were accepted so far. */
  connections(): number;
  /** Logins that were tried: `publickey`, `password`… */
  readonly attempts: readonly string[];
  /** Commands that were run. */
  readonly commands: readonly string[];
  /** Most commands that ran at once. */
  mostAtOnce(): number;
  /** Ends all connections at once, as a host that restarts. */
  cut(): void;
  /** From now on nothing is read and nothing said, as behind a pulled cable. */
  silence(): void;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  readonly port?: number;
  readonly hostKey?: string;
  /** Public key that may log in. */
  readonly authorized?: string;
  readonly password?: string;
  /** Questions of keyboard-interactive, and what they must be answered with. */
  readonly questions?: readonly { readonly prompt: string; readonly answer: string }[];
  /** Decides on every login instead of what is said above. */
  readonly onLogin?: (context: AuthContext) => void;
  /** Said to everybody before the login. */
  readonly banner?: string;
  /** Sessions at once on one connection; more are refused. */
  readonly maxSessions?: number;
  /** So many connections are dropped before a word is said. */
  readonly dropFirst?: number;
  /** Connections are taken and never answered. */
  readonly silent?: boolean;
  /** Sessions are opened, and requests in them never answered. */
  readonly mute?: boolean;
  readonly onShell?: (channel: ServerChannel) => void;
  readonly onCommand?: (command: string, channel: ServerChannel) => void;
}

function parsed(key: string): ParsedKey {
  const found = utils.parseKey(key);
  if (found instanceof Error) throw found;
  return Array.isArray(found) ? (found[0] as ParsedKey) : found;
}

export async function startSshServer(options: TestServerOptions = {}): Promise<TestServer> {
  const hostKey = options.hostKey ?? newKey().private;
  const attempts: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  let accepted = 0;
  let running = 0;
  let most = 0;

  const server = new Server(
    { hostKeys: [hostKey], ...(options.banner === undefined ? {} : { banner: options.banner }) },
    (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => {
        if (options.onLogin === undefined) void authenticate(context, options, attempts);
        else {
          attempts.push(context.method);
          options.onLogin(context);
        }
      });
      client.on('ready', () => serveSessions(client));
    },
  );

  function serveSessions(client: Connection): void {
    let sessions = 0;
    client.on('session', (accept, reject) => {
      if (sessions >= (options.maxSessions ?? 10)) return reject();
      sessions += 1;
      const session = accept();
      session.on('close', () => {
        sessions -= 1;
      });
      if (options.mute) {
        for (const name of ['exec', 'shell', 'pty'] as const) session.on(name, () => undefined);
        return undefined;
      }
      session.on('pty', (acceptPty) => acceptPty?.());
      session.on('shell', (acceptShell) => (options.onShell ?? ((to) => void runInShell('cat', to)))(acceptShell()));
      session.on('exec', (acceptExec, _reject, { command }) => {
        const channel = acceptExec();
        commands.push(command);
        running += 1;
        most = Math.max(most, running);
        channel.once('finish', () => {
          running -= 1;
        });
        (options.onCommand ?? ((line, to) => runInShell(line, to)))(command, channel);
      });
      return undefined;
    });
  }

  const front = createServer((socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (accepted <= (options.dropFirst ?? 0)) socket.destroy();
    else if (!options.silent) (server as unknown as { injectSocket(socket: Socket): void }).injectSocket(socket);
  });
  await new Promise<void>((resolve) => front.listen(options.port ?? 0, '127.0.0.1', resolve));

  return {
    port: (front.address() as AddressInfo).port,
    hostKey: { type: parsed(hostKey).type, blob: parsed(hostKey).getPublicSSH() },
    connections: () => accepted,
    attempts,
    commands,
    mostAtOnce: () => most,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    silence() {
      for (const socket of sockets) {
        socket.removeAllListeners('data');
        socket.pause();
      }
    },
    stop: () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy();
        front.close(() => resolve());
      }),
  };
}

async function authenticate(context: AuthContext, options: TestServerOptions, attempts: string[]): Promise<void> {
  const methods = [
    ...(options.authorized === undefined ? [] : (['publickey'] as const)),
    ...(options.password === undefined ? [] : (['password'] as const)),
    ...(options.questions === undefined ? [] : (['keyboard-interactive'] as const)),
  ];
  attempts.push(context.method);
  if (await proves(context, options)) context.accept();
  else context.reject(methods);
}

async function proves(context: AuthContext, options: TestServerOptions): Promise<boolean> {
  const { authorized, password, questions } = options;
  switch (context.method) {
    case 'publickey': {
      const key = authorized === undefined ? undefined : parsed(authorized);
      if (!key?.getPublicSSH().equals(context.key.data)) return false;
      // Without a signature it only asks whether this key would do.
      return !context.signature || !context.blob || key.verify(context.blob, context.signature, context.hashAlgo);
    }
    case 'password':
      return context.password === password;
    case 'keyboard-interactive': {
      if (questions === undefined) return false;
      const answers = await new Promise<string[]>((resolve) => {
        context.prompt(
          questions.map(({ prompt }) => ({ prompt, echo: false })),
          resolve,
        );
      });
      return questions.every(({ answer }, index) => answers[index] === answer);
    }
    default:
      return authorized === undefined && password === undefined && questions === undefined;
  }
}

/** @param input instead of what the client sends; the command then goes on when the client is gone, as on a real host */
export function runInShell(command: string, channel: ServerChannel, input?: string): ChildProcess {
  // A group of its own, so that all that it has started can be ended with it.
  const child = spawn('sh', ['-c', command], { detached: true });
  channel.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  if (input === undefined) channel.pipe(child.stdin);
  else child.stdin.end(input);
  // One write after the other: when both of a channel's streams wait for the client's window, ssh2's server wakes only one.
  let written = Promise.resolve();
  for (const [stream, out] of [
    [child.stdout, channel],
    [child.stderr, channel.stderr],
  ] as const) {
    stream.on('data', (data: Buffer) => {
      stream.pause();
      written = written.then(
        () =>
          new Promise<void>((resolve) => {
            channel.once('close', resolve);
            out.write(data, () => {
              channel.off('close', resolve);
              stream.resume();
              resolve();
            });
          }),
      );
    });
  }
  channel.on('close', () => {
    if (input === undefined) endGroup(child);
    else for (const stream of [child.stdout, child.stderr]) stream.destroy();
  });
  child.on('close', (code, signal) => {
    void written.then(() => {
      if (signal === null) channel.exit(code ?? 0);
      else channel.exit(signal.replace('SIG', ''), false, '');
      channel.end();
    });
  });
  return child;
}

/** Ends a command and everything that it has started. */
export function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
