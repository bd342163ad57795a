/** One sentence for each finding, for a student who sees the drawing. */
import type { Ipv4 } from '../net/ipv4.ts';
import { unreachable } from '../problem.ts';
import { type Finding, type Unanswered, verdictOf } from './findings.ts';
import { foreignMac } from './hearing.ts';
import { meetNowhere, ownHostMend, ownHostWords } from './own-host.ts';
import { routeWords } from './route-table.ts';
import type { Leg, Reason } from './verdict.ts';
import { downWords, ip, list, machineOf, nameOf, place, sentence, tagName } from './words.ts';
import { isIpvlanL3, type NetInterface, type Stack } from './world.ts';

export function reasonFor(finding: Finding, leg: Leg): Reason {
  const said = words(finding);
  const verdict = verdictOf(finding);
  const back = leg === 'reply' && verdict !== 'reachable' && finding.code !== 'no-return-route';
  const text = back
    ? `The request arrives, but the reply ${verdict === 'uncertain' ? 'may not' : 'does not'}: ${said}`
    : said;
  const guarded = isGuarded(finding) ? { guarded: guardedCards(finding) } : {};
  const mend = ownHostMend(finding);
  return { code: finding.code, text: sentence(text), ...guarded, ...(mend !== undefined && { mend }) };
}

/** The same without capital and full stop, for the hop where it was found. */
export const findingWords = (finding: Finding): string => words(finding);

function words(finding: Finding): string {
  switch (finding.code) {
    case 'same-segment':
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are in one layer-2 domain (${place(finding.to)}), so they speak directly`;
    case 'same-parent':
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are both children of ${finding.to.device.id}, which passes frames between them`;
    case 'same-bridge':
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are at one bridge, ${finding.to.device.id}`;
    case 'host-shim':
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are both children of ${finding.to.device.id}: the host has a shim there`;
    case 'ipvlan-l3-siblings':
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are both ipvlan L3 children of ${finding.to.device.id}, which switches between all their subnets`;
    case 'any-interface':
      return `${machineOf(finding.to)} answers for all its addresses on every interface, and hears of this one on ${finding.by.name}`;
    case 'own-address':
      return `the address is one of ${finding.stack.id}'s own`;
    case 'routed':
      return routedWords(finding);
    case 'masqueraded':
      return `${finding.by.id} passes the request on under its own address ${ip(finding.as)} and gives the reply back`;
    case 'no-address':
      return `${finding.id} has no IPv4 address`;
    case 'not-there':
      return /^[\d.]+$/.test(finding.id)
        ? `nothing in the drawing has the address ${finding.id}, and no segment is the internet`
        : `${finding.id} is not there`;
    case 'not-running':
      return `${finding.id} does not run: its state is "${finding.status}"`;
    case 'not-started':
      return `Docker does not start ${finding.id}: ${finding.error.replace(/[.\s]+$/, '')}`;
    case 'parent-missing':
      return `${finding.id} has no way out: ${finding.parent}, the parent of its network ${finding.network}, does not exist on its host`;
    case 'network-unknown':
      return `${finding.id} is on ${finding.network}, which is there already: only its host knows its subnet and its parent interface`;
    case 'host-unknown':
      return `the state of the host of ${finding.id} is not known`;
    case 'different-vlan-no-router':
      return `${machineOf(finding.from)} is in ${place(finding.from)} and ${machineOf(finding.to)} in ${place(finding.to)}, and nothing has the gateway address ${ip(finding.gateway)}: there is no router between them`;
    case 'different-segment-no-router':
      return `${machineOf(finding.from)} is on another segment (${place(finding.from)}) than ${machineOf(finding.to)} (${place(finding.to)}), and nothing has the gateway address ${ip(finding.gateway)}`;
    case 'different-subnet-no-router':
      if (meetNowhere(finding.from, finding.to)) return ownSubnetWords(finding);
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are in one layer-2 domain but in different subnets, and nothing has the gateway address ${ip(finding.gateway)}`;
    case 'no-route':
      if (finding.child !== undefined) return withoutRouteWords(finding, finding.child);
      return `${finding.stack.id} has no route to ${ip(finding.destination)}: the address is in none of its subnets and it has no gateway`;
    case 'router-no-route':
      return `${finding.stack.id} passes packets on but has no route to ${ip(finding.destination)}`;
    case 'no-return-route':
      if (finding.child !== undefined && isIpvlanL3(finding.child) && finding.gateway === undefined)
        return `the request arrives, but the reply does not: ${ownHostWords(finding.child, finding.child)}`;
      return finding.gateway === undefined
        ? `the request arrives, but ${finding.stack.id} has no route back to ${ip(finding.destination)}`
        : `the request arrives, but nothing answers as the gateway ${ip(finding.gateway)} by which ${finding.stack.id} would send the reply`;
    case 'gateway-off-link':
      return `${finding.stack.id} has the route "${routeWords(finding.route)}", whose next hop is in none of its subnets`;
    case 'route-forbids':
      return `${finding.stack.id} has the route "${routeWords(finding.route)}", which takes the packet away`;
    case 'routing-loop':
      return `the packet to ${ip(finding.destination)} comes round to ${finding.stack.id} again: routers send it in a circle`;
    case 'forwarding-off':
      return `${finding.stack.id} does not pass packets on (net.ipv4.ip_forward is 0)`;
    case 'forward-denied':
      return `${finding.stack.id} does not let the packet through: ${deniedWords(finding)}`;
    case 'input-denied':
      return `${finding.stack.id} does not let the packet in: ${finding.rule}`;
    case 'output-denied':
      return `${finding.stack.id} does not let the packet out: ${finding.rule}`;
    case 'unknown-match':
      return `a firewall rule of ${finding.stack.id} may stop the packet and is not understood here: ${finding.rule}`;
    case 'nat-uncertain':
      return `${finding.stack.id} translates addresses in a way that is not understood here: ${finding.rule}`;
    case 'firewall-unknown':
      return `the firewall of ${finding.stack.id} could not be read, so whether it lets the packet through is not known`;
    case 'firewall-manager':
      return `firewalld is active on ${finding.stack.id} and may stop the packet whatever its iptables rules say`;
    case 'rp-filter':
      return rpFilterWords(finding);
    case 'martian-source':
      return `${machineOf(finding.at)} drops the packet because it claims to come from ${ip(finding.source)}, an address of its own`;
    case 'duplicate-address':
      return `${list(finding.owners.map(({ id }) => id))} have the same address ${ip(finding.address)}: who answers is a matter of luck`;
    case 'other-owner':
      return `${finding.owner.id} has the address ${ip(finding.address)} too and answers instead of ${finding.meant.id}`;
    case 'other-nic-of-own-host':
      return `${machineOf(finding.from)} and ${machineOf(finding.to)} are on one host and meet only over the segment, through two of its NICs: which NIC answers ARP is not certain`;
    case 'card-answers':
      return `the switch port of ${nicOf(finding.at)} does not deliver the MAC address of ${finding.at.id}, and the card answers for it with its own: what ${machineOf(finding.at)} sends there comes back only while the other end has asked for it first`;
    case 'shared-mac':
      return `another container in ${place(finding.at)} has the MAC address ${finding.at.sharedMac?.mac} of ${machineOf(finding.at)} too: the switch sends to the one that it heard last`;
    case 'wireless-card':
      return `${nicOf(finding.at)} is wireless: an access point drops the frames of ${machineOf(finding.at)}'s own MAC address, unless it is set up as a bridge`;
    case 'hypervisor-filter':
      return hypervisorWords(finding.at);
    default:
      return unansweredWords(finding);
  }
}

