/**
 * One ping on its way: a request and, if it arrives, the reply. Follows a packet from stack to stack with the rules of the
 * kernel, and stops at the first thing that ends it; what only may end it is kept as a doubt.
 */
import type { Ipv4 } from '../net/ipv4.ts';
import type { Finding, Wanted } from './findings.ts';
import { ACCEPT, type Conntrack, DROP, type FilterChain, MASQUERADE, type NatChain, TRANSLATE } from './firewall.ts';
import { type Doubtful, type Hearing, isDoubtful } from './hearing.ts';
import type { HopFact } from './hop-facts.ts';
import { type Neighbours, unanswered } from './neighbours.ts';
import { checkSource, wayBack } from './reverse-path.ts';
import { sourceFor } from './route-table.ts';
import type { Leg } from './verdict.ts';
import { isIpvlanL3, type NetInterface, type RouteEntry, type Stack, type World } from './world.ts';

/** A ping starts with this many hops to live (both iputils and busybox). */
const TTL = 64;

/** 127.0.0.1, which a redirected packet of a machine's own goes to. */
const LOOPBACK: Ipv4 = 0x7f000001;

/** A stack that saw the request pass, with what it made of its source. */
interface Tracked {
  readonly stack: Stack;
  readonly original: Ipv4;
  readonly as: Ipv4;
  readonly target: string;
}

/** A stack that sent the request elsewhere. */
interface Redirected {
  readonly stack: Stack;
  readonly original: Ipv4;
  readonly to: Ipv4;
  readonly target: string;
}

export interface RecordedFact {
  readonly leg: Leg;
  readonly fact: HopFact;
}

export class Journey {
  leg: Leg = 'request';
  source: Ipv4 = 0;
  destination: Ipv4 = 0;
  /** Where the packet was taken, after a leg without a finding. */
  arrived: NetInterface | undefined;
  /** How the last frame before that was heard; undefined: it never left its machine. */
  lastHearing: Hearing | 'sibling' | undefined;
  /** The interfaces that the last frame went out and came in by. */
  lastFrom: NetInterface | undefined;
  lastTo: NetInterface | undefined;
  /** Those who passed the request on, and those who passed the reply on. */
  there: Stack[] = [];
  back: Stack[] = [];
  /** Those of them that routed for an ipvlan L3 container of their own. */
  lent: Stack[] = [];
  masqueradedBy: Tracked | undefined;
  /** The first thing that may, but need not, end the packet. */
  doubt: { readonly finding: Finding; readonly leg: Leg } | undefined;
  readonly facts: RecordedFact[] | undefined;
  private readonly tracked: Tracked[] = [];
  private readonly redirected: Redirected[] = [];
  private readonly entered: NetInterface[] = [];
  private readonly world: World;
  private readonly neighbours: Neighbours;

  constructor(world: World, neighbours: Neighbours, recording: boolean) {
    this.world = world;
    this.neighbours = neighbours;
    this.facts = recording ? [] : undefined;
  }

  /** As new, for the next pair: making one for each of many thousands costs more than tracing. */
  reset(): void {
    this.leg = 'request';
    this.arrived = undefined;
    this.lastHearing = undefined;
    this.lastFrom = undefined;
    this.lastTo = undefined;
    this.masqueradedBy = undefined;
    this.doubt = undefined;
    this.there.length = 0;
    this.back.length = 0;
    this.lent.length = 0;
    this.tracked.length = 0;
    this.redirected.length = 0;
    this.entered.length = 0;
    if (this.facts) this.facts.length = 0;
  }

  /**
   * From a stack to an address. What ended it, or nothing: then `arrived` says where.
   * @param source one of the sender's own addresses; undefined: the route decides
   */
  request(from: Stack, destination: Ipv4, source?: Ipv4): Finding | undefined {
    this.destination = destination;
    return this.send(from, source);
  }

  /** Rules on the way gave the request another destination. */
  get wasRedirected(): boolean {
    return this.redirected.length > 0;
  }

  /** Back from where the request arrived. */
  reply(): Finding | undefined {
    const from = this.arrived?.stack;
    if (from === undefined) return undefined;
    this.leg = 'reply';
    const { source } = this;
    this.source = this.destination;
    this.destination = source;
    this.arrived = undefined;
    this.entered.length = 0;
    return this.send(from, this.source);
  }

  private note(fact: HopFact): void {
    this.facts?.push({ leg: this.leg, fact });
  }

  private stop(finding: Finding): Finding {
    this.facts?.push({ leg: this.leg, fact: { kind: 'trouble', finding } });
    return finding;
  }

  private doubtful(finding: Finding): void {
    this.doubt ??= { finding, leg: this.leg };
    this.facts?.push({ leg: this.leg, fact: { kind: 'trouble', finding } });
  }

