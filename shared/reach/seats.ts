/**
 * What the rest of the world can tell of an endpoint from afar, where every packet goes by its gateway: by which router it
 * leaves and arrives, and how every router treats its address. Four hundred VLANs behind one router that treats them alike are
 * one seat; the trace of one pair of seats then stands for all pairs between them.
 *
 * A seat is a text of everything that a trace between two distant endpoints looks at. Endpoints with more than one way out,
 * and those whose own firewall or parent decides, have none: their pairs are traced one by one.
 */
import { type Cidr, containsAddress, type Ipv4 } from '../net/ipv4.ts';
import { type Neighbours, unanswered } from './neighbours.ts';
import type { SortedAddresses } from './sorted-addresses.ts';
import { type WayOut, wayOut, widest } from './way-out.ts';
import { isIpvlanL3, type NetInterface, type Stack, type World } from './world.ts';

export interface Seat {
  readonly number: number;
  /** What the endpoint sends to without a router; pairs within are not distant. The same list for all seats of one stack. */
  readonly near: readonly Cidr[];
  /** What it sends from to distant destinations; undefined: it has no way there. */
  readonly source: Ipv4 | undefined;
  /** Its gateway does not answer: then even its layer-2 domain tells it apart from the destination's. */
  readonly silent: boolean;
  /** It is a router itself: how it answers is part of the other's seat. */
  readonly router: boolean;
}

export class Seats {
  private readonly world: World;
  private readonly neighbours: Neighbours;
  private readonly routers: readonly Stack[];
  /** Where it matters by which interface a packet leaves, for the address that it is given there. */
  private readonly translating: ReadonlySet<Stack>;
  private readonly sources: SortedAddresses;
  private readonly numbers = new Map<string, number>();
  private readonly ways = new Map<Stack, WayOut | undefined>();

  /** @param sources every address that an endpoint may send from */
  constructor(world: World, neighbours: Neighbours, routers: readonly Stack[], sources: SortedAddresses) {
    this.world = world;
    this.neighbours = neighbours;
    this.routers = routers;
    this.sources = sources;
    this.translating = new Set(routers.filter(({ firewall }) => firewall?.mayTranslate(sources)));
  }

  get count(): number {
    return this.numbers.size;
  }

  /** As a source; or as a destination at one of its addresses. */
  of(stack: Stack, address: Ipv4 | undefined): Seat | undefined {
    if (address !== undefined && this.isShared(address)) return undefined;
    if (this.routers.includes(stack)) return address === undefined ? undefined : this.routerSeat(stack, address);
    const way = this.wayOf(stack);
    if (way === undefined) return undefined;
    const { source } = way;
    const own = address ?? source;
    if (own === undefined && way.gateway !== undefined) return undefined;
    if (own === undefined) return this.seat('nowhere', way.near, undefined, false, false);
    if (this.isShared(own)) return undefined;
    const leaving = this.leaving(stack, way, own);
    const arriving = leaving && this.arriving(stack, way, own, leaving.gateway);
    if (leaving === undefined || arriving === undefined) return undefined;
    return this.seat(`${leaving.text}|${arriving}`, way.near, source, leaving.silent, false);
  }

  /** Once for each stack: one with thousands of addresses is asked as often. Undefined: its packets are decided by more than that. */
  private wayOf(stack: Stack): WayOut | undefined {
    if (!this.ways.has(stack)) {
      const way = this.isPlain(stack) ? wayOut(stack) : undefined;
      this.ways.set(stack, way && { ...way, near: widest(way.near) });
    }
    return this.ways.get(stack);
  }

  private isShared(address: Ipv4): boolean {
    return (this.world.owners.get(address)?.length ?? 0) > 1;
  }

  /** Nothing else decides over what it sends and hears than routes and neighbours. */
  private isPlain({ interfaces, firewall, host }: Stack): boolean {
    if (firewall && (!firewall.letsAllInAndOut || firewall.mayTranslate(this.sources))) return false;
    const routedByHost = this.routers.some((router) => router.host === host);
    return interfaces.every(
      (item) =>
        !isIpvlanL3(item) &&
        item.sharedMac === undefined &&
        !(item.role === 'ipvlan' && routedByHost) &&
        item.device.children.ipvlan.size === 0,
    );
  }

  private seat(text: string, near: readonly Cidr[], source: Ipv4 | undefined, silent: boolean, router: boolean): Seat {
    const number = this.numbers.get(text) ?? this.numbers.size;
    this.numbers.set(text, number);
    return { number, near, source, silent, router };
  }

