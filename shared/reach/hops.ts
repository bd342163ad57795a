/** The way of a packet, from recorded facts: for each decision where it was made, by which rule, and a sentence. */
import { interfaceId } from '../lab/lab.ts';
import { unreachable } from '../problem.ts';
import { type Finding, type Unanswered, verdictOf } from './findings.ts';
import { type Hearing, isDoubtful } from './hearing.ts';
import type { HopFact } from './hop-facts.ts';
import type { RecordedFact } from './journey.ts';
import { findingWords, isAssumed } from './reasons.ts';
import { routeWords } from './route-table.ts';
import type { Hop } from './verdict.ts';
import { ip, machineOf, nameOf, place, sentence, tagName } from './words.ts';
import { isIpvlanL3, type NetInterface } from './world.ts';

export const hopsOf = (facts: readonly RecordedFact[]): readonly Hop[] =>
  facts.map(({ leg, fact }) => {
    const hop = hopOf(fact);
    return { leg, ...hop, text: sentence(hop.text) };
  });

type Unled = Omit<Hop, 'leg'>;

function hopOf(fact: HopFact): Unled {
  switch (fact.kind) {
    case 'route':
      return routeHop(fact);
    case 'arp': {
      const { from, to, address } = fact;
      return {
        kind: 'arp',
        at: machineOf(from),
        outcome: 'pass',
        rule: `who has ${ip(address)}`,
        text: `${machineOf(from)} asks by ARP who has ${ip(address)}, and ${nameOf(to)} answers`,
        things: [from.id],
      };
    }
    case 'carry':
      return carryHop(fact.from, fact.to, fact.hearing);
    case 'handed':
      return {
        kind: 'carry',
        at: fact.by.device.id,
        outcome: 'pass',
        rule: `ipvlan ${fact.to.mode}`,
        text: `${fact.by.device.id} hands the packet to its ipvlan child ${nameOf(fact.to)} before ${fact.by.stack.id} itself sees it`,
        things: [fact.by.device.id, ...network(fact.to), fact.to.id],
      };
    case 'lent':
      return {
        kind: 'route',
        at: fact.from.device.id,
        outcome: 'pass',
        rule: fact.route ? routeWords(fact.route) : '',
        text: `${nameOf(fact.from)} is an ipvlan L3 container: ${fact.host.id} routes for it, out of ${fact.from.device.name} only, with packet forwarding on or off`,
        things: [fact.from.id, ...network(fact.from), fact.from.device.id],
      };
    case 'rp-filter':
      return {
        kind: 'rp-filter',
        at: fact.at.id,
        outcome: 'pass',
        rule: `rp_filter ${fact.at.reversePath}`,
        text: `${machineOf(fact.at)} checks where the packet came from: ${ip(fact.source)} is reached by ${fact.back?.dev?.name ?? 'some route'}, so it may come in by ${fact.at.name}`,
        things: [fact.at.id],
      };
    case 'filter':
      return {
        kind: 'filter',
        at: fact.stack.id,
        outcome: 'pass',
        rule: fact.rule,
        text: `${fact.stack.id} asks its FORWARD chain, which lets the packet pass`,
        things: [fact.stack.id],
      };
    case 'nat':
      return {
        kind: 'nat',
        at: fact.stack.id,
        outcome: 'pass',
        rule: fact.target,
        text: natWords(fact),
        things: [fact.stack.id],
      };
    case 'forward':
      return {
        kind: 'forward',
        at: fact.at.stack.id,
        outcome: 'pass',
        rule: 'net.ipv4.ip_forward = 1',
        text: `${machineOf(fact.at)} is not the destination and passes packets on`,
        things: [fact.at.id, fact.at.stack.id],
      };
    case 'deliver':
      return {
        kind: 'deliver',
        at: fact.at.id,
        outcome: 'pass',
        rule: '',
        text: `${machineOf(fact.at)} has the address ${ip(fact.address)} and takes the packet`,
        things: [fact.at.id],
      };
    case 'trouble':
      return troubleHop(fact.finding);
    default:
      return unreachable(fact);
  }
}

