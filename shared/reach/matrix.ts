/**
 * The verdict of every pair, from classes: sources that no trace can tell apart make one row, targets one column, and one trace
 * decides a cell for all its pairs. Pairs on one host have a second cell where both ends can hear each other. Pairs of two
 * containers with one address are apart from all that: what becomes of them is known without a trace.
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
import { type Endpoints, isSelf, type Pair, type PingTarget, type Source } from './endpoints.ts';
import { verdictOf } from './findings.ts';
import type { Outcome, PairClass, PredictionTable } from './prediction.ts';
import { DUPLICATE, outcomeOfCell } from './prediction-table.ts';
import { type ReasonCode, reasonCodes } from './reason-codes.ts';
import { SortedAddresses } from './sorted-addresses.ts';
import { StackClasses } from './stack-classes.ts';
import { type Destination, type Found, findSource, findTarget, type Tracer, whyNoPair } from './trace.ts';
import { haveOneAddress, type TwinGroups, Twins } from './twins.ts';
import type { VerdictKind } from './verdict.ts';
import type { Stack } from './world.ts';

type Row = EndpointClass<Stack>;
type Column = EndpointClass<Destination>;

/** Pairs that no trace can tell apart. */
interface Group {
  readonly row: Row;
  readonly column: Column;
  /** On which both are; undefined: they are on two. */
  readonly host: string | undefined;
  /** Both hold the one address that is pinged. */
  readonly twins: boolean;
}

type Visit = (group: Group, pairs: number) => void;

export class Matrix {
  private readonly tracer: Tracer;
  private readonly sources: EndpointClasses<Source, Stack>;
  private readonly targets: EndpointClasses<PingTarget, Destination>;
  /** Index of the reason code, plus one; 0: not traced yet. Row by row. */
  private readonly apart: Uint8Array;
  private readonly together: Uint8Array;
  private readonly distant: DistantPairs;
  private readonly twins: Twins;
  private readonly all: Endpoints;
  private counted: Readonly<Record<VerdictKind, number>> | undefined;

  constructor(tracer: Tracer, all: Endpoints) {
    this.tracer = tracer;
    this.all = all;
    const { world } = tracer;
    const sources = all.sources.map((source) => [source, findSource(world, source)] as const);
    const targets = all.targets.map((target) => [target, findTarget(world, target)] as const);
    this.twins = new Twins(sources, targets);
    const pinged = targets.flatMap(([, found]) => (found.ok ? found.value.address : []));
    const named = targets.flatMap(([{ kind }, found]) => (kind === 'address' && found.ok ? found.value.address : []));
    const classes = new StackClasses(world, new SortedAddresses(pinged), new Set(named));
    const domainsOf = (stack: Stack) => classes.domainsOf(stack);
    this.sources = new EndpointClasses(sources, (found) => placeSource(classes, found), domainsOf);
    this.targets = new EndpointClasses(targets, (found) => placeTarget(classes, found), domainsOf);
    const cells = this.sources.list.length * this.targets.list.length;
    this.apart = new Uint8Array(cells);
    this.together = new Uint8Array(cells);
    this.distant = new DistantPairs(tracer, classes, this.sources.list, this.targets.list);
  }

  outcome(source: Source, target: PingTarget): Outcome {
    const host = source.host === target.host ? source.host : undefined;
    const [row, column] = [this.sources.classOf(source), this.targets.classOf(target)];
    return outcomeOfCell(this.cell({ row, column, host, twins: this.twins.are(source, target) }));
  }

  /** Every cell as a number, traced now. Undefined: there are more than that. */
  table(most: number): PredictionTable | undefined {
    if (this.apart.length > most) return undefined;
    const { list } = this.targets;
    const [apart, together] = [new Uint8Array(this.apart.length), new Uint8Array(this.apart.length)];
    for (const row of this.sources.list) {
      for (const column of list) {
        const at = this.at(row, column);
        apart[at] = this.cell({ row, column, host: undefined, twins: false });
        const host = [...row.byHost.keys()].find((name) => column.byHost.has(name));
        if (host !== undefined) together[at] = this.cell({ row, column, host, twins: false });
      }
    }
    const { sources, targets } = this.all;
    return {
      endpoints: this.all,
      rows: Uint32Array.from(sources, (source) => this.sources.classOf(source).index),
      columns: Uint32Array.from(targets, (target) => this.targets.classOf(target).index),
      width: list.length,
      apart,
      together,
      sharedBySource: Uint32Array.from(sources, (source) => this.twins.ofSource(source) ?? 0),
      sharedByTarget: Uint32Array.from(targets, (target) => this.twins.ofTarget(target) ?? 0),
    };
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
    const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
    this.eachGroup((group, pairs) => {
      counts[verdicts[this.cell(group) - 1] ?? 'uncertain'] += pairs;
    });
    return counts;
  }

  /** Which class the pair belongs to: a number of its own for all pairs that no trace can tell apart. */
  classOf(source: Source, target: PingTarget): number {
    const host = source.host === target.host ? source.host : undefined;
    const [row, column] = [this.sources.classOf(source), this.targets.classOf(target)];
    return this.classNumber({ row, column, host, twins: this.twins.are(source, target) });
  }

