/** What stands behind options, read as iptables reads it and given back as iptables-save writes it. */
import { formatIpv4, type Ipv4, parseIpv4 } from '../../../../shared/net/ipv4.ts';
import { servicePort } from '../../os/network/services.ts';
import { unsimulated, wrongUse } from './errors.ts';

const PROTOCOLS: Readonly<Record<string, string>> = {
  ...{ '0': 'all', '1': 'icmp', '2': 'igmp', '6': 'tcp', '17': 'udp', '47': 'gre', '50': 'esp', '51': 'ah' },
  ...{ '41': 'ipv6', '58': 'ipv6-icmp', '89': 'ospf', '112': 'vrrp', '132': 'sctp', '136': 'udplite' },
};
const NUMBERS: ReadonlyMap<string, string> = new Map(Object.entries(PROTOCOLS).map(([number, name]) => [name, number]));

/** By its name, if it has one. */
export function protocolName(text: string): string {
  const name = PROTOCOLS[text] ?? text.toLowerCase();
  if (!NUMBERS.has(name) && !(/^\d+$/.test(name) && Number(name) < 256))
    throw wrongUse(`unknown protocol "${text}" specified`);
  return name;
}

export const protocolNumber = (text: string): string => NUMBERS.get(protocolName(text)) ?? text;

function portOf(text: string): string {
  const number = servicePort(text) ?? text;
  if (!/^\d+$/.test(number) || Number(number) > 65_535) throw wrongUse(`invalid port/service \`${text}' specified`);
  return number;
}

/** `80`, `1024:`, `:80`; undefined: all there are, which is not written. */
export function portRange(text: string): string | undefined {
  const [from = '', to] = text.split(':');
  if (to === undefined) return portOf(text);
  const [least, most] = [from === '' ? '0' : portOf(from), to === '' ? '65535' : portOf(to)];
  if (Number(least) > Number(most)) throw wrongUse('invalid portrange (min > max)');
  return least === '0' && most === '65535' ? undefined : least === most ? least : `${least}:${most}`;
}

export function portList(text: string): string {
  if (text.split(/[,:]/).length > 15) throw wrongUse('too many ports specified');
  return text
    .split(',')
    .map((item) => {
      const ports = item.split(':').map(portOf);
      if (Number(ports[0]) >= Number(ports[1])) throw wrongUse('invalid portrange specified');
      return ports.join(':');
    })
    .join(',');
}

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];

function flags(text: string): string {
  const said = text.toUpperCase().split(',');
  const unknown = said.find((flag) => ![...FLAGS, 'ALL', 'NONE'].includes(flag));
  if (unknown !== undefined) throw wrongUse(`Unknown TCP flag \`${text.split(',')[said.indexOf(unknown)]}'`);
  const set = FLAGS.filter((flag) => said.includes(flag) || said.includes('ALL'));
  return set.length === 0 ? 'NONE' : set.join(',');
}

export const tcpFlags = (text: string): string => text.split(' ').map(flags).join(' ');

const STATES = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED'];
const TRANSLATED = ['SNAT', 'DNAT'];

export const states =
  (option: 'state' | 'ctstate') =>
  (text: string): string => {
    const known = option === 'state' ? STATES : [...STATES, ...TRANSLATED];
    const said = text.split(',');
    const bad = said.find((state) => !known.includes(state.toUpperCase()));
    if (bad !== undefined) throw wrongUse(`Bad ${option} "${bad}"`);
    const upper = said.map((state) => state.toUpperCase());
    return known.filter((state) => upper.includes(state)).join(',');
  };

export function direction(text: string): string {
  const said = ['ORIGINAL', 'REPLY'].find((way) => way === text.toUpperCase());
  if (said === undefined) throw wrongUse(`conntrack: Bad value for "--ctdir" option: "${text}"`);
  return said;
}

const UNITS = [
  { name: 'day', said: 'day', seconds: 86_400 },
  { name: 'hour', said: 'hour', seconds: 3600 },
  { name: 'min', said: 'minute', seconds: 60 },
  { name: 'sec', said: 'second', seconds: 1 },
] as const;
/** The kernel counts in these parts of a second (XT_LIMIT_SCALE). */
const SCALE = 10_000;

/** Kept as the time for one, and written in the smallest unit that says it well enough (libxt_limit's print_rate). */
export function rate(text: string): string {
  const [, count, said = 's'] = /^(\d+)(?:\/([a-z]+))?$/.exec(text) ?? [];
  const unit = UNITS.find((item) => item.said.startsWith(said));
  if (count === undefined || unit === undefined || Number(count) === 0) throw wrongUse(`bad rate "${text}"'`);
  const period = Math.floor((SCALE * unit.seconds) / Number(count));
  if (period === 0) throw wrongUse(`Rate too fast "${text}"`);
  const past = UNITS.findIndex(({ seconds }, at) => {
    const whole = seconds * SCALE;
    return at > 0 && (period > whole || Math.floor(whole / period) < whole % period);
  });
  const { name, seconds } = UNITS.at(past < 0 ? -1 : past - 1) ?? UNITS[0];
  return `${Math.floor((seconds * SCALE) / period)}/${name}`;
}

