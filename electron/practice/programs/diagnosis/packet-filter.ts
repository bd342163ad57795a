/** Filters of packets, as pcap-filter(7) has them: those that a lab's packets can be told apart by. */
import { containsAddress, parseCidrOrAddress } from '../../../../shared/net/ipv4.ts';
import type { Captured } from '../../os/network/captures.ts';

export class FilterError extends Error {}

type Test = (frame: Captured) => boolean;

/** `icmp and host 10.0.0.1`. @throws FilterError */
export function filterOf(given: readonly string[]): Test {
  const words = given.join(' ').match(/\(|\)|!|&&|\|\||[^\s()!]+/g) ?? [];
  if (words.length === 0) return () => true;
  let at = 0;
  /** After `vlan` all else is asked of what is behind the tag. */
  let tagged = false;
  const take = (...wanted: readonly string[]): boolean => {
    if (!wanted.includes(words[at] ?? '')) return false;
    at += 1;
    return true;
  };
  const value = (): string => {
    const word = words[at];
    if (word === undefined) throw new FilterError("can't parse filter expression: syntax error");
    at += 1;
    return word;
  };
  const or = (): Test => {
    let left = and();
    while (take('or', '||')) {
      const [before, right] = [left, and()];
      left = (frame) => before(frame) || right(frame);
    }
    return left;
  };
  const and = (): Test => {
    let left = not();
    while (take('and', '&&')) {
      const [before, right] = [left, not()];
      left = (frame) => before(frame) && right(frame);
    }
    return left;
  };
  const not = (): Test => {
    if (take('not', '!')) {
      const inner = not();
      return (frame) => !inner(frame);
    }
    if (take('(')) {
      const inner = or();
      if (!take(')')) throw new FilterError("can't parse filter expression: syntax error");
      return inner;
    }
    return primitive();
  };
  const untagged = (test: Test): Test => {
    const behind = tagged;
    return (frame) => (frame.tag !== undefined) === behind && test(frame);
  };
  const primitive = (): Test => {
    if (take('vlan')) {
      const number = /^\d+$/.test(words[at] ?? '') ? Number(value()) : undefined;
      tagged = true;
      return ({ tag }) => tag !== undefined && (number === undefined || tag === number);
    }
    if (take('arp')) {
      const more = ['host', 'src', 'dst', 'net'].includes(words[at] ?? '') ? primitive() : () => true;
      return untagged((frame) => frame.packet.kind === 'arp' && more(frame));
    }
    if (take('icmp')) return untagged(({ packet }) => packet.kind === 'icmp');
    if (take('ip'))
      return ['host', 'src', 'dst', 'net', 'proto'].includes(words[at] ?? '')
        ? primitive()
        : untagged(({ packet }) => packet.kind === 'icmp');
    if (take('tcp', 'udp', 'ip6', 'icmp6', 'igmp')) {
      if (take('port', 'src', 'dst')) value();
      return () => false;
    }
    if (take('port', 'portrange')) {
      value();
      return () => false;
    }
    if (take('ether')) return ethernet();
    const side = take('src') ? 'src' : take('dst') ? 'dst' : undefined;
    if (take('port')) {
      value();
      return () => false;
    }
    const isNet = take('net');
    if (!isNet && !take('host') && side === undefined)
      throw new FilterError(`can't parse filter expression: syntax error`);
    return untagged(addressed(value(), side));
  };
  const ethernet = (): Test => {
    const side = take('src') ? 'src' : take('dst') ? 'dst' : undefined;
    take('host');
    const mac = value().toLowerCase();
    return ({ source, target }) => (side !== 'dst' && source === mac) || (side !== 'src' && target === mac);
  };
  const test = or();
  if (at < words.length) throw new FilterError("can't parse filter expression: syntax error");
  return test;
}

function addressed(word: string, side: 'src' | 'dst' | undefined): Test {
  const block = parseCidrOrAddress(word);
  if (block === undefined) throw new FilterError(`unknown host: ${word}`);
  return ({ packet }) => {
    const [from, to] = packet.kind === 'arp' ? [packet.sender, packet.target] : [packet.source, packet.destination];
    return (side !== 'dst' && containsAddress(block, from)) || (side !== 'src' && containsAddress(block, to));
  };
}
