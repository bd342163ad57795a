import { interfaceAddress, wholeNumber } from './leaves.ts';
import { optional } from './shapes.ts';

/** What every interface may have. */
export interface LinkOf {
  readonly name: string;
  /** `192.168.1.11/24`. */
  readonly address: string | undefined;
  /** The largest packet in bytes; without it, what the card has, and what an interface stands on. */
  readonly mtu?: number | undefined;
}

/** Linux: below 68 there is no IPv4 (`ip link set … mtu` answers `mtu less than device minimum`). */
const mtu = wholeNumber('an MTU from 68 to 65535 bytes', 'Write a number of bytes, such as 1500 or 9000.', 68, 65535);

export const mtuKey = (example: string) => optional(mtu, { label: 'MTU', unit: 'bytes', example });

/** `example`: an address such as this kind of interface has. */
export const linkKeys = (example: string) => ({
  address: optional(interfaceAddress, { label: 'Address', example }),
  mtu: mtuKey('9000'),
});
