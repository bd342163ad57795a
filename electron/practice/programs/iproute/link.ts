/** `ip link`: add, set, delete, show. */

import { editLink, findLink, type KernelState, macFor, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import { type KernelLink, USUAL_BRIDGE } from '../../../../shared/machine/kernel/kernel-link.ts';
import {
  addLink,
  deleteLink,
  grown,
  type LinkAsked,
  nextIndex,
  rename,
  setBridge,
  setDown,
  setMaster,
  setMtu,
  setUp,
} from '../../../../shared/machine/kernel/links.ts';
import {
  carriesOthers,
  kernelIn,
  moveLink,
  namespaceNamed,
  OWN,
  renumber,
  withKernelIn,
} from '../../../../shared/machine/kernel/namespaces.ts';
import { isMulticastMac, parseMac } from '../../../../shared/net/mac.ts';
import { viewAt } from '../../os/network/view.ts';
import { type Context, change, needLink } from './context.ts';
import { BRIDGE_USAGE, LINK_HELP } from './help.ts';
import { briefJson, briefText, linkJson, linkText } from './link-text.ts';
import { jsonText } from './output.ts';
import { changedVlan, vlanOption } from './vlan-options.ts';
import { abbreviates, IpError, invalid, meant, noSuchDevice, Words } from './words.ts';

const VERBS = [
  'add',
  'set',
  'change',
  'replace',
  'delete',
  'show',
  'lst',
  'list',
  'help',
  'property',
  'xstats',
  'afstats',
] as const;

export function ipLink(context: Context, words: readonly string[]): void {
  const [verb, ...rest] = words;
  const command = verb === undefined ? 'show' : meant(verb, VERBS);
  switch (command) {
    case 'add':
    case 'replace':
      add(context, rest);
      return;
    case 'set':
    case 'change':
      set(context, rest);
      return;
    case 'delete':
      remove(context, rest);
      return;
    case 'show':
    case 'lst':
    case 'list':
      show(context, rest);
      return;
    case 'help':
      if (rest[0] !== undefined && kindUsage(rest[0]) !== '') context.print(`${kindUsage(rest[0])}\n`);
      else throw new IpError(LINK_HELP, 255);
      return;
    case 'property':
    case 'xstats':
    case 'afstats':
      throw unsimulated(`ip link ${command}`);
    case undefined:
      throw new IpError(`Command "${verb}" is unknown, try "ip link help".`, 255);
  }
}

const KINDS = ['vlan', 'macvlan', 'ipvlan', 'bridge', 'dummy', 'veth', 'bond'] as const;

/** Those that Debian's kernel makes beside them. */
const OTHER_KINDS = [
  ...['gre', 'gretap', 'erspan', 'ip6gre', 'ip6gretap', 'ip6tnl', 'ipip', 'sit', 'vti', 'vti6', 'vxlan', 'geneve'],
  ...['bareudp', 'vrf', 'can', 'vcan', 'vxcan', 'ifb', 'nlmon', 'macvtap', 'ipvtap', 'wireguard', 'macsec', 'team'],
  ...['hsr', 'gtp', 'xfrm', 'amt', 'batadv', 'netdevsim', 'tun', 'rmnet', 'wwan'],
];

function checkName(what: string, name: string): string {
  if (name.length > 15 || name === '' || /[/\s]/.test(name)) throw invalid(`"${what}" not a valid ifname`, name);
  return name;
}

function add(context: Context, words: readonly string[]): void {
  const said = new Words(words);
  let name: string | undefined;
  let dev: string | undefined;
  let parent: string | undefined;
  let mac: string | undefined;
  let mtu: number | undefined;
  let up = false;
  let queue: number | undefined;
  let kind: string | undefined;
  let target: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'up') up = true;
    else if (word === 'down') up = false;
    else if (word === 'name') name = checkName('name', said.value());
    else if (abbreviates(word, 'link')) parent = said.value();
    else if (word === 'mtu') mtu = mtuOf(said.value());
    else if (abbreviates(word, 'address')) mac = macOf(said.value());
    else if (word === 'txqueuelen' || word === 'qlen' || word === 'txqlen') queue = queueOf(said.value());
    else if (word === 'netns') target = spaceOf(context, said.value());
    else if (word === 'numtxqueues' || word === 'numrxqueues') throw unsimulated(`${word} of links`);
    else if (abbreviates(word, 'type')) {
      // All else is the kind's own.
      kind = said.value();
      break;
    } else if (abbreviates(word, 'help')) throw new IpError(LINK_HELP, 255);
    else if (dev === undefined) dev = checkName('dev', word === 'dev' ? said.value() : word);
    else throw garbage('dev', word);
  }
  name ??= dev;
  if (kind === undefined) throw new IpError('Not enough information: "type" argument is required', 1);
  if (OTHER_KINDS.includes(kind)) throw unsimulated(`links of type ${kind}`);
  const { kernel } = context.view;
  const { peerSpace, ...asked } = kindOptions(kind, said);
  const peerTarget = peerSpace === undefined ? undefined : spaceOf(context, peerSpace);
  if (parent !== undefined) needLink(kernel, parent);
  const known = KINDS.find((item) => item === kind);
  const make = (next: KernelState): KernelState => {
    if (known === undefined) throw new Refusal('EOPNOTSUPP', 'Unknown device type.');
    if (name !== undefined && next.links.some((link) => link.name === name)) throw new Refusal('EEXIST');
    if (known === 'vlan') checkVlan(asked.vlan);
    const plain = addLink(next, { ...asked, name, kind: known, parent, mac, mtu });
    const bridged =
      known === 'bridge' && mac === undefined && name !== undefined ? editLink(plain, name, { young: true }) : plain;
    const made = queue === undefined || name === undefined ? bridged : editLink(bridged, name, { queue });
    return up && name !== undefined ? setUp(made, name) : made;
  };
  if (target === undefined && peerTarget === undefined) {
    change(context, make);
    return;
  }
  const own = spaceIn(context);
  changeAll(context, (kernel) => {
    // Each is made where it is asked for: until then it has a name that nobody has.
    const peer = known === 'veth' ? PASSING_PEER : undefined;
    const passing = { ...asked, peer, name: PASSING, kind: known ?? 'veth', parent, mac, mtu };
    if (known === undefined) throw new Refusal('EOPNOTSUPP', 'Unknown device type.');
    if (known === 'vlan') checkVlan(asked.vlan);
    const made = withKernelIn(kernel, own, addLink(kernelIn(kernel, own), passing));
    const placed = placeNew(made, own, PASSING, target ?? own, name ?? known, mac);
    const both = peer === undefined ? placed : placeNew(placed, own, peer, peerTarget ?? own, asked.peer ?? 'veth');
    const there = target ?? own;
    const counted = countedAnew(kernel, both, own, [...(peer === undefined ? [] : [peerTarget ?? own]), there]);
    if (!up || name === undefined) return counted;
    return withKernelIn(counted, there, setUp(kernelIn(counted, there), name));
  });
}

