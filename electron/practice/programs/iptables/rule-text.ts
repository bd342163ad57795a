/** The arguments of a rule, read as iptables reads them and written as iptables-save writes them. */
import { formatCidr, maskOf, parseCidr, parseIpv4, subnetOf } from '../../../../shared/net/ipv4.ts';

/** iptables ends here. `signed`: it says its version first. */
export class TablesError extends Error {
  readonly status: number;
  readonly signed: boolean;
  constructor(message: string, status: number, signed = true) {
    super(message);
    this.status = status;
    this.signed = signed;
  }
}

export const wrongUse = (message: string): TablesError =>
  new TablesError(`${message}\nTry \`iptables -h' or 'iptables --help' for more information.`, 2);
const noSuchThing = (kind: 'target' | 'match', name: string): TablesError =>
  wrongUse(`Couldn't load ${kind} \`${name}':No such file or directory\n`);

/** Value of an option, and whether a `!` stands before it. */
export interface Part {
  readonly value: string;
  readonly negated: boolean;
}

export interface MatchPart {
  readonly module: string;
  /** `--ctstate`, and what it says; without a value for a bare option. */
  readonly options: readonly { readonly name: string; readonly part: Part }[];
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
  readonly targetOptions: readonly { readonly name: string; readonly value: string | undefined }[];
}

/** Options of the match modules that are known, by module. */
const MATCHES: Readonly<Record<string, readonly string[]>> = {
  conntrack: ['--ctstate', '--ctproto', '--ctdir', '--ctorigsrc', '--ctorigdst'],
  state: ['--state'],
  comment: ['--comment'],
  icmp: ['--icmp-type'],
  tcp: ['--dport', '--sport', '--destination-port', '--source-port', '--tcp-flags'],
  udp: ['--dport', '--sport', '--destination-port', '--source-port'],
  multiport: ['--dports', '--sports', '--ports'],
  addrtype: ['--dst-type', '--src-type'],
  limit: ['--limit', '--limit-burst'],
  mac: ['--mac-source'],
  iprange: ['--src-range', '--dst-range'],
  physdev: ['--physdev-in', '--physdev-out'],
  mark: ['--mark'],
};

const TARGETS: Readonly<Record<string, readonly string[]>> = {
  ACCEPT: [],
  DROP: [],
  RETURN: [],
  QUEUE: [],
  REJECT: ['--reject-with'],
  MASQUERADE: ['--to-ports', '--random'],
  SNAT: ['--to-source'],
  DNAT: ['--to-destination'],
  REDIRECT: ['--to-ports'],
  LOG: ['--log-prefix', '--log-level'],
  MARK: ['--set-mark'],
};

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
  for (let at = 0; at < words.length; at += 1) {
    const said = words[at] ?? '';
    if (said === '!') {
      negated = true;
      continue;
    }
    const word = ALIASES[said] ?? said;
    const value = (): string => {
      at += 1;
      let next = words[at];
      if (next === '!') {
        negated = true;
        at += 1;
        next = words[at];
      }
      if (next === undefined) throw wrongUse(`option "${said}" requires an argument`);
      return next;
    };
    const part = (read: (text: string) => string): Part => {
      const text = read(value());
      return { value: text, negated };
    };
    if (word === '-s') rule.source = part(block);
    else if (word === '-d') rule.destination = part(block);
    else if (word === '-i') rule.in = part(interfaceName);
    else if (word === '-o') rule.out = part(interfaceName);
    else if (word === '-p') rule.protocol = part(protocolName);
    else if (word === '-m') {
      const module = value();
      if (!Object.hasOwn(MATCHES, module)) throw noSuchThing('match', module);
      rule.matches = [...rule.matches, { module, options: [] }];
    } else if (word === '-j' || word === '-g') {
      const target = value();
      if (!Object.hasOwn(TARGETS, target) && !isChain(target)) throw noSuchThing('target', target);
      rule.target = target;
      rule.goto = word === '-g';
    } else if (TARGETS[rule.target]?.includes(word)) {
      rule.targetOptions = [...rule.targetOptions, { name: word, value: word === '--random' ? undefined : value() }];
    } else {
      const module = moduleFor(rule, word);
      if (module === undefined)
        throw word.startsWith('-') ? wrongUse(`unknown option "${said}"`) : wrongUse(`Bad argument \`${said}'`);
      const option = { name: word, part: part((text) => optionValue(module, word, text)) };
      rule.matches = withOption(rule.matches, module, option);
    }
    negated = false;
  }
  if (rule.target === 'REJECT' && rule.targetOptions.length === 0) {
    rule.targetOptions = [{ name: '--reject-with', value: 'icmp-port-unreachable' }];
  }
  return rule;
}

