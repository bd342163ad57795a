/**
 * What is between the practice hosts of a lab: packets are followed by the same trace that predicts, over the machines as they
 * are now. Where a prediction is not certain, what is most likely happens.
 */
import type { HostState, Route } from '../../../shared/host/state.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { plainRoute } from '../../../shared/machine/kernel/connected.ts';
import { findLink, hashOf, type KernelState } from '../../../shared/machine/kernel/kernel.ts';
import { lookup, ownLink, sourceOf } from '../../../shared/machine/kernel/routes.ts';
import { hasOwnRules, lookupByRules, wayOf } from '../../../shared/machine/kernel/rules.ts';
import { formatIpv4, type Ipv4, parseIpv4 } from '../../../shared/net/ipv4.ts';
import { buildWorld } from '../../../shared/reach/build-world.ts';
import { Journey, type RecordedFact } from '../../../shared/reach/journey.ts';
import { Neighbours } from '../../../shared/reach/neighbours.ts';
import { withUnmanaged } from '../../../shared/reach/predicted-states.ts';
import type { NetInterface, Stack, World } from '../../../shared/reach/world.ts';
import type { Echo, EchoAsked, Machine, NetworkNamespace, Wires } from '../os/machine.ts';
import { capture } from '../os/network/captures.ts';
import { count } from '../os/network/counters.ts';
import { neighboursOf } from '../os/network/neighbour-table.ts';
import { viewAt } from '../os/network/view.ts';
import { heardOf, rejectionOf } from './icmp.ts';
import { isMomentary, momentary, type Seen } from './moment.ts';
import { walk } from './rule-walk.ts';
import { sentOn } from './sent-on.ts';
import { spacesIn } from './spaces.ts';
import { askerOf, leaveQuestion, leaveTraces, type Places } from './traffic.ts';

export interface LabWires extends Wires {
  /** The drawing, which says what is plugged in where, and its machines. */
  place(lab: Lab, machines: ReadonlyMap<string, Machine>): void;
  /** A machine is no longer as it was. */
  changed(): void;
}

/** Addresses are asked for three times, a second apart, before the kernel gives up. */
const ASKING = 3_060;

