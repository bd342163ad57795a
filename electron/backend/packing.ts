/**
 * What is sent to hosts, as one gzip stream whose blocks are packed or not, whichever brings more of the source over in a second:
 * on a slow line packing wins, on a fast one it costs more than the line. Nobody knows which it is, so each is tried, and tried
 * again later. Every host takes both by `gzip -dc`, and sees by the stream's end that it is whole.
 */
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, gzipSync } from 'node:zlib';
import type { Clock } from '../clock.ts';

/** The fastest: a copy is worth little of a host's time. */
const LEVEL = constants.Z_BEST_SPEED;

/** How long a way is gone until it is judged, in milliseconds. */
const WINDOW_MS = 200;
/** How long the slower way is left alone: longer each time that it proves to be the slower one again. */
const FIRST_REST_MS = 2_000;
const LONGEST_REST_MS = 16_000;
/** So much more has packing to bring over, to be worth the work that it is for both ends. */
const GAIN = 1.1;

export type Way = 'packed' | 'plain';
const other = (way: Way): Way => (way === 'packed' ? 'plain' : 'packed');

/** Which of the two ways is gone. */
export class Pace {
  // A slow line that is sent too much loses more time than a fast one that is sent too little for a moment.
  private now: Way = 'packed';
  private readonly rates: Record<Way, number> = { packed: 0, plain: 0 };
  private bytes = 0;
  private ms = 0;
  private trying = false;
  /** Since the other way was tried. */
  private rested = FIRST_REST_MS;
  private rest = FIRST_REST_MS;

  way(): Way {
    return this.now;
  }

  /** So many bytes of the source were passed on that way, in so many milliseconds. */
  passed(way: Way, bytes: number, ms: number): void {
    // What was under way when the way changed.
    if (way !== this.now) return;
    this.bytes += bytes;
    this.ms += ms;
    if (this.ms < WINDOW_MS) return;
    this.rates[way] = this.bytes / this.ms;
    this.rested += this.ms;
    [this.bytes, this.ms] = [0, 0];
    this.now = this.next();
  }

  private next(): Way {
    const { packed, plain } = this.rates;
    const better: Way = packed > plain * GAIN ? 'packed' : 'plain';
    if (this.trying) {
      this.rest = better === this.now ? FIRST_REST_MS : Math.min(this.rest * 2, LONGEST_REST_MS);
      this.rested = 0;
      this.trying = false;
      return better;
    }
    this.trying = better !== this.now || this.rested >= this.rest;
    return this.trying ? other(this.now) : this.now;
  }
}

/** Signs of life, which are nothing of the source: a stream of nothing before a stream, and a block of nothing between two pieces. */
export const SIGN_BEFORE: Buffer = gzipSync('');
export const SIGN_WITHIN: Buffer = Buffer.from([0, 0, 0, 0xff, 0xff]);

const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff]);
/** The last block, an empty one. */
const LAST = Buffer.from([1, 0, 0, 0xff, 0xff]);
const LARGEST_BLOCK = 0xffff;

const packed = promisify(deflateRaw);

/**
 * A gzip stream (RFC 1952) of pieces, each packed by itself or not at all. Written here, since a stream of Node's keeps the level
 * that it began with: `params()` flushes and changes nothing.
 */
export class GzipPieces {
  private crc = 0;
  private length = 0;

  begin(): Buffer {
    return HEADER;
  }

  /** To be called in the order of the source, and to be sent in it. */
  async piece(bytes: Uint8Array, way: Way): Promise<Buffer> {
    this.crc = crc32(bytes, this.crc);
    this.length = (this.length + bytes.length) % 2 ** 32;
    // Ended as a piece, not as a stream: others follow.
    if (way === 'packed') return packed(bytes, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH });
    return stored(bytes);
  }

  end(): Buffer {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.crc, 0);
    trailer.writeUInt32LE(this.length, 4);
    return Buffer.concat([LAST, trailer]);
  }
}

/** Blocks of deflate (RFC 1951, 3.2.4) that hold their bytes as they are. */
function stored(bytes: Uint8Array): Buffer {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += LARGEST_BLOCK) {
    const block = bytes.subarray(at, at + LARGEST_BLOCK);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(block.length ^ 0xffff, 3);
    blocks.push(head, block);
  }
  return Buffer.concat(blocks);
}

/** Worth a task of its own, and little to wait for. */
const PIECE = 256 * 1024;
/** Packed at once, each by a processor. */
const AHEAD = 2;

/** Whatever is taken of it is waited for before more is read. */
export async function* asGzip(bytes: AsyncIterable<Uint8Array>, clock: Pick<Clock, 'steady'>): AsyncGenerator<Buffer> {
  const stream = new GzipPieces();
  const pace = new Pace();
  const ahead: { readonly way: Way; readonly length: number; readonly made: Promise<Buffer> }[] = [];
  let since = clock.steady();
  async function* made(most: number): AsyncGenerator<Buffer> {
    while (ahead.length > most) {
      const first = ahead.shift();
      if (first === undefined) return;
      yield await first.made;
      const now = clock.steady();
      pace.passed(first.way, first.length, now - since);
      since = now;
    }
  }
  yield stream.begin();
  for await (const piece of inPieces(bytes)) {
    const way = pace.way();
    const next = stream.piece(piece, way);
    next.catch(() => undefined);
    ahead.push({ way, length: piece.length, made: next });
    yield* made(AHEAD);
  }
  yield* made(0);
  yield stream.end();
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const some of bytes) {
    waiting.push(some);
    length += some.length;
    if (length < PIECE) continue;
    yield waiting.length === 1 ? some : Buffer.concat(waiting);
    [waiting, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(waiting);
}
