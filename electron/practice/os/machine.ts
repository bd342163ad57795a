/** A practice host: a simulated machine whose state commands read and change. */
import type { HostState } from '../../../shared/host/state.ts';
import type { KernelState } from '../../../shared/machine/kernel/kernel.ts';
import type { Engine } from './engine.ts';
import type { Command, Userland } from './process.ts';

/** Whose links and routes a process sees: the host's own, or a container's by its full id. */
export type NetworkNamespace = { readonly kind: 'host' } | { readonly kind: 'container'; readonly id: string };

/** The host's part that its kernel holds; Docker's networks and containers are the engine's, records are files. */
export type { KernelState } from '../../../shared/machine/kernel/kernel.ts';

export interface Machine {
  /** Its name in the lab and on itself. */
  readonly name: string;
  kernel(): KernelState;
  /** Everything on the host that depends on it is told. */
  changeKernel(next: (kernel: KernelState) => KernelState): void;
  /** Undefined: Docker is not installed. */
  readonly engine: Engine | undefined;
  readonly userland: Userland;
  /** The host as a probe would tell it, made of the kernel, the engine and the records among the files. */
  state(): HostState;
  /** Called after each change of kernel or engine. The result stops it. */
  onChange(told: () => void): () => void;
  readonly wires: Wires;
  readonly clock: Clock;
}

/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves early, without an error, when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** All practice hosts of one lab and what is between them. */
export interface Wires {
  /** Every host of the lab: a registry is found by whose address it has. Without it there are no others. */
  machines?(): Iterable<Machine>;
  /** What becomes of one echo request, by tracing it through all hosts as they are now. */
  echo(
    machine: Machine,
    from: NetworkNamespace,
    to: string,
    how?: { readonly source?: string; readonly ttl?: number },
  ): Echo;
  /** The MAC address that answers an ARP question on a link, if anybody does. */
  arp(machine: Machine, from: NetworkNamespace, device: string, address: string): string | undefined;
}

export type Echo =
  /** `rtt` in milliseconds. */
  | { readonly kind: 'reply'; readonly from: string; readonly ttl: number; readonly rtt: number }
  /** An ICMP error that somebody sends back: `Destination Host Unreachable`. `after`: when it arrives, in milliseconds. */
  | { readonly kind: 'error'; readonly from: string; readonly message: string; readonly after: number }
  /** The sender's own kernel refuses: `Network is unreachable`. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'lost' };

/** What is on the path of hosts (or of containers) by its name. */
export type Commands = ReadonlyMap<string, Command>;
