/**
 * Real hosts by SSH. The only door to ssh2: nothing outside of this file and its folder imports it.
 * One call is one attempt; how many are made at once and how they are kept is `connections.ts`.
 */
import { connect as connectSocket, type Socket } from 'node:net';
import { Client, type MacAlgorithm, type ServerHostKeyAlgorithm } from 'ssh2';
import { LONGEST_TOLD } from '../../shared/printable.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import type { KnownHosts } from './known-hosts.ts';
import type { Connector, ConnectSession, Remote, RemoteTarget } from './remote.ts';
import { channels } from './ssh/channels.ts';
import { asksTooMuch, connectProblem, expired, type Stage } from './ssh/failure.ts';
import { identitiesFor, type KeySources, type OwnKey } from './ssh/identities.ts';
import { watchLife } from './ssh/life.ts';
import { type Login, type LoginTools, login } from './ssh/login.ts';
import { noRoom, openTerminal } from './ssh/terminals.ts';

export interface SshOptions {
  readonly knownHosts: KnownHosts;
  readonly keys: KeySources | OwnKey;
  /** Longest silence while connecting, in milliseconds; the time that a person takes to answer does not count. */
  readonly patienceMs?: number;
  /** A kept connection is asked for a sign of life this often, in milliseconds, and given up after three without one. */
  readonly keepaliveMs?: number;
}

export const sshConnector = (options: SshOptions): Connector => ({
  async connect(target, session) {
    const identities = await identitiesFor(target, options.keys, session.asker, session.signal);
    if (session.signal.aborted) return { ok: false, problems: [cancelled(target)] };
    if (!identities.ok) return identities;
    const pinned = await options.knownHosts.pinnedTypes(target, session.signal);
    return new Attempt(target, session, options, pinned).run((tools) =>
      login(target, identities.value, session.asker, tools),
    );
  },
});

class Attempt {
  private readonly client = new Client();
  private readonly target: RemoteTarget;
  private readonly session: ConnectSession;
  private readonly options: SshOptions;
  private readonly pinnedTypes: readonly string[];
  private readonly patience: Patience;
  private stage: Stage = 'opening';
  /** Why we gave up ourselves; what ssh2 says after that is only an echo. */
  private cause: Problem | undefined;

  constructor(target: RemoteTarget, session: ConnectSession, options: SshOptions, pinnedTypes: readonly string[]) {
    this.target = target;
    this.session = session;
    this.options = options;
    this.pinnedTypes = pinnedTypes;
    this.patience = new Patience(options.patienceMs ?? 12_000);
  }

  run(makeLogin: (tools: LoginTools) => Login): Promise<Result<Remote>> {
    const { address, port, user } = this.target;
    const client = this.client;
    return new Promise((resolve) => {
      let settled = false;
      let banner = '';
      const auth = makeLogin({
        waiting: (work) => this.patience.pausedDuring(work),
        giveUp: (why) => {
          if (why === 'asks-too-much') this.cause ??= asksTooMuch(this.target);
          fail(Object.assign(new Error(why), { level: 'client-authentication' }));
        },
      });
      const stage = (): Stage => (this.stage === 'greeting' && socket.bytesRead > 0 ? 'agreeing' : this.stage);
      const settle = (result: Result<Remote>): void => {
        if (settled) return;
        settled = true;
        this.patience.stop();
        this.session.signal.removeEventListener('abort', abort);
        if (!result.ok) socket.destroy();
        resolve(result);
      };
      const fail = (error: Error): void =>
        settle({
          ok: false,
          problems: [this.cause ?? connectProblem(this.target, error, stage(), auth, banner)],
        });
      const abort = (): void => {
        this.cause = cancelled(this.target);
        fail(new Error('cancelled'));
      };
      if (this.session.signal.aborted) {
        resolve({ ok: false, problems: [cancelled(this.target)] });
        return;
      }

      // Small messages both ways: waiting to fill a packet only costs time.
      const socket = connectSocket({ host: address, port, autoSelectFamilyAttemptTimeout: 2_000 });
      socket.setNoDelay(true);
      // ssh2 hears its errors and tells them; when it has let go of the socket, nobody would.
      socket.on('error', () => socket.destroy());
      this.session.signal.addEventListener('abort', abort, { once: true });
      this.patience.start(() => fail(Object.assign(new Error('timed out'), { level: 'client-timeout' })));

      socket.once('connect', () => {
        this.stage = 'greeting';
        this.patience.renew();
      });
      client.on('handshake', () => {
        this.stage = 'logging-in';
        this.patience.renew();
      });
      client.on('error', (error: Error & { level?: string }) => {
        // Trouble with one key of the agent: the next method follows.
        if (error.level !== 'agent') fail(error);
      });
      client.on('banner', (text) => {
        if (banner.length < LONGEST_TOLD) banner += text.slice(0, LONGEST_TOLD);
      });
      client.on('change password', (prompt) => {
        this.cause = expired(this.target, prompt);
        fail(new Error('its password has expired'));
      });
      client.on('close', () => fail(new Error('the connection ended')));
      client.on('ready', () => {
        watchLife(socket, this.options.keepaliveMs ?? KEEPALIVE_MS);
        settle(success(openRemote(client, socket, this.target)));
      });

      try {
        client.connect({
          sock: socket,
          host: address,
          port,
          username: user,
          readyTimeout: 0,
          keepaliveInterval: this.options.keepaliveMs ?? KEEPALIVE_MS,
          // Whether it lives is ours to say: see watchLife.
          keepaliveCountMax: Number.MAX_SAFE_INTEGER,
          hostVerifier: (key: Buffer, verify: (trusted: boolean) => void) => void this.verify(key, verify),
          authHandler: (left, partial, decide) => auth.next(left, partial, decide),
          algorithms: {
            serverHostKey: hostKeyAlgorithms(this.pinnedTypes),
            // Nothing that rests on SHA-1, and nothing that unpacks what a stranger has packed.
            hmac: MACS,
            compress: ['none'],
            // Electron's crypto library has no ChaCha20-Poly1305 as ssh2 wants it.
            ...(process.versions.electron === undefined
              ? {}
              : { cipher: { remove: 'chacha20-poly1305@openssh.com', append: [], prepend: [] } }),
          },
        });
      } catch (error) {
        fail(error as Error);
      }
    });
  }

