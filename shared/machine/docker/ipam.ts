/**
 * Docker's address management, as libnetwork's default driver does it: pools that do not overlap, and in each the lowest free
 * address, with nothing remembered of what is not in use now.
 */
import {
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
} from '../../net/ipv4.ts';
import { holds } from '../fact.ts';
import { poolRequestNamed } from './facts.ts';
import { type AskedPool as Asked, edgesOf, gatewayOf, lowestFree, type NetworkShape, takesGateway } from './pools.ts';
import { Refusal } from './refusal.ts';

export interface AskedPool extends Asked {
  readonly reserved: Readonly<Record<string, string>>;
}

export interface Pool extends AskedPool {
  /** The address that is really taken for the gateway; Docker may take one silently when none was asked for. */
  readonly taken: string | undefined;
}

const blocksOf = (pools: readonly Asked[]): readonly Cidr[] => pools.flatMap(({ subnet }) => parseCidr(subnet) ?? []);

/**
 * Takes a pool with its gateway and its reserved addresses.
 * @param pools those that the host's Docker has
 * @throws Refusal in Docker's words
 */
export function takePool(
  version: string,
  network: NetworkShape & { readonly name: string },
  pools: readonly Asked[],
  asked: AskedPool,
): Pool {
  const written = parseCidr(asked.subnet);
  if (written === undefined) throw new Refusal('Invalid Address Pool', 400);
  const block = subnetOf(written);
  const range = asked.range === undefined ? undefined : parseCidr(asked.range);
  if (asked.range !== undefined && (range === undefined || !containsAddress(block, networkOf(range)))) {
    throw new Refusal('Invalid Address SubPool', 400);
  }
  if (blocksOf(pools).some((other) => overlaps(other, block))) {
    const request = holds(poolRequestNamed, version) ? 'invalid pool request: ' : '';
    throw new Refusal(`${request}Pool overlaps with other one on this address space`, 403);
  }
  const used = new Set<Ipv4>(edgesOf(version, block));
  const gateway = takeGateway(version, network, asked, block, used);
  if (gateway !== undefined) used.add(gateway);
  for (const [name, text] of Object.entries(asked.reserved)) {
    const address = parseIpv4(text);
    if (address === undefined) {
      throw new Refusal(`non parsable secondary ip address (${name}:${text}) passed for network ${network.name}`, 400);
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
  return { ...asked, taken: gateway === undefined ? undefined : formatIpv4(gateway) };
}

function takeGateway(
  version: string,
  network: NetworkShape,
  asked: Asked,
  block: Cidr,
  used: ReadonlySet<Ipv4>,
): Ipv4 | undefined {
  const text = asked.gateway;
  if (text === undefined) {
    if (!takesGateway(version, network)) return undefined;
    const found = gatewayOf(version, network, asked);
    if (found === undefined) throw new Refusal('failed to allocate gateway (): No available addresses on this pool');
    return found;
  }
  const address = parseIpv4(text);
  if (address === undefined) throw new Refusal(`invalid gateway address ${text} in Ipam configuration`, 400);
  if (!containsAddress(block, address)) {
    throw new Refusal(`failed to allocate gateway (${text}): Requested address is out of range`);
  }
  if (used.has(address)) throw new Refusal(`failed to allocate gateway (${text}): Address already in use`);
  return address;
}

/** Docker's own pools in the order that it tries them; those that the host has routes into are passed over. */
export function automaticPool(pools: readonly Asked[], routed: readonly string[]): AskedPool {
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

/**
 * What somebody asks for, which Docker looks at before any network is.
 * @throws Refusal for what is no IPv4 address
 */
export function askedAddress(text: string | undefined): Ipv4 | undefined {
  const address = text === undefined ? undefined : parseIpv4(text);
  if (text !== undefined && address === undefined) throw new Refusal(`invalid IPv4 address: ${text}`, 400);
  return address;
}

/**
 * An address for an endpoint, the asked one or the lowest that is free.
 * @param inUse whether another endpoint of the network has it
 * @throws Refusal in Docker's words
 */
export function takeAddress(
  version: string,
  network: { readonly name: string; readonly id: string; readonly pools: readonly Pool[] },
  inUse: (address: Ipv4) => boolean,
  asked: string | undefined,
): { readonly address: string; readonly prefix: number } {
  const wanted = askedAddress(asked);
  for (const pool of network.pools) {
    const { block, own } = numbersOf(version, pool);
    if (block === undefined || (wanted !== undefined && !containsAddress(block, wanted))) continue;
    const isTaken = (address: Ipv4): boolean => own.includes(address) || inUse(address);
    if (wanted !== undefined && isTaken(wanted)) throw new Refusal('Address already in use', 403);
    const found = wanted ?? lowestFree(pool, isTaken);
    if (found !== undefined) return { address: formatIpv4(found), prefix: block.prefix };
  }
  if (asked !== undefined) {
    throw new Refusal(`Invalid address ${asked}: It does not belong to any of this network's subnets`, 400);
  }
  throw new Refusal(`no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`);
}

interface Numbers {
  readonly block: Cidr | undefined;
  /** What is never given to a container. */
  readonly own: readonly Ipv4[];
}

const read = new WeakMap<Pool, Numbers>();

/** A pool as numbers, read once for all its containers: it is of one Docker. */
function numbersOf(version: string, pool: Pool): Numbers {
  const known = read.get(pool);
  if (known !== undefined) return known;
  const written = parseCidr(pool.subnet);
  const block = written && subnetOf(written);
  const kept = [pool.taken ?? '', ...Object.values(pool.reserved)].flatMap((text) => parseIpv4(text) ?? []);
  const numbers = { block, own: [...(block === undefined ? [] : edgesOf(version, block)), ...kept] };
  read.set(pool, numbers);
  return numbers;
}