/** New links have the next numbers of the namespaces that they were made in, a peer before the link itself. */
function countedAnew(before: KernelState, after: KernelState, own: string, spaces: readonly string[]): KernelState {
  let next = after;
  for (const space of new Set([own, ...spaces])) {
    const { lastIndex = 1 } = kernelIn(before, space);
    next = withKernelIn(next, space, { ...kernelIn(next, space), lastIndex });
  }
  const done = new Set<string>();
  for (const space of spaces) {
    const { links, lastIndex } = kernelIn(next, space);
    const old = kernelIn(before, space).links;
    const made = links.find(({ name }) => !done.has(`${space} ${name}`) && !old.some((link) => link.name === name));
    if (made === undefined) continue;
    done.add(`${space} ${made.name}`);
    const others = links.filter((link) => link !== made);
    next = renumber(
      next,
      space,
      made.name,
      nextIndex({ links: others, ...(lastIndex !== undefined && { lastIndex }) }),
    );
  }
  return next;
}

const [PASSING, PASSING_PEER] = ['made-by-ip', 'made-by-ip-peer'];

/** A new link goes where it is to be, with the name that it is to have there, or with the first that is free. */
function placeNew(
  kernel: KernelState,
  from: string,
  made: string,
  to: string,
  wished: string,
  mac?: string,
): KernelState {
  const { links } = kernelIn(kernel, to);
  const isFree = (name: string): boolean => !links.some((link) => link.name === name);
  const name = KINDS.some((kind) => kind === wished)
    ? [...Array(links.length + 1).keys()].map((at) => `${wished}${at}`).find(isFree)
    : wished;
  if (name === undefined || !isFree(name)) throw new Refusal('EEXIST');
  const moved = moveLink(kernel, from, made, to, name);
  const placed = from === to ? rename(kernelIn(moved, to), made, name) : kernelIn(moved, to);
  return withKernelIn(moved, to, editLink(placed, name, { mac: mac ?? macFor(`${kernel.hostname} ${to} ${name}`) }));
}

