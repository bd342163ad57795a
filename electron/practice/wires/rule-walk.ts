/**
 * A packet's way through a machine's chains, rule by rule, as the kernel walks it: what the rules count, and what becomes of
 * packets that never leave the machine.
 */
import type { Chain, Rule } from '../../../shared/host/state.ts';
import { hashOf } from '../../../shared/machine/kernel/kernel.ts';
import { ownLink } from '../../../shared/machine/kernel/routes.ts';
import { containsAddress, formatIpv4, type Ipv4, parseCidrOrAddress } from '../../../shared/net/ipv4.ts';
import type { Machine } from '../os/machine.ts';
import { sayByKernel } from '../os/network/kernel-log.ts';
import { countPolicy, countRule, policyKey } from '../os/network/rule-counters.ts';
import { fits, isDecided } from './moment.ts';

export interface Packet {
  readonly in: string | undefined;
  readonly out: string | undefined;
  readonly source: Ipv4;
  readonly destination: Ipv4;
  readonly state: string;
  /** As IP counts it. */
  readonly bytes: number;
  /** Who has sent it from this machine; undefined: the kernel itself, or another machine. */
  readonly uid?: number | undefined;
  /** Of a packet that begins a connection of TCP, and of none of ICMP: the port that it is for. */
  readonly port?: number | undefined;
  /** What LOG tells besides. */
  readonly echo?: Echoed | undefined;
}

export interface Echoed {
  readonly id: number;
  readonly sequence: number;
  readonly ttl: number;
  /** The head of the frame that it came in: who it was for, and who sent it. */
  readonly macs?: readonly [target: string, source: string] | undefined;
}

/** With the rule or policy that ended it; accepted by a policy, none. */
export type Verdict =
  | { readonly kind: 'accept'; readonly rule?: string }
  | { readonly kind: 'drop'; readonly rule: string };

const ACCEPT: Verdict = { kind: 'accept' };