  /** A router's own address, as those see it who do not share a subnet with that. */
  private routerSeat(stack: Stack, address: Ipv4): Seat | undefined {
    const at = stack.own.get(address);
    if (at === undefined || at.addresses.length > 1) return undefined;
    let text = `own${stack.index},${segmentOf(at)}`;
    for (const router of this.routers) {
      text += `;${router.firewall?.kindOf(address) ?? ''}`;
      if (router === stack) continue;
      const route = router.routes.lookup(address);
      if (route?.type === 'unicast' && route.via === undefined) return undefined;
      text += `,${route === undefined ? '' : router.routes.entries.indexOf(route)}`;
    }
    return this.seat(text, [], undefined, false, true);
  }

  /** How it sends to what is distant. */
  private leaving({ kind }: Stack, { gateway: out }: WayOut, own: Ipv4): Leaving | undefined {
    if (out === undefined) return { text: `${kind},none`, silent: false, gateway: undefined };
    const { dev, via } = out;
    const answer = this.neighbours.ask(dev, via, own);
    const wire = segmentOf(dev);
    if (answer.kind === 'duplicate') return { text: `${kind},duplicate`, silent: false, gateway: undefined };
    if (answer.kind === 'silence') {
      const { code } = unanswered(this.world, dev, via, 'gateway', answer, own);
      return { text: `${kind},${code},${answer.to ? 'to' : ''},${wire}`, silent: true, gateway: undefined };
    }
    const { to, hearing } = answer;
    if (to.stack.own.get(via) !== to) return undefined;
    const back = to.stack.routes.lookup(own);
    const returns = back === undefined ? '' : back.dev === to ? 'same' : 'other';
    return {
      text: `${kind},by${this.face(to)},${hearing},${to.reversePath},${returns},${wire}`,
      silent: false,
      gateway: to.stack,
    };
  }

  /** How each router sends to it, and whether it takes what comes. */
  private arriving(stack: Stack, { gateway: out }: WayOut, own: Ipv4, gateway: Stack | undefined): string | undefined {
    const at = stack.own.get(own);
    if (at === undefined) return undefined;
    let text = segmentOf(at);
    for (const router of this.routers) {
      text += `;${router.firewall?.kindOf(own) ?? ''}`;
      const route = router.routes.lookup(own);
      if (route === undefined) continue;
      const { dev } = route;
      const answer =
        route.type === 'unicast' && route.via === undefined && dev !== undefined && !isIpvlanL3(dev)
          ? this.neighbours.ask(dev, own, own)
          : undefined;
      if (dev === undefined || answer?.kind !== 'neighbour') {
        text += `,${router.routes.entries.indexOf(route)},${answer?.kind ?? ''}`;
        if (dev && answer?.kind === 'silence')
          text += `,${unanswered(this.world, dev, own, 'destination', answer, own).code}`;
        continue;
      }
      const { to, hearing } = answer;
      if (to.stack !== stack) return undefined;
      const face = router === gateway ? this.face(dev) : `#${dev.serial}`;
      text += `,on${face},${hearing},${to.reversePath},${to.index},${to === at},${out?.dev === to}`;
    }
    return text;
  }

  /** An interface of a router, as far as its rules can tell it from others. */
  private face(item: NetInterface): string {
    const { stack, serial, addresses } = item;
    if (this.translating.has(stack) || addresses.length !== 1) return `#${serial}`;
    return `${stack.index}.${stack.firewall?.faceOf(item) ?? ''}`;
  }
}

interface Leaving {
  readonly text: string;
  /** Nothing answers as its gateway. */
  readonly silent: boolean;
  readonly gateway: Stack | undefined;
}

const segmentOf = ({ device }: NetInterface): string => device.wire?.segment ?? '';

/** Whether a pair is distant, so that their seats decide: each sends to the other by its gateway only. */
export function areDistant(from: Seat, to: Seat, destination: Ipv4, shareDomain: () => boolean): boolean {
  if (isNear(from, destination)) return false;
  if (from.source !== undefined && !to.router && isNear(to, from.source)) return false;
  return !(from.silent && shareDomain());
}

/** Asked for every cell of a matrix: a plain loop. */
function isNear({ near }: Seat, address: Ipv4): boolean {
  for (const cidr of near) if (containsAddress(cidr, address)) return true;
  return false;
}
