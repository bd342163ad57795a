/** What a traced packet leaves behind: counts at links and rules, and the packet itself for whoever listens (tcpdump). */
import { containsAddress, type Ipv4 } from '../../../shared/net/ipv4.ts';
import type { RecordedFact } from '../../../shared/reach/journey.ts';
import type { NetInterface, Stack } from '../../../shared/reach/world.ts';
import type { Machine, NetworkNamespace } from '../os/machine.ts';
import { type Captured, capture } from '../os/network/captures.ts';
import { count } from '../os/network/counters.ts';
import { walk } from './rule-walk.ts';

/** Of an Ethernet frame. */
const FRAME_HEAD = 14;
const ARP_FRAME = 42;

export interface Places {
  machine(stack: Stack): Machine | undefined;
  net(stack: Stack): NetworkNamespace | undefined;
  mac(at: NetInterface): string | undefined;
}

/** One packet, which the facts tell of. */
export interface Sent {
  /** As IP counts it. */
  readonly bytes: number;
  readonly id: number;
  readonly sequence: number;
  /** Who has sent the request. */
  readonly uid?: number | undefined;
  readonly ttl: number;
}

interface Leg {
  readonly source: Ipv4;
  readonly destination: Ipv4;
}

export function leaveTraces(places: Places, facts: readonly RecordedFact[], sent: Sent): void {
  let way: Leg = { source: 0, destination: 0 };
  let came: NetInterface | undefined;
  let macs: readonly [string, string] | undefined;
  let forwarding: NetInterface | undefined;
  let { ttl } = sent;
  let leg = 'request';
  for (const { leg: of, fact } of facts) {
    if (of !== leg) {
      leg = of;
      ({ ttl } = { ttl: 64 });
    }
    const state = leg === 'request' ? 'NEW' : 'ESTABLISHED';
    const pass = (
      stack: Stack,
      table: string,
      chain: string,
      from: string | undefined,
      out: string | undefined,
    ): void => {
      // Rules of other namespaces than the host's own are not counted.
      const machine = stack.kind === 'host' && stack.space === undefined ? places.machine(stack) : undefined;
      const echo = { id: sent.id, sequence: sent.sequence, ttl, macs: from === undefined ? undefined : macs };
      // The answer is the kernel's own.
      const uid = leg === 'request' && ['OUTPUT', 'POSTROUTING'].includes(chain) ? sent.uid : undefined;
      if (machine) walk(machine, table, chain, { in: from, out, ...way, state, bytes: sent.bytes, uid, echo });
    };
    switch (fact.kind) {
      case 'route': {
        if (fact.source !== undefined) {
          way = { source: fact.source, destination: fact.destination };
          if (leg === 'request') pass(fact.stack, 'nat', 'OUTPUT', undefined, fact.route.dev?.name);
          pass(fact.stack, 'filter', 'OUTPUT', undefined, fact.route.dev?.name);
        } else if (forwarding !== undefined) {
          pass(fact.stack, 'filter', 'FORWARD', forwarding.name, fact.route.dev?.name);
          forwarding = undefined;
        }
        if (leg === 'request') pass(fact.stack, 'nat', 'POSTROUTING', undefined, fact.route.dev?.name);
        break;
      }
      case 'forward':
        forwarding = fact.at;
        ttl -= 1;
        break;
      case 'nat':
        way = { ...way, [fact.end]: fact.becomes };
        break;
      case 'arp': {
        break;
      }
      case 'carry': {
        const icmp: Captured['packet'] = {
          kind: 'icmp',
          ...way,
          asks: leg === 'request',
          id: sent.id,
          sequence: sent.sequence,
          bytes: sent.bytes,
          ttl,
        };
        crossing(places, fact.from, fact.to, FRAME_HEAD + sent.bytes, icmp);
        came = fact.to;
        macs = [places.mac(fact.to) ?? '', places.mac(fact.from) ?? ''];
        if (leg === 'request') pass(fact.to.stack, 'nat', 'PREROUTING', fact.to.name, undefined);
        break;
      }
      case 'trouble':
        // What lets it in is counted where it arrives.
        if (fact.finding.code === 'input-denied') pass(fact.finding.stack, 'filter', 'INPUT', came?.name, undefined);
        break;
      case 'deliver':
        pass(fact.at.stack, 'filter', 'INPUT', came?.name ?? fact.at.name, undefined);
        break;
      default:
        break;
    }
  }
}

