/** The part of the matrix in which all packets go by gateways: one trace for each two seats. */
import { type Ipv4, maskOf } from '../net/ipv4.ts';
import { type Domains, type EndpointClass, haveDomainInCommon, type Member, onTwoHosts } from './endpoint-classes.ts';
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
  private readonly domains: readonly Domains[];
  private readonly addresses: Uint32Array;
  /** 1: the column has a seat. */
  private readonly seated: Uint8Array;
  /** What columns send to without a router, each block with the number of those columns. */
  private readonly blocks: { readonly networks: Uint32Array; readonly masks: Uint32Array; readonly of: Uint32Array };
  /** By that number, the columns: a machine with thousands of addresses sends from all of them to the same blocks. */
  private readonly sameNear: readonly (readonly number[])[];
  private readonly width: number;
  private readonly cells: Uint8Array;

  constructor(tracer: Tracer, classes: StackClasses, rows: readonly Row[], columns: readonly Column[]) {
    const stacks = rows.map(({ byHost }) => first(byHost));
    const destinations = columns.map(({ byHost }) => first(byHost));
    const sources = stacks.flatMap((stack) => sourceOf(stack) ?? []);
    this.addresses = Uint32Array.from(destinations, (destination) => destination?.address ?? 0);
    const all = new SortedAddresses([...sources, ...this.addresses]);
    const seats = new Seats(tracer.world, tracer.neighbours, classes.routers, all);
    this.rows = stacks.map((stack) => stack && seats.of(stack, undefined));
    this.columns = destinations.map((destination) => destination && seats.of(destination.stack, destination.address));
    this.domains = columns.map(({ domains }) => domains);
    this.seated = Uint8Array.from(this.columns, (seat) => (seat ? 1 : 0));
    const groups = new Map<Seat['near'], number[]>();
    for (const [at, seat] of this.columns.entries()) {
      if (seat === undefined || seat.router) continue;
      const group = groups.get(seat.near);
      if (group) group.push(at);
      else groups.set(seat.near, [at]);
    }
    this.sameNear = [...groups.values()];
    const near = [...groups.keys()].flatMap((blocks, of) => blocks.map((block) => ({ ...block, of })));
    this.blocks = {
      networks: Uint32Array.from(near, ({ address }) => address),
      masks: Uint32Array.from(near, ({ prefix }) => maskOf(prefix)),
      of: Uint32Array.from(near, ({ of }) => of),
    };
    this.width = seats.count;
    this.cells = new Uint8Array(seats.count * seats.count);
  }

  /** By column, 1 where `cellOf` has a cell: all of a row in plain loops over numbers. */
  distantFrom(row: Row): Uint8Array {
    const from = this.rows[row.index];
    if (from === undefined) return new Uint8Array(this.seated.length);
    const distant = this.seated.slice();
    for (const { address, prefix } of from.near) leaveOut(distant, this.addresses, address, maskOf(prefix));
    const { networks, masks, of } = this.blocks;
    const { source } = from;
    for (let at = 0; source !== undefined && at < of.length; at++) {
      if (((source ^ (networks[at] ?? 0)) & (masks[at] ?? 0)) !== 0) continue;
      for (const column of this.sameNear[of[at] ?? 0] ?? []) distant[column] = 0;
    }
    if (from.silent) {
      for (const [at, domains] of this.domains.entries()) if (haveDomainInCommon(row.domains, domains)) distant[at] = 0;
    }
    return distant;
  }

  /** Distant columns with the same number have the same cell in a row. */
  seatOf(column: Column): number {
    return this.columns[column.index]?.number ?? 0;
  }

  /** The number of its cell. Undefined: the pair is not distant. */
  numberOf(row: Row, column: Column): number | undefined {
    const from = this.rows[row.index];
    const to = this.columns[column.index];
    if (from === undefined || to === undefined) return undefined;
    const destination = this.addresses[column.index] ?? 0;
    const shareDomain = () => haveDomainInCommon(row.domains, column.domains);
    return areDistant(from, to, destination, shareDomain) ? from.number * this.width + to.number : undefined;
  }

  /** How many cells there are. */
  get count(): number {
    return this.cells.length;
  }

  /** Undefined: the pair is not distant. */
  cellOf(row: Row, column: Column, trace: Trace): number | undefined {
    const at = this.numberOf(row, column);
    if (at === undefined) return undefined;
    const known = this.cells[at];
    if (known) return known;
    const [a, b] = onTwoHosts(row.byHost, column.byHost);
    const cell = a && b ? trace(a, b) : 0;
    this.cells[at] = cell;
    return cell;
  }
}

function leaveOut(distant: Uint8Array, addresses: Uint32Array, network: Ipv4, mask: number): void {
  for (let at = 0; at < addresses.length; at++) if ((((addresses[at] ?? 0) ^ network) & mask) === 0) distant[at] = 0;
}

function first<T>(members: ReadonlyMap<string, Member<T>>): T | undefined {
  const [member] = members.values();
  return member?.found.ok ? member.found.value : undefined;
}

const sourceOf = (stack: Stack | undefined): Ipv4 | undefined => stack && wayOut(stack)?.source;
