/** Sockets that wait for connections in a network namespace, whoever has opened them. */

import { hashOf } from '../../../../shared/machine/kernel/kernel.ts';
import type { ListeningSocket, Machine, NetworkNamespace } from '../machine.ts';
import { CONTAINERD_PID } from '../processes/seen.ts';
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
  const all = [
    ...own,
    ...docked,
    ...(net.kind === 'host' ? [ssh('0.0.0.0'), ssh('::')] : []),
    ...(net.kind === 'host' && machine.engine !== undefined ? [containerd(machine)] : []),
  ];
  return all.sort((a, b) => Number(a.address === '::') - Number(b.address === '::') || a.port - b.port);
}

/** For what Kubernetes would stream from containers: at a free port that it takes when it starts. */
const containerd = ({ name }: Machine): ListeningSocket => ({
  ...{ protocol: 'tcp', address: '127.0.0.1', program: 'containerd', pid: CONTAINERD_PID, backlog: 4096 },
  port: 32_768 + (hashOf(`${name} containerd`) % 28_000),
});
