/** `ip` of busybox 1.35, as containers have it: an older and smaller one than the hosts'. */
import type { Route } from '../../../../shared/host/state.ts';
import { isSecondary } from '../../../../shared/machine/kernel/addresses.ts';
import { findLink, type KernelState, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelAddress, KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { flagsOf, qdiscOf, queueLength } from '../../../../shared/machine/kernel/link-status.ts';
import { lookup, ownLink, sourceOf } from '../../../../shared/machine/kernel/routes.ts';
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import type { Command } from '../../os/machine.ts';
import { type View, viewOf } from '../../os/network/view.ts';
import { addressChange, linkChange, routeChange, Unreadable } from './net-changes.ts';
import { IP_USAGE } from './usage.ts';

interface Said {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

const prints = (out: string): Said => ({ out, err: '', status: 0 });
const fails = (message: string, status = 1): Said => ({ out: '', err: `ip: ${message}\n`, status });
const USAGE: Said = { out: '', err: `${IP_USAGE}\n`, status: 1 };
const notAVerb = (verb: string): Said => fails(`invalid argument '${verb}' to 'ip'`);

interface How {
  readonly oneline: boolean;
  readonly family: 4 | 6 | undefined;
  /** In the host's own network, where the loopback's address of IPv6 came with the kernel's start. */
  readonly onHost: boolean;
}

export const busyboxIp: Command = async (process) => {
  const words = process.argv.slice(1);
  let how: How = { oneline: false, family: undefined, onHost: process.net.kind === 'host' };
  let at = 0;
  for (; words[at]?.startsWith('-'); at += 1) {
    const word = words[at] ?? '';
    if (/^-o/.test(word)) how = { ...how, oneline: true };
    else if (word === '-4') how = { ...how, family: 4 };
    else if (word === '-6') how = { ...how, family: 6 };
    else if (/^-f/.test(word)) {
      at += 1;
      how = { ...how, family: words[at] === 'inet6' ? 6 : 4 };
    } else break;
  }
  const said = run(viewOf(process), words.slice(at), how);
  if (said.out !== '') await process.stdout.write(said.out);
  if (said.err !== '') await process.stderr.write(said.err);
  return said.status;
};

function run(view: View, [object = '', verb = 'show', ...words]: readonly string[], how: How): Said {
  const is = (name: string): boolean => object !== '' && name.startsWith(object);
  if (object.startsWith('-') || object === '') return USAGE;
  if (is('address')) return address(view, verb, words, how);
  if (is('route')) return route(view, verb, words);
  if (is('link')) {
    const said = link(view, verb, words, how);
    // Whatever goes wrong there ends with iproute2's status.
    return said.status === 0 ? said : { ...said, status: 2 };
  }
  if (is('neighbour') || is('neighbor'))
    return isShow(verb) || 'flush'.startsWith(verb) ? neighbours(view, words) : notAVerb(verb);
  if (is('tunnel')) return isShow(verb) ? prints('') : fails('practice hosts do not simulate tunnels');
  if (is('rule'))
    return prints('0:\tfrom all lookup local \n32766:\tfrom all lookup main \n32767:\tfrom all lookup default \n');
  return USAGE;
}

const isShow = (verb: string): boolean => ['show', 'list', 'lst'].some((word) => word.startsWith(verb));
/** Does it, or says what the kernel says: a container may only with NET_ADMIN. */
function changed(view: View, read: () => (kernel: KernelState) => KernelState, what = 'RTNETLINK answers'): Said {
  try {
    view.change(read());
    return prints('');
  } catch (error) {
    if (error instanceof Unreadable) return error.message === '' ? USAGE : fails(error.message, error.status);
    if (!(error instanceof Refusal)) throw error;
    return fails(`${what}: ${error.message}`, 2);
  }
}

function deviceOf(words: readonly string[]): string | undefined {
  const at = words.indexOf('dev');
  return at >= 0 ? words[at + 1] : words.find((word) => word !== 'up' && word !== 'down');
}

function shown({ kernel }: View, words: readonly string[]): readonly KernelLink[] | Said {
  const device = deviceOf(words);
  if (device === undefined) return kernel.links;
  const found = findLink(kernel, device);
  return found === undefined ? fails(`can't find device '${device}'`) : [found];
}

function address(view: View, verb: string, words: readonly string[], how: How): Said {
  if (!isShow(verb)) {
    if (!['add', 'delete', 'flush', 'replace', 'change'].some((word) => word.startsWith(verb))) return notAVerb(verb);
    return changed(view, () => addressChange(view.kernel, verb, words));
  }
  const links = shown(view, words);
  if ('status' in links) return links;
  const of = (item: KernelLink): readonly KernelAddress[] =>
    item.addresses.filter(({ family }) => how.family === undefined || family === how.family);
  const text = links
    .filter((item) => !(how.family !== undefined || how.oneline) || of(item).length > 0)
    .map(
      (item) =>
        (how.oneline ? '' : linkText(view.kernel, item, how.family !== undefined)) +
        of(item)
          .map((own) => addressText(item, own, how))
          .join(''),
    );
  return prints(text.join(''));
}

function linkText(kernel: KernelState, item: KernelLink, headOnly = false): string {
  const { peer } = item;
  const below = kernel.links.find(({ name, index }) =>
    peer === undefined ? name === item.parent : !peer.elsewhere && index === peer.index,
  );
  const name = below === undefined ? (peer === undefined ? '' : `@if${peer.index}`) : `@${below.name}`;
  // One that is in another network namespace it takes for down.
  const flags = flagsOf(
    kernel,
    item,
    below === undefined ? peer?.elsewhere === true && item.kind !== 'loopback' : !below.up,
  );
  const queue = queueLength(item);
  const head = `${item.index}: ${item.name}${name}: <${flags.join(',')}> mtu ${item.mtu} qdisc ${qdiscOf(item)} ${item.master === undefined ? '' : `master ${item.master} `}${queue === 0 ? '' : `qlen ${queue}`}\n`;
  const isLoop = item.kind === 'loopback';
  return headOnly
    ? head
    : `${head}    link/${isLoop ? 'loopback' : 'ether'} ${item.mac} brd ${isLoop ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'}\n`;
}

function addressText(item: KernelLink, own: KernelAddress, { oneline, onHost }: How): string {
  const six = own.family === 6;
  const words = [
    `${six ? 'inet6' : 'inet'} ${own.address}/${own.prefix}`,
    own.broadcast && `brd ${own.broadcast}`,
    `scope ${own.scope}`,
    isSecondary(item, own) && 'secondary',
    onHost && six && own.scope === 'host' && 'noprefixroute',
    six ? '' : (own.label ?? item.name),
  ];
  const text = words.filter((word) => word).join(' ');
  return `${oneline ? `${item.index}: ${item.name}    ` : '    '}${text}${six ? ' ' : ''}${oneline ? '\\' : '\n'}       valid_lft forever preferred_lft forever\n`;
}

function link(view: View, verb: string, words: readonly string[], how: How): Said {
  if (isShow(verb)) {
    const links = shown(view, words);
    return 'status' in links
      ? links
      : prints(
          links
            .map((item) => linkText(view.kernel, item, how.family !== undefined))
            .map((text) => (how.oneline ? text.replace(/\n(?=.)/g, '\\') : text))
            .join(''),
        );
  }
  if ('set'.startsWith(verb)) {
    const device = deviceOf(words);
    if (device === undefined) return USAGE;
    if (findLink(view.kernel, device) === undefined) return fails('SIOCGIFFLAGS: No such device');
    const odd = strayWord(words);
    if (odd !== undefined) return fails(`either "dev" is duplicate, or "${odd}" is garbage`);
    const [what = 'SIOCSIFFLAGS'] = words.flatMap((word) => ASKED_BY[word] ?? []);
    return changed(view, () => linkChange(view.kernel, verb, words), what);
  }
  return ['add', 'delete'].some((word) => word.startsWith(verb))
    ? changed(view, () => linkChange(view.kernel, verb, words))
    : notAVerb(verb);
}

const SETTINGS = [
  'mtu',
  'address',
  'name',
  'txqueuelen',
  'qlen',
  'promisc',
  'arp',
  'multicast',
  'allmulticast',
  'master',
];

/** A second word that is no setting. */
function strayWord(words: readonly string[]): string | undefined {
  let device: string | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (SETTINGS.includes(word)) at += 1;
    else if (['up', 'down', 'nomaster'].includes(word)) continue;
    else if (word === 'dev') at += 1;
    else if (device === undefined) device = word;
    else return word;
  }
  return undefined;
}

/** By which request of the kernel a setting is made, where it is not by flags. */
const ASKED_BY: Readonly<Record<string, string>> = {
  ...{ mtu: 'SIOCSIFMTU', address: 'SIOCSIFHWADDR', name: 'SIOCSIFNAME', txqueuelen: 'SIOCSIFXQLEN' },
  qlen: 'SIOCSIFXQLEN',
};

function route(view: View, verb: string, words: readonly string[]): Said {
  const { kernel } = view;
  if (verb === 'get') return get(kernel, words.find((word) => parseIpv4(word) !== undefined) ?? '');
  if (!isShow(verb)) {
    const known = ['add', 'append', 'change', 'chg', 'delete', 'replace', 'flush'].some((word) =>
      word.startsWith(verb),
    );
    return known ? changed(view, () => routeChange(kernel, verb, words)) : notAVerb(verb);
  }
  const at = words.indexOf('dev');
  const device = at < 0 ? undefined : words[at + 1];
  if (device !== undefined && findLink(kernel, device) === undefined) return fails(`can't find device '${device}'`);
  return prints(
    kernel.routes
      .filter(({ dev }) => device === undefined || dev === device)
      .map(routeText)
      .join(''),
  );
}

function routeText({ to, type, via, dev, scope, source, metric }: Route): string {
  const parts = [
    type === 'unicast' ? '' : `${type} `,
    to === '0.0.0.0/0' ? 'default ' : `${to.replace(/\/32$/, '')} `,
    via === undefined ? '' : `via ${via} `,
    dev === undefined ? '' : `dev ${dev} `,
    scope === 'link' ? 'scope link ' : '',
    source === undefined ? '' : ` src ${source} `,
    metric > 0 ? ` metric ${metric} ` : '',
  ];
  return `${parts.join('')}\n`;
}

function get(kernel: KernelState, to: string): Said {
  const own = ownLink(kernel, to);
  if (own !== undefined) return prints(`local ${to} dev lo  src ${to} \n`);
  const found = lookup(kernel, parseIpv4(to) ?? 0);
  if (found === undefined) return fails('RTNETLINK answers: Network is unreachable', 2);
  const source = sourceOf(kernel, found);
  return prints(
    `${to} ${found.via === undefined ? '' : `via ${found.via} `}dev ${found.dev} ${source === undefined ? '' : ` src ${source} `}\n`,
  );
}

/** Whoever is asked for has been asked for so many times. */
const PROBES = { INCOMPLETE: 5, FAILED: 6 } as const;

function neighbours({ neighbours: table }: View, words: readonly string[]): Said {
  const at = words.indexOf('dev');
  const device = at < 0 ? undefined : words[at + 1];
  const lines = table.all().flatMap((entry) => {
    if (device !== undefined && entry.device !== device) return [];
    const state = table.stateOf(entry);
    const probes = state === 'INCOMPLETE' || state === 'FAILED' ? PROBES[state] : 4;
    const on = device === undefined ? ` dev ${entry.device}` : '';
    const mac = entry.mac === undefined ? '' : `lladdr ${entry.mac}`;
    const used = state === 'FAILED' ? '' : `${mac === '' ? '' : ' '}ref 1`;
    return [
      `${entry.address}${on} ${mac}${mac === '' && used !== '' ? ' ' : ''}${used} used 0/0/0 probes ${probes} ${state}\n`,
    ];
  });
  return prints(lines.join(''));
}
