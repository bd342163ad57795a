/** A thing taken to another place: a container to another rail or host, a network to another VLAN, a card to another segment. */

import { type Container, containerId, interfaceId } from '../lab/lab.ts';
import { domainInWords, domainOf, indexOf, type Uplink } from '../lab/lookup.ts';
import { standsOn } from '../lab/things/interface.ts';
import { type Draft, isRefusal, moveAttachment, type Refusal, refuse, setParent, setPromiscuous } from './draft.ts';
import { plugInto, renameContainer, standOn, takeContainer } from './draft-moves.ts';
import { joinedTo, networkUnder } from './draw.ts';
import { nextContainerName } from './free.ts';
import { cardIn, cardsOf, carrying, forwards } from './hosts.ts';
import {
  attachedOn,
  carrierOf,
  freePlaceOn,
  makeNetwork,
  networkFor,
  networksIn,
  noNetworkOn,
  parentWith,
  servedBy,
  tagOnCard,
} from './networks.ts';
import { isRoutedNetwork } from './routed.ts';
import { networksOnlyOn, settled, settledCard } from './settle.ts';
import type { Defaults, DropPlace } from './tools.ts';

/** What stands there afterwards, by its id, and the step in words. */
export interface Carried {
  readonly draft: Draft;
  readonly id: string;
  readonly says: string;
}

/** Why a container is not moved to where it is. */
export const IS_HERE = 'it is on this one now';
/** The same of a card, and of a network or an interface. */
export const PLUGGED_HERE = 'it is plugged in here now';
export const STANDS_HERE = 'it stands on this one now';

/** @param what a thing of the lab, at its own place; of a network, its rail on one host */
export function carry(draft: Draft, what: DropPlace, to: DropPlace, defaults: Defaults): Carried | Refusal {
  switch (what.kind) {
    case 'container':
      return container(draft, what, to, defaults);
    case 'network':
      return network(draft, what.name, what.host, to, defaults);
    case 'interface':
      return iface(draft, what, to, defaults);
    case 'host':
      return refuse('a host is moved by its place on the drawing; its cards are plugged into segments');
    default:
      return refuse('a segment is where it is: everything else is plugged into it');
  }
}

type At<K extends DropPlace['kind']> = Extract<DropPlace, { readonly kind: K }>;

function container(draft: Draft, what: At<'container'>, to: DropPlace, defaults: Defaults): Carried | Refusal {
  const box = indexOf(draft.lab).container(what.host, what.name);
  if (box === undefined) return refuse(`there is no container ${containerId(what.host, what.name)}`);
  const goal = goalOf(draft, what.host, box, to, defaults);
  if (isRefusal(goal)) return goal;
  const moved = onto(goal.draft, what.host, box, goal, defaults);
  if (isRefusal(moved)) return moved;
  const host = goal.host === what.host ? '' : ` on ${goal.host}`;
  return { ...moved, says: `move ${box.name} to ${goal.network}${host}` };
}

interface Goal {
  readonly draft: Draft;
  readonly network: string;
  readonly host: string;
}

/** The network that is meant by a place, on the host that is meant: made there where it is missing. */
function goalOf(draft: Draft, from: string, box: Container, to: DropPlace, defaults: Defaults): Goal | Refusal {
  if (to.kind === 'lab' || (to.kind === 'segment' && to.tag === undefined)) {
    return refuse('a container hangs on a network: drop it on a rail, an interface or a host');
  }
  if (to.kind === 'container' && to.host === from && to.name === box.name) return refuse('it is this one');
  if (to.kind === 'host' && to.host === from) return refuse(`it is on ${from} now: drop it on a rail there`);
  const here = to.kind === 'network' ? indexOf(draft.lab).parentOf(to.name, from) !== undefined : false;
  const host =
    'host' in to && to.host !== undefined ? to.host : to.kind === 'network' && !here ? lastHost(draft, to.name) : from;
  const at = indexOf(draft.lab).host(host);
  if (at === undefined) return refuse(`there is no host ${host}`);
  if (forwards(at)) return refuse(`${host} is a router: containers never reach the host that they are on`);
  const first = box.attachments[0]?.network;
  const same =
    to.kind === 'host' && first !== undefined
      ? networkUnder(draft, host, { kind: 'network', name: first }, defaults)
      : undefined;
  const on =
    same !== undefined && !isRefusal(same)
      ? same
      : to.kind === 'host'
        ? networkFor(draft, host, defaults)
        : networkUnder(draft, host, to, defaults);
  return isRefusal(on) ? on : { draft: on.draft, network: on.made, host };
}

