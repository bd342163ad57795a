/**
 * Pairs of two containers with one and the same address, which a drawing has by mistake and then often by the hundred: what
 * becomes of them is known without a trace, and is not what becomes of other pairs of their classes.
 */
import type { Ipv4 } from '../net/ipv4.ts';
import type { EndpointClass } from './endpoint-classes.ts';
import { isSelf, type PingTarget, type Source } from './endpoints.ts';
import type { Destination, Found } from './trace.ts';
import type { Stack } from './world.ts';

type Row = EndpointClass<Stack>;
type Column = EndpointClass<Destination>;

/** By cell, then by the host on which both are; undefined: on two. */
export type TwinGroups = ReadonlyMap<number, ReadonlyMap<string | undefined, TwinGroup>>;

interface TwinGroup {
  readonly group: {
    readonly row: Row;
    readonly column: Column;
    readonly host: string | undefined;
    readonly twins: true;
  };
  pairs: number;
}

/** Containers that are made of a mould have one address. */
export const haveOneAddress = (a: Stack, b: Stack): boolean =>
  a !== b && a.mould !== undefined && b.mould !== undefined && a.addresses[0] === b.addresses[0];

export class Twins {
  /** Those whose address another one has too. */
  private readonly sources: ReadonlyMap<Source, Ipv4>;
  private readonly targets: ReadonlyMap<PingTarget, Ipv4>;

  constructor(
    sources: readonly (readonly [Source, Found<Stack>])[],
    targets: readonly (readonly [PingTarget, Found<Destination>])[],
  ) {
    const held = new Map<Ipv4, number>();
    const addressOf = (stack: Stack): Ipv4 | undefined => (stack.mould === undefined ? undefined : stack.addresses[0]);
    for (const [, found] of sources) {
      const address = found.ok ? addressOf(found.value) : undefined;
      if (address !== undefined) held.set(address, (held.get(address) ?? 0) + 1);
    }
    const often = (address: Ipv4 | undefined): address is Ipv4 => address !== undefined && (held.get(address) ?? 0) > 1;
    this.sources = new Map(
      sources.flatMap(([source, found]) => {
        const address = found.ok ? addressOf(found.value) : undefined;
        return often(address) ? [[source, address] as const] : [];
      }),
    );
    this.targets = new Map(
      targets.flatMap(([target, found]) => {
        const address = found.ok ? addressOf(found.value.stack) : undefined;
        return often(address) ? [[target, address] as const] : [];
      }),
    );
  }

  has(source: Source): boolean {
    return this.sources.has(source);
  }

  /** The address that others have too. Undefined: nobody else has its address. */
  ofSource(source: Source): Ipv4 | undefined {
    return this.sources.get(source);
  }

  ofTarget(target: PingTarget): Ipv4 | undefined {
    return this.targets.get(target);
  }

  are(source: Source, target: PingTarget): boolean {
    const address = this.targets.get(target);
    return address !== undefined && this.sources.get(source) === address && !isSelf(source, target);
  }

  groups(
    rowOf: (source: Source) => Row,
    columnOf: (target: PingTarget) => Column,
    cellOf: (row: Row, column: Column) => number,
  ): TwinGroups {
    const groups = new Map<number, Map<string | undefined, TwinGroup>>();
    const add = (row: Row, column: Column, host: string | undefined, pairs: number): void => {
      if (pairs === 0) return;
      const cell = cellOf(row, column);
      const byHost = groups.get(cell) ?? new Map<string | undefined, TwinGroup>();
      groups.set(cell, byHost);
      const known = byHost.get(host);
      if (known) known.pairs += pairs;
      else byHost.set(host, { group: { row, column, host, twins: true }, pairs });
    };
    const held = counted(this.sources, rowOf);
    // Counted by class and host: where hundreds have one address, their pairs are too many to walk over.
    for (const [address, columns] of counted(this.targets, columnOf)) {
      for (const [row, sources] of held.get(address) ?? []) {
        for (const [column, targets] of columns) {
          const [fewer, more] = sources.size < targets.size ? [sources, targets] : [targets, sources];
          let onOneHost = 0;
          for (const [host, count] of fewer) {
            const pairs = count * (more.get(host) ?? 0);
            add(row, column, host, pairs);
            onOneHost += pairs;
          }
          add(row, column, undefined, sum(sources) * sum(targets) - onOneHost);
        }
      }
    }
    // Nothing pings itself.
    const byId = new Map([...this.sources.keys()].map((source) => [source.id, source]));
    for (const [target, address] of this.targets) {
      const source = byId.get(target.id);
      if (source === undefined || !isSelf(source, target) || this.sources.get(source) !== address) continue;
      add(rowOf(source), columnOf(target), target.host, -1);
    }
    for (const byHost of groups.values()) for (const [host, { pairs }] of byHost) if (pairs === 0) byHost.delete(host);
    return groups;
  }
}

type Counts = ReadonlyMap<string, number>;

/** How many of each class each host has of an address. */
function counted<End extends { readonly host: string }, Class>(
  ends: ReadonlyMap<End, Ipv4>,
  classOf: (end: End) => Class,
): ReadonlyMap<Ipv4, ReadonlyMap<Class, Counts>> {
  const all = new Map<Ipv4, Map<Class, Map<string, number>>>();
  for (const [end, address] of ends) {
    const classes = all.get(address) ?? new Map<Class, Map<string, number>>();
    const hosts = classes.get(classOf(end)) ?? new Map<string, number>();
    all.set(address, classes.set(classOf(end), hosts.set(end.host, (hosts.get(end.host) ?? 0) + 1)));
  }
  return all;
}

const sum = (counts: Counts): number => [...counts.values()].reduce((all, count) => all + count, 0);
