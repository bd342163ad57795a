/** Subnets, their gateways and the layer-2 domains that they lie in. */
import { containerId, type Host, interfaceId, type Lab, type Network } from '../lab/lab.ts';
import { domainInWords, domainOf, type Uplink } from '../lab/lookup.ts';
import { isRouted } from '../machine/docker/pools.ts';
import { addressPart } from '../net/ip.ts';
import { type Cidr, containsAddress, networkOf, overlaps, parseCidr, parseIpv4 } from '../net/ipv4.ts';
import { type Problem, problem } from '../problem.ts';
import { listed } from '../shown.ts';
import { type NetworkPlace, placesOf } from './places.ts';
import type { Rule } from './rule.ts';

/** Whatever leaves the subnet is sent to nobody. Silent where the drawing has nothing outside the subnet to reach. */
export const gatewayOfNobody: Rule = {
  code: 'gateway-of-nobody',
  check: (lab) => {
    const owned = new Set([
      ...lab.hosts.flatMap((host) =>
        host.interfaces.flatMap(({ address }) => (address === undefined ? [] : [addressPart(address)])),
      ),
      ...lab.hosts.flatMap((host) =>
        host.containers.flatMap((box) => box.attachments.flatMap(({ address }) => address ?? [])),
      ),
    ]);
    return lab.networks.flatMap((network): readonly Problem[] => {
      const { name, gateway, subnet } = network;
      if (gateway === undefined || owned.has(gateway) || byDevice(network) || network.driver === 'bridge') return [];
      if (!lab.networks.some((other) => other.subnet !== subnet)) return [];
      return [
        problem({
          severity: 'warning',
          code: 'gateway-of-nobody',
          message: `Nothing in the drawing has ${gateway}, the gateway of ${name}: its containers reach nothing outside ${subnet}.`,
          hint: 'Give the address to an interface of a router, or leave it if a router that is not drawn has it.',
          subject: name,
          path: ['networks', name, 'gateway'],
        }),
      ];
    });
  },
};

/** Docker takes the first address silently (up to 28), or sets no gateway at all (from 29). */
export const noGateway: Rule = {
  code: 'no-gateway',
  check: (lab) =>
    lab.networks
      .filter((network) => network.gateway === undefined && !byDevice(network) && mayNeedOne(network))
      .map(({ name }) =>
        problem({
          severity: 'warning',
          code: 'no-gateway',
          message: `${name} states no gateway: Docker up to 28 takes the first address for one, and from 29 sets none.`,
          hint: 'State the gateway, also where nothing needs it yet.',
          subject: name,
          path: ['networks', name],
        }),
      ),
};

/** A bridge is the gateway of its network itself; of one that is there already, its hosts know; an internal one has none. */
const mayNeedOne = ({ driver, external, internal }: Network): boolean => driver !== 'bridge' && !external && !internal;

/** No gateway is asked. */
const byDevice = ({ mode }: Network): boolean => isRouted(mode);

/**
 * Neighbours on the wire that are no neighbours by address: they need a router all the same. Containers of a routed mode are nobody's
 * neighbours: their hosts route for them.
 */
export const subnetsInOneDomain: Rule = {
  code: 'subnets-in-one-vlan',
  check: (lab) => {
    const first = new Map<string, Network>();
    return placesOf(lab)
      .filter(({ network }) => !byDevice(network))
      .flatMap(({ network, wire }): readonly Problem[] => {
        const domain = domainOf(wire);
        const other = first.get(domain);
        if (other === undefined) first.set(domain, network);
        if (other === undefined || other.subnet === network.subnet || joined(lab, other, network)) return [];
        return [
          problem({
            severity: 'warning',
            code: 'subnets-in-one-vlan',
            message: `${other.name} (${other.subnet}) and ${network.name} (${network.subnet}) are both in ${domainInWords(wire)}: their containers need a router to reach each other.`,
            hint: 'Give one of them another VLAN, or draw a router with an address in both.',
            subject: network.name,
            path: ['networks', network.name, 'subnet'],
          }),
        ];
      })
      .filter(firstOfKind());
  },
};

