/** A private key file: what can be known of it without its passphrase, and opening it with one. */
import { type ParsedKey, utils } from 'ssh2';

export type KeyFile =
  | { readonly kind: 'open'; readonly key: ParsedKey }
  /** `public` is undefined when neither the file nor its neighbour `.pub` tells it. */
  | { readonly kind: 'encrypted'; readonly public: ParsedKey | undefined }
  /** A public key, where a private one was expected. */
  | { readonly kind: 'public'; readonly key: ParsedKey }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * @param text of the file
 * @param neighbour text of the file of the same name with `.pub`, if there is one
 */
export function readKey(text: string, neighbour: string | undefined): KeyFile {
  const parsed = firstKey(utils.parseKey(text));
  if (!(parsed instanceof Error)) {
    return parsed.isPrivateKey() ? { kind: 'open', key: parsed } : { kind: 'public', key: parsed };
  }
  if (!/no passphrase given/.test(parsed.message)) return { kind: 'unreadable', message: parsed.message };
  const beside = neighbour === undefined ? undefined : firstKey(utils.parseKey(neighbour));
  return { kind: 'encrypted', public: publicPart(text) ?? (beside instanceof Error ? undefined : beside) };
}

/** The key, or undefined if that is not its passphrase. */
export function openKey(text: string, passphrase: string): ParsedKey | undefined {
  const parsed = firstKey(utils.parseKey(text, passphrase));
  return parsed instanceof Error || !parsed.isPrivateKey() ? undefined : parsed;
}

const firstKey = (parsed: ReturnType<typeof utils.parseKey>): ParsedKey | Error => {
  const first = Array.isArray(parsed) ? parsed[0] : parsed;
  return first ?? new Error('there is no key in it');
};

/**
 * OpenSSH's own format keeps the public key beside the encrypted private one, in the clear (its PROTOCOL.key): a magic,
 * then cipher, derivation, its options, the number of keys, and the public key, each with its length before it.
 */
function publicPart(text: string): ParsedKey | undefined {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text)?.[1];
  if (body === undefined) return undefined;
  const data = Buffer.from(body, 'base64');
  const magic = 'openssh-key-v1\0';
  if (data.subarray(0, magic.length).toString('latin1') !== magic) return undefined;
  try {
    let at = magic.length;
    for (let skipped = 0; skipped < 3; skipped += 1) at += 4 + data.readUInt32BE(at);
    at += 4;
    const length = data.readUInt32BE(at);
    const parsed = firstKey(utils.parseKey(data.subarray(at + 4, at + 4 + length)));
    return parsed instanceof Error ? undefined : parsed;
  } catch {
    return undefined;
  }
}