  private send(from: Stack, fixedSource: Ipv4 | undefined): Finding | undefined {
    const route = from.routes.lookup(this.destination);
    if (route === undefined) return this.stop(this.noRoute(from, true));
    if (route.type !== 'unicast') return this.stop({ code: 'route-forbids', stack: from, route });
    const { dev } = route;
    if (dev === undefined) return this.stop({ code: 'gateway-off-link', stack: from, route });
    const source = fixedSource ?? sourceFor(route, dev);
    if (source === undefined) return this.stop({ code: 'no-address', id: from.id });
    this.source = source;
    const sent = this.translateDestination(from, 'SENT', dev);
    if (sent === 'changed')
      return from.own.has(this.destination)
        ? this.take(from.own.get(this.destination) ?? dev, from)
        : this.send(from, source);
    if (sent !== undefined) return sent;
    if (this.facts) this.note({ kind: 'route', stack: from, route, destination: this.destination, source });
    const state: Conntrack = this.leg === 'request' ? 'NEW' : 'ESTABLISHED';
    return (
      this.filter(from, 'OUTPUT', undefined, dev, state) ??
      this.translateSource(from, dev, route) ??
      this.transmit(dev, route.via ?? this.destination, route.via === undefined ? 'destination' : 'gateway', TTL)
    );
  }

  private noRoute(stack: Stack, own: boolean): Finding {
    const { destination } = this;
    if (this.leg === 'reply') return { code: 'no-return-route', stack, destination, gateway: undefined };
    return { code: own ? 'no-route' : 'router-no-route', stack, destination };
  }

  /** Out of an interface, to a neighbour. */
  private transmit(from: NetInterface, to: Ipv4, wanted: Wanted, ttl: number): Finding | undefined {
    if (isIpvlanL3(from)) return this.transmitByHost(from, ttl);
    const answer = this.neighbours.ask(from, to, this.source);
    if (answer.kind === 'duplicate') {
      return this.stop({ code: 'duplicate-address', address: to, owners: answer.owners });
    }
    if (answer.kind === 'silence') return this.stop(this.silence(from, to, wanted, answer));
    const { to: neighbour, hearing } = answer;
    if (this.facts) {
      this.note({ kind: 'arp', from, to: neighbour, address: to });
      this.note({ kind: 'carry', from, to: neighbour, hearing });
    }
    if (isDoubtful(hearing)) {
      const at = hearing.endsWith('-sender') ? from : neighbour;
      const code = doubtCode(hearing, at);
      if (code === 'other-nic-of-own-host') return this.stop({ code, from, to: neighbour, at });
      this.doubtful({ code, from, to: neighbour, at });
    }
    this.lastHearing = hearing;
    this.lastFrom = from;
    this.lastTo = neighbour;
    return this.arrive(neighbour, ttl);
  }

  private silence(
    from: NetInterface,
    address: Ipv4,
    wanted: Wanted,
    answer: Parameters<typeof unanswered>[4],
  ): Finding {
    const finding = unanswered(this.world, from, address, wanted, answer, this.source);
    if (this.leg === 'reply' && finding.code === 'gateway-missing') {
      return { code: 'no-return-route', stack: from.stack, destination: this.destination, gateway: address };
    }
    return finding;
  }

  /** ipvlan L3: siblings of all subnets are switched by address; all else goes by the host's routes through the parent. */
  private transmitByHost(from: NetInterface, ttl: number): Finding | undefined {
    const { device } = from;
    const sibling = device.children.ipvlan.get(this.destination);
    if (sibling && sibling !== from) {
      this.lastHearing = 'sibling';
      this.lastFrom = from;
      this.lastTo = sibling;
      if (this.facts) this.note({ kind: 'carry', from, to: sibling, hearing: 'same-parent' });
      return this.arrive(sibling, ttl);
    }
    const host = this.world.hosts.get(device.host)?.stack;
    const out = host?.interfaces.find((item) => item.role === 'self' && item.device === device);
    if (host === undefined || out === undefined) return this.stop({ code: 'host-unknown', id: device.host });
    if (from.live.kind !== 'up') {
      const { destination: address } = this;
      return this.stop({ code: 'parent-down', from, to: undefined, at: from, address, wanted: 'destination' });
    }
    const local = host.own.get(this.destination);
    if (local?.device === device && local.role === 'self') {
      if (this.facts) this.note({ kind: 'lent', from, host, route: undefined });
      return this.filter(host, 'OUTPUT', undefined, local, this.stateAt(host)) ?? this.take(local, host);
    }
    const route = host.routes.lookupThrough(this.destination, device.name);
    if (this.facts) this.note({ kind: 'lent', from, host, route });
    this.lent.push(host);
    const routed = this.pass(host, undefined, out, route, this.stateAt(host), 'OUTPUT');
    return (
      routed ??
      this.transmit(out, route?.via ?? this.destination, route?.via === undefined ? 'destination' : 'gateway', ttl)
    );
  }

