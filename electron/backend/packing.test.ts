/** What hosts are sent: a stream that every gzip reads, packed where the line is slow and not where it is fast. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { asGzip, GzipPieces, Pace, type Way } from './packing.ts';

const someWords = (bytes: number): Buffer => Buffer.alloc(bytes, 'what is said again and again packs well; ');

describe('the stream', () => {
  async function made(pieces: readonly (readonly [Way, Buffer])[]): Promise<Buffer> {
    const stream = new GzipPieces();
    const out = [stream.begin()];
    for (const [way, bytes] of pieces) out.push(await stream.piece(bytes, way));
    return Buffer.concat([...out, stream.end()]);
  }
  const mixed: readonly (readonly [Way, Buffer])[] = [
    ['plain', randomBytes(200_000)],
    ['packed', someWords(300_000)],
    ['packed', randomBytes(1)],
    ['plain', someWords(65_535)],
    ['plain', Buffer.alloc(0)],
    ['packed', Buffer.alloc(0)],
    ['packed', randomBytes(70_000)],
  ];

  test.each<readonly [string, readonly (readonly [Way, Buffer])[]]>([
    ['of nothing', []],
    ['of packed pieces and others', mixed],
  ])('%s is read by gzip as what it was', async (_what, pieces) => {
    const whole = await made(pieces);
    const was = Buffer.concat(pieces.map(([, bytes]) => bytes));
    expect(gunzipSync(whole).equals(was)).toBe(true);
    expect(execFileSync('gzip', ['-dc'], { input: whole }).equals(was)).toBe(true);
  });

  test('that breaks off anywhere, also between two pieces, is none', async () => {
    const stream = new GzipPieces();
    const out = [stream.begin(), await stream.piece(someWords(1_000), 'plain')];
    expect(() => gunzipSync(Buffer.concat(out))).toThrow('unexpected end of file');
    out.push(await stream.piece(someWords(1_000), 'packed'));
    expect(() => gunzipSync(Buffer.concat(out))).toThrow('unexpected end of file');
    const end = stream.end();
    for (let missing = 1; missing <= end.length; missing += 1)
      expect(() => gunzipSync(Buffer.concat([...out, end.subarray(0, -missing)]))).toThrow('unexpected end of file');
  });
});

describe('the way', () => {
  const RATIO = 0.4;
  /** Sends so many milliseconds long over a line of so many bytes in a millisecond, by a processor that packs so many. */
  function sent(pace: Pace, forMs: number, { line, packs }: { readonly line: number; readonly packs: number }): number {
    let [ms, plain] = [0, 0];
    while (ms < forMs) {
      const way = pace.way();
      const took = 256_000 / (way === 'packed' ? Math.min(packs, line / RATIO) : line);
      pace.passed(way, 256_000, took);
      ms += took;
      if (way === 'plain') plain += took;
    }
    return plain / ms;
  }

  test('is to pack on a slow line, and hardly ever another', () => {
    const pace = new Pace();
    expect(sent(pace, 60_000, { line: 2_000, packs: 60_000 })).toBeLessThan(0.05);
  });

  test('is not to pack on a fast line, from the first moments on', () => {
    const pace = new Pace();
    expect(sent(pace, 1_000, { line: 110_000, packs: 60_000 })).toBeGreaterThan(0.75);
    expect(sent(pace, 60_000, { line: 110_000, packs: 60_000 })).toBeGreaterThan(0.97);
  });

  test('is not to pack where it makes no difference', () => {
    // The source is slower than both.
    expect(sent(new Pace(), 60_000, { line: 10_000, packs: 10_000 })).toBeGreaterThan(0.95);
  });

  test('changes when the line does', () => {
    const pace = new Pace();
    sent(pace, 20_000, { line: 110_000, packs: 60_000 });
    sent(pace, 20_000, { line: 2_000, packs: 60_000 });
    expect(sent(pace, 20_000, { line: 2_000, packs: 60_000 })).toBeLessThan(0.05);
    sent(pace, 40_000, { line: 110_000, packs: 60_000 });
    expect(sent(pace, 20_000, { line: 110_000, packs: 60_000 })).toBeGreaterThan(0.9);
  });
});

describe('what is read', () => {
  const clock = { steady: () => performance.now() };

  test('arrives whole, and no more is read than is taken', async () => {
    let read = 0;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (; read < 100; read += 1) yield Buffer.alloc(100_000, String(read));
    }
    const stream = asGzip(bytes(), clock);
    const out: Buffer[] = [];
    for (let taken = 0; taken < 3; taken += 1) out.push((await stream.next()).value as Buffer);
    expect(read).toBeLessThan(20);
    for await (const some of stream) out.push(some);
    const whole = gunzipSync(Buffer.concat(out));
    expect(whole).toHaveLength(10_000_000);
    expect(whole.subarray(-2).toString()).toBe('99');
  });

  test('is no whole when it breaks off', async () => {
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield someWords(1_000_000);
      throw new Error('the disk cannot be read');
    }
    const out: Buffer[] = [];
    await expect(
      (async () => {
        for await (const some of asGzip(bytes(), clock)) out.push(some);
      })(),
    ).rejects.toThrow('the disk cannot be read');
    expect(() => gunzipSync(Buffer.concat(out))).toThrow('unexpected end of file');
  });
});
