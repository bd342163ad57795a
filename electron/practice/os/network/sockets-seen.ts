/** Sockets that wait for connections in a network namespace, whoever has opened them. */
import type { Machine, NetworkNamespace } from '../machine.ts';
import { listenersIn } from './sockets.ts';

export interface SeenSocket {
  readonly protocol: 'tcp' | 'udp';
  /** `0.0.0.0`, `::` for all of a family. */
  readonly address: string;
  readonly port: number;
  readonly program: string;
  readonly pid: number;
  /** How many may wait. */
  readonly backlog: number;
}

export function socketsSeen(machine: Machine, net: NetworkNamespace): readonly SeenSocket[] {
  const own = listenersIn(machine, net).map(
    ({ address, port, program, pid }): SeenSocket => ({ protocol: 'tcp', address, port, program, pid, backlog: 9 }),
  );
  const docked = machine.engine?.sockets(net) ?? [];
  const ssh = (address: string): SeenSocket => ({
    ...{ protocol: 'tcp', address, port: 22, program: 'sshd', pid: 580, backlog: 128 },
  });
  const all = [...own, ...docked, ...(net.kind === 'host' ? [ssh('0.0.0.0'), ssh('::')] : [])];
  return all.sort((a, b) => Number(a.address === '::') - Number(b.address === '::') || a.port - b.port);
}
