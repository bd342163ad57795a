/**
 * The keys that we may prove ourselves with at one host, from files and from the person's agent, behind ssh2's agent
 * interface: public keys are offered first, and only for one that the host accepts a passphrase is asked.
 */
import {
  BaseAgent,
  type IdentityCallback,
  type ParsedKey,
  type SignCallback,
  type SigningRequestOptions,
  utils,
} from 'ssh2';
import { type Problem, problem, type Result, success } from '../../../shared/problem.ts';
import { expandHome } from '../../store/paths.ts';
import { fileWords, readTextIfThere } from '../../store/regular-file.ts';
import type { Asker, RemoteTarget } from '../remote.ts';
import { agentAt } from './agent.ts';
import { openKey, readKey } from './private-key.ts';

export interface Identity {
  /** For words to a person: `~/.ssh/id_ed25519`, or `a key of the agent (ada@laptop)`. */
  readonly label: string;
  readonly public: ParsedKey;
  sign(data: Buffer, options: SigningRequestOptions): Promise<Buffer>;
}

export interface KeySources {
  /** Undefined: this user has none, and no keys in it. */
  readonly home: string | undefined;
  /** Overrides what the lab says: `--key`. */
  readonly key: string | undefined;
  /** Socket or pipe of the agent. */
  readonly agent: string | undefined;
}

/** One private key in memory, OpenSSH's format without a passphrase: the only one that is tried. */
export interface OwnKey {
  readonly privateKey: string;
}

/** In bytes: the largest RSA keys are some ten thousand. */
const MOST = 256_000;

interface Search {
  readonly sources: KeySources;
  readonly ofAgent: readonly Identity[];
  readonly asker: Asker;
  readonly signal: AbortSignal | undefined;
}

const DEFAULT_KEYS = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa'];

/** sshd's MaxAuthTries is 6, and a password may have to be tried after the keys. An RSA key can cost two tries. */
const MOST_TRIES = 5;
const triesOf = (key: ParsedKey): number => (key.type === 'ssh-rsa' ? 2 : 1);

export async function identitiesFor(
  target: RemoteTarget,
  sources: KeySources | OwnKey,
  asker: Asker,
  signal?: AbortSignal,
): Promise<Result<readonly Identity[]>> {
  if ('privateKey' in sources) return ownIdentity(sources.privateKey);
  const ofAgent = sources.agent === undefined ? [] : await agentIdentities(sources.agent, signal);
  const named = sources.key ?? target.key;
  if (named !== undefined) return namedIdentity(named, target, { sources, ofAgent, asker, signal });

  const ofFiles: Identity[] = [];
  for (const path of DEFAULT_KEYS) {
    const found = await fileIdentity(path, target, { sources, ofAgent: [], asker, signal });
    if (found?.ok) ofFiles.push(found.value);
  }
  const all = [...ofAgent, ...ofFiles.filter((file) => !ofAgent.some((held) => sameKey(held.public, file.public)))];
  let tries = 0;
  return success(
    all.filter((identity) => {
      tries += triesOf(identity.public);
      return tries <= MOST_TRIES;
    }),
  );
}

function ownIdentity(privateKey: string): Result<readonly Identity[]> {
  const read = readKey(privateKey, undefined);
  if (read.kind !== 'open') throw new Error(`a key of our own cannot be read: ${read.kind}`);
  return success([
    { label: 'its own key', public: read.key, sign: async (data, options) => signWith(read.key, data, options) },
  ]);
}

/** A key that a person named is the only one that is tried; the agent signs with it if it holds it. */
async function namedIdentity(path: string, target: RemoteTarget, search: Search): Promise<Result<readonly Identity[]>> {
  const found = await fileIdentity(path, target, search);
  if (found === undefined) {
    return failed(target, 'key-missing', `The key ${path} for ${target.name} is not there.`, namedHint);
  }
  return found.ok ? success([found.value]) : found;
}

const namedHint = 'Name a private key that this machine has, with "key:" in the lab file or with --key.';

const failed = (target: RemoteTarget, code: string, message: string, hint: string): Result<never> => ({
  ok: false,
  problems: [problem({ code, message, hint, subject: target.name }) satisfies Problem],
});

/** Undefined: there is no such file. */
async function fileIdentity(
  path: string,
  target: RemoteTarget,
  { sources, ofAgent, asker, signal }: Search,
): Promise<Result<Identity> | undefined> {
  const file = expandHome(path, sources.home);
  if (file === undefined) return undefined;
  let text: string | undefined;
  try {
    text = await readTextIfThere(file, { most: MOST, signal });
  } catch (error) {
    const message = `The key ${path} for ${target.name} cannot be read: ${fileWords(error)}.`;
    return failed(target, 'key-unreadable', message, namedHint);
  }
  if (text === undefined) return undefined;
  const neighbour = await readTextIfThere(`${file}.pub`, { most: MOST, signal }).catch(() => undefined);
  const read = readKey(text, neighbour);
  const held = (key: ParsedKey): Identity | undefined => ofAgent.find((identity) => sameKey(identity.public, key));

  switch (read.kind) {
    case 'open':
      return success({
        label: path,
        public: read.key,
        sign: async (data, options) => signWith(read.key, data, options),
      });
    case 'public': {
      const identity = held(read.key);
      if (identity) return success({ ...identity, label: path });
      const message = `${path} is a public key, and the agent does not hold the private one.`;
      return failed(target, 'key-public', message, namedHint);
    }
    case 'encrypted': {
      if (!read.public) return openedIdentity(path, text, target, asker);
      const identity = held(read.public);
      if (identity) return success({ ...identity, label: path });
      const lazily = once(() => unlock(path, text, target, asker));
      return success({
        label: path,
        public: read.public,
        sign: async (data, options) => {
          const key = await lazily();
          if (!key) throw new Error(`there was no passphrase for ${path}`);
          return signWith(key, data, options);
        },
      });
    }
    case 'unreadable':
      return failed(
        target,
        'key-unreadable',
        `${path} is not a private key that can be read: ${read.message}.`,
        namedHint,
      );
  }
}