/** ARP never crosses VLANs. An error where the lab expects a ping that it prevents. */
export const subnetInTwoDomains: Rule = {
  code: 'subnet-in-two-vlans',
  check: (lab) => {
    const first = new Map<string, NetworkPlace>();
    return placesOf(lab)
      .flatMap((place): readonly Problem[] => {
        const { network, host, wire } = place;
        const other = first.get(network.subnet);
        if (other === undefined) first.set(network.subnet, place);
        if (other === undefined || domainOf(other.wire) === domainOf(wire)) return [];
        const wished = lab.expect.some(
          ({ from, to, reachable }) =>
            reachable &&
            ((standsOn(lab, from, other) && standsOn(lab, to, place)) ||
              (standsOn(lab, from, place) && standsOn(lab, to, other))),
        );
        return [
          problem({
            severity: wished ? 'error' : 'warning',
            code: 'subnet-in-two-vlans',
            message: `${network.subnet} is in ${domainInWords(other.wire)} on ${other.host} (${other.network.name}) and in ${domainInWords(wire)} on ${host} (${network.name}): ARP never crosses from one to the other.`,
            hint: portWouldDo(other.wire, wire) ?? 'Use one VLAN for the subnet on every host, or another subnet.',
            subject: network.name,
            path: ['networks', network.name, 'parents', host],
          }),
        ];
      })
      .filter(firstOfKind());
  },
};

/** Nobody on the router's side knows the way to the subnet: ipvlan l3 answers no ARP. */
export const noWayBackToL3: Rule = {
  code: 'l3-without-route',
  check: (lab) =>
    lab.networks.filter(byDevice).flatMap((network): readonly Problem[] => {
      const subnet = parseCidr(network.subnet);
      const others = lab.hosts.filter((host) => !network.parents.some((parent) => parent.host === host.name));
      if (subnet === undefined || others.length === 0) return [];
      if (others.some((host) => knowsWayTo(host, subnet))) return [];
      return [
        problem({
          severity: 'warning',
          code: 'l3-without-route',
          message: `No host of the drawing has a route to ${network.subnet}: ${network.name} is ipvlan ${network.mode}, which answers no ARP, so that nothing outside comes back.`,
          hint: 'Give the router a route to the subnet by the address of the host.',
          subject: network.name,
          path: ['networks', network.name, 'mode'],
        }),
      ];
    }),
};

/** Each host routes to its own containers alone: a subnet of several hosts has no host that a route to it could lead to. */
export const l3OnSeveralHosts: Rule = {
  code: 'l3-on-several-hosts',
  check: (lab) =>
    lab.networks.filter(byDevice).flatMap(({ name, mode, subnet, parents }): readonly Problem[] => {
      const block = parseCidr(subnet);
      const hosts = parents.map(({ host }) => host);
      const lost = lab.hosts.filter((host) => hosts.includes(host.name) && block && !knowsWayTo(host, block));
      if (hosts.length < 2 || lost.length === 0) return [];
      return [
        problem({
          severity: 'warning',
          code: 'l3-on-several-hosts',
          message: `${name} is ipvlan ${mode}, and ${listed(hosts)} share its subnet ${subnet}: each host routes to its own containers alone, so that none of them reaches a container of another host.`,
          hint: 'Give each host a network with a subnet of its own, and the other hosts a route to it.',
          subject: name,
          path: ['networks', name, 'parents'],
        }),
      ];
    }),
};

/** By more than a default route. */
export const knowsWayTo = ({ routing }: Host, block: Cidr): boolean =>
  routing?.routes.some(({ to }) => {
    const known = parseCidr(to);
    return known !== undefined && known.prefix > 0 && overlaps(known, block);
  }) === true;

/** Whether a host that forwards has an address in both. */
const joined = (lab: Lab, one: Network, other: Network): boolean =>
  lab.hosts.some((host) => host.routing?.forward === true && isIn(host, one) && isIn(host, other));

