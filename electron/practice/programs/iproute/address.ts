/** `ip address`: add, delete, show, flush. */

import { addAddress, broadcastFor, deleteAddress, isSecondary } from '../../../../shared/machine/kernel/addresses.ts';
import { editLink, type KernelState, linkOf, Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { KernelAddress, KernelLink } from '../../../../shared/machine/kernel/kernel-link.ts';
import { cidrContains, ipFamily } from '../../../../shared/net/ip.ts';
import { type Context, change, needLink } from './context.ts';
import { ADDRESS_HELP } from './help.ts';
import { selectLinks } from './link.ts';
import { addressLines, briefJson, briefText, linkJson, linkText, onelineAddresses } from './link-text.ts';
import { jsonText } from './output.ts';
import { abbreviates, badPrefix, IpError, invalid, meant, Words, wholePrefix } from './words.ts';

const VERBS = ['add', 'change', 'chg', 'replace', 'delete', 'show', 'list', 'lst', 'flush', 'help'] as const;

export function ipAddress(context: Context, words: readonly string[]): void {
  const [verb, ...rest] = words;
  const command = verb === undefined ? 'show' : meant(verb, VERBS);
  switch (command) {
    case 'add':
      add(context, rest, false);
      return;
    case 'change':
    case 'chg':
    case 'replace':
      add(context, rest, true);
      return;
    case 'delete':
      remove(context, rest);
      return;
    case 'show':
    case 'list':
    case 'lst':
      show(context, rest);
      return;
    case 'flush':
      flush(context, rest);
      return;
    case 'help':
      throw new IpError(ADDRESS_HELP, 255);
    case undefined:
      if (['save', 'restore', 'showdump'].includes(verb ?? ''))
        throw new IpError(`ip address ${verb}: practice hosts do not simulate this.`, 1);
      throw new IpError(`Command "${verb}" is unknown, try "ip address help".`, 255);
  }
}

/** `10.0.0.1/24`, `fd00::1/64`, or an address alone, which is its own subnet. */
function prefixOf(text: string): Pick<KernelAddress, 'family' | 'address' | 'prefix'> {
  const [address = '', prefix, ...more] = wholePrefix(text).split('/');
  const family = ipFamily(address);
  const longest = family === 6 ? 128 : 32;
  const length = prefix === undefined ? longest : /^\d+$/.test(prefix) ? Number(prefix) : -1;
  if (family === undefined || more.length > 0 || length < 0 || length > longest)
    throw badPrefix('any valid prefix', text);
  return { family, address, prefix: length };
}

interface Asked {
  readonly dev: string;
  readonly address: KernelAddress | undefined;
}

/** @param noted told of the address when all has been read */
function parse(
  context: Context,
  words: readonly string[],
  noted?: (address: ReturnType<typeof prefixOf>) => void,
): Asked {
  const said = new Words(words);
  let own: ReturnType<typeof prefixOf> | undefined;
  let dev: string | undefined;
  let broadcast: string | undefined;
  let label: string | undefined;
  let scope: string | undefined;
  let peer: ReturnType<typeof prefixOf> | undefined;
  const lifetimes: { valid?: number; preferred?: number } = {};
  const ofIpv6: string[] = [];
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'dev') dev = said.value();
    else if (word === 'broadcast' || word === 'brd') broadcast = broadcastSaid(said.value());
    else if (word === 'label') label = said.value();
    else if (word === 'scope') scope = scopeOf(said.value());
    else if (word === 'valid_lft') lifetimes.valid = seconds(word, said.value());
    else if (word === 'preferred_lft') lifetimes.preferred = seconds(word, said.value());
    else if (word === 'peer' || word === 'remote') peer = prefixOf(said.value());
    else if (['metric', 'anycast', 'proto'].includes(word))
      throw new IpError(`ip address: practice hosts do not simulate the ${word} of an address.`, 1);
    else if (word === 'noprefixroute' || word === 'autojoin')
      throw new IpError(`ip address: practice hosts do not simulate ${word}.`, 1);
    // Of IPv6 alone, and seen only where routers advertise prefixes or addresses are there twice.
    else if (['nodad', 'home', 'mngtmpaddr'].includes(word)) ofIpv6.push(word);
    else if (abbreviates(word, 'help')) throw new IpError(ADDRESS_HELP, 255);
    else if (own !== undefined)
      throw new IpError(`Error: either "local" is duplicate, or "${word}" is a garbage.`, 255);
    else own = prefixOf(word === 'local' ? said.value() : word);
  }
  if (dev === undefined) throw new IpError('Not enough information: "dev" argument is required.', 1);
  if (own !== undefined && !own.address.includes(':'))
    for (const word of ofIpv6) context.warn(`Warning: ${word} option can be set only for IPv6 addresses\n`);
  if (label !== undefined && !label.startsWith(dev)) {
    throw new IpError(`"dev" (${dev}) must match "label" (${label}).`, 1);
  }
  const { valid = Number.POSITIVE_INFINITY, preferred = Number.POSITIVE_INFINITY } = lifetimes;
  if (valid < preferred && preferred < Number.POSITIVE_INFINITY)
    throw new IpError('preferred_lft is greater than valid_lft', 1);
  if (own !== undefined) noted?.(own);
  needLink(context.view.kernel, dev);
  if (own === undefined) return { dev, address: undefined };
  const brd = broadcast === '+' ? broadcastFor(own) : broadcast === '-' ? undefined : broadcast;
  return {
    dev,
    address: {
      ...own,
      ...(peer !== undefined && { peer: peer.address, prefix: peer.prefix }),
      scope:
        scope ??
        (own.family === 4
          ? /^127\./.test(own.address)
            ? 'host'
            : 'global'
          : /^fe80/i.test(own.address)
            ? 'link'
            : 'global'),
      ...(brd !== undefined && { broadcast: brd }),
      ...(label !== undefined && label !== dev && { label }),
      ...(valid < Number.POSITIVE_INFINITY && {
        dynamic: true,
        until: {
          valid: context.show.now + valid * 1000,
          preferred: context.show.now + Math.min(preferred, valid) * 1000,
        },
      }),
    },
  };
}