const PING = ['icmp', 'all', '1', '0', 'ip'];
const TCP = ['tcp', 'all', '6', '0', 'ip'];
const PASSING = new Set(['', 'LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'TRACE', 'TTL', 'DSCP', 'TOS', 'CT', 'SET']);
const DEEPEST = 32;
/** What is decided here beside what a moment decides. */
const DECIDED_HERE = /^(?:! )?--(?:dst-type|dport)$/;

const isNamed = (value: string, name: string): boolean =>
  value.endsWith('+') ? name.startsWith(value.slice(0, -1)) : value === name;

function matches(machine: Machine, rule: Rule, packet: Packet): boolean {
  const link = (match: Rule['in'], name = ''): boolean =>
    match === undefined || isNamed(match.value, name) !== match.negated;
  const block = (match: Rule['source'], address: Ipv4): boolean => {
    if (match === undefined) return true;
    const cidr = parseCidrOrAddress(match.value);
    return cidr !== undefined && containsAddress(cidr, address) !== match.negated;
  };
  const { protocol, icmpType, states } = rule;
  if (protocol !== undefined && (packet.port === undefined ? PING : TCP).includes(protocol.value) === protocol.negated)
    return false;
  if (!link(rule.in, packet.in) || !link(rule.out, packet.out)) return false;
  if (states.length > 0 && !states.includes(packet.state)) return false;
  const echoType = packet.state === 'NEW' ? '8' : '0';
  if (icmpType && (icmpType.value === 'any' || icmpType.value === echoType) === icmpType.negated) return false;
  if (!block(rule.source, packet.source) || !block(rule.destination, packet.destination)) return false;
  if (!fitsPort(rule, packet) || !fitsKind(machine, rule, packet)) return false;
  if (!isDecided({ ...rule, unknown: rule.unknown.filter((word) => !DECIDED_HERE.test(word)) })) return false;
  return fits(machine, rule, { bytes: packet.bytes, ttl: packet.echo?.ttl ?? 64, uid: packet.uid }, true);
}

/** `--dport 8080`, `! --dport 1:1023` */
function fitsPort({ text }: Rule, { port }: Packet): boolean {
  const [, negated, least, most] = /(! )?--dport (\d+)(?::(\d+))?(?= |$)/.exec(text) ?? [];
  if (least === undefined) return !text.includes('--dport ');
  const fits = port !== undefined && port >= Number(least) && port <= Number(most ?? least);
  return fits !== (negated !== undefined);
}

/** `-m addrtype --dst-type LOCAL`; of the kinds of addresses only the machine's own are told apart here. */
function fitsKind(machine: Machine, { text }: Rule, { destination }: Packet): boolean {
  const [, negated, type] = /(! )?--dst-type (\S+)/.exec(text) ?? [];
  if (type === undefined) return true;
  if (type !== 'LOCAL') return false;
  return (ownLink(machine.kernel(), formatIpv4(destination)) !== undefined) !== (negated !== undefined);
}

/** As nf_log_ipv4 writes an echo. */
function logLine({ text }: Rule, { in: from = '', out = '', source, destination, state, bytes, echo }: Packet): string {
  const [, quoted, plain] = /--log-prefix (?:"((?:[^"\\]|\\.)*)"|(\S+))/.exec(text) ?? [];
  const prefix = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
  const { id = 0, sequence = 0, ttl = 64, macs } = echo ?? {};
  const type = state === 'NEW' ? 8 : 0;
  const mac = from === '' || from === 'lo' || macs === undefined ? undefined : `MAC=${macs.join(':')}:08:00`;
  // Where the loopback has a head, it is of zeros.
  const loopback = from === 'lo' ? `MAC=${Array(12).fill('00').join(':')}:08:00` : undefined;
  const words = [
    `IN=${from}`,
    `OUT=${out}`,
    ...[mac ?? loopback].filter((word) => word !== undefined),
    `SRC=${formatIpv4(source)}`,
    `DST=${formatIpv4(destination)}`,
    `LEN=${bytes}`,
    ...['TOS=0x00', 'PREC=0x00', `TTL=${ttl}`, `ID=${hashOf(`${source} ${id} ${sequence} ${type}`) % 65_536}`],
    ...(type === 8 ? ['DF'] : []),
    ...['PROTO=ICMP', `TYPE=${type}`, 'CODE=0', `ID=${id}`, `SEQ=${sequence}`],
  ];
  return `${prefix}${words.join(' ')} `;
}

/** Counts the packet wherever it comes by. */
export function walk(machine: Machine, table: string, name: string, packet: Packet): Verdict {
  const { firewall } = machine.kernel();
  const chains = table === 'nat' ? firewall.nat : firewall.filter;
  const chain = chains.find((item) => item.name === name);
  if (chain === undefined) return ACCEPT;
  const found = run(machine, chains, chain, packet, 0);
  if (found !== undefined) return found;
  countPolicy(machine, policyKey(table, name), packet.bytes);
  return chain.policy === 'DROP' ? { kind: 'drop', rule: `-P ${name} DROP` } : ACCEPT;
}

function run(
  machine: Machine,
  chains: readonly Chain[],
  chain: Chain,
  packet: Packet,
  depth: number,
): Verdict | undefined {
  if (depth > DEEPEST) return ACCEPT;
  for (const rule of chain.rules) {
    if (!matches(machine, rule, packet)) continue;
    countRule(machine, rule, packet.bytes);
    const { target } = rule;
    if (target === 'LOG' && packet.port === undefined) sayByKernel(machine, logLine(rule, packet));
    if (PASSING.has(target)) continue;
    if (target === 'RETURN') return undefined;
    if (target === 'DROP' || target === 'REJECT') return { kind: 'drop', rule: `-A ${chain.name} ${rule.text}` };
    const next = chains.find((item) => item.name === target);
    if (next === undefined) return { kind: 'accept', rule: `-A ${chain.name} ${rule.text}` };
    const found = run(machine, chains, next, packet, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