/** An encrypted key of an old format, which does not tell its public half: the passphrase has to come first. */
async function openedIdentity(
  path: string,
  text: string,
  target: RemoteTarget,
  asker: Asker,
): Promise<Result<Identity>> {
  const key = await unlock(path, text, target, asker);
  if (key) return success({ label: path, public: key, sign: async (data, options) => signWith(key, data, options) });
  const message = `The key ${path} for ${target.name} is encrypted, and there was no passphrase for it.`;
  return failed(target, 'key-locked', message, 'Give its passphrase, or add it to your agent with ssh-add.');
}

async function unlock(path: string, text: string, target: RemoteTarget, asker: Asker): Promise<ParsedKey | undefined> {
  for (let asked = 0; asked < 3; asked += 1) {
    const passphrase = await asker.passphrase(target, path, asked > 0);
    if (passphrase === undefined) return undefined;
    const key = openKey(text, passphrase);
    if (key) return key;
  }
  return undefined;
}

function signWith(key: ParsedKey, data: Buffer, { hash }: SigningRequestOptions): Buffer {
  const signature: Buffer | Error = key.sign(data, hash);
  if (signature instanceof Error) throw signature;
  return signature;
}

const sameKey = (a: ParsedKey, b: ParsedKey): boolean => a.getPublicSSH().equals(b.getPublicSSH());

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

type KeyLike = ParsedKey | Buffer | string;

function parsedKey(key: KeyLike): ParsedKey | undefined {
  const found = utils.parseKey(key as Buffer);
  const first = Array.isArray(found) ? found[0] : found;
  return first instanceof Error ? undefined : first;
}

/** What a running agent holds; none if it does not answer: it is a convenience, not a condition. */
function agentIdentities(path: string, signal: AbortSignal | undefined): Promise<readonly Identity[]> {
  const { agent, hangUp } = agentAt(path, signal);
  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
      hangUp();
      resolve([]);
    };
    const late = setTimeout(stop, 3_000);
    signal?.addEventListener('abort', stop, { once: true });
    agent.getIdentities((error, keys) => {
      clearTimeout(late);
      signal?.removeEventListener('abort', stop);
      if (error || !keys) return resolve([]);
      resolve(
        keys.flatMap((held) => {
          const key = parsedKey('pubKey' in Object(held) ? (held as { pubKey: KeyLike }).pubKey : (held as KeyLike));
          return key ? [agentIdentity(agent, key)] : [];
        }),
      );
    });
  });
}

const agentIdentity = (agent: BaseAgent, key: ParsedKey): Identity => ({
  label: key.comment ? `a key of the agent (${key.comment})` : `a key of the agent (${key.type})`,
  public: key,
  sign: (data, options) =>
    new Promise((resolve, reject) => {
      agent.sign(key, data, options, (error, signature) => {
        if (signature) resolve(signature);
        else reject(error ?? new Error('the agent gave no signature'));
      });
    }),
});

/** All identities as one agent, which is how ssh2 offers public keys before it wants a signature. */
export class IdentityAgent extends BaseAgent {
  private readonly identities: readonly Identity[];
  private readonly waiting: <T>(work: Promise<T>) => Promise<T>;

  /** @param waiting is told of the time in which a person may be asked */
  constructor(identities: readonly Identity[], waiting: <T>(work: Promise<T>) => Promise<T>) {
    super();
    this.identities = identities;
    this.waiting = waiting;
  }

  override getIdentities(answer: IdentityCallback): void {
    answer(
      null,
      this.identities.map((identity) => identity.public),
    );
  }

  override sign(
    key: KeyLike,
    data: Buffer,
    optionsOrAnswer: SigningRequestOptions | SignCallback,
    answerAfterOptions?: SignCallback,
  ): void {
    const [options, answer] =
      typeof optionsOrAnswer === 'function' ? [{}, optionsOrAnswer] : [optionsOrAnswer, answerAfterOptions];
    const wanted = parsedKey(key);
    const identity = wanted && this.identities.find(({ public: own }) => sameKey(own, wanted));
    if (!identity) {
      answer?.(new Error('not a key of ours'));
      return;
    }
    this.waiting(identity.sign(data, options)).then(
      (signature) => answer?.(null, signature),
      (error: Error) => answer?.(error),
    );
  }
}
