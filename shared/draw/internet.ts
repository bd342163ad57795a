/** What a router does for those behind it where it meets the internet: nobody there knows the way back to their addresses. */
import { add } from '../lab/edit/edits.ts';
import type { Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import type { Masquerade } from '../lab/things/routing.ts';
import { formatCidr, networkOf, parseCidr } from '../net/ipv4.ts';
import { type Draft, step } from './draft.ts';
import { onHost } from './parts.ts';

export const isInternet = (lab: Lab, segment: string): boolean => indexOf(lab).segment(segment)?.internet === true;

/** By which of its interfaces a host leaves for the internet. */
export const wayToInternet = (lab: Lab, host: string): string | undefined =>
  indexOf(lab)
    .host(host)
    ?.interfaces.find((item) => item.kind === 'nic' && isInternet(lab, item.segment))?.name;

/** The subnets of the router that are not masqueraded yet where it leaves for the internet. */
export function unmasked(lab: Lab, router: string): readonly Masquerade[] {
  const out = wayToInternet(lab, router);
  const host = indexOf(lab).host(router);
  if (out === undefined || host?.routing?.forward !== true) return [];
  const known = new Set(host.routing.masquerade.map(({ source }) => source));
  const subnets = host.interfaces.flatMap(({ name, address }) => {
    const block = address === undefined ? undefined : parseCidr(address);
    const segment = indexOf(lab).wire(router, name)?.nic.segment;
    if (block === undefined || segment === undefined || isInternet(lab, segment)) return [];
    return [formatCidr({ address: networkOf(block), prefix: block.prefix })];
  });
  return [...new Set(subnets)].filter((source) => !known.has(source)).map((source) => ({ source, out }));
}

/** Each of them masqueraded; of a router that is on no internet segment nothing changes. */
export function masqueraded(draft: Draft, router: string): Draft {
  const rules = unmasked(draft.lab, router);
  if (rules.length === 0) return draft;
  return step(
    draft,
    onHost(draft.lab, router, (at) =>
      at.routing ? { ...at, routing: { ...at.routing, masquerade: [...at.routing.masquerade, ...rules] } } : at,
    ),
    ...rules.map(({ source, out }) => add(['hosts', router, 'routing', 'masquerade'], { source, out })),
  );
}
