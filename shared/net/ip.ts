/** Addresses of either family as text: what SSH connects to, what a probe reports, what people type. */
import ipaddr from 'ipaddr.js';
import { containsAddress, formatCidr, type Ipv4, parseCidr, parseIpv4, subnetOf } from './ipv4.ts';

/** 4, 6, or undefined when the text is not an address (a host name, a CIDR, nonsense). */
export function ipFamily(text: string): 4 | 6 | undefined {
  if (parseIpv4(text) !== undefined) return 4;
  return text.includes(':') && ipaddr.IPv6.isValid(text) ? 6 : undefined;
}

/** The one spelling of an address (RFC 5952 for IPv6), for comparing; undefined when the text is not an address. */
export function canonicalIp(text: string): string | undefined {
  const family = ipFamily(text);
  if (family === undefined) return undefined;
  return family === 4 ? text : ipaddr.IPv6.parse(text).toRFC5952String();
}

/** Whether two texts are the same address, however each is spelt. */
export function sameIp(a: string, b: string): boolean {
  const left = canonicalIp(a);
  return left !== undefined && left === canonicalIp(b);
}

/** Whether the address lies in the block, for either family; false when one of them cannot be read or the families differ. */
export function cidrContains(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  const v4 = parseIpv4(address);
  if (block !== undefined) return v4 !== undefined && containsAddress(block, v4);
  if (v4 !== undefined || ipFamily(address) !== 6 || !ipaddr.IPv6.isValidCIDR(cidr)) return false;
  return ipaddr.IPv6.parse(address).match(ipaddr.IPv6.parseCIDR(cidr));
}

/** Whether a text is a block of IPv6 addresses: `fd00::/64`. */
export const isCidr6 = (text: string): boolean => text.includes(':') && ipaddr.IPv6.isValidCIDR(text);

/** The block that an address of IPv6 with its prefix is in, in the one spelling; an address alone without a prefix. */
export function blockOf6(address: string, prefix: number): string {
  const block = ipaddr.IPv6.networkAddressFromCIDR(`${address}/${prefix}`).toRFC5952String();
  return prefix === 128 ? block : `${block}/${prefix}`;
}

/** The address of `192.168.1.11/24` (or of a bare address) without its prefix: `192.168.1.11`. */
export function addressPart(text: string): string {
  const slash = text.indexOf('/');
  return slash === -1 ? text : text.slice(0, slash);
}

/** The subnet that an IPv4 interface address is on: `192.168.10.10/24` is on `192.168.10.0/24`; undefined when it cannot be read. */
export function subnetPart(text: string): string | undefined {
  const cidr = parseCidr(text);
  return cidr && formatCidr(subnetOf(cidr));
}

/** Orders addresses as numbers, IPv4 before IPv6 before anything else; for lists that people read. */
export function compareIps(a: string, b: string): number {
  const v4: readonly [Ipv4 | undefined, Ipv4 | undefined] = [parseIpv4(a), parseIpv4(b)];
  if (v4[0] !== undefined && v4[1] !== undefined) return v4[0] - v4[1];
  const rank = (text: string): number => ipFamily(text) ?? 7;
  const byFamily = rank(a) - rank(b);
  if (byFamily !== 0) return byFamily;
  const [x, y] = rank(a) === 6 ? [expanded(a), expanded(b)] : [a, b];
  return x < y ? -1 : x > y ? 1 : 0;
}

const expanded = (text: string): string =>
  ipaddr.IPv6.parse(text)
    .toByteArray()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