interface WithoutRoute {
  readonly stack: Stack;
  readonly destination: Ipv4;
}

function withoutRouteWords({ stack, destination }: WithoutRoute, child: NetInterface): string {
  const why = ownHostWords(child, child);
  return isIpvlanL3(child)
    ? why
    : `${stack.id} has no route to ${ip(destination)}, and one out of ${child.device.name} would not help: ${why}`;
}

interface NoRouter {
  readonly from: NetInterface;
  readonly to: NetInterface;
  readonly gateway: Ipv4;
}

function ownSubnetWords({ from, to, gateway }: NoRouter): string {
  const why = ownHostWords(from, to);
  const apart = `${machineOf(from)} and ${machineOf(to)} are in different subnets, and nothing has the gateway address ${ip(gateway)}`;
  return `${apart}; in one subnet they would not hear each other either: ${why}`;
}

function hypervisorWords(at: NetInterface): string {
  const { guarded, host } = at.device;
  if (typeof guarded !== 'object') return `frames of ${machineOf(at)}'s own MAC address may be dropped`;
  const { name, unless } = guarded;
  return `${host} is a virtual machine (${name}), whose network drops the frames of ${machineOf(at)}'s own MAC address, unless ${unless}`;
}

type Guarded = Extract<Finding, { code: 'hypervisor-filter' | 'wireless-card' }>;
const isGuarded = (finding: Finding): finding is Guarded =>
  finding.code === 'hypervisor-filter' || finding.code === 'wireless-card';

/** The cards of both ends behind which something may drop the frames. */
const guardedCards = ({ from, to }: Guarded): readonly string[] => [from, to].filter(foreignMac).map(nicOf);

interface Denied {
  readonly stack: Stack;
  readonly rule: string;
}

/** The policy of a host that nobody has looked at: it is nobody's to name. */
export const isAssumed = ({ stack, rule }: Denied): boolean => rule === POLICY && stack.firewall?.assumed === true;
const POLICY = '-P FORWARD DROP';

function deniedWords(denied: Denied): string {
  const { stack, rule } = denied;
  if (isAssumed(denied))
    return 'no rule does, and what none lets through is assumed to be dropped, as where Docker runs';
  const byDocker = rule === POLICY && stack.firewall?.ofDocker === true;
  return `${rule}${byDocker ? ', which Docker sets, and no rule lets it through before' : ''}`;
}

