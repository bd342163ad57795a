/** The arguments of a rule, read as iptables reads them and written as iptables-save writes them. */

import { formatCidr, parseIpv4, subnetOf } from '../../../../shared/net/ipv4.ts';
import { badArgument, unsimulated, wrongUse } from './errors.ts';
import {
  kindOf,
  MATCHES,
  matchOption,
  type OptionKind,
  TARGETS,
  targetOption,
  UNSIMULATED,
  wordsFor,
} from './options.ts';
import { prefixOf, protocolName } from './values.ts';
import { whole } from './words.ts';

const noSuchThing = (kind: 'target' | 'match', name: string): Error =>
  wrongUse(`Couldn't load ${kind} \`${name}':No such file or directory\n`);

/** Value of an option, and whether a `!` stands before it. */
export interface Part {
  readonly value: string;
  readonly negated: boolean;
}

/** `--ctstate`, and what it says; '' for a bare option. */
export interface WrittenOption {
  readonly name: string;
  readonly part: Part;
}

interface MatchPart {
  readonly module: string;
  readonly options: readonly WrittenOption[];
}

export interface RuleParts {
  readonly source: Part | undefined;
  readonly destination: Part | undefined;
  readonly in: Part | undefined;
  readonly out: Part | undefined;
  readonly protocol: Part | undefined;
  readonly matches: readonly MatchPart[];
  readonly target: string;
  /** `-g` instead of `-j`. */
  readonly goto: boolean;
  readonly targetOptions: readonly WrittenOption[];
}

export const isTarget = (name: string): boolean => Object.hasOwn(TARGETS, name);

const ALIASES: Readonly<Record<string, string>> = {
  '--source': '-s',
  '--src': '-s',
  '--destination': '-d',
  '--dst': '-d',
  '--in-interface': '-i',
  '--out-interface': '-o',
  '--protocol': '-p',
  '--proto': '-p',
  '--match': '-m',
  '--jump': '-j',
  '--goto': '-g',
  '--destination-port': '--dport',
  '--source-port': '--sport',
};

/** Options that may come here; all others end the command. @param isChain whether a target is a chain of this table */
export function readRule(words: readonly string[], isChain: (name: string) => boolean): RuleParts {
  const rule: { -readonly [K in keyof RuleParts]: RuleParts[K] } = {
    source: undefined,
    destination: undefined,
    in: undefined,
    out: undefined,
    protocol: undefined,
    matches: [],
    target: '',
    goto: false,
    targetOptions: [],
  };
  let negated = false;
  const once = new Set<string>();
  for (let at = 0; at < words.length; at += 1) {
    const said = whole(words[at] ?? '', optionsKnown(rule));
    if (said === '!') {
      if (negated) throw wrongUse('multiple consecutive ! not allowed');
      negated = true;
      continue;
    }
    const word = ALIASES[said] ?? said;
    if (['-s', '-d', '-i', '-o', '-p', '-j'].includes(word)) {
      if (once.has(word)) throw wrongUse(`multiple ${word} flags not allowed`);
      once.add(word);
    }
    const value = (): string => {
      at += 1;
      const next = words[at];
      if (next === undefined) throw wrongUse(`option "${said}" requires an argument`);
      return next;
    };
    /** The words behind an option of an extension, as they are written back. */
    const option = (owner: string, kind: OptionKind): WrittenOption | undefined => {
      if (negated && kind.inverts === undefined) throw wrongUse(`${owner}: option "${said}" cannot be inverted.\n`);
      const key = `${owner} ${kind.one ?? kind.name}`;
      if (once.has(key)) throw usedTwice(owner, kind, said, once);
      once.add(key);
      once.add(`${owner} said ${kind.name}`);
      const behind = Array.from({ length: kind.words ?? 1 }, () => {
        if (kind.words === 2 && (words[at + 1] === undefined || words[at + 1]?.startsWith('-')))
          throw wrongUse(`${kind.name} requires two args.`);
        return value();
      }).join(' ');
      const text = kind.read === undefined ? behind : kind.read(behind, said);
      if (text === undefined && !negated) return undefined;
      return { name: kind.written ?? kind.name, part: { value: text ?? behind, negated } };
    };
    const part = (read: (text: string) => string): Part => {
      const text = value();
      if (text === '!') throw badArgument(words[at + 1] ?? '');
      return { value: read(text), negated };
    };
    if (word === '-s') rule.source = part((text) => text);
    else if (word === '-d') rule.destination = part((text) => text);
    else if (word === '-i') rule.in = part(interfaceName);
    else if (word === '-o') rule.out = part(interfaceName);
    else if (word === '-p') rule.protocol = protocolPart(part(protocolName));
    else if (word === '-f') throw unsimulated('fragments (-f)');
    else if (word === '-c' || UNSIMULATED.options.includes(word)) throw unsimulated(`the option ${said}`);
    else if (word === '-m') {
      const module = value();
      if (UNSIMULATED.matches.includes(module)) throw unsimulated(`the match ${module}`);
      if (kindOf(MATCHES, module) === undefined) throw noSuchThing('match', module);
      rule.matches = [...rule.matches, { module, options: [] }];
    } else if (word === '-j' || word === '-g') {
      const target = value();
      if (word === '-g' && !isChain(target)) throw wrongUse(`Chain '${target}' does not exist`);
      if (UNSIMULATED.targets.includes(target) && !isChain(target)) throw unsimulated(`the target ${target}`);
      if (kindOf(TARGETS, target) === undefined && !isChain(target)) throw noSuchThing('target', target);
      rule.target = target;
      rule.goto = word === '-g';
    } else {
      const ofTarget = targetOption(rule.target, word);
      const module = ofTarget === undefined ? moduleFor(rule, word) : undefined;
      if (ofTarget !== undefined) {
        const made = option(rule.target, ofTarget);
        if (made !== undefined) rule.targetOptions = [...rule.targetOptions, made];
      } else if (module !== undefined) {
        const kind = matchOption(module, word);
        const made = kind && option(module, kind);
        rule.matches = withOption(rule.matches, module, made);
      } else throw word.startsWith('-') ? wrongUse(`unknown option "${said}"`) : badArgument(said);
    }
    negated = false;
  }
  checkNeeded(rule, once);
  // Names are looked up when all has been read.
  rule.source = rule.source && { ...rule.source, value: block(rule.source.value) };
  rule.destination = rule.destination && { ...rule.destination, value: block(rule.destination.value) };
  rule.matches = rule.matches.map(withUsual);
  if (rule.target === 'REJECT' && rule.targetOptions.length === 0) {
    rule.targetOptions = [{ name: '--reject-with', part: { value: 'icmp-port-unreachable', negated: false } }];
  }
  return rule;
}

