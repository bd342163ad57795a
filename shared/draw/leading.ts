/** Routes that senders lack: by which neighbour that forwards packets they could be sent. */
import type { Host, Lab } from '../lab/lab.ts';
import { domainOf, indexOf, thingNamed } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { containsAddress, overlaps, parseCidr, parseCidrOrAddress, parseIpv4 } from '../net/ipv4.ts';
import { forwards } from './hosts.ts';
import { wayToInternet } from './internet.ts';

export interface MissingRoute {
  readonly host: string;
  readonly to: string;
  readonly via: string;
}

export const EVERYWHERE = '0.0.0.0/0';

/** Who decides where its packets go: a host itself; of a container its gateway, and in a routed mode its host. */
export function sendersFor(lab: Lab, id: string): readonly string[] {
  const thing = thingNamed(lab, id);
  if (thing?.kind === 'host') return [thing.name];
  if (thing?.kind === 'interface') return [thing.host];
  if (thing?.kind !== 'container') return [];
  const index = indexOf(lab);
  const [place] = index.container(thing.host, thing.name)?.attachments ?? [];
  const network = place && index.network(place.network);
  if (network?.gateway === undefined) return [thing.host];
  return lab.hosts
    .filter(({ interfaces }) =>
      interfaces.some(({ address }) => address !== undefined && addressPart(address) === network.gateway),
    )
    .map(({ name }) => name);
}

/** One for each of these senders that has none, by the neighbour that is nearest to the goal. */
export function missingRoutes(lab: Lab, senders: readonly string[], goal: string | undefined): readonly MissingRoute[] {
  return senders.flatMap((name): readonly MissingRoute[] => {
    const host = indexOf(lab).host(name);
    if (host === undefined || host.unmanaged) return [];
    const to = goal ?? EVERYWHERE;
    if (host.routing?.routes.some((route) => route.to === to) || meets(host, to)) return [];
    const via = nextHop(lab, host, goal);
    return via === undefined ? [] : [{ host: name, to, via }];
  });
}

const meets = (host: Host, to: string): boolean => {
  const block = to === EVERYWHERE ? undefined : parseCidrOrAddress(to);
  return host.interfaces.some(({ address }) => {
    const own = parseCidr(address ?? '');
    return own !== undefined && block !== undefined && overlaps(own, block);
  });
};

function nextHop(lab: Lab, host: Host, goal: string | undefined): string | undefined {
  const index = indexOf(lab);
  const near = lab.hosts.flatMap((other) =>
    other === host || !forwards(other)
      ? []
      : other.interfaces.flatMap((item) => {
          const value = item.address === undefined ? undefined : parseIpv4(addressPart(item.address));
          const wire = index.wire(other.name, item.name);
          const isNear = host.interfaces.some((own) => {
            const block = parseCidr(own.address ?? '');
            const there = index.wire(host.name, own.name);
            return (
              block !== undefined &&
              value !== undefined &&
              wire !== undefined &&
              there !== undefined &&
              containsAddress(block, value) &&
              domainOf(there) === domainOf(wire)
            );
          });
          return isNear ? [{ other, address: addressPart(item.address as string) }] : [];
        }),
  );
  const leads = ({ other }: { readonly other: Host }): boolean =>
    goal === undefined
      ? wayToInternet(lab, other.name) !== undefined ||
        other.routing?.routes.some(({ to }) => to === EVERYWHERE) === true
      : meets(other, goal);
  return (near.find(leads) ?? near[0])?.address;
}
