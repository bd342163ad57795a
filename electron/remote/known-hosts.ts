/**
 * Which host keys are trusted. A key is pinned by host, port and type on first use, after a person was asked; from then on
 * another key of that host blocks. Kept in a file of our own in OpenSSH's format; the person's `~/.ssh/known_hosts` is read
 * too, so that hosts which ssh knows are not asked about again, and never written.
 */
import { type Problem, problem } from '../../shared/problem.ts';
import { appendWhole } from '../store/atomic-file.ts';
import { fileWords, readTextIfThere } from '../store/regular-file.ts';
import { fingerprintOf, keyTypeOf } from './fingerprint.ts';
import { type KnownKey, keysFor, knownLine, knownName } from './known-hosts-file.ts';
import { type Asker, type RemoteTarget, targetPlace } from './remote.ts';

export interface KnownHosts {
  /** Types of the keys that are pinned for this host: those are asked of it first, so that they can be compared. */
  pinnedTypes(target: RemoteTarget, signal?: AbortSignal): Promise<readonly string[]>;
  /** Undefined when the key may be trusted; asks and pins when it is new. */
  check(target: RemoteTarget, key: Buffer, asker: Asker, signal?: AbortSignal): Promise<Problem | undefined>;
}

export interface KnownHostsFiles {
  /** Read and written. Undefined: this user has no place for one, and no new key can be pinned. */
  readonly own: string | undefined;
  /** Only read, and only for hosts that `own` does not have. */
  readonly others: readonly string[];
  /** Only read for what is marked as revoked there: that counts, whoever else trusts the key. */
  readonly revocations?: readonly string[];
}

/** Thousands of hosts, each with several keys. */
const MOST = 16_000_000;

interface Pinned {
  /** Where the trusted keys stand, or a new one will. */
  readonly file: string;
  readonly trusted: readonly KnownKey[];
  /** Of all files. */
  readonly revoked: readonly { readonly file: string; readonly key: Buffer }[];
}

export function knownHosts(files: KnownHostsFiles): KnownHosts {
  /** One decision after the other for each host: two connections to a new one ask one question. */
  const turns = new Map<string, Promise<unknown>>();

  const ownName = files.own ?? 'a file of its own';

  async function pinned({ address, port }: RemoteTarget, signal?: AbortSignal): Promise<Pinned> {
    const revoked: { readonly file: string; readonly key: Buffer }[] = [];
    let first: Omit<Pinned, 'revoked'> | undefined;
    const trusting = [files.own, ...files.others];
    for (const file of new Set([...trusting, ...(files.revocations ?? [])])) {
      if (file === undefined) continue;
      const keys = keysFor((await readTextIfThere(file, { most: MOST, signal })) ?? '', address, port);
      const trusted = keys.filter((known) => !known.revoked);
      if (trusted.length > 0 && trusting.includes(file)) first ??= { file, trusted };
      for (const known of keys) if (known.revoked) revoked.push({ file, key: known.key });
    }
    return { ...(first ?? { file: ownName, trusted: [] }), revoked };
  }

  async function pin({ address, port }: RemoteTarget, type: string, key: Buffer): Promise<void> {
    if (files.own === undefined) throw new Error('this user has no home folder');
    const text = (await readTextIfThere(files.own, { most: MOST })) ?? '';
    const separator = text === '' || text.endsWith('\n') ? '' : '\n';
    await appendWhole(files.own, separator + knownLine(address, port, type, key), { mode: 0o600 });
  }

  function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (turns.get(name) ?? Promise.resolve()).then(work);
    turns.set(
      name,
      done.catch(() => undefined),
    );
    return done;
  }

  async function decide(
    target: RemoteTarget,
    key: Buffer,
    asker: Asker,
    signal?: AbortSignal,
  ): Promise<Problem | undefined> {
    const type = keyTypeOf(key);
    const fingerprint = fingerprintOf(key);
    const look = async (): Promise<Problem | 'trusted' | 'new'> => {
      const { file, trusted, revoked } = await pinned(target, signal);
      const against = revoked.find((known) => known.key.equals(key));
      if (against) return revokedKey(target, type, fingerprint, against.file);
      if (trusted.some((known) => known.key.equals(key))) return 'trusted';
      return trusted.length > 0 ? changedKey(target, type, fingerprint, trusted, file) : 'new';
    };
    const before = await look();
    if (before === 'trusted') return undefined;
    if (before !== 'new') return before;
    if (!(await asker.hostKey(target, { type, fingerprint }))) return unknownKey(target, type, fingerprint);
    // While a person was asked, another program may have pinned one.
    const now = await look();
    if (now === 'trusted') return undefined;
    if (now !== 'new') return now;
    try {
      await inTurn('the file', () => pin(target, type, key));
    } catch (error) {
      return notKept(target, ownName, error);
    }
    return undefined;
  }

  return {
    async pinnedTypes(target, signal) {
      // What cannot be read is told where a key is to be decided on.
      const { trusted } = await pinned(target, signal).catch(() => ({ trusted: [] }));
      return [...new Set(trusted.map(({ type }) => type))];
    },
    check: (target, key, asker, signal) =>
      inTurn(knownName(target.address, target.port), () =>
        decide(target, key, asker, signal).catch((error: unknown) => notRead(target, error)),
      ),
  };
}

const unknownKey = (target: RemoteTarget, type: string, fingerprint: string): Problem =>
  problem({
    code: 'host-key-unknown',
    subject: target.name,
    message: `${targetPlace(target)} shows a host key that is not known yet: ${type} ${fingerprint}.`,
    hint: `Compare it with what "ssh-keygen -lf /etc/ssh/ssh_host_${family(type)}_key.pub" prints on the host itself, then accept it (on the command line with --accept-new-host-keys).`,
  });

function changedKey(
  target: RemoteTarget,
  type: string,
  fingerprint: string,
  known: readonly KnownKey[],
  file: string,
): Problem {
  const before = known.map((key) => `${key.type} ${fingerprintOf(key.key)}`).join(' or ');
  return problem({
    code: 'host-key-changed',
    subject: target.name,
    message: `${targetPlace(target)} shows another host key than before: ${type} ${fingerprint}, and not ${before}.`,
    hint: `If the machine was installed anew, forget its old key with: ssh-keygen -f '${file}' -R '${knownName(target.address, target.port)}'. Otherwise somebody may be answering in its place: do not go on.`,
  });
}

const revokedKey = (target: RemoteTarget, type: string, fingerprint: string, file: string): Problem =>
  problem({
    code: 'host-key-revoked',
    subject: target.name,
    message: `${targetPlace(target)} shows a host key that is marked as revoked in ${file}: ${type} ${fingerprint}.`,
    hint: 'Do not go on: somebody else may have that key. Ask whoever marked it.',
  });

const notKept = (target: RemoteTarget, file: string, error: unknown): Problem =>
  problem({
    code: 'host-key-not-kept',
    subject: target.name,
    message: `The host key of ${targetPlace(target)} could not be kept in ${file}: ${fileWords(error)}.`,
    hint: 'Make that file writable, or name another one with --known-hosts.',
  });

const notRead = (target: RemoteTarget, error: unknown): Problem =>
  problem({
    code: 'known-hosts-unreadable',
    subject: target.name,
    message: `The file of known host keys cannot be read: ${fileWords(error)}.`,
    hint: 'Mend its rights, or name another one with --known-hosts.',
  });

/** As sshd names its key files. */
function family(type: string): string {
  if (type.startsWith('ecdsa')) return 'ecdsa';
  return type.includes('rsa') ? 'rsa' : 'ed25519';
}