/** What is written though nobody has said it: three an hour, no end but that of time, one address alone. */
const USUAL: Readonly<Record<string, readonly (readonly [name: string, value: string, unless?: string])[]>> = {
  limit: [['--limit', '3/hour']],
  time: [['--datestop', '2038-01-19T03:14:07']],
  connlimit: [
    ['--connlimit-mask', '32'],
    ['--connlimit-saddr', '', '--connlimit-daddr'],
  ],
};

function withUsual(match: MatchPart): MatchPart {
  const said = match.options.map(({ name }) => name);
  const more = (USUAL[match.module] ?? [])
    .filter(([name, , unless]) => !said.includes(name) && (unless === undefined || !said.includes(unless)))
    .map(([name, value]): WrittenOption => ({ name, part: { value, negated: false } }));
  if (more.length === 0) return match;
  return { ...match, options: ordered(MATCHES[match.module]?.options ?? [], [...match.options, ...more]) };
}

/** Long options that may be said now, whole. */
const optionsKnown = ({ matches, protocol, target }: RuleParts): readonly string[] => [
  ...Object.keys(ALIASES),
  ...wordsFor(kindOf(TARGETS, target)),
  ...[...matches.map(({ module }) => module), protocol?.value ?? ''].flatMap((module) =>
    wordsFor(kindOf(MATCHES, module)),
  ),
];

function usedTwice(owner: string, kind: OptionKind, said: string, once: ReadonlySet<string>): Error {
  if (kind.twice !== undefined) return wrongUse(kind.twice);
  if (once.has(`${owner} said ${kind.name}`)) return wrongUse(`${owner}: option "${said}" can only be used once.\n`);
  const long = (name: string): string =>
    name.replace('--s', '--source-').replace('--d', '--destination-').replace('-p', '-p');
  const other = MATCHES[owner]?.options.find(({ name, one }) => one === kind.one && once.has(`${owner} said ${name}`));
  const [own, before] =
    owner === 'multiport' ? [long(kind.name), long(other?.name ?? '')] : [kind.name, other?.name ?? ''];
  return wrongUse(`${owner}: option "${own}" cannot be used together with "${before}".\n`);
}

const protocolPart = (part: Part): Part => {
  if (part.negated && part.value === 'all') throw wrongUse('rule would never match protocol');
  return part;
};

/** Protocols that have ports. */
const WITH_PORTS = ['tcp', 'udp', 'udplite', 'sctp', 'dccp'];

function checkNeeded({ matches, target, protocol }: RuleParts, once: ReadonlySet<string>): void {
  const hasAny = (owner: string): boolean => [...once].some((key) => key.startsWith(`${owner} said `));
  const hasPorts = WITH_PORTS.includes(protocol?.value ?? '') && protocol?.negated !== true;
  for (const { module } of matches) {
    const missing = MATCHES[module]?.missing;
    if (missing !== undefined && !hasAny(module)) throw wrongUse(missing);
    if (module === 'multiport' && !hasPorts)
      throw wrongUse("multiport needs `-p tcp', `-p udp', `-p udplite', `-p sctp' or `-p dccp'");
  }
  const missing = kindOf(TARGETS, target)?.missing;
  if (missing !== undefined && !hasAny(target)) throw wrongUse(missing);
}

