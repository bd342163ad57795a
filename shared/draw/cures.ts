/** What would bring back the pings that a gesture loses: tried one after the other, and the one that brings back most is offered. */
import { add, type Edit } from '../lab/edit.ts';
import { interfaceId, type Lab } from '../lab/lab.ts';
import { indexOf, thingNamed } from '../lab/lookup.ts';
import { formatCidr, networkOf, parseCidr } from '../net/ipv4.ts';
import { pairs } from '../reach/endpoints.ts';
import { predictLab } from '../reach/predict.ts';
import { listed } from '../shown.ts';
import { type Draft, draftOf, isRefusal, type Refusal } from './draft.ts';
import { draw, newFault } from './draw.ts';
import { cardsOf, forwards, serve, tagsWithNetworks } from './hosts.ts';
import { masqueraded, unmasked } from './internet.ts';
import { EVERYWHERE, type MissingRoute, missingRoutes, sendersFor } from './leading.ts';
import { addRoute } from './routed.ts';
import { makeShim } from './shim-for.ts';

/** Ids of who pings and who is pinged. */
export type LostPing = readonly [string, string];

export interface Cure {
  /** `Add a router between 10 and 20`. */
  readonly title: string;
  /** The step, for undo. */
  readonly says: string;
  /** Of the lab after the gesture. */
  readonly edits: readonly Edit[];
  /** The lab after gesture and cure. */
  readonly lab: Lab;
  /** How many of the lost pings come back. */
  readonly regained: number;
}

type Candidate = Omit<Cure, 'regained'>;

/** More pairs than that are not looked through for rules that could be missing. */
const LOOKED_AT = 40;

/**
 * @param after the lab after the gesture
 * @returns undefined: nothing that is tried brings any of them back
 */
export function cureFor(after: Lab, lost: readonly LostPing[]): Cure | undefined {
  if (lost.length === 0) return undefined;
  let best: Cure | undefined;
  // What changes least comes first, and is kept where another is no better.
  for (const candidate of [
    ...allowing(after, lost),
    ...leading(after, lost),
    ...shimming(after, lost),
    ...serving(after),
    ...routing(after),
  ]) {
    if (newFault(after, candidate.lab) !== undefined) continue;
    const regained = regainedBy(candidate.lab, lost);
    if (regained > (best?.regained ?? 0)) best = { ...candidate, regained };
    if (regained === lost.length) break;
  }
  return best;
}

function regainedBy(lab: Lab, lost: readonly LostPing[]): number {
  const wanted = new Set(lost.map(([from, to]) => `${from}\n${to}`));
  const prediction = predictLab(lab);
  return pairs(prediction.endpoints).filter(
    ({ source, target }) =>
      wanted.has(`${source.id}\n${target.id}`) && prediction.outcome(source, target).verdict === 'reachable',
  ).length;
}

/** A host that does not reach its own containers, or they it, gets a shim on the parent of their network. */
function shimming(lab: Lab, lost: readonly LostPing[]): readonly Candidate[] {
  const index = indexOf(lab);
  const parents = new Map<string, readonly [string, string]>();
  for (const ends of lost.slice(0, LOOKED_AT)) {
    const [a, b] = ends.map((id) => thingNamed(lab, id));
    const [box, other] = a?.kind === 'container' ? [a, b] : [b, a];
    if (box?.kind !== 'container') continue;
    const host = other?.kind === 'host' ? other.name : other?.kind === 'interface' ? other.host : undefined;
    if (host !== box.host) continue;
    for (const { network } of index.container(host, box.name)?.attachments ?? []) {
      const parent = index.parentOf(network, host);
      if (parent !== undefined) parents.set(interfaceId(host, parent), [host, parent]);
    }
  }
  return [...parents].flatMap(([id, [host, parent]]): readonly Candidate[] => {
    const made = makeShim(draftOf(lab), host, [parent]);
    if (isRefusal(made)) return [];
    const { lab: after, edits } = made.draft;
    return [{ title: `Add a shim on ${id}`, says: `add ${made.made}`, edits, lab: after }];
  });
}

/** A router in every VLAN that has a network. */
function routing(lab: Lab): readonly Candidate[] {
  if (lab.hosts.some(forwards)) return [];
  const made = draw(lab, { tool: 'router', at: { kind: 'lab' } });
  if (!made.ok) return [];
  const router = indexOf(made.lab).host(made.select);
  const tags = router?.interfaces.flatMap((item) => (item.kind === 'vlan' ? [String(item.vlan)] : [])) ?? [];
  const between = tags.length > 1 ? tags : ['untagged', ...tags];
  return [{ title: `Add a router between ${listed(between)}`, says: made.says, edits: made.edits, lab: made.lab }];
}

