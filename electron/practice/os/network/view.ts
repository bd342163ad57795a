/** The network that a process sees: its host's own, its container's, or one that has a name. */
import { type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { kernelIn, withKernelIn } from '../../../../shared/machine/kernel/namespaces.ts';
import { settle } from '../../../../shared/machine/kernel/settle.ts';
import { type Machine, may, type NetworkNamespace, type Process, type User } from '../machine.ts';
import { containerKernel } from './container-kernel.ts';
import { type NeighbourTable, neighboursOf } from './neighbour-table.ts';

export interface View {
  readonly kernel: KernelState;
  /** @throws Refusal as the kernel would; EPERM for who may not change a network, as containers may not by themselves */
  change(next: (kernel: KernelState) => KernelState): void;
  readonly neighbours: NeighbourTable;
}

export const viewOf = ({ machine, net, user }: Pick<Process, 'machine' | 'net' | 'user'>): View =>
  viewAt(machine, net, user);

/** The kernel looks at who asks before it looks at what; only what a program itself finds wrong is said before. */
function denied(attempt: () => unknown): never {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  throw new Refusal('EPERM');
}

/** @param user who looks; the kernel itself may everything */
export function viewAt(machine: Machine, net: NetworkNamespace, user?: User): View {
  const mayChange = user === undefined || may(user, 'NET_ADMIN');
  const neighbours = neighboursOf(machine, net);
  if (net.kind === 'host') {
    return {
      get kernel() {
        return machine.kernel();
      },
      change(next) {
        if (mayChange) return machine.changeKernel(next);
        return denied(() => next(machine.kernel()));
      },
      neighbours,
    };
  }
  if (net.kind === 'named') {
    return {
      get kernel() {
        return kernelIn(machine.kernel(), net.id);
      },
      change(next) {
        const after = (kernel: KernelState): KernelState =>
          withKernelIn(kernel, net.id, next(kernelIn(kernel, net.id)));
        if (mayChange) return machine.changeKernel(after);
        return denied(() => after(machine.kernel()));
      },
      neighbours,
    };
  }
  return {
    get kernel() {
      return containerKernel(machine, net.id);
    },
    change(next) {
      const before = containerKernel(machine, net.id);
      if (!mayChange || before === machine.kernel()) return denied(() => next(before));
      const { links, routes, sysctls } = settle(next(before));
      machine.engine?.changeNetwork(net.id, { links, routes, sysctls });
    },
    neighbours,
  };
}