/**
 * The address that a question of ARP tells: that of the packet that waits for the answer where it is the asker's own, or else the
 * one in the subnet that is asked in (`arp_announce` 0).
 */
export function askerOf({ stack, addresses }: NetInterface, asked: Ipv4, source: Ipv4 | undefined): Ipv4 | undefined {
  if (source !== undefined && stack.own.has(source)) return source;
  return (addresses.find((own) => containsAddress(own, asked)) ?? addresses[0])?.address;
}

/** Somebody asks for an address, and is answered if there is somebody. */
export function leaveQuestion(
  places: Places,
  from: NetInterface,
  to: NetInterface | undefined,
  address: Ipv4,
  own: Ipv4 = from.addresses[0]?.address ?? 0,
  ofAll = false,
): void {
  const mac = places.mac(from) ?? '';
  const asks = { kind: 'arp', asks: true, sender: own, target: address, mac, ofAll } as const;
  if (to === undefined) crossing(places, from, undefined, ARP_FRAME, asks);
  else {
    crossing(places, from, to, ARP_FRAME, asks);
    const answer = { kind: 'arp', asks: false, sender: address, target: own, mac: places.mac(to) ?? '' } as const;
    crossing(places, to, from, ARP_FRAME, answer);
  }
}

/** A frame goes out by one interface and comes in by another, by all links that stand below them. */
function crossing(
  places: Places,
  from: NetInterface,
  to: NetInterface | undefined,
  bytes: number,
  packet: Captured['packet'],
): void {
  const [source, target] = [
    places.mac(from) ?? '',
    to === undefined || isQuestion(packet) ? BROADCAST : (places.mac(to) ?? ''),
  ];
  const priority = priorityOf(places, from);
  const at = (end: NetInterface, way: 'rx' | 'tx'): void => {
    const machine = places.machine(end.stack);
    const net = places.net(end.stack);
    if (machine === undefined || net === undefined) return;
    const seen = (space: NetworkNamespace, link: string, tag: number | undefined): void => {
      count(machine, space, link, way, bytes);
      const tagged = tag === undefined ? {} : { priority };
      capture(machine, space, { link, at: machine.clock.now(), source, target, tag, ...tagged, packet, way });
    };
    // The link itself first as it goes out, and last as it comes in.
    const tags = end.device.wire?.tags ?? [];
    const below = end.device.path.map((link, index) => [link, tags[index - 1]] as const);
    const own: readonly (readonly [NetworkNamespace, string, number | undefined])[] =
      end.role === 'self' ? [] : [[net, end.name, undefined]];
    const where = net.kind === 'named' && end.role === 'self' ? net : HOST;
    const links = [...own, ...below.map(([link, tag]) => [where, link, tag] as const)];
    for (const [space, link, tag] of way === 'tx' ? links : links.reverse()) seen(space, link, tag);
  };
  at(from, 'tx');
  if (to !== undefined) at(to, 'rx');
}

/** What a VLAN of the sender writes into its tags for packets of no priority of their own. */
function priorityOf(places: Places, { stack, device }: NetInterface): number {
  const machine = places.machine(stack);
  if (machine === undefined) return 0;
  const { links } = machine.kernel();
  const by = device.path.flatMap((name) => links.find((link) => link.name === name)?.vlanOptions?.egress[0] ?? []);
  return by[0] ?? 0;
}

const HOST = { kind: 'host' } as const;
const BROADCAST = 'ff:ff:ff:ff:ff:ff';
const isQuestion = (packet: Captured['packet']): boolean => packet.kind === 'arp' && packet.asks;
