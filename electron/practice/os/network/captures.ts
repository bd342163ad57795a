/** Who listens on links (tcpdump), and what comes by them. */
import type { Ipv4 } from '../../../../shared/net/ipv4.ts';
import type { Machine, NetworkNamespace } from '../machine.ts';
import { sameNamespace } from './sockets.ts';

export interface Captured {
  readonly link: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** MAC addresses of the frame. */
  readonly source: string;
  readonly target: string;
  /** Of 802.1Q, where the frame has one on this link. */
  readonly tag: number | undefined;
  /** Of the tag; undefined: 0. */
  readonly priority?: number;
  readonly way: 'rx' | 'tx';
  readonly packet:
    | {
        readonly kind: 'icmp';
        readonly source: Ipv4;
        readonly destination: Ipv4;
        /** An echo request; else the reply to one. */
        readonly asks: boolean;
        readonly id: number;
        readonly sequence: number;
        /** As IP counts it. */
        readonly bytes: number;
        readonly ttl: number;
      }
    | {
        readonly kind: 'arp';
        readonly asks: boolean;
        readonly sender: Ipv4;
        readonly target: Ipv4;
        readonly mac: string;
        /** Asked by a program, which says that it looks for all MAC addresses. */
        readonly ofAll?: boolean;
      };
}

interface Ear {
  readonly net: NetworkNamespace;
  hear(frame: Captured): void;
}

const ears = new WeakMap<Machine, Set<Ear>>();

/** @returns stops listening */
export function overhear(machine: Machine, net: NetworkNamespace, hear: Ear['hear']): () => void {
  const all = ears.get(machine) ?? new Set<Ear>();
  ears.set(machine, all);
  const ear = { net, hear };
  all.add(ear);
  return () => all.delete(ear);
}

export function capture(machine: Machine, net: NetworkNamespace, frame: Captured): void {
  for (const ear of ears.get(machine) ?? []) if (sameNamespace(ear.net, net)) ear.hear(frame);
}
