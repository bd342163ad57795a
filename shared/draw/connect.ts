/** A line from one thing to another: what it makes of them, or why they do not fit. Either end may be where it begins. */
import { containerId, type Interface, interfaceId } from '../lab/lab.ts';
import { domainInWords, indexOf } from '../lab/lookup.ts';
import { type Carried, carry } from './carry.ts';
import { attach, type Draft, isRefusal, type Refusal, refuse } from './draft.ts';
import { networkUnder } from './draw.ts';
import { cardIn, cardsOf, forwards, hostsOn, makeRouter, serve, tagsWithNetworks } from './hosts.ts';
import { enlarge, joinCards } from './joining.ts';
import { attachedOn, freePlaceOn, makeVlan } from './networks.ts';
import { type Defaults, type DropPlace, inWords } from './tools.ts';

type At<K extends DropPlace['kind']> = Extract<DropPlace, { readonly kind: K }>;

const RANK = { lab: 0, container: 1, network: 2, interface: 3, host: 4, segment: 5 } as const;

export function connect(draft: Draft, one: DropPlace, other: DropPlace, defaults: Defaults): Carried | Refusal {
  const [from, to] = [railFor(one, other), railFor(other, one)];
  const joined = RANK[from.kind] <= RANK[to.kind] ? line(draft, from, to, defaults) : line(draft, to, from, defaults);
  return isRefusal(joined) ? joined : { ...joined, says: `connect ${inWords(from)} to ${inWords(to)}` };
}

/** A container hangs on its network where it runs, whichever of the network's rails is meant. */
export const railFor = (place: DropPlace, other: DropPlace): DropPlace =>
  place.kind === 'network' && other.kind === 'container' ? { ...place, host: other.host } : place;

type Line = Omit<Carried, 'says'> | Refusal;

/** The first is never further out than the second: container, network, interface, host, segment. */
function line(draft: Draft, a: DropPlace, b: DropPlace, defaults: Defaults): Line {
  switch (a.kind) {
    case 'container':
      return toContainer(draft, a, b, defaults);
    case 'network':
      return b.kind === 'network'
        ? router(draft, [segmentsOf(draft, a), segmentsOf(draft, b)].flat(), defaults, namesOf(a, b))
        : carry(draft, a, b, defaults);
    case 'interface':
      return toInterface(draft, a, b, defaults);
    case 'segment':
      return b.kind === 'segment' && a.name !== b.name
        ? router(draft, [a.name, b.name], defaults, namesOf(a, b))
        : refuse('it is the same segment');
    case 'host':
      return b.kind === 'segment'
        ? newCard(draft, a.host, b.name, defaults)
        : refuse('hosts meet in a segment: draw the line to one');
    case 'lab':
      return refuse('nothing is here');
  }
}

const namesOf = (a: DropPlace, b: DropPlace): string => `${inWords(a)} and ${inWords(b)}`;

/** The container is on one more network: the one that is meant by the other end. */
function toContainer(draft: Draft, { host, name }: At<'container'>, to: DropPlace, defaults: Defaults): Line {
  const box = indexOf(draft.lab).container(host, name);
  if (box === undefined) return refuse(`there is no container ${containerId(host, name)}`);
  if (to.kind === 'host')
    return refuse(to.host === host ? `it is on ${host} now` : 'drag the container itself to move it there');
  if (to.kind === 'segment' && to.tag === undefined)
    return refuse('a container hangs on a network: draw the line to a rail');
  if (to.kind === 'interface' && to.host !== host)
    return refuse(`${name} is on ${host}: drag the container itself to move it`);
  if (to.kind === 'container' && to.host === host && to.name === name) return refuse('it is this one');
  const meant = to.kind === 'container' ? networkOf(draft, to) : to;
  if (meant === undefined) return refuse(`${inWords(to)} is on no network`);
  const docker = meant.kind === 'network' ? indexOf(draft.lab).network(meant.name) : undefined;
  // Docker's own network is on every host that has a container on it, and each picks addresses of its own.
  if (docker?.driver === 'bridge') {
    if (box.attachments.some((item) => item.network === docker.name)) return refuse('it is on this one already');
    const place = { network: docker.name, address: undefined, mac: undefined };
    return { draft: attach(draft, host, name, place), id: containerId(host, name) };
  }
  const on = networkUnder(draft, host, meant, defaults);
  if (isRefusal(on)) return on;
  if (box.attachments.some((item) => item.network === on.made)) {
    return refuse(to.kind === 'container' ? `both are on ${on.made}` : 'it is on this one already');
  }
  const network = indexOf(on.draft.lab).network(on.made);
  if (network === undefined) return refuse(`there is no ${on.made}`);
  if (network.mode === 'passthru' && attachedOn(on.draft.lab, host, on.made) > 0) {
    return refuse(`${on.made} is passthru, and takes one container on a host`);
  }
  const place = freePlaceOn(on.draft.lab, network);
  return isRefusal(place) ? place : { draft: attach(on.draft, host, name, place), id: containerId(host, name) };
}

function networkOf({ lab }: Draft, { host, name }: At<'container'>): DropPlace | undefined {
  const network = indexOf(lab).container(host, name)?.attachments[0]?.network;
  return network === undefined ? undefined : { kind: 'network', name: network };
}

