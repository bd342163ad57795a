/** The routes that the kernel makes by itself for addresses (fib_frontend.c, fib_add_ifaddr). */
import type { Route } from '../../host/state.ts';
import { type Cidr, formatCidr, parseCidr, subnetOf } from '../../net/ipv4.ts';

/** The block that an address makes its link's neighbours; a /32 leaves room for none (`connected-route`). */
export const connectedBlock = (own: Cidr): Cidr | undefined => (own.prefix === 32 ? undefined : subnetOf(own));

/** The route that comes with an IPv4 address of a link that is up. */
export function connectedRoute(
  dev: string,
  { address, peer, prefix }: { readonly address: string; readonly peer?: string; readonly prefix: number },
): Route | undefined {
  const own = parseCidr(`${peer ?? address}/${prefix}`);
  // To the other end of a cable between two there is a way also where it is alone.
  const block = own && (peer === undefined ? connectedBlock(own) : subnetOf(own));
  if (block === undefined) return undefined;
  return {
    ...plainRoute,
    to: formatCidr(block),
    via: undefined,
    dev,
    source: address,
    scope: 'link',
    protocol: 'kernel',
  };
}

/** What most routes have in common. */
export const plainRoute = { type: 'unicast', metric: 0, table: 'main' } as const;
