/** The options of iptables' extensions: in the order in which iptables-save writes them, with what each takes (libxt_*.c). */
import { parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { wrongUse } from './errors.ts';
import { icmpType } from './icmp-types.ts';
import * as values from './values.ts';

export interface OptionKind {
  readonly name: string;
  /** As iptables-save writes it, where that is another word. */
  readonly written?: string;
  /** Other words for it. */
  readonly also?: readonly string[];
  /** How many words stand behind it; 1 if nothing is said. */
  readonly words?: 0 | 1 | 2;
  /** A `!` may stand before it. */
  readonly inverts?: true;
  /** Only one of those with the same word may be said. */
  readonly one?: string;
  /** In words of its own, when it is said twice. */
  readonly twice?: string;
  /** Undefined: what it says need not be written. @param said the option as it was typed */
  read?(text: string, said: string): string | undefined;
}

export interface MatchKind {
  readonly options: readonly OptionKind[];
  /** What is said where no option of it stands. */
  readonly missing?: string;
}

const ports = (twice: boolean): readonly OptionKind[] => {
  const only = (name: string) => (twice ? { twice: `Only one \`--${name}' allowed` } : {});
  return [
    { name: '--sport', also: ['--source-port'], inverts: true, read: values.portRange, ...only('source-port') },
    {
      name: '--dport',
      also: ['--destination-port'],
      inverts: true,
      read: values.portRange,
      ...only('destination-port'),
    },
  ];
};

const address = (text: string): string => {
  const [own = '', mask] = text.split('/');
  const prefix = values.prefixOf(mask);
  if (parseIpv4(own) === undefined || prefix === undefined) throw wrongUse(`host/network \`${text}' not found`);
  return prefix === 32 ? own : `${own}/${prefix}`;
};

const SYN = 'FIN,SYN,RST,ACK SYN';
const ONE_OF_FLAGS = "Only one of `--syn' or `--tcp-flags'  allowed";

export const MATCHES: Readonly<Record<string, MatchKind>> = {
  conntrack: {
    options: [
      { name: '--ctstate', inverts: true, read: values.states('ctstate') },
      { name: '--ctproto', inverts: true, read: values.protocolNumber },
      { name: '--ctorigsrc', inverts: true, read: address },
      { name: '--ctorigdst', inverts: true, read: address },
      { name: '--ctdir', read: values.direction },
    ],
    missing: 'conntrack: At least one option is required',
  },
  state: {
    options: [{ name: '--state', inverts: true, read: values.states('state') }],
    missing: 'state: option "--state" must be specified\n',
  },
  comment: {
    options: [{ name: '--comment', read: values.atMost(255) }],
    missing: 'comment: option "--comment" must be specified\n',
  },
  icmp: { options: [{ name: '--icmp-type', inverts: true, read: icmpType }] },
  tcp: {
    options: [
      ...ports(true),
      {
        name: '--tcp-flags',
        words: 2,
        inverts: true,
        read: values.tcpFlags,
        one: 'flags',
        twice: ONE_OF_FLAGS,
      },
      {
        name: '--syn',
        written: '--tcp-flags',
        words: 0,
        inverts: true,
        read: () => SYN,
        one: 'flags',
        twice: ONE_OF_FLAGS,
      },
    ],
  },
  udp: { options: ports(true) },
  multiport: {
    options: [
      { name: '--sports', also: ['--source-ports'], inverts: true, read: values.portList, one: 'ports' },
      { name: '--dports', also: ['--destination-ports'], inverts: true, read: values.portList, one: 'ports' },
      { name: '--ports', inverts: true, read: values.portList, one: 'ports' },
    ],
    missing: 'multiport expection an option',
  },
  addrtype: {
    options: [
      { name: '--src-type', inverts: true, read: values.addressTypes },
      { name: '--dst-type', inverts: true, read: values.addressTypes },
    ],
    missing: 'addrtype: you must specify --src-type or --dst-type',
  },
  limit: {
    options: [
      { name: '--limit', read: values.rate },
      { name: '--limit-burst', read: values.burst },
    ],
  },
  mac: {
    options: [{ name: '--mac-source', inverts: true, read: values.macAddress }],
    missing: 'mac: option "--mac-source" must be specified\n',
  },
  iprange: {
    options: [
      { name: '--src-range', inverts: true, read: values.addressRange('src-range') },
      { name: '--dst-range', inverts: true, read: values.addressRange('dst-range') },
    ],
    missing: "iprange match: You must specify `--src-range' or `--dst-range'",
  },
  length: {
    options: [{ name: '--length', inverts: true, read: values.numberRange('length', 'length', 65_535) }],
    missing: 'length: option "--length" must be specified\n',
  },
  ttl: {
    options: [
      { name: '--ttl-eq', inverts: true, one: 'ttl', read: values.numberOf('ttl', 'ttl-eq', 255) },
      { name: '--ttl-lt', one: 'ttl', read: values.numberOf('ttl', 'ttl-lt', 255) },
      { name: '--ttl-gt', one: 'ttl', read: values.numberOf('ttl', 'ttl-gt', 255) },
    ],
    missing: "TTL match: You must specify one of `--ttl-eq', `--ttl-lt', `--ttl-gt",
  },
  pkttype: {
    options: [{ name: '--pkt-type', inverts: true, read: values.packetType }],
    missing: 'pkttype: option "--pkt-type" must be specified\n',
  },
  owner: {
    options: [
      { name: '--uid-owner', inverts: true, read: values.userRange },
      { name: '--gid-owner', inverts: true, read: values.userRange },
    ],
    missing: 'owner: At least one of --uid-owner, --gid-owner or --socket-exists is required',
  },
  time: {
    options: [
      { name: '--timestart', read: values.dayTime },
      { name: '--timestop', read: values.dayTime },
      { name: '--weekdays', inverts: true, read: values.weekdays },
      { name: '--datestart', read: values.timeOfDate },
      { name: '--datestop', read: values.timeOfDate },
    ],
  },
  statistic: {
    options: [
      { name: '--mode', read: values.statisticMode },
      { name: '--probability', inverts: true, read: values.probability },
      { name: '--every', inverts: true, read: values.numberOf('statistic', 'every', 2 ** 32 - 1, 1) },
      { name: '--packet', read: values.numberOf('statistic', 'packet', 2 ** 32 - 1) },
    ],
    missing: 'statistic: option "--mode" must be specified\n',
  },
  connlimit: {
    options: [
      { name: '--connlimit-upto', one: 'count', read: values.numberOf('connlimit', 'connlimit-upto', 2 ** 32 - 1) },
      { name: '--connlimit-above', one: 'count', read: values.numberOf('connlimit', 'connlimit-above', 2 ** 32 - 1) },
      { name: '--connlimit-mask', read: values.numberOf('connlimit', 'connlimit-mask', 32) },
      { name: '--connlimit-saddr', words: 0, one: 'end' },
      { name: '--connlimit-daddr', words: 0, one: 'end' },
    ],
    missing: "You must specify either `--connlimit-above' or `--connlimit-upto'",
  },
  mark: {
    options: [{ name: '--mark', inverts: true, read: values.markMatch }],
    missing: 'mark: option "--mark" must be specified\n',
  },
};

const RANDOM: OptionKind = { name: '--random', words: 0 };
const FULLY: OptionKind = { name: '--random-fully', words: 0 };
const PERSISTENT: OptionKind = { name: '--persistent', words: 0 };
const marks = (['set-xmark', 'set-mark', 'or-mark', 'and-mark', 'xor-mark'] as const).map(
  (option): OptionKind => ({
    name: `--${option}`,
    written: '--set-xmark',
    one: 'mark',
    read: values.markSet(option),
  }),
);

export const TARGETS: Readonly<Record<string, MatchKind>> = {
  ACCEPT: { options: [] },
  DROP: { options: [] },
  RETURN: { options: [] },
  REJECT: { options: [{ name: '--reject-with', read: values.rejection }] },
  MASQUERADE: { options: [{ name: '--to-ports', read: values.translatedPorts }, RANDOM, FULLY] },
  SNAT: {
    options: [{ name: '--to-source', read: values.translation }, RANDOM, FULLY, PERSISTENT],
    missing: 'SNAT: option "--to-source" must be specified\n',
  },
  DNAT: {
    options: [{ name: '--to-destination', read: values.translation }, RANDOM, PERSISTENT],
    missing: 'DNAT: option "--to-destination" must be specified\n',
  },
  REDIRECT: { options: [{ name: '--to-ports', read: values.translatedPorts }, RANDOM] },
  LOG: {
    options: [
      { name: '--log-prefix', read: values.atMost(29, 1) },
      { name: '--log-level', read: values.logLevel },
      { name: '--log-tcp-sequence', words: 0 },
      { name: '--log-tcp-options', words: 0 },
      { name: '--log-ip-options', words: 0 },
      { name: '--log-uid', words: 0 },
      { name: '--log-macdecode', words: 0 },
    ],
  },
  MARK: {
    options: marks,
    missing: 'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required',
  },
  NFLOG: { options: [{ name: '--nflog-prefix', read: values.atMost(63, 1) }, { name: '--nflog-group' }] },
  NOTRACK: { options: [] },
  TRACE: { options: [] },
  CT: { options: [{ name: '--notrack', words: 0 }, { name: '--zone' }] },
  TTL: { options: [{ name: '--ttl-set' }, { name: '--ttl-dec' }, { name: '--ttl-inc' }] },
  TOS: { options: [{ name: '--set-tos' }] },
  DSCP: { options: [{ name: '--set-dscp' }, { name: '--set-dscp-class' }] },
  TCPMSS: { options: [{ name: '--set-mss' }, { name: '--clamp-mss-to-pmtu', words: 0 }] },
};

/** Modules and options that iptables 1.8.9 has beside those above: a real host takes them. */
export const UNSIMULATED = {
  matches: [
    ...['ah', 'bpf', 'cgroup', 'cluster', 'connbytes', 'connlabel', 'connmark', 'cpu', 'dccp', 'devgroup'],
    ...['dscp', 'ecn', 'esp', 'hashlimit', 'helper', 'ipcomp', 'ipvs', 'nfacct', 'osf', 'physdev'],
    ...['policy', 'quota', 'rateest', 'realm', 'recent', 'rpfilter', 'sctp', 'set', 'socket'],
    ...['string', 'tcpmss', 'tos', 'u32', 'unclean'],
  ],
  targets: [
    ...[
      'AUDIT',
      'CHECKSUM',
      'CLASSIFY',
      'CLUSTERIP',
      'CONNMARK',
      'CONNSECMARK',
      'ECN',
      'HMARK',
      'IDLETIMER',
      'LED',
      'NETMAP',
    ],
    ...['NFQUEUE', 'QUEUE', 'RATEEST', 'SECMARK', 'SET', 'SYNPROXY', 'TCPOPTSTRIP', 'TEE', 'TPROXY', 'ULOG'],
  ],
  options: [
    ...['--ctreplsrc', '--ctrepldst', '--ctorigsrcport', '--ctorigdstport', '--ctreplsrcport', '--ctrepldstport'],
    ...['--ctstatus', '--ctexpire', '--tcp-option', '--limit-iface-in', '--limit-iface-out', '--set-counters'],
    ...[
      '--mss',
      '--match-set',
      '--save',
      '--restore',
      '--socket-exists',
      '--suppl-groups',
      '--monthdays',
      '--kerneltz',
    ],
    '--contiguous',
  ],
};

const ofOption = (kind: MatchKind | undefined, said: string): OptionKind | undefined =>
  kind?.options.find(({ name, also = [] }) => name === said || also.includes(said));

export const matchOption = (module: string, said: string): OptionKind | undefined =>
  ofOption(kindOf(MATCHES, module), said);
export const targetOption = (target: string, said: string): OptionKind | undefined =>
  ofOption(kindOf(TARGETS, target), said);
export const kindOf = (kinds: Readonly<Record<string, MatchKind>>, name: string): MatchKind | undefined =>
  Object.hasOwn(kinds, name) ? kinds[name] : undefined;

/** All words by which its options may be said. */
export const wordsFor = (kind: MatchKind | undefined): readonly string[] =>
  kind?.options.flatMap(({ name, also = [] }) => [name, ...also]) ?? [];
