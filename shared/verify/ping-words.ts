import { printable } from '../printable.ts';

/** What one ping measured, from its own words: those of iputils and of busybox. Its exit code is not enough: busybox's is 1 for everything. */
export interface PingMeasure {
  readonly measured: 'reachable' | 'unreachable' | 'error';
  readonly sent: number;
  readonly received: number;
  /** Average, in milliseconds; null when nothing came back. */
  readonly rttMs: number | null;
  /** Why, in ping's own words; empty when all came back. */
  readonly said: string;
}

const counts = /(\d{1,9}) packets transmitted, (\d{1,9})(?: packets)? received/;
/** `rtt min/avg/max/mdev = 0.1/0.2/0.3/0.0 ms`, `round-trip min/avg/max = 0.1/0.2/0.3 ms`. */
const times = /min\/avg\/max(?:\/mdev)? = [\d.]+\/(\d{1,9}(?:\.\d{1,9})?)\//;
/** The sender's own kernel has no way there: known, and not a failure to measure. */
const noWay = /Network is unreachable|No route to host|Network unreachable/i;

export function readPing(text: string): PingMeasure {
  const [, sent, received] = counts.exec(text) ?? [];
  if (sent === undefined || received === undefined) {
    return {
      measured: noWay.test(text) ? 'unreachable' : 'error',
      sent: 0,
      received: 0,
      rttMs: null,
      said: words(text),
    };
  }
  const rtt = times.exec(text)?.[1];
  const all = { sent: Number(sent), received: Math.min(Number(received), Number(sent)) };
  return {
    measured: all.received > 0 ? 'reachable' : 'unreachable',
    ...all,
    rttMs: rtt === undefined || all.received === 0 ? null : Number(rtt),
    said: all.received === all.sent && all.sent > 0 ? '' : words(text),
  };
}

/** Each different line that says something, without the sequence numbers that only make alike lines look different. */
function words(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(/ icmp_seq=\d+/, '').trim())
    .filter((line) => line !== '' && !/^PING |^--- |bytes from |min\/avg\/max|^pipe \d+$/.test(line));
  const telling = lines.filter((line) => !counts.test(line));
  return printable([...new Set(telling.length > 0 ? telling : lines)].join('\n').slice(0, 1000));
}