export function burst(text: string): string | undefined {
  if (!/^\d+$/.test(text) || Number(text) > 10_000)
    throw wrongUse('limit: bad value for option "--limit-burst", or out of range (0-10000).\n');
  return Number(text) === 5 ? undefined : String(Number(text));
}

export function macAddress(text: string): string {
  if (!/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(text)) throw wrongUse('Invalid MAC address specified.');
  return text.toLowerCase();
}

/** `10.0.0.3` alone is a range of one. */
export const addressRange =
  (option: string) =>
  (text: string): string => {
    const ends = text.split('-');
    const [from, to = from] = ends.map((end) => parseIpv4(end));
    if (
      from === undefined ||
      to === undefined ||
      ends.length > 2 ||
      (ends.length === 2 && parseIpv4(ends[1] ?? '') === undefined)
    )
      throw wrongUse(`iprange: Bad value for "--${option}" option: "${text}"`);
    return `${formatIpv4(from)}-${formatIpv4(to)}`;
  };

const ADDRESS_TYPES = [
  ...['UNSPEC', 'UNICAST', 'LOCAL', 'BROADCAST', 'ANYCAST', 'MULTICAST', 'BLACKHOLE', 'UNREACHABLE', 'PROHIBIT'],
  ...['THROW', 'NAT', 'XRESOLVE'],
];

export function addressTypes(text: string): string {
  const said = text.split(',');
  const bad = said.find((type) => !ADDRESS_TYPES.includes(type.toUpperCase()));
  if (bad !== undefined) throw wrongUse(`addrtype: bad type "${bad}"`);
  return ADDRESS_TYPES.filter((type) => said.some((own) => own.toUpperCase() === type)).join(',');
}

const numberIn = (text: string): number | undefined =>
  /^(?:0x[0-9a-f]+|\d+)$/i.test(text) && Number(text) <= 0xffffffff ? Number(text) : undefined;
const hex = (value: number): string => `0x${value.toString(16)}`;

/** A mark, and the bits of it that count. */
function markOf(owner: string, option: string, text: string): readonly [value: number, mask: number | undefined] {
  const [value, mask] = text.split('/').map(numberIn);
  if (value === undefined || (text.includes('/') && mask === undefined))
    throw wrongUse(`${owner}: bad integer value for option "--${option}", or out of range.\n`);
  return [value, mask];
}

export function markMatch(text: string): string {
  const [value, mask] = markOf('mark', 'mark', text);
  return mask === undefined || mask === 0xffffffff ? hex(value) : `${hex(value)}/${hex(mask)}`;
}

/** As `--set-xmark` has it: the bits that are cleared, and those that are turned. */
export const markSet =
  (option: 'set-mark' | 'set-xmark' | 'or-mark' | 'and-mark' | 'xor-mark') =>
  (text: string): string => {
    const [value, mask = 0xffffffff] = markOf('MARK', option, text);
    const written = (bits: number, cleared: number): string => `${hex(bits)}/${hex(cleared >>> 0)}`;
    switch (option) {
      case 'set-mark':
        return written(value, (value | mask) >>> 0);
      case 'set-xmark':
        return written(value, mask);
      case 'or-mark':
        return written(value, value);
      case 'and-mark':
        return written(0, ~value);
      case 'xor-mark':
        return written(value, 0);
    }
  };

/** Of a comment or a prefix: more than fits is not kept. */
export const atMost =
  (most: number, least = 0) =>
  (text: string): string => {
    if (text.length < least) throw wrongUse(`Argument must have a minimum length of ${least} characters\n`);
    return text.slice(0, most);
  };

const LEVELS: Readonly<Record<string, number>> = {
  ...{ emerg: 0, panic: 0, alert: 1, crit: 2, error: 3, warning: 4, notice: 5, info: 6, debug: 7 },
};

/** Undefined: 4, which is not written. */
export function logLevel(text: string): string | undefined {
  const level = /^[0-7]$/.test(text) ? Number(text) : LEVELS[text];
  if (level === undefined) throw wrongUse(`log level "${text}" unknown\n`);
  return level === 4 ? undefined : String(level);
}

const REJECTIONS = [
  ['icmp-net-unreachable', 'net-unreach'],
  ['icmp-host-unreachable', 'host-unreach'],
  ['icmp-proto-unreachable', 'proto-unreach'],
  ['icmp-port-unreachable', 'port-unreach'],
  ['icmp-net-prohibited', 'net-prohib'],
  ['icmp-host-prohibited', 'host-prohib'],
  ['tcp-reset', 'tcp-rst'],
  ['icmp-admin-prohibited', 'admin-prohib'],
] as const;

/** The first one that begins so. */
export function rejection(text: string): string {
  const found = REJECTIONS.find((names) => names.some((name) => name.startsWith(text.toLowerCase())));
  if (found === undefined) throw wrongUse(`unknown reject type "${text}"`);
  return found[0];
}

