import type { Route } from './state.ts';
import { asList, asNumber, asRecord, asText, textOrNone, type Unknown } from './untrusted.ts';

const TYPES = ['unicast', 'blackhole', 'unreachable', 'prohibit', 'local', 'broadcast'] as const;

/** The JSON of `ip -j route show`, the main table of IPv4. A route over several next hops is one route for each. */
export const parseRoutes = (parsed: unknown): readonly Route[] =>
  asList(parsed)
    .map(asRecord)
    .filter((item) => asText(item.dst) !== '')
    .flatMap((item) => {
      const hops = asList(item.nexthops).map(asRecord);
      return (hops.length === 0 ? [item] : hops).filter(isAlive).map((hop) => routeOf(item, hop));
    });

/** The kernel keeps a route whose link is down and does not use it. */
const isAlive = ({ flags }: Unknown): boolean => !asList(flags).includes('dead');

function routeOf(item: Unknown, hop: Unknown): Route {
  const type = item.type === undefined ? 'unicast' : TYPES.find((known) => known === item.type);
  return {
    to: destination(asText(item.dst)),
    type: type ?? 'other',
    // `via` is a next hop of the other family.
    via: textOrNone(hop.gateway) ?? textOrNone(asRecord(hop.via).host),
    dev: textOrNone(hop.dev),
    source: textOrNone(item.prefsrc),
    scope: asText(item.scope) || 'global',
    protocol: asText(item.protocol) || 'boot',
    metric: asNumber(item.metric),
    table: asText(item.table) || 'main',
  };
}

function destination(text: string): string {
  if (text === 'default') return '0.0.0.0/0';
  return text.includes('/') ? text : `${text}/32`;
}
