/**
 * An image as another host saves it. Before it begins the host sends a piece of its docker program, packed and as it is, which
 * tells which of the two is faster there: on a slow line packing, on a fast one or by a slow processor not.
 */
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { quoteCommand, quoteWord } from '../../shared/host/quote.ts';
import type { Clock } from '../clock.ts';
import { RUNNING } from '../remote/limits.ts';
import type { ExecResult } from '../remote/remote.ts';
import type { Rooted } from './root-exec.ts';

/** Of the program, in bytes: a slow line has it in seconds. */
const TRIAL = 2 * 1024 * 1024;
/** Ends each piece, and nothing comes behind it until the host is answered. */
const TRIAL_END = '\ntrunkline\n';
/** So much faster has packing to be, to be worth the work that it is for both ends. */
const GAIN = 1.1;

/** Of a pipe the status is gzip's; what docker ends with is what counts. */
const savingScript = (image: string): string => {
  const save = quoteCommand(['docker', 'save', image]);
  const end = `printf ${quoteWord(TRIAL_END.replaceAll('\n', '\\n'))}; read -r way`;
  return `PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin LC_ALL=C
export PATH LC_ALL
piece() { head -c ${TRIAL} "$(command -v docker)" 2>/dev/null </dev/null; }
piece | gzip -1; ${end}
piece; ${end}
case $way in
plain) exec ${save} </dev/null ;;
packed) ;;
*) exit 1 ;;
esac
exec 4>&1
status=$({ { ${save} 3>&-; echo "$?" >&3; } | gzip -1 >&4; } 3>&1 </dev/null)
exit "$status"`;
};

/** The host that has the image did not give all of it. */
class SourceBroke extends Error {}

export async function* savedBy(
  rooted: Pick<Rooted, 'run'>,
  image: string,
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Pick<Clock, 'steady'> },
): AsyncGenerator<Uint8Array> {
  const incoming = new Incoming();
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  signal.addEventListener('abort', abort, { once: true });
  const answers = new PassThrough();
  const said: string[] = [];
  const running = rooted
    .run(savingScript(image), {
      signal: stop.signal,
      limits: { ...RUNNING, bytes: Number.POSITIVE_INFINITY },
      feed: answers,
      onOutput: (text) => void said.push(text.slice(0, 2_000)),
      onBytes: (bytes) => incoming.came(bytes),
    })
    .finally(() => {
      answers.destroy();
      incoming.end();
    });
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let some = await incoming.next(); some !== undefined; some = await incoming.next()) yield some;
    const end = await running;
    if (end.kind !== 'exited' || end.code !== 0) throw new SourceBroke(whyBroken(end, said.join('').trim()));
  }
  try {
    const packed = await trial(incoming, clock);
    answers.write('next\n');
    const plain = await trial(incoming, clock);
    const packs = isPackingFaster(packed, plain);
    answers.end(packs ? 'packed\n' : 'plain\n');
    yield* packs ? unpacked(bytes()) : bytes();
  } finally {
    signal.removeEventListener('abort', abort);
    stop.abort();
    incoming.release();
  }
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // Why it broke off is told where it is read.
  pipeline(bytes, gunzip).catch(() => undefined);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } finally {
    gunzip.destroy();
  }
}

const whyBroken = (end: ExecResult, said: string): string =>
  end.kind === 'exited' ? said || `docker save ended with ${end.code}` : 'the connection to it broke';

interface Trial {
  readonly bytes: number;
  /** Bytes in a millisecond, from the first that came; what starts takes its time before it. */
  readonly rate: number;
}

/** What is read here is nothing of the image. */
async function trial(incoming: Incoming, clock: Pick<Clock, 'steady'>): Promise<Trial | undefined> {
  let begun: number | undefined;
  let [bytes, first, last] = [0, 0, ''];
  for (;;) {
    const some = await incoming.next();
    // Whoever reads on is told why it ended.
    if (some === undefined) return undefined;
    if (begun === undefined) [begun, first] = [clock.steady(), some.length];
    bytes += some.length;
    last = (last + Buffer.from(some.subarray(-TRIAL_END.length)).toString('latin1')).slice(-TRIAL_END.length);
    if (last === TRIAL_END) return { bytes, rate: (bytes - first) / (clock.steady() - begun) };
  }
}

/** A host whose docker is no program as large as that tells nothing: a line that is slow is worse than a processor. */
function isPackingFaster(packed: Trial | undefined, plain: Trial | undefined): boolean {
  if (packed === undefined || plain === undefined || plain.bytes < TRIAL) return true;
  return packed.rate * (plain.bytes / packed.bytes) > plain.rate * GAIN;
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

  release(): void {
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
