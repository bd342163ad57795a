import type { HostState, Route } from '../host/state.ts';
import { indexBy } from '../index-by.ts';
import type { Host } from '../lab/lab.ts';
import { cidrContains } from '../net/ip.ts';
import { perObject } from '../per-object.ts';
import { type Problem, problem } from '../problem.ts';
import { addressKey } from './address.ts';
import { claimed, claimsOf, nothingBefore, ownClaim } from './claimed.ts';
import { groundKeys } from './nic.ts';
import type { ResourceKind, Wanted } from './resource.ts';

const kind = 'route';
const routeKey = (to: string, via: string): string => `${kind}:${to}=${via}`;

/** `on`: the drawing's interfaces and addresses through which the next hop is reached. */
function route(lab: string, host: string, to: string, via: string, on: readonly string[]): Wanted {
  return claimed({
    lab,
    kind,
    key: routeKey(to, via),
    subject: host,
    noun: `route to ${to}`,
    explain: `Let ${host} send packets for ${to} to ${via}.`,
    requires: on,
    needs: ['ip'],
    obstacle: (state) => taken(state, lab, host, to),
    stands: (state) => inMain(state, to).some((item) => item.via === via),
    before: () => nothingBefore,
    create: { do: 'add-route', to, via },
    goesWith: (state) => inMain(state, to).find((item) => item.via === via)?.dev,
    restore: () => [{ do: 'delete-route', to, via }],
  });
}

/** The routes to a block that count; asked for each route of the lab. */
const inMain = ({ routes }: HostState, to: string): readonly Route[] => byBlock(routes).get(bare(to)) ?? [];

const byBlock = perObject((routes: HostState['routes']) =>
  indexBy(
    routes.filter(({ type, table, metric }) => type === 'unicast' && table === 'main' && metric === 0),
    ({ to }) => [bare(to)],
  ),
);

/** `ip route` writes the route to a single address without its /32. */
const bare = (block: string): string => block.replace(/\/32$/, '');

/** The kernel holds one route per destination and metric. */
function taken(state: HostState, lab: string, host: string, to: string): Problem | undefined {
  const other = inMain(state, to).find((item) => ownClaim(state, lab, routeKey(to, item.via ?? '')) === undefined);
  if (other === undefined) return undefined;
  const how = [other.via && `via ${other.via}`, other.dev && `through ${other.dev}`].filter(Boolean).join(' ');
  return problem({
    code: 'route-taken',
    subject: host,
    message: `${host} has a route to ${to} already, ${how}.`,
    hint: 'Remove it there, or take it out of the drawing.',
  });
}

/** The kernel takes a next hop only when an address of the host makes it a neighbour. */
const neighbours = (host: Host, via: string): readonly string[] =>
  host.interfaces.flatMap(({ name, kind: of, address }) =>
    of !== 'shim' && address !== undefined && cidrContains(address, via)
      ? [...groundKeys(name), addressKey(name, address)]
      : [],
  );

export const routeKind: ResourceKind = {
  kind,
  desired: (lab, host) =>
    (host.routing?.routes ?? []).map(({ to, via }) => route(lab.name, host.name, to, via, neighbours(host, via))),
  owned: (state, lab, host) =>
    claimsOf(state, lab, kind).flatMap((rest) => {
      const [, to, via] = /^([\d./]+)=([\d.]+)$/.exec(rest) ?? [];
      if (to === undefined || via === undefined) return [];
      const on = state.links.flatMap(({ name, addresses }) =>
        addresses
          .map(({ address, prefix }) => `${address}/${prefix}`)
          .filter((cidr) => cidrContains(cidr, via))
          .flatMap((cidr) => [...groundKeys(name), addressKey(name, cidr)]),
      );
      return [route(lab, host, to, via, on)];
    }),
};
