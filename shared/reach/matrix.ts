/**
 * The verdict of every pair, from classes: sources that no trace can tell apart make one row, targets one column, and one trace
 * decides a cell for all its pairs. Pairs on one host have a second cell where both ends can hear each other.
 */
import { DistantPairs } from './distant-pairs.ts';
import {
  type EndpointClass,
  EndpointClasses,
  haveDomainInCommon,
  type Member,
  onTwoHosts,
  type Placed,
} from './endpoint-classes.ts';
import { type Endpoints, isSelf, type Source, type Target } from './endpoints.ts';
import { verdictOf } from './findings.ts';
import type { Outcome } from './prediction.ts';
import { type ReasonCode, reasonCodes } from './reason-codes.ts';
import { SortedAddresses } from './sorted-addresses.ts';
import { StackClasses } from './stack-classes.ts';
import { type Destination, type Found, findSource, findTarget, type Tracer, whyNoPair } from './trace.ts';
import type { VerdictKind } from './verdict.ts';
import type { Stack } from './world.ts';

type Row = EndpointClass<Stack>;
type Column = EndpointClass<Destination>;

export class Matrix {
  private readonly tracer: Tracer;
  private readonly sources: EndpointClasses<Source, Stack>;
  private readonly targets: EndpointClasses<Target, Destination>;
  /** Index of the reason code, plus one; 0: not traced yet. Row by row. */
  private readonly apart: Uint8Array;
  private readonly together: Uint8Array;
  private readonly distant: DistantPairs;
  private readonly all: Endpoints;
  private counted: Readonly<Record<VerdictKind, number>> | undefined;

  constructor(tracer: Tracer, all: Endpoints) {
    this.tracer = tracer;
    this.all = all;
    const { world } = tracer;
    const sources = all.sources.map((source) => [source, findSource(world, source)] as const);
    const targets = all.targets.map((target) => [target, findTarget(world, target)] as const);
    const pinged = targets.flatMap(([, found]) => (found.ok ? found.value.address : []));
    const classes = new StackClasses(world, new SortedAddresses(pinged));
    const domainsOf = (stack: Stack) => classes.domainsOf(stack);
    this.sources = new EndpointClasses(sources, (found) => placeSource(classes, found), domainsOf);
    this.targets = new EndpointClasses(targets, (found) => placeTarget(classes, found), domainsOf);
    const cells = this.sources.list.length * this.targets.list.length;
    this.apart = new Uint8Array(cells);
    this.together = new Uint8Array(cells);
    this.distant = new DistantPairs(tracer, classes, this.sources.list, this.targets.list);
  }

  outcome(source: Source, target: Target): Outcome {
    const host = source.host === target.host ? source.host : undefined;
    const cell = this.cell(this.sources.classOf(source), this.targets.classOf(target), host);
    const code = reasonCodes[cell - 1] ?? 'host-unknown';
    return { verdict: verdictOf({ code }), code };
  }

  /** How many classes there are. */
  get size(): { readonly rows: number; readonly columns: number } {
    return { rows: this.sources.list.length, columns: this.targets.list.length };
  }

  /** Traces every cell that any pair falls into. */
  get counts(): Readonly<Record<VerdictKind, number>> {
    this.counted ??= this.count();
    return this.counted;
  }

  private count(): Readonly<Record<VerdictKind, number>> {
    const selves = this.selves();
    const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
    const add = (cell: number, pairs: number): void => {
      counts[verdicts[cell - 1] ?? 'uncertain'] += pairs;
    };
    for (const row of this.sources.list) {
      const onOneHost = new Uint32Array(this.targets.list.length);
      for (const [host, { count }] of row.byHost) {
        for (const { its: column, member } of this.targets.on(host)) {
          const pairs = count * member.count;
          onOneHost[column.index] = (onOneHost[column.index] ?? 0) + pairs;
          const others = pairs - (selves.get(host)?.get(this.at(row, column)) ?? 0);
          if (others > 0) add(this.cell(row, column, host), others);
        }
      }
      this.countApart(row, onOneHost, add);
    }
    return counts;
  }