function routeHop({ stack, route, destination, source }: Extract<HopFact, { kind: 'route' }>): Unled {
  const { dev } = route;
  const way =
    dev && isIpvlanL3(dev)
      ? `out of ${dev.name}, and ${dev.device.host} finds the way: an ipvlan L3 container asks nobody by ARP`
      : route.via === undefined
        ? `${ip(destination)} is a neighbour on ${route.dev?.name}`
        : `the next hop is ${ip(route.via)} on ${route.dev?.name}`;
  const from = source === undefined ? '' : `, from ${ip(source)}`;
  return {
    kind: 'route',
    at: stack.id,
    outcome: 'pass',
    rule: routeWords(route),
    text: `${stack.id} looks up ${ip(destination)}: ${way}${from}`,
    things: [stack.id],
  };
}

function natWords({ stack, was, becomes, end, undone, target }: Extract<HopFact, { kind: 'nat' }>): string {
  if (end === 'source' && undone) return `${stack.id} says that the reply of ${ip(was)} came from ${ip(becomes)}`;
  if (end === 'destination' && !undone) return `${stack.id} sends what is for ${ip(was)} to ${ip(becomes)} instead`;
  if (undone) return `${stack.id} gives the reply to ${ip(was)} back to ${ip(becomes)}`;
  const own = target === 'SNAT' ? 'the address' : 'its own address';
  return `${stack.id} puts ${own} ${ip(becomes)} in place of the sender's ${ip(was)}`;
}

/** Docker's network of a container's interface, as a rail on the drawing. */
const network = ({ network: name }: NetInterface): readonly string[] => (name === undefined ? [] : [name]);

/** From the interface down to the NIC. */
const descent = (item: NetInterface): readonly string[] => [
  item.id,
  ...network(item),
  ...item.device.path.map((name) => interfaceId(item.device.host, name)).filter((id) => id !== item.id),
];

function carryHop(from: NetInterface, to: NetInterface, hearing: Hearing): Unled {
  const shared = from.device === to.device;
  const down = descent(from);
  const up = [...descent(to)].reverse();
  const { wire } = from.device;
  const kind = 'carry' as const;
  const outcome = isDoubtful(hearing) ? ('unsure' as const) : ('pass' as const);
  if (shared) {
    const things = [from.id, ...network(from), from.device.id, ...network(to), to.id];
    const text = `${from.device.id} passes the frame from ${machineOf(from)} to ${machineOf(to)} itself: it never leaves the host`;
    return { kind, outcome, at: from.device.id, rule: modeWords(from), text, things: withoutRepeats(things) };
  }
  const segment = wire === undefined ? [] : [wire.segment];
  return {
    kind,
    outcome,
    ...(wire && { tags: wire.tags }),
    at: wire?.segment ?? from.device.id,
    rule: tagName(wire),
    text: `the frame goes out by ${from.device.id} and over ${place(from)} to ${to.device.id}`,
    things: withoutRepeats([...down, ...segment, ...up]),
  };
}

const modeWords = ({ role, mode }: NetInterface): string =>
  role === 'port' || role === 'self' ? 'bridge' : `${role} ${mode}`;

const withoutRepeats = (things: readonly string[]): readonly string[] =>
  things.filter((thing, index) => thing !== things[index - 1]);

function troubleHop(finding: Finding): Unled {
  const { at, kind, rule, things, tags } = troublePlace(finding);
  const outcome = verdictOf(finding) === 'uncertain' ? 'unsure' : 'stop';
  return { kind, at, outcome, rule, text: findingWords(finding), things: things ?? [at], ...(tags && { tags }) };
}

interface TroublePlace {
  readonly at: string;
  readonly kind: Hop['kind'];
  readonly rule: string;
  readonly things?: readonly string[];
  readonly tags?: readonly number[];
}