function broadcastSaid(text: string): string {
  if (text !== '+' && text !== '-' && ipFamily(text) === undefined) throw badPrefix('inet address', text);
  return text;
}

const SCOPES: Readonly<Record<string, string>> = { '0': 'global', '200': 'site', '253': 'link', '254': 'host' };

function scopeOf(text: string): string {
  const scope = SCOPES[text] ?? text;
  if (!Object.values(SCOPES).includes(scope) && scope !== 'nowhere') throw invalid('invalid scope value.', text);
  return scope;
}

function seconds(word: string, text: string): number {
  if (text === 'forever') return Number.POSITIVE_INFINITY;
  if (!/^\d+$/.test(text) || Number(text) >= 2 ** 32) throw invalid(`${word} value`, text);
  if (Number(text) === 0 && word === 'valid_lft') throw new IpError('valid_lft is zero', 1);
  return Number(text) === 2 ** 32 - 1 ? Number.POSITIVE_INFINITY : Number(text);
}

function add(context: Context, words: readonly string[], again: boolean): void {
  const { dev, address } = parse(context, words);
  change(context, (kernel) => {
    if (address === undefined) throw new Refusal('EOPNOTSUPP');
    const known = linkOf(kernel, dev).addresses.some(
      (item) => item.address === address.address && item.prefix === address.prefix,
    );
    return again && known ? withLifetimes(kernel, dev, address) : addAddress(kernel, dev, address);
  });
}

/** What `change` may give to an address that is there: how long it stays. */
function withLifetimes(kernel: KernelState, dev: string, { address, prefix, until }: KernelAddress): KernelState {
  const { addresses } = linkOf(kernel, dev);
  return editLink(kernel, dev, {
    addresses: addresses.map((item) => {
      if (item.address !== address || item.prefix !== prefix) return item;
      const { until: _until, dynamic: _dynamic, ...stays } = item;
      return until === undefined ? stays : { ...stays, dynamic: true, until };
    }),
  });
}

function remove(context: Context, words: readonly string[]): void {
  const isBare = !words.some((word) => word.includes('/'));
  // It warns before it looks for the link.
  const { dev, address } = parse(context, words, ({ family, address: own }) => {
    if (isBare && family === 4)
      context.warn(
        `Warning: Executing wildcard deletion to stay compatible with old scripts.\n         Explicitly specify the prefix length (${own}/32) to avoid this warning.\n         This special behaviour is likely to disappear in further releases,\n         fix your scripts!\n`,
      );
  });
  const bare = address !== undefined && isBare;
  change(context, (kernel) => {
    if (address === undefined) throw new Refusal('EOPNOTSUPP');
    return deleteAddress(kernel, dev, bare ? address.address : `${address.address}/${address.prefix}`);
  });
}

