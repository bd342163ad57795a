/** One pair, followed there and back. */
import type { Ipv4 } from '../net/ipv4.ts';
import { parseIpv4 } from '../net/ipv4.ts';
import type { PingTarget, Source } from './endpoints.ts';
import { type Finding, verdictOf } from './findings.ts';
import { Journey, type RecordedFact } from './journey.ts';
import { Neighbours } from './neighbours.ts';
import { withChild } from './own-host.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { Leg, VerdictKind } from './verdict.ts';
import type { NetInterface, Stack, World } from './world.ts';

export interface Traced {
  readonly verdict: VerdictKind;
  readonly finding: Finding;
  /** In which leg the finding was made; for a reachable pair: the reply. */
  readonly leg: Leg;
  readonly facts: readonly RecordedFact[];
}

/** A source or target of the lab in the world, or why it is not there. */
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly finding: Finding };

export interface Destination {
  readonly stack: Stack;
  readonly address: Ipv4;
}

/** The one that has the address. */
function interfaceOf({ stack, address }: Destination): NetInterface {
  const at = stack.own.get(address);
  if (at === undefined) throw new Error(`${stack.id} does not have the address it is pinged at`);
  return at;
}

const NO_FACTS: readonly RecordedFact[] = [];

/** Follows pairs through one world. Keeps what it learned of neighbours from one pair to the next. */
export class Tracer {
  readonly world: World;
  readonly neighbours: Neighbours;
  private readonly unrecorded: Journey;

  constructor(world: World) {
    this.world = world;
    this.neighbours = new Neighbours(world);
    this.unrecorded = new Journey(world, this.neighbours, false);
  }

  /** Takes well under a millisecond. With `recording`, every decision on the way is kept in `facts`. */
  trace(source: Source, target: PingTarget, recording = true): Traced {
    const from = findSource(this.world, source);
    const to = findTarget(this.world, target);
    if (from.ok && to.ok) return this.between(from.value, to.value, recording);
    return ended(whyNoPair(from, to), 'request');
  }

  /** As `trace`, only the reason's code, as fast as can be. */
  codeBetween(from: Stack, to: Destination): ReasonCode {
    this.unrecorded.reset();
    return this.follow(from, to, this.unrecorded).code;
  }

  private between(from: Stack, to: Destination, recording: boolean): Traced {
    const journey = new Journey(this.world, this.neighbours, recording);
    return ended(this.follow(from, to, journey), journey.leg, journey.facts);
  }

  /** What it comes to; the journey's leg says where. */
  private follow(from: Stack, to: Destination, journey: Journey): Finding {
    if (from.own.has(to.address)) {
      if (from === to.stack) return { code: 'own-address', stack: from };
      return { code: 'duplicate-address', address: to.address, owners: [from, to.stack] };
    }
    const lost = journey.request(from, to.address) ?? astray(journey, to.stack);
    if (lost) return withTarget(lost, from, to);
    const { lastHearing, lastFrom, lastTo } = journey;
    const lostBack = journey.reply() ?? astray(journey, from);
    if (lostBack) return withChild(lostBack, from.own.get(journey.destination));
    if (journey.doubt) {
      journey.leg = journey.doubt.leg;
      return journey.doubt.finding;
    }
    return success(journey, lastHearing, lastFrom, lastTo, to);
  }
}

/** With the finding among the facts, if it is not there already. */
function ended(finding: Finding, leg: Leg, facts: readonly RecordedFact[] = NO_FACTS): Traced {
  const verdict = verdictOf(finding);
  const told =
    verdict === 'reachable' || facts.some(({ fact }) => fact.kind === 'trouble' && fact.finding.code === finding.code);
  return { verdict, finding, leg, facts: told ? facts : [...facts, { leg, fact: { kind: 'trouble', finding } }] };
}

/** Somebody took the packet who was not meant, and not because a rule sent it there. */
function astray({ arrived, destination, wasRedirected, leg }: Journey, meant: Stack): Finding | undefined {
  if (arrived === undefined || arrived.stack === meant || (wasRedirected && leg === 'request')) return undefined;
  return { code: 'other-owner', address: destination, owner: arrived.stack, meant };
}

