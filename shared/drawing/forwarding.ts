import type { Host, Interface } from '../lab/lab.ts';
import { cidrHolds } from './subnet.ts';
import { tagOfInterface } from './tags.ts';

/** The interfaces that a router's forwarding joins: those with an address that the forward rules speak of. */
export function forwardingBetween(host: Host): readonly Interface[] {
  if (!host.routing?.forward) return [];
  const { allow } = host.routing;
  const addressed = host.interfaces.filter((item) => item.address !== undefined);
  if (typeof allow === 'string') return addressed;
  const named = addressed.filter((item) =>
    allow.some(({ from, to }) => [from, to].some((subnet) => cidrHolds(subnet, item.address ?? ''))),
  );
  return named.length > 0 ? named : addressed;
}

/**
 * What the forwarding lets through, in the words of the drawing: `10 ⇄ 20 allowed`, `10 → 20 allowed`, `all allowed`.
 * Subnets are named by the tag of the interface that has them.
 */
export function forwardingWords(host: Host): string {
  const allow = host.routing?.allow ?? 'none';
  if (allow === 'none') return "the host's own rules decide";
  const joined = forwardingBetween(host);
  const tagName = (iface: Interface): string => String(tagOfInterface(host, iface));
  if (allow === 'all') {
    const tags = [...new Set(joined.map(tagName))];
    return tags.length > 1 && tags.length <= 3 ? `${tags.join(' ⇄ ')} allowed` : 'everything may pass';
  }
  const nameOf = (subnet: string): string => {
    const iface = joined.find((item) => item.address && cidrHolds(subnet, item.address));
    return iface ? tagName(iface) : subnet;
  };
  const words: string[] = [];
  const told = new Set<string>();
  for (const rule of allow) {
    const [from, to] = [nameOf(rule.from), nameOf(rule.to)];
    if (told.has(`${from} ${to}`)) continue;
    const both = allow.some((other) => other.from === rule.to && other.to === rule.from);
    told.add(`${from} ${to}`);
    if (both) told.add(`${to} ${from}`);
    words.push(`${from} ${both ? '⇄' : '→'} ${to}${rule.replies && !both ? ' and replies' : ''}`);
  }
  if (words.length === 0) return 'nothing may pass';
  return words.length <= 2 ? `${words.join(', ')} allowed` : `${words[0]}, ${words.length - 1} more allowed`;
}
