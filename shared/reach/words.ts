/** Names of things in the world, as the sentences of prediction call them. */
import { formatIpv4, type Ipv4 } from '../net/ipv4.ts';
import type { NetInterface, Wire } from './world.ts';

/** `docker01/bbox10`, or of a host `docker01:ens33.10`. */
export const nameOf = ({ id }: NetInterface): string => id;

/** The machine that has the interface: `docker01/bbox10`, `docker01`. */
export const machineOf = ({ stack }: NetInterface): string => stack.id;

/** `VLAN 10 of lan`, `lan, untagged`, or where there is no segment: `docker01:ens34, which is plugged into nothing`. */
export function place({ device }: NetInterface): string {
  return device.wire === undefined ? `${device.id}, which is plugged into no segment` : wireName(device.wire);
}

export const wireName = (wire: Wire): string =>
  wire.tags.length === 0 ? `${wire.segment}, untagged` : `VLAN ${wire.tags.join('.')} of ${wire.segment}`;

/** `VLAN 10`, `untagged frames`. */
export const tagName = (wire: Wire | undefined): string =>
  wire === undefined || wire.tags.length === 0 ? 'untagged frames' : `VLAN ${wire.tags.join('.')}`;

export function downWords({ live, device }: NetInterface): string {
  if (live.kind === 'up') return `${device.id} is down`;
  return `${device.host}:${live.link} ${live.kind === 'down' ? 'is down' : 'has no carrier'}`;
}

/** `a, b and c`. */
export function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

export const ip = (address: Ipv4): string => formatIpv4(address);

const openings = new Set(['nothing', 'a', 'an', 'both', 'the', 'no', 'it', 'for', 'in']);

/** Capital letter and full stop; names of things stay as they are written. */
export function sentence(text: string): string {
  const [first = ''] = text.split(' ');
  const start = openings.has(first) ? first.charAt(0).toUpperCase() + text.slice(1) : text;
  return start.endsWith('.') ? start : `${start}.`;
}
