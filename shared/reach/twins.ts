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
    const byAddress = new Map<Ipv4, Source[]>();
    for (const [source, address] of this.sources) {
      const known = byAddress.get(address);
      if (known) known.push(source);
      else byAddress.set(address, [source]);
    }
    const groups = new Map<number, Map<string | undefined, TwinGroup>>();
    for (const [target, address] of this.targets) {
      const column = columnOf(target);
      for (const source of byAddress.get(address) ?? []) {
        if (isSelf(source, target)) continue;
        const row = rowOf(source);
        const host = source.host === target.host ? source.host : undefined;
        const cell = cellOf(row, column);
        const byHost = groups.get(cell) ?? new Map<string | undefined, TwinGroup>();
        groups.set(cell, byHost);
        const known = byHost.get(host);
        if (known) known.pairs += 1;
        else byHost.set(host, { group: { row, column, host, twins: true }, pairs: 1 });
      }
    }
    return groups;
  }
}