/** A gateway that nothing owns says more when it is told what lies between the two. */
function withTarget(finding: Finding, from: Stack, to: Destination): Finding {
  const at = interfaceOf(to);
  if (finding.code === 'no-route') return withChild(finding, at);
  if (finding.code !== 'gateway-missing' || finding.to !== undefined || finding.from.stack !== from) return finding;
  const { from: out, address: gateway } = finding;
  if (out.device.domain === at.device.domain) return { code: 'different-subnet-no-router', from: out, to: at, gateway };
  const [here, there] = [out.device.wire, at.device.wire];
  if (!here || !there) return finding;
  const code = here.segment === there.segment ? 'different-vlan-no-router' : 'different-segment-no-router';
  return { code, from: out, to: at, gateway };
}

/** `hearing`, `from` and `by`: how the request's last frame came to the destination. */
function success(
  { there, back, lent, masqueradedBy }: Journey,
  hearing: Journey['lastHearing'],
  from: NetInterface | undefined,
  by: NetInterface | undefined,
  destination: Destination,
): Finding {
  const { stack } = destination;
  if (there.length + back.length > 0) {
    return masqueradedBy
      ? { code: 'masqueraded', by: masqueradedBy.stack, as: masqueradedBy.as }
      : { code: 'routed', there, back, lent };
  }
  if (from === undefined) return { code: 'own-address', stack };
  const to = interfaceOf(destination);
  if (by !== undefined && by !== to && by.stack === to.stack) {
    return { code: 'any-interface', by, to };
  }
  switch (hearing) {
    case 'sibling':
      return { code: 'ipvlan-l3-siblings', from, to };
    case 'same-parent':
      return { code: from.stack.kind === 'host' || to.stack.kind === 'host' ? 'host-shim' : 'same-parent', from, to };
    case 'same-bridge':
      return { code: 'same-bridge', from, to };
    default:
      return { code: 'same-segment', from, to };
  }
}

/** Of what is not there and what may not be, the former is certain to end it. At least one of them was not found. */
export function whyNoPair(from: Found<Stack>, to: Found<Destination>): Finding {
  const findings = [from, to].flatMap((found) => (found.ok ? [] : [found.finding]));
  const finding = findings.find((item) => verdictOf(item) === 'unreachable') ?? findings[0];
  if (finding === undefined) throw new Error('both ends were found');
  return finding;
}

export function findSource(world: World, source: Source): Found<Stack> {
  const host = world.hosts.get(source.host);
  if (host?.stack === undefined) return { ok: false, finding: { code: 'host-unknown', id: source.host } };
  return source.kind === 'host' ? { ok: true, value: host.stack } : findContainer(world, source);
}

export function findTarget(world: World, target: PingTarget): Found<Destination> {
  if (target.kind === 'address') return findAddress(world, target);
  const host = world.hosts.get(target.host);
  if (host?.stack === undefined) return { ok: false, finding: { code: 'host-unknown', id: target.host } };
  const place: Found<Stack> =
    target.kind === 'interface' ? { ok: true, value: host.stack } : findContainer(world, target);
  if (!place.ok) return place;
  const stack = place.value;
  const address = target.address === undefined ? undefined : parseIpv4(target.address);
  if (address === undefined) return { ok: false, finding: { code: 'no-address', id: target.id } };
  return stack.addresses.includes(address)
    ? { ok: true, value: { stack, address } }
    : { ok: false, finding: { code: 'not-there', id: target.id } };
}

/** What has it, or what lies beyond the first segment that is the internet. */
function findAddress({ owners, beyond }: World, { id, address: text }: PingTarget): Found<Destination> {
  const address = text === undefined ? undefined : parseIpv4(text);
  const [stack] =
    (address === undefined ? undefined : owners.get(address)) ?? [...beyond.values()].map((at) => at.stack);
  if (stack === undefined || address === undefined) return { ok: false, finding: { code: 'not-there', id } };
  return { ok: true, value: { stack, address } };
}

function findContainer(world: World, { id, host, container }: Extract<Source, { kind: 'container' }>): Found<Stack> {
  const place = world.containers.get(host)?.get(container);
  if (place === undefined) return { ok: false, finding: { code: 'not-there', id } };
  switch (place.kind) {
    case 'running':
      return { ok: true, value: place.stack };
    case 'not-running':
      return {
        ok: false,
        finding:
          place.error === undefined
            ? { code: 'not-running', id, status: place.status }
            : { code: 'not-started', id, error: place.error },
      };
    case 'network-unknown':
      return { ok: false, finding: { code: 'network-unknown', id, network: place.network } };
    case 'parent-missing':
      return { ok: false, finding: { code: 'parent-missing', id, network: place.network, parent: place.parent } };
  }
}