interface Filter {
  readonly links: readonly KernelLink[];
  /** Whether links are shown only for their addresses. */
  readonly narrow: boolean;
  /** Of one family, links have no addresses of their own. */
  readonly family: 4 | 6 | undefined;
  /** Links of another name are not told of. */
  readonly label: string | undefined;
  of(link: KernelLink): readonly KernelAddress[];
}

/** `dev NAME`, `up`, `type`, `master`, `scope`, `to PREFIX`, `label`, `primary`, `secondary`. */
function filterOf(kernel: KernelState, words: readonly string[], family: 4 | 6 | undefined): Filter {
  const said = new Words(words);
  const linkWords: string[] = [];
  const tests: ((address: KernelAddress, link: KernelLink) => boolean)[] = [];
  let shown = family;
  let label: string | undefined;
  for (let word = said.next(); word !== undefined; word = said.next()) {
    if (word === 'scope') {
      const scope = said.value();
      tests.push((address) => address.scope === scope);
    } else if (word === 'to') {
      const to = said.value();
      const block = prefixOf(to);
      shown ??= block.family;
      tests.push(({ address }) => cidrContains(`${block.address}/${block.prefix}`, address));
    } else if (word === 'label') {
      label = said.value();
      const pattern = glob(label);
      tests.push((address, link) => pattern.test(address.label ?? link.name));
    } else if (word === 'primary' || word === 'secondary') {
      tests.push((address, link) => isSecondary(link, address) === (word === 'secondary'));
    } else if (['permanent', 'dynamic', 'temporary', 'deprecated', 'tentative'].includes(word)) {
      tests.push(({ dynamic }) => (word === 'permanent' ? dynamic !== true : word === 'dynamic' && dynamic === true));
    } else linkWords.push(word, ...(['dev', 'master', 'type', 'group'].includes(word) ? [said.value()] : []));
  }
  if (shown !== undefined) tests.push((address) => address.family === shown);
  return {
    family: shown,
    label,
    links: selectLinks(kernel, linkWords),
    narrow: tests.length > 0,
    of: (link) => link.addresses.filter((address) => tests.every((test) => test(address, link))),
  };
}

/** `ens33:*`, as a shell's pattern. */
const glob = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );

function show(context: Context, words: readonly string[]): void {
  const { kernel } = context.view;
  const { brief, json, pretty, oneline, family } = context.show;
  const filter = filterOf(kernel, words, family);
  const shown = filter.links
    .map((link) => ({ link, of: { kind: 'address', addresses: filter.of(link) } as const }))
    .filter(({ link, of }) => {
      if (of.addresses.length > 0) return true;
      // A link without any address is told of where no family is asked for.
      const bare = filter.family === undefined && link.addresses.length === 0;
      return !(oneline && !json && !brief) && (bare || !filter.narrow);
    });
  const how = { ...context.show, family: filter.family };
  if (json) {
    const list = shown.map(({ link, of }) => (brief ? briefJson(kernel, link, of) : linkJson(kernel, link, of, how)));
    context.print(jsonText(list, pretty));
    return;
  }
  for (const { link, of } of shown) {
    if (brief) context.print(briefText(kernel, link, of, context.show));
    else if (oneline) context.print(onelineAddresses(kernel, link, of.addresses, context.show));
    else if (filter.label !== undefined && !glob(filter.label).test(link.name))
      context.print(addressLines(kernel, link, of.addresses, how));
    else context.print(linkText(kernel, link, of, how));
  }
}

function flush(context: Context, words: readonly string[]): void {
  if (words.length === 0) throw new IpError('Flush requires arguments.', 1);
  const { kernel } = context.view;
  const filter = filterOf(kernel, words, context.show.family);
  change(context, (before) =>
    filter.links.reduce<KernelState>(
      (next, link) =>
        filter.of(link).reduce<KernelState>((inner, { address, prefix }) => {
          const there = linkOf(inner, link.name).addresses.some(
            (item) => item.address === address && item.prefix === prefix,
          );
          return there ? deleteAddress(inner, link.name, `${address}/${prefix}`) : inner;
        }, next),
      before,
    ),
  );
}