function checkVlan(vlan: number | undefined): void {
  if (vlan === undefined) throw new Refusal('EINVAL', '8021q: VLAN properties not specified.');
  if (vlan >= 4095) throw new Refusal('ERANGE', '8021q: Invalid VLAN id.');
}

type KindOptions = Pick<
  LinkAsked,
  'vlan' | 'serviceTag' | 'vlanOptions' | 'mode' | 'peer' | 'filters' | 'stp' | 'bridge'
> & {
  /** Which of a VLAN's options somebody named. */
  readonly named?: readonly string[];
  /** Where a veth's other end is to be. */
  readonly peerSpace?: string;
};

const MODES: Readonly<Record<string, readonly string[]>> = {
  macvlan: ['private', 'vepa', 'bridge', 'passthru', 'source'],
  ipvlan: ['l2', 'l3', 'l3s'],
};

function kindOptions(kind: string, said: Words): KindOptions {
  let options: KindOptions = {};
  for (let word = said.next(); word !== undefined; word = said.next()) {
    const vlanOptions = kind === 'vlan' ? vlanOption(word, said, options.vlanOptions) : undefined;
    if (vlanOptions !== undefined) options = { ...options, vlanOptions, named: [...(options.named ?? []), word] };
    else if (kind === 'vlan' && abbreviates(word, 'id')) options = { ...options, vlan: vlanOf(said.value()) };
    else if (kind === 'vlan' && abbreviates(word, 'protocol'))
      options = { ...options, serviceTag: isServiceTag(said.value()) };
    else if (kind === 'vlan' && Object.hasOwn(VLAN_FLAGS, word))
      onlyUsual(`vlan ${word}`, said.value(), VLAN_FLAGS[word]);
    else if (Object.hasOwn(MODES, kind) && word === 'mode') options = { ...options, mode: modeOf(kind, said.value()) };
    else if (kind === 'ipvlan' && word === 'bridge') continue;
    else if (kind === 'ipvlan' && (word === 'private' || word === 'vepa')) throw unsimulated(`${word} of ipvlan`);
    else if (kind === 'macvlan' && word === 'bcqueuelen') onlyUsual(`${kind} ${word}`, said.value(), '1000');
    else if (kind === 'veth' && word === 'peer') options = { ...options, ...peerOf(said) };
    else if (kind === 'bridge' && word === 'vlan_filtering') options = { ...options, filters: said.value() === '1' };
    else if (kind === 'bridge' && word === 'stp_state') options = { ...options, stp: said.value() !== '0' };
    else if (kind === 'bridge' && Object.hasOwn(USUAL_BRIDGE, word))
      options = { ...options, bridge: { ...options.bridge, [word]: bridgeNumber(word, said.value()) } };
    else if (kind === 'bond' && word === 'mode') options = { ...options, mode: bondModeOf(said.value()) };
    else if (kind === 'bond' && Object.hasOwn(BOND_OPTIONS, word))
      onlyUsual(`bond ${word}`, said.value(), BOND_OPTIONS[word]);
    else if (kind === 'bridge' && Object.hasOwn(BRIDGE_OPTIONS, word))
      onlyUsual(`bridge ${word}`, said.value(), BRIDGE_OPTIONS[word]);
    else if (kind === 'bridge' && BRIDGE_USAGE.includes(`[ ${word} `)) throw unsimulated(`bridge ${word}`);
    else if (!KINDS.some((item) => item === kind))
      throw new IpError(`Garbage instead of arguments "${word} ...". Try "ip link help".`, 1);
    else throw new IpError(`${kind}: unknown command "${word}"?\n${kindUsage(kind)}`.trimEnd(), 1);
  }
  return options;
}