export function createWires(): LabWires {
  let lab: Lab | undefined;
  let machines: ReadonlyMap<string, Machine> = new Map();
  let world: { readonly world: World; readonly neighbours: Neighbours } | undefined;
  let packets = 0;

  /**
   * @param ends of the packet that is followed: rules choose a way by them
   * @param sent what else is known of it
   * @param bound one that leaves by a link whatever the routes say: the world is another one for it alone
   */
  const now = (ends?: readonly [Ipv4, Ipv4], bound?: Bound, sent?: Sending): NonNullable<typeof world> => {
    if (world === undefined || bound !== undefined) {
      if (lab === undefined) throw new Error('there are no wires before there is a lab');
      const moments = [...machines].map(([name, machine]) => [name, atThisMoment(machine, ends, bound, sent)] as const);
      const states = new Map(moments.map(([name, { state }]) => [name, state]));
      const spaces = new Map(
        [...machines].flatMap(([name, machine]) => {
          const state = states.get(name);
          const own = state && spacesIn(machine.kernel(), state, bound?.machine === machine ? bound : undefined);
          return own === undefined ? [] : [[name, own] as const];
        }),
      );
      const built = buildWorld(lab, withUnmanaged(lab, states), spaces);
      const made = { world: built, neighbours: new Neighbours(built) };
      // What a limit lets through is another question each time.
      if (bound !== undefined || moments.some(([, { limited }]) => limited)) return made;
      world = made;
    }
    return world;
  };
  const stackOf = (machine: Machine, net: NetworkNamespace, built = now().world): Stack | undefined => {
    const host = built.hosts.get(machine.name)?.stack;
    if (net.kind === 'host') return host;
    if (net.kind === 'named') return built.spaces.get(machine.name)?.get(net.id);
    const name = machine.engine?.objects()?.containers.find(({ id }) => id === net.id)?.name;
    const place = name === undefined ? undefined : built.containers.get(machine.name)?.get(name);
    return place?.kind === 'running' ? place.stack : undefined;
  };
  const jitter = (least: number, most: number): number => {
    packets += 1;
    return least + ((hashOf(`packet ${packets}`) % 1000) / 1000) * (most - least);
  };

  /** `icmp_echo_ignore_all`, which a prediction knows nothing of: each namespace has its own. */
  const answers = (stack: Stack): boolean => {
    const machine = machines.get(stack.host);
    const net = namespaceOf(machines, stack);
    if (machine === undefined || net === undefined) return true;
    return viewAt(machine, net).kernel.sysctls['net.ipv4.icmp_echo_ignore_all'] !== '1';
  };

  const places: Places = {
    machine: ({ host }) => machines.get(host),
    net: (stack) => namespaceOf(machines, stack),
    mac: (at) => macOf(machines, at),
  };

  return {
    place(drawing, all) {
      lab = drawing;
      machines = all;
      world = undefined;
    },
    changed() {
      world = undefined;
    },
    machines: () => machines.values(),
    sentOn,
    echo(machine, net, to, how = {}) {
      const view = viewAt(machine, net);
      const address = parseIpv4(to);
      const bytes = (how.size ?? 56) + 28;
      if (address === undefined) return { kind: 'refused', message: 'Invalid argument' };
      const own = ownLink(view.kernel, to);
      // Nothing leaves by a link that is down.
      const by = how.device === undefined ? undefined : findLink(view.kernel, how.device);
      if (by?.up === false) return { kind: 'refused', message: 'Network is unreachable' };
      // Nothing but the machine itself is behind the loopback.
      if (own === undefined && how.device === 'lo') return { kind: 'lost' };
      // Bound to another link it goes out there, where nobody else has the address.
      if (own !== undefined && how.device !== undefined && ![own.name, 'lo'].includes(how.device))
        return { kind: 'lost' };
      if (own !== undefined) {
        const isUp = view.kernel.links.some(({ kind, up }) => kind === 'loopback' && up);
        const stack = stackOf(machine, net);
        // What leads to it goes with the loopback.
        if (!isUp && to.startsWith('127.')) return { kind: 'refused', message: 'Network is unreachable' };
        if (!isUp || (stack !== undefined && !answers(stack))) return { kind: 'lost' };
        return (
          toItself(machine, net, address, bytes, how) ?? { kind: 'reply', from: to, ttl: 64, rtt: jitter(0.04, 0.09) }
        );
      }
      const source = how.source === undefined ? undefined : parseIpv4(how.source);
      const first = lookupByRules(view.kernel, { to: address, from: source });
      if (how.whole === true && first?.mtu !== undefined && bytes > first.mtu)
        return { kind: 'error', from: undefined, message: `message too long, mtu=${first.mtu}`, after: 0 };
      const likely = source ?? parseIpv4((first && sourceOf(view.kernel, first)) ?? '') ?? 0;
      const bound = boundTo(machine, net, how.device, first, address);
      const sender = net.kind === 'host' ? machine : undefined;
      const sent = { bytes, ttl: how.ttl ?? TTL, uid: how.uid ?? 0, sender };
      const { world: built, neighbours } = now([likely, address], bound, sent);
      const from = stackOf(machine, net, built);
      if (from === undefined) return { kind: 'refused', message: 'Network is unreachable' };
      const journey = new Journey(built, neighbours, true);
      const result = follow(journey, from, address, { source, ttl: how.ttl, answers });
      const learnt = learn(machines, journey.facts ?? [], (at, asked, other, asker) =>
        leaveQuestion(places, at, other, asked, asker),
      );
      const tooLong = longest(places, journey.facts ?? [], from, bytes, how.whole === true, source ?? journey.source);
      if (tooLong !== undefined) return tooLong;
      leaveTraces(places, journey.facts ?? [], {
        bytes,
        id: how.id ?? 1,
        sequence: how.sequence ?? 1,
        ttl: how.ttl ?? TTL,
        uid: how.uid ?? 0,
      });
      if (result.kind === 'silence')
        leaveQuestion(
          places,
          result.sender,
          undefined,
          result.asked,
          askerOf(result.sender, result.asked, journey.source),
        );
      if (result.kind === 'reply') {
        const rtt = jitter(0.25, 0.55) + result.hops * jitter(0.15, 0.3) + (learnt ? jitter(0.2, 0.6) : 0);
        return { kind: 'reply', from: to, ttl: result.ttl, rtt };
      }
      if (result.kind === 'no-way-back') {
        const { sender, asked } = result;
        leaveQuestion(places, sender, undefined, asked, askerOf(sender, asked, address));
        const [there, space] = [places.machine(sender.stack), places.net(sender.stack)];
        if (there !== undefined && space !== undefined)
          neighboursOf(there, space).ask(sender.name, formatIpv4(asked), ASKING);
        return { kind: 'lost' };
      }
      if (result.kind !== 'silence') return result;
      return unanswered(machine, net, from, result.sender, result.asked, journey.source);
    },
    arp(machine, net, device, to) {
      const address = parseIpv4(to);
      const { world: built, neighbours } = now();
      const { interfaces = [] } = stackOf(machine, net, built) ?? {};
      const from = interfaces.find((own) => linkOf(viewAt(machine, net).kernel, own)?.name === device);
      if (address === undefined || from === undefined) return undefined;
      const answer = neighbours.ask(from, address, from.addresses[0]?.address ?? 0);
      const owner =
        answer.kind === 'silence'
          ? undefined
          : answer.kind === 'neighbour'
            ? answer.to
            : answer.owners[0]?.own.get(address);
      leaveQuestion(places, from, owner, address, undefined, true);
      return owner && macOf(machines, owner);
    },
  };

  /** The kernel says so after it has asked long enough; whoever sends meanwhile hears it at the same moment. */
  function unanswered(
    machine: Machine,
    net: NetworkNamespace,
    from: Stack,
    sender: NetInterface,
    asked: Ipv4,
    source: Ipv4,
  ): Echo {
    const own = sender.stack === from;
    const place = own
      ? { machine, net }
      : { machine: machines.get(sender.stack.host), net: namespaceOf(machines, sender.stack) };
    const message = 'Destination Host Unreachable';
    if (place.machine === undefined || place.net === undefined) return { kind: 'lost' };
    const table = neighboursOf(place.machine, place.net);
    const after = table.ask(sender.name, formatIpv4(asked), ASKING);
    const answering = own
      ? source
      : (sender.stack.routes.lookup(source)?.dev?.addresses[0]?.address ?? sender.addresses[0]?.address);
    return answering === undefined ? { kind: 'lost' } : { kind: 'error', from: formatIpv4(answering), message, after };
  }
}