/** Routers that are there get an address in the VLANs in which they have none. */
function serving(lab: Lab): readonly Candidate[] {
  return lab.hosts.filter(forwards).flatMap(({ name }) => {
    let draft: Draft | Refusal = draftOf(lab);
    const tags: number[] = [];
    for (const segment of new Set(cardsOf(lab, name).map((card) => card.segment))) {
      for (const tag of tagsWithNetworks(lab, segment)) {
        if (isRefusal(draft)) return [];
        const before: number = draft.edits.length;
        draft = serve(draft, name, segment, tag);
        if (!isRefusal(draft) && draft.edits.length > before) tags.push(tag);
      }
    }
    if (isRefusal(draft) || tags.length === 0) return [];
    const what = `${name} to VLAN ${listed(tags.map(String))}`;
    return [{ title: `Connect ${what}`, says: `connect ${what}`, edits: draft.edits, lab: draft.lab }];
  });
}

/** Routes that senders lack, there or on the way back, and masquerading where a router meets the internet. */
function leading(lab: Lab, lost: readonly LostPing[]): readonly Candidate[] {
  const some = lost.slice(0, LOOKED_AT);
  const routesFor = (pairs: readonly LostPing[]): readonly MissingRoute[] => {
    const all = pairs.flatMap(([from, to]) => missingRoutes(lab, sendersFor(lab, from), subnetOf(lab, to)));
    return [...new Map(all.map((route) => [`${route.host} ${route.to}`, route])).values()];
  };
  const there = routesFor(some);
  const back = routesFor(
    some.flatMap(([from, to]): readonly LostPing[] => (subnetOf(lab, to) === undefined ? [] : [[to, from]])),
  );
  const routers = lab.hosts.map(({ name }) => name).filter((name) => unmasked(lab, name).length > 0);
  const ways = [
    [there, []],
    [back, []],
    [[], routers],
    [there, routers],
    [[...there, ...back], []],
  ] as const;
  return ways.flatMap(([routes, masking]): readonly Candidate[] => {
    if (routes.length + masking.length === 0) return [];
    let draft = draftOf(lab);
    for (const { host, to, via } of routes) draft = addRoute(draft, host, to, via);
    for (const router of masking) draft = masqueraded(draft, router);
    const title = [...routeWords(routes), ...masking.map((router) => `Masquerade on ${router}`)]
      .map((words, at) => (at === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
      .join(' and ');
    const says = `add ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
    return [{ title, says, edits: draft.edits, lab: draft.lab }];
  });
}

function routeWords(routes: readonly MissingRoute[]): readonly string[] {
  const [first] = routes;
  if (first === undefined) return [];
  if (routes.length > 1) return [`Routes on ${listed([...new Set(routes.map(({ host }) => host))])}`];
  return [
    first.to === EVERYWHERE
      ? `Default route of ${first.host} via ${first.via}`
      : `Route of ${first.host} to ${first.to} via ${first.via}`,
  ];
}

/** Rules that routers lack, both ways, for the subnets of who does not reach whom any more. */
function allowing(lab: Lab, lost: readonly LostPing[]): readonly Candidate[] {
  const routers = lab.hosts.filter((host) => forwards(host) && Array.isArray(host.routing?.allow));
  const ways = new Map<string, readonly [string, string]>();
  for (const [from, to] of lost.slice(0, LOOKED_AT)) {
    const [a, b] = [subnetOf(lab, from), subnetOf(lab, to)];
    if (a !== undefined && b !== undefined && a !== b && !ways.has(`${b} ${a}`)) ways.set(`${a} ${b}`, [a, b]);
  }
  return routers.flatMap(({ name, routing: rules }) =>
    [...ways.values()].flatMap(([a, b]): readonly Candidate[] => {
      const now = Array.isArray(rules?.allow) ? rules.allow : [];
      const missing = [
        { from: a, to: b },
        { from: b, to: a },
      ].filter((rule) => !now.some(({ from, to }) => from === rule.from && to === rule.to));
      if (missing.length === 0) return [];
      const allow = [...now, ...missing];
      const hosts = lab.hosts.map((host) =>
        host.name === name && host.routing ? { ...host, routing: { ...host.routing, allow } } : host,
      );
      const edits = missing.map((rule) =>
        add(['hosts', name, 'routing', 'allow'], new Map(Object.entries(rule)) as never),
      );
      const words = `${a} ⇄ ${b} on ${name}`;
      return [{ title: `Allow ${words}`, says: `allow ${words}`, edits, lab: { ...lab, hosts } }];
    }),
  );
}

/** Of who pings, or is pinged: the first that it has. */
function subnetOf(lab: Lab, id: string): string | undefined {
  const index = indexOf(lab);
  const thing = thingNamed(lab, id);
  if (thing?.kind === 'container') {
    const network = index.container(thing.host, thing.name)?.attachments[0]?.network;
    return network === undefined ? undefined : index.network(network)?.subnet;
  }
  const address =
    thing?.kind === 'interface'
      ? index.interface(thing.host, thing.name)?.address
      : index.host(id)?.interfaces.find((item) => item.address !== undefined)?.address;
  const block = address === undefined ? undefined : parseCidr(address);
  return block && formatCidr({ address: networkOf(block), prefix: block.prefix });
}