  private stateAt(stack: Stack): Conntrack {
    if (this.leg === 'request') return 'NEW';
    return this.stateOfReply(stack);
  }

  private arrive(at: NetInterface, ttl: number): Finding | undefined {
    const { stack } = at;
    const child = at.role === 'self' ? at.device.children.ipvlan.get(this.destination) : undefined;
    if (child && child.stack !== stack) return this.hand(at, child, ttl);
    const check = checkSource(at, this.source);
    if (check === 'own-address') return this.stop({ code: 'martian-source', at, source: this.source });
    if (check !== 'passes') {
      return this.stop({ code: 'rp-filter', at, source: this.source, back: wayBack(at, this.source), arp: false });
    }
    if (this.facts && at.reversePath > 0) {
      this.note({ kind: 'rp-filter', at, source: this.source, back: wayBack(at, this.source) });
    }
    this.restoreDestination(stack);
    const before = this.translateDestination(stack, 'PREROUTING', at);
    if (before !== undefined && before !== 'changed') return before;
    if (stack.own.has(this.destination)) return this.take(at, stack);
    return this.forward(at, ttl);
  }

  /** In L3S mode the host's INPUT chain sees what is handed to a child; in the others nothing of the host does. */
  private hand(by: NetInterface, to: NetInterface, ttl: number): Finding | undefined {
    if (this.facts) this.note({ kind: 'handed', by, to });
    const host = by.stack;
    if (to.mode === 'l3s') {
      const denied = this.filter(host, 'INPUT', by, undefined, this.stateAt(host));
      if (denied) return denied;
      this.track(host, this.source);
    }
    return this.arrive(to, ttl);
  }

  private take(at: NetInterface, stack: Stack): Finding | undefined {
    const denied = this.filter(
      stack,
      'INPUT',
      at,
      undefined,
      this.leg === 'request' ? 'NEW' : this.stateOfReply(stack),
    );
    if (denied) return denied;
    this.arrived = stack.own.get(this.destination) ?? at;
    if (this.facts) this.note({ kind: 'deliver', at: this.arrived, address: this.destination });
    return undefined;
  }

  /** The sender of the request knows the reply; a stack that never saw a request does not. */
  private stateOfReply(stack: Stack): Conntrack {
    for (const item of this.tracked) if (item.stack === stack) return 'ESTABLISHED';
    return 'INVALID';
  }

  private forward(at: NetInterface, ttl: number): Finding | undefined {
    const { stack } = at;
    const { destination } = this;
    if (!stack.forwards) return this.stop({ code: 'forwarding-off', stack, destination });
    if (ttl <= 1 || this.entered.includes(at)) return this.stop({ code: 'routing-loop', stack, destination });
    this.entered.push(at);
    if (this.facts) this.note({ kind: 'forward', at });
    const route = stack.routes.lookup(destination);
    if (route === undefined) return this.stop(this.noRoute(stack, false));
    if (route.type !== 'unicast') return this.stop({ code: 'route-forbids', stack, route });
    const { dev } = route;
    if (dev === undefined) return this.stop({ code: 'gateway-off-link', stack, route });
    if (this.facts) this.note({ kind: 'route', stack, route, destination, source: undefined });
    const routed = this.pass(stack, at, dev, route, this.stateAt(stack), 'FORWARD');
    return (
      routed ??
      this.transmit(dev, route.via ?? destination, route.via === undefined ? 'destination' : 'gateway', ttl - 1)
    );
  }

  /** PREROUTING, or OUTPUT of the nat table; a stack asks them once of each connection. */
  private translateDestination(
    stack: Stack,
    chain: Exclude<NatChain, 'POSTROUTING'>,
    at: NetInterface,
  ): Finding | 'changed' | undefined {
    if (this.leg === 'reply' || stack.firewall === undefined) return undefined;
    const [from, out] = chain === 'SENT' ? [undefined, at] : [at, undefined];
    const { may, by, instead } = stack.firewall.ask(chain, from, out, this.source, this.destination, 'NEW');
    if (may === ACCEPT) return undefined;
    const to = instead === 'own' ? (chain === 'SENT' ? LOOPBACK : at.addresses[0]?.address) : instead;
    if (may !== TRANSLATE || to === undefined) return this.stop({ code: 'nat-uncertain', stack, rule: by });
    if (to === this.destination || this.redirected.some((item) => item.stack === stack)) return undefined;
    const target = instead === 'own' ? 'REDIRECT' : 'DNAT';
    this.redirected.push({ stack, original: this.destination, to, target });
    if (this.facts)
      this.note({ kind: 'nat', stack, was: this.destination, becomes: to, end: 'destination', undone: false, target });
    this.destination = to;
    return 'changed';
  }

