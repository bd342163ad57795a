/** OpenSSH's known_hosts format (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): the text only, no files. */
import { createHmac } from 'node:crypto';

export interface KnownKey {
  readonly type: string;
  readonly key: Buffer;
  readonly revoked: boolean;
}

/** How a host is named in the file: `host`, or `[host]:port` when the port is not 22. */
export const knownName = (address: string, port: number): string =>
  port === 22 ? address.toLowerCase() : `[${address.toLowerCase()}]:${port}`;

export const knownLine = (address: string, port: number, type: string, key: Buffer): string =>
  `${knownName(address, port)} ${type} ${key.toString('base64')}\n`;

/** The keys that the file has for a host. Lines that make no sense, and certificate authorities, are passed over. */
export function keysFor(text: string, address: string, port: number): readonly KnownKey[] {
  const name = knownName(address, port);
  return text.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
    const [hosts, type, encoded] = words;
    if (!hosts || hosts.startsWith('#') || !type || !encoded) return [];
    if (marker !== undefined && marker !== '@revoked') return [];
    if (!names(hosts, name)) return [];
    return [{ type, key: Buffer.from(encoded, 'base64'), revoked: marker === '@revoked' }];
  });
}

function names(hosts: string, name: string): boolean {
  if (hosts.startsWith('|1|')) {
    const [, , salt = '', hash = ''] = hosts.split('|');
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  let found = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!matches(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

/** `*` and `?` as in a file name. Linear in practice: at most one retreat per star. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
