/** What links have carried: bytes and packets, by namespace and link. It comes and goes with traffic, as neighbours do. */
import type { Machine, NetworkNamespace } from '../machine.ts';

export interface Carried {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly txBytes: number;
  readonly txPackets: number;
}

const NOTHING: Carried = { rxBytes: 0, rxPackets: 0, txBytes: 0, txPackets: 0 };

const tables = new WeakMap<Machine, Map<string, Carried>>();

const keyOf = (net: NetworkNamespace, link: string): string => `${net.kind === 'host' ? '' : net.id} ${link}`;

export const carriedBy = (machine: Machine, net: NetworkNamespace, link: string): Carried =>
  tables.get(machine)?.get(keyOf(net, link)) ?? NOTHING;

/** @param way as the link sees it: `tx` goes out by it. */
export function count(machine: Machine, net: NetworkNamespace, link: string, way: 'rx' | 'tx', bytes: number): void {
  const table = tables.get(machine) ?? new Map<string, Carried>();
  tables.set(machine, table);
  const key = keyOf(net, link);
  const before = table.get(key) ?? NOTHING;
  table.set(
    key,
    way === 'rx'
      ? { ...before, rxBytes: before.rxBytes + bytes, rxPackets: before.rxPackets + 1 }
      : { ...before, txBytes: before.txBytes + bytes, txPackets: before.txPackets + 1 },
  );
}