/** A priority has 16 bits, times have 32. */
function bridgeNumber(word: string, value: string): number {
  const most = word === 'priority' ? 0xffff : 0xffffffff;
  if (!/^\d+$/.test(value) || Number(value) > most) throw invalid(`invalid ${word}`, value);
  return Number(value);
}

/** By name or by number (Documentation/networking/bonding.rst). */
const BOND_MODES = ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'];
/** What they are where nobody says otherwise; undefined: how soon a dead port is noticed, which is at once here. */
const BOND_OPTIONS: Readonly<Record<string, string | undefined>> = {
  ...{ miimon: undefined, updelay: undefined, downdelay: undefined, primary: '', lacp_rate: 'slow' },
  ...{ xmit_hash_policy: 'layer2', fail_over_mac: 'none' },
};
/** How VLANs of practice hosts are. */
const VLAN_FLAGS: Readonly<Record<string, string>> = {
  ...{ gvrp: 'off', mvrp: 'off', loose_binding: 'off', bridge_binding: 'off' },
};
const BRIDGE_OPTIONS: Readonly<Record<string, string>> = {
  ...{ mcast_snooping: '1', vlan_protocol: '802.1Q', vlan_default_pvid: '1' },
};

const unsimulated = (what: string): IpError => new IpError(`ip: practice hosts do not simulate ${what}.`, 1);

/** What is as it is anyhow may be said. */
function onlyUsual(what: string, value: string, usual: string | undefined): void {
  if (usual !== undefined && value !== usual) throw unsimulated(`${what} ${value}`);
}

/** 802.1ad (QinQ), or 802.1Q. */
function isServiceTag(text: string): boolean {
  if (/^802\.1q$/i.test(text)) return false;
  if (/^802\.1ad$/i.test(text)) return true;
  throw invalid('protocol is invalid', text);
}

function queueOf(text: string): number {
  if (!/^\d+$/.test(text)) throw invalid('Invalid "txqueuelen" value\n', text);
  return Number(text);
}

function bondModeOf(text: string): string {
  const mode = BOND_MODES.includes(text) ? text : BOND_MODES[/^\d$/.test(text) ? Number(text) : -1];
  if (mode === undefined) throw invalid('invalid mode', text);
  return mode;
}

function kindUsage(kind: string): string {
  if (kind === 'bridge') return BRIDGE_USAGE;
  if (kind === 'vlan') {
    return 'Usage: ... vlan id VLANID\n\t\t[ protocol VLANPROTO ]\n\t\t[ reorder_hdr { on | off } ]\n\t\t[ gvrp { on | off } ]\n\t\t[ mvrp { on | off } ]\n\t\t[ loose_binding { on | off } ]\n\t\t[ bridge_binding { on | off } ]\n\t\t[ ingress-qos-map QOS-MAP ]\n\t\t[ egress-qos-map QOS-MAP ]\n\nVLANID := 0-4095\nVLANPROTO: [ 802.1Q | 802.1ad ]\nQOS-MAP := [ QOS-MAP ] QOS-MAPPING\nQOS-MAPPING := FROM:TO';
  }
  if (kind === 'macvlan') {
    return 'Usage: ... macvlan mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]\n\nMODE: private | vepa | bridge | passthru | source\nMODE_FLAG: null | nopromisc | nodst\nMODE_OPTS: for mode "source":\n\tmacaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }\nBC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]';
  }
  if (kind === 'ipvlan')
    return 'Usage: ... ipvlan [ mode MODE ] [ FLAGS ]\n\nMODE: l3 | l3s | l2\nFLAGS: bridge | private | vepa\n(first values are the defaults if nothing is specified).';
  return '';
}

