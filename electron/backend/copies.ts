/**
 * Copies of images on their way to hosts: each source is read and packed once, for all hosts that get the same in one phase.
 * A host joins when its script waits for the copy; the reading begins when all have joined that still can. The slowest sets the
 * pace, and one that takes nothing for a minute is left behind.
 */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type Feed, feedName } from '../../shared/machine/feed.ts';
import type { Clock } from '../clock.ts';
import { asGzip } from './packing.ts';

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
  /** A gzip stream; it ends early, in the middle, when the source breaks off. */
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

const STALLED_MS = 60_000;
/** What waits for one host. */
const MOST_WAITING = 4 * 1024 * 1024;

/** @param wanted which host will come for which feed @param open what is read for a feed */
export function copies(
  wanted: readonly { readonly feed: Feed; readonly host: string }[],
  open: (feed: Feed) => CopySource,
  clock: Pick<Clock, 'steady'>,
): Copies {
  const shared = new Map<string, SharedCopy>();
  for (const { feed, host } of wanted) {
    const name = feedName(feed);
    const copy = shared.get(name) ?? new SharedCopy(() => open(feed), clock);
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
}

class SharedCopy {
  private readonly missing = new Set<string>();
  private readonly sinks = new Map<string, Sink>();
  private readonly open: () => CopySource;
  private readonly stopping = new AbortController();
  private readonly clock: Pick<Clock, 'steady'>;
  private total: number | undefined;
  private done = 0;
  private broken: unknown;
  private begun = false;
  private whole = false;

  constructor(open: () => CopySource, clock: Pick<Clock, 'steady'>) {
    this.open = open;
    this.clock = clock;
  }

  /** It does not begin without this host. */
  wantedBy(host: string): void {
    this.missing.add(host);
  }

  join(host: string): Copy {
    const sink: Sink = { stream: new PassThrough({ highWaterMark: MOST_WAITING }), sent: 0 };
    sink.stream.on('error', () => undefined);
    sink.stream.on('close', () => this.gone(host));
    this.sinks.set(host, sink);
    this.missing.delete(host);
    this.begin();
    return {
      bytes: counted(sink),
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
    for await (const chunk of asGzip(this.counting(read), this.clock)) {
      this.stopping.signal.throwIfAborted();
      await Promise.all([...this.sinks.values()].map(({ stream }) => pushed(stream, chunk)));
    }
    this.whole = true;
    for (const { stream } of this.sinks.values()) stream.end();
  }

  private async *counting(read: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of read) {
      this.done += chunk.length;
      yield chunk;
    }
  }
}

/** Written when there is room; who takes nothing for too long is given up. */
async function pushed(stream: PassThrough, chunk: Uint8Array): Promise<void> {
  if (stream.destroyed || stream.write(chunk)) return;
  const waiting = new AbortController();
  const late = setTimeout(() => stream.destroy(), STALLED_MS);
  const { signal } = waiting;
  await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })]).catch(() => undefined);
  waiting.abort();
  clearTimeout(late);
}

async function* counted(sink: Sink): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of sink.stream as AsyncIterable<Uint8Array>) {
      yield chunk;
      sink.sent += chunk.length;
    }
  } catch {
    // It ends here, and the host sees that it is not whole.
  } finally {
    sink.stream.destroy();
  }
}
