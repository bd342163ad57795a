/** `ip link`: add, set, delete, show. */

import { editLink, type KernelLink, type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
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
import { isMulticastMac, parseMac } from '../../../../shared/net/mac.ts';
import { type Context, change, needLink } from './context.ts';
import { LINK_HELP } from './help.ts';
import { briefJson, briefText, linkJson, linkText } from './link-text.ts';
import { jsonText } from './output.ts';
import { abbreviates, IpError, invalid, meant, noSuchDevice, Words } from './words.ts';

const VERBS = ['add', 'set', 'change', 'replace', 'delete', 'show', 'lst', 'list', 'help'] as const;

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
      throw new IpError(LINK_HELP, 255);
    case undefined:
      throw new IpError(`Command "${verb}" is unknown, try "ip link help".`, 255);
  }
}

const KINDS = ['vlan', 'macvlan', 'ipvlan', 'bridge', 'dummy', 'veth', 'bond'] as const;

function checkName(what: string, name: string): string {
  if (name.length > 15 || name === '' || /[/\s]/.test(name)) throw invalid(`"${what}" not a valid ifname`, name);
  return name;
}

function add(context: Context, words: readonly string[]): void {
  const said = new Words(words);
  let name: string | undefined;
  let parent: string | undefined;
  let mac: string | undefined;
  let mtu: number | undefined;
  let up = false;
  let kind: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'up') up = true;
    else if (word === 'down') up = false;
    else if (word === 'name') name = checkName('name', said.value());
    else if (abbreviates(word, 'link')) parent = said.value();
    else if (word === 'mtu') mtu = mtuOf(said.value());
    else if (abbreviates(word, 'address')) mac = macOf(said.value());
    else if (word === 'txqueuelen' || word === 'qlen' || word === 'numtxqueues' || word === 'numrxqueues') said.value();
    else if (abbreviates(word, 'type')) {
      // All else is the kind's own.
      kind = said.value();
      break;
    } else if (abbreviates(word, 'help')) throw new IpError(LINK_HELP, 255);
    else if (name === undefined) name = word === 'dev' ? said.value() : word;
    else throw garbage('dev', word);
  }
  if (kind === undefined) throw new IpError('Not enough information: "type" argument is required', 1);
  const { kernel } = context.view;
  const asked = kindOptions(kind, said);
  if (parent !== undefined) needLink(kernel, parent);
  const known = KINDS.find((item) => item === kind);
  change(context, (next) => {
    if (known === undefined) throw new Refusal('EOPNOTSUPP', 'Unknown device type.');
    if (name !== undefined && next.links.some((link) => link.name === name)) throw new Refusal('EEXIST');
    if (known === 'vlan') checkVlan(asked.vlan);
    const made = addLink(next, { ...asked, name, kind: known, parent, mac, mtu });
    return up && name !== undefined ? setUp(made, name) : made;
  });
}

function checkVlan(vlan: number | undefined): void {
  if (vlan === undefined) throw new Refusal('EINVAL', '8021q: VLAN properties not specified.');
  if (vlan >= 4095) throw new Refusal('ERANGE', '8021q: Invalid VLAN id.');
}

type KindOptions = Pick<LinkAsked, 'vlan' | 'mode' | 'peer' | 'filters'>;

const MODES: Readonly<Record<string, readonly string[]>> = {
  macvlan: ['private', 'vepa', 'bridge', 'passthru', 'source'],
  ipvlan: ['l2', 'l3', 'l3s'],
};

function kindOptions(kind: string, said: Words): KindOptions {
  let options: KindOptions = {};
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (kind === 'vlan' && abbreviates(word, 'id')) options = { ...options, vlan: vlanOf(said.value()) };
    else if (kind === 'vlan' && abbreviates(word, 'protocol')) said.value();
    else if (Object.hasOwn(MODES, kind) && word === 'mode') options = { ...options, mode: modeOf(kind, said.value()) };
    else if (kind === 'ipvlan' && ['bridge', 'private', 'vepa'].includes(word)) continue;
    else if (kind === 'macvlan' && word === 'bcqueuelen') said.value();
    else if (kind === 'veth' && word === 'peer') options = { ...options, peer: peerOf(said) };
    else if (kind === 'bridge' && word === 'vlan_filtering') options = { ...options, filters: said.value() === '1' };
    else if (kind === 'bond' && word === 'mode') options = { ...options, mode: bondModeOf(said.value()) };
    else if (kind === 'bond' && BOND_OPTIONS.includes(word)) said.value();
    else if (kind === 'bridge' && (word === 'stp_state' || word === 'forward_delay')) said.value();
    else throw new IpError(`${kind}: unknown command "${word}"?\n${kindUsage(kind)}`.trimEnd(), 255);
  }
  return options;
}

