/** Which addresses a Docker network hands out, in which order, and which it has taken before the first container comes. */
import {
  broadcastOf,
  type Cidr,
  firstUsable,
  type Ipv4,
  lastUsable,
  networkOf,
  parseCidr,
  parseIpv4,
} from '../../net/ipv4.ts';
import { holds } from '../fact.ts';
import { edgesAlways, silentGateway } from './facts.ts';

/** A network's addresses as somebody asked for them. */
export interface AskedPool {
  readonly subnet: string;
  readonly range: string | undefined;
  readonly gateway: string | undefined;
}

/** What decides whether a network takes a gateway that nobody has stated. */
export interface NetworkShape {
  readonly driver: string;
  readonly internal?: boolean | undefined;
}

/** The lowest and the highest address that may be handed out; `lowest-address-first`. */
export function bounds({ subnet, range }: Pick<AskedPool, 'subnet' | 'range'>): readonly [Ipv4, Ipv4] | undefined {
  const block = parseCidr(subnet);
  if (block === undefined) return undefined;
  const within = range === undefined ? block : parseCidr(range);
  if (within === undefined) return undefined;
  return [Math.max(networkOf(within), firstUsable(block)), Math.min(broadcastOf(within), lastUsable(block))];
}

/** All addresses that may be handed out, in the order in which they are. */
export function* addressesOf(pool: Pick<AskedPool, 'subnet' | 'range'>): Generator<Ipv4, undefined> {
  const [from, to] = bounds(pool) ?? [1, 0];
  for (let address = from; address <= to; address += 1) yield address;
}

/** The first one that is free. */
export function lowestFree(
  pool: Pick<AskedPool, 'subnet' | 'range'>,
  isTaken: (address: Ipv4) => boolean,
): Ipv4 | undefined {
  const [from, to] = bounds(pool) ?? [1, 0];
  for (let address = from; address <= to; address += 1) if (!isTaken(address)) return address;
  return undefined;
}

/** Addresses of a subnet that nothing can have; from 25 on a block of one or two addresses has none (`small-networks-have-edges`). */
export const edgesOf = (version: string, block: Cidr): readonly Ipv4[] =>
  block.prefix >= 31 && !holds(edgesAlways, version) ? [] : [networkOf(block), broadcastOf(block)];

/** The gateway that a network has, stated or taken without a word; undefined: none. */
export function gatewayOf(version: string, shape: NetworkShape, pool: AskedPool): Ipv4 | undefined {
  if (pool.gateway) return parseIpv4(pool.gateway.replace(/\/.*$/, ''));
  const block = parseCidr(pool.subnet);
  if (block === undefined || !takesGateway(version, shape)) return undefined;
  const edges = edgesOf(version, block);
  return lowestFree(pool, (address) => edges.includes(address));
}

/** Of a network whose gateway nobody states. */
export const takesGateway = (version: string, { driver }: NetworkShape): boolean =>
  (driver !== 'macvlan' && driver !== 'ipvlan') || holds(silentGateway, version);

/** A mode of ipvlan in which the parent routes: no ARP, and a default route by the device (`ipvlan-l3-by-device`). */
export const isRouted = (mode: string | undefined): boolean => mode === 'l3' || mode === 'l3s';

/** docker0's subnet where nobody has set another (`pools-apart`). */
export const defaultPool: Cidr = { address: 0xac11_0000, prefix: 16 };
