/** What a network namespace has learnt by ARP. It is no part of a machine's state: it comes and goes with traffic. */
import type { Clock } from '../clock.ts';
import type { Machine, NetworkNamespace } from '../machine.ts';

export interface NeighbourEntry {
  readonly address: string;
  readonly device: string;
  /** Undefined: nobody answered. */
  readonly mac: string | undefined;
  readonly permanent: boolean;
  /** Somebody has said that it is old. */
  readonly stale?: boolean;
  /** When it was last confirmed, milliseconds since 1970. */
  readonly at: number;
  /** Until then the kernel still asks. */
  readonly asksUntil?: number;
}

export type NeighbourState = 'REACHABLE' | 'STALE' | 'INCOMPLETE' | 'FAILED' | 'PERMANENT';

/** base_reachable_time; the kernel takes between half and one and a half of it. */
const REACHABLE_FOR = 30_000;
/** An entry without a use and without an answer is forgotten after about this long. */
const FAILED_FOR = 60_000;

export class NeighbourTable {
  private entries: readonly NeighbourEntry[] = [];
  private readonly asking = new Map<string, number>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  all(): readonly NeighbourEntry[] {
    const now = this.clock.now();
    this.entries = this.entries.filter(({ mac, at }) => mac !== undefined || now - at < FAILED_FOR);
    return this.entries;
  }

  find(device: string, address: string): NeighbourEntry | undefined {
    return this.entries.find((entry) => entry.device === device && entry.address === address);
  }

  stateOf({ mac, permanent, at, stale = false, asksUntil = 0 }: NeighbourEntry): NeighbourState {
    if (permanent) return 'PERMANENT';
    if (mac === undefined) return this.clock.now() < asksUntil ? 'INCOMPLETE' : 'FAILED';
    return !stale && this.clock.now() - at < REACHABLE_FOR ? 'REACHABLE' : 'STALE';
  }

  /** By traffic, which leaves alone what somebody has put there for good. */
  learn(device: string, address: string, mac: string | undefined): void {
    if (this.find(device, address)?.permanent !== true) this.set(device, address, mac, 'REACHABLE');
  }

  /** By hand. */
  set(device: string, address: string, mac: string | undefined, state: 'PERMANENT' | 'REACHABLE' | 'STALE'): void {
    this.remove(this.find(device, address));
    // A new one stands first: that is how the kernel shows them most of the time.
    const permanent = state === 'PERMANENT';
    const entry = { device, address, mac, permanent, stale: state === 'STALE', at: this.clock.now() };
    this.entries = [entry, ...this.entries];
  }

  /**
   * Nobody answers for this address: asking takes so many milliseconds, or what is left of an asking that goes on already. After
   * that it counts as failed, and the next packet asks anew.
   * @returns milliseconds until the kernel gives up
   */
  ask(device: string, address: string, takes: number): number {
    const now = this.clock.now();
    const key = `${device} ${address}`;
    const begun = this.asking.get(key);
    const since = begun === undefined || now - begun >= takes ? now : begun;
    this.asking.set(key, since);
    this.remove(this.find(device, address));
    const entry = { device, address, mac: undefined, permanent: false, at: since, asksUntil: since + takes };
    this.entries = [entry, ...this.entries];
    return since + takes - now;
  }

  remove(gone: NeighbourEntry | undefined): void {
    this.entries = this.entries.filter((entry) => entry !== gone);
  }
}

const tables = new WeakMap<Machine, Map<string, NeighbourTable>>();

export function neighboursOf(machine: Machine, net: NetworkNamespace): NeighbourTable {
  const ofMachine = tables.get(machine) ?? new Map<string, NeighbourTable>();
  tables.set(machine, ofMachine);
  const key = net.kind === 'host' ? '' : net.id;
  const known = ofMachine.get(key) ?? new NeighbourTable(machine.clock);
  ofMachine.set(key, known);
  return known;
}
