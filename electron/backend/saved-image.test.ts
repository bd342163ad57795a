/** An image as another host saves it: packed on a slow line, as it is on a fast one, and never whole when it is not. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ExecOptions, ExecResult } from '../remote/remote.ts';
import { savedBy } from './saved-image.ts';

const bin = mkdtempSync(join(tmpdir(), 'trunkline-saved-'));
afterAll(() => rmSync(bin, { recursive: true }));

/** A host whose docker is a few lines of shell, run by this machine's, and as large as a program. */
function hostWhere(docker: string, size: string) {
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\n${docker}\nexit\n${size}`, { mode: 0o755 });
  let told = '';
  const run = (script: string, { feed, onBytes, onOutput, signal }: ExecOptions): Promise<ExecResult> => {
    const shell = spawn('sh', ['-s'], { detached: true, env: { PATH: `${bin}:${process.env.PATH}` } });
    shell.stdin.on('error', () => undefined);
    signal?.addEventListener('abort', () => shell.kill());
    shell.stderr.on('data', (data: Buffer) => onOutput?.(String(data), 'stderr'));
    const taken = (async () => {
      for await (const data of shell.stdout) await Promise.race([onBytes?.(data), shell.signalCode]);
    })();
    const fed = async (): Promise<void> => {
      shell.stdin.write(`{\n${script}\n}\n`);
      for await (const piece of feed ?? []) {
        told += String(piece);
        shell.stdin.write(piece);
      }
      shell.stdin.end();
    };
    fed().catch(() => undefined);
    return new Promise((resolve) => {
      shell.once('exit', (code) => {
        const end = code === null ? ({ kind: 'cancelled' } as const) : ({ kind: 'exited', code } as const);
        void taken.then(() => resolve({ ...end, stdout: '', stderr: '' }));
      });
    });
  };
  return { run, way: () => told.trim().split('\n').at(-1) };
}

/** By which the first trial, of what is packed, and the second take so many milliseconds. */
function clockOf(packed: number, plain: number) {
  const looks = [0, packed, packed, packed + plain];
  return { steady: () => looks.shift() ?? 0 };
}
const FAST = () => clockOf(20, 10);
const SLOW = () => clockOf(400, 1_000);

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}

interface Asked {
  readonly signal?: AbortSignal;
  readonly program?: string;
}
/** Packs to somewhat more than half. */
const PROGRAM = randomBytes(1_500_000).toString('hex');
/** Which way it was told to send, too. */
function begun(docker: string, clock: ReturnType<typeof clockOf>, { signal, program = PROGRAM }: Asked = {}) {
  const host = hostWhere(docker, program);
  return { bytes: savedBy(host, 'app:1', { signal: signal ?? new AbortController().signal, clock }), way: host.way };
}
const SAVES = '[ "$*" = "save app:1" ] && seq 100000';
const SAVED = Array.from({ length: 100_000 }, (_, at) => `${at + 1}\n`).join('');

test.each([
  ['as it is from a fast one', FAST, PROGRAM, 'plain'],
  ['packed from a slow one', SLOW, PROGRAM, 'packed'],
  ['packed where docker is too small to tell', FAST, '', 'packed'],
])('comes %s', async (_what, clock, program, way) => {
  const saved = begun(SAVES, clock(), { program });
  expect((await all(saved.bytes)).toString() === SAVED).toBe(true);
  expect(saved.way()).toBe(way);
});

test.each([
  ['a fast one', FAST],
  ['a slow one', SLOW],
])('is not whole when docker breaks off, and what it said is told, from %s', async (_what, clock) => {
  const { bytes } = begun('seq 100000; echo "no space left on device" >&2; exit 1', clock());
  await expect(all(bytes)).rejects.toThrow('no space left on device');
});

test.each([
  ['a fast one', FAST],
  ['a slow one', SLOW],
])('is not whole when the host goes away in the middle, from %s', async (_what, clock) => {
  // Docker's, gzip's and the shell's.
  const { bytes } = begun('seq 100000; exec kill -KILL 0', clock());
  await expect(all(bytes)).rejects.toThrow('the connection to it broke');
});

test('ends when nobody wants it any more', async () => {
  const stopping = new AbortController();
  const { bytes } = begun('exec sleep 1000', FAST(), { signal: stopping.signal });
  const ended = all(bytes);
  stopping.abort();
  await expect(ended).rejects.toThrow('the connection to it broke');
});