const NO_MAC = '00:00:00:00:00:00';

/** A packet to an address of the machine's own: nobody else sees it, and the machine's rules do. */
function toItself(
  machine: Machine,
  net: NetworkNamespace,
  address: Ipv4,
  bytes: number,
  { id = 1, sequence = 1, ttl = TTL, uid = 0 }: EchoAsked,
): Echo | undefined {
  if (net.kind !== 'host') return undefined;
  for (const state of ['NEW', 'ESTABLISHED']) {
    const packet = { source: address, destination: address, state, bytes, echo: { id, sequence, ttl } };
    const own = state === 'NEW' ? uid : undefined;
    const sent = walk(machine, 'filter', 'OUTPUT', { ...packet, in: undefined, out: 'lo', uid: own });
    if (sent.kind === 'drop') return { kind: 'refused', message: 'Operation not permitted' };
    const taken = walk(machine, 'filter', 'INPUT', { ...packet, in: 'lo', out: undefined });
    if (taken.kind === 'drop') {
      const message = rejectionOf(taken.rule);
      return message === undefined
        ? { kind: 'lost' }
        : { kind: 'error', from: formatIpv4(address), message, after: 0.1 };
    }
  }
  const frame = { link: 'lo', source: NO_MAC, target: NO_MAC, tag: undefined, way: 'rx' } as const;
  for (const asks of [true, false]) {
    const packet = { kind: 'icmp', source: address, destination: address, asks, id, sequence, bytes, ttl } as const;
    capture(machine, net, { ...frame, at: machine.clock.now(), packet });
  }
  count(machine, net, 'lo', 'tx', bytes * 2);
  count(machine, net, 'lo', 'rx', bytes * 2);
  return undefined;
}

/** A packet that is to leave by a link of its sender. */
interface Bound {
  readonly machine: Machine;
  readonly net: NetworkNamespace;
  /** To just where it goes. */
  readonly route: Route;
}

/** Undefined: it leaves there anyhow. */
function boundTo(
  machine: Machine,
  net: NetworkNamespace,
  device: string | undefined,
  first: Route | undefined,
  to: Ipv4,
): Bound | undefined {
  if (device === undefined || device === first?.dev || net.kind === 'container') return undefined;
  const found = lookup(viewAt(machine, net).kernel, to, { through: device });
  const way = found ?? { ...plainRoute, via: undefined, source: undefined, scope: 'link', protocol: 'boot' };
  return { machine, net, route: { ...way, to: `${formatIpv4(to)}/32`, dev: device, table: 'main', metric: 0 } };
}

/** A packet with the machine that sends it, where that is a host's own. */
interface Sending extends Seen {
  readonly sender: Machine | undefined;
}

const USUAL: Sending = { bytes: 84, ttl: 64, sender: undefined };