const isIn = (host: Host, { subnet }: Network): boolean => {
  const block = parseCidr(subnet);
  return host.interfaces.some(({ address }) => {
    const value = address === undefined ? undefined : parseIpv4(addressPart(address));
    return block !== undefined && value !== undefined && containsAddress(block, value);
  });
};

const standsOn = (lab: Lab, id: string, { network, host }: NetworkPlace): boolean =>
  lab.hosts
    .filter(({ name }) => name === host)
    .some(({ containers }) =>
      containers.some(
        (box) => containerId(host, box.name) === id && box.attachments.some((item) => item.network === network.name),
      ),
    );

/** One problem of a network is enough: the others say the same of its other hosts. */
const firstOfKind = (): ((item: Problem) => boolean) => {
  const seen = new Set<string>();
  return ({ subject }) => !seen.has(subject) && seen.add(subject) !== undefined;
};

/** Two interfaces of a host that are in one subnet, or have one address: which of them answers is chance. */
export const ambiguousRoutes: Rule = {
  code: 'ambiguous-routes',
  check: (lab) => lab.hosts.flatMap(ambiguous),
};

interface Own {
  readonly name: string;
  readonly at: number;
  readonly address: string;
  readonly block: Cidr;
}

/** Each interface beside one that it is in a subnet with: of subnets in order, one that lies within others follows them. */
function ambiguous(host: Host): readonly Problem[] {
  const blocks = host.interfaces.flatMap((item, at): readonly Own[] => {
    const block = item.address === undefined || item.kind === 'shim' ? undefined : parseCidr(item.address);
    return block === undefined || item.address === undefined
      ? []
      : [{ name: item.name, at, address: item.address, block }];
  });
  const inOrder = blocks.toSorted(
    (a, b) => networkOf(a.block) - networkOf(b.block) || a.block.prefix - b.block.prefix || a.at - b.at,
  );
  const owners = new Map<string, Own>();
  const found: { readonly at: number; readonly problem: Problem }[] = [];
  const around: Own[] = [];
  for (const own of inOrder) {
    while (around.length > 0 && !overlaps((around.at(-1) as Own).block, own.block)) around.pop();
    const address = addressPart(own.address);
    const other = owners.get(address) ?? around.at(-1);
    around.push(own);
    if (!owners.has(address)) owners.set(address, own);
    if (other === undefined) continue;
    const [one, two] = other.at < own.at ? [other, own] : [own, other];
    found.push({ at: two.at, problem: inOneSubnet(host, one, two) });
  }
  return found.sort((a, b) => a.at - b.at).map((item) => item.problem);
}

function inOneSubnet(host: Host, one: Own, other: Own): Problem {
  const twice = addressPart(one.address) === addressPart(other.address);
  const id = interfaceId(host.name, other.name);
  return problem({
    severity: twice ? 'error' : 'warning',
    code: 'ambiguous-routes',
    message: twice
      ? `${host.name} has ${addressPart(other.address)} on ${one.name} and on ${other.name}: one of them never gets an answer.`
      : `${one.name} (${one.address}) and ${other.name} (${other.address}) of ${host.name} are in one subnet: its packets leave by one of them only.`,
    hint: 'Give each interface of a host a subnet of its own.',
    subject: id,
    path: ['hosts', host.name, 'interfaces', other.name, 'address'],
  });
}

/** An untagged card may be at an access port of the very VLAN: then the drawing lacks only that. */
function portWouldDo(one: Uplink, other: Uplink): string | undefined {
  const [untagged, tagged] = one.tags.length === 0 ? [one, other] : [other, one];
  const [vlan, ...more] = tagged.tags;
  if (untagged.tags.length > 0 || vlan === undefined || more.length > 0) return undefined;
  if (untagged.nic.segment !== tagged.nic.segment || untagged.nic.port !== undefined) return undefined;
  return `If ${untagged.nic.name} is at an access port of VLAN ${vlan}, say so there: port: { access: ${vlan} }; else use one VLAN for the subnet on every host.`;
}
