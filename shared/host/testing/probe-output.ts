/** What a probe of a small machine prints, with parts of it replaced. */

export const nonce = 'n0nce0123456789abcdef';

export const section = (head: string, text = ''): string => `\n@${nonce} ${head}\n${text}\n`;

/** One of the API's answers, as curl prints it with its headers and our mark. */
export const answer = (path: string, body: unknown, status = 200): string =>
  `HTTP/1.1 ${status} OK\r\nApi-Version: 1.41\r\nServer: Docker/20.10.24 (linux)\r\n\r\n${JSON.stringify(body)}\n\n@${nonce} docker-answer ${status} http://docker/${path}\n`;

export interface Parts {
  readonly facts?: string;
  /** What sudo said when it refused. */
  readonly sudo?: string;
  readonly files?: string;
  readonly network?: string;
  readonly iptables?: string;
  readonly docker?: string;
  readonly records?: string;
}

export const plainFacts =
  'kernel 6.1.0\nuid 0\nuser root\nsudo-user \nssh 192.168.1.1 5000 192.168.1.11 22\ncommand ip';
export const plainLinks: readonly object[] = [
  { ifindex: 1, ifname: 'lo', flags: ['LOOPBACK', 'UP', 'LOWER_UP'], mtu: 65536, link_type: 'loopback', addr_info: [] },
  {
    ifindex: 2,
    ifname: 'ens33',
    flags: ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP'],
    mtu: 1500,
    link_type: 'ether',
    address: '02:54:4c:00:00:0b',
    addr_info: [{ family: 'inet', local: '192.168.1.11', prefixlen: 24, scope: 'global' }],
  },
];

export const networkOf = (links: unknown, routes: unknown = []): string =>
  `${JSON.stringify(links)}\n${JSON.stringify(routes)}`;

export const probeOutput = (parts: Parts = {}): string =>
  [
    parts.docker ?? '',
    section('facts', parts.facts ?? plainFacts),
    section('sudo', parts.sudo ?? ''),
    section('files', parts.files ?? '/proc/sys/kernel/hostname:docker01\nip_forward:1\nconf/ens33.10/rp_filter:2'),
    section('network', parts.network ?? networkOf(plainLinks)),
    parts.iptables === undefined ? '' : section('iptables', parts.iptables),
    parts.records ?? '',
    section('end'),
  ].join('');