  private async verify(key: Buffer, verify: (trusted: boolean) => void): Promise<void> {
    const check = this.options.knownHosts.check(this.target, key, this.session.asker, this.session.signal);
    this.cause = await this.patience.pausedDuring(check);
    verify(this.cause === undefined);
  }
}

const KEEPALIVE_MS = 5_000;

function openRemote(client: Client, socket: Socket, target: RemoteTarget): Remote {
  // ssh2's own destroy() does nothing to a connection that is half closed.
  const hangUp = (): void => void socket.destroy();
  let open = true;
  let terminals = 0;
  const lost = new Promise<void>((resolve) => {
    client.once('close', () => {
      open = false;
      resolve();
    });
  });
  const running = channels({ client, lost, hangUp, isOpen: () => open });
  return {
    target,
    exec: (command, options = {}) => running.exec(command, options),
    async terminal(options) {
      const open = () => openTerminal(client, target, options);
      const opened = (await (options.leavesRoom ? running.beside(open) : open())) ?? failure(noRoom(target));
      if (opened.ok) {
        terminals += 1;
        void opened.value.ended.then(() => {
          terminals -= 1;
          running.roomier();
        });
      }
      return opened;
    },
    isOpen: () => open,
    busy: () => running.busy() + terminals,
    close(hurried) {
      open = false;
      client.end();
      // A host that does not hang up in turn would keep the program alive.
      const late = setTimeout(hangUp, HANGING_UP_MS);
      if (hurried?.aborted) hangUp();
      hurried?.addEventListener('abort', hangUp, { once: true });
      void lost.then(() => {
        clearTimeout(late);
        hurried?.removeEventListener('abort', hangUp);
      });
    },
  };
}

/** The longest silence that we bear, not counting the time in which a person is asked. */
class Patience {
  private readonly ms: number;
  private timer: NodeJS.Timeout | undefined;
  private paused = 0;
  private onEnd: (() => void) | undefined;

  constructor(ms: number) {
    this.ms = ms;
  }

  start(onEnd: () => void): void {
    this.onEnd = onEnd;
    this.renew();
  }

  renew(): void {
    clearTimeout(this.timer);
    if (this.onEnd && this.paused === 0) this.timer = setTimeout(this.onEnd, this.ms);
  }

  stop(): void {
    this.onEnd = undefined;
    clearTimeout(this.timer);
  }

  async pausedDuring<T>(work: Promise<T>): Promise<T> {
    this.paused += 1;
    clearTimeout(this.timer);
    try {
      return await work;
    } finally {
      this.paused -= 1;
      this.renew();
    }
  }
}

/** How long a host may take to close its end of a connection that we have closed. */
const HANGING_UP_MS = 1_000;

const MACS: MacAlgorithm[] = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
];

const ALL_HOST_KEYS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** Those of pinned keys first: a host with several keys then shows the one that we can compare. */
function hostKeyAlgorithms(pinnedTypes: readonly string[]): ServerHostKeyAlgorithm[] {
  const preferred = ALL_HOST_KEYS.filter((algorithm) =>
    pinnedTypes.some((type) => type === algorithm || (type === 'ssh-rsa' && algorithm.startsWith('rsa-sha2'))),
  );
  return [...preferred, ...ALL_HOST_KEYS.filter((algorithm) => !preferred.includes(algorithm))];
}

const cancelled = (target: RemoteTarget): Problem =>
  problem({
    code: 'cancelled',
    subject: target.name,
    message: `Connecting to ${target.name} was cancelled.`,
    hint: 'Start again when you are ready.',
  });