/** Ports that a translation takes: `8080`, `80-90`. */
export function translatedPorts(text: string): string {
  const ports = text.split('-').map((port) => {
    const number = servicePort(port) ?? port;
    if (!/^\d+$/.test(number) || Number(number) < 1 || Number(number) > 65_535)
      throw wrongUse(`Port \`${port}' not valid`);
    return number;
  });
  const [from, to] = ports;
  if (to !== undefined && Number(to) < Number(from)) throw wrongUse(`Port range \`${to}' funky`);
  return ports.join('-');
}

/** `10.0.0.1`, `10.0.0.1-10.0.0.9`, with ports behind a colon; addresses may be left out where there are ports. */
export function translation(text: string): string {
  const [addresses = '', ports] = text.split(':');
  const bad = addresses.split('-').find((address) => address !== '' && parseIpv4(address) === undefined);
  if (bad !== undefined || (addresses === '' && ports === undefined)) throw wrongUse(`Bad IP address "${bad ?? ''}"`);
  return ports === undefined || ports === '' ? addresses : `${addresses}:${translatedPorts(ports)}`;
}

/** The mask behind a slash, as a prefix. */
export function prefixOf(mask: string | undefined): number | undefined {
  if (mask === undefined) return 32;
  const dotted: Ipv4 | undefined = parseIpv4(mask);
  if (dotted === undefined) return /^\d+$/.test(mask) && Number(mask) <= 32 ? Number(mask) : undefined;
  const prefix = dotted === 0 ? 0 : 32 - Math.log2(2 ** 32 - dotted);
  if (!Number.isInteger(prefix)) throw unsimulated(`masks with holes (${mask})`);
  return prefix;
}

/** As libxtables reads a number. */
const outOfRange = (module: string, option: string, most: number, least: number): Error =>
  wrongUse(`${module}: bad value for option "--${option}", or out of range (${least}-${most}).\n`);

export const numberOf =
  (module: string, option: string, most: number, least = 0) =>
  (text: string): string => {
    if (!/^\d+$/.test(text) || Number(text) > most || Number(text) < least)
      throw outOfRange(module, option, most, least);
    return String(Number(text));
  };

/** `100`, `100:200`, `100:`, `:200`. */
export const numberRange =
  (module: string, option: string, most: number) =>
  (text: string): string => {
    const [from = '', to = from, ...more] = text.split(':');
    const read = numberOf(module, option, most);
    if (more.length > 0) throw outOfRange(module, option, most, 0);
    const least = from === '' ? '0' : read(from);
    const last = to === '' ? String(most) : read(to);
    return least === last ? least : `${least}:${last}`;
  };

/** By a number or a range of them; names have been looked up before. */
export function userRange(text: string): string {
  if (!/^\d+(?:-\d+)?$/.test(text)) throw wrongUse(`owner: Bad value for "--uid-owner" option: "${text}"`);
  return text;
}

export function packetType(text: string): string {
  const known = ['unicast', 'broadcast', 'multicast'].find((type) => type === text.toLowerCase());
  if (known !== undefined) return known;
  if (['bcast', 'mcast', 'host'].includes(text))
    return { bcast: 'broadcast', mcast: 'multicast', host: 'unicast' }[text] ?? text;
  throw wrongUse(`Bad packet type '${text}'`);
}

/** `8:00` is 08:00:00. */
export function dayTime(text: string): string {
  const [, hours = '', minutes = '', seconds = '0'] = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    throw wrongUse(`invalid time "${text}" specified, should be hh:mm[:ss] format and within the boundaries`);
  return [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':');
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function weekdays(text: string): string {
  const days = text.split(',').map((day) => {
    const at = /^[1-7]$/.test(day)
      ? Number(day) - 1
      : WEEKDAYS.findIndex((name) => name.slice(0, 2).toLowerCase() === day.slice(0, 2).toLowerCase());
    if (at < 0) throw wrongUse(`"${day}" is not a valid day of week`);
    return at;
  });
  return WEEKDAYS.filter((_, at) => days.includes(at)).join(',');
}

export function timeOfDate(text: string): string {
  const [, year, month = '01', day = '01', hours = '00', minutes = '00', seconds = '00'] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2}))?)?)?)?)?$/.exec(text) ?? [];
  if (year === undefined) throw wrongUse(`Invalid date "${text}" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`);
  return `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
}

export function statisticMode(text: string): string {
  if (text !== 'random' && text !== 'nth') throw wrongUse(`statistic: Bad mode "${text}"`);
  return text;
}

/** The kernel keeps it in parts of 2^31. */
export function probability(text: string): string {
  const value = Number(text);
  if (text === '' || !(value >= 0 && value <= 1))
    throw wrongUse('statistic: bad value for option "--probability", or out of range (0-1).\n');
  return (Math.round(value * 2 ** 31) / 2 ** 31).toFixed(11);
}
