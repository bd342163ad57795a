/**
 * What a gesture makes: a tool put down at a place of a lab gives the lab as it would be, with all that was missing under the
 * new thing, named and addressed so that nothing clashes and the first prediction is what one would hope for.
 */
import type { Host, Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { checkRules } from '../rules/validate.ts';
import { type Draft, draftOf, isRefusal, type Refusal, refuse } from './draft.ts';
import { cardIn, cardsOf, forwards, makeHost, makeRouter, makeSegment, plainHostsOn, segmentAt } from './hosts.ts';
import {
  alikeHosts,
  carrierOf,
  type DrawStep,
  hasTag,
  makeContainer,
  makeNetwork,
  makeVlan,
  networkFor,
  networkOn,
  nextTag,
  parentWith,
  sisterThere,
  tagOnCard,
} from './networks.ts';
import { makeNote } from './notes.ts';
import { DEFAULTS, type Defaults, type DropPlace, type Gesture, hostOf, type Outcome } from './tools.ts';

interface Steps {
  readonly draft: Draft;
  readonly made: readonly string[];
}

export function draw(lab: Lab, gesture: Gesture): Outcome {
  const steps = repeated({ draft: draftOf(lab), made: [] }, gesture, gesture.defaults ?? DEFAULTS);
  if (isRefusal(steps)) return { ok: false, why: steps.why };
  const made = [...new Set(steps.made)];
  const [first] = made;
  if (first === undefined) return { ok: false, why: 'nothing fits here' };
  // Words change nothing that a rule could find.
  const refused = gesture.tool === 'note' ? undefined : newFault(lab, steps.draft.lab);
  if (refused !== undefined) return { ok: false, why: refused };
  return {
    ok: true,
    lab: steps.draft.lab,
    edits: steps.draft.edits,
    made,
    select: gesture.tool === 'container' || made.length === 1 ? (made.at(-1) ?? first) : first,
    says: `add ${inWords(made)}`,
  };
}

/** What would be wrong and is not now: such a thing is not made. */
export function newFault(before: Lab, after: Lab): string | undefined {
  const errors = (lab: Lab) => checkRules(lab).filter(({ severity }) => severity === 'error');
  const known = new Set(errors(before).map(({ code, subject }) => `${code} ${subject}`));
  return errors(after)
    .find(({ code, subject }) => !known.has(`${code} ${subject}`))
    ?.message.replace(/\.$/, '');
}

const inWords = (made: readonly string[]): string =>
  made.length <= 2 ? made.join(' and ') : `${made[0]} and ${made.length - 1} more`;

function repeated(from: Steps, gesture: Gesture, defaults: Defaults): Steps | Refusal {
  const count = Math.max(1, gesture.count ?? 1);
  const { tool, at, exact } = gesture;
  if (
    exact === true &&
    at.kind === 'lab' &&
    from.draft.lab.hosts.length > 0 &&
    tool !== 'segment' &&
    tool !== 'note' &&
    tool !== 'host' &&
    tool !== 'router'
  ) {
    return refuse(
      tool === 'vlan' ? 'it goes on a host, a card or a segment' : 'it goes on a host, or on what is in one',
    );
  }
  // Containers ask for their number on each host.
  if (gesture.tool === 'container') return container(from, gesture, defaults);
  let steps: Steps | Refusal = from;
  for (let done = 0; done < count; done += 1) {
    steps = once(steps, done === 0 ? gesture : { ...gesture, vlan: undefined }, defaults);
    if (isRefusal(steps)) return count === 1 ? steps : refuse(`${steps.why}: ${done} of ${count} fit`);
  }
  return steps;
}

function once(steps: Steps, gesture: Gesture, defaults: Defaults): Steps | Refusal {
  const { draft } = steps;
  switch (gesture.tool) {
    case 'segment': {
      const made = makeSegment(draft);
      return { draft: made.draft, made: [...steps.made, made.name] };
    }
    case 'host': {
      const on = segmentOrNew(draft, gesture.at);
      return newHost({ draft: on.draft, made: steps.made }, makeHost(on.draft, on.segment, defaults));
    }
    case 'router':
      return router(steps, gesture, defaults);
    case 'vlan':
      return vlan(steps, gesture, defaults);
    case 'network':
      return network(steps, gesture, defaults);
    case 'note': {
      const made = makeNote(draft, gesture);
      return { draft: made.draft, made: [...steps.made, made.made] };
    }
    default:
      return steps;
  }
}

const newHost = (steps: Steps, next: Draft | Refusal): Steps | Refusal =>
  isRefusal(next) ? next : { draft: next, made: [...steps.made, (next.lab.hosts.at(-1) as Host).name] };

interface OnSegment {
  readonly draft: Draft;
  readonly segment: string;
  /** The card that is meant, where the place is on a host. */
  readonly nic?: string;
}

function segmentOrNew(draft: Draft, at: DropPlace): OnSegment {
  const known = segmentAt(draft.lab, at);
  if (known !== undefined) return { draft, segment: known };
  const made = makeSegment(draft);
  return { draft: made.draft, segment: made.name };
}

/** On a segment, a router of that one; anywhere else, one that joins them all. */
function router({ draft, made }: Steps, { at }: Gesture, defaults: Defaults): Steps | Refusal {
  if (at.kind === 'segment') return newHost({ draft, made }, makeRouter(draft, [at.name], defaults));
  const on = segmentOrNew(draft, at);
  const all = on.draft.lab.segments.map(({ name }) => name);
  return newHost({ draft: on.draft, made }, makeRouter(on.draft, all, defaults));
}

/** The hosts that a segment's tool is meant for; where there is none yet, a first one is made. */
function hostsFor(
  draft: Draft,
  segment: string,
  defaults: Defaults,
): { readonly draft: Draft; readonly hosts: readonly string[] } | Refusal {
  const names = plainHostsOn(draft.lab, segment).map(({ name }) => name);
  if (names.length > 0) return { draft, hosts: names };
  const made = makeHost(draft, segment, defaults);
  return isRefusal(made) ? made : { draft: made, hosts: [(made.lab.hosts.at(-1) as Host).name] };
}

function vlan({ draft: before, made }: Steps, gesture: Gesture, defaults: Defaults): Steps | Refusal {
  const { at, exact, everywhere } = gesture;
  if (exact === true && at.kind === 'container') return refuse('not on a container: it carries no tag');
  if (exact === true && at.kind === 'network') return refuse('not on a network: it stands on what carries the tag');
  if (exact === true && at.kind === 'interface') {
    const item = indexOf(before.lab).interface(at.host, at.name);
    if (item?.kind === 'vlan') return refuse(`${at.name} carries tag ${item.vlan} already: drop it on its card`);
    if (item?.kind === 'shim') return refuse(`${at.name} is a shim: drop it on a card`);
    if (item?.kind === 'dummy') return refuse(`${at.name} is a dummy: no frame of it leaves ${at.host}`);
  }
  const host = hostOf(before.lab, at);
  const on: OnSegment | Refusal = host === undefined ? segmentOrNew(before, at) : cardAt(before, host, at, defaults);
  if (isRefusal(on)) return on;
  const wide = host === undefined || everywhere === true;
  const targets: ReturnType<typeof hostsFor> =
    wide || host === undefined ? hostsFor(on.draft, on.segment, defaults) : { draft: on.draft, hosts: [host] };
  if (isRefusal(targets)) return targets;
  let { draft } = targets;
  const cards: { readonly host: Host; readonly nic: string }[] = [];
  const names = host !== undefined && wide ? [host, ...targets.hosts.filter((name) => name !== host)] : targets.hosts;
  for (const name of names) {
    const card =
      name === host && on.nic !== undefined ? { draft, nic: on.nic } : cardIn(draft, name, on.segment, defaults);
    if (isRefusal(card)) return card;
    draft = card.draft;
    cards.push({ host: indexOf(draft.lab).host(name) as Host, nic: card.nic });
  }
  const stripe = at.kind === 'segment' && typeof at.tag === 'number' ? at.tag : undefined;
  const asked = gesture.vlan ?? stripe;
  // On more hosts than one, what the first lacks decides.
  const tag = asked ?? nextTag(draft.lab, on.segment, host === undefined ? cards : cards.slice(0, 1));
  if (tag === undefined) return refuse(`${on.segment} has no tag left`);
  if (tag < 1 || tag > 4094) return refuse(`${tag} is no tag: 1 to 4094`);
  const lacking = cards.filter(({ host: item, nic }) => !hasTag(item, nic, tag));
  const [only] = cards;
  if (lacking.length === 0) {
    return refuse(
      cards.length === 1 && only !== undefined
        ? `${only.host.name}:${only.nic} has VLAN ${tag} already`
        : `every host of ${on.segment} has VLAN ${tag} already`,
    );
  }
  return each({ draft, made }, lacking, (next, { host: item, nic }) => makeVlan(next, item.name, nic, tag));
}

/** The card that a tool on a host is meant for: the one at the place, else the first. */
function cardAt(draft: Draft, host: string, at: DropPlace, defaults: Defaults): Required<OnSegment> | Refusal {
  const wire = at.kind === 'interface' ? indexOf(draft.lab).wire(host, at.name) : undefined;
  const nic = wire?.nic ?? cardsOf(draft.lab, host)[0];
  if (nic !== undefined) return { draft, nic: nic.name, segment: nic.segment };
  const on = segmentOrNew(draft, { kind: 'lab' });
  const made = cardIn(on.draft, host, on.segment, defaults);
  return isRefusal(made) ? made : { ...made, segment: on.segment };
}

function network({ draft, made }: Steps, gesture: Gesture, defaults: Defaults): Steps | Refusal {
  const { at, exact, everywhere } = gesture;
  if (exact === true && at.kind === 'container') return refuse('not on a container: drop it on an interface');
  if (exact === true && at.kind === 'network') return refuse('a network is here already: one on each interface');
  const host = hostOf(draft.lab, at);
  if (host === undefined) return networkOnSegment({ draft, made }, at, defaults);
  const parent = parentAt(draft, host, at, defaults);
  if (isRefusal(parent)) return parent;
  const first = makeNetwork(parent.draft, host, parent.name, defaults);
  if (isRefusal(first)) return first;
  const wire = everywhere === true ? indexOf(first.draft.lab).wire(host, parent.name) : undefined;
  const steps = { draft: first.draft, made: [...made, first.made] };
  if (wire === undefined) return steps;
  const others = alikeHosts(first.draft.lab, wire).filter(
    (item) =>
      item.host !== host &&
      indexOf(first.draft.lab).parentOf(first.made, item.host) === undefined &&
      sisterThere(first.draft.lab, first.made, item.host) === undefined,
  );
  return each(steps, others, (next, item) => onTag(next, item.host, item.nic, wire.tags[0], defaults));
}

/** A network for all hosts of a segment: of one stripe, or of the untagged frames. */
function networkOnSegment({ draft: before, made }: Steps, at: DropPlace, defaults: Defaults): Steps | Refusal {
  const on = segmentOrNew(before, at);
  const targets = hostsFor(on.draft, on.segment, defaults);
  if (isRefusal(targets)) return targets;
  const tag = at.kind === 'segment' && typeof at.tag === 'number' ? at.tag : undefined;
  const { lab } = targets.draft;
  const cards = targets.hosts.flatMap((host) => {
    const nic = cardsOf(lab, host).find((item) => item.segment === on.segment);
    return nic === undefined ? [] : [{ host, nic: nic.name }];
  });
  const free = cards.filter(({ host, nic }) => {
    const parent = tag === undefined ? nic : tagOnCard(lab, host, nic, tag);
    return parent === undefined || networkOn(lab, host, parent) === undefined;
  });
  if (free.length === 0) return refuse(`every host of ${on.segment} has a network there already`);
  return each({ draft: targets.draft, made }, free, (next, { host, nic }) => onTag(next, host, nic, tag, defaults));
}

function onTag(
  draft: Draft,
  host: string,
  nic: string,
  tag: number | undefined,
  defaults: Defaults,
): DrawStep | Refusal {
  const parent = parentWith(draft, host, nic, tag);
  return isRefusal(parent) ? parent : makeNetwork(parent.draft, host, parent.name, defaults);
}

/** The interface that a network dropped on a host stands on: one that has none yet, else a new VLAN's. */
function parentAt(
  draft: Draft,
  host: string,
  at: DropPlace,
  defaults: Defaults,
): { readonly draft: Draft; readonly name: string } | Refusal {
  if (at.kind === 'interface') return { draft, name: at.name };
  const item = indexOf(draft.lab).host(host);
  if (item !== undefined && forwards(item)) {
    return refuse(`${host} is a router: containers never reach the host that they are on`);
  }
  const free = item?.interfaces.filter(
    ({ kind, name }) =>
      kind !== 'shim' &&
      kind !== 'dummy' &&
      carrierOf(item, name) === name &&
      networkOn(draft.lab, host, name) === undefined,
  );
  const chosen =
    free?.find(({ kind }) => kind === 'vlan') ?? free?.find((card) => domainFree(draft.lab, host, card.name));
  if (chosen !== undefined) return { draft, name: chosen.name };
  const card = cardAt(draft, host, { kind: 'host', host }, defaults);
  if (isRefusal(card)) return card;
  const there = indexOf(card.draft.lab).host(host);
  const tag = there && nextTag(card.draft.lab, card.segment, [{ host: there, nic: card.nic }]);
  const carrier = carrierOf(there, card.nic);
  if (networkOn(card.draft.lab, host, carrier) === undefined) return { draft: card.draft, name: carrier };
  return tag === undefined ? refuse(`${card.segment} has no tag left`) : parentWith(card.draft, host, card.nic, tag);
}

/** Two cards of a host in one domain cannot both be under its network. */
function domainFree(lab: Lab, host: string, name: string): boolean {
  const index = indexOf(lab);
  const wire = index.wire(host, name);
  return !lab.networks.some((item) => {
    const under = index.wireUnder(item.name, host);
    return (
      under !== undefined &&
      wire !== undefined &&
      under.nic.segment === wire.nic.segment &&
      under.tags.join() === wire.tags.join()
    );
  });
}

function container({ draft: before, made }: Steps, gesture: Gesture, defaults: Defaults): Steps | Refusal {
  const { at, everywhere } = gesture;
  const count = Math.max(1, gesture.count ?? 1);
  const host = hostOf(before.lab, at);
  const on = host === undefined ? segmentOrNew(before, at) : { draft: before, segment: segmentAt(before.lab, at) };
  const wide = at.kind === 'segment' || everywhere === true;
  const targets: ReturnType<typeof hostsFor> =
    host !== undefined && !wide ? { draft: on.draft, hosts: [host] } : hostsFor(on.draft, on.segment ?? '', defaults);
  if (isRefusal(targets)) return targets;
  const hosts = wide ? targets.hosts : targets.hosts.slice(-1);
  let steps: Steps | Refusal = { draft: targets.draft, made };
  for (const name of hosts) {
    steps = containersOn(
      steps,
      name,
      name === host || hosts.length === 1 ? at : wideAt(before.lab, at),
      count,
      defaults,
    );
    if (isRefusal(steps)) return steps;
  }
  return steps;
}

/** On other hosts than the one that was pointed at, the same network is meant. */
const wideAt = (lab: Lab, at: DropPlace): DropPlace => {
  const network = networkAt(lab, at);
  return network === undefined ? at : { kind: 'network', name: network };
};

function networkAt(lab: Lab, at: DropPlace): string | undefined {
  switch (at.kind) {
    case 'network':
      return at.name;
    case 'container':
      return indexOf(lab).container(at.host, at.name)?.attachments[0]?.network;
    case 'interface':
      return networkOn(lab, at.host, at.name)?.name;
    default:
      return undefined;
  }
}

function containersOn(steps: Steps, host: string, at: DropPlace, count: number, defaults: Defaults): Steps | Refusal {
  const item = indexOf(steps.draft.lab).host(host);
  if (item !== undefined && forwards(item)) {
    return refuse(`${host} is a router: containers never reach the host that they are on`);
  }
  let current: Steps = steps;
  for (let done = 0; done < count; done += 1) {
    const on = networkUnder(current.draft, host, at, defaults);
    if (isRefusal(on)) return on;
    const made = makeContainer(on.draft, host, on.made, defaults);
    if (isRefusal(made)) return count === 1 ? made : refuse(`${made.why}: ${done} of ${count} fit`);
    current = { draft: made.draft, made: [...current.made, made.made] };
  }
  return current;
}

/** The network that a container at the place hangs on, on that host: made there where it is missing. */
export function networkUnder(draft: Draft, host: string, at: DropPlace, defaults: Defaults): DrawStep | Refusal {
  const { lab } = draft;
  const name = networkAt(lab, at);
  if (name !== undefined) {
    if (indexOf(lab).parentOf(name, host) !== undefined) return { draft, made: name };
    return joinedTo(draft, host, name, defaults);
  }
  if (at.kind === 'interface' && at.host === host) return makeNetwork(draft, host, at.name, defaults);
  if (at.kind === 'segment' && at.tag !== undefined) {
    const nic = cardsOf(lab, host).find(({ segment }) => segment === at.name);
    const tag = typeof at.tag === 'number' ? at.tag : undefined;
    if (nic === undefined) return refuse(`${host} has no card in ${at.name}`);
    const parent = parentWith(draft, host, nic.name, tag);
    if (isRefusal(parent)) return parent;
    const there = networkOn(parent.draft.lab, host, parent.name);
    return there === undefined
      ? makeNetwork(parent.draft, host, parent.name, defaults)
      : { draft: parent.draft, made: there.name };
  }
  return networkFor(draft, host, defaults);
}

/** The network gets a parent on one more host, in the VLAN that it is in; of a routed mode, that host has one of its own. */
export function joinedTo(draft: Draft, host: string, network: string, defaults: Defaults): DrawStep | Refusal {
  const { lab } = draft;
  const sister = sisterThere(lab, network, host);
  if (sister !== undefined) return { draft, made: sister };
  const [first] = indexOf(lab).network(network)?.parents ?? [];
  const wire = first && indexOf(lab).wireUnder(network, first.host);
  if (wire === undefined || wire.tags.length > 1)
    return refuse(`${network} stands on nothing that ${host} could have too`);
  const card = cardIn(draft, host, wire.nic.segment, defaults);
  return isRefusal(card) ? card : onTag(card.draft, host, card.nic, wire.tags[0], defaults);
}

/** The step for each of several places, one after the other. */
function each<T>(
  steps: Steps,
  places: readonly T[],
  make: (draft: Draft, place: T) => DrawStep | Refusal,
): Steps | Refusal {
  let current = steps;
  for (const place of places) {
    const made = make(current.draft, place);
    if (isRefusal(made)) return made;
    current = { draft: made.draft, made: [...current.made, made.made] };
  }
  return current;
}
