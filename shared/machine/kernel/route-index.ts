/**
 * The routes of a machine by where they lead, as the kernel's tree holds them. An index belongs to one list of routes and moves on
 * to the list that follows it, as that of links does.
 */
import type { Route } from '../../host/state.ts';
import { type Ipv4, networkOf, parseCidr } from '../../net/ipv4.ts';
import { perObject } from '../../per-object.ts';

type Routes = readonly Route[];

/** Where a route leads. */
export const blockOf = perObject(({ to }: Route) => parseCidr(to));

export class RouteIndex {
  private static readonly known = new WeakMap<Routes, RouteIndex>();
  private routes: Routes;
  /** By the length of their prefix, then by network. */
  private readonly blocks = new Map<number, Map<Ipv4, Route[]>>();

  private constructor(routes: Routes) {
    this.routes = routes;
    for (const route of routes) this.put(route);
  }

  static of(routes: Routes): RouteIndex {
    const known = RouteIndex.known.get(routes) ?? new RouteIndex(routes);
    RouteIndex.known.set(routes, known);
    return known;
  }

  /** Those that lead to an address, in groups of one block each, the smallest first. */
  *leadingTo(address: Ipv4): Generator<Routes, undefined> {
    for (let prefix = 32; prefix >= 0; prefix -= 1) {
      const found = this.blocks.get(prefix)?.get(networkOf({ address, prefix }));
      if (found !== undefined) yield found;
    }
  }

  /** Those to a whole block. */
  to(block: { readonly address: Ipv4; readonly prefix: number }): Routes {
    return this.blocks.get(block.prefix)?.get(networkOf(block)) ?? [];
  }

  /** The list with one route more. */
  with(route: Route): Routes {
    RouteIndex.known.delete(this.routes);
    this.routes = [...this.routes, route];
    this.put(route);
    RouteIndex.known.set(this.routes, this);
    return this.routes;
  }

  private put(route: Route): void {
    const block = blockOf(route);
    if (block === undefined) return;
    const ofLength = this.blocks.get(block.prefix) ?? new Map<Ipv4, Route[]>();
    this.blocks.set(block.prefix, ofLength);
    const network = networkOf(block);
    const known = ofLength.get(network);
    if (known === undefined) ofLength.set(network, [route]);
    else known.push(route);
  }
}
