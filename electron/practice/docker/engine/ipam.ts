/**
 * Docker's address management, as libnetwork's default driver does it: the lowest free address, the network's and the
 * broadcast address taken from the start, and nothing remembered of what is not in use now.
 */
import {
  broadcastOf,
  type Cidr,
  containsAddress,
  formatCidr,
  formatIpv4,
  type Ipv4,
  networkOf,
  overlaps,
  parseCidr,
  parseIpv4,
  subnetOf,
} from '../../../../shared/net/ipv4.ts';
import { Refusal } from './refusal.ts';
import type { EngineState, Network, Pool } from './state.ts';

export interface AskedPool {
  readonly subnet: string;
  readonly range: string | undefined;
  readonly gateway: string | undefined;
  readonly reserved: Readonly<Record<string, string>>;
}

const blocksOf = (pools: readonly Pool[]): readonly Cidr[] => pools.flatMap(({ subnet }) => parseCidr(subnet) ?? []);

/** Takes a pool with its gateway and its reserved addresses, or says in Docker's words why not. */
export function takePool(pools: readonly Pool[], network: string, asked: AskedPool): Pool {
  const written = parseCidr(asked.subnet);
  if (written === undefined) throw new Refusal('Invalid Address Pool', 400);
  const block = subnetOf(written);
  const range = asked.range === undefined ? undefined : parseCidr(asked.range);
  if (asked.range !== undefined && (range === undefined || !containsAddress(block, networkOf(range)))) {
    throw new Refusal('Invalid Address SubPool', 400);
  }
  if (blocksOf(pools).some((other) => overlaps(other, block))) {
    throw new Refusal('Pool overlaps with other one on this address space', 403);
  }
  const used = new Set<Ipv4>(edges(block));
  const gateway = gatewayOf(block, range, used, asked.gateway);
  used.add(gateway);
  for (const [name, text] of Object.entries(asked.reserved)) {
    const address = parseIpv4(text);
    if (address === undefined) {
      throw new Refusal(`non parsable secondary ip address (${name}:${text}) passed for network ${network}`, 400);
    }
    if (!containsAddress(block, address)) {
      throw new Refusal(
        `auxiliary address: (${name}:${text}) must belong to the master pool: ${formatCidr(block)}`,
        403,
      );
    }
    if (used.has(address)) {
      throw new Refusal(`failed to allocate secondary ip address (${name}:${text}): Address already in use`);
    }
    used.add(address);
  }
  return { ...asked, taken: formatIpv4(gateway) };
}

function gatewayOf(block: Cidr, range: Cidr | undefined, used: ReadonlySet<Ipv4>, asked: string | undefined): Ipv4 {
  if (asked === undefined) {
    const found = lowest(block, range, used);
    if (found === undefined) throw new Refusal('failed to allocate gateway (): No available addresses on this pool');
    return found;
  }
  const address = parseIpv4(asked);
  if (address === undefined) throw new Refusal(`invalid gateway address ${asked} in Ipam configuration`, 400);
  if (!containsAddress(block, address)) {
    throw new Refusal(`failed to allocate gateway (${asked}): Requested address is out of range`);
  }
  if (used.has(address)) throw new Refusal(`failed to allocate gateway (${asked}): Address already in use`);
  return address;
}

/** Blocks of one or two addresses have neither a network's nor a broadcast address. */
const edges = (block: Cidr): readonly Ipv4[] => (block.prefix >= 31 ? [] : [networkOf(block), broadcastOf(block)]);

function lowest(block: Cidr, range: Cidr | undefined, used: ReadonlySet<Ipv4>): Ipv4 | undefined {
  const within = range ?? block;
  const last = broadcastOf(within);
  for (let address = networkOf(within); address <= last; address += 1) if (!used.has(address)) return address;
  return undefined;
}

/** Docker's own pools in the order that it tries them; those that the host has routes into are passed over. */
export function automaticPool({ networks }: EngineState, routed: readonly string[]): AskedPool {
  const pools = networks.flatMap((network) => network.pools);
  const busy = [...blocksOf(pools), ...routed.flatMap((text) => parseCidr(text) ?? [])].filter(
    ({ prefix }) => prefix > 0,
  );
  const candidates: Cidr[] = [];
  for (let second = 17; second <= 31; second += 1)
    candidates.push({ address: ((172 << 24) | (second << 16)) >>> 0, prefix: 16 });
  for (let third = 0; third < 256; third += 16)
    candidates.push({ address: ((192 << 24) | (168 << 16) | (third << 8)) >>> 0, prefix: 20 });
  const free = candidates.find((block) => !busy.some((other) => overlaps(other, block)));
  if (free === undefined) {
    throw new Refusal(
      'could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network',
      404,
    );
  }
  return { subnet: formatCidr(free), range: undefined, gateway: formatIpv4(networkOf(free) + 1), reserved: {} };
}

/** An address for an endpoint, the asked one or the lowest that is free. */
export function takeAddress(
  state: EngineState,
  network: Network,
  asked: string | undefined,
): { readonly address: string; readonly prefix: number } {
  const wanted = asked === undefined ? undefined : parseIpv4(asked);
  const inUse = state.containers.flatMap(({ endpoints }) =>
    endpoints.filter(({ networkId }) => networkId === network.id).flatMap(({ address }) => address ?? []),
  );
  for (const pool of network.pools) {
    const written = parseCidr(pool.subnet);
    if (written === undefined) continue;
    const block = subnetOf(written);
    if (wanted !== undefined && !containsAddress(block, wanted)) continue;
    const used = new Set<Ipv4>([
      ...edges(block),
      ...[...inUse, pool.taken ?? '', ...Object.values(pool.reserved)].flatMap((text) => parseIpv4(text) ?? []),
    ]);
    if (wanted !== undefined && used.has(wanted)) throw new Refusal('Address already in use', 403);
    const found = wanted ?? lowest(block, pool.range === undefined ? undefined : parseCidr(pool.range), used);
    if (found !== undefined) return { address: formatIpv4(found), prefix: block.prefix };
  }
  if (asked !== undefined) {
    throw new Refusal(`Invalid address ${asked}: It does not belong to any of this network's subnets`, 400);
  }
  throw new Refusal(`no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`);
}
