import { type Ipv4, parseIpv4 } from './ipv4.ts';

/** Reads six bytes with colons or dashes into the kernel's spelling, `02:42:ac:10:0a:0a`; undefined when it is none. */
export function parseMac(text: string): string | undefined {
  if (!/^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}$/i.test(text)) return undefined;
  return text.toLowerCase().replaceAll('-', ':');
}

/** The group bit of the first byte: such an address can be sent to, and no interface can have it. */
export const isMulticastMac = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;

/** The bit that says that an address was made up here and not by a manufacturer. */
export const isLocalMac = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) === 2;

/**
 * The MAC address that Docker before 28 gives an endpoint: `02:42` and the four bytes of its IPv4 address.
 * Later versions draw one at random.
 */
export function dockerMac(address: Ipv4 | string): string | undefined {
  const value = typeof address === 'string' ? parseIpv4(address) : address;
  if (value === undefined) return undefined;
  const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  return ['02', '42', ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}
