/** What `ip`, `ifconfig` and `route` of busybox do to a network, for those who may. */
import { addAddress, broadcastFor, deleteAddress } from '../../../../shared/machine/kernel/addresses.ts';
import { editLink, findLink, type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import {
  addLink,
  deleteLink,
  type LinkAsked,
  rename,
  setDown,
  setMaster,
  setMtu,
  setUp,
} from '../../../../shared/machine/kernel/links.ts';
import { addRoute, deleteRoute, type RouteAsked } from '../../../../shared/machine/kernel/routes.ts';
import { type Cidr, parseCidr, parseCidrOrAddress, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { parseMac } from '../../../../shared/net/mac.ts';
import { Words } from '../iproute/words.ts';

type Change = (kernel: KernelState) => KernelState;

/** The words that the program cannot make sense of; undefined: it shows how it is used. */
export class Unreadable extends Error {
  readonly status: number;
  constructor(message = '', status = 1) {
    super(message);
    this.status = status;
  }
}

const wordsOf = (words: readonly string[]): Words => new Words(words, () => new Unreadable());

const needDevice = (kernel: KernelState, name: string): void => {
  if (findLink(kernel, name) === undefined) throw new Unreadable(`can't find device '${name}'`);
};

const wrongPrefix = (what: string, word: string): Unreadable =>
  new Unreadable(`an ${what} is expected rather than "${word}"`);

/** `ip address add|del|flush`. */
export function addressChange(kernel: KernelState, verb: string, words: readonly string[]): Change {
  const said = wordsOf(words);
  let device: string | undefined;
  let written: string | undefined;
  let broadcast: string | undefined;
  let label: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'dev') device = said.value();
    else if (word === 'brd' || word === 'broadcast') broadcast = said.value();
    else if (word === 'label') label = said.value();
    else if (['scope', 'peer', 'anycast'].includes(word)) said.value();
    else written = word === 'local' ? said.value() : word;
  }
  if (device === undefined && 'flush'.startsWith(verb)) device = written;
  if (device === undefined) throw new Unreadable('device not specified');
  const dev = device;
  needDevice(kernel, dev);
  if ('flush'.startsWith(verb)) {
    return (before) =>
      (findLink(before, dev)?.addresses ?? [])
        .filter(({ family }) => family === 4)
        .reduce((next, { address }) => {
          const still = findLink(next, dev)?.addresses.some((item) => item.address === address);
          return still ? deleteAddress(next, dev, address) : next;
        }, before);
  }
  const own = written === undefined ? undefined : parseCidr(written.includes('/') ? written : `${written}/32`);
  if (written === undefined || own === undefined) throw wrongPrefix('inet prefix', written ?? '');
  const [address = ''] = written.split('/');
  if ('delete'.startsWith(verb)) return (before) => deleteAddress(before, dev, written);
  const asked = { address, prefix: own.prefix };
  const chosen = broadcast === '+' ? broadcastFor(asked) : broadcast === '-' ? undefined : broadcast;
  return (before) =>
    addAddress(before, dev, {
      ...asked,
      family: 4,
      scope: address.startsWith('127.') ? 'host' : 'global',
      ...(chosen !== undefined && { broadcast: chosen }),
      ...(label !== undefined && { label }),
    });
}

function destination(word: string): Cidr {
  if (word === 'default' || word === 'any') return { address: 0, prefix: 0 };
  const found = parseCidrOrAddress(word);
  if (found === undefined) throw wrongPrefix('inet prefix', word);
  return found;
}

const TYPES = ['unicast', 'blackhole', 'unreachable', 'prohibit'] as const;

/** `ip route add|append|replace|del|flush`. */
export function routeChange(kernel: KernelState, verb: string, words: readonly string[]): Change {
  const said = wordsOf(words);
  let asked: Partial<RouteAsked> = {};
  for (let word = said.next(); word !== undefined; word = said.next()) {
    const type = TYPES.find((item) => item === word);
    if (type !== undefined) asked = { ...asked, type };
    else if (word === 'via') asked = { ...asked, via: said.value() };
    else if (word === 'dev') asked = { ...asked, dev: said.value() };
    else if (word === 'src') asked = { ...asked, source: said.value() };
    else if (word === 'metric' || word === 'priority') asked = { ...asked, metric: Number(said.value()) };
    else if (word === 'proto' || word === 'protocol') asked = { ...asked, protocol: said.value() };
    else if (word === 'scope') asked = { ...asked, scope: said.value() };
    else if (word === 'onlink') asked = { ...asked, onlink: true };
    else if (word === 'table') throw new Unreadable('practice hosts do not simulate tables of routes in containers');
    else if (word === 'mtu') asked = { ...asked, mtu: Number(said.value()) };
    else if (word === 'advmss') throw new Unreadable('practice hosts do not simulate advmss');
    else asked = { ...asked, to: destination(word === 'to' ? said.value() : word) };
  }
  if (asked.via !== undefined && parseIpv4(asked.via) === undefined) throw wrongPrefix('inet address', asked.via);
  if (asked.dev !== undefined) needDevice(kernel, asked.dev);
  if ('flush'.startsWith(verb)) {
    const { to, dev } = asked;
    return (before) => ({
      ...before,
      routes: before.routes.filter((route) => {
        const block = parseCidr(route.to);
        const meant = to === undefined || (block?.address === to.address && block.prefix === to.prefix);
        return !(meant && (dev === undefined || route.dev === dev));
      }),
    });
  }
  const { to = { address: 0, prefix: 0 } } = asked;
  if ('delete'.startsWith(verb)) {
    const { scope: _scope, ...which } = asked;
    return (before) => deleteRoute(before, { ...which, to });
  }
  const how = 'append'.startsWith(verb) && verb !== 'a' && verb !== 'add' ? 'append' : 'add';
  return (before) =>
    addRoute(
      before,
      { ...asked, to },
      ['replace', 'change', 'chg'].some((item) => item.startsWith(verb)) ? 'replace' : how,
    );
}

