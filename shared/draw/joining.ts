/** Interfaces that are made of others of their host, or of nothing: bonds, bridges, dummies and shims, with all that stood on their cards. */
import { hostPath, interfacePath, set, unset } from '../lab/edit/edits.ts';
import { type Bond, type Bridge, type Host, type Interface, interfaceId, type Lab, type Nic } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { addressPart } from '../net/ip.ts';
import { firstUsable, formatIpv4, parseCidr } from '../net/ipv4.ts';
import { addInterface, type Draft, draftOf, isRefusal, type Refusal, refuse, setParent, step } from './draft.ts';
import { standOn } from './draft-moves.ts';
import { newFault } from './draw.ts';
import { freeNicName, freeNumbered, freeSubnet } from './free.ts';
import { cardsOf } from './hosts.ts';
import { carrierOf, type DrawStep } from './networks.ts';
import { onHost, onInterface } from './parts.ts';
import { makeShim } from './shim-for.ts';
import { DEFAULTS, type Defaults, type DropPlace, hostOf, type Outcome } from './tools.ts';

export const JOINS = ['bond', 'bridge', 'dummy', 'shim'] as const;
export type Join = (typeof JOINS)[number];

/** Subnets of VLANs are numbered like these: what is on no wire begins beyond the usual ones. */
const ASIDE = 100;

const FIRST_NAMES: Readonly<Record<Exclude<Join, 'shim'>, string>> = { bond: 'bond', bridge: 'br', dummy: 'dummy' };

/** Of the things at these places, which are on one host: of a host its first card. */
export function drawJoin(lab: Lab, kind: Join, at: readonly DropPlace[], defaults: Defaults = DEFAULTS): Outcome {
  const joined = join(draftOf(lab), kind, at, defaults);
  if (isRefusal(joined)) return { ok: false, why: joined.why };
  const fault = newFault(lab, joined.draft.lab);
  if (fault !== undefined) return { ok: false, why: fault };
  const { made, draft } = joined;
  return { ok: true, lab: draft.lab, edits: draft.edits, made: [made], select: made, says: `add ${made}` };
}

function join(draft: Draft, kind: Join, at: readonly DropPlace[], defaults: Defaults): DrawStep | Refusal {
  const hosts = [...new Set(at.flatMap((place) => hostOf(draft.lab, place) ?? []))];
  const [host] = hosts;
  if (host === undefined) return refuse('choose a host, or its cards');
  if (hosts.length > 1) return refuse(`${hosts.join(' and ')} are two hosts: choose cards of one`);
  const chosen = at.flatMap((place) => (place.kind === 'interface' ? [place.name] : []));
  if (kind === 'shim') return makeShim(draft, host, chosen);
  if (kind === 'dummy') return makeDummy(draft, host, defaults);
  const free = cardsOf(draft.lab, host).filter(({ name }) => isFree(draft.lab, host, name));
  const cards = chosen.length > 0 ? chosen : free.slice(0, 1).map(({ name }) => name);
  if (cards.length === 0) return refuse(`${host} has no card that is in nothing yet`);
  return kind === 'bond' && cards.length === 1
    ? bondWithAnother(draft, host, cards[0] as string)
    : joinCards(draft, host, cards, kind);
}

const isFree = (lab: Lab, host: string, card: string): boolean => carrierOf(indexOf(lab).host(host), card) === card;

/** With the next card that is free in the same segment, else with a new one. */
function bondWithAnother(draft: Draft, host: string, name: string): DrawStep | Refusal {
  const card = indexOf(draft.lab).interface(host, name);
  if (card?.kind !== 'nic') return refuse(`${name} is no card, and a bond joins cards`);
  const other = cardsOf(draft.lab, host).find(
    (item) => item.name !== name && item.segment === card.segment && isFree(draft.lab, host, item.name),
  );
  if (other !== undefined) return joinCards(draft, host, [name, other.name], 'bond');
  const { segment, promiscuous } = card;
  const nic: Nic = {
    kind: 'nic',
    name: freeNicName(indexOf(draft.lab).host(host)),
    segment,
    address: undefined,
    promiscuous,
  };
  return joinCards(addInterface(draft, host, nic), host, [name, nic.name], 'bond');
}

/** Several cards as one, or ports of a switch in software: what stood on them stands on it. */
export function joinCards(
  draft: Draft,
  host: string,
  members: readonly string[],
  kind: 'bond' | 'bridge',
): DrawStep | Refusal {
  const at = indexOf(draft.lab).host(host);
  if (at === undefined) return refuse(`there is no host ${host}`);
  const refused = members.map((name) => notJoined(at, name, kind)).find((why) => why !== undefined);
  if (refused !== undefined) return refuse(refused);
  const apart = inOneSegment(at, members, kind);
  if (apart !== undefined) return refuse(apart);
  const name = freeNumbered(FIRST_NAMES[kind], 0, at.interfaces);
  const address = addressOf(at, members);
  const added = addInterface(
    draft,
    host,
    kind === 'bond'
      ? { kind, name, members, mode: 'balance-rr', address }
      : { kind, name, members, vlanFiltering: false, address },
  );
  return { draft: carried(added, host, members, name), made: interfaceId(host, name) };
}

