/** Addresses that Docker would hand out although something that it cannot see has them. */
import { candidates } from '../lab/address-pool.ts';
import { containerId, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { formatIpv4 } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { type HandedOut, handedOut } from './handed-out.ts';
import type { Rule } from './rule.ts';

/** Two hosts hand out the same first address: each only knows its own containers. */
export const handedOutTwice: Rule = {
  code: 'handed-out-twice',
  check: (lab) => {
    const taken = new Map<string, string>();
    for (const host of lab.hosts)
      for (const box of host.containers)
        for (const { network, address } of box.attachments)
          if (address !== undefined)
            taken.set(`${domainAt(lab, network, host.name)} ${address}`, containerId(host.name, box.name));
    const all = handedOut(lab);
    const unfit = everyAddress(lab, all);
    return all.flatMap((given): readonly Problem[] => {
      const key = `${domainAt(lab, given.network.name, given.host)} ${given.address}`;
      const other = taken.get(key);
      if (other === undefined) {
        taken.set(key, given.container);
        return [];
      }
      return [
        problem({
          code: 'handed-out-twice',
          message: `Docker on ${given.host} would give ${given.container} the address ${given.address}, which ${other} has or gets on its own host.`,
          hint: 'Give the containers addresses of their own: each Docker only knows its own containers.',
          subject: given.container,
          path: pathOf(given),
          ...fixed(unfit, given),
        }),
      ];
    });
  },
};

/** A host's or router's address that Docker was not told to leave alone. */
export const unreservedAddress: Rule = {
  code: 'unreserved-address',
  check: (lab) => {
    const given = new Map(
      handedOut(lab).map((item) => [`${domainAt(lab, item.network.name, item.host)} ${item.address}`, item]),
    );
    return lab.hosts.flatMap((host) =>
      host.interfaces.flatMap((item): readonly Problem[] => {
        const wire = indexOf(lab).wire(host.name, item.name);
        if (item.address === undefined || wire === undefined) return [];
        const address = addressPart(item.address);
        const meant = given.get(`${domainOf(wire)} ${address}`);
        if (meant === undefined) return [];
        const { network, container } = meant;
        const name = unused(network, host.name);
        return [
          problem({
            code: 'unreserved-address',
            message: `Docker would give ${container} the address ${address}, which ${interfaceId(host.name, item.name)} has.`,
            hint: `Reserve ${address} in ${network.name}, or give ${container} an address.`,
            subject: container,
            path: ['networks', network.name],
            fix: {
              title: `Reserve ${address}`,
              edits: [{ kind: 'set-reserved', network: network.name, name, address }],
            },
          }),
        ];
      }),
    );
  },
};

function domainAt(lab: Lab, network: string, host: string): string | undefined {
  const wire = indexOf(lab).wireUnder(network, host);
  return wire && domainOf(wire);
}

const pathOf = ({ container, network, host }: HandedOut): readonly string[] => [
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
  for (const candidate of candidates(network)) {
    const address = formatIpv4(candidate);
    if (used.has(address)) continue;
    const name = container.slice(host.length + 1);
    return {
      fix: {
        title: `Give it ${address}`,
        edits: [{ kind: 'change-attachment', host, container: name, network: network.name, change: { address } }],
      },
    };
  }
  return {};
}
