/** The network that a process sees: its host's own, or its container's. */
import { type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { Machine, NetworkNamespace, Process } from '../machine.ts';
import { containerKernel } from './container-kernel.ts';
import { type NeighbourTable, neighboursOf } from './neighbour-table.ts';

export interface View {
  readonly kernel: KernelState;
  /** @throws Refusal EPERM in a container: it has no right to change its network */
  change(next: (kernel: KernelState) => KernelState): void;
  readonly neighbours: NeighbourTable;
}

export const viewOf = ({ machine, net }: Pick<Process, 'machine' | 'net'>): View => viewAt(machine, net);

export function viewAt(machine: Machine, net: NetworkNamespace): View {
  const neighbours = neighboursOf(machine, net);
  if (net.kind === 'host') {
    return {
      get kernel() {
        return machine.kernel();
      },
      change: (next) => machine.changeKernel(next),
      neighbours,
    };
  }
  return {
    get kernel() {
      return containerKernel(machine, net.id);
    },
    change(next) {
      // What is wrong with the question is said first.
      next(containerKernel(machine, net.id));
      throw new Refusal('EPERM');
    },
    neighbours,
  };
}