/** `peer [name] NAME [netns NAME]`; what else a link may be given is not told of the peer. */
function peerOf(said: Words): Pick<KindOptions, 'peer' | 'peerSpace'> {
  let peer: string | undefined;
  let peerSpace: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'name') peer = checkName('name', said.value());
    else if (word === 'netns') peerSpace = said.value();
    else if (word === 'address' || word === 'mtu') throw unsimulated(`${word} of a peer`);
    else if (peer === undefined) peer = word;
    else throw garbage('dev', word);
  }
  return { ...(peer !== undefined && { peer }), ...(peerSpace !== undefined && { peerSpace }) };
}

function vlanOf(text: string): number {
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(text) || Number(text) > 0xffff) throw invalid('id is invalid', text);
  return Number(text);
}

function modeOf(kind: string, mode: string): string {
  if (MODES[kind]?.includes(mode)) return mode;
  throw kind === 'ipvlan'
    ? new IpError(`Error: argument of "mode" must be either "l2", "l3" or "l3s", not "${mode}"`, 255)
    : new IpError(
        `Error: argument of "mode" must be "private", "vepa", "bridge", "passthru" or "source", not "${mode}"`,
        1,
      );
}

function mtuOf(text: string): number {
  if (!/^\d+$/.test(text)) throw invalid('Invalid "mtu" value\n', text);
  return Number(text);
}

function macOf(text: string): string {
  const mac = parseMac(text);
  if (mac === undefined) throw new IpError(`"${text}" is invalid lladdr.`, 1);
  return mac;
}

const garbage = (key: string, word: string): IpError =>
  new IpError(`Error: either "${key}" is duplicate, or "${word}" is a garbage.`, 255);

/** What a bridge that is there does from now on, or no more. */
function withFlag(kernel: KernelState, of: string, flag: 'filters' | 'stp', on: boolean): KernelState {
  if (on) return editLink(flag === 'stp' ? grown(kernel, of) : kernel, of, { [flag]: true });
  const links = kernel.links.map((link) => {
    if (link.name !== of) return link;
    const { [flag]: _off, ...plain } = link;
    return plain;
  });
  return { ...kernel, links };
}

/** How these are on every link here. */
const SWITCHES: Readonly<Record<string, boolean>> = {
  ...{ arp: true, multicast: true, allmulticast: false, dynamic: false, trailers: false },
};

function onOff(what: string, said: Words): boolean {
  const word = said.value();
  if (word === 'on' || word === 'off') return word === 'on';
  throw new IpError(`Error: argument of "${what}" must be "on" or "off", not "${word}"`, 1);
}

