/** /etc/ssh: what a host's SSH server has in files. Logins at practice hosts are answered without them. */
import type { Files } from '../files/files.ts';

const KEYS = ['ecdsa', 'ed25519', 'rsa'];

/** Puts them where there is nothing of that name yet. */
export function furnishSsh(files: Files): void {
  for (const folder of ['/etc/ssh', '/etc/ssh/ssh_config.d', '/etc/ssh/sshd_config.d'])
    if (files.status(folder) === undefined) files.makeDirectory(folder);
  const keep = (name: string, text: string, mode: number): void => {
    const path = `/etc/ssh/${name}`;
    if (files.status(path) === undefined) files.write(path, text, { mode });
  };
  for (const key of KEYS) {
    keep(`ssh_host_${key}_key`, 'A practice host has no secrets: no key is kept here.\n', 0o600);
    keep(`ssh_host_${key}_key.pub`, 'A practice host has no secrets: no key belongs to this one.\n', 0o644);
  }
  const unread = '# Practice hosts do not read this file.\n';
  keep('ssh_config', unread, 0o644);
  keep('sshd_config', unread, 0o644);
}
