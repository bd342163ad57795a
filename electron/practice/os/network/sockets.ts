/** Who listens on a machine: sockets that programs have opened, by namespace and port. */
import type { Machine, NetworkNamespace } from '../machine.ts';
import { Pipe } from '../processes/pipe.ts';
import type { Input, Output } from '../streams.ts';

/** One end of a connection. */
export interface Connection {
  readonly from: string;
  readonly input: Input;
  readonly output: Output;
  /** Nothing more comes from this end. */
  end(): void;
  /** Neither comes nor goes anything more. */
  close(): void;
}

export interface Listener {
  readonly net: NetworkNamespace;
  readonly port: number;
  /** `0.0.0.0`; `::` for both families. */
  readonly address: string;
  readonly program: string;
  readonly pid: number;
  accept(connection: Connection): void;
}

const tables = new WeakMap<Machine, Set<Listener>>();

const tableOf = (machine: Machine): Set<Listener> => {
  const known = tables.get(machine) ?? new Set<Listener>();
  tables.set(machine, known);
  return known;
};

export const sameNamespace = (a: NetworkNamespace, b: NetworkNamespace): boolean =>
  a.kind === b.kind && (a.kind === 'host' || (b.kind !== 'host' && a.id === b.id));

export const listenersIn = (machine: Machine, net: NetworkNamespace): readonly Listener[] =>
  [...tableOf(machine)].filter((item) => sameNamespace(item.net, net)).sort((a, b) => a.port - b.port);

const isAny = (address: string): boolean => address === '0.0.0.0' || address === '::';

/** @param address where it is asked; undefined: anywhere */
export const listenerAt = (
  machine: Machine,
  net: NetworkNamespace,
  port: number,
  address?: string,
): Listener | undefined =>
  listenersIn(machine, net).find(
    (item) =>
      item.port === port &&
      (address === undefined || address === '' || isAny(item.address) || item.address === address),
  );

/**
 * Opens a listening socket until the result is called.
 * @returns undefined: the address is in use
 */
export function listen(machine: Machine, listener: Listener): (() => void) | undefined {
  if (listenerAt(machine, listener.net, listener.port) !== undefined) return undefined;
  const table = tableOf(machine);
  table.add(listener);
  return () => table.delete(listener);
}

/** Two ends of a connection to a listener; the first is whoever called. */
export function connectTo(listener: Listener, from: string): Connection {
  const [there, back] = [new Pipe(), new Pipe()];
  const endOf = (reads: Pipe, writes: Pipe, peer: string): Connection => ({
    from: peer,
    input: reads.input,
    output: writes.output,
    end: () => writes.closeWriter(),
    close() {
      writes.closeWriter();
      reads.closeReader();
    },
  });
  listener.accept(endOf(there, back, from));
  return endOf(back, there, listener.address);
}
