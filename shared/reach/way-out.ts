import { type Cidr, containsCidr, type Ipv4, networkOf } from '../net/ipv4.ts';
import { sourceFor } from './route-table.ts';
import type { NetInterface, Stack } from './world.ts';

/** The routes of a machine that has its subnets and at most one default route by a gateway. */
export interface WayOut {
  /** What it sends to without a router, itself and the router included. */
  readonly near: readonly Cidr[];
  readonly gateway: { readonly dev: NetInterface; readonly via: Ipv4 } | undefined;
  /** What it sends from by its gateway. */
  readonly source: Ipv4 | undefined;
}

/** Undefined: its routes are more than that. */
export function wayOut({ routes, addresses }: Stack): WayOut | undefined {
  const near: Cidr[] = addresses.map((address) => ({ address, prefix: 32 }));
  let gateway: WayOut['gateway'];
  let source: Ipv4 | undefined;
  for (const route of routes.entries) {
    const { to, via, dev, type } = route;
    if (type !== 'unicast' || dev === undefined) return undefined;
    if (via === undefined) near.push(to);
    else if (to.prefix > 0 || gateway !== undefined) return undefined;
    else {
      gateway = { dev, via };
      near.push({ address: via, prefix: 32 });
      source = sourceFor(route, dev);
    }
  }
  return { near, gateway, source };
}

/** Without the blocks that lie within others. Blocks lie within each other or apart, so that sorted the outer ones come first. */
export function widest(blocks: readonly Cidr[]): readonly Cidr[] {
  const kept: Cidr[] = [];
  for (const cidr of blocks.toSorted((a, b) => networkOf(a) - networkOf(b) || a.prefix - b.prefix)) {
    const last = kept.at(-1);
    if (last === undefined || !containsCidr(last, cidr)) kept.push(cidr);
  }
  return kept;
}