/** The last module named that has the option; a protocol's own needs no name. */
function moduleFor({ matches, protocol }: RuleParts, option: string): string | undefined {
  const named = matches.findLast(({ module }) => matchOption(module, option) !== undefined)?.module;
  if (named !== undefined) return named;
  const own = protocol?.value ?? '';
  return matchOption(own, option) === undefined ? undefined : own;
}

/** Options stand in the order of their module, whatever the order in which they were said. */
function withOption(
  matches: RuleParts['matches'],
  module: string,
  option: WrittenOption | undefined,
): RuleParts['matches'] {
  const made = option === undefined ? [] : [option];
  const at = matches.findLastIndex((match) => match.module === module);
  const known = matches[at];
  if (known === undefined) return [...matches, { module, options: made }];
  return matches.with(at, { module, options: ordered(MATCHES[module]?.options ?? [], [...known.options, ...made]) });
}

const ordered = (kinds: readonly OptionKind[], options: readonly WrittenOption[]): readonly WrittenOption[] => {
  const place = ({ name }: WrittenOption): number => kinds.findIndex((kind) => (kind.written ?? kind.name) === name);
  return options.toSorted((a, b) => place(a) - place(b));
};

function interfaceName(text: string): string {
  if (text === '') throw wrongUse('Empty interface is likely to be undesired');
  if (/[\s/]/.test(text)) throw unsimulated('names of interfaces that no link can have');
  if (text.length > 15) throw wrongUse(`interface name \`${text}' must be shorter than IFNAMSIZ (15)`);
  return text;
}

/** With its prefix, host bits taken away: `10.0.0.7` is 10.0.0.7/32. */
function block(text: string): string {
  const [address = '', mask] = text.split('/');
  const prefix = prefixOf(mask);
  const number = parseIpv4(NETWORKS[address] ?? address) ?? parseIpv4(asAton(address));
  if (prefix === undefined) throw wrongUse(`invalid mask \`${mask}' specified`);
  if (number === undefined) throw wrongUse(`host/network \`${address}' not found`);
  return formatCidr(subnetOf({ address: number, prefix }));
}

/** Those that /etc/networks names. */
const NETWORKS: Readonly<Record<string, string>> = {
  default: '0.0.0.0',
  loopback: '127.0.0.0',
  'link-local': '169.254.0.0',
};

/** Short forms as inet_aton reads them: the last number fills what is missing. */
function asAton(text: string): string {
  const parts = text.split('.');
  if (parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return text;
  const last = Number(parts.at(-1));
  const missing = 5 - parts.length;
  const bytes = Array.from({ length: missing }, (_, at) => Math.floor(last / 256 ** (missing - 1 - at)) % 256);
  return [...parts.slice(0, -1), ...bytes].join('.');
}

/** As in `-A CHAIN …` of iptables-save. */
export function ruleText(rule: RuleParts): string {
  const { protocol } = rule;
  const words = [
    ...field('-s', rule.source?.value === '0.0.0.0/0' ? undefined : rule.source),
    ...field('-d', rule.destination?.value === '0.0.0.0/0' ? undefined : rule.destination),
    ...field('-i', rule.in?.value === '+' && !rule.in.negated ? undefined : rule.in),
    ...field('-o', rule.out?.value === '+' && !rule.out.negated ? undefined : rule.out),
    ...field('-p', protocol?.value === 'all' ? undefined : protocol),
    ...rule.matches.flatMap(({ module, options }) => [
      '-m',
      module,
      ...options.flatMap(({ name, part }) => [
        ...(part.negated ? ['!'] : []),
        name,
        // Only words are written by the function that quotes.
        ...(name === '--comment' ? [quoted(part.value)] : part.value === '' ? [] : [part.value]),
      ]),
    ]),
    ...(rule.target === '' ? [] : [rule.goto ? '-g' : '-j', rule.target]),
    ...ordered(kindOf(TARGETS, rule.target)?.options ?? [], rule.targetOptions).flatMap(({ name, part: { value } }) =>
      value === '' ? [name] : [name, name.endsWith('-prefix') ? quoted(value) : value],
    ),
  ];
  return words.join(' ');
}

const field = (flag: string, part: Part | undefined): readonly string[] =>
  part === undefined ? [] : [...(part.negated ? ['!'] : []), flag, part.value];

/** Only what is harmless stands without quotes (xtables_save_string). */
const quoted = (text: string): string =>
  /^[\w,./:-]+$/.test(text) && /^[\w.,/-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, '\\$&')}"`;

/** The words of a rule's text, for reading it again. */
export const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, inner, plain]) => inner?.replace(/\\(.)/g, '$1') ?? plain ?? '',
  );
