/** Pings that are sent once more before anything is said of them, because the first may have gone to the wrong machine. */
import type { VerdictKind } from '../reach/verdict.ts';
import type { PingMeasure } from './ping-words.ts';

/**
 * How long a kernel may go on sending to the machine that had an address before, once it has something for that address: it
 * waits for a sign of life (delay_first_probe_time, 5 s), asks that machine alone (ucast_solicit: three times, a second apart),
 * and then everybody (arp(7)). Measured: another card of a host had answered ARP for the host's address (arp_ignore 0), and was taken away.
 */
export const DOUBT_MS = 9_000;

/** More than that on one host are no neighbours that moved: what is wrong there is said at once. */
export const MOST_DOUBTED = 64;

/** Nothing came back, though by all that the hosts say it should. */
export const isDoubtful = (predicted: VerdictKind, { measured }: PingMeasure): boolean =>
  predicted === 'reachable' && measured === 'unreachable';

/** Both tries as one ping: what was lost at first was lost. */
export function together(first: PingMeasure, again: PingMeasure): PingMeasure {
  if (again.measured === 'error') return first;
  return {
    ...again,
    sent: first.sent + again.sent,
    received: first.received + again.received,
    said: again.measured === 'reachable' ? first.said : again.said,
  };
}
