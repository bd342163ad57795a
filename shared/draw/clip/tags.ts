/** Tags under which a pasted network would share a VLAN with one of another subnet that is here: it gets a free one, on all of its hosts. */
import { type Host, interfaceId, type Lab } from '../../lab/lab.ts';
import { domainOf, indexOf, type Uplink } from '../../lab/lookup.ts';
import { unusedTag } from '../networks.ts';

export interface Retagged {
  /** By the id that a pasted sub-interface had. */
  readonly interfaces: ReadonlyMap<string, number>;
  /** `VLAN 10 as 30`, each. */
  readonly words: readonly string[];
}

/**
 * @param fresh networks that are made anew
 * @param segmentHere the segment that one of the clipboard is here; undefined: it is made anew, and nothing shares it
 */
export function retagged(
  into: Lab,
  lab: Lab,
  whole: readonly Host[],
  fresh: ReadonlySet<string>,
  segmentHere: (name: string) => string | undefined,
): Retagged {
  const onWhole = new Set(whole.map(({ name }) => name));
  const interfaces = new Map<string, number>();
  const words: string[] = [];
  const done = new Set<string>();
  for (const network of lab.networks.filter(({ name }) => fresh.has(name))) {
    for (const { host } of network.parents.filter((parent) => onWhole.has(parent.host))) {
      const wire = indexOf(lab).wireUnder(network.name, host);
      const [tag] = wire?.tags ?? [];
      const segment = wire && segmentHere(wire.nic.segment);
      if (wire === undefined || tag === undefined || wire.tags.length > 1 || segment === undefined) continue;
      const domain = domainOf(wire);
      if (done.has(domain)) continue;
      done.add(domain);
      const joins = lab.networks.some(({ name }) => !fresh.has(name) && isIn(lab, name, domain));
      const meets = into.networks.some(({ name }) => isIn(into, name, `${segment} ${tag}`));
      const own = whole.flatMap((each) => taggedSo(lab, each, domain, tag));
      const free =
        joins || !meets || own.length === 0 ? undefined : freeTag(into, lab, segment, wire, interfaces.values());
      if (free === undefined) continue;
      for (const id of own) interfaces.set(id, free);
      words.push(`VLAN ${tag} as ${free}`);
    }
  }
  return { interfaces, words };
}

const isIn = (lab: Lab, network: string, domain: string): boolean =>
  indexOf(lab)
    .network(network)
    ?.parents.some(({ host }) => {
      const wire = indexOf(lab).wireUnder(network, host);
      return wire !== undefined && domainOf(wire) === domain;
    }) === true;

/** The sub-interfaces that say this tag; none where the switch port says it too, which would have to follow. */
function taggedSo(lab: Lab, host: Host, domain: string, tag: number): readonly string[] {
  return host.interfaces.flatMap((item) => {
    const wire = item.kind === 'vlan' && item.vlan === tag ? indexOf(lab).wire(host.name, item.name) : undefined;
    const same = wire !== undefined && domainOf(wire) === domain && wire.nic.port === undefined;
    return same ? [interfaceId(host.name, item.name)] : [];
  });
}

/** Of those that the segment carries. */
function freeTag(into: Lab, lab: Lab, segment: string, wire: Uplink, given: Iterable<number>): number | undefined {
  const taken = new Set([...tagsOn(into, segment), ...tagsOn(lab, wire.nic.segment), ...given]);
  const carried = indexOf(into).segment(segment)?.vlans ?? 'all';
  if (Array.isArray(carried)) return carried.find((tag) => !taken.has(tag));
  return carried === 'none' ? undefined : unusedTag(taken);
}

const tagsOn = (lab: Lab, segment: string): readonly number[] =>
  lab.hosts.flatMap((host) =>
    host.interfaces.flatMap((item) => {
      const wire = indexOf(lab).wire(host.name, item.name);
      return wire?.nic.segment === segment ? wire.tags : [];
    }),
  );