  /** Every class that any pair is in: how many are, and one of them. */
  get pairClasses(): ReadonlyMap<number, PairClass> {
    const classes = new Map<number, { size: number; readonly group: Group }>();
    this.eachGroup((group, pairs) => {
      const number = this.classNumber(group);
      const known = classes.get(number);
      if (known) known.size += pairs;
      else classes.set(number, { size: pairs, group });
    });
    const sources = grouped(this.all.sources, (source) => this.sources.classOf(source));
    const targets = grouped(this.all.targets, (target) => this.targets.classOf(target));
    return new Map(
      [...classes].flatMap(([number, { size, group }]) => {
        const pair = this.onePair(sources.get(group.row) ?? [], targets.get(group.column) ?? [], group);
        return pair ? [[number, { size, pair }] as const] : [];
      }),
    );
  }

  private classNumber(group: Group): number {
    const { row, column, twins } = group;
    const distant = twins ? undefined : this.distant.numberOf(row, column);
    if (distant !== undefined) return distant;
    const table = twins ? 2 : this.isNear(group) ? 1 : 0;
    return this.distant.count + table * this.apart.length + this.at(row, column);
  }

  /** Pairs of a row and a column, those on one host apart. Of distant ones, one column stands for all with its seat. */
  private eachGroup(visit: Visit): void {
    const selves = this.selves();
    const twins = this.twins.groups(
      (source) => this.sources.classOf(source),
      (target) => this.targets.classOf(target),
      (row, column) => this.at(row, column),
    );
    for (const row of this.sources.list) {
      const onOneHost = new Uint32Array(this.targets.list.length);
      for (const [host, { count }] of row.byHost) {
        for (const { its: column, member } of this.targets.on(host)) {
          const pairs = count * member.count;
          onOneHost[column.index] = (onOneHost[column.index] ?? 0) + pairs;
          const at = this.at(row, column);
          const others = pairs - (selves.get(host)?.get(at) ?? 0) - (twins.get(at)?.get(host)?.pairs ?? 0);
          if (others > 0) visit({ row, column, host, twins: false }, others);
        }
      }
      this.eachApart(row, onOneHost, twins, visit);
    }
    for (const byHost of twins.values()) for (const { group, pairs } of byHost.values()) visit(group, pairs);
  }

  /** Pairs on two hosts. Most are distant: their cells are few, and looked up once for all columns that share one. */
  private eachApart(row: Row, onOneHost: Uint32Array, twins: TwinGroups, visit: Visit): void {
    const distant = this.distant.distantFrom(row);
    const shared = new Map<number, { readonly column: Column; pairs: number }>();
    for (const column of this.targets.list) {
      const sameAddress = twins.size === 0 ? 0 : (twins.get(this.at(row, column))?.get(undefined)?.pairs ?? 0);
      const pairs = row.size * column.size - (onOneHost[column.index] ?? 0) - sameAddress;
      if (pairs === 0) continue;
      if (distant[column.index] === 0) {
        visit({ row, column, host: undefined, twins: false }, pairs);
        continue;
      }
      const seat = this.distant.seatOf(column);
      const known = shared.get(seat);
      if (known) known.pairs += pairs;
      else shared.set(seat, { column, pairs });
    }
    for (const { column, pairs } of shared.values()) visit({ row, column, host: undefined, twins: false }, pairs);
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

  private cell(group: Group): number {
    if (group.twins) return DUPLICATE;
    return this.distant.cellOf(group.row, group.column, (from, to) => this.traced(from, to)) ?? this.nearCell(group);
  }

  private nearCell(group: Group): number {
    const { row, column, host } = group;
    const near = this.isNear(group);
    const cells = near ? this.together : this.apart;
    const at = this.at(row, column);
    const known = cells[at];
    if (known) return known;
    const [from, to] =
      near && host !== undefined
        ? [row.byHost.get(host), column.byHost.get(host)]
        : onTwoHosts(row.byHost, column.byHost);
    const cell = from && to ? this.traced(from, to) : 0;
    cells[at] = cell;
    return cell;
  }

  private isNear({ row, column, host }: Group): boolean {
    return host !== undefined && haveDomainInCommon(row.domains, column.domains);
  }

  private traced(from: Member<Stack>, to: Member<Destination>): number {
    return (codeNumbers.get(this.traceMembers(from, to)) ?? 0) + 1;
  }

  private traceMembers(from: Member<Stack>, to: Member<Destination>): ReasonCode {
    const apart = from.stack !== to.stack && !(to.stack && from.stack && haveOneAddress(from.stack, to.stack));
    if (from.stack === undefined || apart) return this.trace(from.found, to.found);
    return to.other ? this.trace(from.found, to.other) : this.trace(from.other ?? from.found, to.found);
  }

  /** One pair on that host, or on two; nothing pings itself. */
  private onePair(
    sources: readonly Source[],
    targets: readonly PingTarget[],
    { host, twins }: Group,
  ): Pair | undefined {
    let alone: string | undefined;
    for (const source of sources) {
      if (host === undefined ? source.host === alone && !this.twins.has(source) : source.host !== host) continue;
      const target = targets.find(
        (one) =>
          (host === undefined) !== (one.host === source.host) &&
          !isSelf(source, one) &&
          this.twins.are(source, one) === twins,
      );
      if (target) return { source, target };
      alone = source.host;
    }
    return undefined;
  }

  private trace(from: Found<Stack>, to: Found<Destination>): ReasonCode {
    return from.ok && to.ok ? this.tracer.codeBetween(from.value, to.value) : whyNoPair(from, to).code;
  }
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
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