const lastHost = ({ lab }: Draft, network: string): string => indexOf(lab).network(network)?.parents.at(-1)?.host ?? '';

function onto(
  draft: Draft,
  host: string,
  box: Container,
  to: { readonly network: string; readonly host: string },
  defaults: Defaults,
): Omit<Carried, 'says'> | Refusal {
  const { lab } = draft;
  const network = indexOf(lab).network(to.network);
  const [first] = box.attachments;
  if (network === undefined || indexOf(lab).parentOf(to.network, to.host) === undefined) {
    return refuse(`${to.network} is not on ${to.host}`);
  }
  if (first?.network === to.network && host === to.host) return refuse(IS_HERE);
  const has = box.attachments.some((item) => item.network === to.network);
  if (has && host === to.host) return refuse(`${box.name} is on ${to.network} already`);
  if (network.mode === 'passthru' && attachedOn(lab, to.host, to.network) > 0) {
    return refuse(`${to.network} is passthru, and takes one container on a host`);
  }
  const there = host === to.host ? { draft, name: box.name } : taken(draft, host, box, to, defaults);
  if (isRefusal(there)) return there;
  const id = containerId(to.host, there.name);
  if (has || first === undefined) return { draft: there.draft, id };
  const place = freePlaceOn(there.draft.lab, network);
  if (isRefusal(place)) return place;
  return { draft: moveAttachment(there.draft, to.host, there.name, first.network, place), id };
}

/** On the other host, with all networks that it stays on: those that are not there are made to be. */
function taken(
  draft: Draft,
  host: string,
  box: Container,
  to: { readonly network: string; readonly host: string },
  defaults: Defaults,
): { readonly draft: Draft; readonly name: string } | Refusal {
  let next = draft;
  const stays = box.attachments.some((item) => item.network === to.network);
  for (const { network } of box.attachments.slice(stays ? 0 : 1)) {
    if (indexOf(next.lab).parentOf(network, to.host) !== undefined) continue;
    const joined = joinedTo(next, to.host, network, defaults);
    if (isRefusal(joined)) return refuse(`${box.name} is on ${network} too, and ${joined.why}`);
    if (joined.made !== network) return refuse(`${box.name} is on ${network} too, which is on ${host} alone`);
    next = joined.draft;
  }
  let { name } = box;
  if (indexOf(next.lab).container(to.host, name) !== undefined) {
    name = nextContainerName(next.lab, name);
    next = renameContainer(next, host, box.name, name);
  }
  return { draft: takeContainer(next, host, name, to.host), name };
}

/** All of a network goes to another VLAN, so that its containers stay neighbours; to a further host it reaches out. */
function network(
  draft: Draft,
  name: string,
  rail: string | undefined,
  to: DropPlace,
  defaults: Defaults,
): Carried | Refusal {
  const { lab } = draft;
  const index = indexOf(lab);
  const from = rail ?? index.network(name)?.parents[0]?.host;
  const wire = from === undefined ? undefined : index.wireUnder(name, from);
  if (from === undefined || wire === undefined) return refuse(`${name} stands on nothing that could be left`);
  if (to.kind === 'host') {
    if (to.host === from) return refuse(`it is on ${from} now: drop it on an interface there`);
    return joining(draft, name, to.host, defaults);
  }
  if (to.kind === 'segment' && to.tag !== undefined) {
    const card = cardIn(draft, from, to.name, defaults);
    if (isRefusal(card)) return card;
    const parent = parentWith(card.draft, from, card.nic, typeof to.tag === 'number' ? to.tag : undefined);
    return isRefusal(parent) ? parent : wholeTo(parent.draft, name, from, parent.name, wire, defaults);
  }
  if (to.kind !== 'interface') return refuse('a network stands on an interface: drop it on a card or a sub-interface');
  if (to.host === from || index.parentOf(name, to.host) !== undefined) {
    if (index.parentOf(name, to.host) === to.name) return refuse(STANDS_HERE);
    return wholeTo(draft, name, to.host, to.name, wire, defaults);
  }
  const there = index.wire(to.host, to.name);
  if (there === undefined) return refuse(`${interfaceId(to.host, to.name)} ends at no card`);
  // On a card of another host the sub-interface is made that the network has elsewhere.
  if (there.tags.length === 0 && wire.tags.length === 1 && there.nic.segment === wire.nic.segment) {
    return joining(draft, name, to.host, defaults);
  }
  if (domainOf(there) !== domainOf(wire)) {
    return refuse(`${name} is ${domainInWords(wire)}, and ${to.name} ${domainInWords(there)}`);
  }
  return standing(draft, name, to.host, to.name, defaults);
}