const KINDS = ['vlan', 'macvlan', 'ipvlan', 'bridge', 'dummy', 'veth'] as const;

/** `ip link add|delete|set`. */
export function linkChange(kernel: KernelState, verb: string, words: readonly string[]): Change {
  if ('set'.startsWith(verb)) return linkSetting(kernel, words);
  const said = wordsOf(words);
  let asked: Partial<LinkAsked> & { name: string | undefined } = { name: undefined };
  let kind: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'name') asked = { ...asked, name: said.value() };
    else if (word === 'dev' && 'delete'.startsWith(verb)) asked = { ...asked, name: said.value() };
    else if (word === 'link') asked = { ...asked, parent: said.value() };
    else if (word === 'address') asked = { ...asked, mac: parseMac(said.value()) };
    else if (word === 'mtu') asked = { ...asked, mtu: Number(said.value()) };
    else if (word === 'type') kind = said.value();
    else if (word === 'id' && kind === 'vlan') asked = { ...asked, vlan: Number(said.value()) };
    else if (word === 'mode') asked = { ...asked, mode: said.value() };
    else if (word === 'peer') asked = { ...asked, peer: nameOf(said) };
    else if (word === 'protocol') {
      const protocol = said.value();
      if (protocol.toLowerCase() !== '802.1q')
        throw new Unreadable(`practice hosts do not simulate protocol ${protocol}`);
    } else asked = { ...asked, name: word };
  }
  if ('delete'.startsWith(verb)) {
    const { name } = asked;
    if (name === undefined) throw new Unreadable();
    needDevice(kernel, name);
    return (before) => deleteLink(before, name);
  }
  if (kind === undefined) throw new Unreadable();
  if (asked.parent !== undefined) needDevice(kernel, asked.parent);
  const known = KINDS.find((item) => item === kind);
  return (before) => {
    if (known === undefined) throw new Refusal('EOPNOTSUPP');
    return addLink(before, { ...asked, kind: known });
  };
}

function nameOf(said: Words): string {
  const word = said.value();
  return word === 'name' ? said.value() : word;
}

function linkSetting(kernel: KernelState, words: readonly string[]): Change {
  const said = wordsOf(words);
  let device: string | undefined;
  let newName: string | undefined;
  const steps: ((kernel: KernelState, of: string) => KernelState)[] = [];
  const isOn = (): boolean => {
    const word = said.value();
    if (word !== 'on' && word !== 'off') throw new Unreadable(`invalid argument '${word}' to 'set'`);
    return word === 'on';
  };
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'up') steps.push(setUp);
    else if (word === 'down') steps.push(setDown);
    else if (word === 'mtu') {
      const mtu = Number(said.value());
      steps.push((next, of) => setMtu(next, of, mtu));
    } else if (word === 'address') {
      const mac = parseMac(said.value());
      if (mac === undefined) throw new Unreadable('invalid argument');
      steps.push((next, of) => editLink(next, of, { mac }));
    } else if (word === 'promisc') {
      const promiscuous = isOn();
      steps.push((next, of) => editLink(next, of, { promiscuous }));
    } else if (['arp', 'multicast', 'allmulticast'].includes(word)) {
      isOn();
      throw new Unreadable(`practice hosts do not simulate ${word} of a link`);
    } else if (word === 'name') newName = said.value();
    else if (word === 'qlen' || word === 'txqueuelen') {
      const queue = Number(said.value());
      steps.push((next, of) => editLink(next, of, { queue }));
    } else if (word === 'master') {
      const master = said.value();
      needDevice(kernel, master);
      steps.push((next, of) => setMaster(next, of, master));
    } else if (word === 'nomaster') steps.push((next, of) => setMaster(next, of, undefined));
    else device = word === 'dev' ? said.value() : word;
  }
  if (device === undefined) throw new Unreadable();
  const of = device;
  return (before) => {
    if (findLink(before, of) === undefined) throw new Refusal('ENODEV');
    const after = steps.reduce((next, step) => step(next, of), before);
    return newName === undefined ? after : rename(after, of, newName);
  };
}
