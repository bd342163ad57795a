/** Addresses that follow when a network or a card comes into another layer-2 domain. */
import type { Host, Lab, Network } from '../lab/lab.ts';
import { domainOf, indexOf, type Uplink } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import {
  type Cidr,
  containsAddress,
  containsCidr,
  formatCidr,
  type Ipv4,
  networkOf,
  overlaps,
  parseCidr,
  parseIpv4,
  sameSubnet,
} from '../net/ipv4.ts';
import { type Draft, type Refusal, refuse, setAddress } from './draft.ts';
import { type Addressed, setAddressed, setPlace, setSsh } from './draft-moves.ts';
import { freeAddress, freeFromTheEnd, freeSubnet, subnetOfDomain, usedAddresses } from './free.ts';
import { forwards, isIn, landOf, subnetOfSegment, unownedGateway } from './hosts.ts';
import { firstOf, freeGateway, routerIn } from './networks.ts';
import { shiftedText } from './shifted.ts';
import type { Defaults } from './tools.ts';

const withoutNetwork = (lab: Lab, name: string): Lab => ({
  ...lab,
  networks: lab.networks.filter((item) => item.name !== name),
});

/**
 * A network that has come from one domain into another: it takes the subnet that is at home there; where none is, it keeps its
 * own, unless that is still at home where it came from.
 */
export function settled(draft: Draft, name: string, from: Uplink, to: Uplink, defaults: Defaults): Draft | Refusal {
  const network = indexOf(draft.lab).network(name);
  const old = network && parseCidr(network.subnet);
  if (network === undefined || old === undefined) return draft;
  const around = withoutNetwork(draft.lab, name);
  const here = subnetOfDomain(around, domainOf(to));
  const left = subnetOfDomain(around, domainOf(from));
  const block = here ?? (left !== undefined && overlaps(left, old) ? freshFor(draft.lab, to, defaults) : old);
  if (block === undefined) return refuse(`no /24 of ${defaults.pool} is left`);
  if (sameSubnet(block, old) && here === undefined) return draft;
  return movedInto(draft, network, old, block, to);
}

function freshFor(lab: Lab, { nic, tags }: Uplink, defaults: Defaults): Cidr | undefined {
  const pool = parseCidr(defaults.pool);
  return tags.length === 0
    ? subnetOfSegment(lab, nic.segment, defaults)
    : pool && freeSubnet(lab, pool, (tags.at(-1) ?? 0) % 256);
}

/** The network with all its own addresses, and its containers at the same distance from the beginning where that is free. */
function movedInto(draft: Draft, network: Network, old: Cidr, block: Cidr, to: Uplink): Draft | Refusal {
  const bare = { ...draft.lab, networks: draft.lab.networks.filter((item) => item.name !== network.name) };
  const gateway = gatewayThere(bare, network, old, block, to);
  if (network.gateway !== undefined && gateway === undefined) {
    return refuse(`${formatCidr(block)} has no address left for a gateway`);
  }
  let next = setAddressed(draft, network.name, { ...inBlock(network, old, block), gateway });
  for (const host of draft.lab.hosts) {
    for (const box of host.containers) {
      const place = box.attachments.find((item) => item.network === network.name);
      if (place?.address === undefined) continue;
      const before = parseIpv4(place.address);
      if (before !== undefined && containsAddress(block, before) && isFree(next.lab, before, host.name, box.name))
        continue;
      const wish = shiftedText(place.address, old, block);
      const value = wish === undefined ? undefined : parseIpv4(wish);
      const address =
        value !== undefined && !usedAddresses(next.lab).has(value)
          ? wish
          : freeAddress(next.lab, block, firstOf(next.lab, network));
      if (address === undefined) return refuse(`${formatCidr(block)} is full`);
      next = setPlace(next, host.name, box.name, { ...place, address });
    }
  }
  return next;
}

/** Nothing but this very container has it. */
function isFree(lab: Lab, address: Ipv4, host: string, container: string): boolean {
  const others: Lab = {
    ...lab,
    hosts: lab.hosts.map((item) =>
      item.name === host ? { ...item, containers: item.containers.filter(({ name }) => name !== container) } : item,
    ),
  };
  return !usedAddresses(others).has(address);
}

