/** Containers that cannot stand on their parent, or beside each other on the wire. */
import { containerId, type Host, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { domainInWords, domainOf, type OfNetworks, wireOf } from '../lab/lookup.ts';
import { type Problem, problem } from '../problem.ts';
import { eachHost, perHost } from './each-host.ts';
import type { Rule } from './rule.ts';

interface Child {
  readonly id: string;
  readonly network: Network;
  readonly mac: string | undefined;
  readonly path: readonly string[];
}

const childrenOn = (host: Host, networks: OfNetworks): readonly Child[] =>
  host.containers.flatMap((box) =>
    box.attachments.flatMap(({ network: name, mac }) => {
      const network = networks.network(name);
      const path = ['hosts', host.name, 'containers', box.name, 'networks', name];
      return network === undefined ? [] : [{ id: containerId(host.name, box.name), network, mac, path }];
    }),
  );

/** `no-mac-on-ipvlan`: the container is made and does not start. */
export const macOnIpvlan: Rule = {
  code: 'mac-on-ipvlan',
  refused: true,
  check: perHost((host, networks) =>
    childrenOn(host, networks).flatMap(({ id, network, mac, path }): readonly Problem[] => {
      if (mac === undefined || network.driver !== 'ipvlan') return [];
      return [
        problem({
          code: 'mac-on-ipvlan',
          message: `${id} cannot have the MAC address ${mac} on ${network.name}: ipvlan containers share the one of their parent.`,
          hint: 'Leave the MAC address out, or use macvlan.',
          subject: id,
          path: [...path, 'mac'],
        }),
      ];
    }),
  ),
};

/** `passthru-is-alone`; Docker: `failed to create the macvlan port: invalid argument`. */
export const secondOnPassthru: Rule = {
  code: 'second-on-passthru',
  refused: true,
  check: perHost((host, networks) => {
    const first = new Map<string, string>();
    for (const item of host.interfaces) if (item.kind === 'shim') first.set(item.parent, item.name);
    return childrenOn(host, networks).flatMap(({ id, network, path }): readonly Problem[] => {
      const parent = networks.parentOf(network.name, host.name);
      if (network.driver !== 'macvlan' || network.mode !== 'passthru' || parent === undefined) return [];
      const other = first.get(parent);
      if (other === undefined) {
        first.set(parent, id);
        return [];
      }
      return [
        problem({
          code: 'second-on-passthru',
          message: `${id} cannot stand on ${interfaceId(host.name, parent)} beside ${other}: a parent in mode passthru has one child.`,
          hint: `Use mode bridge for ${network.name}, or a sub-interface for each container.`,
          subject: id,
          path,
        }),
      ];
    });
  }),
};

/** Children of each host that have a MAC address of their own on a wire. */
const withMac = eachHost((host, networks) =>
  childrenOn(host, networks).flatMap((item) => {
    const parent = networks.parentOf(item.network.name, host.name);
    const wire = parent === undefined ? undefined : wireOf(host, parent);
    if (item.mac === undefined || item.network.driver !== 'macvlan' || wire === undefined) return [];
    return [{ item, place: `${host.name}:${parent}`, wire, key: `${domainOf(wire)} ${item.mac.toLowerCase()}` }];
  }),
);

/** On one parent the second does not start (`one-mac-on-a-parent`); over two hosts neither reaches the other. */
function macsTwice(lab: Lab): readonly { readonly item: Child; readonly place: string; readonly other: Owner }[] {
  const owners = new Map<string, Owner>();
  return withMac(lab)
    .flat()
    .flatMap(({ item, place, wire, key }) => {
      const other = owners.get(key);
      if (other !== undefined) return [{ item, place, other }];
      owners.set(key, { id: item.id, path: item.path, place, words: domainInWords(wire) });
      return [];
    });
}

interface Owner {
  readonly id: string;
  readonly path: readonly string[];
  readonly place: string;
  readonly words: string;
}

const twice = ({ id, mac, path }: Child, { id: other, path: its, words }: Owner, what: string): Problem =>
  problem({
    code: 'duplicate-mac',
    message: `${id} has the MAC address ${mac}, which ${other} has too, both in ${words}: ${what}.`,
    hint: 'Give one of them another MAC address, or leave both to Docker.',
    subject: id,
    path: [...path, 'mac'],
    also: [{ subject: other, path: [...its, 'mac'] }],
  });

export const macTwiceOnParent: Rule = {
  code: 'duplicate-mac',
  refused: true,
  check: (lab) =>
    macsTwice(lab).flatMap(({ item, place, other }) =>
      place === other.place ? [twice(item, other, 'the second one does not start')] : [],
    ),
};

export const macTwiceOnWire: Rule = {
  code: 'duplicate-mac',
  check: (lab) =>
    macsTwice(lab).flatMap(({ item, place, other }) =>
      place === other.place ? [] : [twice(item, other, 'neither reaches the other')],
    ),
};