function troublePlace(finding: Finding): TroublePlace {
  switch (finding.code) {
    case 'no-address':
    case 'not-there':
    case 'not-running':
    case 'not-started':
    case 'parent-missing':
    case 'host-unknown':
    case 'network-unknown':
      return { at: finding.id, kind: 'deliver', rule: '' };
    case 'own-address':
      return { at: finding.stack.id, kind: 'deliver', rule: '' };
    case 'no-route':
    case 'router-no-route':
      return { at: finding.stack.id, kind: 'route', rule: '' };
    case 'no-return-route':
      return { at: finding.stack.id, kind: finding.gateway === undefined ? 'route' : 'arp', rule: '' };
    case 'gateway-off-link':
    case 'route-forbids':
      return { at: finding.stack.id, kind: 'route', rule: routeWords(finding.route) };
    case 'routing-loop':
      return { at: finding.stack.id, kind: 'forward', rule: '' };
    case 'forwarding-off':
      return { at: finding.stack.id, kind: 'forward', rule: 'net.ipv4.ip_forward = 0' };
    case 'forward-denied':
      return { at: finding.stack.id, kind: 'filter', rule: isAssumed(finding) ? '' : finding.rule };
    case 'input-denied':
    case 'output-denied':
    case 'unknown-match':
      return { at: finding.stack.id, kind: 'filter', rule: finding.rule };
    case 'nat-uncertain':
      return { at: finding.stack.id, kind: 'nat', rule: finding.rule };
    case 'firewall-unknown':
    case 'firewall-manager':
      return { at: finding.stack.id, kind: 'filter', rule: '' };
    case 'rp-filter':
      return { at: finding.at.id, kind: 'rp-filter', rule: `rp_filter ${finding.at.reversePath}` };
    case 'martian-source':
      return { at: finding.at.id, kind: 'rp-filter', rule: '' };
    case 'duplicate-address':
      return { at: finding.owners[0]?.id ?? '', kind: 'arp', rule: '', things: finding.owners.map(({ id }) => id) };
    case 'other-owner':
      return { at: finding.owner.id, kind: 'deliver', rule: '' };
    case 'shared-mac':
    case 'wireless-card':
    case 'other-nic-of-own-host':
    case 'card-answers':
    case 'hypervisor-filter':
      return { at: finding.at.device.id, kind: 'carry', rule: '' };
    case 'different-vlan-no-router':
    case 'different-segment-no-router':
    case 'different-subnet-no-router':
      return {
        at: finding.from.id,
        kind: 'arp',
        rule: `who has ${ip(finding.gateway)}`,
        ...asked(finding.from),
      };
    case 'same-segment':
    case 'same-parent':
    case 'same-bridge':
    case 'host-shim':
    case 'ipvlan-l3-siblings':
    case 'any-interface':
      return { at: finding.to.id, kind: 'deliver', rule: '' };
    case 'routed':
      return { at: [...finding.there, ...finding.back][0]?.id ?? '', kind: 'deliver', rule: '' };
    case 'masqueraded':
      return { at: finding.by.id, kind: 'deliver', rule: '' };
    case 'parent-down':
    case 'link-down':
      return { kind: 'arp', rule: `who has ${ip(finding.address)}`, ...askedWhereDown(finding) };
    default:
      return { at: finding.from.id, kind: 'arp', rule: `who has ${ip(finding.address)}`, ...asked(finding.from) };
  }
}

/** Where a link is down the question ends at that link: on its own way down to the wire, or on its way up on the other host. */
function askedWhereDown({ from, to, at }: Unanswered): Pick<TroublePlace, 'at' | 'things' | 'tags'> {
  const { host, wire } = at.device;
  const down = at.live.kind === 'up' ? undefined : interfaceId(host, at.live.link);
  const way = descent(at);
  const ends = down === undefined ? -1 : way.indexOf(down);
  const place = ends < 0 ? at.id : (way[ends] as string);
  const tags = wire && { tags: wire.tags };
  if (at !== to) return { at: place, things: ends < 0 ? [at.id] : way.slice(0, ends + 1), ...tags };
  const { things = [] } = asked(from);
  const up = [...way.slice(Math.max(ends, 0))].reverse();
  return { at: place, things: withoutRepeats([...things, ...up]), ...tags };
}

/** An unanswered question goes out as far as the segment. */
function asked(from: NetInterface): Pick<TroublePlace, 'things' | 'tags'> {
  const { wire } = from.device;
  const things = descent(from);
  if (!wire) return { things };
  return { things: wire.carried ? [...things, wire.segment] : things, tags: wire.tags };
}
