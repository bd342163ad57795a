/** What Docker's own address management gives to containers that ask for no address, as each host does it for itself. */
import { candidates } from '../lab/address-pool.ts';
import { containerId, type Lab, type Network } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { formatIpv4 } from '../net/ipv4.ts';

export interface HandedOut {
  readonly host: string;
  readonly container: string;
  readonly network: Network;
  readonly address: string;
}

/** Docker hands out the lowest address that nothing on its own host has, in the order in which the containers are created. */
export function handedOut(lab: Lab): readonly HandedOut[] {
  return lab.networks.flatMap((network) =>
    network.parents.flatMap(({ host }): readonly HandedOut[] => {
      const here = (indexOf(lab).host(host)?.containers ?? []).flatMap((box) =>
        box.attachments.filter((item) => item.network === network.name).map(({ address }) => ({ box, address })),
      );
      const used = new Set([
        network.gateway,
        ...network.reserved.map(({ address }) => address),
        ...here.map(({ address }) => address),
      ]);
      const free = candidates(network);
      return here
        .filter(({ address }) => address === undefined)
        .flatMap(({ box }) => {
          for (let next = free.next(); !next.done; next = free.next()) {
            const address = formatIpv4(next.value);
            if (!used.has(address)) return [{ host, container: containerId(host, box.name), network, address }];
          }
          return [];
        });
    }),
  );
}
