/** Addresses that Docker would hand out although something that it cannot see has them. */

import { attachmentPath, networkPath, set } from '../lab/edit/edits.ts';
import { containerId, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import { rangeOn } from '../lab/things/network.ts';
import { addressesOf, bounds } from '../machine/docker/pools.ts';
import { addressPart } from '../net/ip.ts';
import { formatIpv4, parseIpv4 } from '../net/ipv4.ts';
import { type OfDocker, withEachDocker } from '../plan/docker-versions.ts';
import type { Problem } from '../problem.ts';
import { decidesHandedOut, type HandedOut, handedOut, withoutAddress } from './handed-out.ts';
import type { Rule } from './rule.ts';

/** Two hosts hand out the same first address: each only knows its own containers. */
export const handedOutTwice: Rule = {
  code: 'handed-out-twice',
  check: (lab) => withEachDocker(decidesHandedOut(lab), (version) => givenTwice(lab, version)),
};

function givenTwice(lab: Lab, version: string): readonly OfDocker[] {
  const all = handedOut(lab, version);
  if (all.length === 0) return [];
  const taken = new Map<string, string>();
  for (const host of lab.hosts)
    for (const box of host.containers)
      for (const { network, address } of box.attachments)
        if (address !== undefined)
          taken.set(`${domainAt(lab, network, host.name)} ${address}`, containerId(host.name, box.name));
  const unfit = everyAddress(lab, all);
  return all.flatMap((given): readonly OfDocker[] => {
    const key = `${domainAt(lab, given.network.name, given.host)} ${given.address}`;
    const other = taken.get(key);
    if (other === undefined) {
      taken.set(key, given.container);
      return [];
    }
    return [
      {
        code: 'handed-out-twice',
        about: `${given.address} ${other}`,
        message: (docker) =>
          `${docker} on ${given.host} would give ${given.container} the address ${given.address}, which ${other} has or gets on its own host.`,
        hint: 'Give the containers addresses of their own: each Docker only knows its own containers.',
        subject: given.container,
        path: pathOf(given),
        ...fixed(unfit, given),
      },
    ];
  });
}

/** A host's or router's address that Docker was not told to leave alone. */
export const unreservedAddress: Rule = {
  code: 'unreserved-address',
  check: (lab) => withEachDocker(decidesHandedOut(lab), (version) => ownedByHosts(lab, version)),
};

function ownedByHosts(lab: Lab, version: string): readonly OfDocker[] {
  const all = handedOut(lab, version);
  if (all.length === 0) return [];
  const given = new Map(all.map((item) => [`${domainAt(lab, item.network.name, item.host)} ${item.address}`, item]));
  const unfit = everyAddress(lab, all);
  return lab.hosts.flatMap((host) =>
    host.interfaces.flatMap((item): readonly OfDocker[] => {
      const wire = indexOf(lab).wire(host.name, item.name);
      if (item.address === undefined || wire === undefined) return [];
      const address = addressPart(item.address);
      const meant = given.get(`${domainOf(wire)} ${address}`);
      if (meant === undefined) return [];
      const { network, container } = meant;
      return [
        {
          code: 'unreserved-address',
          about: address,
          message: (docker) =>
            `${docker} would give ${container} the address ${address}, which ${interfaceId(host.name, item.name)} has.`,
          subject: container,
          path: ['networks', network.name],
          ...mended(unfit, meant, host.name),
        },
      ];
    }),
  );
}

/** Docker: `no available IPv4 addresses on this network's address pools`. */
export const noAddressLeft: Rule = {
  code: 'no-address-left',
  refused: true,
  check: (lab) =>
    withEachDocker(decidesHandedOut(lab), (version) =>
      withoutAddress(lab, version).map(
        ({ host, container, network }): OfDocker => ({
          code: 'no-address-left',
          about: network.name,
          message: (docker) =>
            `${docker} has no address left for ${container}: ${rangeOn(network, host) ?? network.subnet} of ${network.name} is used up on ${host}.`,
          hint: rangeOn(network, host) === undefined ? 'Use a larger subnet.' : 'Make the range larger.',
          subject: container,
          path: pathOf({ host, container, network }),
        }),
      ),
    ),
};

/**
 * Reserving it is what helps, except where a Docker that takes the first address for a gateway would then find it taken
 * (`gateway-before-reserved`).
 */
function mended(unfit: ReadonlySet<string | undefined>, given: HandedOut, host: string): Pick<Problem, 'hint' | 'fix'> {
  const { network, container, address } = given;
  if (network.gateway === undefined && parseIpv4(address) === bounds(network)?.[0]) {
    return { hint: `State the gateway of ${network.name}, or give ${container} an address.`, ...fixed(unfit, given) };
  }
  return {
    hint: `Reserve ${address} in ${network.name}, or give ${container} an address.`,
    fix: {
      title: `Reserve ${address}`,
      edits: [set([...networkPath(network.name), 'reserved', unused(network, host)], address)],
    },
  };
}

/** What meets no wire is heard on its host alone: Docker's own network of one name is another one on each host. */
function domainAt(lab: Lab, network: string, host: string): string {
  const wire = indexOf(lab).wireUnder(network, host);
  return wire === undefined ? `${network} on ${host}` : domainOf(wire);
}

const pathOf = ({ container, network, host }: Omit<HandedOut, 'address'>): readonly string[] => [
  'hosts',
  host,
  'containers',
  container.slice(host.length + 1),
  'networks',
  network.name,
];

function unused({ reserved }: Network, wish: string): string {
  const names = new Set(reserved.map(({ name }) => name));
  let name = wish;
  for (let count = 2; names.has(name); count += 1) name = `${wish}-${count}`;
  return name;
}

/** What anything in the whole drawing has, or would be given. */
const everyAddress = (lab: Lab, given: readonly HandedOut[]): ReadonlySet<string | undefined> =>
  new Set([
    ...lab.networks.flatMap((item) => [item.gateway, ...item.reserved.map(({ address }) => address)]),
    ...lab.hosts.flatMap((item) => [
      ...item.interfaces.map(({ address }) => address && addressPart(address)),
      ...item.containers.flatMap((box) => box.attachments.map(({ address }) => address)),
    ]),
    ...given.map(({ address }) => address),
  ]);

/** The lowest address that is still free everywhere. */
function fixed(used: ReadonlySet<string | undefined>, { network, host, container }: HandedOut): Pick<Problem, 'fix'> {
  for (const candidate of addressesOf(network)) {
    const address = formatIpv4(candidate);
    if (used.has(address)) continue;
    const name = container.slice(host.length + 1);
    return {
      fix: {
        title: `Give it ${address}`,
        edits: [set([...attachmentPath(host, name, network.name), 'address'], address)],
      },
    };
  }
  return {};
}