/** The reply takes its own way: a host with an address in the sender's subnet answers without the router. */
function routedWords({ lent, ...finding }: Extract<Finding, { code: 'routed' }>): string {
  const hosts = unique(lent.map(({ id }) => id));
  if (hosts.length === 0) return passedWords(finding);
  const [route, own] = hosts.length > 1 ? ['route', 'their'] : ['routes', 'its'];
  return `${passedWords(finding)}; for ${own} ipvlan L3 containers ${list(hosts)} ${route} with packet forwarding on or off`;
}

function passedWords({ there, back }: Pick<Extract<Finding, { code: 'routed' }>, 'there' | 'back'>): string {
  const [go, come] = [there, back].map((routers) => unique(routers.map(({ id }) => id)));
  const pass = (names: readonly string[] = []): string => `${list(names)} ${names.length > 1 ? 'pass' : 'passes'}`;
  if (go?.toSorted().join() === come?.toSorted().join()) return `${pass(go)} the packets on, there and back`;
  const request = go?.length === 0 ? 'the request goes straight to its destination' : `${pass(go)} the request on`;
  return `${request}, and ${come?.length === 0 ? 'the reply comes straight back, by no router' : `${pass(come)} the reply on`}`;
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const nicOf = ({ device }: NetInterface): string => `${device.host}:${device.path.at(-1) ?? device.name}`;

function rpFilterWords({ at, source, back, arp }: Extract<Finding, { code: 'rp-filter' }>): string {
  const drops = arp ? 'does not answer ARP' : 'drops the packet';
  const strictness = `net.ipv4.conf.${at.name}.rp_filter is ${at.reversePath}`;
  return back?.dev === undefined
    ? `${machineOf(at)} ${drops}: it has no route back to ${ip(source)} (${strictness})`
    : `${machineOf(at)} ${drops}: what comes from ${ip(source)} should come in by ${back.dev.name}, not by ${at.name} (${strictness})`;
}

/** `bbox10` for the destination itself, `the gateway 172.16.10.1 (router:ens33.10)` for a next hop. */
function wantedName({ wanted, address, to }: Unanswered): string {
  const owner = to && nameOf(to);
  if (wanted === 'gateway') return `the gateway ${ip(address)}${owner === undefined ? '' : ` (${owner})`}`;
  return owner ?? ip(address);
}

function unansweredWords(finding: Unanswered): string {
  const { code, from, to, at, address } = finding;
  const sender = machineOf(from);
  const wanted = wantedName(finding);
  switch (code) {
    case 'parent-down':
      return `${machineOf(at)} is cut off: ${downWords(at)}`;
    case 'link-down':
      return `${machineOf(at)} neither sends nor hears there: ${downWords(at)}`;
    case 'no-such-address':
      return `nothing in ${place(from)} has the address ${ip(address)}, so nothing answers ${sender}'s ARP request`;
    case 'gateway-missing':
      return to === undefined
        ? `nothing in ${place(from)} has the address ${ip(address)}, the gateway of ${sender}`
        : `the gateway of ${sender}, ${ip(address)}, is ${nameOf(to)} in ${place(to)}: it does not hear what is asked in ${place(from)}`;
    case 'different-vlan':
      return `${sender} asks for ${wanted} in ${place(from)}, but it is in ${to ? place(to) : 'another VLAN'}: ARP never crosses VLANs`;
    case 'different-segment':
      return `${sender} asks for ${wanted} in ${place(from)}, but it is in ${to ? place(to) : 'another place'}: ARP never crosses segments`;
    case 'vlan-not-carried':
      return `${from.device.wire?.segment ?? 'the segment'} does not carry ${tagName(from.device.wire)}, so no frame comes from ${from.device.id} to ${to?.device.id ?? wanted}`;
    case 'host-to-own-macvlan':
      return `${sender} and ${wanted} never meet on ${from.device.id}: a host and its own macvlan or ipvlan children do not hear each other there`;
    case 'mode-private':
      return `${sender} and ${wanted} are children of ${from.device.id} in private mode, which keeps its children apart`;
    case 'mode-vepa':
      return `${sender} and ${wanted} are children of ${from.device.id} in vepa mode: they hear each other only by a switch that sends frames back out of the same port`;
    case 'passthru-gateway':
      return `${finding.at.id}, the gateway, has been taken over by a container in passthru mode: it still answers ARP, and what is sent to it arrives at the container, which may pass it on`;
    case 'passthru-parent':
      return `${at.device.id} has been taken over by a container in passthru mode: ${at.device.host} itself hears nothing on it`;
    case 'bridge-port':
      return `${at.device.id} is a port of ${at.device.master ?? 'a bridge'} and does not receive for ${at.device.host} itself`;
    case 'port-security':
      return `the switch port of ${nicOf(at)} delivers only that card's own MAC address, and ${machineOf(at)} has another`;
    case 'duplicate-mac':
      return `${sender} and ${wanted} have the same MAC address ${from.sharedMac?.mac}: neither hears the other`;
    case 'ipvlan-l3-no-arp':
      if (to !== undefined && meetNowhere(from, to)) return ownHostWords(from, to);
      return `${wanted} is an ipvlan L3 container and answers no ARP: others need a route to it by its host`;
    default:
      return unreachable(code);
  }
}
