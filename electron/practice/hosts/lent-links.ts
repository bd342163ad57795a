/** Containers that run take links along into namespaces of their own. */
import type { DockerState } from '../../../shared/host/state.ts';
import type { KernelState, LentLink } from '../../../shared/machine/kernel/kernel.ts';
import { nextIndex } from '../../../shared/machine/kernel/links.ts';

/** The kernel with a number for each link that a running container has; what is not new keeps its own. */
export function withLentLinks(kernel: KernelState, docker: DockerState | undefined): KernelState {
  const before = kernel.lent ?? [];
  if (docker?.kind !== 'ready') return kernel;
  const networks = new Map(docker.networks.map((network) => [network.name, network]));
  let next = nextIndex(kernel);
  const pairs = kernel.links
    .flatMap(({ kind, peer }) => (kind === 'veth' && peer?.elsewhere ? [peer.index] : []))
    .filter((index) => !before.some((link) => link.index === index))
    .sort((a, b) => a - b);
  const lent = docker.containers.flatMap(({ id, status, endpoints }) =>
    (status === 'running' ? endpoints : []).flatMap((end): readonly LentLink[] => {
      const network = networks.get(end.network);
      if (network === undefined || network.driver === 'host' || network.driver === 'null') return [];
      const known = before.find((link) => link.container === id && link.network === network.name);
      if (known !== undefined) return [known];
      const kind = network.driver === 'macvlan' || network.driver === 'ipvlan' ? network.driver : 'veth';
      if (kind === 'veth') {
        // It was made before the host's end, which knows its number.
        const pair = pairs.shift();
        if (pair !== undefined) {
          return [{ container: id, network: network.name, index: pair, kind, parent: network.options.parent }];
        }
      }
      next += 1;
      return [{ container: id, network: network.name, index: next - 1, kind, parent: network.options.parent }];
    }),
  );
  if (lent.length === before.length && lent.every((link, at) => link === before[at])) return kernel;
  return { ...kernel, lent, lastIndex: next - 1 };
}
