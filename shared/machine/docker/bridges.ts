/** What the bridge driver does on its host: a Linux bridge with the gateway's address, and rules of iptables. */
import { formatCidr, parseCidr, subnetOf } from '../../net/ipv4.ts';
import { addAddress, broadcastFor } from '../kernel/addresses.ts';
import { editLink, findLink, hashOf, Refusal as KernelRefusal, type KernelState } from '../kernel/kernel.ts';
import { addLink, deleteLink, setUp } from '../kernel/links.ts';
import { addRules, bridgeRules, removeRules } from './host-rules.ts';
import type { Pool } from './ipam.ts';
import { Refusal } from './refusal.ts';

/** As much of a bridge network as its bridge follows from. */
export interface OfBridge {
  readonly id: string;
  readonly name: string;
  readonly internal: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly pools: readonly Pool[];
}

/** As the bridge driver names its link. */
export const bridgeOf = ({ id, name, options }: Pick<OfBridge, 'id' | 'name' | 'options'>): string =>
  options['com.docker.network.bridge.name'] ?? (name === 'bridge' ? 'docker0' : `br-${id.slice(0, 12)}`);

function rulesOf(version: string, network: OfBridge): Parameters<typeof addRules>[1] {
  const cidr = parseCidr(network.pools[0]?.subnet ?? '');
  if (cidr === undefined) return [];
  const subnet = formatCidr(subnetOf(cidr));
  return bridgeRules(version, { bridge: bridgeOf(network), subnet, internal: network.internal });
}

/** @throws Refusal where the host has a link of the bridge's name already */
export function placeBridge(kernel: KernelState, version: string, network: OfBridge): KernelState {
  const [pool] = network.pools;
  const prefix = parseCidr(pool?.subnet ?? '')?.prefix ?? 32;
  return addRules(addBridge(kernel, bridgeOf(network), pool?.taken ?? '', prefix), rulesOf(version, network));
}

export function unplaceBridge(kernel: KernelState, version: string, network: OfBridge): KernelState {
  const name = bridgeOf(network);
  const without = findLink(kernel, name) === undefined ? kernel : deleteLink(kernel, name);
  return removeRules(without, rulesOf(version, network));
}

/** A MAC address of Docker's own kind that follows from a name. */
const macOf = (name: string): string =>
  ['02', '42', ...(hashOf(name).toString(16).padStart(8, '0').match(/../g) ?? [])].join(':');

/** Netlink's errors as Docker passes them on: in small letters behind what it was about to do. */
function addBridge(kernel: KernelState, name: string, address: string, prefix: number): KernelState {
  const broadcast = broadcastFor({ address, prefix });
  try {
    // Docker makes its links without a transmit queue.
    const made = editLink(addLink(kernel, { name, kind: 'bridge', mac: macOf(name) }), name, { queue: 0 });
    const own = { family: 4, address, prefix, scope: 'global', ...(broadcast !== undefined && { broadcast }) } as const;
    return setUp(addAddress(made, name, own), name);
  } catch (error) {
    if (!(error instanceof KernelRefusal)) throw error;
    throw new Refusal(`failed to add bridge ${name}: ${error.message.toLowerCase()}`);
  }
}
