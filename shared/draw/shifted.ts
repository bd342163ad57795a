/** Addresses that keep their distance from the beginning of their subnet when that is another one. */
import { broadcastOf, type Cidr, formatIpv4, type Ipv4, networkOf, parseIpv4 } from '../net/ipv4.ts';

/** At the same distance from the beginning; undefined: that is outside. */
export function shifted(address: Ipv4, from: Cidr, to: Cidr): Ipv4 | undefined {
  const moved = networkOf(to) + (address - networkOf(from));
  return moved > networkOf(to) && moved < broadcastOf(to) ? moved : undefined;
}

/** The same as text. */
export const shiftedText = (text: string | undefined, from: Cidr, to: Cidr): string | undefined => {
  const address = text === undefined ? undefined : parseIpv4(text);
  const moved = address === undefined ? undefined : shifted(address, from, to);
  return moved === undefined ? undefined : formatIpv4(moved);
};
