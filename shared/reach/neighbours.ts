/** ARP: who answers for an address in the layer-2 domain of an interface, and if nobody does, why. */
import { containsAddress, type Ipv4 } from '../net/ipv4.ts';
import { perObject } from '../per-object.ts';
import type { Finding, Unanswered, Wanted } from './findings.ts';
import { type Hearing, hearing, isDoubtful, isHeard, type Unheard } from './hearing.ts';
import { checkSource, wayBack } from './reverse-path.ts';
import type { NetInterface, Stack, World } from './world.ts';

export interface Neighbour {
  readonly kind: 'neighbour';
  /** The interface that answers. */
  readonly to: NetInterface;
  readonly hearing: Hearing;
}

export interface Silence {
  readonly kind: 'silence';
  readonly why: Unheard | 'nobody' | 'rp-filter';
  /** The interface that has the address and does not hear or answer. */
  readonly to: NetInterface | undefined;
}

export interface Duplicate {
  readonly kind: 'duplicate';
  readonly owners: readonly Stack[];
}

export type NeighbourAnswer = Neighbour | Silence | Duplicate;

const NOBODY: Silence = { kind: 'silence', why: 'nobody', to: undefined };

interface Known {
  readonly asking: Ipv4;
  readonly answer: NeighbourAnswer;
}

/** Remembers the last answer per interface and address; it depends on nothing else but who asks. */
export class Neighbours {
  /** By the interface's serial number. */
  private readonly known: (Map<Ipv4, Known> | undefined)[] = [];
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  ask(from: NetInterface, address: Ipv4, source: Ipv4): NeighbourAnswer {
    let answers = this.known[from.serial];
    if (answers === undefined) {
      answers = new Map();
      this.known[from.serial] = answers;
    }
    const asking = arpSource(from, address, source);
    const known = answers.get(address);
    if (known?.asking === asking) return known.answer;
    const owners = this.world.owners.get(address);
    const answer = owners === undefined ? this.beyond(from) : answerOf(from, address, asking, owners);
    answers.set(address, { asking, answer });
    return answer;
  }

  /** For an address that nothing in the drawing has. */
  private beyond(from: NetInterface): NeighbourAnswer {
    const to = this.world.beyond.get(from.device.domain);
    if (to === undefined || to === from) return NOBODY;
    const heard = hearing(from, to);
    return isHeard(heard) || isDoubtful(heard)
      ? { kind: 'neighbour', to, hearing: heard }
      : { kind: 'silence', why: heard, to };
  }
}

/** The address that an ARP request comes from: the packet's own source if it is the machine's, else one of the interface. */
function arpSource(from: NetInterface, address: Ipv4, source: Ipv4): Ipv4 {
  const [first] = from.addresses;
  if (first?.address === source || from.stack.own.has(source)) return source;
  const near = from.addresses.length === 1 ? first : from.addresses.find((item) => containsAddress(item, address));
  return (near ?? first)?.address ?? source;
}

function answerOf(from: NetInterface, address: Ipv4, asking: Ipv4, owners: readonly Stack[]): NeighbourAnswer {
  let best: NeighbourAnswer = NOBODY;
  const answering: Stack[] = [];
  for (const stack of owners) {
    if (stack === from.stack) continue;
    const answer = answerOfStack(from, address, asking, stack);
    if (answer.kind === 'neighbour') answering.push(stack);
    best = tells(answer) > tells(best) ? answer : best;
  }
  return answering.length > 1 ? { kind: 'duplicate', owners: answering } : best;
}

function answerOfStack(from: NetInterface, address: Ipv4, asking: Ipv4, stack: Stack): NeighbourAnswer {
  const owner = stack.own.get(address);
  let best: NeighbourAnswer = { kind: 'silence', why: 'apart', to: owner };
  for (const to of interfacesIn(stack, from.device.domain)) {
    const heard = hearing(from, to);
    let answer: NeighbourAnswer;
    if (!isHeard(heard) && !isDoubtful(heard)) answer = { kind: 'silence', why: heard, to };
    else if (checkSource(to, asking) !== 'passes') answer = { kind: 'silence', why: 'rp-filter', to };
    else answer = { kind: 'neighbour', to, hearing: heard };
    best = to === owner && rank(answer) === rank(best) ? answer : better(best, answer);
  }
  return best;
}