/** The host as it is for one packet now: rules that ask for a moment match or do not. */
function atThisMoment(
  machine: Machine,
  ends: readonly [Ipv4, Ipv4] | undefined,
  bound?: Bound,
  { sender, uid, ...sent }: Sending = USUAL,
): { readonly state: HostState; readonly limited: boolean } {
  const kernel = machine.kernel();
  const ruled = hasOwnRules(kernel) || kernel.routes.some(({ nexthops }) => nexthops !== undefined);
  const asIs = machine.state();
  const isBound = bound?.machine === machine && bound.net.kind === 'host';
  const plain = isBound ? { ...asIs, routes: [bound.route, ...asIs.routes] } : asIs;
  const state =
    ruled && ends !== undefined ? { ...plain, routes: [...chosenRoutes(kernel, ends), ...plain.routes] } : plain;
  const { filter } = state.firewall;
  if (!filter.some(({ rules }) => rules.some(isMomentary))) return { state, limited: ruled };
  const seen = { ...sent, uid: sender === machine ? uid : undefined };
  const momentarily = filter.map((chain) => ({
    ...chain,
    rules: chain.rules.flatMap((rule) => momentary(machine, rule, seen) ?? []),
  }));
  return { state: { ...state, firewall: { ...state.firewall, filter: momentarily } }, limited: true };
}

/** What the host's rules make of a packet between these two, there and back, as routes to just them. */
function chosenRoutes(kernel: KernelState, [from, to]: readonly [Ipv4, Ipv4]): readonly Route[] {
  return [
    [from, to],
    [to, from],
  ].flatMap(([source = 0, destination = 0]): readonly Route[] => {
    if (source === 0 || ownLink(kernel, formatIpv4(destination)) !== undefined) return [];
    const flow = { to: destination, from: source };
    const found = lookupByRules(kernel, flow);
    const exact = { to: `${formatIpv4(destination)}/32`, table: 'main', metric: 0 };
    if (found !== undefined) return [{ ...found, ...wayOf(found, flow), ...exact }];
    const nowhere = { type: 'unreachable', via: undefined, dev: undefined, source: undefined } as const;
    return [{ ...nowhere, scope: 'global', protocol: 'boot', ...exact }];
  });
}

/**
 * What becomes of a packet that does not fit: its sender's kernel refuses it whole, a router says so, and who cannot take so
 * long a frame drops it. Undefined: it fits, or is taken apart.
 */
function longest(
  places: Places,
  facts: readonly RecordedFact[],
  from: Stack,
  bytes: number,
  whole: boolean,
  source: Ipv4,
): Echo | undefined {
  const mtuOf = (at: NetInterface): number => {
    const machine = places.machine(at.stack);
    const net = places.net(at.stack);
    const link = machine && net && viewAt(machine, net).kernel.links.find(({ name }) => name === at.name);
    return link?.mtu ?? 65_536;
  };
  for (const { fact } of facts) {
    if (fact.kind !== 'carry') continue;
    const mtu = mtuOf(fact.from);
    if (bytes > mtu && whole) {
      if (fact.from.stack === from)
        return { kind: 'error', from: undefined, message: `message too long, mtu=${mtu}`, after: 0 };
      const own = fact.from.stack.routes.lookup(source)?.dev?.addresses[0]?.address ?? fact.from.stack.addresses[0];
      const message = `Frag needed and DF set (mtu = ${mtu})`;
      return own === undefined ? { kind: 'lost' } : { kind: 'error', from: formatIpv4(own), message, after: 0.4 };
    }
    // Cards have room for what Ethernet carries, whatever their links are told.
    if (Math.min(bytes, mtu) > Math.max(mtuOf(fact.to), 1500)) return { kind: 'lost' };
  }
  return undefined;
}

type Followed =
  | { readonly kind: 'reply'; readonly ttl: number; readonly hops: number }
  | { readonly kind: 'silence'; readonly sender: NetInterface; readonly asked: Ipv4 }
  /** Whoever was asked cannot answer: nobody tells it how to reach who asks. */
  | { readonly kind: 'no-way-back'; readonly sender: NetInterface; readonly asked: Ipv4 }
  | Exclude<Echo, { readonly kind: 'reply' }>;

const TTL = 64;

interface Sent {
  readonly source: Ipv4 | undefined;
  readonly ttl: number | undefined;
  answers(stack: Stack): boolean;
}

