/** Names to addresses: from /etc/hosts, and in containers from Docker's own name server. No other one can be reached. */
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Process } from '../machine.ts';

export type Asking = Pick<Process, 'userland' | 'machine' | 'net'>;

const fileText = ({ files }: Asking['userland'], path: string): string =>
  files.status(path)?.kind === 'file' ? files.read(path) : '';

/** The IPv4 address that a name or an address stands for; undefined: nobody knows it. */
export function resolve(asking: Asking, name: string): string | undefined {
  if (parseIpv4(name) !== undefined) return name;
  const { userland } = asking;
  for (const line of fileText(userland, '/etc/hosts').split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (names.includes(name) && parseIpv4(address) !== undefined) return address;
  }
  const answered = answeredByServer(asking, name);
  if (answered !== undefined) return answered;
  return name === 'localhost' || name === userland.hostname ? '127.0.0.1' : undefined;
}

/** A name by an address, as /etc/hosts has it. */
export function hostNamed({ userland }: Pick<Asking, 'userland'>, address: string): string | undefined {
  for (const line of fileText(userland, '/etc/hosts').split('\n')) {
    const [own, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (own === address && name !== undefined) return name;
  }
  return undefined;
}

/** The first server that /etc/resolv.conf names. */
export const nameServer = ({ userland }: Pick<Asking, 'userland'>): string | undefined =>
  /^\s*nameserver\s+(\S+)/m.exec(fileText(userland, '/etc/resolv.conf'))?.[1];

/** What Docker puts there for containers on networks of their own. */
export const DOCKER_SERVER = '127.0.0.11';

export function answeredByServer(asking: Asking, name: string): string | undefined {
  const { net, machine } = asking;
  if (net.kind !== 'container' || nameServer(asking) !== DOCKER_SERVER) return undefined;
  return machine.engine?.addressByName(net.id, name);
}