function joining(draft: Draft, name: string, host: string, defaults: Defaults): Carried | Refusal {
  const at = indexOf(draft.lab).host(host);
  if (at !== undefined && forwards(at))
    return refuse(`${host} is a router: containers never reach the host that they are on`);
  if (indexOf(draft.lab).parentOf(name, host) !== undefined) return refuse(`${name} is on ${host} already`);
  const joined = joinedTo(draft, host, name, defaults);
  if (isRefusal(joined)) return joined;
  if (joined.draft === draft || !isAlike(joined.draft, name, joined.made))
    return refuse(`${host} has ${joined.made} there`);
  const too = joined.made === name ? ' too' : '';
  return { draft: joined.draft, id: joined.made, says: `put ${joined.made} on ${host}${too}` };
}

/** The very network, or of a routed mode one for that host, which each has of its own. */
function isAlike({ lab }: Draft, name: string, made: string): boolean {
  const [one, other] = [indexOf(lab).network(name), indexOf(lab).network(made)];
  return (
    one !== undefined && other !== undefined && (one === other || (isRoutedNetwork(one) && isRoutedNetwork(other)))
  );
}

function standing(draft: Draft, name: string, host: string, parent: string, defaults: Defaults): Carried | Refusal {
  const network = indexOf(draft.lab).network(name);
  if (network !== undefined && isRoutedNetwork(network)) {
    const sister = makeNetwork(draft, host, parent, defaults);
    if (isRefusal(sister)) return sister;
    return { draft: sister.draft, id: sister.made, says: `put ${sister.made} on ${interfaceId(host, parent)}` };
  }
  const next = parentSet(draft, name, host, parent);
  return isRefusal(next) ? next : { draft: next, id: name, says: `put ${name} on ${interfaceId(host, parent)}` };
}

function parentSet(draft: Draft, name: string, host: string, parent: string): Draft | Refusal {
  const index = indexOf(draft.lab);
  const [at, on, wire] = [index.host(host), index.interface(host, parent), index.wire(host, parent)];
  if (at === undefined || on === undefined || wire === undefined)
    return refuse(`${interfaceId(host, parent)} ends at no card`);
  const refused = noNetworkOn(draft.lab, at, on);
  if (refused !== undefined) return refused;
  const other = networksIn(draft.lab, wire).find(
    (item) => item.name !== name && index.parentOf(item.name, host) !== undefined,
  );
  if (other !== undefined) return refuse(`${other.name} is ${domainInWords(wire)} on ${host} already`);
  return setParent(wire.nic.promiscuous ? draft : setPromiscuous(draft, host, wire.nic.name), name, host, parent);
}