/** By name or by number (Documentation/networking/bonding.rst). */
const BOND_MODES = ['balance-rr', 'active-backup', 'balance-xor', 'broadcast', '802.3ad', 'balance-tlb', 'balance-alb'];
const BOND_OPTIONS = ['miimon', 'updelay', 'downdelay', 'primary', 'xmit_hash_policy', 'lacp_rate', 'fail_over_mac'];

function bondModeOf(text: string): string {
  const mode = BOND_MODES.includes(text) ? text : BOND_MODES[/^\d$/.test(text) ? Number(text) : -1];
  if (mode === undefined) throw invalid('invalid mode', text);
  return mode;
}

function kindUsage(kind: string): string {
  if (kind === 'vlan') {
    return 'Usage: ... vlan id VLANID\n                [ protocol VLANPROTO ]\n                [ reorder_hdr { on | off } ]\n                [ gvrp { on | off } ]\n                [ mvrp { on | off } ]\n                [ loose_binding { on | off } ]\n                [ bridge_binding { on | off } ]\n                [ ingress-qos-map QOS-MAP ]\n                [ egress-qos-map QOS-MAP ]\n\nVLANID := 0-4095\nVLANPROTO: [ 802.1Q | 802.1ad ]\nQOS-MAP := [ QOS-MAP ] QOS-MAPPING\nQOS-MAPPING := FROM:TO';
  }
  if (kind === 'macvlan') {
    return 'Usage: ... macvlan mode MODE [flag MODE_FLAG] MODE_OPTS [bcqueuelen BC_QUEUE_LEN]\n\nMODE: private | vepa | bridge | passthru | source\nMODE_FLAG: null | nopromisc | nodst\nMODE_OPTS: for mode "source":\n\tmacaddr { { add | del } <macaddr> | set [ <macaddr> [ <macaddr>  ... ] ] | flush }\nBC_QUEUE_LEN: Length of the rx queue for broadcast/multicast: [0-4294967295]';
  }
  if (kind === 'ipvlan')
    return 'Usage: ... ipvlan [ mode MODE ] [ FLAGS ]\n\nMODE: l3 | l3s | l2\nFLAGS: bridge | private | vepa\n(first values are the defaults if nothing is specified).';
  return '';
}

function peerOf(said: Words): string {
  const word = said.value();
  return word === 'name' ? checkName('name', said.value()) : word;
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
        return editLink(next, of, { mac });
      });
    } else if (word === 'master') {
      const master = said.value();
      if (!kernel.links.some((link) => link.name === master)) throw invalid('Device does not exist\n', master);
      steps.push((next, of) => setMaster(next, of, master));
    } else if (word === 'nomaster') steps.push((next, of) => setMaster(next, of, undefined));
    else if (['arp', 'multicast', 'allmulticast', 'dynamic', 'trailers'].includes(word)) onOff(word, said);
    else if (word === 'carrier') {
      const unplugged = !onOff('carrier', said);
      steps.push((next, of) => editLink(next, of, { unplugged }));
    } else if (word === 'txqueuelen' || word === 'qlen') {
      const queue = Number(said.value());
      steps.push((next, of) => editLink(next, of, { queue }));
    } else if (word === 'type') {
      const kind = said.value();
      const { mode } = kindOptions(kind, said);
      if (mode !== undefined) steps.push((next, of) => editLink(next, of, { mode }));
    } else if (abbreviates(word, 'help')) throw new IpError(LINK_HELP, 255);
    else if (abbreviates(word, 'dev') && name === undefined) name = checkName('dev', said.value());
    else if (name === undefined) name = checkName('dev', word);
    else throw garbage('dev', word);
  }
  if (name === undefined) throw new IpError('Not enough information: "dev" argument is required.', 255);
  needLink(kernel, name);
  const of = name;
  change(context, (before) => {
    const done = steps.reduce((next, step) => step(next, of), before);
    const renamed = newName === undefined ? done : rename(done, of, newName);
    const after = newName ?? of;
    return up === undefined ? renamed : up ? setUp(renamed, after) : setDown(renamed, after);
  });
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
    } else if (word === 'group') said.value();
    else if (word === 'dev' && name === undefined) name = said.value();
    else if (name === undefined) name = word;
    else throw garbage('dev', word);
  }
  if (name !== undefined && !kernel.links.some((link) => link.name === name)) throw noSuchDevice(name);
  return kernel.links.filter((link) => (name === undefined || link.name === name) && tests.every((test) => test(link)));
}
