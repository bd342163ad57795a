/**
 * An image as another host saves it. Before it begins the host sends a little of nothing, which tells how fast the line from
 * there is; then it is told whether to pack what it saves, which costs a fast line more than it spares.
 */
import { quoteCommand } from '../../shared/host/quote.ts';
import type { Clock } from '../clock.ts';
import { RUNNING } from '../remote/limits.ts';
import type { ExecResult } from '../remote/remote.ts';
import type { Reading } from './copies.ts';
import type { Rooted } from './root-exec.ts';

/** Of nothing, in bytes: a shell prints it without a process, and a slow line has it in seconds. */
const TRIAL = 1024 * 1024;
/** Tells it from what logins print. */
const TRIAL_END = '\ntrunkline\n';
/** What `gzip -1` packs in a millisecond, in bytes, on an ordinary processor; a faster line would wait for it. */
const PACKED_IN_MS = 40_000;

/** Of a pipe the status is gzip's; what docker ends with is what counts. */
const savingScript = (image: string): string => {
  const save = quoteCommand(['docker', 'save', image]);
  return `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
printf '%0${TRIAL}d${TRIAL_END.replaceAll('\n', '\\n')}' 0
read -r way
case $way in
plain) exec ${save} </dev/null ;;
packed) ;;
*) exit 1 ;;
esac
exec 4>&1
status=$({ { ${save} 3>&-; echo "$?" >&3; } | gzip -1 >&4; } 3>&1 </dev/null)
exit "$status"`;
};

/** Gzip's own end is 8 bytes long; without it no host takes what came for whole. */
const HELD_BACK = 64;

/** The host that has the image did not give all of it. */
class SourceBroke extends Error {}

export async function savedBy(
  rooted: Pick<Rooted, 'run'>,
  image: string,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Pick<Clock, 'steady'> },
): Promise<Reading> {
  const incoming = new Incoming();
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener('abort', abort, { once: true });
  const leave = (): void => {
    signal.removeEventListener('abort', abort);
    stop.abort();
    incoming.taken();
  };
  let answer: (way: string) => void = () => undefined;
  const answered = new Promise<string>((resolve) => {
    answer = resolve;
  });
  async function* answers(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${await answered}\n`);
  }
  const said: string[] = [];
  const running = rooted
    .run(savingScript(image), {
      signal: stop.signal,
      limits: { ...RUNNING, bytes: Number.POSITIVE_INFINITY },
      feed: answers(),
      onOutput: (text) => void said.push(text.slice(0, 2_000)),
      onBytes: (bytes) => incoming.came(bytes),
    })
    .finally(() => {
      answer('');
      incoming.end();
    });
  const compressed = await trial(incoming, clock);
  answer(compressed ? 'packed' : 'plain');

  async function* bytes(): AsyncGenerator<Uint8Array> {
    let held = Buffer.alloc(0);
    try {
      for (let some = await incoming.next(); some !== undefined; some = await incoming.next()) {
        if (!compressed) {
          yield some;
          continue;
        }
        held = Buffer.concat([held, some]);
        if (held.length <= HELD_BACK) continue;
        yield held.subarray(0, -HELD_BACK);
        held = Buffer.from(held.subarray(-HELD_BACK));
      }
      const end = await running;
      if (end.kind !== 'exited' || end.code !== 0) throw new SourceBroke(whyBroken(end, said.join('').trim()));
      yield held;
    } finally {
      leave();
    }
  }
  return { compressed, bytes: bytes() };
}

const whyBroken = (end: ExecResult, said: string): string =>
  end.kind === 'exited' ? said || `docker save ended with ${end.code}` : 'the connection to it broke';

/** Whether the line is slow enough for packing. What is read here is nothing of the image. */
async function trial(incoming: Incoming, clock: Pick<Clock, 'steady'>): Promise<boolean> {
  let begun: number | undefined;
  let [read, last] = [0, ''];
  for (;;) {
    const some = await incoming.next();
    // Whoever reads on is told why it ended.
    if (some === undefined) return true;
    last = (last + Buffer.from(some.subarray(-TRIAL_END.length)).toString('latin1')).slice(-TRIAL_END.length);
    if (begun === undefined) begun = clock.steady();
    else read += some.length;
    if (last === TRIAL_END) return read / (clock.steady() - begun) < PACKED_IN_MS;
  }
}

/** What comes from a host, one piece at a time: who sends waits for who reads. */
class Incoming {
  private readonly waiting: Uint8Array[] = [];
  private ended = false;
  private wake = (): void => undefined;
  private resume = (): void => undefined;

  came(bytes: Uint8Array): Promise<void> {
    this.waiting.push(bytes);
    this.wake();
    return new Promise((taken) => {
      this.resume = taken;
    });
  }

  end(): void {
    this.ended = true;
    this.wake();
  }

  taken(): void {
    this.resume();
  }

  async next(): Promise<Uint8Array | undefined> {
    while (this.waiting.length === 0 && !this.ended)
      await new Promise<void>((woken) => {
        this.wake = woken;
      });
    const bytes = this.waiting.shift();
    this.resume();
    return bytes;
  }
}
