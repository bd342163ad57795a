/**
 * IPv4 addresses and CIDR blocks as unsigned 32-bit integers, so that tracing many thousands of pairs compares numbers.
 * Nothing here throws: what cannot be read is undefined. Text is read here, digit by digit, since a prediction reads tens of
 * thousands of addresses at a stroke: a regular expression takes three times as long, and ipaddr.js thirty times.
 */

/** An IPv4 address as an unsigned 32-bit integer: `10.0.0.1` is 0x0a000001. */
export type Ipv4 = number;

/** An address with its prefix length, host bits as written: `192.168.1.11/24` of an interface, or `192.168.1.0/24` of a subnet. */
export interface Cidr {
  readonly address: Ipv4;
  /** 0 to 32. */
  readonly prefix: number;
}

/** Reads four decimal numbers without leading zeros; the octal, hexadecimal and short forms that `ping` takes are not addresses here. */
export function parseIpv4(text: string): Ipv4 | undefined {
  let address = 0;
  let part: number | undefined;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (part === undefined || dots === 3) return undefined;
      address = address * 256 + part;
      part = undefined;
      dots += 1;
      continue;
    }
    const digit = code - ZERO;
    if (digit < 0 || digit > 9 || part === 0) return undefined;
    part = (part ?? 0) * 10 + digit;
    if (part > 255) return undefined;
  }
  return part === undefined || dots !== 3 ? undefined : address * 256 + part;
}

const DOT = '.'.charCodeAt(0);
const ZERO = '0'.charCodeAt(0);

export const formatIpv4 = (address: Ipv4): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;

/** Reads `192.168.1.11/24`. A bare address, a mask instead of a prefix or a prefix over 32 is undefined. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([\d.]+)\/(0|[1-9]\d?)$/.exec(text);
  const address = match?.[1] === undefined ? undefined : parseIpv4(match[1]);
  const prefix = Number(match?.[2]);
  return address === undefined || prefix > 32 ? undefined : { address, prefix };
}

/** Reads a CIDR, or a bare address as its /32. */
export function parseCidrOrAddress(text: string): Cidr | undefined {
  const address = parseIpv4(text);
  return address === undefined ? parseCidr(text) : { address, prefix: 32 };
}

export const formatCidr = (cidr: Cidr): string => `${formatIpv4(cidr.address)}/${cidr.prefix}`;

/** The mask of a prefix length, as an unsigned integer. A shift by 32 does nothing in JavaScript, hence the case for 0. */
export const maskOf = (prefix: number): number => (prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0);

/** The lowest address of the block: all host bits zero. */
export const networkOf = (cidr: Cidr): Ipv4 => (cidr.address & maskOf(cidr.prefix)) >>> 0;

/** The highest address of the block: all host bits one. */
export const broadcastOf = (cidr: Cidr): Ipv4 => (cidr.address | ~maskOf(cidr.prefix)) >>> 0;

/** The block without host bits: `192.168.1.11/24` is on `192.168.1.0/24`. */
export const subnetOf = (cidr: Cidr): Cidr => ({ address: networkOf(cidr), prefix: cidr.prefix });

/** No host bit is set, as a subnet, a route's target or a rule's source must be written. */
export const isSubnet = (cidr: Cidr): boolean => networkOf(cidr) === cidr.address;

export const containsAddress = (cidr: Cidr, address: Ipv4): boolean =>
  ((cidr.address ^ address) & maskOf(cidr.prefix)) === 0;

export const containsCidr = (outer: Cidr, inner: Cidr): boolean =>
  inner.prefix >= outer.prefix && containsAddress(outer, inner.address);

export const overlaps = (a: Cidr, b: Cidr): boolean =>
  a.prefix <= b.prefix ? containsAddress(a, b.address) : containsAddress(b, a.address);

export const sameSubnet = (a: Cidr, b: Cidr): boolean => a.prefix === b.prefix && networkOf(a) === networkOf(b);

/** The number of addresses in the block, network and broadcast included: 256 for a /24. */
export const sizeOf = (cidr: Cidr): number => 2 ** (32 - cidr.prefix);

/** /31 and /32 have neither network nor broadcast address (RFC 3021). */
const edge = (cidr: Cidr): 0 | 1 => (cidr.prefix >= 31 ? 0 : 1);

/** The first address that a host can have. */
export const firstUsable = (cidr: Cidr): Ipv4 => networkOf(cidr) + edge(cidr);

/** The last address that a host can have. */
export const lastUsable = (cidr: Cidr): Ipv4 => broadcastOf(cidr) - edge(cidr);

/** How many addresses hosts can have: 254 in a /24. */
export const usableCount = (cidr: Cidr): number => lastUsable(cidr) - firstUsable(cidr) + 1;

/** By address as a number, then the shorter prefix first. */
export const compareCidrs = (a: Cidr, b: Cidr): number => a.address - b.address || a.prefix - b.prefix;