function set(context: Context, words: readonly string[]): void {
  const said = new Words(words);
  const { kernel } = context.view;
  let name: string | undefined;
  const steps: ((kernel: KernelState, of: string) => KernelState)[] = [];
  let up: boolean | undefined;
  let newName: string | undefined;
  let target: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'up') up = true;
    else if (word === 'down') up = false;
    else if (word === 'promisc') {
      const promiscuous = onOff('promisc', said);
      steps.push((next, of) => editLink(next, of, { promiscuous }));
    } else if (word === 'alias') {
      const alias = said.value();
      steps.push((next, of) => editLink(next, of, { alias: alias === '' ? undefined : alias }));
    } else if (word === 'mtu') {
      const mtu = mtuOf(said.value());
      steps.push((next, of) => setMtu(next, of, mtu));
    } else if (word === 'name') newName = checkName('name', said.value());
    else if (abbreviates(word, 'address')) {
      const mac = macOf(said.value());
      steps.push((next, of) => {
        if (isMulticastMac(mac)) throw new Refusal('EADDRNOTAVAIL');
        const isBridge = findLink(next, of)?.kind === 'bridge';
        return editLink(grown(next, of), of, { mac, ...(isBridge && { ownMac: true as const }) });
      });
    } else if (word === 'master') {
      const master = said.value();
      if (!kernel.links.some((link) => link.name === master)) throw invalid('Device does not exist\n', master);
      steps.push((next, of) => setMaster(next, of, master));
    } else if (word === 'nomaster') steps.push((next, of) => setMaster(next, of, undefined));
    else if (Object.hasOwn(SWITCHES, word)) {
      const on = onOff(word, said);
      steps.push((next, of) => {
        const asIs = word === 'arp' && findLink(next, of)?.kind === 'dummy' ? false : SWITCHES[word];
        if (on !== asIs) throw unsimulated(`${word} ${on ? 'on' : 'off'}`);
        return next;
      });
    } else if (word === 'group') {
      const group = groupOf(said.value());
      steps.push((next, of) => editLink(next, of, { group }));
    } else if (word === 'netns') {
      const to = said.value();
      target = spaceOf(context, to);
    } else if (word === 'carrier') {
      const unplugged = !onOff('carrier', said);
      steps.push((next, of) => editLink(next, of, { unplugged }));
    } else if (word === 'txqueuelen' || word === 'qlen') {
      const queue = queueOf(said.value());
      steps.push((next, of) => editLink(next, of, { queue }));
    } else if (word === 'type') {
      const kind = said.value();
      const { mode, filters, stp, bridge, vlanOptions, named = [], peer } = kindOptions(kind, said);
      // A VLAN stays in the one that it was made for, whatever is said (net/8021q/vlan_netlink.c, vlan_changelink).
      if (peer !== undefined) throw unsimulated(`changes of a ${kind}`);
      steps.push((next, of) => {
        if (findLink(next, of)?.kind !== kind) throw new Refusal('EOPNOTSUPP');
        return next;
      });
      if (vlanOptions !== undefined)
        steps.push((next, of) =>
          editLink(next, of, { vlanOptions: changedVlan(findLink(next, of)?.vlanOptions, vlanOptions, named) }),
        );
      if (mode !== undefined) steps.push((next, of) => editLink(next, of, { mode }));
      if (filters !== undefined) steps.push((next, of) => withFlag(next, of, 'filters', filters));
      if (bridge !== undefined) steps.push((next, of) => setBridge(next, of, bridge));
      if (stp !== undefined) steps.push((next, of) => withFlag(next, of, 'stp', stp));
    } else if (abbreviates(word, 'help')) throw new IpError(LINK_HELP, 255);
    else if (abbreviates(word, 'dev') && name === undefined) name = checkName('dev', said.value());
    else if (name === undefined) name = checkName('dev', word);
    else throw garbage('dev', word);
  }
  if (name === undefined) throw new IpError('Not enough information: "dev" argument is required.', 255);
  needLink(kernel, name);
  const of = name;
  if (target !== undefined) {
    moveTo(context, of, target, newName, (kernel, named) => {
      const done = steps.reduce((next, step) => step(next, named), kernel);
      return up === undefined ? done : up ? setUp(done, named) : setDown(done, named);
    });
    return;
  }
  change(context, (before) => {
    const done = steps.reduce((next, step) => step(next, of), before);
    const renamed = newName === undefined ? done : rename(done, of, newName);
    const after = newName ?? of;
    return up === undefined ? renamed : up ? setUp(renamed, after) : setDown(renamed, after);
  });
}

/** By its number; `default` is 0. */
function groupOf(said: string): string {
  if (said === '0' || said === 'default') return 'default';
  if (!/^\d+$/.test(said)) throw invalid('Invalid "group" value\n', said);
  return said;
}

