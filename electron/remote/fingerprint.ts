import { createHash } from 'node:crypto';

/** `SHA256:…`, as ssh and ssh-keygen print it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** The type that stands at the head of a public key: `ssh-ed25519`. Empty if it is not a key. */
export function keyTypeOf(key: Buffer): string {
  if (key.length < 4) return '';
  const length = key.readUInt32BE(0);
  const type = key.subarray(4, 4 + length).toString('latin1');
  return length <= 64 && /^[\x21-\x7e]+$/.test(type) && type.length === length ? type : '';
}
