/** What follows from a link's state, as the kernel tells it: flags, operational state, queue. */
import { isRouted } from '../docker/pools.ts';
import { findLink, type KernelState } from './kernel.ts';
import type { KernelLink } from './kernel-link.ts';

export type Operstate = 'UNKNOWN' | 'UP' | 'DOWN' | 'LOWERLAYERDOWN';

/** RFC 2863, as the drivers of the real lab's hosts tell it: their network cards never say that they are up. */
export function operstate({ kind, up, carrier, young }: KernelLink): Operstate {
  if (!up) return 'DOWN';
  switch (kind) {
    case 'loopback':
    case 'dummy':
    case 'nic':
    case 'other':
      return carrier ? 'UNKNOWN' : 'DOWN';
    // Unlike macvlan it says nothing as it is made (ipvlan_main.c, ipvlan_link_new), so nobody looks.
    case 'ipvlan':
      return carrier ? 'UNKNOWN' : 'LOWERLAYERDOWN';
    case 'bridge':
    case 'bond':
      return young ? 'UNKNOWN' : carrier ? 'UP' : 'DOWN';
    case 'vlan':
    case 'macvlan':
    case 'veth':
      return carrier ? 'UP' : 'LOWERLAYERDOWN';
  }
}

/** In the order in which ip shows them. `lowerDown`: the link below it is not up. MASTER and SLAVE are a bond's words (bond_main.c). */
export function flagsOf(kernel: KernelState, link: KernelLink, lowerDown = false): readonly string[] {
  const { kind, up, carrier, promiscuous, mode, used } = link;
  // Of ipvlan as it first comes up (ipvlan_main.c, ipvlan_open).
  const noArp = kind === 'dummy' || (kind === 'ipvlan' && isRouted(mode) && (up || used === true));
  return [
    ...(up && !carrier ? ['NO-CARRIER'] : []),
    ...(kind === 'loopback' ? ['LOOPBACK'] : ['BROADCAST']),
    ...(kind === 'loopback' || kind === 'dummy' ? [] : ['MULTICAST']),
    ...(noArp ? ['NOARP'] : []),
    ...(promiscuous ? ['PROMISC'] : []),
    ...(kind === 'bond' ? ['MASTER'] : []),
    ...(findLink(kernel, link.master)?.kind === 'bond' ? ['SLAVE'] : []),
    ...(up ? ['UP'] : []),
    ...(carrier ? ['LOWER_UP'] : []),
    ...(lowerDown ? ['M-DOWN'] : []),
  ];
}

const BITS: Readonly<Record<string, number>> = {
  UP: 0x1,
  BROADCAST: 0x2,
  LOOPBACK: 0x8,
  NOARP: 0x80,
  PROMISC: 0x100,
  MASTER: 0x400,
  SLAVE: 0x800,
  MULTICAST: 0x1000,
};

export const flagBits = (kernel: KernelState, link: KernelLink): number =>
  flagsOf(kernel, link).reduce((bits, flag) => bits | (BITS[flag] ?? 0), 0);

/** Never used: no queue at all; real hardware has one, what stands on it sends at once. */
export function qdiscOf({ kind, up, used }: KernelLink): string {
  if (!up && used !== true) return 'noop';
  return kind === 'nic' ? 'pfifo_fast' : 'noqueue';
}

/** Docker makes its own links without one. */
export function queueLength({ name, kind, queue }: KernelLink): number {
  if (queue !== undefined) return queue;
  const isDockers = kind === 'bridge' ? /^(docker\d+|br-[0-9a-f]{12})$/.test(name) : /^veth[0-9a-f]{7}$/.test(name);
  return isDockers ? 0 : 1000;
}

/** What a bridge counts a port by: how fast it says that it is, of which a veth says 10 Gbit/s and others nothing (br_if.c, port_cost). */
export const portCost = ({ kind, port }: KernelLink): number => port?.cost ?? (kind === 'veth' ? 2 : 100);
export const portPriority = ({ port }: KernelLink): number => port?.priority ?? 32;