  /** Whoever sent the request elsewhere says, as the reply leaves, that it came from where the request was meant to go. */
  private restoreSource(stack: Stack): void {
    const entry = this.redirected.findLast((item) => item.stack === stack && item.to === this.source);
    if (entry === undefined) return;
    const { original: becomes, target } = entry;
    if (this.facts) this.note({ kind: 'nat', stack, was: this.source, becomes, end: 'source', undone: true, target });
    this.source = becomes;
  }

  private pass(
    stack: Stack,
    from: NetInterface | undefined,
    out: NetInterface,
    route: RouteEntry | undefined,
    state: Conntrack,
    chain: 'FORWARD' | 'OUTPUT',
  ): Finding | undefined {
    const denied = this.filter(stack, chain, from, out, state) ?? this.translateSource(stack, out, route);
    (this.leg === 'request' ? this.there : this.back).push(stack);
    return denied;
  }

  private filter(
    stack: Stack,
    chain: FilterChain,
    from: NetInterface | undefined,
    out: NetInterface | undefined,
    state: Conntrack,
  ): Finding | undefined {
    const { firewall } = stack;
    if (firewall === undefined) return undefined;
    if (chain === 'FORWARD') {
      if (!firewall.known) this.doubtful({ code: 'firewall-unknown', stack });
      else if (firewall.manager !== undefined) this.doubtful({ code: 'firewall-manager', stack });
    }
    const answer = firewall.ask(chain, from, out, this.source, this.destination, state);
    if (answer.may === ACCEPT) {
      if (chain === 'FORWARD') this.note({ kind: 'filter', stack, rule: answer.by });
      return undefined;
    }
    if (answer.may === DROP) {
      const code = chain === 'FORWARD' ? 'forward-denied' : chain === 'INPUT' ? 'input-denied' : 'output-denied';
      return this.stop({ code, stack, rule: answer.by });
    }
    this.doubtful({ code: 'unknown-match', stack, rule: answer.by });
    return undefined;
  }

  private track(stack: Stack, as: Ipv4, target = 'MASQUERADE'): Tracked {
    const tracked = { stack, original: this.source, as, target };
    this.tracked.push(tracked);
    return tracked;
  }

  /** POSTROUTING, which only the first packet of a connection asks; its answer is remembered for the reply. */
  private translateSource(stack: Stack, out: NetInterface, route: RouteEntry | undefined): Finding | undefined {
    if (this.leg === 'reply') {
      this.restoreSource(stack);
      return undefined;
    }
    const { firewall } = stack;
    if (firewall === undefined) return undefined;
    const { may, by, instead } = firewall.ask('POSTROUTING', undefined, out, this.source, this.destination, 'NEW');
    if (may === ACCEPT) {
      this.track(stack, this.source);
      return undefined;
    }
    const fixed = may === TRANSLATE && instead !== 'own' ? instead : undefined;
    const as = may === MASQUERADE ? maskFor(out, route) : fixed;
    if (as === undefined) return this.stop({ code: 'nat-uncertain', stack, rule: by });
    const target = fixed === undefined ? 'MASQUERADE' : 'SNAT';
    const tracked = this.track(stack, as, target);
    if (as !== this.source) {
      this.masqueradedBy = tracked;
      if (this.facts)
        this.note({ kind: 'nat', stack, was: this.source, becomes: as, end: 'source', undone: false, target });
      this.source = as;
    }
    return undefined;
  }

  /** A reply to a masqueraded source gets its true destination back before anything is decided over it. */
  private restoreDestination(stack: Stack): void {
    if (this.leg === 'request') return;
    const entry = this.tracked.findLast((item) => item.stack === stack && item.as === this.destination);
    if (entry === undefined || entry.original === this.destination) return;
    const { original: becomes, target } = entry;
    if (this.facts)
      this.note({ kind: 'nat', stack, was: this.destination, becomes, end: 'destination', undone: true, target });
    this.destination = becomes;
  }
}

function doubtCode(hearing: Doubtful, at: NetInterface) {
  if (hearing === 'other-nic') return 'other-nic-of-own-host';
  if (hearing === 'answered-sender') return 'card-answers';
  if (hearing.startsWith('shared')) return 'shared-mac';
  return at.device.guarded === 'access-point' ? 'wireless-card' : 'hypervisor-filter';
}

const maskFor = (out: NetInterface, route: RouteEntry | undefined): Ipv4 | undefined =>
  route === undefined ? out.addresses[0]?.address : sourceFor({ ...route, source: undefined }, out);
