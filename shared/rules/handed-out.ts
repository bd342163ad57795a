/** What Docker's own address management gives to containers that ask for no address, as each host does it for itself. */

import { containerId, type Lab, type Network } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { rangeOn } from '../lab/things/network.ts';
import { silentGateway } from '../machine/docker/facts.ts';
import { addressesOf, gatewayOf } from '../machine/docker/pools.ts';
import type { Fact } from '../machine/fact.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../net/ipv4.ts';
import { eachHost } from './each-host.ts';

export interface HandedOut {
  readonly host: string;
  readonly container: string;
  readonly network: Network;
  readonly address: string;
}

/** Facts that decide it. */
export const decidesHandedOut = (lab: Lab): readonly Fact[] =>
  lab.networks.some(({ gateway }) => gateway === undefined) ? [silentGateway] : [];

/** The lowest address that nothing on its own host has, in the order in which the containers are created. */
export const handedOut = (lab: Lab, version: string): readonly HandedOut[] =>
  asked(lab, version).filter((item): item is HandedOut => item.address !== undefined);

/** Containers for which there is none. */
export const withoutAddress = (lab: Lab, version: string): readonly Omit<HandedOut, 'address'>[] =>
  asked(lab, version).filter(({ address }) => address === undefined);

type Asked = Omit<HandedOut, 'address'> & { readonly address: string | undefined };

/** Where no container of a host asks for an address of Docker's choice, as a rule, there is nothing to count. */
const asks = eachHost((host) =>
  host.containers.some(({ attachments }) => attachments.some(({ address }) => address === undefined)),
);

function asked(lab: Lab, version: string): readonly Asked[] {
  const asking = new Set(asks(lab).flatMap((some, at) => (some ? (lab.hosts[at]?.name ?? []) : [])));
  if (asking.size === 0) return [];
  return lab.networks.flatMap((network) => {
    const reserved = network.reserved.map(({ address }) => parseIpv4(address));
    return network.parents.flatMap(({ host }): readonly Asked[] => {
      if (!asking.has(host)) return [];
      const pool = { ...network, range: rangeOn(network, host) };
      const gateway = gatewayOf(version, network, pool);
      const here = (indexOf(lab).host(host)?.containers ?? []).flatMap((box) =>
        box.attachments.filter((item) => item.network === network.name).map(({ address }) => ({ box, address })),
      );
      const fixed = here.map(({ address }) => (address === undefined ? undefined : parseIpv4(address)));
      const used = new Set<Ipv4 | undefined>([gateway, ...reserved, ...fixed]);
      const free = addressesOf(pool);
      return here
        .filter(({ address }) => address === undefined)
        .flatMap(({ box }): readonly Asked[] => {
          for (let next = free.next(); !next.done; next = free.next()) {
            if (used.has(next.value)) continue;
            const address = formatIpv4(next.value);
            return [{ host, container: containerId(host, box.name), network, address }];
          }
          return [{ host, container: containerId(host, box.name), network, address: undefined }];
        });
    });
  });
}
