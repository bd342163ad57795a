/** The options of iputils' ping, and its own sentences for what is wrong with them. */

export interface PingOptions {
  readonly destination: string;
  readonly count: number | undefined;
  /** Seconds. */
  readonly interval: number;
  /** Seconds to wait for the last answers. */
  readonly linger: number;
  /** Seconds after which it ends in any case. */
  readonly deadline: number | undefined;
  readonly size: number;
  readonly ttl: number | undefined;
  readonly from: string | undefined;
  readonly quiet: boolean;
  readonly numeric: boolean;
  readonly broadcast: boolean;
  readonly dated: boolean;
  readonly outstanding: boolean;
  /** `-M do`: what does not fit is not taken apart. */
  readonly whole: boolean;
  readonly flood: boolean;
  /** `-p`, in hexadecimal. */
  readonly pattern: string | undefined;
  readonly verbose: boolean;
  /** `-a`: each answer rings. */
  readonly audible: boolean;
  /** `-A`, `-f`: what is between packets is told at the end. */
  readonly adaptive: boolean;
  /** `-e` */
  readonly id: number | undefined;
}

export type Read =
  | { readonly ok: true; readonly options: PingOptions }
  | { readonly ok: false; readonly said: string; readonly status: number };

const USAGE = `
Usage
  ping [options] <destination>

Options:
  <destination>      dns name or ip address
  -a                 use audible ping
  -A                 use adaptive ping
  -B                 sticky source address
  -c <count>         stop after <count> replies
  -C                 call connect() syscall on socket creation
  -D                 print timestamps
  -d                 use SO_DEBUG socket option
  -e <identifier>    define identifier for ping session, default is random for
                     SOCK_RAW and kernel defined for SOCK_DGRAM
                     Imply using SOCK_RAW (for IPv4 only for identifier 0)
  -f                 flood ping
  -h                 print help and exit
  -I <interface>     either interface name or address
  -i <interval>      seconds between sending each packet
  -L                 suppress loopback of multicast packets
  -l <preload>       send <preload> number of packages while waiting replies
  -m <mark>          tag the packets going out
  -M <pmtud opt>     define mtu discovery, can be one of <do|dont|want>
  -n                 no dns name resolution
  -O                 report outstanding replies
  -p <pattern>       contents of padding byte
  -q                 quiet output
  -Q <tclass>        use quality of service <tclass> bits
  -s <size>          use <size> as number of data bytes to be sent
  -S <size>          use <size> as SO_SNDBUF socket option value
  -t <ttl>           define time to live
  -U                 print user-to-user latency
  -v                 verbose output
  -V                 print version and exit
  -w <deadline>      reply wait <deadline> in seconds
  -W <timeout>       time to wait for response

IPv4 options:
  -4                 use IPv4
  -b                 allow pinging broadcast
  -R                 record route
  -T <timestamp>     define timestamp, can be one of <tsonly|tsandaddr|tsprespec>

IPv6 options:
  -6                 use IPv6
  -F <flowlabel>     define flow label, default is random
  -N <nodeinfo opt>  use icmp6 node info query, try <help> as argument

For more details see ping(8).
`;

const BUILT_WITH = 'libcap: yes, IDN: yes, NLS: no, error.h: yes, getrandom(): yes, __fpending(): yes';

const TAKING_VALUE = 'cCeFiIlmMNpQsStTwWG';

/** @param missing the exit status when no destination is given */
export function readPing(words: readonly string[], missing: number): Read {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      rest.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      continue;
    }
    for (let letter = 1; letter < word.length; letter += 1) {
      const flag = word[letter] ?? '';
      if (TAKING_VALUE.includes(flag)) {
        const glued = word.slice(letter + 1);
        if (glued === '') at += 1;
        const value = glued === '' ? words[at] : glued;
        if (value === undefined) return wrong(`option requires an argument -- '${flag}'\n${USAGE}`.trimEnd(), 2);
        values.set(flag, value);
        break;
      }
      if (flag === 'V') return { ok: false, said: `ping from iputils 20221126\n${BUILT_WITH}`, status: 0 };
      if (flag === 'h') return { ok: false, said: USAGE.trimEnd(), status: 2 };
      if (!'46aAbBdDfLnOqrRUv3'.includes(flag)) return wrong(`invalid option -- '${flag}'\n${USAGE}`.trimEnd(), 2);
      flags.add(flag);
    }
  }
  const problem =
    whole('c', values, 1, '9223372036854775807') ??
    whole('s', values, 0, '2147483647') ??
    whole('t', values, 0, '255') ??
    whole('w', values, 0, '2147483647') ??
    whole('e', values, 0, '65535') ??
    whole('l', values, 1, '65536') ??
    decimal('i', values) ??
    decimal('W', values);
  if (problem !== undefined) return wrong(problem, 1);
  if (values.get('t') === '0') return wrong('cannot set unicast time-to-live: Invalid argument', 2);
  const unsimulated = [...['m', 'F', 'N'].filter((flag) => values.has(flag)), ...(flags.has('r') ? ['r'] : [])][0];
  if (unsimulated !== undefined) return wrong(`practice hosts do not simulate -${unsimulated}`, 2);
  if (flags.has('R') || values.has('T') || rest.length > 1)
    return wrong('practice hosts do not simulate routes that packets record', 2);
  const pattern = values.get('p');
  if (pattern !== undefined && !/^[0-9a-f]{1,32}$/i.test(pattern))
    return wrong('patterns must be specified as hex digits.', 2);
  const discovery = values.get('M');
  if (discovery !== undefined && !['do', 'dont', 'want', 'probe'].includes(discovery)) {
    return wrong(`invalid -M argument: ${discovery}`, 2);
  }
  const destination = rest.at(-1);
  if (destination === undefined) return wrong('usage error: Destination address required', missing);
  const number = (flag: string): number | undefined => (values.has(flag) ? Number(values.get(flag)) : undefined);
  const interval = number('i') ?? (flags.has('f') ? 0.01 : flags.has('A') ? 0.2 : 1);
  return {
    ok: true,
    options: {
      destination,
      count: number('c'),
      interval: Math.max(interval, 0.002),
      linger: number('W') ?? 10,
      deadline: number('w'),
      size: number('s') ?? 56,
      ttl: number('t'),
      from: values.get('I'),
      quiet: flags.has('q') || flags.has('f'),
      flood: flags.has('f') && !flags.has('q'),
      pattern: values.get('p'),
      verbose: flags.has('v'),
      audible: flags.has('a'),
      adaptive: flags.has('A') || flags.has('f'),
      id: number('e'),
      numeric: flags.has('n'),
      broadcast: flags.has('b'),
      dated: flags.has('D'),
      outstanding: flags.has('O'),
      whole: ['do', 'probe'].includes(values.get('M') ?? ''),
    },
  };
}

const wrong = (said: string, status: number): Read => ({ ok: false, said: `ping: ${said}`, status });

function whole(flag: string, values: ReadonlyMap<string, string>, least: number, most: string): string | undefined {
  const value = values.get(flag);
  if (value === undefined) return undefined;
  if (!/^-?\d+$/.test(value)) return `invalid argument: '${value}'`;
  if (Number(value) < least || Number(value) > Number(most)) {
    return `invalid argument: '${value}': out of range: ${least} <= value <= ${most}`;
  }
  return undefined;
}

function decimal(flag: string, values: ReadonlyMap<string, string>): string | undefined {
  const value = values.get(flag);
  if (value === undefined) return undefined;
  if (!/^\d*\.?\d+$/.test(value)) return flag === 'i' ? `bad timing interval: ${value}` : `bad linger time: ${value}`;
  return undefined;
}
