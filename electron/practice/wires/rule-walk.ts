/**
 * A packet's way through a machine's chains, rule by rule, as the kernel walks it: what the rules count, and what becomes of
 * packets that never leave the machine.
 */
import type { Chain, Rule } from '../../../shared/host/state.ts';
import { hashOf } from '../../../shared/machine/kernel/kernel.ts';
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

/** `ACCEPT`, or the rule or policy that ended it. */
export type Verdict = { readonly kind: 'accept' } | { readonly kind: 'drop'; readonly rule: string };

const ACCEPT: Verdict = { kind: 'accept' };

const PING = ['icmp', 'all', '1', '0', 'ip'];
const PASSING = new Set(['', 'LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'TRACE', 'TTL', 'DSCP', 'TOS', 'CT', 'SET']);
const DEEPEST = 32;

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
  if (protocol !== undefined && PING.includes(protocol.value) === protocol.negated) return false;
  if (!link(rule.in, packet.in) || !link(rule.out, packet.out)) return false;
  if (states.length > 0 && !states.includes(packet.state)) return false;
  const type = packet.state === 'NEW' ? '8' : '0';
  if (icmpType && (icmpType.value === 'any' || icmpType.value === type) === icmpType.negated) return false;
  if (!block(rule.source, packet.source) || !block(rule.destination, packet.destination)) return false;
  if (!isDecided(rule)) return false;
  return fits(machine, rule, { bytes: packet.bytes, ttl: packet.echo?.ttl ?? 64, uid: packet.uid }, true);
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
    if (target === 'LOG') sayByKernel(machine, logLine(rule, packet));
    if (PASSING.has(target)) continue;
    if (target === 'RETURN') return undefined;
    if (target === 'DROP' || target === 'REJECT') return { kind: 'drop', rule: `-A ${chain.name} ${rule.text}` };
    const next = chains.find((item) => item.name === target);
    if (next === undefined) return ACCEPT;
    const found = run(machine, chains, next, packet, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
