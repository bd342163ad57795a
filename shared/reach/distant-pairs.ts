/** The part of the matrix in which all packets go by gateways: one trace for each two seats. */
import type { Ipv4 } from '../net/ipv4.ts';
import { type EndpointClass, haveDomainInCommon, type Member, onTwoHosts } from './endpoint-classes.ts';
import { areDistant, type Seat, Seats } from './seats.ts';
import { SortedAddresses } from './sorted-addresses.ts';
import type { StackClasses } from './stack-classes.ts';
import type { Destination, Tracer } from './trace.ts';
import { wayOut } from './way-out.ts';
import type { Stack } from './world.ts';

type Row = EndpointClass<Stack>;
type Column = EndpointClass<Destination>;
/** @returns a cell of the matrix */
type Trace = (from: Member<Stack>, to: Member<Destination>) => number;

export class DistantPairs {
  private readonly rows: readonly (Seat | undefined)[];
  private readonly columns: readonly (Seat | undefined)[];
  private readonly addresses: readonly Ipv4[];
  private readonly width: number;
  private readonly cells: Uint8Array;

  constructor(tracer: Tracer, classes: StackClasses, rows: readonly Row[], columns: readonly Column[]) {
    const stacks = rows.map(({ byHost }) => first(byHost));
    const destinations = columns.map(({ byHost }) => first(byHost));
    const sources = stacks.flatMap((stack) => sourceOf(stack) ?? []);
    this.addresses = destinations.map((destination) => destination?.address ?? 0);
    const all = new SortedAddresses([...sources, ...this.addresses]);
    const seats = new Seats(tracer.world, tracer.neighbours, classes.routers, all);
    this.rows = stacks.map((stack) => stack && seats.of(stack, undefined));
    this.columns = destinations.map((destination) => destination && seats.of(destination.stack, destination.address));
    this.width = seats.count;
    this.cells = new Uint8Array(seats.count * seats.count);
  }

  /** Undefined: the pair is not distant. */
  cellOf(row: Row, column: Column, trace: Trace): number | undefined {
    const from = this.rows[row.index];
    const to = this.columns[column.index];
    if (from === undefined || to === undefined) return undefined;
    const destination = this.addresses[column.index] ?? 0;
    const shareDomain = () => haveDomainInCommon(row.domains, column.domains);
    if (!areDistant(from, to, destination, shareDomain)) return undefined;
    const at = from.number * this.width + to.number;
    const known = this.cells[at];
    if (known) return known;
    const [a, b] = onTwoHosts(row.byHost, column.byHost);
    const cell = a && b ? trace(a, b) : 0;
    this.cells[at] = cell;
    return cell;
  }
}

function first<T>(members: ReadonlyMap<string, Member<T>>): T | undefined {
  const [member] = members.values();
  return member?.found.ok ? member.found.value : undefined;
}

const sourceOf = (stack: Stack | undefined): Ipv4 | undefined => stack && wayOut(stack)?.source;