const better = (a: NeighbourAnswer, b: NeighbourAnswer): NeighbourAnswer => (rank(b) > rank(a) ? b : a);

/** What is nearer to an answer says more about why there is none. */
function rank(answer: NeighbourAnswer): number {
  switch (answer.kind) {
    case 'neighbour':
      return isHeard(answer.hearing) ? 6 : 5;
    case 'duplicate':
      return 4;
    case 'silence':
      return answer.why === 'nobody' ? 0 : answer.why === 'apart' ? 1 : answer.why === 'enslaved' ? 2 : 3;
  }
}

/** Of several owners, one is told of whatever their order: the number of what is told more gladly is higher. */
const tells = (answer: NeighbourAnswer): number =>
  rank(answer) * 100 + (answer.kind === 'silence' ? GLADLY.indexOf(answer.why) : 0);
const GLADLY: readonly Silence['why'][] = [
  'sender-down',
  'receiver-down',
  'no-arp',
  'own-mac-only',
  'same-mac',
  'private',
  'vepa',
  'passthru',
  'own-parent',
  'rp-filter',
];

const NONE: readonly NetInterface[] = [];

/** A router may have hundreds of interfaces. */
const interfacesIn = (stack: Stack, domain: number): readonly NetInterface[] => byDomain(stack).get(domain) ?? NONE;

const byDomain = perObject(({ interfaces }: Stack) => grouped(interfaces));

function grouped(interfaces: readonly NetInterface[]): ReadonlyMap<number, readonly NetInterface[]> {
  const groups = new Map<number, NetInterface[]>();
  for (const item of interfaces) {
    const group = groups.get(item.device.domain);
    if (group) group.push(item);
    else groups.set(item.device.domain, [item]);
  }
  return groups;
}

/** Silence, as a finding. */
export function unanswered(
  world: World,
  from: NetInterface,
  address: Ipv4,
  wanted: Wanted,
  { why, to }: Silence,
  source: Ipv4,
): Finding {
  if (why === 'rp-filter' && to) {
    const asking = arpSource(from, address, source);
    if (checkSource(to, asking) === 'own-address') return { code: 'martian-source', at: to, source: asking };
    return {
      code: 'rp-filter',
      at: to,
      source: asking,
      back: wayBack(to, source),
      arp: true,
    };
  }
  const unknown = why === 'nobody' ? world.unknownOwners.get(address) : undefined;
  if (unknown !== undefined) return { code: 'host-unknown', id: unknown };
  const isSender = why === 'sender-down' || (why === 'own-mac-only' && from.device.guarded === 'port');
  const at = isSender || to === undefined ? from : to;
  return { code: silenceCode(why, from, to, at, wanted), from, to, at, address, wanted };
}

function silenceCode(
  why: Silence['why'],
  from: NetInterface,
  to: NetInterface | undefined,
  at: NetInterface,
  wanted: Wanted,
): Unanswered['code'] {
  switch (why) {
    case 'sender-down':
    case 'receiver-down':
      return at.role === 'self' ? 'link-down' : 'parent-down';
    case 'own-parent':
      return 'host-to-own-macvlan';
    case 'private':
      return 'mode-private';
    case 'vepa':
      return 'mode-vepa';
    case 'passthru':
      return wanted === 'gateway' && to?.device.children.passthru !== undefined
        ? 'passthru-gateway'
        : 'passthru-parent';
    case 'enslaved':
      return 'bridge-port';
    case 'own-mac-only':
      return 'port-security';
    case 'same-mac':
      return 'duplicate-mac';
    case 'no-arp':
      return 'ipvlan-l3-no-arp';
    case 'apart':
      return to === undefined ? 'no-such-address' : apartCode(from, to, wanted);
    case 'nobody':
    case 'rp-filter':
      return wanted === 'gateway' ? 'gateway-missing' : 'no-such-address';
  }
}

/** The address is somewhere, and no frame comes from here to there. */
function apartCode(from: NetInterface, to: NetInterface, wanted: Wanted): Unanswered['code'] {
  const [here, there] = [from.device.wire, to.device.wire];
  if (here && there && here.segment === there.segment && here.tags.join() === there.tags.join())
    return 'vlan-not-carried';
  if (wanted === 'gateway') return 'gateway-missing';
  return here && there && here.segment === there.segment ? 'different-vlan' : 'different-segment';
}
