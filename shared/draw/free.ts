/** Names and addresses that nothing in the lab has. */
import type { Host, Lab } from '../lab/lab.ts';
import { domainOf, indexOf } from '../lab/lookup.ts';
import { defaultPool, isRouted } from '../machine/docker/pools.ts';
import { addressPart } from '../net/ip.ts';
import {
  broadcastOf,
  type Cidr,
  containsAddress,
  firstUsable,
  formatIpv4,
  type Ipv4,
  lastUsable,
  networkOf,
  overlaps,
  parseCidr,
  parseCidrOrAddress,
  parseIpv4,
  subnetOf,
} from '../net/ipv4.ts';
import { handedOut } from '../rules/handed-out.ts';

/** The newest Docker whose way of handing out addresses the oldest shares where a gateway is stated. */
const DOCKER = '27.0.0';

/** `wish`, or the first of `wish2`, `wish3` … that is free. */
export function freeName(wish: string, taken: (name: string) => boolean): string {
  if (!taken(wish)) return wish;
  for (let count = 2; ; count += 1) if (!taken(`${wish}${count}`)) return `${wish}${count}`;
}

/** `bond0`, `bond1` …: the first from this number on that is free. */
export function freeNumbered(stem: string, first: number, taken: Iterable<{ readonly name: string }>): string {
  const names = new Set([...taken].map(({ name }) => name));
  for (let count = first; ; count += 1) if (!names.has(`${stem}${count}`)) return `${stem}${count}`;
}

/** `docker01`, `docker02` … `docker100`. */
export function freeHostName(lab: Lab): string {
  const { host } = indexOf(lab);
  for (let count = 1; ; count += 1) {
    const name = `docker${String(count).padStart(2, '0')}`;
    if (host(name) === undefined) return name;
  }
}

/** Of all hosts: containers of one name on two hosts are told apart by nobody. */
export const freeContainerName = (lab: Lab, first: number, stem = 'bbox'): string =>
  freeNumbered(
    stem,
    first,
    lab.hosts.flatMap(({ containers }) => containers),
  );

/** `web7` gives `web8` and so on; a name without a number gets one. */
export function nextContainerName(lab: Lab, name: string): string {
  const [, stem = name, digits] = /^(.*?)(\d+)?$/.exec(name) ?? [];
  return freeContainerName(lab, digits === undefined ? 2 : Number(digits) + 1, stem);
}

/** `ens33`, `ens34` … */
export const freeNicName = (host: Host | undefined): string => freeNumbered('ens', 33, host?.interfaces ?? []);

/** Every IPv4 address that something in the lab has, or that Docker would hand out. */
export function usedAddresses(lab: Lab): ReadonlySet<Ipv4> {
  const used = new Set<Ipv4>();
  const add = (text: string | undefined): void => {
    const address = text === undefined ? undefined : parseIpv4(addressPart(text));
    if (address !== undefined) used.add(address);
  };
  for (const host of lab.hosts) {
    add(host.ssh.address);
    for (const item of host.interfaces) add(item.address);
    for (const box of host.containers) for (const item of box.attachments) add(item.address);
    for (const route of host.routing?.routes ?? []) add(route.via);
  }
  for (const network of lab.networks) {
    add(network.gateway);
    for (const { address } of network.reserved) add(address);
  }
  for (const { address } of handedOut(lab, DOCKER)) add(address);
  return used;
}

/**
 * The first free address from `from` on, then below it; in a range that Docker hands out only where nothing else is left.
 * Undefined: the subnet is full.
 */
export function freeAddress(lab: Lab, block: Cidr, from: number, range?: Cidr): string | undefined {
  const found = nextFree(usedAddresses(lab), block, networkOf(block) + from, range);
  return found === undefined ? undefined : formatIpv4(found);
}

