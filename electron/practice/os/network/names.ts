/** Names to addresses: from /etc/hosts, since nothing else resolves names on a practice host. */
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Userland } from '../machine.ts';

/** The IPv4 address that a name or an address stands for; undefined: nobody knows it. */
export function resolve({ files, hostname }: Userland, name: string): string | undefined {
  if (parseIpv4(name) !== undefined) return name;
  const text = files.status('/etc/hosts')?.kind === 'file' ? files.read('/etc/hosts') : '';
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name) && parseIpv4(address) !== undefined) return address;
  }
  return name === 'localhost' || name === hostname ? '127.0.0.1' : undefined;
}
