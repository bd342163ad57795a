/** The rhythm of a ping, whichever program it is: packets go out one by one, answers come in between, until it is enough. */
import type { Echo, Process } from '../../os/machine.ts';

export interface Rhythm {
  readonly count: number | undefined;
  /** Milliseconds. */
  readonly interval: number;
  /** Milliseconds after the last packet; by how many answers and errors came, and the slowest of the answers. */
  linger(received: number, slowest: number): number;
  /** Milliseconds after which it ends in any case. */
  readonly deadline: number | undefined;
  /** It goes on sending until so many have answered, or the deadline comes. */
  readonly wantsAnswers?: boolean;
  /** Whether nothing is heard of what came back for one but that it is no longer on its way. */
  readonly isUnheard?: (echo: HeardEcho) => boolean;
  /** Whether an ICMP error counts as an answer for being done. */
  readonly errorsCount: boolean;
}

export type HeardEcho = Exclude<Echo, { readonly kind: 'lost' }>;

export interface Tally {
  transmitted: number;
  received: number;
  errors: number;
  /** Milliseconds, of each answer. */
  readonly times: number[];
  /** Most packets that were on their way at once. */
  pipe: number;
  /** Milliseconds from the first packet to the last. */
  lasted: number;
}

interface Pending {
  readonly sequence: number;
  readonly at: number;
  readonly echo: HeardEcho;
}

/**
 * @param send one packet, counted from 0
 * @param hear what came back for one; a `false` ends it
 */
export async function pingRun(
  { machine: { clock }, signal }: Process,
  rhythm: Rhythm,
  send: (sequence: number) => Echo,
  hear: (sequence: number, echo: HeardEcho) => Promise<void>,
): Promise<Tally> {
  const tally: Tally = { transmitted: 0, received: 0, errors: 0, times: [], pipe: 0, lasted: 0 };
  const start = clock.now();
  let pending: readonly Pending[] = [];
  let nextSend: number | undefined = start;
  let lastSend = start;
  const isDone = (): boolean =>
    rhythm.count !== undefined && tally.received + (rhythm.errorsCount ? tally.errors : 0) >= rhythm.count;
  while (!signal.aborted && !isDone()) {
    const end: number | undefined =
      nextSend === undefined
        ? lastSend + rhythm.linger(tally.received, Math.max(0, ...tally.times.slice(-64)))
        : undefined;
    const limit = rhythm.deadline === undefined ? undefined : start + rhythm.deadline;
    const due = Math.min(
      nextSend ?? Number.POSITIVE_INFINITY,
      pending[0]?.at ?? Number.POSITIVE_INFINITY,
      end ?? Number.POSITIVE_INFINITY,
    );
    const until = Math.min(due, limit ?? Number.POSITIVE_INFINITY);
    const wait = until - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    if (signal.aborted) break;
    const [first] = pending;
    if (limit !== undefined && until === limit && until <= due) break;
    if (first !== undefined && first.at <= until) {
      pending = pending.slice(1);
      tally.pipe = Math.max(tally.pipe, tally.transmitted - first.sequence);
      if (rhythm.isUnheard?.(first.echo) === true) continue;
      note(tally, first.echo);
      await hear(first.sequence, first.echo);
    } else if (nextSend !== undefined && nextSend <= until) {
      const sequence = tally.transmitted;
      const echo = send(sequence);
      tally.transmitted += 1;
      lastSend = until;
      tally.lasted = until - start;
      if (echo.kind !== 'lost') {
        pending = [...pending, { sequence, at: until + delayOf(echo), echo }].sort((a, b) => a.at - b.at);
      }
      const isEnough = rhythm.count !== undefined && tally.transmitted >= rhythm.count && rhythm.wantsAnswers !== true;
      nextSend = isEnough ? undefined : until + rhythm.interval;
    } else break;
  }
  return tally;
}

function delayOf(echo: HeardEcho): number {
  return echo.kind === 'reply' ? echo.rtt : echo.kind === 'error' ? echo.after : 0;
}

function note(tally: Tally, echo: HeardEcho): void {
  if (echo.kind === 'reply') {
    tally.received += 1;
    tally.times.push(echo.rtt);
  } else if (echo.kind === 'error') tally.errors += 1;
}