const spaceIn = ({ net }: Context): string => {
  if (net.kind === 'container') throw unsimulated('moving a link out of a container');
  return net.kind === 'named' ? net.id : OWN;
};

/** Where a link is to go: `1` is the host's first process, which is in the host's own namespace. */
function spaceOf(context: Context, said: string): string {
  const kernel = context.machine.kernel();
  if (namespaceNamed(kernel, said) !== undefined) return said;
  if (said === '1') return OWN;
  if (!/^\d+$/.test(said)) throw invalid('Invalid "netns" value\n', said);
  if (context.machine.engine?.ofProcess(Number(said)) !== undefined)
    throw unsimulated('moving a link into a container');
  throw new IpError('RTNETLINK answers: No such process', 2);
}

/** It goes first, and all else is done where it is then. */
function moveTo(
  context: Context,
  name: string,
  to: string,
  newName: string | undefined,
  then: (kernel: KernelState, name: string) => KernelState,
): void {
  const from = spaceIn(context);
  if (from !== to && carriesOthers(context.view.kernel, name)) throw unsimulated('moving a link that others stand on');
  changeAll(context, (kernel) => {
    const moved = moveLink(kernel, from, name, to, newName);
    return withKernelIn(moved, to, then(kernelIn(moved, to), newName ?? name));
  });
}

/** Changes more than the namespace that the command runs in. */
function changeAll(context: Context, next: (kernel: KernelState) => KernelState): void {
  change({ ...context, view: viewAt(context.machine, { kind: 'host' }) }, next);
}

function remove(context: Context, words: readonly string[]): void {
  const said = new Words(words);
  let name: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (abbreviates(word, 'type')) said.value();
    else if (abbreviates(word, 'dev') && word !== name && name === undefined) name = said.value();
    else if (name === undefined) name = word;
    else throw garbage('dev', word);
  }
  if (name === undefined) throw new IpError('Not enough information: "dev" argument is required.', 255);
  needLink(context.view.kernel, name);
  const gone = name;
  change(context, (kernel) => deleteLink(kernel, gone));
}

function show(context: Context, words: readonly string[]): void {
  const { kernel } = context.view;
  const links = selectLinks(kernel, words);
  const of = { kind: 'link' } as const;
  const { brief, json, pretty } = context.show;
  if (json) {
    const list = links.map((link) => (brief ? briefJson(kernel, link, of) : linkJson(kernel, link, of, context.show)));
    context.print(jsonText(list, pretty));
    return;
  }
  for (const link of links) {
    context.print(brief ? briefText(kernel, link, of, context.show) : linkText(kernel, link, of, context.show));
  }
}

/** `[dev] NAME`, `up`, `type KIND`, `master NAME`. */
export function selectLinks(kernel: KernelState, words: readonly string[]): readonly KernelLink[] {
  const said = new Words(words);
  let name: string | undefined;
  const tests: ((link: KernelLink) => boolean)[] = [];
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'up') tests.push(({ up }) => up);
    else if (word === 'master') {
      const master = said.value();
      if (!kernel.links.some((link) => link.name === master)) throw invalid('Device does not exist\n', master);
      tests.push((link) => link.master === master);
    } else if (word === 'nomaster') tests.push(({ master }) => master === undefined);
    else if (word === 'type') {
      const kind = said.value();
      tests.push((link) => link.kind === kind);
    } else if (word === 'group') {
      const group = groupOf(said.value());
      tests.push((link) => (link.group ?? 'default') === group);
    } else if (word === 'dev' && name === undefined) name = said.value();
    else if (name === undefined) name = word;
    else throw garbage('dev', word);
  }
  if (name !== undefined && !kernel.links.some((link) => link.name === name)) throw noSuchDevice(name);
  return kernel.links.filter((link) => (name === undefined || link.name === name) && tests.every((test) => test(link)));
}