/** The same for addresses that are used already, from the address `from` on. */
export function nextFree(used: ReadonlySet<Ipv4>, block: Cidr, from: Ipv4, range?: Cidr): Ipv4 | undefined {
  const [first, last] = [firstUsable(block), lastUsable(block)];
  const start = Math.min(Math.max(from, first), last);
  const free = (address: Ipv4): boolean => !used.has(address);
  const outside = (address: Ipv4): boolean => range === undefined || !containsAddress(range, address);
  return (
    seek(start, last, (address) => free(address) && outside(address)) ??
    seek(first, start - 1, (address) => free(address) && outside(address)) ??
    seek(first, last, free)
  );
}

/** Routers take the last addresses of a subnet. */
export function freeFromTheEnd(lab: Lab, block: Cidr): string | undefined {
  const used = usedAddresses(lab);
  for (let address = lastUsable(block); address >= firstUsable(block); address -= 1) {
    if (!used.has(address)) return formatIpv4(address);
  }
  return undefined;
}

/** Where the machine of a copied host may be, until a person says where it is: it is not the one that was copied. */
export function anotherPlace(lab: Lab, address: string, name: string): string {
  const known = parseIpv4(address);
  if (known === undefined) return address.includes(':') ? address : address.replace(/^[^.]+/, name);
  return freeAddress(lab, { address: known, prefix: 24 }, known & 255) ?? address;
}

function seek(from: Ipv4, to: Ipv4, fits: (address: Ipv4) => boolean): Ipv4 | undefined {
  for (let address = from; address <= to; address += 1) if (fits(address)) return address;
  return undefined;
}

/** Every block of addresses that the lab speaks of, and the one that Docker has from the start. */
export function knownBlocks(lab: Lab): readonly Cidr[] {
  const texts = [
    ...lab.networks.map(({ subnet }) => subnet),
    ...lab.hosts.flatMap((host) => [
      host.ssh.address,
      ...host.interfaces.flatMap(({ address }) => address ?? []),
      ...(host.routing?.routes.filter(({ to }) => to !== '0.0.0.0/0').map(({ to }) => to) ?? []),
    ]),
  ];
  return [defaultPool, ...texts.flatMap((text) => parseCidrOrAddress(text) ?? [])];
}

/** A /24 of a pool that overlaps with nothing: the one whose third number is wished for, else the next free one. */
export function freeSubnet(lab: Lab, pool: Cidr, wish: number): Cidr | undefined {
  const known = knownBlocks(lab);
  const [first, last] = [networkOf(pool), broadcastOf(pool)];
  const fits = (address: Ipv4): Cidr | undefined => {
    const block = { address, prefix: Math.max(24, pool.prefix) };
    return address >= first && address <= last && !known.some((other) => overlaps(block, other)) ? block : undefined;
  };
  const count = Math.max(1, (last - first + 1) / 256);
  for (let step = 0; step < count; step += 1) {
    const block = fits(first + ((wish + step) % count) * 256);
    if (block !== undefined) return block;
  }
  return undefined;
}

/** The subnet that a layer-2 domain has already: of its networks, else of the addresses on it. */
export function subnetOfDomain(lab: Lab, domain: string): Cidr | undefined {
  const index = indexOf(lab);
  // Containers of a routed mode are behind their host, not on its wire.
  for (const network of lab.networks.filter(({ mode }) => !isRouted(mode))) {
    for (const { host } of network.parents) {
      const wire = index.wireUnder(network.name, host);
      if (wire !== undefined && domainOf(wire) === domain) return parseCidr(network.subnet);
    }
  }
  for (const host of lab.hosts) {
    for (const item of host.interfaces) {
      const wire = item.address === undefined ? undefined : index.wire(host.name, item.name);
      const block = item.address === undefined ? undefined : parseCidr(item.address);
      if (wire !== undefined && block !== undefined && block.prefix < 31 && domainOf(wire) === domain) {
        return subnetOf(block);
      }
    }
  }
  return undefined;
}