function follow(journey: Journey, from: Stack, to: Ipv4, { source, ttl = TTL, answers }: Sent): Followed {
  const finding = journey.request(from, to, source);
  // A router looks at the time to live before its filter.
  const passed = (journey.facts ?? []).flatMap(({ fact }) => (fact.kind === 'forward' ? [fact.at] : []));
  const last = passed[ttl - 1];
  // What has no way on is told before its time to live is looked at.
  const nowhere =
    finding !== undefined &&
    ['router-no-route', 'route-forbids', 'gateway-off-link'].includes(finding.code) &&
    passed.length === ttl;
  if (last !== undefined && !nowhere) {
    const answering = last.addresses[0]?.address ?? [...last.stack.own.keys()][0];
    if (answering === undefined) return { kind: 'lost' };
    return { kind: 'error', from: formatIpv4(answering), message: 'Time to live exceeded', after: 0.3 };
  }
  if (finding !== undefined) {
    if ('wanted' in finding) return { kind: 'silence', sender: finding.from, asked: finding.address };
    // Taken in by another card: what matters is by which one the answer would leave, and its own children do not hear that one.
    const out = finding.code === 'other-nic-of-own-host' && finding.to?.stack.routes.lookup(journey.source)?.dev;
    if (out && finding.from.role !== 'self' && out.device === finding.from.device)
      return { kind: 'no-way-back', sender: out, asked: journey.source };
    const heard = heardOf(finding, from, journey.source);
    return heard.kind === 'likely' ? { kind: 'reply', ttl: TTL, hops: 0 } : heard;
  }
  if (journey.arrived && !answers(journey.arrived.stack)) return { kind: 'lost' };
  const back = journey.reply();
  if (back !== undefined && 'wanted' in back) return { kind: 'no-way-back', sender: back.from, asked: back.address };
  if (back !== undefined && heardOf(back, from, journey.source).kind !== 'likely') return { kind: 'lost' };
  return { kind: 'reply', ttl: TTL - journey.back.length, hops: journey.there.length + journey.back.length };
}

/** Whoever asked knows now, and so does who answered. True: somebody did not know before. */
function learn(
  machines: ReadonlyMap<string, Machine>,
  facts: readonly RecordedFact[],
  asked: (at: NetInterface, address: Ipv4, other: NetInterface, asker: Ipv4) => void,
): boolean {
  let isNew = false;
  let source: Ipv4 | undefined;
  const note = (at: NetInterface, address: Ipv4, other: NetInterface, heard = true): void => {
    const machine = machines.get(at.stack.host);
    const net = namespaceOf(machines, at.stack);
    const mac = macOf(machines, other);
    if (machine === undefined || net === undefined || mac === undefined) return;
    const table = neighboursOf(machine, net);
    const isKnown = table.find(at.name, formatIpv4(address))?.mac !== undefined;
    if (!isKnown && !heard) return;
    if (!isKnown) isNew = true;
    table.learn(at.name, formatIpv4(address), mac);
  };
  for (const { fact } of facts) {
    if (fact.kind === 'route') source = fact.source ?? source;
    if (fact.kind !== 'arp') continue;
    const before: boolean = isNew;
    isNew = false;
    note(fact.from, fact.address, fact.to);
    const asker = askerOf(fact.from, fact.address, source);
    const asks = isNew;
    if (asks) asked(fact.from, fact.address, fact.to, asker ?? 0);
    isNew ||= before;
    // Who is not asked learns nobody new.
    if (asker !== undefined) note(fact.to, asker, fact.from, asks);
  }
  return isNew;
}

function namespaceOf(machines: ReadonlyMap<string, Machine>, stack: Stack): NetworkNamespace | undefined {
  if (stack.space !== undefined) return { kind: 'named', id: stack.space };
  if (stack.kind === 'host') return { kind: 'host' };
  const id = containerOf(machines, stack)?.id;
  return id === undefined ? undefined : { kind: 'container', id };
}

function containerOf(machines: ReadonlyMap<string, Machine>, stack: Stack) {
  const docker = machines.get(stack.host)?.engine?.objects();
  return docker?.containers.find(({ name }) => `${stack.host}/${name}` === stack.id);
}

function macOf(machines: ReadonlyMap<string, Machine>, at: NetInterface): string | undefined {
  const machine = machines.get(at.stack.host);
  const net = namespaceOf(machines, at.stack);
  if (machine === undefined || net === undefined) return undefined;
  return linkOf(viewAt(machine, net).kernel, at)?.mac;
}

/** In a container by its place among those that Docker has put there: one that came later may have another name. */
function linkOf(
  { links }: KernelState,
  { name, stack, index }: NetInterface,
): KernelState['links'][number] | undefined {
  const docked = stack.kind === 'container' ? links.filter(({ peer }) => peer?.elsewhere === true)[index] : undefined;
  return docked ?? links.find((link) => link.name === name);
}
