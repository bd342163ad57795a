/** What no Docker and no kernel takes twice, or at the edge of a subnet: each refused in the middle of a deploy. */
import { attachmentPath, networkPath, remove, unset } from '../lab/edit/edits.ts';
import { containerId, type Host, interfaceId, type Network } from '../lab/lab.ts';
import { broadcastOf, formatCidr, networkOf, parseCidr, parseCidrOrAddress, parseIpv4, subnetOf } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { perHost } from './each-host.ts';
import type { Rule } from './rule.ts';
import { firstBefore } from './twice.ts';

/** The addresses of a subnet that are nobody's, in words. */
function edgeOf({ subnet }: Network, address: string): string | undefined {
  const [block, value] = [parseCidr(subnet), parseIpv4(address)];
  if (block === undefined || value === undefined || block.prefix >= 31) return undefined;
  if (value === networkOf(block)) return 'the network address';
  return value === broadcastOf(block) ? 'the broadcast address' : undefined;
}

/** Docker: `failed to allocate gateway (172.16.10.0): Address already in use`. */
export const gatewayAtEdge: Rule = {
  code: 'gateway-not-free',
  refused: true,
  check: ({ networks }) =>
    networks.flatMap((network): readonly Problem[] => {
      const { name, gateway, subnet } = network;
      const why = gateway === undefined ? undefined : edgeOf(network, gateway);
      if (gateway === undefined || why === undefined) return [];
      return [
        problem({
          code: 'gateway-not-free',
          message: `${gateway} cannot be the gateway of ${name}: it is ${why} of ${subnet}.`,
          hint: 'Choose another address of the subnet.',
          subject: name,
          path: ['networks', name, 'gateway'],
        }),
      ];
    }),
};

/** Docker: `failed to allocate secondary ip address (printer:172.16.10.9): Address already in use`. */
export const reservedNotFree: Rule = {
  code: 'reserved-not-free',
  refused: true,
  check: ({ networks }) =>
    networks.flatMap((network) => {
      const before = firstBefore(network.reserved, (item) => String(parseIpv4(item.address)));
      return network.reserved.flatMap(({ name, address }, index): readonly Problem[] => {
        const other = before[index];
        const isGateway = network.gateway !== undefined && parseIpv4(network.gateway) === parseIpv4(address);
        const why = other ? `reserved as ${other.name} already` : isGateway ? 'the gateway' : edgeOf(network, address);
        if (why === undefined) return [];
        return [
          problem({
            code: 'reserved-not-free',
            message: `${network.name} cannot reserve ${address} as ${name}: it is ${why}, and Docker takes no address twice.`,
            hint: 'Take it away there: Docker gives it to no container anyhow.',
            subject: network.name,
            path: ['networks', network.name, 'reserved', name],
            fix: {
              title: `Reserve it no more as ${name}`,
              edits: [remove([...networkPath(network.name), 'reserved', name])],
            },
          }),
        ];
      });
    }),
};

/** Docker: `Address already in use`. Over two hosts it is `duplicate-address`, which no Docker sees. */
export const addressTwice: Rule = {
  code: 'address-twice',
  refused: true,
  check: perHost((host) => {
    const places = host.containers.flatMap((box) =>
      box.attachments.flatMap(({ network, address }) => (address === undefined ? [] : [{ box, network, address }])),
    );
    const before = firstBefore(places, ({ network, address }) => `${network} ${address}`);
    return places.flatMap(({ box, network, address }, index): readonly Problem[] => {
      const other = before[index];
      if (other === undefined) return [];
      const id = containerId(host.name, box.name);
      return [
        problem({
          code: 'address-twice',
          message: `${id} cannot have ${address} on ${network}: ${containerId(host.name, other.box.name)} has it there.`,
          hint: 'Choose another address of the subnet, or none, and Docker gives it a free one.',
          subject: id,
          path: ['hosts', host.name, 'containers', box.name, 'networks', network, 'address'],
          fix: {
            title: 'Let Docker choose one',
            edits: [unset([...attachmentPath(host.name, box.name, network), 'address'])],
          },
        }),
      ];
    });
  }),
};

/** The kernel: `8021q: VLAN device already exists.` */
export const tagTwice: Rule = {
  code: 'tag-twice',
  refused: true,
  check: perHost((host) => {
    const tagged = host.interfaces.filter((item) => item.kind === 'vlan');
    const before = firstBefore(tagged, ({ parent, vlan }) => `${parent} ${vlan}`);
    return tagged.flatMap((item, index): readonly Problem[] => {
      const other = before[index];
      if (other === undefined) return [];
      return [
        problem({
          code: 'tag-twice',
          message: `${interfaceId(host.name, item.name)} cannot be VLAN ${item.vlan} of ${item.parent}: ${other.name} is, and the kernel makes one sub-interface for each tag of a parent.`,
          hint: `Use ${other.name} for both, or another tag.`,
          subject: interfaceId(host.name, item.name),
          path: ['hosts', host.name, 'interfaces', item.name, 'vlan'],
        }),
      ];
    });
  }),
};

/** The kernel: `RTNETLINK answers: File exists`. */
export const routeTwice: Rule = {
  code: 'route-twice',
  refused: true,
  check: perHost((host) => {
    const routes = host.routing?.routes ?? [];
    const before = firstBefore(routes, ({ to }) => blockOf(to));
    const connected = connectedBy(host);
    return routes.flatMap(({ to }, index): readonly Problem[] => {
      const own = connected.get(blockOf(to));
      const earlier = before[index] !== undefined;
      if (own === undefined && !earlier) return [];
      return [
        problem({
          code: 'route-twice',
          message: `${host.name} cannot have this route to ${to}: ${earlier ? 'it has one to the same addresses' : `it has one by ${own}, whose subnet that is`}, and the kernel takes no second one.`,
          hint: 'Take it away, or name a part of those addresses.',
          subject: host.name,
          path: ['hosts', host.name, 'routing', 'routes', index],
          fix: { title: 'Remove this route', edits: [remove(['hosts', host.name, 'routing', 'routes', index])] },
        }),
      ];
    });
  }),
};

function blockOf(to: string): string {
  const block = parseCidrOrAddress(to === 'default' ? '0.0.0.0/0' : to);
  return block === undefined ? to : formatCidr(block);
}

/** By their own subnets, the interfaces that have them: the kernel makes a route to each with the address. */
function connectedBy({ interfaces }: Host): ReadonlyMap<string, string> {
  const connected = new Map<string, string>();
  for (const { name, address } of interfaces) {
    const own = parseCidr(address ?? '');
    if (own === undefined || own.prefix === 32) continue;
    const block = formatCidr(subnetOf(own));
    if (!connected.has(block)) connected.set(block, name);
  }
  return connected;
}