/** One more card of a bond, or port of a bridge, that is there. */
export function enlarge(draft: Draft, host: string, card: string, into: Bond | Bridge): DrawStep | Refusal {
  const at = indexOf(draft.lab).host(host);
  if (at === undefined) return refuse(`there is no host ${host}`);
  if (into.members.includes(card)) return refuse(`${card} is in ${into.name} already`);
  const members = [...into.members, card];
  const refused = notJoined(at, card, into.kind) ?? inOneSegment(at, members, into.kind);
  if (refused !== undefined) return refuse(refused);
  const grown = step(
    draft,
    onInterface(draft.lab, host, into.name, (item) => ({ ...item, members }) as Interface),
    set([...interfacePath(host, into.name), into.kind], members as never),
  );
  return { draft: carried(grown, host, [card], into.name), made: interfaceId(host, into.name) };
}

function notJoined(host: Host, name: string, kind: 'bond' | 'bridge'): string | undefined {
  const item = host.interfaces.find((own) => own.name === name);
  const carrier = carrierOf(host, name);
  if (item === undefined) return `there is no ${interfaceId(host.name, name)}`;
  if (carrier !== name) return `${name} is in ${carrier} already`;
  if (kind === 'bond') return item.kind === 'nic' ? undefined : `${name} is no card, and a bond joins cards`;
  return item.kind === 'bridge' || item.kind === 'shim'
    ? `${name} is a ${item.kind}, and no port of a bridge`
    : undefined;
}

/** A bond of cards in two segments would carry frames into the wrong one. */
function inOneSegment(host: Host, members: readonly string[], kind: 'bond' | 'bridge'): string | undefined {
  const cards = host.interfaces.filter((item): item is Nic => item.kind === 'nic' && members.includes(item.name));
  const [first] = cards;
  const other = cards.find(({ segment }) => segment !== first?.segment);
  return kind === 'bridge' || first === undefined || other === undefined
    ? undefined
    : `${first.name} is in ${first.segment} and ${other.name} in ${other.segment}: cards of a bond are in one segment`;
}

/** The address that the host is reached at, if one of them has it; else the first that one has. */
function addressOf(host: Host, members: readonly string[]): string | undefined {
  const all = host.interfaces.flatMap(({ name, address }) =>
    members.includes(name) && address !== undefined ? [address] : [],
  );
  return all.find((address) => addressPart(address) === host.ssh.address) ?? all[0];
}

/** What stood on the cards stands on what has joined them, and they have no address of their own. */
function carried(draft: Draft, host: string, members: readonly string[], to: string): Draft {
  let next = draft;
  const at = indexOf(draft.lab).host(host);
  for (const item of at?.interfaces ?? []) {
    if ((item.kind === 'vlan' || item.kind === 'shim') && members.includes(item.parent)) {
      next = standOn(next, host, item.name, to);
    } else if (members.includes(item.name) && item.address !== undefined) {
      next = step(
        next,
        onInterface(next.lab, host, item.name, (own) => ({ ...own, address: undefined })),
        unset([...interfacePath(host, item.name), 'address']),
      );
    }
  }
  for (const { name, parents } of draft.lab.networks) {
    if (parents.some((parent) => parent.host === host && members.includes(parent.interface))) {
      next = setParent(next, name, host, to);
    }
  }
  return leavingBy(next, host, members, to);
}

/** Masquerade rules name the interface that packets leave by. */
function leavingBy(draft: Draft, host: string, members: readonly string[], to: string): Draft {
  const rules = indexOf(draft.lab).host(host)?.routing?.masquerade ?? [];
  return rules.reduce(
    (next, { out }, index) =>
      members.includes(out)
        ? step(
            next,
            onHost(next.lab, host, (at) => ({
              ...at,
              routing: at.routing && {
                ...at.routing,
                masquerade: at.routing.masquerade.map((rule, place) => (place === index ? { ...rule, out: to } : rule)),
              },
            })),
            set([...hostPath(host), 'routing', 'masquerade', index, 'out'] as never, to as never),
          )
        : next,
    draft,
  );
}

function makeDummy(draft: Draft, host: string, defaults: Defaults): DrawStep | Refusal {
  const at = indexOf(draft.lab).host(host);
  const pool = parseCidr(defaults.pool);
  const block = pool && freeSubnet(draft.lab, pool, ASIDE);
  if (at === undefined || block === undefined) return refuse(`no subnet is left in ${defaults.pool}`);
  const name = freeNumbered(FIRST_NAMES.dummy, 0, at.interfaces);
  const address = `${formatIpv4(firstUsable(block))}/${block.prefix}`;
  return {
    draft: addInterface(draft, host, { kind: 'dummy', name, dummy: true, address }),
    made: interfaceId(host, name),
  };
}
