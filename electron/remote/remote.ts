/**
 * The Remote port: one kept connection to one machine, on which commands run. Real hosts stand behind it by SSH (`ssh.ts`),
 * practice hosts will too. Nothing that uses it knows which.
 */
import type { Result } from '../../shared/problem.ts';

/** Where a host is reached and as whom. */
export interface RemoteTarget {
  /** The host's name in the lab, for words to a person. */
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** Path of a private key, `~` not yet expanded; undefined: whatever the agent and the home folder have. */
  readonly key: string | undefined;
}

export interface ExecOptions {
  /** Written to the command's standard input, which then ends. Without it, standard input is empty. */
  readonly stdin?: string | undefined;
  /** Written behind it, as fast as the host takes it. Ended when the command has ended, or when nobody listens any more. */
  readonly feed?: AsyncIterable<Uint8Array> | undefined;
  /** Called with decoded text as it comes, in pieces of any size; what it is given is not collected in the result. */
  readonly onOutput?: ((text: string, stream: 'stdout' | 'stderr') => void) | undefined;
  /**
   * Called with what comes on standard output as it is, instead of `onOutput`. While what it returns is not settled, the host is
   * told to wait.
   */
  readonly onBytes?: ((bytes: Uint8Array) => void | Promise<void>) | undefined;
  /** Aborting ends the channel at once: the result is `cancelled`, and what runs on the host may go on. */
  readonly signal?: AbortSignal | undefined;
  /** Without them, those of a long run. */
  readonly limits?: ExecLimits | undefined;
}

/** What a host may take and say before we stop listening to a command. Waiting for a turn does not count. */
export interface ExecLimits {
  /** Longest time in which nothing comes, in milliseconds. */
  readonly silenceMs: number;
  /** In all, in milliseconds. */
  readonly totalMs: number;
  /** Of both streams together. */
  readonly bytes: number;
}

export type ExecResult = ExecEnd & {
  /** What was not given to `onOutput`. */
  readonly stdout: string;
  readonly stderr: string;
};

export type ExecEnd =
  | { readonly kind: 'exited'; readonly code: number }
  /** Killed on the host: `SIGKILL`. */
  | { readonly kind: 'signalled'; readonly name: string }
  /** The connection broke. Whether the command ran, and how far, is unknown. */
  | { readonly kind: 'lost' }
  /** The host would not start the command: no more sessions, or no shell for this user. It did not run. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It was over one of its limits, and we stopped listening: how it ended, if it did, is unknown. */
  | { readonly kind: 'silent' | 'endless' | 'flooded' }
  | { readonly kind: 'cancelled' };

export interface Remote {
  readonly target: RemoteTarget;
  /**
   * Runs one command in the user's login shell. Never rejects.
   * Only few run at once on a connection; more wait for their turn.
   */
  exec(command: string, options?: ExecOptions): Promise<ExecResult>;
  /** A terminal for a person to type at, with the user's login shell or one command in it. */
  terminal(options: TerminalOptions): Promise<Result<RemoteTerminal>>;
  /** False from the moment on that the connection is lost or closed. */
  isOpen(): boolean;
  /** Commands that run or wait, and terminals. */
  busy(): number;
  /** @param hurried aborted, now or later, by whoever does not wait for the host to hang up as well */
  close(hurried?: AbortSignal): void;
}

export interface TerminalOptions {
  /** Instead of the login shell. */
  readonly command?: string | undefined;
  readonly columns: number;
  readonly rows: number;
  /** Opens it only if the connection can still run a command then. */
  readonly leavesRoom?: boolean;
  /** Called with what is to be shown. While what it returns is not settled, the host is told to wait, if it says very much. */
  readonly onOutput: (text: string) => void | Promise<void>;
}

export interface RemoteTerminal {
  /** Keys as a terminal sends them. */
  write(text: string): void;
  resize(columns: number, rows: number): void;
  close(): void;
  /** Resolves when the shell has ended or the connection is lost. */
  readonly ended: Promise<void>;
}

/** Opens connections; one implementation per kind of host. */
export interface Connector {
  connect(target: RemoteTarget, session: ConnectSession): Promise<Result<Remote>>;
}

/** On whose behalf a connection is made: who answers questions, and when to give up. */
export interface ConnectSession {
  readonly asker: Asker;
  readonly signal: AbortSignal;
}

/** Asks a person. Undefined means that there was no answer. */
export interface Asker {
  /** `again`: what was given before was not accepted. */
  password(target: RemoteTarget, prompt: string, again: boolean): Promise<string | undefined>;
  /** What the host itself wants to know. */
  hostPrompt(target: RemoteTarget, asked: HostPrompt, again: boolean): Promise<string | undefined>;
  passphrase(target: RemoteTarget, keyPath: string, again: boolean): Promise<string | undefined>;
  /** Whether to trust a host key that was never seen before. */
  hostKey(target: RemoteTarget, key: { readonly type: string; readonly fingerprint: string }): Promise<boolean>;
}

export interface HostPrompt {
  /** In the host's words, printable, with who says it before each line, and without the colon at its end. */
  readonly prompt: string;
  /** The same answer would be right for another login: false for codes that are good once. */
  readonly kept: boolean;
}

/** `root@192.168.1.11`: who it is that says something, as ssh names it. */
export const speakerOf = ({ user, address }: RemoteTarget): string => `${user}@${bracketed(address)}`;

const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** `root@192.168.1.11`, with the port where it is not 22. */
export const targetLabel = (target: RemoteTarget): string =>
  `${speakerOf(target)}${target.port === 22 ? '' : `:${target.port}`}`;

/** `docker01 (192.168.1.11:22)`, for sentences. */
export const targetPlace = ({ name, address, port }: RemoteTarget): string => `${name} (${bracketed(address)}:${port})`;