/** The network on every one of its hosts, to the domain of one interface. */
function wholeTo(
  draft: Draft,
  name: string,
  host: string,
  parent: string,
  from: Uplink,
  defaults: Defaults,
): Carried | Refusal {
  const to = indexOf(draft.lab).wire(host, parent);
  if (to === undefined) return refuse(`${interfaceId(host, parent)} ends at no card`);
  const first = parentSet(draft, name, host, parent);
  if (isRefusal(first)) return first;
  const says = `move ${name} to ${to.tags.length === 0 ? interfaceId(host, parent) : domainInWords(to)}`;
  if (domainOf(to) === domainOf(from)) return { draft: first, id: name, says };
  let next = first;
  for (const { host: other } of indexOf(draft.lab).network(name)?.parents ?? []) {
    if (other === host) continue;
    if (to.tags.length > 1) return refuse(`${name} is on ${other} too, which has no such interface`);
    const card = cardIn(next, other, to.nic.segment, defaults);
    if (isRefusal(card)) return card;
    const there = parentWith(card.draft, other, card.nic, to.tags[0]);
    if (isRefusal(there)) return there;
    const set = parentSet(there.draft, name, other, there.name);
    if (isRefusal(set)) return set;
    next = set;
  }
  const land = settled(next, name, from, to, defaults);
  if (isRefusal(land)) return land;
  const [tag] = to.tags;
  const served = tag === undefined || to.tags.length > 1 ? land : servedBy(land, to.nic.segment, tag);
  return isRefusal(served) ? served : { draft: served, id: name, says };
}

function iface(draft: Draft, what: At<'interface'>, to: DropPlace, defaults: Defaults): Carried | Refusal {
  const item = indexOf(draft.lab).interface(what.host, what.name);
  const id = interfaceId(what.host, what.name);
  if (item === undefined) return refuse(`there is no ${id}`);
  if (item.kind === 'nic') {
    return to.kind === 'segment'
      ? plugged(draft, what.host, what.name, to.name, defaults)
      : refuse('a card is plugged into a segment');
  }
  if (item.kind !== 'vlan')
    return refuse(`${what.name} stays with ${standsOn(item).join(' and ') || `its host ${what.host}`}`);
  const [card] = to.kind === 'interface' ? cardsOf(draft.lab, to.host).filter(({ name }) => name === to.name) : [];
  if (to.kind !== 'interface' || card === undefined || to.host !== what.host) {
    return refuse(`a sub-interface stands on a card of its host ${what.host}`);
  }
  if (item.parent === to.name) return refuse(STANDS_HERE);
  const there = tagOnCard(draft.lab, what.host, to.name, item.vlan);
  if (there !== undefined) return refuse(`${to.name} has VLAN ${item.vlan} already: ${there}`);
  const next = carrying(standOn(draft, what.host, what.name, to.name), card.segment, item.vlan);
  const settledHere = settledCard(next, what.host, to.name, defaults);
  return isRefusal(settledHere)
    ? settledHere
    : { draft: settledHere, id, says: `move ${what.name} to ${to.name} of ${what.host}` };
}

/** A card goes with all that stands on it; what is on no other host goes to new addresses with it. */
function plugged(draft: Draft, host: string, nic: string, segment: string, defaults: Defaults): Carried | Refusal {
  const { lab } = draft;
  const card = cardsOf(lab, host).find(({ name }) => name === nic);
  if (card === undefined) return refuse(`${host} has no card ${nic}`);
  if (indexOf(lab).segment(segment) === undefined) return refuse(`there is no segment ${segment}`);
  if (card.segment === segment) return refuse(PLUGGED_HERE);
  const joined = indexOf(lab).interface(host, carrierOf(indexOf(lab).host(host), nic));
  const others = joined === undefined ? [] : standsOn(joined).filter((name) => name !== nic);
  if (joined?.name !== nic && others.length > 0)
    return refuse(`${nic} is in ${joined?.name} with ${others.join(' and ')}: they are plugged into one segment`);
  const own = networksOnlyOn(lab, host, nic);
  let next: Draft | Refusal = plugInto(draft, host, nic, segment);
  for (const item of indexOf(lab).host(host)?.interfaces ?? []) {
    const wire = indexOf(lab).wire(host, item.name);
    const [tag] = wire?.tags ?? [];
    if (wire?.nic.name === nic && tag !== undefined) next = carrying(next, segment, tag);
  }
  next = settledCard(next, host, nic, defaults);
  for (const { name, wire } of own) {
    if (isRefusal(next)) return next;
    const to = indexOf(next.lab).wireUnder(name, host);
    if (to !== undefined) next = settled(next, name, wire, to, defaults);
  }
  return isRefusal(next)
    ? next
    : { draft: next, id: interfaceId(host, nic), says: `move ${interfaceId(host, nic)} to ${segment}` };
}
