/**
 * Hosts that hold each other's addresses, and are alike in all else: four hundred copies of one host, which a drawing has by
 * mistake. To exchange two of them changes nothing in the world, so that what becomes of a pair between two of them, or on one
 * of them, is what becomes of all such pairs.
 */
import type { Ipv4 } from '../net/ipv4.ts';
import type { Stack, World } from './world.ts';

export interface AlikeHostsOptions {
  /** Those that third parties ask for. */
  readonly hosts: ReadonlySet<string>;
  /** Who holds one of these is like nobody else. */
  readonly unlike: ReadonlySet<Ipv4>;
  /** Everything that a trace looks at, but for the host. */
  readonly describe: (stack: Stack) => string;
}

/** A number for each host that has its like: equal numbers, alike hosts. */
export function alikeHosts(
  { stacks }: World,
  { hosts, unlike, describe }: AlikeHostsOptions,
): ReadonlyMap<string, number> {
  const byHost = new Map<string, Stack[]>();
  for (const stack of stacks) {
    if (!hosts.has(stack.host)) continue;
    const known = byHost.get(stack.host);
    if (known) known.push(stack);
    else byHost.set(stack.host, [stack]);
  }
  const groups = new Map<string, string[]>();
  for (const [host, own] of byHost) {
    if (own.some(({ addresses }) => addresses.some((address) => unlike.has(address)))) continue;
    const text = own.map(describe).sort().join('\n');
    const known = groups.get(text);
    if (known) known.push(host);
    else groups.set(text, [host]);
  }
  const several = [...groups.values()].filter(({ length }) => length > 1);
  return new Map(several.flatMap((group, number) => group.map((host) => [host, number] as const)));
}
