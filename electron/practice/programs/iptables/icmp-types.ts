/** Names of ICMP types and codes, in the order of libxt_icmp: the first that fits is written. */
import { wrongUse } from './errors.ts';

interface IcmpName {
  readonly name: string;
  readonly type: number;
  /** Undefined: all. */
  readonly code?: number;
  /** Another word for the one before it. */
  readonly alias?: true;
}

const NAMES: readonly IcmpName[] = [
  { name: 'any', type: 255 },
  { name: 'echo-reply', type: 0 },
  { name: 'pong', type: 0, alias: true },
  { name: 'destination-unreachable', type: 3 },
  { name: 'network-unreachable', type: 3, code: 0 },
  { name: 'host-unreachable', type: 3, code: 1 },
  { name: 'protocol-unreachable', type: 3, code: 2 },
  { name: 'port-unreachable', type: 3, code: 3 },
  { name: 'fragmentation-needed', type: 3, code: 4 },
  { name: 'source-route-failed', type: 3, code: 5 },
  { name: 'network-unknown', type: 3, code: 6 },
  { name: 'host-unknown', type: 3, code: 7 },
  { name: 'network-prohibited', type: 3, code: 9 },
  { name: 'host-prohibited', type: 3, code: 10 },
  { name: 'TOS-network-unreachable', type: 3, code: 11 },
  { name: 'TOS-host-unreachable', type: 3, code: 12 },
  { name: 'communication-prohibited', type: 3, code: 13 },
  { name: 'host-precedence-violation', type: 3, code: 14 },
  { name: 'precedence-cutoff', type: 3, code: 15 },
  { name: 'source-quench', type: 4 },
  { name: 'redirect', type: 5 },
  { name: 'network-redirect', type: 5, code: 0 },
  { name: 'host-redirect', type: 5, code: 1 },
  { name: 'TOS-network-redirect', type: 5, code: 2 },
  { name: 'TOS-host-redirect', type: 5, code: 3 },
  { name: 'echo-request', type: 8 },
  { name: 'ping', type: 8, alias: true },
  { name: 'router-advertisement', type: 9 },
  { name: 'router-solicitation', type: 10 },
  { name: 'time-exceeded', type: 11 },
  { name: 'ttl-exceeded', type: 11, alias: true },
  { name: 'ttl-zero-during-transit', type: 11, code: 0 },
  { name: 'ttl-zero-during-reassembly', type: 11, code: 1 },
  { name: 'parameter-problem', type: 12 },
  { name: 'ip-header-bad', type: 12, code: 0 },
  { name: 'required-option-missing', type: 12, code: 1 },
  { name: 'timestamp-request', type: 13 },
  { name: 'timestamp-reply', type: 14 },
  { name: 'address-mask-request', type: 17 },
  { name: 'address-mask-reply', type: 18 },
];

const written = ({ type, code }: Pick<IcmpName, 'type' | 'code'>): string =>
  type === 255 ? 'any' : code === undefined ? String(type) : `${type}/${code}`;

/** As iptables-save writes it: `8`, `3/1`, `any`. A name may be shortened while it is clear which one is meant. */
export function icmpType(text: string): string {
  const [first, second] = NAMES.filter(({ name }) => name.toLowerCase().startsWith(text.toLowerCase()));
  if (first !== undefined && second !== undefined)
    throw wrongUse(`Ambiguous ICMP type \`${text}': \`${first.name}' or \`${second.name}'?`);
  if (first !== undefined) return written(first);
  const [type = '', code] = text.split('/');
  if (!isByte(type)) throw wrongUse(`Unknown ICMP type \`${type}'`);
  if (code === undefined) return written({ type: Number(type) });
  if (!isByte(code)) throw wrongUse(`Unknown ICMP code \`${text}'`);
  return written({ type: Number(type), code: Number(code) });
}

const isByte = (text: string): boolean => /^\d+$/.test(text) && Number(text) < 256;

/** As `iptables -L` says it. */
export function icmpWords(saved: string, negated: boolean, numeric: boolean): string {
  const [type = '', code] = saved === 'any' ? ['255'] : saved.split('/');
  const same = NAMES.find((item) => String(item.type) === type && String(item.code ?? '') === (code ?? ''));
  const not = negated ? '!' : '';
  if (!numeric && same !== undefined) return `icmp ${not}${same.name}`;
  return `${negated ? 'icmp !type ' : 'icmptype '}${type}${code === undefined ? '' : ` code ${code}`}`;
}

/** What `iptables -p icmp -h` says of them. */
export const icmpHelp = (): string =>
  NAMES.flatMap(({ name, code, alias }, at) => {
    if (alias) return [];
    const other = NAMES[at + 1]?.alias ? ` (${NAMES[at + 1]?.name})` : '';
    return [`${code === undefined ? '' : '   '}${name}${other}\n`];
  }).join('');
