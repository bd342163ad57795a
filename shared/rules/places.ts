import type { Lab, Network } from '../lab/lab.ts';
import { indexOf, type Uplink } from '../lab/lookup.ts';

/** A network on one of its hosts. */
export interface NetworkPlace {
  readonly network: Network;
  readonly host: string;
  readonly wire: Uplink;
}

/** Every network on each of its hosts, in the order of the file; without those whose parent ends at no card. */
export const placesOf = (lab: Lab): readonly NetworkPlace[] =>
  lab.networks.flatMap((network) =>
    network.parents.flatMap(({ host, interface: parent }) => {
      const wire = indexOf(lab).wire(host, parent);
      return wire === undefined ? [] : [{ network, host, wire }];
    }),
  );
