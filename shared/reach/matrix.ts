/**
 * The verdict of every pair, from classes: sources that no trace can tell apart make one row, targets one column, and one trace
 * decides a cell for all its pairs. Pairs on one host have a second cell where both ends can hear each other.
 */
import { parseIpv4 } from '../net/ipv4.ts';
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
import { type Destination, type Found, findSource, findTarget, type Tracer } from './trace.ts';
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
    const classes = new StackClasses(tracer.world, new SortedAddresses(addressesOf(all.targets)));
    const domainsOf = (stack: Stack | undefined) => classes.domainsOf(stack);
    this.sources = new EndpointClasses(all.sources, (source) => placeSource(tracer, classes, source), domainsOf);
    this.targets = new EndpointClasses(all.targets, (target) => placeTarget(tracer, classes, target), domainsOf);
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
    const onOneHost = new Uint32Array(this.apart.length);
    const selves = this.selves();
    const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
    const add = (cell: number, pairs: number): void => {
      counts[verdicts[cell - 1] ?? 'uncertain'] += pairs;
    };
    for (const row of this.sources.list) {
      for (const [host, { count }] of row.byHost) {
        for (const { its: column, member } of this.targets.on(host)) {
          const at = this.at(row, column);
          const pairs = count * member.count;
          onOneHost[at] = (onOneHost[at] ?? 0) + pairs;
          const others = pairs - (selves.get(host)?.get(at) ?? 0);
          if (others > 0) add(this.cell(row, column, host), others);
        }
      }
      for (const column of this.targets.list) {
        const pairs = row.size * column.size - (onOneHost[this.at(row, column)] ?? 0);
        if (pairs > 0) add(this.cell(row, column, undefined), pairs);
      }
    }
    return counts;
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
    if (!from.ok) return from.finding.code;
    if (!to.ok) return to.finding.code;
    return this.tracer.codeBetween(from.value, to.value);
  }
}

const codeNumbers: ReadonlyMap<ReasonCode, number> = new Map(reasonCodes.map((code, index) => [code, index]));
const verdicts: readonly VerdictKind[] = reasonCodes.map((code) => verdictOf({ code }));

const addressesOf = (targets: readonly Target[]): readonly number[] =>
  targets.flatMap(({ address }) => (address === undefined ? [] : (parseIpv4(address) ?? [])));

function placeSource(tracer: Tracer, classes: StackClasses, source: Source): Placed<Stack> {
  const found = findSource(tracer.world, source);
  return found.ok
    ? { found, stack: found.value, key: classes.numberOf(found.value) }
    : { found, stack: undefined, key: `!${found.finding.code}` };
}

function placeTarget(tracer: Tracer, classes: StackClasses, target: Target): Placed<Destination> {
  const found = findTarget(tracer.world, target);
  if (!found.ok) return { found, stack: undefined, key: `!${found.finding.code}` };
  const { stack, at, address } = found.value;
  const key = `${at.index}:${classes.addresses.classOf(address)}:${classes.numberOf(stack)}`;
  return { found, stack, key };
}