/** The gateway that the domain has, else one at the same distance, else the first that is free. */
function gatewayThere(bare: Lab, { gateway }: Network, old: Cidr, block: Cidr, to: Uplink): string | undefined {
  if (gateway === undefined) return undefined;
  const known =
    routerIn(bare, to, block) ??
    bare.networks.find((item) => item.gateway !== undefined && sameSubnet(parseCidr(item.subnet) ?? old, block))
      ?.gateway;
  if (known !== undefined) return known;
  const wish = shiftedText(gateway, old, block);
  const value = wish === undefined ? undefined : parseIpv4(wish);
  return value !== undefined && !usedAddresses(bare).has(value) ? wish : freeGateway(bare, block);
}

/** Range and reserved addresses where they fit; a range that does not is the whole subnet. */
function inBlock(network: Network, old: Cidr, block: Cidr): Omit<Addressed, 'gateway'> {
  const range = network.range === undefined ? undefined : parseCidr(network.range);
  const moved = range && { address: networkOf(block) + (networkOf(range) - networkOf(old)), prefix: range.prefix };
  return {
    subnet: formatCidr(block),
    range: moved === undefined ? undefined : formatCidr(containsCidr(block, moved) ? moved : block),
    reserved: network.reserved.map((item) => ({
      ...item,
      address: shiftedText(item.address, old, block) ?? item.address,
    })),
  };
}

/** A card that was plugged into another segment: it and its sub-interfaces have addresses of what is at home there. */
export function settledCard(draft: Draft, host: string, nic: string, defaults: Defaults): Draft | Refusal {
  let next = draft;
  const at = indexOf(draft.lab).host(host) as Host;
  for (const item of at.interfaces) {
    const wire = indexOf(draft.lab).wire(host, item.name);
    if (item.address === undefined || wire?.nic.name !== nic || item.kind === 'shim') continue;
    const alone = withoutAddress(withoutParents(next.lab, host, nic), host, item.name);
    const land = wire.tags.length === 0 ? landOf(alone, wire.nic.segment, defaults) : undefined;
    const block = land?.block ?? subnetOfDomain(alone, domainOf(wire));
    if (block === undefined) continue;
    const value = parseIpv4(addressPart(item.address));
    if (isIn(block, item.address) && value !== undefined && !usedAddresses(alone).has(value)) continue;
    const address = forwards(at)
      ? (unownedGateway(alone, wire.nic.segment, wire.tags[0], block) ?? freeFromTheEnd(alone, block))
      : freeAddress(alone, block, land?.from ?? (value ?? 0) - networkOf(parseCidr(item.address) ?? block));
    if (address === undefined) return refuse(`${formatCidr(block)} is full`);
    next = setAddress(next, host, item.name, `${address}/${block.prefix}`);
    if (at.ssh.address === addressPart(item.address)) next = setSsh(next, host, address);
  }
  return next;
}

/** The lab as others see it: without this address, which is also how its host is reached where it is that one. */
function withoutAddress(lab: Lab, host: string, name: string): Lab {
  return {
    ...lab,
    hosts: lab.hosts.map((at) => {
      if (at.name !== host) return at;
      const own = at.interfaces.find((item) => item.name === name)?.address;
      const ssh = own !== undefined && addressPart(own) === at.ssh.address ? { ...at.ssh, address: '' } : at.ssh;
      const interfaces = at.interfaces.map((item) => (item.name === name ? { ...item, address: undefined } : item));
      return { ...at, ssh, interfaces };
    }),
  };
}

/** Networks of the card stand on it wherever it goes: they do not say what is at home there. */
function withoutParents(lab: Lab, host: string, nic: string): Lab {
  const index = indexOf(lab);
  const networks = lab.networks.map((network) => ({
    ...network,
    parents: network.parents.filter(
      (item) => item.host !== host || index.wireUnder(network.name, host)?.nic.name !== nic,
    ),
  }));
  return { ...lab, networks };
}

/** Networks whose every parent is on this card: they go where it goes. */
export function networksOnlyOn(
  lab: Lab,
  host: string,
  nic: string,
): readonly { readonly name: string; readonly wire: Uplink }[] {
  const index = indexOf(lab);
  return lab.networks.flatMap(({ name, parents }) => {
    const [only] = parents;
    const wire = parents.length === 1 && only?.host === host ? index.wireUnder(name, host) : undefined;
    return wire?.nic.name === nic ? [{ name, wire }] : [];
  });
}
