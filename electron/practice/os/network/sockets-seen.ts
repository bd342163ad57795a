/** Sockets that wait for connections in a network namespace, whoever has opened them. */
import type { ListeningSocket, Machine, NetworkNamespace } from '../machine.ts';
import { listenersIn } from './sockets.ts';

export function socketsSeen(machine: Machine, net: NetworkNamespace): readonly ListeningSocket[] {
  const own = listenersIn(machine, net).map(
    ({ address, port, program, pid }): ListeningSocket => ({
      protocol: 'tcp',
      address,
      port,
      program,
      pid,
      backlog: 9,
    }),
  );
  const docked = machine.engine?.sockets(net) ?? [];
  const ssh = (address: string): ListeningSocket => ({
    ...{ protocol: 'tcp', address, port: 22, program: 'sshd', pid: 580, backlog: 128 },
  });
  const all = [...own, ...docked, ...(net.kind === 'host' ? [ssh('0.0.0.0'), ssh('::')] : [])];
  return all.sort((a, b) => Number(a.address === '::') - Number(b.address === '::') || a.port - b.port);
}