function toInterface(draft: Draft, a: At<'interface'>, b: DropPlace, defaults: Defaults): Line {
  const item = indexOf(draft.lab).interface(a.host, a.name);
  if (item === undefined) return refuse(`there is no ${inWords(a)}`);
  if (item.kind === 'shim') return refuse(`${a.name} is a shim, and stays with its parent`);
  if (item.kind === 'dummy') return refuse(`${a.name} is a dummy: no line leads out of it`);
  if (b.kind === 'segment') {
    return item.kind === 'nic'
      ? carry(draft, a, { kind: 'segment', name: b.name }, defaults)
      : refuse('its card is plugged in: draw the line from there');
  }
  if (b.kind === 'host') {
    if (b.host === a.host) return refuse(`it is in ${a.host}`);
    const wire = indexOf(draft.lab).wire(a.host, a.name);
    return wire === undefined
      ? refuse(`${inWords(a)} ends at no card`)
      : sameWire(draft, b.host, wire.nic.segment, wire.tags, defaults);
  }
  if (b.kind !== 'interface') return refuse('nothing fits here');
  if (b.host === a.host && b.name === a.name) return refuse('it is this one');
  const other = indexOf(draft.lab).interface(b.host, b.name);
  if (b.host !== a.host) return acrossHosts(draft, a, b, defaults);
  if (item.kind === 'vlan' && other?.kind === 'nic') return carry(draft, a, b, defaults);
  if (item.kind === 'nic' && other?.kind === 'vlan') return carry(draft, b, a, defaults);
  const both = other === undefined ? undefined : together(draft, a.host, item, other);
  return both ?? refuse('both are in the same host');
}

/** Two cards make a bond; a card goes into the bond or bridge at the other end. */
function together(draft: Draft, host: string, one: Interface, two: Interface): Line | undefined {
  const [card, into] = one.kind === 'nic' ? [one, two] : [two, one];
  if (card.kind !== 'nic') return undefined;
  const done =
    into.kind === 'nic'
      ? joinCards(draft, host, [one.name, two.name], 'bond')
      : into.kind === 'bond' || into.kind === 'bridge'
        ? enlarge(draft, host, card.name, into)
        : undefined;
  return done === undefined || isRefusal(done) ? done : { draft: done.draft, id: done.made };
}

/** A card is plugged in where the other one is; a sub-interface gets one of its tag on the other card. */
function acrossHosts(draft: Draft, a: At<'interface'>, b: At<'interface'>, defaults: Defaults): Line {
  const index = indexOf(draft.lab);
  const [one, two] = [index.wire(a.host, a.name), index.wire(b.host, b.name)];
  if (one === undefined || two === undefined) return refuse('it ends at no card');
  if (one.tags.length === 0 && two.tags.length === 0) {
    return one.nic.segment === two.nic.segment
      ? refuse(`both are in ${one.nic.segment}`)
      : carry(draft, a, { kind: 'segment', name: two.nic.segment }, defaults);
  }
  if (one.tags.length === 1 && two.tags.length === 0) return tagged(draft, b.host, two.nic.name, one.tags[0] as number);
  if (two.tags.length === 1 && one.tags.length === 0) return tagged(draft, a.host, one.nic.name, two.tags[0] as number);
  return refuse(`they are ${domainInWords(one)} and ${domainInWords(two)}`);
}

function tagged(draft: Draft, host: string, nic: string, tag: number): Line {
  const made = makeVlan(draft, host, nic, tag);
  return isRefusal(made) ? made : { draft: made.draft, id: made.made };
}

function sameWire(draft: Draft, host: string, segment: string, tags: readonly number[], defaults: Defaults): Line {
  if (tags.length === 0) return newCard(draft, host, segment, defaults);
  const [tag] = tags;
  if (tags.length > 1 || tag === undefined) return refuse('it carries a tag within a tag');
  const card = cardIn(draft, host, segment, defaults);
  return isRefusal(card) ? card : tagged(card.draft, host, card.nic, tag);
}

function newCard(draft: Draft, host: string, segment: string, defaults: Defaults): Line {
  const known = cardsOf(draft.lab, host).find((nic) => nic.segment === segment);
  if (known !== undefined) return refuse(`${host}:${known.name} is in ${segment} already`);
  const card = cardIn(draft, host, segment, defaults);
  return isRefusal(card) ? card : { draft: card.draft, id: interfaceId(host, card.nic) };
}

const segmentsOf = ({ lab }: Draft, { name, host }: At<'network'>): readonly string[] => {
  const at = host ?? indexOf(lab).network(name)?.parents[0]?.host;
  const wire = at === undefined ? undefined : indexOf(lab).wireUnder(name, at);
  return wire === undefined ? [] : [wire.nic.segment];
};

/** Two domains meet in a router: the one that is there, with what it lacks, else a new one. */
function router(draft: Draft, segments: readonly string[], defaults: Defaults, both: string): Line {
  const [first, second = first] = [...new Set(segments)];
  if (first === undefined || second === undefined) return refuse('neither stands on a card');
  const known = hostsOn(draft.lab, first).find(
    (host) => forwards(host) && cardsOf(draft.lab, host.name).some((nic) => nic.segment === second),
  );
  if (known === undefined) {
    const made = makeRouter(draft, [...new Set([first, second])], defaults);
    return isRefusal(made) ? made : { draft: made, id: made.lab.hosts.at(-1)?.name ?? '' };
  }
  let next: Draft | Refusal = draft;
  for (const segment of new Set([first, second])) {
    for (const tag of tagsWithNetworks(draft.lab, segment)) {
      next = serve(next, known.name, segment, tag);
      if (isRefusal(next)) return next;
    }
  }
  return next.edits.length === draft.edits.length
    ? refuse(`${known.name} joins ${both} already`)
    : { draft: next, id: known.name };
}
