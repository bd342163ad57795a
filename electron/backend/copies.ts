/**
 * Copies of images on their way to hosts: each source is read and packed once, for all hosts that get the same in one phase.
 * A host joins when its script waits for the copy; the reading begins when all have joined that still can. The slowest sets the
 * pace, and one that takes nothing for a minute is left behind. A host that has to wait is given signs of life.
 */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Feed, feedName } from '../../shared/machine/feed.ts';
import { SIGN_EVERY_S } from '../../shared/plan/unpacked.ts';
import type { Clock } from '../clock.ts';
import { asGzip, SIGN_BEFORE, SIGN_WITHIN } from './packing.ts';

/** What is read for a copy. */
export interface CopySource {
  /** How much will be read, if that is known. */
  readonly total: number | undefined;
  /** Throws where it breaks off: then nothing of it may count as whole. */
  read(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** How far a copy is, for one host. */
export interface CopyProgress {
  /** Read at the source. */
  readonly done: number;
  readonly total: number | undefined;
  /** Sent to the host, as it is sent. */
  readonly sent: number;
}

export interface Copy {
  /** A gzip stream with signs of life in it; it ends early, in the middle, when the source breaks off. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Why the source broke off, if it did. */
  trouble(): unknown;
  progress(): CopyProgress;
}

export interface Copies {
  /** To be asked once for each feed and host, when the host waits for it. */
  join(feed: Feed, host: string): Copy;
  /** The host does not come for it any more. */
  leave(feed: Feed, host: string): void;
}

/** How long it may take, in milliseconds; tests are less patient. */
export interface Patience {
  /** Until a host that takes nothing is left behind. */
  readonly stalledMs?: number;
  /** Until a sign of life is sent, where nothing else is. */
  readonly signMs?: number;
}

const STALLED_MS = 60_000;
/** What waits for one host. */
const MOST_WAITING = 4 * 1024 * 1024;

/** @param wanted which host will come for which feed @param open what is read for a feed */
export function copies(
  wanted: readonly { readonly feed: Feed; readonly host: string }[],
  open: (feed: Feed) => CopySource,
  clock: Pick<Clock, 'steady'>,
  patience: Patience = {},
): Copies {
  const shared = new Map<string, SharedCopy>();
  for (const { feed, host } of wanted) {
    const name = feedName(feed);
    const copy = shared.get(name) ?? new SharedCopy(() => open(feed), clock, patience);
    copy.wantedBy(host);
    shared.set(name, copy);
  }
  const copyOf = (feed: Feed): SharedCopy => {
    const found = shared.get(feedName(feed));
    if (found === undefined) throw new Error(`nobody was said to want ${feedName(feed)}`);
    return found;
  };
  return {
    join: (feed, host) => copyOf(feed).join(host),
    leave: (feed, host) => copyOf(feed).leave(host),
  };
}

interface Sink {
  readonly stream: PassThrough;
  sent: number;
  /** Begun anew by whatever the host takes. */
  stalled?: NodeJS.Timeout | undefined;
}

class SharedCopy {
  private readonly missing = new Set<string>();
  private readonly sinks = new Map<string, Sink>();
  private readonly open: () => CopySource;
  private readonly stopping = new AbortController();
  private readonly clock: Pick<Clock, 'steady'>;
  private readonly patience: Required<Patience>;
  private total: number | undefined;
  private done = 0;
  private broken: unknown;
  private begun = false;
  private whole = false;

  constructor(open: () => CopySource, clock: Pick<Clock, 'steady'>, patience: Patience) {
    this.open = open;
    this.clock = clock;
    this.patience = { stalledMs: STALLED_MS, signMs: SIGN_EVERY_S * 1_000, ...patience };
  }

  /** It does not begin without this host. */
  wantedBy(host: string): void {
    this.missing.add(host);
  }

  join(host: string): Copy {
    // Taken piece by piece, so that a slow line is seen to take something: one that reads has all that is readable.
    const stream = new PassThrough({ writableHighWaterMark: MOST_WAITING, readableHighWaterMark: 1 });
    const sink: Sink = { stream, sent: 0 };
    sink.stream.on('error', () => undefined);
    sink.stream.on('close', () => this.gone(host));
    this.sinks.set(host, sink);
    this.missing.delete(host);
    this.begin();
    return {
      bytes: living(sink, this.patience.signMs),
      trouble: () => this.broken,
      progress: () => ({
        done: this.doneOf(this.total),
        total: this.total,
        sent: sink.sent,
      }),
    };
  }

  /** What is sent of an archive is not as long as the archive, by the lists in it. */
  private doneOf(total: number | undefined): number {
    return total === undefined ? this.done : this.whole ? total : Math.min(this.done, total);
  }

  leave(host: string): void {
    this.missing.delete(host);
    this.sinks.get(host)?.stream.destroy();
    this.begin();
  }

  private gone(host: string): void {
    this.sinks.delete(host);
    if (this.sinks.size === 0 && this.missing.size === 0) this.stopping.abort();
  }

  private begin(): void {
    if (this.begun || this.missing.size > 0 || this.sinks.size === 0) return;
    this.begun = true;
    void this.run().catch((error: unknown) => {
      this.broken ??= error;
      // Not ended: what was sent is no whole stream, and no host takes it for one.
      for (const { stream } of this.sinks.values()) stream.destroy();
    });
  }

  private async run(): Promise<void> {
    const source = this.open();
    this.total = source.total;
    const read = source.read(this.stopping.signal);
    let last: Uint8Array = new Uint8Array();
    for await (const chunk of asGzip(this.counting(read), this.clock)) {
      this.stopping.signal.throwIfAborted();
      await Promise.all([...this.sinks.values()].map((sink) => pushed(sink, last, this.patience.stalledMs)));
      last = chunk;
    }
    this.whole = true;
    // In one: behind it a sign of life would be none.
    for (const { stream } of this.sinks.values()) stream.end(last);
  }

  private async *counting(read: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of read) {
      this.done += chunk.length;
      yield chunk;
    }
  }
}

/** Written when there is room; who takes nothing for too long is given up. */
async function pushed(sink: Sink, chunk: Uint8Array, stalledMs: number): Promise<void> {
  const { stream } = sink;
  if (stream.destroyed || stream.write(chunk)) return;
  const waiting = new AbortController();
  sink.stalled = setTimeout(() => stream.destroy(), stalledMs);
  const { signal } = waiting;
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => undefined);
  waiting.abort();
  clearTimeout(sink.stalled);
  sink.stalled = undefined;
}

/** What there is for a host, counted; where there is nothing, it is told that we live: it would take the copy for over. */
async function* living(sink: Sink, signMs: number): AsyncGenerator<Uint8Array> {
  const chunks = (sink.stream as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  let sign = SIGN_BEFORE;
  try {
    let next = chunks.next();
    for (;;) {
      next.catch(() => undefined);
      const some = await within(next, signMs);
      if (some === 'nothing') {
        yield sign;
        continue;
      }
      if (some.done === true) return;
      yield some.value;
      sign = SIGN_WITHIN;
      sink.sent += some.value.length;
      sink.stalled?.refresh();
      next = chunks.next();
    }
  } catch {
    // It ends here, and the host sees that it is not whole.
  } finally {
    sink.stream.destroy();
  }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | 'nothing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'nothing'>((resolve) => {
    timer = setTimeout(() => resolve('nothing'), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
