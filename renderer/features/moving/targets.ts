/** The ends that a line or a move may have, in words, those that take it first. */

import { railFor } from '../../../shared/draw/connect.ts';
import { type Held, placesOf, refusedAt } from '../../../shared/draw/hold.ts';
import { cardsOf, plainHostsOn, tagsWithNetworks } from '../../../shared/draw/hosts.ts';
import { type DropPlace, idOf, inWords } from '../../../shared/draw/tools.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { indexOf } from '../../../shared/lab/lookup.ts';

export interface Choice {
  readonly key: string;
  readonly place: DropPlace;
  readonly name: string;
  /** What it is, and its addresses. */
  readonly detail: string;
  /** Undefined: it fits. */
  readonly why: string | undefined;
}

/** More are found by typing. */
const SHOWN = 60;
/** Of larger labs only what was typed is looked at. */
const LOOKED_AT = 400;

export const keyOf = (place: DropPlace): string => JSON.stringify(place);

/** A network's rails, and a segment's stripes too: without a pointer they are chosen by name. */
function placesIn(lab: Lab, { how, what }: Held): readonly DropPlace[] {
  const stripes = lab.segments.flatMap(({ name }) =>
    tagsWithNetworks(lab, name).map((tag): DropPlace => ({ kind: 'segment', name, tag })),
  );
  const reached = what.kind === 'container' && how !== 'connect' ? reachedOut(lab) : [];
  const places = [...placesOf(lab), ...reached, ...stripes];
  if (how !== 'connect') return places;
  const unlike = new Map(places.map((place) => [keyOf(railFor(place, what)), railFor(place, what)]));
  return [...unlike.values()];
}

/** Networks on hosts of their segment that do not have them yet: they come to be there with what is moved. */
function reachedOut(lab: Lab): readonly DropPlace[] {
  const index = indexOf(lab);
  return lab.networks.flatMap(({ name, parents }) => {
    const segments = new Set(parents.map(({ host }) => index.wireUnder(name, host)?.nic.segment));
    return [...segments]
      .flatMap((segment) => (segment === undefined ? [] : plainHostsOn(lab, segment)))
      .filter((host, at, all) => index.parentOf(name, host.name) === undefined && all.indexOf(host) === at)
      .map((host): DropPlace => ({ kind: 'network', name, host: host.name }));
  });
}

/** Where a line can begin: hosts, which get a card for it where that is wanted, stand last. */
export const portsOf = (lab: Lab): readonly DropPlace[] =>
  placesOf(lab).toSorted((a, b) => Number(a.kind === 'host') - Number(b.kind === 'host'));

/** A host that is not in all segments yet has room for one more card; of another one its first card is meant. */
export const takesCard = (lab: Lab, host: string): boolean =>
  lab.segments.some(({ name }) => cardsOf(lab, host).every(({ segment }) => segment !== name));

export function choices(lab: Lab, held: Held, query: string): readonly Choice[] {
  const words = query.trim().toLowerCase();
  const own = idOf(held.what);
  const found = placesIn(lab, held).filter(
    (place) => (idOf(place) !== own || place.kind === 'network') && portWords(lab, place).toLowerCase().includes(words),
  );
  const told = found.slice(0, LOOKED_AT).map(
    (place): Choice => ({
      key: keyOf(place),
      place,
      name: nameOf(place),
      detail: detailOf(lab, place),
      why: refusedAt(lab, held, place),
    }),
  );
  // What one would think of first comes first.
  const rank = ({ place, why }: Choice): number =>
    (why === undefined ? 0 : 10) + FIRST[held.what.kind].indexOf(place.kind);
  return told.toSorted((a, b) => rank(a) - rank(b)).slice(0, SHOWN);
}

const FIRST: Readonly<Record<DropPlace['kind'], readonly DropPlace['kind'][]>> = {
  container: ['network', 'host', 'interface', 'segment', 'container'],
  network: ['interface', 'host', 'segment', 'container', 'network'],
  interface: ['segment', 'interface', 'host', 'network', 'container'],
  host: ['segment', 'interface', 'host', 'network', 'container'],
  segment: ['host', 'interface', 'segment', 'network', 'container'],
  lab: [],
};

/** `bbox10 on docker01, container, 172.16.10.10`. */
export const portWords = (lab: Lab, place: DropPlace): string => `${nameOf(place)}, ${detailOf(lab, place)}`;

const nameOf = (place: DropPlace): string =>
  place.kind === 'container' || place.kind === 'interface' ? `${place.name} on ${place.host}` : inWords(place);

function detailOf(lab: Lab, place: DropPlace): string {
  const index = indexOf(lab);
  switch (place.kind) {
    case 'container':
      return told(
        'container',
        ...(index.container(place.host, place.name)?.attachments ?? []).map(({ address }) => address ?? 'automatic'),
      );
    case 'interface': {
      const item = index.interface(place.host, place.name);
      return told(
        item?.kind === 'nic' ? 'card' : item?.kind === 'vlan' ? `VLAN ${item.vlan}` : 'interface',
        item?.address,
      );
    }
    case 'network':
      return told(
        'network',
        index.network(place.name)?.subnet,
        place.host !== undefined && index.parentOf(place.name, place.host) === undefined ? 'made there' : undefined,
      );
    case 'host':
      return told(index.host(place.host)?.routing?.forward ? 'router' : 'host', index.host(place.host)?.ssh.address);
    default:
      return place.kind;
  }
}

const told = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(', ');
