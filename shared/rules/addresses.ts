/** Addresses that clash: within one network, and within one layer-2 domain. */
import { containerId, type Host, interfaceId, type Network } from '../lab/lab.ts';
import { domainInWords, domainOf, indexOf, wireOf } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { broadcastOf, containsAddress, networkOf, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { eachHost, perHost } from './each-host.ts';
import type { Rule } from './rule.ts';

interface Owner {
  readonly id: string;
  readonly address: string;
  readonly domain: string;
  readonly words: string;
  /** Of a container: its network on its host. */
  readonly place?: string;
  readonly path: readonly (string | number)[];
}

/** Every address of each host with the layer-2 domain that it answers in. */
const owners = eachHost((host, { parentOf }): readonly Owner[] => {
  const own = (
    id: string,
    address: string,
    iface: string,
    path: readonly string[],
    place?: string,
  ): readonly Owner[] => {
    const wire = wireOf(host, iface);
    if (wire === undefined) return [];
    return [{ id, address, domain: domainOf(wire), words: domainInWords(wire), path, ...(place && { place }) }];
  };
  const interfaces = host.interfaces.flatMap((item) =>
    item.address === undefined
      ? []
      : own(interfaceId(host.name, item.name), addressPart(item.address), item.name, [
          'hosts',
          host.name,
          'interfaces',
          item.name,
          'address',
        ]),
  );
  const containers = host.containers.flatMap((box) =>
    box.attachments.flatMap(({ network, address }) => {
      const parent = parentOf(network, host.name);
      const path = ['hosts', host.name, 'containers', box.name, 'networks', network, 'address'];
      return address === undefined || parent === undefined
        ? []
        : own(containerId(host.name, box.name), address, parent, path, `${host.name} ${network}`);
    }),
  );
  return [...interfaces, ...containers];
});

/** Docker's address management is per host: nobody else sees that two hosts give out the same address. */
export const duplicateAddress: Rule = {
  code: 'duplicate-address',
  check: (lab) => {
    const first = new Map<string, Owner>();
    return owners(lab)
      .flat()
      .flatMap((owner): readonly Problem[] => {
        const key = `${owner.domain} ${owner.address}`;
        const other = first.get(key);
        // What one Docker sees itself is `address-twice`.
        if (other === undefined || (owner.place !== undefined && owner.place === other.place)) {
          first.set(key, owner);
          return [];
        }
        return [
          problem({
            code: 'duplicate-address',
            message: `${owner.id} has the address ${owner.address}, which ${other.id} has too, both in ${owner.words}.`,
            hint: 'Give one of them another address: Docker on each host only knows its own containers.',
            subject: owner.id,
            path: owner.path,
            also: [{ subject: other.id, path: other.path }],
          }),
        ];
      });
  },
};

/** Docker: `Address already in use`. */
export const reservedAddress: Rule = {
  code: 'address-not-free',
  refused: true,
  check: perHost((host, networks) =>
    host.containers.flatMap((box) =>
      box.attachments.flatMap((item) => notFree(networks.network(item.network), host, box.name, item.address)),
    ),
  ),
};

function notFree(
  network: Network | undefined,
  host: Host,
  box: string,
  address: string | undefined,
): readonly Problem[] {
  if (network === undefined || address === undefined) return [];
  const why = takenBy(network, address);
  if (why === undefined) return [];
  return [
    problem({
      code: 'address-not-free',
      message: `${containerId(host.name, box)} cannot have ${address}: it is ${why} of ${network.name}.`,
      hint: 'Choose another address of the subnet.',
      subject: containerId(host.name, box),
      path: ['hosts', host.name, 'containers', box, 'networks', network.name, 'address'],
    }),
  ];
}

function takenBy(network: Network, address: string): string | undefined {
  const subnet = parseCidr(network.subnet);
  const value = parseIpv4(address);
  if (subnet === undefined || value === undefined || !containsAddress(subnet, value)) return undefined;
  if (address === network.gateway) return 'the gateway';
  if (network.reserved.some((item) => item.address === address)) return 'a reserved address';
  if (subnet.prefix >= 31) return undefined;
  if (value === networkOf(subnet)) return 'the network address';
  return value === broadcastOf(subnet) ? 'the broadcast address' : undefined;
}

/** A container never reaches its own host through the parent interface, so that its gateway cannot be there. */
export const gatewayOnOwnParent: Rule = {
  code: 'gateway-on-own-host',
  check: (lab) =>
    lab.networks.flatMap((network) =>
      network.parents.flatMap((parent) => {
        const item = indexOf(lab).interface(parent.host, parent.interface);
        if (
          network.gateway === undefined ||
          item?.address === undefined ||
          addressPart(item.address) !== network.gateway
        )
          return [];
        return [
          problem({
            code: 'gateway-on-own-host',
            message: `The gateway ${network.gateway} of ${network.name} is on its own parent ${interfaceId(parent.host, parent.interface)}, where containers of ${parent.host} never reach it.`,
            hint: 'Put the gateway on another host, or give the host a shim.',
            subject: network.name,
            path: ['networks', network.name, 'gateway'],
          }),
        ];
      }),
    ),
};