/** The last module named that has the option; a protocol's own needs no name. */
function moduleFor({ matches, protocol }: RuleParts, option: string): string | undefined {
  const named = matches.findLast(({ module }) => MATCHES[module]?.includes(option))?.module;
  if (named !== undefined) return named;
  const own = protocol?.value ?? '';
  return MATCHES[own]?.includes(option) ? own : undefined;
}

function withOption(
  matches: RuleParts['matches'],
  module: string,
  option: MatchPart['options'][number],
): RuleParts['matches'] {
  const at = matches.findLastIndex((match) => match.module === module);
  const known = matches[at];
  if (known === undefined) return [...matches, { module, options: [option] }];
  return matches.with(at, { module, options: [...known.options, option] });
}

function interfaceName(text: string): string {
  if (text.length > 15) throw wrongUse(`interface name \`${text}' must be shorter than IFNAMSIZ (15)`);
  return text;
}

/** With its prefix, host bits taken away: `10.0.0.7` is 10.0.0.7/32. */
function block(text: string): string {
  const [address = '', mask] = text.split('/');
  const prefix = prefixOf(mask);
  const number = parseIpv4(address);
  if (prefix === undefined) throw wrongUse(`invalid mask \`${mask}' specified`);
  if (number === undefined) throw wrongUse(`host/network \`${address}' not found`);
  return formatCidr(subnetOf({ address: number, prefix }));
}

function prefixOf(mask: string | undefined): number | undefined {
  if (mask === undefined) return 32;
  const dotted = parseIpv4(mask);
  if (dotted !== undefined)
    return Array.from({ length: 33 }, (_, prefix) => prefix).find((prefix) => maskOf(prefix) === dotted);
  return /^\d+$/.test(mask) && parseCidr(`0.0.0.0/${Number(mask)}`) ? Number(mask) : undefined;
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  '0': 'all',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '47': 'gre',
  '50': 'esp',
};
const KNOWN_PROTOCOLS = [
  'all',
  'icmp',
  'tcp',
  'udp',
  'gre',
  'esp',
  'ah',
  'sctp',
  'igmp',
  'ospf',
  'vrrp',
  'udplite',
  'ipv6',
];

function protocolName(text: string): string {
  const name = PROTOCOLS[text] ?? text.toLowerCase();
  if (!KNOWN_PROTOCOLS.includes(name) && !/^\d+$/.test(name)) throw wrongUse(`unknown protocol "${text}" specified`);
  return name;
}

const STATES = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED', 'SNAT', 'DNAT'];
const ICMP_TYPES: Readonly<Record<string, string>> = {
  'echo-reply': '0',
  'destination-unreachable': '3',
  'echo-request': '8',
  ping: '8',
  pong: '0',
  'time-exceeded': '11',
};
const SERVICES: Readonly<Record<string, string>> = { ssh: '22', http: '80', https: '443', domain: '53' };

function optionValue(module: string, option: string, text: string): string {
  if (option === '--ctstate' || option === '--state') {
    const states = text.toUpperCase().split(',');
    const bad = states.find((state) => !STATES.includes(state));
    if (bad !== undefined) throw wrongUse(`Bad ctstate "${bad}"`);
    return STATES.filter((state) => states.includes(state)).join(',');
  }
  if (module === 'icmp') return ICMP_TYPES[text] ?? text;
  if (option === '--dport' || option === '--sport') return SERVICES[text] ?? text;
  return text;
}

/** As in `-A CHAIN …` of iptables-save. */
export function ruleText(rule: RuleParts): string {
  const { protocol } = rule;
  const words = [
    ...field('-s', rule.source?.value === '0.0.0.0/0' ? undefined : rule.source),
    ...field('-d', rule.destination?.value === '0.0.0.0/0' ? undefined : rule.destination),
    ...field('-i', rule.in),
    ...field('-o', rule.out),
    ...field('-p', protocol?.value === 'all' ? undefined : protocol),
    ...rule.matches.flatMap(({ module, options }) => [
      '-m',
      module,
      ...options.flatMap(({ name, part }) => [...(part.negated ? ['!'] : []), name, quoted(part.value)]),
    ]),
    ...(rule.target === '' ? [] : [rule.goto ? '-g' : '-j', rule.target]),
    ...rule.targetOptions.flatMap(({ name, value }) =>
      value === undefined ? [name] : [name, name === '--log-prefix' ? quoted(value) : value],
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