  /** Pairs on two hosts. Most are distant: their cells are few, and looked up once for all columns that share one. */
  private countApart(row: Row, onOneHost: Uint32Array, add: (cell: number, pairs: number) => void): void {
    const distant = this.distant.distantFrom(row);
    const shared = new Map<number, { readonly column: Column; pairs: number }>();
    for (const column of this.targets.list) {
      const pairs = row.size * column.size - (onOneHost[column.index] ?? 0);
      if (pairs === 0) continue;
      if (distant[column.index] === 0) {
        add(this.cell(row, column, undefined), pairs);
        continue;
      }
      const seat = this.distant.seatOf(column);
      const known = shared.get(seat);
      if (known) known.pairs += pairs;
      else shared.set(seat, { column, pairs });
    }
    for (const { column, pairs } of shared.values()) add(this.cell(row, column, undefined), pairs);
  }

  /** Pairs of a thing with itself, by host and cell. */
  private selves(): ReadonlyMap<string, ReadonlyMap<number, number>> {
    const sources = new Map(this.all.sources.map((source) => [source.id, source]));
    const selves = new Map<string, Map<number, number>>();
    for (const target of this.all.targets) {
      const source = sources.get(target.kind === 'interface' ? target.host : target.id);
      if (source === undefined || !isSelf(source, target)) continue;
      const at = this.at(this.sources.classOf(source), this.targets.classOf(target));
      const onHost = selves.get(target.host) ?? new Map<number, number>();
      selves.set(target.host, onHost.set(at, (onHost.get(at) ?? 0) + 1));
    }
    return selves;
  }

  private at(row: Row, column: Column): number {
    return row.index * this.targets.list.length + column.index;
  }

  private cell(row: Row, column: Column, host: string | undefined): number {
    return this.distant.cellOf(row, column, (from, to) => this.traced(from, to)) ?? this.nearCell(row, column, host);
  }

  private nearCell(row: Row, column: Column, host: string | undefined): number {
    const near = host !== undefined && haveDomainInCommon(row.domains, column.domains);
    const cells = near ? this.together : this.apart;
    const at = this.at(row, column);
    const known = cells[at];
    if (known) return known;
    const [from, to] = near ? [row.byHost.get(host), column.byHost.get(host)] : onTwoHosts(row.byHost, column.byHost);
    const cell = from && to ? this.traced(from, to) : 0;
    cells[at] = cell;
    return cell;
  }

  private traced(from: Member<Stack>, to: Member<Destination>): number {
    return (codeNumbers.get(this.traceMembers(from, to)) ?? 0) + 1;
  }

  private traceMembers(from: Member<Stack>, to: Member<Destination>): ReasonCode {
    if (from.stack === undefined || from.stack !== to.stack) return this.trace(from.found, to.found);
    return to.other ? this.trace(from.found, to.other) : this.trace(from.other ?? from.found, to.found);
  }

  private trace(from: Found<Stack>, to: Found<Destination>): ReasonCode {
    return from.ok && to.ok ? this.tracer.codeBetween(from.value, to.value) : whyNoPair(from, to).code;
  }
}

const codeNumbers: ReadonlyMap<ReasonCode, number> = new Map(reasonCodes.map((code, index) => [code, index]));
const verdicts: readonly VerdictKind[] = reasonCodes.map((code) => verdictOf({ code }));

function placeSource(classes: StackClasses, found: Found<Stack>): Placed {
  if (!found.ok) return { stack: undefined, key: `!${found.finding.code}` };
  return { stack: found.value, key: classes.numberOf(found.value) };
}

function placeTarget(classes: StackClasses, found: Found<Destination>): Placed {
  if (!found.ok) return { stack: undefined, key: `!${found.finding.code}` };
  const { stack, address } = found.value;
  const key = `${stack.addresses.indexOf(address)}:${classes.addresses.classOf(address)}:${classes.numberOf(stack)}`;
  return { stack, key };
}
